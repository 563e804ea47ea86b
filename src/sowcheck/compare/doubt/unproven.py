"""Nothing equals an unproven reading: a match holds only if it holds without what a language model alone says unproven.

The case is compared twice, with all assumptions and without those. A match that needs them, directly or through a total,
a term or a sum, becomes incomparable; a difference stays, and its sentence says how weak the document's side is. What a
paper is, and who signed it, is never taken from such a reading.
"""

from collections.abc import Iterable, Sequence

from sowcheck.compare.papers.evidence import say_paper, say_records, shape_of
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import listed, say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Outcome, Verdict
from sowcheck.core.fields import FIELDS
from sowcheck.core.records import RecordValue

_OF_THE_PAPER = "doc."
REASON = "only an unproven reading of a language model supports it"
_SHOWN = 3
_CONCLUDED = frozenset({Outcome.MATCH, Outcome.MISMATCH, Outcome.INCOMPARABLE})


def usable(assumptions: Iterable[Assumption]) -> list[Assumption]:
    """What a comparison may start from: everything but unproven readings of what a paper is."""
    return [each for each in assumptions if not (each.is_unproven_reading and each.field.startswith(_OF_THE_PAPER))]


def believable(assumptions: Iterable[Assumption]) -> list[Assumption]:
    """Everything but unproven readings."""
    return [each for each in assumptions if not each.is_unproven_reading]


def without_unproven_matches(
    facts: Facts, findings: Findings, sure: Sequence[Verdict], assumptions: Sequence[Assumption]
) -> None:
    """Turn each match that an unproven reading made into an open question.

    Args:
        facts: The case.
        findings: What comparing it with all readings gave.
        sure: The verdicts without unproven readings.
        assumptions: All readings of all documents.
    """
    weak = [each for each in assumptions if each.is_unproven_reading]
    kept = {(each.field, each.key) for each in sure if each.verdict is Outcome.MATCH}
    lost = [each for each in findings.verdicts if each.verdict is Outcome.MATCH and (each.field, each.key) not in kept]
    findings.verdicts = [_demoted(each) if each in lost else each for each in findings.verdicts]
    for field in dict.fromkeys(each.field for each in lost):
        _flag(facts, findings, field, [each for each in lost if each.field == field], weak)
    for field in dict.fromkeys(each.field for each in weak if each.field.startswith(_OF_THE_PAPER)):
        if facts.recorded(field) and not any(
            each.field == field and each.verdict in _CONCLUDED for each in findings.verdicts
        ):
            findings.verdicts = [each for each in findings.verdicts if each.field != field]
            own = [each for each in weak if each.field == field]
            findings.judge(Outcome.INCOMPARABLE, field, None, own, facts.recorded(field))
            findings.explain(Outcome.INCOMPARABLE, field, REASON, facts.recorded(field))
            _flag(facts, findings, field, [], weak)


def _demoted(verdict: Verdict) -> Verdict:
    return verdict.model_copy(update={"verdict": Outcome.INCOMPARABLE, "reason": REASON})


def _flag(facts: Facts, findings: Findings, field: str, lost: Sequence[Verdict], weak: Sequence[Assumption]) -> None:
    """One discrepancy for each field, however many items of it are in question."""
    row = FIELDS[field]
    named = {id_ for verdict in lost for id_ in verdict.assumptions}
    own = [each for each in weak if each.id in named] or [each for each in weak if each.field == field] or list(weak)
    ids = {id_ for verdict in lost for id_ in verdict.record_values}
    records = [value for value in facts.recorded(field) if not ids or value.id in ids]
    keys = [verdict.key for verdict in lost if verdict.key is not None]
    findings.flag(
        "SC906",
        field,
        f"{row.title}{_items(keys)}: {_said(facts, field, own)}{_against(records, field, keys)}; {_why(own)}.",
        key=keys[0] if len(keys) == 1 else None,
        document_value=shape_of([each.value for each in own]),
        record_value=shape_of([value.value for value in records]),
        assumptions=own,
        records=records,
        doubted=False,
    )


def _items(keys: Sequence[str]) -> str:
    return f", {listed(list(keys), _SHOWN)}" if keys else ""


def _said(facts: Facts, field: str, own: Sequence[Assumption]) -> str:
    papers = {paper.id: paper for paper in facts.papers}
    first = own[0]
    said = f"a language model reads {say(first.value, first.field)} in {say_paper(papers[first.document], first)}"
    named = "" if first.field == field else f" as the {FIELDS[first.field].title.lower()}"
    return said + named + (f" and {len(own) - 1} more" if len(own) > 1 else "")


def _against(records: Sequence[RecordValue], field: str, keys: Sequence[str]) -> str:
    return f", {say_records(records, field)}" if records and len(keys) < 2 else ""


def _why(own: Sequence[Assumption]) -> str:
    reasons = list(dict.fromkeys(each.proof.reason for each in own if each.proof.reason))
    return "its words do not prove it" + (f" ({reasons[0]})" if reasons else "")
