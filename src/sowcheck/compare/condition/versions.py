"""Whether records and papers speak of the same version of a paper."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from sowcheck.compare.lineage.marks import place_of_statement, say_place, version_places
from sowcheck.compare.papers.evidence import say_records, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.names import same_version
from sowcheck.compare.values.wording import joined
from sowcheck.core.discrepancies import Outcome, Place
from sowcheck.core.records import RecordValue
from sowcheck.parse.dates import find_dates

_FIELD = "doc.version"
_OF_WORK = ("sow", "other")
_NAMED_VERSION = re.compile(
    r"\b(?:statement of work|sow|letter of engagement)\b(?:[^.;\n]|(?<=\bNo)\.){0,60}?\b(?:version|ver\.?|rev(?:ision)?\.?|v)\s?\.?\s?"
    r"(?P<version>\d+(?:\.\d+)*)(?!\d)",
    re.IGNORECASE,
)
_NAMED_AGREEMENT = re.compile(
    r"\b(?:(?:master|framework|umbrella)\s+(?:[\w&/-]+\s+){0,4}?(?:agreement|contract|terms)|msa)\b(?:\s*\([^)]{1,40}\))?,?\s+"
    r"(?:is\s+)?(?:dated|made\s+on|effective|signed\s+on|entered\s+into\s+on|of)\s+(?:as\s+of\s+)?(?P<date>[^;\n]{6,40})",
    re.IGNORECASE,
)
"""An agreement that is named by its day."""
_NAMED_DATE = re.compile(
    r"\b(?:statement of work|letter of engagement|engagement letter|sow)\b"
    r"(?P<between>(?:(?!agreement|contract|terms|order|(?<!\bNo)(?<!\d)\.|\.(?!\d| \d)|[;\n]).){0,60}?)\bdated\s+(?P<date>[^;\n]{6,40})",
    re.IGNORECASE,
)


def check_versions(facts: Facts, findings: Findings) -> None:
    """Note records and papers that were made from, or refer to, another version."""
    _against_record(facts, findings)
    work = [paper for paper in facts.papers if paper.kind in _OF_WORK]
    for paper in facts.papers:
        if paper.kind in ("order_form", "change_order"):
            _named_version(paper, work, findings)
            _named_date(paper, work, _NAMED_DATE, findings)
            _named_number(paper, work, findings)
    agreements = [paper for paper in facts.papers if paper.kind == "msa"]
    for paper in facts.papers:
        if agreements and paper.kind in ("sow", "order_form", "change_order"):
            _named_date(paper, agreements, _NAMED_AGREEMENT, findings)


def _against_record(facts: Facts, findings: Findings) -> None:
    recorded = facts.recorded(_FIELD)
    paper = next((each for each in facts.papers if each.of(_FIELD)), None)
    if paper is None:
        if recorded:
            findings.judge(Outcome.DOCUMENT_SILENT, _FIELD, records=recorded)
            _names_against_record(facts, findings)
        return
    stated = paper.of(_FIELD)
    if not recorded:
        findings.judge(Outcome.RECORD_SILENT, _FIELD, None, stated)
        return
    stale = [value for value in recorded if not any(same_version(str(each.value), str(value.value)) for each in stated)]
    findings.judge(Outcome.MISMATCH if stale else Outcome.MATCH, _FIELD, None, stated, recorded)
    if stale:
        _flag_stale(paper, str(stated[0].value), place_of_statement(paper, stated[0]), stale, findings)


def _names_against_record(facts: Facts, findings: Findings) -> None:
    """Where no paper shows its version, the name of the statement of work may give it."""
    for paper in facts.papers:
        named = version_places(paper)
        stale = [value for value in facts.recorded(_FIELD) if not any(_same(each, value) for each in named)]
        if named and stale and paper.kind in _OF_WORK:
            _flag_stale(paper, named[0][0], named[0][1], stale, findings)
            return


def _same(named: tuple[str, Place, bool], value: RecordValue) -> bool:
    return same_version(named[0], str(value.value))


def _flag_stale(paper: Paper, version: str, place: Place, stale: Sequence[RecordValue], findings: Findings) -> None:
    evidence = [each for each in paper.of(_FIELD) if each.value == version]
    paths = joined(list(dict.fromkeys(value.path for value in stale)))
    findings.flag(
        "SC601",
        _FIELD,
        f"Document version: {paper.title} is version {version} ({say_place(place)}), "
        f"{say_records(stale, _FIELD)} ({paths}).",
        severity=None if evidence else "high",
        document_value=version,
        record_value=shape_of([value.value for value in stale]),
        assumptions=paper.of(_FIELD),
        records=stale,
        places=[] if evidence else [place],
    )


def _named_version(paper: Paper, work: list[Paper], findings: Findings) -> None:
    """A version that the paper gives the statement of work, against the version at hand."""
    named = list(_NAMED_VERSION.finditer(paper.said))
    for other in work:
        known = version_places(other)
        if not known or not named or other is paper:
            continue
        if any(same_version(label, found["version"]) for label, _, _ in known for found in named):
            continue
        version, here, _ = known[0]
        there = _mention(paper, named[0])
        findings.flag(
            "SC602",
            _FIELD,
            f"Document version: {other.title} is version {version} ({say_place(here)}), {paper.title} refers to "
            f"version {named[0]['version']} ({say_place(there)}).",
            document_value={other.name: version, paper.name: named[0]["version"]},
            assumptions=other.of(_FIELD),
            places=[there] if other.of(_FIELD) else [here, there],
        )


def _mention(paper: Paper, found: re.Match[str], end: int | None = None) -> Place:
    """The words by which a paper names another one."""
    end = found.end() if end is None else end
    page = paper.document.page_of(found.start())
    return Place(
        document=paper.id,
        where=f"page {page}" if page else "text",
        page=page,
        words=" ".join(paper.said[found.start() : end].split()),
        span=(found.start(), end),
    )


def _named_number(paper: Paper, work: list[Paper], findings: Findings) -> None:
    """The number of the statement of work that a change order amends, against the numbers of those at hand."""
    heading = paper.relations.heading
    known = {other.relations.number for other in work if other.kind == "sow"}
    if heading.amends != "sow" or not heading.amends_number or not known or {None, heading.amends_number} & known:
        return
    other = next(each for each in work if each.kind == "sow")
    there = _naming_line(paper, heading.amends_number)
    findings.flag(
        "SC404",
        "msa.reference",
        f"Governing agreement: {paper.title} amends statement of work {heading.amends_number} ({say_place(there)}), "
        f"{other.title} at hand bears the number {other.relations.number}.",
        document_value={other.name: other.relations.number, paper.name: heading.amends_number},
        assumptions=paper.of("msa.reference"),
        places=[there],
    )


def _naming_line(paper: Paper, number: str) -> Place:
    """The first line that names a statement of work by its number."""
    named = re.compile(
        rf"^.*\b(?:statement of (?:work|services)|sow)\b[^\n]{{0,60}}?0*{re.escape(number)}(?!\d).*$", re.I | re.M
    )
    found = named.search(paper.said) or re.search(r"^.*\S.*$", paper.said, re.MULTILINE)
    return _mention(paper, found) if found else Place(document=paper.id, where="text", words=paper.name)


def _named_date(paper: Paper, others: list[Paper], naming: re.Pattern[str], findings: Findings) -> None:
    """A date by which the paper names another, against the dates of the one at hand."""
    for other in others:
        known = {date for date in (other.effective, *other.signature_dates) if date} if other is not paper else set()
        dated = list(_dates_named(paper, naming))
        elsewhere = [(date, place) for date, place in dated if date not in known | _dates_of(other)]
        if not known or not elsewhere:
            continue
        date, there = elsewhere[0]
        own = other.of("doc.effective_date")
        stated = other.effective or min(known)
        here = f" ({say_place(place_of_statement(other, own[0]))})" if own else ""
        page = f" (page {there.page})" if there.page else ""
        findings.flag(
            "SC404",
            "doc.effective_date",
            f"Effective date: {paper.title}{page} refers to “{there.words}”, {other.title} at hand is of "
            f"{stated.isoformat()}{here}.",
            document_value={other.name: stated.isoformat(), paper.name: date.isoformat()},
            assumptions=[*own, *paper.of("msa.reference")],
            places=[there],
        )


def _dates_named(paper: Paper, naming: re.Pattern[str]) -> Iterator[tuple[dt.date, Place]]:
    """Dates by which the paper names another, with the words."""
    for found in naming.finditer(paper.said):
        dates = find_dates(found["date"], paper.conventions)
        if dates and dates[0].start == 0:
            yield dates[0].value, _mention(paper, found, found.start("date") + dates[0].end)


def _dates_of(paper: Paper) -> set[dt.date]:
    """Every date in the document: one that it has itself, for whatever purpose, is no proof of another paper."""
    return {found.value for found in paper.dates}
