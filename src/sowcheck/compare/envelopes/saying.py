"""Envelopes and their documents as a sentence calls them."""

from sowcheck.compare.envelopes.belonging import Pair
from sowcheck.compare.values.wording import say_source
from sowcheck.core.records import Record


def envelope_in_words(record: Record) -> str:
    """Such as "DocuSign envelope 8c1f2f5e (envelope.json)"."""
    identity = record.envelope.id if record.envelope else None
    short = identity if identity is None or len(identity) <= _LONGEST else f"{identity[:_SHOWN]}…"
    return f"{say_source(record.system, record.object, short)} ({record.name})"


def in_envelope(pair: Pair) -> str:
    """The envelope of a pair."""
    return envelope_in_words(pair.record)


def document_in_words(pair: Pair) -> str:
    """Such as "“SOW-1182_v4.pdf” of DocuSign envelope 8c1f2f5e (envelope.json)"."""
    name = pair.document.name if pair.document else None
    return f"“{name}” of {in_envelope(pair)}" if name else f"the file of {in_envelope(pair)}"


_LONGEST, _SHOWN = 12, 8
"""Identifiers are long, and their first part tells them apart."""
