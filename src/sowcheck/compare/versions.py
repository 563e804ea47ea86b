"""Whether records and papers speak of the same version of a paper."""

import datetime as dt
import re
from collections.abc import Iterator

from sowcheck.compare.evidence import say_records, shape_of
from sowcheck.compare.facts import Facts
from sowcheck.compare.findings import Findings
from sowcheck.compare.names import same_version
from sowcheck.compare.paper import Paper
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Outcome
from sowcheck.parse.dates import find_dates

_FIELD = "doc.version"
_NAMED_VERSION = re.compile(
    r"\b(?:statement of work|sow|letter of engagement)\b[^.;\n]{0,60}?\b(?:version|ver\.?|rev(?:ision)?\.?|v)\s?\.?\s?"
    r"(?P<version>\d+(?:\.\d+)*)(?!\d)",
    re.IGNORECASE,
)
_NAMED_DATE = re.compile(
    r"\b(?:statement of work|letter of engagement|engagement letter|sow)\b"
    r"(?P<between>(?:(?!agreement|contract|terms|order|[.;\n]).){0,60}?)\bdated\s+(?P<date>[^;\n]{6,40})",
    re.IGNORECASE,
)


def check_versions(facts: Facts, findings: Findings) -> None:
    """Note records and papers that were made from, or refer to, another version."""
    _against_record(facts, findings)
    work = [paper for paper in facts.papers if paper.kind in ("sow", "other")]
    for paper in facts.papers:
        if paper.kind in ("order_form", "change_order"):
            _named_version(paper, work, findings)
            _named_date(paper, work, findings)


def _against_record(facts: Facts, findings: Findings) -> None:
    recorded = facts.recorded(_FIELD)
    paper = next((each for each in facts.papers if each.of(_FIELD)), None)
    if paper is None:
        if recorded:
            findings.judge(Outcome.DOCUMENT_SILENT, _FIELD, records=recorded)
        return
    stated = paper.of(_FIELD)
    if not recorded:
        findings.judge(Outcome.RECORD_SILENT, _FIELD, None, stated)
        return
    stale = [value for value in recorded if not any(same_version(str(each.value), str(value.value)) for each in stated)]
    findings.judge(Outcome.MISMATCH if stale else Outcome.MATCH, _FIELD, None, stated, recorded)
    if stale:
        findings.flag(
            "SC601",
            _FIELD,
            f"Document version: {paper.title} is version {stated[0].value}, {say_records(stale, _FIELD)}.",
            document_value=shape_of([stated[0].value]),
            record_value=shape_of([value.value for value in stale]),
            assumptions=stated,
            records=stale,
        )


def _named_version(paper: Paper, work: list[Paper], findings: Findings) -> None:
    """A version that the paper gives the statement of work, against the version at hand."""
    for other in work:
        stated = other.of(_FIELD)
        if not stated or other is paper:
            continue
        named = list(dict.fromkeys(found["version"] for found in _NAMED_VERSION.finditer(paper.said)))
        if named and not any(same_version(str(each.value), version) for each in stated for version in named):
            findings.flag(
                "SC602",
                _FIELD,
                f"Document version: {other.title} is version {stated[0].value}, {paper.title} refers to "
                f"version {named[0]}.",
                document_value={other.name: str(stated[0].value), paper.name: named[0]},
                assumptions=stated,
            )


def _named_date(paper: Paper, work: list[Paper], findings: Findings) -> None:
    """A date that the paper gives the statement of work, against the dates of the statement at hand."""
    for other in work:
        known = {date for date in (other.effective, *other.signature_dates) if date} if other is not paper else set()
        dated = list(_dates_named(paper))
        elsewhere = [(date, words) for date, words in dated if date not in known | _dates_of(other)]
        if not known or not elsewhere:
            continue
        date, words = elsewhere[0]
        evidence: list[Assumption] = [*other.of("doc.effective_date"), *paper.of("msa.reference")]
        stated = other.effective or min(known)
        findings.flag(
            "SC404",
            "doc.effective_date",
            f"Effective date: {paper.title} refers to “{words}”, {other.title} at hand is of {stated.isoformat()}.",
            document_value={other.name: stated.isoformat(), paper.name: date.isoformat()},
            assumptions=evidence,
        )


def _dates_named(paper: Paper) -> Iterator[tuple[dt.date, str]]:
    """Dates by which the paper names a statement of work, with the words."""
    for found in _NAMED_DATE.finditer(paper.said):
        dates = find_dates(found["date"], paper.conventions)
        if dates and dates[0].start == 0:
            yield dates[0].value, " ".join(found[0][: found.start("date") - found.start() + dates[0].end].split())


def _dates_of(paper: Paper) -> set[dt.date]:
    """Every date in the document: one that it has itself, for whatever purpose, is no proof of another paper."""
    return {found.value for found in paper.dates}
