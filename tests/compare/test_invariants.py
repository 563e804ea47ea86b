"""The arithmetic of the paper."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from compare_builders import POLICY, Fact, Paper, compared, contradictions, day, found, line, milestone, money, rate
from sowcheck.compare.compare import compare
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.documents import Cell, Table
from sowcheck.core.items import StaffRole
from sowcheck.core.quantities import Duration, Percent, RecurringFee
from sowcheck.core.spans import Span

TOTAL, STONES, LINES = "price.services_total", "billing.milestones", "price.lines"


def stones(*amounts: str) -> list[Fact]:
    return [(STONES, milestone(f"Part {name}", amount)) for name, amount in zip("ABCDEF", amounts, strict=False)]


def shares(*percents: str) -> list[Fact]:
    return [(STONES, milestone(f"Part {name}", percent=share)) for name, share in zip("ABCDEF", percents, strict=False)]


def codes(*facts: Fact) -> list[str]:
    return [code for code, _, _ in contradictions(compared([Paper("sow", *facts)]))]


def test_milestones_that_add_up_are_no_finding() -> None:
    assert codes((TOTAL, money("100")), *stones("30", "70")) == []


def test_milestones_that_do_not_add_up_are_flagged_with_the_gap() -> None:
    (flagged,) = found(compared([Paper("sow", (TOTAL, money("100")), *stones("30", "60"))]), "SC501")
    assert flagged.exposure.amount == Decimal(-10)
    assert flagged.document_value == {"total": {"amount": "100", "currency": "EUR"}, "sum_of_milestones": "90"}


@pytest.mark.parametrize(
    "more",
    [
        [("billing.deposit", Percent(points=Decimal(10)))],
        [("billing.deposit", money("10"))],
        [(LINES, line("Transition", "90"))],
        [("price.recurring_fee", RecurringFee(amount=Decimal(1), currency="EUR", per="month"))],
        [(STONES, milestone("Part C"))],
    ],
    ids=["deposit as a share", "deposit", "part of the price", "recurring fee", "milestone without amount"],
)
def test_a_part_of_the_price_may_be_billed_in_another_way(more: list[Fact]) -> None:
    assert codes((TOTAL, money("100")), *stones("30", "60"), *more) == []


def test_milestones_far_below_the_price_bill_a_part_of_it() -> None:
    assert codes((TOTAL, money("477000")), *stones("10800", "16200")) == []


def test_milestones_with_amounts_and_shares_of_one_sum_bill_that_sum() -> None:
    facts = [(STONES, milestone("A", "36", percent="40")), (STONES, milestone("B", "54", percent="60"))]
    assert codes((TOTAL, money("100")), *facts) == []


def test_shares_add_up_to_100() -> None:
    assert codes(*shares("30", "70")) == []
    assert codes(*shares("33.3", "33.3", "33.4")) == []
    assert codes(*shares("30", "60")) == ["SC502"]
    assert codes(*shares("30", "50"), ("billing.deposit", Percent(points=Decimal(20)))) == []
    assert codes((TOTAL, money("1000")), *shares("30", "50"), ("billing.deposit", money("200"))) == []


def test_lines_add_up_to_the_total() -> None:
    assert codes((TOTAL, money("100")), (LINES, line("A", "40")), (LINES, line("B", "60"))) == []
    assert codes((TOTAL, money("100")), (LINES, line("A", "40")), (LINES, line("B", "61"))) == ["SC503"]


def test_lines_that_overlap_or_hold_products_still_add_up() -> None:
    overlapping = [
        (LINES, line(name, amount)) for name, amount in (("A", "40"), ("A1", "10"), ("A2", "30"), ("B", "60"))
    ]
    assert codes((TOTAL, money("100")), *overlapping) == []
    assert (
        codes((TOTAL, money("100")), (LINES, line("A", "98")), (LINES, line("Licence", "7")), (LINES, line("B", "2")))
        == []
    )


def test_lines_of_another_order_are_another_breakdown() -> None:
    assert codes((TOTAL, money("100")), (LINES, line("A", "400")), (LINES, line("B", "60"))) == []


def test_list_prices_less_the_discount_are_the_total() -> None:
    lines = [(LINES, line("A", "50")), (LINES, line("B", "50"))]
    assert codes((TOTAL, money("95")), ("price.discount_pct", Percent(points=Decimal(5))), *lines) == []
    assert codes((TOTAL, money("95")), *lines) == ["SC503"]


def test_quantity_times_price_is_the_amount() -> None:
    assert codes((LINES, line("A", "200", quantity="4", unit_price="50"))) == []
    assert codes((LINES, line("A", "220", quantity="4", unit_price="50"))) == ["SC509"]
    discount: Fact = ("price.discount_pct", Percent(points=Decimal(5)))
    assert codes(discount, (LINES, line("A", "190", quantity="4", unit_price="50"))) == []


def test_days_times_the_rate_of_the_card_are_the_amount() -> None:
    card: Fact = ("price.rate_card", rate("Architect", "985"))
    assert codes(card, (LINES, line("Architect", "54175", quantity="55", unit="day"))) == []
    assert codes(card, (LINES, line("Architect", "54715", quantity="55", unit="day"))) == ["SC509"]
    assert codes(card, (LINES, line("Tester", "54715", quantity="55", unit="day"))) == []


def test_the_estimate_fits_under_the_ceiling() -> None:
    assert codes((TOTAL, money("90")), ("price.nte_cap", money("100"))) == []
    assert codes((TOTAL, money("110")), ("price.nte_cap", money("100"))) == ["SC507"]


def test_hours_by_role_add_up_to_the_estimate() -> None:
    def roles(*hours: int) -> list[Fact]:
        return [("staffing.roles", StaffRole(role=f"R{each}", hours=Decimal(each))) for each in hours]

    estimate: Fact = ("price.estimated_hours", Decimal(1000))
    assert codes(estimate, *roles(400, 600)) == []
    assert codes(estimate, *roles(400, 500)) == ["SC508"]
    assert codes(estimate, *roles(40, 60)) == []  # hours a month


SCHEDULE = ("schedule.start_date", "schedule.duration", "schedule.end_date")


@pytest.mark.parametrize(
    ("start", "count", "unit", "end", "days"),
    [
        ("2026-02-02", 26, "week", "2026-07-31", None),
        ("2026-02-02", 26, "week", "2026-08-03", None),
        ("2026-06-01", 26, "week", "2026-12-18", -18),
        ("2026-08-17", 11, "week", "2026-10-16", 17),
        ("2026-07-01", 12, "month", "2027-06-30", None),
        ("2026-09-01", 12, "month", "2027-09-30", -29),
        ("2026-07-06", 8, "month", "2027-03-05", None),
        ("2026-02-02", 8, "month", "2026-10-31", None),
        ("2026-01-31", 1, "month", "2026-02-28", None),
        ("2026-01-01", 3, "quarter", "2026-09-30", None),
        ("2026-01-01", 10, "day", "2026-01-10", None),
    ],
)
def test_start_and_duration_lead_to_the_end(start: str, count: int, unit: str, end: str, days: int | None) -> None:
    values = (day(start), Duration.model_validate({"count": count, "unit": unit}), day(end))
    flagged = found(compared([Paper("sow", *zip(SCHEDULE, values, strict=True))]), "SC505")
    assert [each.exposure.days for each in flagged] == ([] if days is None else [days])


def test_a_change_order_takes_the_start_from_the_paper_that_it_amends() -> None:
    before = Paper(
        "sow", *zip(SCHEDULE, (day("2027-02-01"), Duration(count=26, unit="week"), day("2027-07-30")), strict=True)
    )
    moved: Fact = ("schedule.end_date", day("2027-09-24"))
    fits = Paper("change_order", ("schedule.duration", Duration(count=34, unit="week")), moved)
    wrong = Paper("change_order", ("schedule.duration", Duration(count=30, unit="week")), moved)
    assert not contradictions(compared([before, fits]))
    assert contradictions(compared([before, wrong])) == [("SC505", "schedule.duration", None)]


def test_papers_that_repeat_a_wrong_duration_are_one_finding() -> None:
    values = (day("2026-06-01"), Duration(count=26, unit="week"), day("2026-12-18"))
    papers = [Paper(kind, *zip(SCHEDULE, values, strict=True)) for kind in ("sow", "order_form")]
    assert len(found(compared(papers), "SC505")) == 1


def test_a_milestone_long_after_the_end_is_flagged() -> None:
    end: Fact = ("schedule.end_date", day("2026-10-30"))
    assert codes(end, (STONES, milestone("Acceptance", due="2026-11-25"))) == []
    assert codes(end, (STONES, milestone("Acceptance", due="2026-12-15"))) == ["SC506"]


# --- printed totals of tables ------------------------------------------------------------------------------------------


class TablePaper(Paper):
    """A paper with one table: rows of two cells, the first row a heading."""

    def __init__(
        self, *rows: tuple[str, str], facts: Sequence[Fact] = (), quoting: Mapping[str, str] | None = None
    ) -> None:
        super().__init__("sow", *facts, text="\n".join("\t".join(row) for row in rows), quoting=quoting)
        self.rows = rows

    def flagged(self) -> list[tuple[str | None, Decimal | None]]:
        return [(each.key, each.exposure.amount) for each in self.found()]

    def found(self) -> list[Discrepancy]:
        document, assumptions = self.built("doc-1")
        text, cells, offset = document.document.text, [], document.document.text.index(self.text)
        for row, texts in enumerate(self.rows):
            for column, words in enumerate(texts):
                start = text.index(words, offset) if words else offset
                span = Span(start=start, end=start + len(words)) if words else None
                cells.append(Cell(row=row, column=column, span=span))
                offset = start + len(words)
        table = Table(cells=tuple(cells), header_rows=1)
        placed = document.model_copy(update={"document": document.document.model_copy(update={"tables": (table,)})})
        comparison = compare([placed], assumptions, [], [], POLICY)
        return found(comparison, "SC504")


HEAD = ("Item", "Amount (EUR)")


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([("A", "10.00"), ("B", "20.00"), ("Total", "30.00")], []),
        ([("A", "10.00"), ("B", "20.00"), ("Total", "29.00")], [("Total", Decimal("1.00"))]),
        (
            [("A", "EUR 11.400,00"), ("B", "EUR 8.900,00"), ("Total part", "EUR 20.000,00")],
            [("Total part", Decimal("300.00"))],
        ),
        ([("A", "10.00"), ("B", "20.00"), ("Subtotal", "30.00"), ("C", "5.00"), ("Total", "35.00")], []),
        ([("A", "10.00"), ("B", "20.00"), ("Subtotal", "30.00"), ("C", "5.00"), ("D", "1.00"), ("Total", "6.00")], []),
        ([("A", "95.00"), ("B", "95.00"), ("Total at list price", "200.00"), ("Total", "190.00")], []),
        ([("A", "10.00"), ("B", "20.00"), ("VAT", "6.00"), ("Total", "36.00")], []),
        ([("A", "10.00"), ("B", "20.00"), ("Total", "90.00")], []),
        ([("A", "10.00"), ("B", "by agreement"), ("Total", "29.00")], []),
        ([("A", "10.00"), ("B", ""), ("C", "20.00"), ("Total", "29.00")], [("Total", Decimal("1.00"))]),
        ([("A", "10 %"), ("B", "20 %"), ("Total", "29 %")], []),
        ([("A", "10.00"), ("Total", "11.00")], []),
    ],
)
def test_a_printed_total_is_the_sum_of_its_rows(rows: list[tuple[str, str]], wrong: list[tuple[str, Decimal]]) -> None:
    assert TablePaper(HEAD, *rows).flagged() == wrong


@pytest.mark.parametrize(
    ("heading", "checked"), [("Day rate", False), ("Unit price", False), ("Days", False), ("Fee", True)]
)
def test_only_columns_of_amounts_are_summed(heading: str, checked: bool) -> None:
    rows = [("Item", heading), ("A", "10.00"), ("B", "20.00"), ("Total", "29.00")]
    assert bool(TablePaper(*rows).flagged()) is checked


def test_a_wrong_total_over_milestones_belongs_to_them() -> None:
    rows = [HEAD, ("Design accepted", "10.00"), ("Build accepted", "20.00"), ("Total", "29.00")]
    stone: Fact = (STONES, milestone("Design accepted", "10.00"))
    (flagged,) = TablePaper(*rows, facts=[stone], quoting={STONES: "Design accepted\t10.00"}).found()
    assert (flagged.field, flagged.assumptions) == (STONES, ("doc-1.a4",))
    assert TablePaper(*rows).found()[0].field == LINES
