"""The price as a whole: the services of the document against the services lines and the headers of the records.

A header (deal amount, quote net) holds all that is sold. It is compared with the services total only if nothing else is
sold; else with the services and the licences or subscriptions that the papers list.
"""

from collections.abc import Sequence
from decimal import Decimal

from sowcheck.compare.matching.hidden_scope import note_document_silent, note_hidden
from sowcheck.compare.matching.scalars import code_for, compare_scalar, worst
from sowcheck.compare.papers.evidence import say_paper, say_records, say_support, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import in_force, rivals
from sowcheck.compare.sides.products import is_service
from sowcheck.compare.values.comparators import compare_values
from sowcheck.compare.values.difference import Difference
from sowcheck.compare.values.quantities import yearly
from sowcheck.compare.values.similarity import plain
from sowcheck.compare.values.wording import say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS
from sowcheck.core.items import Milestone, PriceLine
from sowcheck.core.quantities import Money, RecurringFee
from sowcheck.core.records import RecordValue
from sowcheck.core.values import Value

_SERVICES, _GRAND = "price.services_total", "price.grand_total"


def compare_totals(facts: Facts, findings: Findings) -> None:
    """Judge services total and grand total together."""
    stated = in_force(facts, _SERVICES)
    services, headers = list(facts.recorded(_SERVICES)), list(facts.recorded(_GRAND))
    if not services and not headers:
        if stated:
            note_hidden(findings, _SERVICES, stated)
        return
    if not stated:
        _without_stated_total(facts, findings, services or headers)
        return
    paper, own = stated[0]
    total = own[0].value
    assert isinstance(total, Money)
    products = _products(facts)
    if products or facts_state_grand_total(facts):
        _compare_headers(facts, findings, total, products, headers)
        compared = services
    else:
        compared = services + [header for header in headers if not _sells_more(facts, header, services)]
    _compare_services(facts, findings, paper, own, total, compared)


def facts_state_grand_total(facts: Facts) -> bool:
    """Whether a document states the price of everything that is sold."""
    return bool(in_force(facts, _GRAND))


def _sells_more(facts: Facts, header: RecordValue, services: Sequence[RecordValue]) -> bool:
    """Whether the records themselves say that the header holds more than services: their lines add up to it."""
    if not any(_amount(each) < _amount(header) for each in services):
        return False
    sums = [
        sum((line.value.amount or Decimal(0) for line in group if isinstance(line.value, PriceLine)), Decimal(0))
        for group in facts.lists("price.lines")
    ]
    tolerance = Decimal("0.01") * 20
    return not sums or any(abs(each - _amount(header)) <= tolerance for each in sums)


def _amount(value: RecordValue | Assumption) -> Decimal:
    assert isinstance(value.value, Money)
    return value.value.amount


def _products(facts: Facts) -> list[tuple[Paper, Assumption]]:
    """Licence and subscription lines of the papers, each once."""
    found: dict[tuple[str, Decimal], tuple[Paper, Assumption]] = {}
    for paper in facts.papers:
        for assumption in paper.of("price.lines"):
            line = assumption.value
            if isinstance(line, PriceLine) and line.amount is not None and not is_service(line):
                found.setdefault((plain(line.description), line.amount), (paper, assumption))
    return list(found.values())


def _compare_services(
    facts: Facts,
    findings: Findings,
    paper: Paper,
    own: Sequence[Assumption],
    total: Money,
    recorded: Sequence[RecordValue],
) -> None:
    """The services total against the services of each record."""
    if not recorded:
        findings.judge(Outcome.INCOMPARABLE, _SERVICES, None, own)
        return
    row = FIELDS[_SERVICES]
    open_values = [each.value for _, others in rivals(facts, _SERVICES) for each in others]
    outcomes = [(value, _closest([total, *open_values], value, findings)) for value in recorded]
    differing = [(value, difference) for value, difference in outcomes if difference.differs]
    is_open = any(compare_values(row, total, each, findings.context).differs for each in open_values)
    agreement = Outcome.INCOMPARABLE if is_open else Outcome.MATCH
    findings.judge(Outcome.MISMATCH if differing else agreement, _SERVICES, None, own, recorded)
    if not differing:
        return
    values, difference = [value for value, _ in differing], worst([each for _, each in differing])
    agreeing = sum(1 for other in facts.papers if any(each.value == total for each in other.of(_SERVICES)))
    sentence = say_paper(paper, own[0])
    findings.flag(
        code_for(row, difference),
        _SERVICES,
        f"{row.title}: {sentence} says {say(total)}, {say_records(values, _SERVICES)}"
        f"{say_support(facts.papers, _SERVICES, values)}.",
        severity=difference.severity,
        agreed=agreeing > 1,
        exposure=difference.exposure,
        document_value=shape_of([total]),
        record_value=shape_of([value.value for value in values]),
        assumptions=own[:1],
        records=values,
    )


