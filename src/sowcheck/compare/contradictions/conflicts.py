"""Contradictions inside one paper and between two papers of one deal."""

from itertools import combinations

from sowcheck.compare.amendments.hierarchy import Ruling
from sowcheck.compare.arithmetic.key_people import check_key_people
from sowcheck.compare.matching.scalars import ANY_OF, RHYTHM
from sowcheck.compare.papers.evidence import say_with_page, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import current, distinct
from sowcheck.compare.sides.products import sells_products
from sowcheck.compare.sides.shares import context_for_pair
from sowcheck.compare.values.comparators import compare_values, name_of
from sowcheck.compare.values.difference import Difference
from sowcheck.compare.values.pairing import pair_items
from sowcheck.compare.values.similarity import strict_likeness, words
from sowcheck.compare.values.wording import joined, say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Exposure
from sowcheck.core.fields import FIELDS, Field
from sowcheck.core.items import Milestone
from sowcheck.core.quantities import Money
from sowcheck.core.values import Value, to_json
from sowcheck.parse.money import WordsAndFigures, find_money_conflicts
from sowcheck.parse.names import strip_legal_form

SINGLE = frozenset(
    {
        "price.services_total",
        "price.grand_total",
        "price.nte_cap",
        "price.discount_pct",
        "price.holdback_pct",
        "price.estimated_hours",
        "billing.payment_terms_days",
        "billing.deposit",
        "expense.cap",
        "schedule.start_date",
        "schedule.end_date",
        "schedule.duration",
        "doc.effective_date",
    }
)
"""Fields of which one paper may state one value only. The others can rightly have several: a notice for each party, a
warranty for each product."""

_ACROSS = frozenset(FIELDS) - ANY_OF - frozenset(
    {
        "doc.kind",
        "doc.coverage",
        "doc.sha256",
        "doc.envelope_id",
        "doc.version",
        "doc.signature_status",
        "doc.signatories",
        "doc.customer_signed_date",
        "doc.supplier_signed_date",
        "legal.liability_cap",
        "legal.governing_law",
        "price.estimated_hours",
        "price.currency",
    }
)  # fmt: skip
"""Scalar fields on which two papers of one deal must agree; the rest every paper may state for itself."""
_PERIODIC = frozenset({"weekly", "biweekly", "monthly", "quarterly", "semiannual", "annual"})
_AS_IN_THE_AGREEMENT = (
    "billing.payment_terms_days",
    "billing.late_interest",
    "customer.legal_name",
    "supplier.legal_name",
)
"""Fields on which a paper departs from its master agreement only by mistake, or should say so."""
_LISTS_WITHIN = ("scope.limits", "billing.milestones")
LISTS_ACROSS = ("billing.milestones", "price.rate_card", "scope.limits", "scope.deliverables", "price.lines")
"""Lists on whose items two papers of one deal must agree."""
_MOST_VALUES = 20
"""Contradictions under one name that are told one by one; the last says how many items were compared no more."""
_SAME_ITEM = 0.8
"""Labels as alike as this, word for word, mean one thing."""


def find_conflicts(facts: Facts, findings: Findings) -> None:
    """Note every contradiction."""
    for paper in facts.papers:
        _within(facts, paper, findings)
        _two_rhythms(paper, findings)
        check_key_people(paper, findings)
        _words_and_figures(paper, findings)
        for field in _LISTS_WITHIN:
            _items_within(paper, FIELDS[field], findings)
    base = [paper for paper in facts.base if paper.kind in ("sow", "order_form", "other", "proposal")]
    for one, other in combinations(base, 2):
        for field in sorted(_ACROSS | RHYTHM, key=list(FIELDS).index):
            if not FIELDS[field].repeated:
                _across(facts.hierarchy.ruling(one, other, field), FIELDS[field], findings)
        for field in LISTS_ACROSS:
            _items_across(facts.hierarchy.ruling(one, other, field), FIELDS[field], findings)
    for one, other in combinations(facts.amendments, 2):
        for field in sorted(_ACROSS, key=list(FIELDS).index):
            ruling = facts.hierarchy.ruling(one, other, field)
            if not ruling.is_decided and not FIELDS[field].repeated:
                _across(ruling, FIELDS[field], findings)
    for amendment in facts.amendments:
        for paper in base:
            for field in ("customer.legal_name", "supplier.legal_name"):
                if not _is_short_name(amendment, paper, field):
                    _across(facts.hierarchy.ruling(amendment, paper, field), FIELDS[field], findings)
    for agreement in (paper for paper in facts.base if paper.kind == "msa"):
        for paper in base:
            for field in _AS_IN_THE_AGREEMENT:
                ruling = facts.hierarchy.ruling(paper, agreement, field)
                if not _may_depart(ruling, paper, field):
                    _across(ruling, FIELDS[field], findings)


