"""Links that are missing in a chain of amendments: a second amendment without the first, an amended paper without its amendment."""

import re
from collections.abc import Iterator

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.discrepancies import Place

_FIELD = "doc.version"
_AS_AMENDED = re.compile(
    r"\b(?:as\s+(?:previously\s+)?(?:amended|modified|varied|changed)|(?:previously|last)\s+(?:amended|modified))\s+by\s+(?:the\s+)?(?:that\s+certain\s+)?"
    r"(?P<words>(?:amendment|change\s+order|addendum|variation|modification|change\s+notice)s?\s*(?:no\.?|number|nos\.?|nr\.?|#)?\s*"
    r"(?P<number>\d{1,3})(?:\s*(?:,|and|&|to|through)\s*(?:(?:no\.?|number)\s*)?\d{1,3})*)",
    re.IGNORECASE,
)
_NAMES_ITSELF = re.compile(
    r"\b(?:change\s+(?:order|request|notice)|amend|addend|variation|modification|nachtrag|änderung|avenant|wijziging)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}")
_OPENING = 40
"""Lines within which an amendment names itself."""
_MOST = 30
"""A higher number is a year or a reference, and counts no amendments."""


def check_links(facts: Facts, findings: Findings) -> None:
    """Note each amendment that the papers build on and that is not in the case."""
    missing: dict[tuple[str, int], list[Place]] = {}
    for target, number, place in (*_gaps(facts), *_named(facts)):
        known = [key for key, other in missing if other == number]
        # A paper that names no target means the one amendment of that number that is missing already.
        key = known[0] if not target and len(known) == 1 else target
        missing.setdefault((key, number), []).append(place)
    by_key: dict[str, list[int]] = {}
    for key, number in missing:
        by_key.setdefault(key, []).append(number)
    for key, numbers in by_key.items():
        places = list(dict.fromkeys(place for number in numbers for place in missing[key, number]))
        names = {paper.id: paper.name for paper in facts.read}
        listed = joined([f"No. {number}" for number in sorted(numbers)])
        said = joined([f"{names[place.document]} ({place.where}) says “{place.words}”" for place in places])
        one = len(numbers) == 1
        findings.flag(
            "SC611",
            _FIELD,
            f"Document version: amendment{'' if one else 's'} {listed} {'is' if one else 'are'} not in the case; {said}.",
            key=f"amendment {listed}",
            severity="high",
            document_value=[str(number) for number in sorted(numbers)],
            places=places,
        )


def _gaps(facts: Facts) -> Iterator[tuple[str, int, Place]]:
    """Numbers below that of an amendment, of those that change the same paper."""
    for order in facts.amendments:
        number = _number(order)
        target = _target(order)
        known = {_number(other) for other in facts.amendments if _target(other) == target}
        for earlier in range(1, number):
            if earlier not in known:
                yield target, earlier, _title(order)


def _named(facts: Facts) -> Iterator[tuple[str, int, Place]]:
    """Amendments by which a paper says that another was amended."""
    known = {_number(order) for order in facts.amendments}
    for paper in facts.papers:
        for found in _AS_AMENDED.finditer(paper.said):
            own = [each for each in _NUMBER.finditer(paper.said, *found.span("words")) if not _is_of_date(each, paper)]
            if not own:
                continue
            numbers = {int(each[0]) for each in own}
            if re.search(r"\b(?:to|through)\b", found["words"], re.IGNORECASE):
                numbers = set(range(min(numbers), max(numbers) + 1))
            start, end = found.start(), own[-1].end()
            page = paper.document.page_of(start)
            place = Place(
                document=paper.id,
                where=f"page {page}" if page else "text",
                page=page,
                words=" ".join(paper.said[start:end].split()),
                span=(start, end),
            )
            target = _target(paper) if paper.kind == "change_order" else ""
            yield from ((target, each, place) for each in sorted(numbers - known) if each <= _MOST)


def _is_of_date(number: re.Match[str], paper: Paper) -> bool:
    """Whether a number is the day of a date: "Amendment No. 1, 12 May 2026"."""
    return any(each.start < number.end() and number.start() < each.end for each in paper.dates)


def _number(order: Paper) -> int:
    number = order.relations.heading.number or ""
    return int(number) if number.isdigit() and int(number) <= _MOST else 0


def _target(order: Paper) -> str:
    heading = order.relations.heading
    return f"{heading.amends or ''} {heading.amends_number or ''}".strip()


def _title(order: Paper) -> Place:
    """The first line in which the amendment names itself; the first line of all where none does."""
    lines = order.said.split("\n")
    named = next((place for place, line in enumerate(lines[:_OPENING]) if _NAMES_ITSELF.search(line)), 0)
    start = sum(len(line) + 1 for line in lines[:named])
    page = order.document.page_of(start)
    return Place(
        document=order.id,
        where=f"page {page}" if page else "text",
        page=page,
        words=" ".join(lines[named].split())[:120],
        span=(start, start + len(lines[named])) if lines[named] else None,
    )
