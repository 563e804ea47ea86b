"""Change orders applied one after the other: what holds, what no longer does, and what cannot be worked out."""

import datetime as dt
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from compare_builders import Paper, Records, compared, contradictions, day, found, milestone, money, outcomes
from sowcheck.compare.compare import Comparison
from sowcheck.compare.values.steps import stepped
from sowcheck.core.clauses import Clause, Outline
from sowcheck.core.items import Deliverable, System
from sowcheck.core.quantities import Duration, Percent
from sowcheck.core.spans import Span

TERMS, TOTAL, END, LENGTH = (
    "billing.payment_terms_days",
    "price.services_total",
    "schedule.end_date",
    "schedule.duration",
)
MILESTONES, DELIVERABLES, SYSTEMS = "billing.milestones", "scope.deliverables", "scope.integrations"


def sow(*facts: tuple[str, Any], **more: Any) -> Paper:
    return Paper("sow", ("doc.effective_date", day("2026-01-05")), *facts, name="sow.txt", **more)


def order(number: int, *facts: tuple[str, Any], text: str = "", date: str | None = None, **more: Any) -> Paper:
    """Change Order No. `number`, a month after the one before it."""
    day_of = date or f"2026-{number + 2:02}-01"
    head = f"CHANGE ORDER NO. {number}\nto the Statement of Work\n{text}"
    return Paper("change_order", ("doc.effective_date", day(day_of)), *facts, name=f"co{number}.txt", text=head, **more)


def in_force(papers: list[Paper], field: str, *values: Any) -> None:
    """Hold a record with each value against the papers: the first one must match, the others must not."""
    for place, value in enumerate(values):
        (outcome,) = outcomes(compared(papers, {"Quote": [(field, value)]}), field)
        assert (outcome == "match") == (place == 0), f"{value}: {outcome}"


def rules(comparison: Comparison) -> list[str]:
    return [each.rule for each in comparison.superseded]


def test_the_later_of_two_change_orders_counts() -> None:
    papers = [sow((TERMS, 30)), order(1, (TERMS, 45)), order(2, (TERMS, 60))]
    in_force(papers, TERMS, 60, 45, 30)
    comparison = compared(papers)
    assert rules(comparison) == ["amended", "amended"]
    assert [each.by for each in comparison.superseded] == ["doc-2.a5", "doc-3.a5"]


def test_a_change_order_that_is_silent_on_a_field_leaves_it() -> None:
    papers = [sow((TERMS, 30)), order(1, (TERMS, 45)), order(2, (TOTAL, money("5")))]
    in_force(papers, TERMS, 45, 30)


def test_steps_add_up_over_several_change_orders() -> None:
    papers = [
        sow((TOTAL, money("268000"))),
        order(1, text="The total fee is increased by EUR 39,500.00."),
        order(2, text="The total fee is reduced by EUR 7,500.00."),
    ]
    in_force(papers, TOTAL, money("300000"), money("268000"), money("307500"))
    comparison = compared(papers)
    assert [each.value for each in comparison.derived] == [money("307500.00"), money("300000.00")]
    assert [each.proof.status for each in comparison.derived] == ["unproven", "unproven"]
    assert "worked out from" in str(comparison.derived[0].proof.reason)
    assert {each.by for each in comparison.superseded} == {each.id for each in comparison.derived}


def test_a_step_from_nowhere_is_named_as_unresolved() -> None:
    papers = [sow(), order(1, text="The total fee is increased by EUR 39,500.00.")]
    comparison = compared(papers, {"Quote": [(TOTAL, money("307500"))]})
    assert outcomes(comparison, TOTAL) == ["incomparable"]
    (flagged,) = found(comparison, "SC905")
    assert "The total fee is increased by EUR 39,500.00." in flagged.message


def test_an_end_that_moves_by_weeks_makes_the_engagement_longer() -> None:
    papers = [
        sow((END, day("2026-07-31")), (LENGTH, Duration(count=26, unit="week"))),
        order(1, text="The End Date is extended by eight (8) weeks."),
    ]
    in_force(papers, END, day("2026-09-25"), day("2026-07-31"))
    in_force(papers, LENGTH, Duration(count=34, unit="week"), Duration(count=26, unit="week"))