# --- one value ---------------------------------------------------------------------------------------------------------


def _within(facts: Facts, paper: Paper, findings: Findings) -> None:
    for field in sorted(paper.fields & SINGLE, key=list(FIELDS).index):
        values = distinct(field, current(facts, paper, field), findings.context)
        if len(values) < 2:
            continue
        row = FIELDS[field]
        difference = compare_values(row, values[0].value, values[1].value, findings.context)
        spelt = any(one.quote.span.overlaps(two.quote.span) for one, two in combinations(values, 2))
        code = "SC403" if spelt and isinstance(values[0].value, Money) else "SC401"
        findings.flag(
            code,
            field,
            f"{row.title}: {paper.title} says both {joined([say_with_page(each, field) for each in values])}.",
            severity=difference.severity,
            exposure=difference.exposure,
            document_value=[to_json(each.value) for each in values],
            assumptions=values,
        )


def _two_rhythms(paper: Paper, findings: Findings) -> None:
    """Two periods of invoicing in a paper that sells services alone."""
    field = "billing.frequency"
    values = [each for each in distinct(field, paper.of(field), findings.context) if each.value in _PERIODIC]
    if len(values) < 2 or sells_products(paper):
        return
    findings.flag(
        "SC401",
        field,
        f"{FIELDS[field].title}: {paper.title} says both {joined([say_with_page(each, field) for each in values])}.",
        severity="medium",
        document_value=[to_json(each.value) for each in values],
        assumptions=values,
    )


def _words_and_figures(paper: Paper, findings: Findings) -> None:
    """Amounts whose words and figures differ, on the field that reads them; unless both were read and noted already."""
    for conflict in find_money_conflicts(paper.said, paper.conventions):
        reading = _reading(paper, conflict)
        if reading is None:
            continue
        if len(distinct(reading.field, paper.of(reading.field), findings.context)) > 1 and reading.field in SINGLE:
            continue
        row = FIELDS[reading.field]
        gap = conflict.figures.amount - conflict.words.amount
        key = name_of(reading.value) if row.repeated else None
        findings.flag(
            "SC403",
            reading.field,
            f"{row.title}: {paper.title} says {say(conflict.words)} in words and {say(conflict.figures)} in figures.",
            key=key,
            exposure=Exposure(amount=gap, currency=conflict.words.currency),
            document_value=[to_json(conflict.words), to_json(conflict.figures)],
            assumptions=[reading],
        )


def _reading(paper: Paper, conflict: WordsAndFigures) -> Assumption | None:
    """The assumption that was read from the place of the conflict, the one with the shortest quote first."""
    there = [
        each
        for field in paper.fields
        for each in paper.of(field)
        if _holds_amount(each.value, conflict)
        and each.quote.span.start < conflict.end
        and conflict.start < each.quote.span.end
    ]
    return min(there, key=lambda each: (len(each.quote.span), each.field, each.id), default=None)


def _holds_amount(value: Value, conflict: WordsAndFigures) -> bool:
    return getattr(value, "amount", None) in (conflict.words.amount, conflict.figures.amount)


def _may_depart(ruling: Ruling, paper: Paper, field: str) -> bool:
    """Whether the papers themselves let this one depart from its agreement; a party's name no paper may change."""
    return ruling.winner is paper and ruling.basis in ("stated", "express") and not field.endswith("legal_name")


def _across(ruling: Ruling, row: Field, findings: Findings) -> None:
    """A conflict if no value of the one paper agrees with a value of the other."""
    one, other = ruling.winner, ruling.loser
    ours, theirs = list(one.of(row.name)), list(other.of(row.name))
    if not ours or not theirs:
        return
    outcomes = [compare_values(row, a.value, b.value, findings.context) for a in ours for b in theirs]
    if not all(outcome.differs for outcome in outcomes):
        return
    if row.name in RHYTHM and len(ours) == len(theirs) == 1 and (sells_products(one) or sells_products(other)):
        return  # the one value may be that of the services, the other that of the product
    difference = _softened(row, ours[0], theirs[0], outcomes[0])
    _flag_across(ruling, ours[0], theirs[0], row, None, difference, findings)


