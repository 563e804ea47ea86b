"""Verdicts on fields that hold one value."""

from collections.abc import Sequence

from sowcheck.compare.matching.hidden_scope import note_document_silent, note_hidden
from sowcheck.compare.papers.evidence import say_paper, say_records, say_support, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.papers.support import find_support
from sowcheck.compare.sides.derived import confirmed
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import distinct, in_force, rivals
from sowcheck.compare.sides.products import is_of_product, product_lines, sells_products
from sowcheck.compare.sides.restated import without_restated
from sowcheck.compare.values.comparators import compare_values
from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.difference import EQUAL, Difference
from sowcheck.compare.values.wording import joined, say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS, Field, Kind
from sowcheck.core.records import RecordValue

ANY_OF = frozenset(
    {
        "billing.frequency",
        "billing.timing",
        "price.recurring_fee",
        "price.pricing_model",
        "price.tax_treatment",
        "msa.reference",
        "doc.effective_date",
        "customer.po_number",
    }
)
"""A deal may rightly have several values (services by milestone, a subscription by the year): each record value must
agree with one of them, in whichever paper it stands."""

RHYTHM = frozenset(
    {"billing.frequency", "billing.timing", "price.recurring_fee", "price.pricing_model", "price.tax_treatment"}
)
"""Fields that services and products of one deal may each have for themselves."""

_ELSEWHERE = frozenset(
    {
        "doc.kind",
        "doc.coverage",
        "doc.sha256",
        "doc.envelope_id",
        "doc.signature_status",
        "doc.version",
        "price.services_total",
        "price.grand_total",
        "price.assumed_margin_pct",
    }
)
"""Fields with a rule of their own, or that the seller alone knows."""


def compare_scalars(facts: Facts, findings: Findings) -> None:
    """Judge every field with one value that some side states."""
    for field, row in FIELDS.items():
        if row.repeated or field in _ELSEWHERE or field.startswith(("deal.", "quote.")):
            continue
        stated, recorded = in_force(facts, field), facts.recorded(field)
        if stated and not recorded:
            note_hidden(findings, field, stated)
        elif recorded and not stated and field != "billing.start_date":
            if not confirmed(facts, findings, field, recorded):
                note_document_silent(facts, findings, field, recorded)
        elif stated and recorded:
            compare_scalar(facts, findings, row, stated, recorded)


def compare_scalar(
    facts: Facts,
    findings: Findings,
    row: Field,
    stated: Sequence[tuple[Paper, Sequence[Assumption]]],
    recorded: Sequence[RecordValue],
) -> None:
    """Judge one field that both sides state."""
    paper, own = stated[0]
    # Two papers of which nothing says which prevails are as good as one that says both.
    own = [*own, *(each for _, others in rivals(facts, row.name) for each in others)]
    pool = [each for _, assumptions in stated for each in assumptions] if row.name in ANY_OF else list(own)
    context = findings.context
    outcomes = [(value, closest(row, pool, value, context)) for value in recorded]
    if row.name == "msa.reference":
        outcomes = [(value, _number_in_text(facts, value) or difference) for value, difference in outcomes]
    outcomes = without_restated(facts, row, pool, _without_unpapered_products(facts, row, outcomes), context)
    differing = [(value, difference) for value, difference in outcomes if difference.differs]
    if differing:
        findings.judge(Outcome.MISMATCH, row.name, None, pool, recorded)
        _flag_mismatch(facts, findings, row, paper, own, differing)
        return
    equal = any(difference.is_equal for _, difference in outcomes)
    contradicts_itself = row.name not in ANY_OF and len(distinct(row.name, own, context)) > 1
    if not outcomes:
        findings.judge(Outcome.NOT_EVALUATED, row.name, None, pool, recorded)
        return
    if equal and not contradicts_itself:
        findings.judge(Outcome.MATCH, row.name, None, pool, recorded)
        return
    findings.judge(Outcome.INCOMPARABLE, row.name, None, pool, recorded)
    if not contradicts_itself:
        _flag_incomparable(findings, row, paper, own, outcomes)


