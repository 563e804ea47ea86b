"""What a figure is said to be: a difference is no value, and a value no difference; and which paper is said to state it."""

import re
from collections.abc import Iterable, Sequence

from sowcheck.risk.figures import Fact, Figure, figures_of, folded
from sowcheck.risk.segments import BREAK, comparable, segments
from sowcheck.risk.sources import SourceText

_THEN_DIFFERENCE = re.compile(
    r"\s+(?:too\s+|in\s+total\s+)?(?:less|more|short|shorter|higher|lower|above|below|earlier|later|longer|smaller|larger|greater|apart|off"
    r"|too\s+(?:low|high|little|much|early|late))\b",
    re.IGNORECASE,
)
_DIFFERENCE_BEFORE = re.compile(
    r"\b(?:off\s+by|short\s+by|wrong\s+by|differs?\s+by|differences?\s+of|gap\s+of|shortfall\s+of|exposure\s+(?:of|is)|at\s+stake\s+(?:is|are)"
    r"|stake\s+is|increased?\s+by|reduced?\s+by|below\s+by|above\s+by)\s+(?:up\s+to\s+|only\s+)?\Z",
    re.IGNORECASE,
)
_OF_DIFFERENCES = re.compile(
    r"\b(?:off|by|differ\w*|short\w*|less|more|below|above|high\w*|low\w*|earl\w*|late\w*|before|after|stake|exposure|gap|too|apart|exceed\w*|long\w*"
    r"|up\s+to|over|under|lost|missing|small\w*|larg\w*|great\w*|mov\w*|shift\w*|delay\w*|explain\w*|each)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?P<sow>sow|statement\s+of\s+work)\b|\b(?P<order>order\s+form)\b|\b(?P<change>change\s+order)\b|\b(?P<msa>msa|master\s+\w*\s?agreement)\b"
    r"|\b(?P<proposal>proposal)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"[,;]|\band\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"; ")


def wrong_role(text: str, figures: Sequence[Figure], cited: Sequence[SourceText]) -> str | None:
    """Why a value is told as a difference, or a difference as a value; None if neither is."""
    differences = {comparable(fact) for source in cited for fact in source.differences}
    values = {comparable(fact) for source in cited for fact in source.signed | source.recorded}
    spans = [(figure.start, figure.end) for figure in figures]
    for start, end in segments(text, BREAK, spans):
        for figure in figures:
            if not start <= figure.start < end or figure.kind not in ("money", "number", "duration"):
                continue
            size, said = comparable(figure.fact), text[figure.start : figure.end]
            as_difference = _THEN_DIFFERENCE.match(text, figure.end) or _DIFFERENCE_BEFORE.search(text[: figure.start])
            if as_difference and size in values - differences:
                return f"tells the value {said} as a difference"
            around = text[start : figure.start] + text[figure.end : end]
            only_difference = figure.kind == "money" and values and size in differences - values
            if only_difference and not _OF_DIFFERENCES.search(around):
                return f"tells the difference {said} as a value"
    return None


def wrong_paper(text: str, figures: Sequence[Figure], cited: Sequence[SourceText]) -> str | None:
    """Why a value is given to a paper that does not state it; None if none is, as far as the messages tell."""
    stated: dict[tuple[str, str], set[str]] = {}
    for source in cited:
        for paper, facts in _by_paper(source):
            for fact in facts:
                stated.setdefault(comparable(fact), set()).add(paper)
    if len({paper for papers in stated.values() for paper in papers}) < 2:
        return None
    spans = [(figure.start, figure.end) for figure in figures]
    for start, end in segments(text, BREAK, spans):
        said = _papers_in(text[start:end])
        for figure in figures:
            papers = stated.get(comparable(figure.fact), set())
            if start <= figure.start < end and len(said) == 1 and papers and not said & papers:
                return f"gives {text[figure.start : figure.end]} to a paper that does not state it"
    return None


def wrong_item(text: str, figures: Sequence[Figure], cited: Sequence[SourceText]) -> str | None:
    """Why a value is given to another item of a list; None if none is, as far as the words tell."""
    keyed = {str(source.data["item"]).casefold(): source for source in cited if source.data.get("item")}
    folded_text = text.casefold()
    places = {
        key: [found.span() for found in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", folded_text)] for key in keyed
    }
    if sum(bool(found) for found in places.values()) < 2:
        return None
    whole = [(figure.start, figure.end) for figure in figures] + [span for spans in places.values() for span in spans]
    for start, end in segments(text, _LIST, whole):
        here = [key for key, spans in places.items() if any(start <= span[0] < end for span in spans)]
        if len(here) != 1:
            continue
        own = {
            comparable(fact)
            for source in cited
            if source is keyed[here[0]] or not source.data.get("item")
            for fact in source.facts
        }
        for figure in figures:
            others = (source for source in keyed.values() if source is not keyed[here[0]])
            elsewhere = any(comparable(figure.fact) == comparable(fact) for source in others for fact in source.facts)
            if start <= figure.start < end and elsewhere and comparable(figure.fact) not in own:
                return f"gives {text[figure.start : figure.end]} to another item of the list"
    return None


def _by_paper(source: SourceText) -> Iterable[tuple[str, frozenset[Fact]]]:
    """Which paper states which figures, by the sentence of a contradiction between two papers."""
    if source.finding.kind not in ("conflict_across_documents", "stale_version"):
        return
    message = folded(source.finding.message)
    ended = _CLAUSE_END.search(message)
    message = message[: ended.start()] if ended else message
    found = list(_PAPER.finditer(message))
    for place, paper in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(message)
        facts = frozenset(figure.fact for figure in figures_of(message[paper.end() : end]) if figure.kind != "page")
        if facts:
            yield str(paper.lastgroup), facts


def _papers_in(words: str) -> set[str]:
    return {str(found.lastgroup) for found in _PAPER.finditer(words)}
