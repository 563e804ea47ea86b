"""Matching deals from gold: planted faults are mended, and each vendor's records read back what the papers state."""

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from mutation_builders import POLICY, by_the_day, fixed_fee, order_form, sow
from sowcheck.compare.compare import compare
from sowcheck.core.items import Milestone, PriceLine, Signatory
from sowcheck.core.quantities import Duration, Money
from sowcheck.core.values import Value
from sowcheck.errors import UnreadableInput
from sowcheck.evals.dataset import load_datasets
from sowcheck.evals.mutation.booking import booked
from sowcheck.evals.mutation.campaign import matching_deal
from sowcheck.evals.mutation.deal import Deal, Paper, Statement, state
from sowcheck.evals.mutation.gold import GoldDeal, gold_of
from sowcheck.evals.mutation.judge import false_flags
from sowcheck.evals.mutation.papers import as_documents
from sowcheck.evals.mutation.reconcile import last_day, reconciled
from sowcheck.evals.mutation.vendors import VENDORS, export, read_back

_ROOT = Path(__file__).parents[2]
_FIXTURES = _ROOT / "fixtures" / "deals"
_SHARED = _ROOT.parent / "shared" / "deals"
_NAMES = sorted(path.parent.name for path in _FIXTURES.glob("*/gold.json"))


def _flags(deal: Deal, vendor: str, folder: Path) -> list[str]:
    records, values = read_back(export(deal.record, vendor), folder / vendor)
    return [each.message for each in false_flags(compare(*as_documents(deal.papers), records, values, POLICY))]


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("name", _NAMES)
def test_a_fixture_deal_that_was_mended_has_no_false_flag(name: str, vendor: str, tmp_path: Path) -> None:
    (source,) = load_datasets([_FIXTURES / name]).deals
    assert _flags(matching_deal(gold_of(source)), vendor, tmp_path) == []


@pytest.mark.skipif(not _SHARED.is_dir(), reason="../shared/deals is absent")
def test_each_shared_deal_makes_a_matching_deal_with_at_most_one_false_flag(tmp_path: Path) -> None:
    sources = load_datasets([_SHARED]).deals
    assert sources
    for source in sources:
        deal = matching_deal(gold_of(source))
        for vendor in VENDORS:
            assert len(_flags(deal, vendor, tmp_path / source.id)) <= 1, (source.id, vendor)


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("deal", [fixed_fee(), by_the_day()], ids=lambda deal: deal.name)
def test_every_format_is_recognised_and_reads_back_the_lines(deal: Deal, vendor: str, tmp_path: Path) -> None:
    records, values = read_back(export(deal.record, vendor), tmp_path)
    assert {record.system for record in records} == {vendor.removesuffix("_json").removesuffix("_csv")}
    assert all(not record.unmapped for record in records)
    read = {
        (each.value.description, each.value.amount)
        for each in values
        if isinstance(each.value, PriceLine) and each.value.amount
    }
    assert {(line.name, line.amount) for line in deal.record.lines if line.amount} <= read
    total = sum((line.amount for line in deal.record.lines), Decimal(0))
    assert {each.value for each in values if each.field == "price.services_total"} == {
        Money(amount=total.quantize(Decimal("0.01")), currency="EUR")
    }


def test_dynamics_reads_back_every_milestone(tmp_path: Path) -> None:
    deal = fixed_fee()
    _, values = read_back(export(deal.record, "dynamics365"), tmp_path)
    rows = [
        (each.value.name, each.value.amount, each.value.due) for each in values if isinstance(each.value, Milestone)
    ]
    assert rows == [(row.name, row.amount.quantize(Decimal("0.01")), row.due) for row in deal.record.milestones]


# --- booking -----------------------------------------------------------------------------------------------------------


def test_a_monthly_fee_is_booked_over_its_term() -> None:
    fee = PriceLine(description="Care retainer", unit="month", amount=Decimal(4000), currency="EUR")
    facts: list[tuple[str, Value]] = [
        ("doc.kind", "sow"),
        ("price.services_total", Money(amount=Decimal(48000), currency="EUR")),
        ("price.lines", fee),
        ("schedule.duration", Duration(count=12, unit="month")),
    ]
    terms = booked([Paper(name="a.txt", statements=tuple(state(*fact) for fact in facts))])
    (line,) = terms.lines
    assert (line.quantity, line.unit, line.months) == (Decimal(12), "month", 12)
    assert (line.unit_price, line.amount) == (Decimal(4000), Decimal(48000))


def test_a_product_is_booked_beside_the_services() -> None:
    product = PriceLine(description="Catalogue software subscription", amount=Decimal(9000), currency="EUR")
    terms = booked([sow(), order_form().with_more(state("price.lines", product))])
    assert [line.name for line in terms.lines if not line.work] == ["Catalogue software subscription"]
    assert terms.deal_total == Decimal(109000)


def test_a_price_without_a_breakdown_is_one_line() -> None:
    terms = booked([sow().without("price.lines")])
    assert [(line.quantity, line.amount) for line in terms.lines if line.amount] == [(Decimal(1), Decimal(100000))]


