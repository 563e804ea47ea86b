"""One currency for one deal."""

from compare_builders import Fact, Paper, compared, contradictions, money

CURRENCY, TOTAL = "price.currency", "price.services_total"
CONFLICT = [("SC402", CURRENCY, None)]
CONTRADICTION = [("SC401", CURRENCY, None)]


def total(currency: str) -> Fact:
    return (TOTAL, money("1000", currency))


def test_a_paper_that_counts_in_another_currency_than_it_says_contradicts_itself() -> None:
    assert contradictions(compared([Paper("sow", (CURRENCY, "USD"), total("EUR"))])) == CONTRADICTION
    assert not contradictions(compared([Paper("sow", (CURRENCY, "EUR"), total("EUR"))]))


def test_a_paper_may_count_in_two_currencies_one_of_which_it_names() -> None:
    facts = [(CURRENCY, "USD"), total("USD"), ("price.nte_cap", money("1000", "EUR"))]
    assert not contradictions(compared([Paper("sow", *facts)]))


def test_an_amount_without_a_currency_counts_in_none() -> None:
    assert not contradictions(compared([Paper("sow", (CURRENCY, "USD"), total("XXX"))]))


def test_a_sign_that_several_currencies_share_is_no_contradiction_but_a_code_is() -> None:
    facts = [(CURRENCY, "AUD"), total("USD")]
    assert not contradictions(compared([Paper("sow", *facts, text="a price of $1,000")]))
    assert contradictions(compared([Paper("sow", *facts, text="a price of USD 1,000")])) == CONTRADICTION


def test_two_papers_that_name_two_currencies_contradict_each_other() -> None:
    for kind in ("order_form", "change_order"):
        papers = [Paper("sow", (CURRENCY, "NOK")), Paper(kind, (CURRENCY, "USD"))]
        assert contradictions(compared(papers)) == CONFLICT
        same = [Paper("sow", (CURRENCY, "NOK")), Paper(kind, (CURRENCY, "NOK"))]
        assert not contradictions(compared(same))


def test_a_change_order_that_counts_in_another_currency_contradicts_what_it_amends() -> None:
    papers = [Paper("sow", (CURRENCY, "EUR")), Paper("change_order", ("price.nte_cap", money("1000", "USD")))]
    assert contradictions(compared(papers)) == CONFLICT
