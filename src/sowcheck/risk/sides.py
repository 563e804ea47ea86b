"""Which side a sentence gives a value to: what only the record says may not be said of the paper, and the other way round."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from sowcheck.core.words import choice_in_words
from sowcheck.risk.figures import Figure, plain_number
from sowcheck.risk.segments import BREAK, comparable, segments
from sowcheck.risk.sources import SourceText

Side = Literal["signed", "recorded"]

_PAPER = re.compile(
    r"\b(?:signed|sow|statements?\s+of\s+work|order\s+forms?|change\s+orders?|contracts?|papers?|documents?|agreements?|msa)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:records?|recorded|crm|cpq|quotes?|opportunit(?:y|ies)|salesforce|hubspot|dynamics)\b", re.IGNORECASE
)
_PART = re.compile(r"[,;()]")
_MORE = re.compile(r"\b(?:more|higher|above|exceed(?:s|ing)?|later|longer|larger|greater)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|lower|below|short|shorter|smaller|earlier|fewer|sooner)\b", re.IGNORECASE)
_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_ALSO_THERE = "also stands in"
"""Words of a finding's message: the record's value is in a paper as well."""
_SHORTEST = 3


class _Held(NamedTuple):
    """A value in a sentence that only one side of what is cited holds."""

    side: Side
    start: int
    end: int


def wrong_side(text: str, figures: Sequence[Figure], cited: Sequence[SourceText]) -> str | None:
    """Why a value is given to the wrong side; None if none is, as far as the words tell."""
    held = [*_held_figures(figures, cited), *_held_words(text, cited)]
    whole = [(figure.start, figure.end) for figure in figures] + [(each.start, each.end) for each in held]
    said: set[Side] = set()
    before = 0
    for start, end in segments(text, BREAK, whole):
        goes_on = text[before:start].strip().casefold() == "and"
        said = _sides_said(text[start:end]) or (said if goes_on else set())
        before = end
        stated = {each.side for each in held if start <= each.start < end}
        if len(said) == len(stated) == 1 and said != stated:
            return f"gives a value to the side that does not state it: “{text[start:end].strip()}”"
    return None


def wrong_way(text: str, figures: Sequence[Figure], cited: Sequence[SourceText]) -> str | None:
    """Why a difference is told the wrong way round; None if it is not, as far as the words tell."""
    for start, end in segments(text, _PART, [(figure.start, figure.end) for figure in figures]):
        segment = text[start:end]
        more, less = _MORE.search(segment), _LESS.search(segment)
        told = more or less
        subject = _subject(segment) or _first_said(text)
        here = [figure for figure in figures if start <= figure.start < end]
        signs = {sign for figure in here for source in cited for sign in _signs(figure, source)}
        if told is None or (more and less) or subject is None or len(signs) != 1:
            continue
        record_has_more = signs.pop() > 0
        if (bool(more) == (subject == "recorded")) != record_has_more:
            return f"tells a difference the wrong way round: “{segment.strip()}”"
    return None


def _sides_said(words: str) -> set[Side]:
    sides: set[Side] = set()
    if _PAPER.search(words):
        sides.add("signed")
    if _RECORD.search(words):
        sides.add("recorded")
    return sides


def _subject(words: str) -> Side | None:
    """Of which side "more" or "less" is said: not of the one after "than"."""
    compared = _THAN.search(words)
    other = _first_said(words[compared.end() :]) if compared else None
    if other:
        return "recorded" if other == "signed" else "signed"
    return _first_said(words)


def _first_said(words: str) -> Side | None:
    paper, record = _PAPER.search(words), _RECORD.search(words)
    if paper and record:
        return "signed" if paper.start() < record.start() else "recorded"
    return "signed" if paper else "recorded" if record else None


def _held_figures(figures: Sequence[Figure], cited: Sequence[SourceText]) -> Iterable[_Held]:
    """Figures that one side alone has. What the record says may stand in a paper as well, where the finding says so."""
    neither = {fact for source in cited for fact in source.differences}
    neither |= {fact for source in cited if _ALSO_THERE in source.finding.message for fact in source.recorded}
    signed = {comparable(fact) for source in cited for fact in source.signed}
    recorded = {comparable(fact) for source in cited for fact in source.recorded}
    unsure = {comparable(fact) for fact in neither} | (signed & recorded)
    for figure in figures:
        size = comparable(figure.fact)
        if size not in unsure and size in signed | recorded:
            yield _Held("signed" if size in signed else "recorded", figure.start, figure.end)


def _held_words(text: str, cited: Sequence[SourceText]) -> Iterable[_Held]:
    """Names and choices that one side of one finding holds, word by word."""
    for source in cited:
        signed, recorded = (_phrases(source.data.get(side)) for side in ("signed", "recorded"))
        if not signed or not recorded or any(one in other or other in one for one in signed for other in recorded):
            continue
        for side, phrases in (("signed", signed), ("recorded", recorded)):
            for phrase in phrases:
                for found in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text.casefold()):
                    yield _Held("signed" if side == "signed" else "recorded", found.start(), found.end())


def _phrases(value: object) -> set[str]:
    if not isinstance(value, str) or len(value) < _SHORTEST or any(char.isdigit() for char in value):
        return set()
    return {value.casefold(), value.replace("_", " ").casefold(), choice_in_words(value).casefold()}


def _signs(figure: Figure, source: SourceText) -> Iterable[int]:
    """Whether the record has more (1) or less (-1), if the figure is the difference and nothing else of the finding."""
    off = source.finding.exposure
    if source.finding.kind != "value_mismatch" or figure.fact in source.signed | source.recorded:
        return
    if off.amount and figure.kind in ("money", "number") and figure.value == plain_number(off.amount):
        yield 1 if off.amount > 0 else -1
    if off.days and figure.kind == "duration" and figure.value == str(abs(off.days)) and figure.unit == "day":
        yield 1 if off.days > 0 else -1