def test_a_change_order_goes_before_the_paper_it_amends() -> None:
    statements = (
        state("doc.kind", "change_order"),
        state("schedule.end_date", dt.date(2027, 2, 26)),
        state("price.lines", PriceLine(description="Second depot", amount=Decimal(12000), currency="EUR")),
        state("billing.milestones", Milestone(name="Go-live, both depots", amount=Decimal(32000), currency="EUR")),
    )
    terms = booked([sow(), Paper(name="co.txt", statements=statements)])
    assert terms.end == dt.date(2027, 2, 26)
    assert terms.lines[3].name == "Second depot"
    assert [(row.name, row.amount) for row in terms.milestones][-1] == ("Go-live, both depots", Decimal(32000))
    assert len(terms.milestones) == 3


# --- mending -----------------------------------------------------------------------------------------------------------


def _mended(papers: Sequence[Paper], *faults: tuple[str, str]) -> tuple[Paper, ...]:
    return reconciled(GoldDeal(name="deal", papers=tuple(papers), faults=frozenset(faults)))


def _values(paper: Paper, field: str) -> list[Value]:
    return [each.value for each in paper.of(field)]


def test_papers_without_a_fault_stay_as_they_are() -> None:
    assert _mended([sow(), order_form()]) == (sow(), order_form())


def test_of_two_totals_the_one_to_which_the_lines_add_up_stays() -> None:
    wrong = state("price.services_total", Money(amount=Decimal(103000), currency="EUR"))
    paper = sow()
    first = paper.model_copy(update={"statements": (paper.statements[0], wrong, *paper.statements[1:])})
    (mended,) = _mended([first])
    assert _values(mended, "price.services_total") == [Money(amount=Decimal(100000), currency="EUR")]


def test_a_later_paper_says_what_the_first_one_does() -> None:
    other = order_form().edited(lambda each: each.saying(60) if each.field == "billing.payment_terms_days" else each)
    _, mended = _mended([sow(), other], ("billing.payment_terms_days", "conflict_across_documents"))
    assert _values(mended, "billing.payment_terms_days") == [30]
    assert "Net 30" in mended.of("billing.payment_terms_days")[0].quote


def test_shares_come_to_the_whole_and_amounts_to_their_shares() -> None:
    rows = [("Design", "30", "30000"), ("Build", "40", "44000"), ("Live", "25", "25000")]
    milestones = [
        state(
            "billing.milestones", Milestone(name=name, percent=Decimal(share), amount=Decimal(amount), currency="EUR")
        )
        for name, share, amount in rows
    ]
    paper = sow().without("billing.milestones").with_more(*milestones)
    (mended,) = _mended([paper], ("billing.milestones", "invariant_broken"))
    found = [each for each in _values(mended, "billing.milestones") if isinstance(each, Milestone)]
    assert [each.percent for each in found] == [Decimal(30), Decimal(40), Decimal(30)]
    assert [each.amount for each in found] == [Decimal(30000), Decimal(40000), Decimal(30000)]


def test_a_missing_signature_is_given_with_its_day() -> None:
    def unsign(each: Statement) -> Statement:
        if each.field == "doc.signature_status":
            return each.saying("partially_signed")
        if isinstance(each.value, Signatory) and each.value.party == "supplier":
            return each.saying(each.value.model_copy(update={"date": None}))
        return each

    (mended,) = _mended([sow().edited(unsign)], ("doc.signature_status", "not_executed"))
    assert _values(mended, "doc.signature_status") == ["completed"]
    days = [each.date for each in _values(mended, "doc.signatories") if isinstance(each, Signatory)]
    assert days == [dt.date(2026, 6, 8), dt.date(2026, 6, 8)]


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ((2026, 9, 1), Duration(count=12, unit="month"), (2027, 8, 31)),
        ((2026, 6, 15), Duration(count=2, unit="quarter"), (2026, 12, 14)),
        ((2026, 7, 6), Duration(count=2, unit="week"), (2026, 7, 17)),
        ((2026, 7, 8), Duration(count=1, unit="week"), (2026, 7, 14)),
    ],
)
def test_a_term_ends_where_its_length_leads(
    start: tuple[int, int, int], length: Duration, end: tuple[int, int, int]
) -> None:
    assert last_day(dt.date(*start), length) == dt.date(*end)


def test_a_length_in_days_leads_to_no_day_of_a_calendar() -> None:
    assert last_day(dt.date(2026, 7, 6), Duration(count=90, unit="day")) is None


# --- gold --------------------------------------------------------------------------------------------------------------


def test_gold_of_a_wrong_shape_names_the_fact(tmp_path: Path) -> None:
    fact = {"field": "price.services_total", "value": "lots", "quote": "lots", "page": None}
    (tmp_path / "gold.json").write_text(json.dumps({"documents": {"sow.txt": [fact]}}))
    (tmp_path / "sow.txt").write_text("lots")
    (source,) = load_datasets([tmp_path]).deals
    with pytest.raises(UnreadableInput, match=r"fact 0 of sow\.txt: 'lots' is no money"):
        gold_of(source)