def test_from_and_to_name_the_old_value_and_the_new_one() -> None:
    text = "The End Date is extended from 31 July 2026 to 25 September 2026."
    papers = [sow((END, day("2026-07-31"))), order(1, (END, day("2026-07-31")), text=text)]
    in_force(papers, END, day("2026-09-25"), day("2026-07-31"))


def test_a_section_that_is_deleted_takes_its_statements_with_it() -> None:

    text = "4.2 Invoices are payable within 30 days."
    whole = Span(start=0, end=1000)
    clauses = (
        Clause(index=0, parent=None, level=0, number=None, heading=None, span=whole, body=None),
        Clause(index=1, parent=0, level=1, number="4.2", heading=None, span=whole, body=None),
    )
    base = sow((TERMS, 30), quoting={TERMS: text}, outline=Outline(clauses=clauses))
    comparison = compared([base, order(1, text="Section 4.2 of the SOW is deleted.")], {"Quote": [(TERMS, 30)]})
    assert outcomes(comparison, TERMS) != ["match"]
    assert rules(comparison) == ["deleted"]
    assert "Section 4.2 of the SOW is deleted" in comparison.superseded[0].reason


def test_a_replaced_milestone_and_an_added_deliverable() -> None:
    base = sow((MILESTONES, milestone("M1 Design", "100")), (MILESTONES, milestone("M5 Go-live", "200")), (DELIVERABLES, Deliverable(name="Handbook")), (SYSTEMS, System(system="SAP ECC")))  # fmt: skip
    change = order(1, (MILESTONES, milestone("M5 Go-live and acceptance", "250")), (DELIVERABLES, Deliverable(name="Test report")), (SYSTEMS, System(system="Paragon")))  # fmt: skip
    records: Records = {
        "A": [(MILESTONES, milestone("M1 Design", "100")), (MILESTONES, milestone("M5 Go-live and acceptance", "250"))],
    }
    comparison = compared([base, change], records)
    assert outcomes(comparison, MILESTONES) == ["match", "match"]
    assert [each.rule for each in comparison.superseded] == ["amended"]
    assert set(outcomes(comparison, DELIVERABLES)) == {"record_silent"}
    listed = [each for each in comparison.verdicts if each.field in (DELIVERABLES, SYSTEMS)]
    assert [len(each.assumptions) for each in listed] == [2, 2]


@pytest.mark.parametrize(
    "text",
    ["Deliverable D4 is removed from the scope.", "The deliverable “Cut-over plan” is deleted.", "This Change Order deletes Deliverable D4."],
)  # fmt: skip
def test_a_deliverable_that_is_struck_out(text: str) -> None:
    base = sow((DELIVERABLES, Deliverable(name="Cut-over plan")), quoting={DELIVERABLES: "D4 Cut-over plan"})
    assert rules(compared([base, order(1, text=text)])) == ["deleted"]
    assert rules(compared([base, order(1, text=text.replace("D4", "D5").replace("Cut-over", "Test"))])) == []


def test_a_list_that_is_restated_in_full_loses_what_the_new_one_leaves_out() -> None:
    base = sow((MILESTONES, milestone("M1 Design", "100")), (MILESTONES, milestone("M2 Training", "50")))
    change = order(
        1, (MILESTONES, milestone("M1 Design", "150")), text="The milestones are replaced in their entirety as follows:"
    )
    comparison = compared([base, change])
    assert sorted(rules(comparison)) == ["amended", "deleted"]


def test_the_agreement_above_stays_what_it_was() -> None:
    agreement = Paper("msa", (TERMS, 30), text="In a conflict this Agreement prevails over any Statement of Work.")
    papers = [agreement, sow((TERMS, 45)), order(1, (TERMS, 60))]
    in_force(papers, TERMS, 30, 45, 60)


