"""Lines by name where one side has no list: what a total lacks, or holds too much, is often just one line of the other side."""

from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.matching.totals import implied_totals
from sowcheck.compare.papers.evidence import say_paper, say_records, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.papers.support import names_item
from sowcheck.compare.sides.exposure import worth_of
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import in_force
from sowcheck.compare.values.wording import say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.items import PriceLine
from sowcheck.core.quantities import Money
from sowcheck.core.records import RecordValue

_LINES, _TOTALS = "price.lines", ("price.services_total", "price.grand_total")
_TIME = frozenset({"hour", "day"})
"""Units of a rate: such a line is compared as a rate, and the paper prices it without an amount."""


def surplus_line(facts: Facts, findings: Findings) -> RecordValue | None:
    """The one record line without which the record comes to what the papers state; None if there is none, or several."""
    wanted = _stated_totals(facts, findings)
    if not wanted or _agrees(findings):
        return None
    lines = [(value, line) for value in facts.recorded(_LINES) if (line := _priced(value)) is not None]
    found = [
        (value, line)
        for value, line in lines
        if line.unit not in _TIME
        and any(_is_close(findings, whole - _amount(line), total) for whole in _claimed(facts) for total in wanted)
    ]
    # Two systems that show one line are one line; two lines of one price cannot be told apart.
    names = {line.description.casefold() for _, line in found}
    if len(names) != 1 or len({value.record for value, _ in found}) < len(found):
        return None
    return None if names_item(facts.papers, found[0][1].description) else found[0][0]


def lacking_line(
    facts: Facts, findings: Findings, stated: Sequence[tuple[Paper, Sequence[Assumption]]]
) -> tuple[Paper, Assumption] | None:
    """The one line of the papers by which every total of the records falls short of theirs; None if there is none, or several."""
    wanted, recorded = _stated_totals(facts, findings), _claimed(facts)
    if not wanted or not recorded or _agrees(findings):
        return None
    found = [
        (paper, each)
        for paper, own in stated
        for each in own
        if isinstance(each.value, PriceLine)
        and each.value.amount
        and all(any(_is_close(findings, total - each.value.amount, whole) for total in wanted) for whole in recorded)
    ]
    return found[0] if len(found) == 1 else None


def name_surplus(findings: Findings, value: RecordValue) -> None:
    """Note a record line that no paper sells."""
    assert isinstance(value.value, PriceLine)
    key = value.value.description
    findings.judge(Outcome.DOCUMENT_SILENT, _LINES, key, (), [value])
    findings.flag(
        "SC312",
        _LINES,
        f"Price lines, {key}: {say_records([value], _LINES)}; no document has it, and the records exceed the documents "
        "by just this line.",
        key=key,
        at_most="high",
        exposure=worth_of(value.value, sign=1),
        record_value=shape_of([value.value]),
        records=[value],
    )


def name_lacking(findings: Findings, paper: Paper, assumption: Assumption) -> None:
    """Note a line of a paper that the totals of the records leave out."""
    assert isinstance(assumption.value, PriceLine)
    key = assumption.value.description
    findings.judge(Outcome.RECORD_SILENT, _LINES, key, [assumption])
    findings.flag(
        "SC303",
        _LINES,
        f"Price lines, {key}: {say_paper(paper, assumption)} says {say(assumption.value, _LINES)}; the totals of the "
        "records fall short of the documents by just this line.",
        key=key,
        at_most="high",
        exposure=worth_of(assumption.value, sign=-1),
        document_value=shape_of([assumption.value]),
        assumptions=[assumption],
    )


def _agrees(findings: Findings) -> bool:
    return any(each.field in _TOTALS and each.verdict is Outcome.MATCH for each in findings.verdicts)


def _stated_totals(facts: Facts, findings: Findings) -> list[Decimal]:
    """What the papers state as the price, or what their milestones and fees come to."""
    total = in_force(facts, "price.services_total")
    if total and total[0][0].kind == "change_order":
        return [each.value.amount for each in total[0][1] if isinstance(each.value, Money)]
    stated = [each.value for field in _TOTALS for _, own in in_force(facts, field) for each in own]
    return [each.amount for each in stated if isinstance(each, Money)] or implied_totals(facts, findings)


def _claimed(facts: Facts) -> list[Decimal]:
    """Every total of the records: stated, and the sum of the lines of each object."""
    stated = [each.value.amount for field in _TOTALS for each in facts.recorded(field) if isinstance(each.value, Money)]
    sums = [
        sum((_amount(line) for value in group if (line := _priced(value))), Decimal(0)) for group in facts.lists(_LINES)
    ]
    return list(dict.fromkeys([*stated, *sums]))


def _priced(value: RecordValue) -> PriceLine | None:
    line = value.value
    return line if isinstance(line, PriceLine) and line.amount else None


def _amount(line: PriceLine) -> Decimal:
    return line.amount or Decimal(0)


def _is_close(findings: Findings, one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= findings.context.policy.money.equal_to
