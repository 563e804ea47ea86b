"""Which paper of the case is which document of which envelope: by its hash, its stamp, its name, or because no other is left."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import CONTRACTS
from sowcheck.core.envelopes import Envelope, EnvelopeDocument
from sowcheck.core.records import Record

How = Literal["hash", "stamp", "name", "only"]
_STAMP = "doc.envelope_id"
_SHORTEST_ID = 12
"""An identifier of fewer characters may stand in a text by chance."""
_SUFFIX = re.compile(r"\.(?:pdf|docx?|txt|md|html?)$", re.IGNORECASE)
_ADDED = frozenset(
    {"signed", "completed", "executed", "final", "fully", "copy", "esigned", "countersigned", "docusign"}
)
"""Words that people and services add to the name of a signed file."""


class Pair(NamedTuple):
    """A paper and its place in an envelope."""

    paper: Paper
    record: Record
    envelope: Envelope
    document: EnvelopeDocument | None
    """None where the envelope has several and nothing tells which."""
    how: How


class Belonging(NamedTuple):
    """What belongs together, and which contracts belong to none of the envelopes."""

    pairs: tuple[Pair, ...]
    strays: tuple[Paper, ...]


def belonging(papers: Sequence[Paper], records: Sequence[Record]) -> Belonging:
    """Pair papers with the documents of envelopes."""
    held = [(record, record.envelope) for record in records if record.envelope]
    # An envelope that was completed counts before one that was voided and sent again.
    held.sort(key=lambda each: each[1].state != "completed")
    pairs = [pair for paper in papers if (pair := _known(paper, held))]
    left = [paper for paper in papers if paper.kind in CONTRACTS and all(pair.paper is not paper for pair in pairs)]
    if len(left) == 1 and (pair := _only(left[0], held, pairs)):
        return Belonging((*pairs, pair), ())
    return Belonging(tuple(pairs), tuple(left))


def _known(paper: Paper, held: Sequence[tuple[Record, Envelope]]) -> Pair | None:
    for record, envelope in held:
        for document in envelope.documents:
            if document.sha256 == paper.document.sha256:
                return Pair(paper, record, envelope, document, "hash")
    stamps = stamped_ids(paper)
    for record, envelope in held:
        if envelope.id and (plain_id(envelope.id) in stamps or _names(paper, envelope.id)):
            return Pair(paper, record, envelope, _document_of(paper, envelope), "stamp")
    for record, envelope in held:
        named = [each for each in envelope.documents if each.name and _key(each.name) == _key(paper.name)]
        if len(named) == 1:
            return Pair(paper, record, envelope, named[0], "name")
    return None


def _only(paper: Paper, held: Sequence[tuple[Record, Envelope]], pairs: Sequence[Pair]) -> Pair | None:
    """The one contract that is left, and the one document that is left."""
    taken = {id(pair.document) for pair in pairs}
    open_ = [
        (record, envelope, document)
        for record, envelope in held
        for document in envelope.documents
        if id(document) not in taken
    ]
    if len(open_) == 1 and not any(pair.document is None for pair in pairs):
        return Pair(paper, *open_[0], "only")
    bare = [(record, envelope) for record, envelope in held if not envelope.documents]
    return Pair(paper, *bare[0], None, "only") if len(held) == len(bare) == 1 and not pairs else None


def _document_of(paper: Paper, envelope: Envelope) -> EnvelopeDocument | None:
    if len(envelope.documents) == 1:
        return envelope.documents[0]
    named = [each for each in envelope.documents if each.name and _key(each.name) == _key(paper.name)]
    return named[0] if len(named) == 1 else None


def stamped_ids(paper: Paper) -> frozenset[str]:
    """Identifiers of envelopes that signing services have stamped on the pages."""
    return frozenset(plain_id(str(each.value)) for each in paper.of(_STAMP))


def plain_id(identity: str) -> str:
    """An identifier without case and punctuation."""
    return re.sub(r"[^0-9a-z]", "", identity.casefold())


def _names(paper: Paper, identity: str) -> bool:
    """Whether the identifier of the envelope stands in the paper, as services of any kind stamp it."""
    return len(identity) >= _SHORTEST_ID and identity.casefold() in paper.document.text.casefold()


def _key(name: str) -> str:
    """A file's name without suffix, punctuation and what signing adds to it."""
    words = re.findall(r"[^\W_]+", _SUFFIX.sub("", name).casefold())
    return " ".join(word for word in words if word not in _ADDED)