def _closest(totals: Sequence[Value], value: RecordValue, findings: Findings) -> Difference:
    """The difference to the nearest of several totals, where nothing decides which of them holds."""
    differences = [compare_values(FIELDS[_SERVICES], total, value.value, findings.context) for total in totals]
    return next((each for each in differences if not each.differs), differences[0])


def _difference(total: Money, value: RecordValue, findings: Findings) -> Difference:
    return compare_values(FIELDS[_SERVICES], total, value.value, findings.context)


def _compare_headers(
    facts: Facts,
    findings: Findings,
    total: Money,
    products: Sequence[tuple[Paper, Assumption]],
    headers: Sequence[RecordValue],
) -> None:
    """Headers against everything that the papers sell."""
    if not headers:
        if stated := in_force(facts, _GRAND):
            note_hidden(findings, _GRAND, stated)
        return
    if stated := in_force(facts, _GRAND):
        compare_scalar(facts, findings, FIELDS[_GRAND], stated, headers)
        return
    assumptions = [assumption for _, assumption in products]
    amount = total.amount + sum((_line_amount(each) for each in assumptions), Decimal(0))
    everything = Money(amount=amount, currency=total.currency)
    differing = [
        (each, difference) for each in headers if (difference := _difference(everything, each, findings)).differs
    ]
    findings.judge(Outcome.MISMATCH if differing else Outcome.MATCH, _GRAND, None, assumptions, headers)
    if not differing:
        return
    values, difference = [value for value, _ in differing], worst([each for _, each in differing])
    findings.flag(
        code_for(FIELDS[_GRAND], difference),
        _GRAND,
        f"{FIELDS[_GRAND].title}: services, licences and subscriptions of the documents come to {say(everything)}, "
        f"{say_records(values, _GRAND)}.",
        severity=difference.severity,
        exposure=difference.exposure,
        document_value=shape_of([everything]),
        record_value=shape_of([value.value for value in values]),
        assumptions=assumptions,
        records=values,
    )


def _line_amount(assumption: Assumption) -> Decimal:
    assert isinstance(assumption.value, PriceLine)
    return assumption.value.amount or Decimal(0)


def _without_stated_total(facts: Facts, findings: Findings, values: Sequence[RecordValue]) -> None:
    """No document states a total: sums that the papers imply may still prove the record right."""
    tolerance = findings.context.policy.money.equal_to
    implied = implied_totals(facts, findings)
    if implied and all(any(abs(_amount(value) - each) <= tolerance for each in implied) for value in values):
        findings.judge(Outcome.MATCH, _SERVICES, None, (), values)
    elif implied or facts.stated_fields & {"price.nte_cap", "price.rate_card"}:
        findings.judge(Outcome.INCOMPARABLE, _SERVICES, None, (), values)
    else:
        note_document_silent(facts, findings, _SERVICES, values)


def implied_totals(facts: Facts, findings: Findings) -> list[Decimal]:
    """Sums of lines and of milestones of each paper, ceilings, and recurring fees over the term."""
    sums: list[Decimal] = []
    for paper in facts.papers:
        lines = [each.value.amount for each in paper.of("price.lines") if isinstance(each.value, PriceLine)]
        parts = [each.value.amount for each in paper.of("billing.milestones") if isinstance(each.value, Milestone)]
        sums += [sum(filter(None, amounts), Decimal(0)) for amounts in (lines, parts) if amounts and all(amounts)]
        sums += [_amount(each) for each in paper.of("price.nte_cap")]
        months = findings.context.months
        for each in paper.of("price.recurring_fee"):
            if isinstance(each.value, RecurringFee) and months:
                sums.append(yearly(each.value) * months / 12)
    return sums
