"""Version stamps of one file that disagree: between its pages, and between the paper and the file's name."""

from sowcheck.compare.lineage.marks import say_place, version_places
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.discrepancies import Place
from sowcheck.parse.versions import version_key

_FIELD = "doc.version"


def check_stamps(facts: Facts, findings: Findings) -> None:
    """Note each file whose stamps speak of more than one version."""
    for paper in facts.papers:
        found = version_places(paper)
        printed = _distinct([(label, place) for label, place, on_paper in found if on_paper])
        if len(printed) > 1:
            _flag(paper, printed, findings, within=True)
        others = _distinct([(label, place) for label, place, on_paper in found if not on_paper])
        if printed:
            others = [each for each in others if not any(_agree(each[0], label) for label, _ in printed)]
        if others and len(printed[:1]) + len(others) > 1:
            _flag(paper, [*printed[:1], *others], findings, within=False)


def _distinct(found: list[tuple[str, Place]]) -> list[tuple[str, Place]]:
    """One of each version, all counted in the way of the first: "Version 3, Rev. B" is no contradiction."""
    kept: list[tuple[str, Place]] = []
    for label, place in found:
        key = version_key(label)
        if key is None or any(key == version_key(other) for other, _ in kept):
            continue
        if not kept or _count_alike(label, kept[0][0]):
            kept.append((label, place))
    return kept


def _count_alike(one: str, other: str) -> bool:
    left, right = version_key(one), version_key(other)
    return left is not None and right is not None and bool(left[0]) == bool(right[0])


def _agree(named: str, printed: str) -> bool:
    """Whether a name says the version of the paper: the same, or the beginning of its number ("v4" for 4.1)."""
    short, whole = version_key(named), version_key(printed)
    if short is None or whole is None or not _count_alike(named, printed):
        return True
    return short == whole or (not short[1] and whole[0][: len(short[0])] == short[0])


def _flag(paper: Paper, found: list[tuple[str, Place]], findings: Findings, *, within: bool) -> None:
    said = joined([f"version {label} ({say_place(place)})" for label, place in found])
    stating = [each for each in paper.of(_FIELD) if any(each.value == label for label, _ in found)]
    cited = {(each.quote.span.start, each.quote.span.end) for each in stating}
    findings.flag(
        "SC401" if within else "SC609",
        _FIELD,
        f"Document version: {paper.name} calls itself {said}.",
        severity=None if within else "medium",
        document_value=[label for label, _ in found],
        assumptions=stating,
        places=[place for _, place in found if place.span not in cited],
    )
