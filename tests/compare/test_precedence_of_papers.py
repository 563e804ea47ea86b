"""Which paper's value is in force, and what becomes of the other: order form, statement of work and agreement in one case."""

from itertools import permutations

import pytest

from compare_builders import POLICY, Paper, Records, compared, found, line, milestone, money, outcomes
from sowcheck.compare.compare import Comparison

TERMS, TOTAL, NOTICE = "billing.payment_terms_days", "price.services_total", "billing.late_interest"
RECORD: Records = {"Quote": [(TERMS, 30)]}


def not_in_force(comparison: Comparison) -> list[tuple[str, str | None, str]]:
    return [(each.assumption, each.by, each.rule) for each in comparison.superseded]


def id_of(place: int, paper: Paper, field: str) -> str:
    return f"doc-{place}.a{[name for name, _ in paper.facts].index(field)}"


def test_a_value_that_loses_by_the_stated_order_stays_with_what_holds_instead() -> None:
    sow = Paper("sow", (TERMS, 45), text="In a conflict the Order Form prevails over this SOW.")
    order = Paper("order_form", (TERMS, 30))
    comparison = compared([sow, order], RECORD)
    assert outcomes(comparison, TERMS) == ["match"]
    assert not_in_force(comparison) == [(id_of(1, sow, TERMS), id_of(2, order, TERMS), "order_stated")]
    assert "In a conflict the Order Form prevails over this SOW" in comparison.superseded[0].reason


def test_without_a_stated_order_the_usual_one_is_named() -> None:
    sow, order = Paper("sow", (TERMS, 45)), Paper("order_form", (TERMS, 30))
    comparison = compared([order, sow])
    assert not_in_force(comparison) == [(id_of(1, order, TERMS), id_of(2, sow, TERMS), "order_usual")]
    assert "no paper states which of them prevails" in comparison.superseded[0].reason
    assert comparison.order is not None
    assert (comparison.order.basis, comparison.order.documents) == ("usual", ("doc-2", "doc-1"))


def test_equal_values_are_all_in_force() -> None:
    assert compared([Paper("sow", (TERMS, 30)), Paper("order_form", (TERMS, 30))]).superseded == ()


def test_the_agreement_prevails_where_the_papers_say_so() -> None:
    sow = Paper("sow", (TERMS, 45))
    agreement = Paper("msa", (TERMS, 30), text="In a conflict this Agreement prevails over any Statement of Work.")
    comparison = compared([sow, agreement], RECORD)
    assert outcomes(comparison, TERMS) == ["match"]
    assert not_in_force(comparison) == [(id_of(1, sow, TERMS), id_of(2, agreement, TERMS), "order_stated")]
    assert "the master agreement prevails" in found(comparison, "SC402")[0].message


UNLESS = "In a conflict this Agreement prevails over any SOW, unless the SOW expressly states that it departs from it."


def test_a_statement_that_departs_expressly_prevails_where_the_order_lets_it() -> None:
    agreement = Paper("msa", (TERMS, 30), text=UNLESS)
    words = "Notwithstanding the Agreement, invoices fall due 45 days after receipt."
    departing = Paper("sow", (TERMS, 45), quoting={TERMS: words})
    comparison = compared([agreement, departing], {"Quote": [(TERMS, 45)]})
    assert outcomes(comparison, TERMS) == ["match"]
    assert not_in_force(comparison) == [(id_of(1, agreement, TERMS), id_of(2, departing, TERMS), "express")]
    assert not found(comparison, "SC402")
    silent = compared([agreement, Paper("sow", (TERMS, 45))], {"Quote": [(TERMS, 45)]})
    assert outcomes(silent, TERMS) == ["mismatch"]


def test_an_order_may_be_turned_round_for_some_fields() -> None:
    text = "If papers conflict, this Agreement prevails over the SOW, except that the SOW prevails on payment terms."
    agreement = Paper("msa", (TERMS, 30), ("warranty.period", "x"), text=text)
    sow = Paper("sow", (TERMS, 45))
    assert outcomes(compared([agreement, sow], {"Quote": [(TERMS, 45)]}), TERMS) == ["match"]


def test_what_is_said_of_one_field_counts_more_than_a_general_order() -> None:
    sow = Paper("sow", (TERMS, 45), (TOTAL, money("100")), text="This SOW prevails over the Order Form.")
    text = "In a conflict regarding payment terms, this Order Form prevails over the SOW."
    order = Paper("order_form", (TERMS, 30), (TOTAL, money("90")), text=text)
    comparison = compared([sow, order], {"Quote": [(TERMS, 30), (TOTAL, money("100"))]})
    assert outcomes(comparison, TERMS) == outcomes(comparison, TOTAL) == ["match"]