def _without_unpapered_products(
    facts: Facts, row: Field, outcomes: Sequence[tuple[RecordValue, Difference]]
) -> list[tuple[RecordValue, Difference]]:
    """Leave out how a record bills a licence of which the papers say nothing: the services are billed in another way."""
    if row.name not in RHYTHM or any(sells_products(paper) and paper.of(row.name) for paper in facts.papers):
        return list(outcomes)
    products = product_lines(facts)
    return [(value, each) for value, each in outcomes if each.is_equal or not is_of_product(value, products)]


def closest(row: Field, pool: Sequence[Assumption], value: RecordValue, context: DealContext) -> Difference:
    """The best outcome of a record value against several stated ones: equal, then unknown, then different."""
    outcomes = [compare_values(row, each.value, value.value, context) for each in pool]
    outcomes.sort(key=lambda each: (not each.is_equal, each.differs))
    return outcomes[0]


def _number_in_text(facts: Facts, value: RecordValue) -> Difference | None:
    """Equal if the record's number stands anywhere in the papers: what was extracted may be the agreement's title alone."""
    return EQUAL if find_support(facts.papers, "msa.reference", value.value) else None


def _flag_mismatch(
    facts: Facts,
    findings: Findings,
    row: Field,
    paper: Paper,
    own: Sequence[Assumption],
    differing: Sequence[tuple[RecordValue, Difference]],
) -> None:
    values, difference = [value for value, _ in differing], worst([each for _, each in differing])
    stated = distinct(row.name, own, findings.context)
    said = joined([say(each.value, row.name) for each in stated])
    message = (
        f"{row.title}: {say_paper(paper, own[0])} says {said}, "
        f"{say_records(values, row.name)}{say_support(facts.papers, row.name, values)}."
    )
    seconded = sum(
        1 for other in facts.papers if any(_is_same(row, each, own[0], findings.context) for each in other.of(row.name))
    )
    findings.flag(
        code_for(row, difference),
        row.name,
        message,
        severity=difference.severity,
        agreed=seconded > 1,
        exposure=difference.exposure,
        document_value=shape_of([each.value for each in stated]),
        record_value=shape_of([each.value for each in values]),
        assumptions=stated,
        records=values,
    )


def _is_same(row: Field, one: Assumption, other: Assumption, context: DealContext) -> bool:
    return compare_values(row, one.value, other.value, context).is_equal


def _flag_incomparable(
    findings: Findings,
    row: Field,
    paper: Paper,
    own: Sequence[Assumption],
    outcomes: Sequence[tuple[RecordValue, Difference]],
) -> None:
    values = [value for value, _ in outcomes]
    reason = next(difference.reason for _, difference in outcomes if difference.reason)
    findings.flag(
        "SC902",
        row.name,
        f"{row.title}: {say_paper(paper, own[0])} says {say(own[0].value, row.name)}, "
        f"{say_records(values, row.name)}; {reason}.",
        severity="low",
        document_value=shape_of([each.value for each in own]),
        record_value=shape_of([each.value for each in values]),
        assumptions=own,
        records=values,
    )


def worst(differences: Sequence[Difference]) -> Difference:
    """The difference with the most money, then the most days, at stake."""
    return max(differences, key=lambda each: (abs(each.exposure.amount or 0), abs(each.exposure.days or 0)))


def code_for(row: Field, difference: Difference) -> str:
    """The code of a value mismatch."""
    if difference.reason == "the currencies differ" or row.name == "price.currency":
        return "SC206"
    if row.repeated:
        return "SC205"
    match row.kind:
        case Kind.MONEY | Kind.RECURRING_FEE | Kind.PERCENT | Kind.DEPOSIT | Kind.INTEREST | Kind.NUMBER:
            return "SC201"
        case Kind.DATE | Kind.DURATION | Kind.DAYS:
            return "SC202"
        case Kind.NAME:
            return "SC203"
        case _:
            return "SC204"
