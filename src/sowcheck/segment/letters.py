"""Letters, orders and confirmations: who writes, to whom, and which of the two does the work."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sowcheck.core.clauses import KeyValue
from sowcheck.core.documents import Document
from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span
from sowcheck.segment.blocks import body_blocks
from sowcheck.segment.name_words import HONORIFIC, has_legal_form, is_name
from sowcheck.segment.names import name_at

_TOP = 14
"""Blocks in which a letter names its writer and its reader."""
_PLAINLY = 2
"""Phrases that must speak for one role more than for the other."""
_OPENING = 800
"""Characters in which a paper says what it is; phrases there count three times."""
_SALUTATION = re.compile(r"(?:Dear|Sehr geehrte[rs]?|Liebe[rs]?|Madame|Monsieur|Geachte|Kjære|Hei|Guten Tag)\b")
_FROM = re.compile(r"from|issued by|sender|von|absender|fra|de|van|exp[eé]diteur", re.IGNORECASE)
_TO = re.compile(r"to|issued to|addressee|recipient|an|empf[aä]nger|til|destinataire|aan", re.IGNORECASE)
_WORK = (
    r"provide|perform|develop|deliver|design|build|give\s+you|invoice|bill|assign|charge|support|look\s+after|"
    r"carry\s+out|supply|configure|implement|train|propose|offer|estimate"
)
_WRITER_WORKS = re.compile(
    rf"\bwe\s+(?:will|shall|would|can|are\s+to|undertake\s+to)\s+(?:\w+ly\s+)?(?:{_WORK})\b|"
    r"\bwe\s+(?:hereby\s+)?(?:confirm|acknowledge|accept)\s+your\s+order\b|\bour\s+(?:offer|quotation|proposal|fees?|rates?)\b|"
    r"\bwhat\s+we\s+(?:will\s+)?do\b|\byou\s+(?:will|shall|agree\s+to)?\s*(?:pay|reimburse)\b|"
    r"\bthank\s+you\s+for\s+(?:your\s+(?:order|confidence)|asking\s+us|choosing|engaging|the\s+opportunity)\b|"
    r"\b(?:order\s+confirmation|auftragsbestätigung|quotation|proposal|offer|engagement\s+letter)\b",
    re.IGNORECASE,
)
_WRITER_BUYS = re.compile(
    r"\bwe\s+(?:hereby\s+)?(?:place\s+(?:an|this|our)\s+)?(?:order|purchase|engage|appoint|commission|instruct)\b|"
    r"\bplease\s+(?:supply|deliver|provide|perform)\b|\byour\s+(?:offer|quotation|quote|proposal|invoices?)\b|"
    r"\bwe\s+(?:will|shall)\s+pay\b|\binvoice\s+us\b|\b(?:purchase|service|work)\s+order\b(?!\s+confirmation)",
    re.IGNORECASE,
)


class Correspondents(NamedTuple):
    """The two ends of a letter, each with its role where that is told."""

    writer: Span | None
    reader: Span | None
    role_of_writer: PartyRole | None


def correspondents(document: Document, key_values: Sequence[KeyValue]) -> Correspondents:
    """Who wrote a paper to whom: by "From" and "To", by a letterhead and the address above a salutation."""
    text = document.text
    top = [block.span for block in body_blocks(document)[:_TOP]]
    end = top[-1].end if top else 0
    early = [pair for pair in key_values if pair.value.start <= end]
    writer = next((name for pair in early if _FROM.fullmatch(pair.label) and (name := _firm(text, pair.value))), None)
    reader = next((name for pair in early if _TO.fullmatch(pair.label) and (name := _firm(text, pair.value))), None)
    dear = next((place for place, line in enumerate(top) if _SALUTATION.match(line.of(text))), None)
    if reader is None and writer is None and dear is None:
        return Correspondents(None, None, None)
    heads = [
        name
        for line in top[:dear]
        if (name := _firm(text, line) or _told_again(text, line)) and (reader is None or name.end <= reader.start)
    ]
    if dear is not None and reader is None and writer is None and len(heads) > 1:
        writer, reader = heads[0], heads[1]
    elif dear is not None and reader is None and len(heads) == 1 and heads[0].start != top[0].start:
        reader = heads[0]
    elif writer is None and heads:
        writer = heads[0]
    return Correspondents(writer, reader, _role_of_writer(text))


def _role_of_writer(text: str) -> PartyRole | None:
    works, buys = (
        len(phrases.findall(text)) + 2 * len(phrases.findall(text, 0, _OPENING))
        for phrases in (_WRITER_WORKS, _WRITER_BUYS)
    )
    if abs(works - buys) < _PLAINLY:
        return None
    return "supplier" if works > buys else "customer"


def _firm(text: str, line: Span) -> Span | None:
    """The name with a legal form that begins a line and ends it or is followed by an address."""
    name = name_at(text, line.start, line.end, join_and=True)
    if name is None or not has_legal_form(name.of(text)):
        return None
    rest = text[name.end : line.end].strip()
    return name if not rest or rest[0] in ",|·–-(\t\n" else None


def _told_again(text: str, line: Span) -> Span | None:
    """A line that is a name, and stands in the text a second time after a word such as "for" or a colon."""
    words = line.of(text).strip()
    if HONORIFIC.match(words) or not is_name(words) or not 2 <= len(words.split()) <= 8:
        return None
    again = re.compile(rf"(?:\b(?:for|with|of)\s+(?:the\s+)?|:\s*){re.escape(words)}(?=\s*(?:\n|\t|$|[(,]))")
    return line if again.search(text, line.end) else None