def test_three_papers_are_merged_in_the_stated_order() -> None:
    text = "The order of precedence in a conflict is: this SOW; the MSA; any Order Form."
    sow = Paper("sow", (TOTAL, money("100")), text=text)
    agreement = Paper("msa", (TERMS, 30), name="agreement.txt")
    order = Paper("order_form", (TERMS, 60), (TOTAL, money("90")))
    comparison = compared([order, agreement, sow], {"Quote": [(TERMS, 30), (TOTAL, money("100"))]})
    assert outcomes(comparison, TERMS) == outcomes(comparison, TOTAL) == ["match"]
    assert {each[0] for each in not_in_force(comparison)} == {id_of(1, order, TERMS), id_of(1, order, TOTAL)}
    assert comparison.order is not None
    assert comparison.order.documents == ("doc-3", "doc-2", "doc-1")
    assert "this SOW; the MSA; any Order Form" in comparison.order.why


def test_two_papers_of_one_kind_and_day_leave_the_value_open() -> None:
    papers = [Paper("sow", (TERMS, 45), name="a.txt"), Paper("sow", (TERMS, 30), name="b.txt")]
    comparison = compared(papers, RECORD)
    assert outcomes(comparison, TERMS) == ["incomparable"]
    assert "nothing says which of them prevails" in found(comparison, "SC402")[0].message
    assert comparison.superseded == ()


def test_the_later_of_two_papers_of_one_kind_prevails() -> None:
    from compare_builders import day

    first = Paper("sow", (TERMS, 45), ("doc.effective_date", day("2026-01-01")), name="a.txt")
    second = Paper("sow", (TERMS, 30), ("doc.effective_date", day("2026-05-01")), name="b.txt")
    comparison = compared([first, second], RECORD)
    assert outcomes(comparison, TERMS) == ["match"]
    assert [rule for *_, rule in not_in_force(comparison)] == ["later"]


def test_an_undecided_total_matches_nothing() -> None:
    papers = [Paper("sow", (TOTAL, money("100")), name="a.txt"), Paper("sow", (TOTAL, money("90")), name="b.txt")]
    assert outcomes(compared(papers, {"Quote": [(TOTAL, money("100"))]}), TOTAL) == ["incomparable"]


def test_items_of_a_list_lose_one_by_one() -> None:
    sow = Paper(
        "sow",
        ("billing.milestones", milestone("M1 Design", "100")),
        ("billing.milestones", milestone("M2 Build", "200")),
    )
    order = Paper("order_form", ("billing.milestones", milestone("M1 Design", "100")), ("billing.milestones", milestone("M2 Build", "210")))  # fmt: skip
    comparison = compared([sow, order])
    assert [each.assumption for each in comparison.superseded] == [f"doc-2.a{len(order.facts) - 1}"]


def test_a_price_line_of_another_name_is_not_superseded() -> None:
    sow, order = (
        Paper("sow", ("price.lines", line("Design", "100"))),
        Paper("order_form", ("price.lines", line("Training", "40"))),
    )
    assert compared([sow, order]).superseded == ()


def said(comparison: Comparison, names: dict[str, str]) -> object:
    """All that a comparison says, with documents by name instead of by place."""

    def known(id_: str | None) -> str | None:
        return id_ and names[id_.split(".")[0]] + "." + id_.split(".")[1]

    return (
        [
            (each.field, each.key, each.verdict, sorted(map(str, map(known, each.assumptions))))
            for each in comparison.verdicts
        ],
        sorted((each.code, each.field, each.key or "", each.message) for each in comparison.discrepancies),
        sorted((known(each.assumption), known(each.by), each.rule, each.reason) for each in comparison.superseded),
    )


PAPERS = [
    Paper(
        "sow",
        (TERMS, 45),
        (TOTAL, money("100")),
        name="sow.txt",
        text="In a conflict the Order Form prevails over this SOW.",
    ),
    Paper("order_form", (TERMS, 30), (TOTAL, money("90")), name="order.txt"),
    Paper("msa", (TERMS, 60), name="msa.txt", text=UNLESS),
    Paper("sow", (TERMS, 10), name="other sow.txt"),
]


@pytest.mark.parametrize("order", list(permutations(range(4)))[1:], ids=str)
def test_the_order_of_the_files_never_matters(order: tuple[int, ...]) -> None:
    records: Records = {"Quote": [(TERMS, 30), (TOTAL, money("90"))]}

    def outcome(places: tuple[int, ...]) -> object:
        papers = [PAPERS[place] for place in places]
        names = {f"doc-{number}": paper.name for number, paper in enumerate(papers, start=1)}
        return said(compared(papers, records, POLICY), names)

    assert outcome(order) == outcome((0, 1, 2, 3))
