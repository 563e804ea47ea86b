"""Figures in a sentence have to stand in what it cites, or be the count of it."""

import re
from collections.abc import Sequence

from sowcheck.core.fields import FIELDS
from sowcheck.core.quantities import NO_CURRENCY
from sowcheck.core.words import OWNERS
from sowcheck.risk.figures import Fact, Figure
from sowcheck.risk.sources import SourceText

_COUNTED = re.compile(
    r"\s*(?:(?:of|more|other|further|open|signed|hidden|missing|blocking|such)\s+){0,3}"
    r"(?:findings?|discrepanc(?:y|ies)|terms?|points?|issues?|items?|differences?|mismatch(?:es)?|conflicts?|contradictions?"
    r"|errors?|blockers?|them|these|those|in\s+(?:all|total)|others?|blocks?|for\s+(?:"
    + "|".join(OWNERS.values())
    + r"))\b",
    re.IGNORECASE,
)
_AMOUNT_FROM = 1000
"""From here on a bare number may be an amount without its currency."""
_ABOUT = re.compile(
    r"\b(?P<word>about|around|roughly|approximately|approx|nearly|almost|circa|some|close\s+to|just\s+(?:over|under)|more\s+than|less\s+than"
    r"|over|under|above|below|at\s+least|exceeding)\s+\Z|~\s?\Z",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:half|halves|thirds?|twice|thrice|doubled?|doubles|doubling|tripled?|triples|quadrupled?|dozens?|hundreds?|thousands?|millions?|billions?"
    r"|second|fourth|fifth|sixth|seventh|eighth|ninth|tenth|zero|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|tomorrow|yesterday|today|decades?|fortnights?|weeks|months|years)\b",
    re.IGNORECASE,
)


def unknown_figure(text: str, figures: Sequence[Figure], cited: Sequence[SourceText]) -> str | None:
    """Why a figure is not in what is cited; None if each is."""
    facts = frozenset(fact for source in cited for fact in source.facts)
    words = {word for source in cited for word in source.words}
    by_place: dict[tuple[int, int], list[Figure]] = {}
    for figure in figures:
        by_place.setdefault((figure.start, figure.end), []).append(figure)
    for (start, end), readings in by_place.items():
        said = text[start:end]
        # A date that can be read in two ways is right only if both are.
        if not all(_is_stated(figure, facts, words) or is_count(figure, text, cited) for figure in readings):
            return f"states {said.strip()}, which is not in what it cites"
        about = _ABOUT.search(text[:start])
        if about and not (about["word"] and set(about["word"].casefold().split()) <= words):
            return f"states {about.group().strip()} {said.strip()}, where what it cites states it exactly"
    return _outside(text, figures) or _vague(text, figures, words)


def _is_stated(figure: Figure, facts: frozenset[Fact], words: set[str]) -> bool:
    fact = figure.fact
    if fact in facts or (fact.kind == "token" and fact.value in words):
        return True
    if fact.kind == "number":
        return _is_bare_amount(fact, facts)
    return fact.kind == "money" and fact.unit == NO_CURRENCY and _is_bare_amount(fact, facts)


def _is_bare_amount(fact: Fact, facts: frozenset[Fact]) -> bool:
    large = float(fact.value) >= _AMOUNT_FROM
    return large and any(other.kind == "money" and other.value == fact.value for other in facts)


def is_count(figure: Figure, text: str, cited: Sequence[SourceText]) -> bool:
    """The one thing that may be derived: how many are cited, or how many of them block, are of one owner or of one field."""
    if figure.kind != "number":
        return False
    for field, title in ((source.finding.field, FIELDS[source.finding.field].title) for source in cited):
        if re.match(rf"\s*(?:\w+\s+)?{re.escape(title)}\b", text[figure.end :], re.IGNORECASE):
            return figure.value == str(sum(source.finding.field == field for source in cited))
    if not _COUNTED.match(text, figure.end):
        return False
    counts = {len(cited), sum(source.blocks for source in cited)}
    for owner, title in OWNERS.items():
        if title.casefold() in text.casefold():
            counts.add(sum(source.finding.owner == owner for source in cited))
    return figure.value in {str(count) for count in counts if count}


def _outside(text: str, figures: Sequence[Figure]) -> str | None:
    """A digit that no reading covers."""
    for place, char in enumerate(text):
        if char.isdigit() and not any(figure.start <= place < figure.end for figure in figures):
            return f"holds a figure that cannot be read: “{text[max(0, place - 10) : place + 10].strip()}”"
    return None


def _vague(text: str, figures: Sequence[Figure], words: set[str]) -> str | None:
    """Quantities that are no figures: "half", "twice", "next Monday"."""
    for found in _VAGUE.finditer(text):
        covered = any(figure.start <= found.start() < figure.end for figure in figures)
        if not covered and found.group().casefold() not in words:
            return f"states “{found.group()}”, which is not in what it cites"
    return None
