"""Steps of a change order whose start is not known: what holds after them cannot be worked out."""

from sowcheck.compare.papers.evidence import say_records, shape_of
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS


def check_unresolved(facts: Facts, findings: Findings) -> None:
    """Note each field that a change order moves by a step from a value that no paper at hand states."""
    for field, row in FIELDS.items():
        unresolved = [] if row.repeated else facts.amending.outcome(field).unresolved
        if not unresolved:
            continue
        said = joined(
            list(
                dict.fromkeys(f"{order.title} says “{' '.join(each.quote.text.split())}”" for order, each in unresolved)
            )
        )
        recorded = facts.recorded(field)
        against = f"; {say_records(recorded, field)}" if recorded else ""
        findings.verdicts = [each for each in findings.verdicts if each.field != field]
        findings.judge(Outcome.INCOMPARABLE, field, None, (), recorded)
        findings.flag(
            "SC905",
            field,
            f"{row.title}: {said}, and no paper at hand states the value that is changed{against}.",
            record_value=shape_of([each.value for each in recorded]),
            records=recorded,
        )
        findings.discrepancies = [
            each
            for each in findings.discrepancies
            if each.field != field or each.code not in ("SC311", "SC201", "SC202")
        ]
