"""What a language model was asked and did not answer, and what it said in words that the documents do not hold.

A field that nobody stated is not silent if a part that may state it was never read: it is not evaluated. What the records
claim of it then weighs as much as the field does. Fields on which rules and entities came to a conclusion stay as they are,
so that a model that is down keeps no case shut that was read without it.
"""

from collections.abc import Sequence

from sowcheck.compare.papers.evidence import shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined, listed, say
from sowcheck.core.discrepancies import Discrepancy, Outcome
from sowcheck.core.fields import FIELDS
from sowcheck.core.readings import Claim, FailedRead

_COVERAGE = "doc.coverage"
_SILENT = frozenset({"SC311", "SC312"})
"""What a record alone states."""
_BLANK = "SC313"
_SHOWN = 3


def check_unanswered(facts: Facts, findings: Findings) -> None:
    """Note the questions without an answer, and give the fields that hang on them their verdict."""
    papers = [paper for paper in facts.papers if paper.model_reading and paper.model_reading.failed]
    blank = {each.field for each in findings.discrepancies if each.code == _BLANK}
    unread = frozenset().union(*(paper.unread_fields for paper in papers)) if papers else frozenset()
    for field in FIELDS:
        if field in unread and field not in facts.stated_fields and field not in blank:
            _not_evaluated(facts, findings, field, papers)
    for paper in papers:
        assert paper.model_reading
        failed = paper.model_reading.failed
        findings.flag(
            "SC907",
            _COVERAGE,
            f"Read by a language model: of {paper.title}, {len(failed)} of {paper.model_reading.questions} questions were "
            f"not answered: {_parts(failed)}.",
            severity="low",
            document_value={
                paper.name: [f"{each.where} ({each.topic.replace('_', ' ')}): {each.reason}" for each in failed]
            },
        )


def _not_evaluated(facts: Facts, findings: Findings, field: str, papers: Sequence[Paper]) -> None:
    failed = [(paper, part) for paper in papers for part in _failed(paper) if field in part.fields]
    where = joined(list(dict.fromkeys(f"{part.where} of {paper.title}" for paper, part in failed))[:_SHOWN])
    reasons = joined(list(dict.fromkeys(part.reason for _, part in failed))[:_SHOWN])
    why = f"nothing else states it, and a language model did not read {where}: {reasons}"
    findings.verdicts = [
        each.model_copy(update={"verdict": Outcome.NOT_EVALUATED})
        if each.field == field and each.verdict is Outcome.DOCUMENT_SILENT
        else each
        for each in findings.verdicts
    ]
    recorded = facts.recorded(field)
    findings.explain(Outcome.NOT_EVALUATED, field, why, recorded)
    claimed = [each for each in findings.discrepancies if each.field == field and each.code in _SILENT]
    if not claimed:
        return
    findings.discrepancies = [each for each in findings.discrepancies if each not in claimed]
    findings.flag(
        "SC907",
        field,
        f"{_claims(claimed)}; {why}.",
        record_value=shape_of([value.value for value in recorded]),
        records=recorded,
    )


def _failed(paper: Paper) -> tuple[FailedRead, ...]:
    return paper.model_reading.failed if paper.model_reading else ()


def _claims(claimed: Sequence[Discrepancy]) -> str:
    """What the records say, as the findings that are replaced put it."""
    return joined([each.message.split("; ")[0].rstrip(".") for each in claimed[:_SHOWN]])


def _parts(failed: Sequence[FailedRead]) -> str:
    """Parts by the reason why they were not read; a reason that is all parts' own is said once."""
    by_reason: dict[str, list[FailedRead]] = {}
    for each in failed:
        by_reason.setdefault(each.reason, []).append(each)
    said = []
    for reason, parts in by_reason.items():
        where = list(dict.fromkeys(each.where for each in parts))
        more = f" and {len(where) - _SHOWN} more parts" if len(where) > _SHOWN else ""
        said.append(f"{', '.join(where[:_SHOWN]) if more else joined(where)}{more} ({reason})")
    return "; ".join(said)


def check_claims(facts: Facts, findings: Findings) -> None:
    """Note what a language model said of a field in words that are not there, where nothing better states the field."""
    shown = {
        each.field
        for paper in facts.papers
        for field in paper.fields
        for each in paper.of(field)
        if not each.is_unproven_reading
    }
    claims = [
        (paper, claim)
        for paper in facts.papers
        for claim in (paper.model_reading.claims if paper.model_reading else ())
        if claim.field not in shown
    ]
    for field in FIELDS:
        own = [(paper, claim) for paper, claim in claims if claim.field == field]
        if own:
            _flag_claims(facts, findings, field, own)


def _flag_claims(facts: Facts, findings: Findings, field: str, own: Sequence[tuple[Paper, Claim]]) -> None:
    recorded = facts.recorded(field)
    said = [f"{say(claim.value, field)} in {paper.title} ({claim.reason})" for paper, claim in own]
    findings.flag(
        "SC908",
        field,
        f"{FIELDS[field].title}: a language model reads {listed(said, _SHOWN)}.",
        at_most="medium",
        document_value=shape_of([claim.value for _, claim in own]),
        record_value=shape_of([value.value for value in recorded]),
        records=recorded,
    )
