"""Orders that are written out as a list: "in the following order of precedence: (a) this SOW; (b) the Order Form"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sowcheck.core.relations import PaperKind, PrecedenceException
from sowcheck.core.spans import Span
from sowcheck.extract.mentions import Mention, PaperNames
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.extract.relations.exceptions import EXCEPT
from sowcheck.extract.relations.topics import limits
from sowcheck.parse.cues import Cue

_ORDER = Cue(
    r"\border of (?:precedence|priority|preference|prevalence|importance)\b|\b(?:in|by) (?:the |this )?(?:following |descending |ascending |decreasing |"
    r"increasing |stated |listed )*order\b|\b(?:in|by) (?:the )?order (?:listed|stated|set out|shown|given|in which)\b|"
    r"\border (?:shall|will) be\b|precedence (?:is |shall be |in the )?(?:as follows|following)|rangfolge|reihenfolge|ordre de (?:priorité|préséance|prévalence)|"
    r"rekkefølge|volgorde|rangorde"
)
_DECIDES = Cue(
    r"preceden|prevail|priorit|control|govern|conflict|inconsisten|contradict|discrepan|disagree|rangfolge|widerspr|vorrang|gelten|contradiction|prévau|gelder|rang"
)
_ASCENDING = Cue(r"\b(?:ascending|increasing|reverse)\b|lowest (?:first|to highest)|from lowest")
_ANNOUNCES = re.compile(
    r"(?::|\bas follows|\bfollowing(?: order)?|\bbelow|\bfolgende\w*|\bsuivant\w*)\W*$", re.IGNORECASE
)
_MOST_ITEMS = 14
_LONGEST_ITEM = 260
_STRAY_LINES = 2
"""Lines without a paper that may stand between items, such as the foot of a page."""


@dataclass(frozen=True)
class Order:
    """A list of papers, the prevailing one first."""

    kinds: tuple[PaperKind, ...]
    core: Span
    rest: str
    """Exceptions, as written."""
    fields: tuple[str, ...] | None
    exceptions: tuple[PrecedenceException, ...]


def orders(reading: Reading, place: int, names: PaperNames) -> Iterator[Order]:
    """The order that a sentence announces, with the items that follow it."""
    sentence = reading.sentences[place]
    cue = _ORDER.search(sentence.text)
    if cue is None or not _DECIDES.search(f"{sentence.text} {sentence.topic}"):
        return
    split = EXCEPT.search(sentence.text, cue.end())
    stop = split.start() if split else len(sentence.text)
    rest = sentence.text[stop:]
    items = _inside(sentence, cue.end(), stop, names)
    last = sentence.span
    if len({kind for kind, _ in items}) < 2:
        if not _ANNOUNCES.search(sentence.text[:stop]) and not sentence.is_heading:
            items = _before(sentence, cue.start(), names) if _backward(sentence.text, cue) else []
        else:
            items, last = _behind(reading, place, names)
    if _ASCENDING.search(sentence.text):
        items = items[::-1]
    kinds = tuple(dict.fromkeys(kind for kind, limit in items if limit is None))
    exceptions = tuple(
        PrecedenceException(prevails=kind, fields=limit, words=f"{kind} first")
        for kind, limit in items
        if limit and kind not in kinds
    )
    if len(kinds) < 2 and not (kinds and exceptions):
        return
    yield Order(
        kinds, sentence.span.joined(last), rest, None if not kinds else _whole(sentence.text[: cue.end()]), exceptions
    )


def _whole(words: str) -> tuple[str, ...] | None:
    """Fields to which the sentence limits the whole order."""
    return limits(words) or None


_Items = Sequence[tuple[PaperKind, tuple[str, ...] | None]]
"""Kinds with the fields to which each is limited."""


def _inside(sentence: Sentence, start: int, stop: int, names: PaperNames) -> _Items:
    mentions = [each for each in names.find(sentence.text[:stop]) if each.start >= start]
    return _limited(sentence.text[:stop], mentions)


def _before(sentence: Sentence, stop: int, names: PaperNames) -> _Items:
    return _limited(sentence.text[:stop], names.find(sentence.text[:stop]))


def _backward(text: str, cue: re.Match[str]) -> bool:
    """Whether the papers stand before the cue: "the SOW, the Order Form and the MSA apply in that order of precedence"."""
    return bool(
        re.search(
            r"\b(?:in|by) (?:that|this|the (?:stated|listed|above)|descending)?[\w ]*$",
            text[: cue.start()] + " ",
            re.IGNORECASE,
        )
    ) or (
        "order listed" in cue.group().casefold()
        or "order stated" in cue.group().casefold()
        or "order set out" in cue.group().casefold()
    )


def _limited(text: str, mentions: Sequence[Mention]) -> _Items:
    """Each paper once, with the limit that stands behind it ("the BAA, as to health information; this SOW; …")."""
    items: list[tuple[PaperKind, tuple[str, ...] | None]] = []
    for place, mention in enumerate(mentions):
        if mention.kind is None:
            continue
        end = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
        # A parenthesis or "issued under this SOW" describes the item and names no further one.
        before = text[mentions[place - 1].end : mention.start] if place else ""
        if place and not re.search(r"[;,:\n(]|\band\b|\bor\b|\bthen\b|\bover\b|\bund\b|\bet\b", before):
            continue
        if place and re.search(
            r"\b(?:under|to|with|in connection with|of|pursuant to|between)\s+(?:the|this|that|such|any)?\s*$", before
        ):
            continue
        items.append((mention.kind, limits(text[mention.end : end].split(";", maxsplit=1)[0])))
    return items


def _behind(reading: Reading, place: int, names: PaperNames) -> tuple[_Items, Span]:
    """The items in the lines that follow the announcement."""
    items: list[tuple[PaperKind, tuple[str, ...] | None]] = []
    last = reading.sentences[place].span
    stray = 0
    for sentence in reading.sentences[place + 1 : place + 1 + _MOST_ITEMS]:
        named = names.find(sentence.text) if len(sentence.text) <= _LONGEST_ITEM else []
        if not named or sentence.is_heading:
            stray += 1
            if stray > _STRAY_LINES or (items and len(sentence.text) > _LONGEST_ITEM):
                break
            continue
        if re.search(r"\b(?:shall|will|prevails?|is|are)\b", sentence.text) and items:
            break
        items += _limited(sentence.text, named[:1])
        last = sentence.span
    return items, last
