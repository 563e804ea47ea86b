"""Operators: exactly one thing changes, and to another value of its kind."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutation_builders import by_the_day, fixed_fee, rng
from sowcheck.evals.mutation import values
from sowcheck.evals.mutation.deal import Deal, Statement
from sowcheck.evals.mutation.operators import OPERATORS
from sowcheck.evals.mutation.terms import RecordTerms
from sowcheck.evals.mutation.vendors import VENDORS, export
from sowcheck.parse.names import same_name_score

_SEEDS = st.integers(min_value=0, max_value=10_000)
_AMOUNTS = st.decimals(min_value=1, max_value=10_000_000, places=2)
_PAPER_WIDE = frozenset({"cap_removed", "line_optional", "line_dropped", "milestone_dropped"})


def _terms_that_differ(before: RecordTerms, after: RecordTerms) -> list[str]:
    return [name for name in RecordTerms.model_fields if getattr(before, name) != getattr(after, name)]


def _statements(deal: Deal) -> list[tuple[int, Statement]]:
    return [(place, statement) for place, _, statement in deal.statements()]


_NOTHING_TO_CHANGE = {
    ("swapped_milestones", "by-the-day"),
    ("milestone_dropped", "by-the-day"),
    ("quantity", "fixed-fee"),
}


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("deal", [fixed_fee(), by_the_day()], ids=lambda deal: deal.name)
def test_a_record_operator_changes_one_term_and_no_paper(operator: str, deal: Deal) -> None:
    mutants = list(OPERATORS[operator]["record"](deal, rng(3)))
    assert bool(mutants) == ((operator, deal.name) not in _NOTHING_TO_CHANGE)
    for mutant in mutants:
        assert len(_terms_that_differ(deal.record, mutant.deal.record)) == 1
        assert mutant.deal.papers == deal.papers
        assert (mutant.change.operator, mutant.change.side) == (operator, "record")


@pytest.mark.parametrize("operator", [name for name, sides in OPERATORS.items() if "document" in sides])
@pytest.mark.parametrize("deal", [fixed_fee(), by_the_day()], ids=lambda deal: deal.name)
def test_a_document_operator_changes_one_thing_and_no_record(operator: str, deal: Deal) -> None:
    before = _statements(deal)
    mutants = list(OPERATORS[operator]["document"](deal, rng(3)))
    assert bool(mutants) == ((operator, deal.name) not in _NOTHING_TO_CHANGE)
    for mutant in mutants:
        after = _statements(mutant.deal)
        fresh = [each for each in after if each not in before]
        assert mutant.deal.record == deal.record
        assert mutant.deal != deal
        if operator not in _PAPER_WIDE:
            assert len(fresh) <= (2 if operator == "swapped_milestones" else 1)
            assert len({place for place, _ in fresh}) <= 1


def test_a_record_operator_changes_one_line_or_one_milestone() -> None:
    deal = fixed_fee()
    for operator in ("amount", "digit_swap", "rate", "line_optional"):
        for mutant in OPERATORS[operator]["record"](deal, rng(5)):
            pairs = list(zip(deal.record.lines, mutant.deal.record.lines, strict=True))
            pairs_of_rows = list(zip(deal.record.milestones, mutant.deal.record.milestones, strict=True))
            assert sum(old != new for old, new in pairs) + sum(old != new for old, new in pairs_of_rows) <= 1


def test_swapped_milestones_keep_their_sum() -> None:
    deal = fixed_fee()
    mutants = list(OPERATORS["swapped_milestones"]["record"](deal, rng(1)))
    assert len(mutants) == 3
    for mutant in mutants:
        amounts = [row.amount for row in mutant.deal.record.milestones]
        assert amounts != [row.amount for row in deal.record.milestones]
        assert sorted(amounts) == sorted(row.amount for row in deal.record.milestones)


def test_a_changed_statement_says_its_new_value_in_its_words() -> None:
    (mutant,) = [
        each for each in OPERATORS["net_days"]["document"](fixed_fee(), rng(1)) if each.change.place == "sow.txt"
    ]
    statement = next(each for each in mutant.deal.papers[0].statements if each.field == "billing.payment_terms_days")
    assert str(statement.value) in statement.quote
    assert mutant.change.after == str(statement.value) != mutant.change.before


def test_a_role_that_is_dropped_leaves_every_list_and_every_line_of_the_text() -> None:
    deal = by_the_day()
    mutants = list(OPERATORS["line_dropped"]["document"](deal, rng(1)))
    assert {mutant.change.key for mutant in mutants} == {"Architect", "Engineer"}
    for mutant in mutants:
        quotes = [statement.quote for _, statement in _statements(mutant.deal)]
        assert not any(str(mutant.change.key) in quote for quote in quotes)


def test_every_format_writes_the_changed_term_it_has_a_place_for() -> None:
    deal = fixed_fee()
    changed = deal.with_record(currency="CHF").record
    for vendor in VENDORS:
        assert export(changed, vendor) != export(deal.record, vendor)
    assert export(deal.with_record(cap=None).record, "services_quote_csv") == export(deal.record, "services_quote_csv")


@given(_AMOUNTS, _SEEDS)
def test_a_nudged_amount_differs_by_a_unit_or_more_and_stays_positive(amount: Decimal, seed: int) -> None:
    nudged = values.nudged(amount, rng(seed))
    assert nudged > 0
    assert abs(nudged - amount) >= 1
    assert nudged % 1 == amount % 1


@given(_AMOUNTS, _SEEDS)
def test_swapped_digits_are_the_same_digits_in_another_order(amount: Decimal, seed: int) -> None:
    swapped = values.digits_swapped(amount, rng(seed))
    if swapped is None:
        whole = str(amount).partition(".")[0]
        assert len(set(whole)) == 1 or set(whole[1:]) == {"0"}
    else:
        assert swapped != amount
        assert sorted(f"{swapped:f}") == sorted(f"{amount:f}")


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 120), _SEEDS)
def test_another_day_and_other_terms_are_others(day: dt.date, days: int, seed: int) -> None:
    assert values.another_day(day, rng(seed)) != day
    assert values.other_net_days(days, rng(seed)) != days


@given(st.decimals(min_value=2, max_value=10_000, places=0), _SEEDS)
def test_another_quantity_is_another_and_positive(quantity: Decimal, seed: int) -> None:
    other = values.other_quantity(quantity, rng(seed))
    assert other != quantity
    assert other > 0


@pytest.mark.parametrize(
    ("name", "seed"), [("Orrin Lake Foods Ltd", seed) for seed in range(6)] + [("Solo", 1), ("Solo GmbH", 2)]
)
def test_another_party_is_no_other_spelling(name: str, seed: int) -> None:
    assert same_name_score(name, values.another_party(name, rng(seed))) < 1