def test_a_change_order_changes_the_paper_that_it_names() -> None:
    first = Paper("sow", (TERMS, 30), ("doc.effective_date", day("2026-01-05")), name="sow-1.txt", text="SOW No. 1")
    second = Paper("sow", (TERMS, 40), ("doc.effective_date", day("2026-02-05")), name="sow-2.txt", text="SOW No. 2")
    change = Paper("change_order", (TERMS, 60), name="co.txt", text="Amendment No. 1 to SOW No. 1 dated 5 January 2026")
    comparison = compared([first, second, change])
    ended = {each.assumption.split(".")[0]: each.rule for each in comparison.superseded}
    assert ended["doc-1"] == "amended"


def test_two_change_orders_of_which_nobody_knows_the_later_leave_the_value_open() -> None:
    one = Paper("change_order", (TERMS, 45), name="a.txt", text="First draft", executed=False)
    two = Paper("change_order", (TERMS, 60), name="b.txt", text="Second draft", executed=False)
    comparison = compared([sow((TERMS, 30)), one, two], {"Quote": [(TERMS, 60)]})
    assert outcomes(comparison, TERMS) == ["incomparable"]
    assert ("SC402", TERMS, None) in contradictions(comparison)


PAPERS = [
    sow((TOTAL, money("100000")), (TERMS, 30), (END, day("2026-07-31")), (MILESTONES, milestone("M1 Design", "100"))),
    order(1, (TERMS, 45), text="The total fee is increased by EUR 5,000.00."),
    order(2, (MILESTONES, milestone("M1 Design", "120")), text="The End Date is extended by two weeks.\nThe total fee is increased by EUR 1,000.00."),
]  # fmt: skip
RECORDS: Records = {"Quote": [(TOTAL, money("106000")), (TERMS, 45), (END, day("2026-08-14"))]}


def verdicts(papers: list[Paper]) -> list[tuple[str, str | None, str]]:
    return [(each.field, each.key, str(each.verdict)) for each in compared(papers, RECORDS).verdicts]


@pytest.mark.parametrize("places", list(permutations(range(3))), ids=str)
def test_the_order_of_the_files_never_matters(places: tuple[int, ...]) -> None:
    comparison = compared([PAPERS[place] for place in places], RECORDS)
    assert [outcomes(comparison, field) for field in (TOTAL, TERMS, END)] == [["match"]] * 3
    assert verdicts([PAPERS[place] for place in places]) == verdicts(PAPERS)


@pytest.mark.parametrize("copied", [1, 2])
def test_a_change_order_that_is_given_twice_counts_once(copied: int) -> None:
    twin = PAPERS[copied]
    copy = Paper("change_order", *twin.facts[3:], name="scan of a copy.txt", text=twin.text, quoting=twin.quoting)
    comparison = compared([*PAPERS, copy], RECORDS)
    assert [outcomes(comparison, field) for field in (TOTAL, TERMS, END)] == [["match"]] * 3


STEPS = [
    (money("100"), money("20"), "increase", money("120")),
    (money("100"), money("20"), "decrease", money("80")),
    (money("100"), Percent(points=Decimal(10)), "increase", money("110.00")),
    (money("100"), money("20", "USD"), "increase", None),
    (dt.date(2026, 7, 31), Duration(count=8, unit="week"), "increase", dt.date(2026, 9, 25)),
    (dt.date(2026, 9, 25), Duration(count=8, unit="week"), "decrease", dt.date(2026, 7, 31)),
    (dt.date(2026, 1, 31), Duration(count=1, unit="month"), "increase", dt.date(2026, 2, 28)),
    (Duration(count=6, unit="month"), Duration(count=3, unit="month"), "increase", Duration(count=9, unit="month")),
    (Duration(count=6, unit="month"), Duration(count=3, unit="week"), "increase", None),
    (30, Duration(count=15, unit="day"), "increase", 45),
    (Percent(points=Decimal(5)), Percent(points=Decimal(2)), "decrease", Percent(points=Decimal(3))),
    ("written", 5, "increase", None),
    (True, 1, "increase", None),
]


@pytest.mark.parametrize(("base", "step", "operation", "result"), STEPS, ids=str)
def test_a_step(base: Any, step: Any, operation: Any, result: Any) -> None:
    assert stepped(base, step, operation) == result
