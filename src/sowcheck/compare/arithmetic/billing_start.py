"""When billing starts: a recurring line that starts late leaves a part of the service unbilled."""

import datetime as dt

from sowcheck.compare.papers.evidence import say_paper, say_records, shape_of
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import in_force
from sowcheck.compare.values.comparators import compare_values
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS

_FIELD, _START = "billing.start_date", "schedule.start_date"


def check_billing_start(facts: Facts, findings: Findings) -> None:
    """Judge billing starts against the start of the services, where neither side states the other's date.

    A line may rightly start later than the services, after a transition say, as long as another line starts with them.
    """
    recorded, stated = facts.recorded(_FIELD), in_force(facts, _START)
    if not recorded or in_force(facts, _FIELD):
        return
    starts = [value for value in recorded if isinstance(value.value, dt.date)]
    if not stated or facts.recorded(_START) or not starts:
        findings.judge(Outcome.DOCUMENT_SILENT, _FIELD, records=recorded)
        return
    paper, own = stated[0]
    first = min(starts, key=lambda value: str(value.value))
    difference = compare_values(FIELDS[_START], own[0].value, first.value, findings.context)
    findings.judge(Outcome.MATCH if difference.is_equal else Outcome.MISMATCH, _FIELD, None, own, starts)
    if difference.is_equal:
        return
    sentence = say_paper(paper, own[0])
    findings.flag(
        "SC202",
        _FIELD,
        f"{FIELDS[_FIELD].title}: {sentence} starts the services on {own[0].value}, {say_records([first], _FIELD)}.",
        severity=difference.severity,
        exposure=difference.exposure,
        document_value=shape_of([own[0].value]),
        record_value=shape_of([first.value]),
        assumptions=own[:1],
        records=[first],
    )