def _is_short_name(one: Paper, other: Paper, field: str) -> bool:
    """Whether one paper calls a party by a part of its name alone, without the legal form."""
    names = [str(each.value) for paper in (one, other) for each in paper.of(field)]
    return any(
        strip_legal_form(short) == short.strip() and words(short) <= words(whole)
        for short in names
        for whole in names
        if short != whole
    )


def _softened(row: Field, ours: Assumption, theirs: Assumption, difference: Difference) -> Difference:
    """A hybrid team is partly where the other paper wants it."""
    if row.name != "staffing.location_mode" or "hybrid" not in (ours.value, theirs.value):
        return difference
    return difference.model_copy(update={"severity": "medium"})


def _flag_across(
    ruling: Ruling,
    ours: Assumption,
    theirs: Assumption,
    row: Field,
    key: str | None,
    difference: Difference,
    findings: Findings,
) -> None:
    one, other = ruling.winner, ruling.loser
    about = f"{row.title}, {key}" if key else row.title
    findings.flag(
        "SC402",
        row.name,
        f"{about}: {one.title} says {say_with_page(ours, row.name)}, "
        f"{other.title} says {say_with_page(theirs, row.name)}; {ruling.why}.",
        key=key,
        severity=difference.severity,
        exposure=difference.exposure,
        document_value={one.name: shape_of([ours.value]), other.name: shape_of([theirs.value])},
        assumptions=[ours, theirs],
    )


# --- items of lists ----------------------------------------------------------------------------------------------------


def _items_within(paper: Paper, row: Field, findings: Findings) -> None:
    """Items of one paper under one name with several values: each further value is told once, beside the first."""
    namesakes: dict[str, list[list[Assumption]]] = {}
    for item in paper.of(row.name):
        name = name_of(item.value)
        # Names that differ in a number are two things: milestones 1 and 2.
        alike = namesakes.setdefault(_digits(name), [])
        group = next((each for each in alike if strict_likeness(name_of(each[0].value), name) >= _SAME_ITEM), None)
        if group is None:
            alike.append([item])
            continue
        if len(group) > _MOST_VALUES or all(
            compare_values(row, other.value, item.value, findings.context).differs for other in group
        ):
            group.append(item)
    for first, *others in (group for alike in namesakes.values() for group in alike):
        told, left = others[:_MOST_VALUES], len(others[_MOST_VALUES:])
        for item in told:
            more = f"; not compared: {left} more of that name" if left and item is told[-1] else ""
            _flag_within(paper, row, first, item, more, findings)


def _flag_within(paper: Paper, row: Field, one: Assumption, two: Assumption, more: str, findings: Findings) -> None:
    key = name_of(one.value)
    difference = compare_values(row, one.value, two.value, findings.context)
    findings.flag(
        "SC401",
        row.name,
        f"{row.title}, {key}: {paper.title} says both {say_with_page(one, row.name)} and {say_with_page(two, row.name)}{more}.",
        key=key,
        severity=difference.severity,
        exposure=difference.exposure,
        document_value=[to_json(one.value), to_json(two.value)],
        assumptions=[one, two],
    )


def _codes_differ(one: Assumption, two: Assumption) -> bool:
    """Whether the names differ in a number."""
    return _digits(name_of(one.value)) != _digits(name_of(two.value))


def _digits(name: str) -> str:
    return "".join(char for char in name if char.isdigit())


def _items_across(ruling: Ruling, row: Field, findings: Findings) -> None:
    one, other = ruling.winner, ruling.loser
    ours, theirs = list(one.of(row.name)), list(other.of(row.name))
    pairing = pair_items([each.value for each in ours], [each.value for each in theirs])
    for pair in pairing.pairs:
        left, right = ours[pair.left], theirs[pair.right]
        if not is_same_item(left, right):
            continue
        context = context_for_pair((one, other), findings.context)
        difference = compare_values(row, left.value, right.value, context)
        if difference.differs:
            _flag_across(ruling, left, right, row, name_of(left.value), difference, findings)


def is_same_item(left: Assumption, right: Assumption) -> bool:
    """Whether two items that were paired are certainly one, so that a difference between them is a contradiction."""
    return strict_likeness(name_of(left.value), name_of(right.value)) >= _SAME_ITEM or _same_milestone(left, right)


def _same_milestone(left: Assumption, right: Assumption) -> bool:
    """Milestones that were paired by their code ("M5") are one, whatever else their names say."""
    return isinstance(left.value, Milestone) and isinstance(right.value, Milestone) and not _codes_differ(left, right)
