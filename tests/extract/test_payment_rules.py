"""Payments of a price wherever a paper states them: sentences, plans, lists whose days stand elsewhere."""

import pytest

from extract_builders import assumptions_of
from sowcheck.core.items import Milestone

PARTIES = 'This Services Agreement is between Tamarind Foods Inc (the "Client") and Larkspur Systems LLC (the "Supplier").\n\n'


def payments(words: str) -> list[tuple[str, str | None, str | None]]:
    """Name, sum and share of each payment."""
    items = [each.value for each in assumptions_of(PARTIES + words) if isinstance(each.value, Milestone)]
    return [
        (item.name, str(item.amount) if item.amount else None, str(item.percent) if item.percent else None)
        for item in items
    ]


def days(words: str) -> dict[str, str | None]:
    """The day of each payment by its name."""
    items = [each.value for each in assumptions_of(PARTIES + words) if isinstance(each.value, Milestone)]
    return {item.name: str(item.due) if item.due else None for item in items}


def test_sums_of_one_sentence_keep_their_events_and_the_balance_has_no_number() -> None:
    words = (
        "The Client shall pay a down payment of $9,000 upon signing, $12,000 upon delivery of the beta, and the balance "
        "within ten days of acceptance of the final release.\n"
    )
    assert payments(words) == [
        ("signing", "9000.00", None),
        ("delivery of the beta", "12000.00", None),
        ("acceptance of the final release", None, None),
    ]


def test_events_may_stand_before_their_sums() -> None:
    words = "Upon signature the Client shall pay $4,000; upon acceptance of the prototype, $6,000.\n"
    assert payments(words) == [("signature", "4000.00", None), ("acceptance of the prototype", "6000.00", None)]


def test_a_sum_in_brackets_behind_the_event_is_the_amount_of_its_share() -> None:
    words = (
        "Forty percent (40%) will be payable upon delivery of the pump ($4,000.00) and sixty percent (60%) will be payable upon "
        "removal of the pump ($6,000.00).\n"
    )
    assert payments(words) == [("delivery of the pump", "4000.00", "40"), ("removal of the pump", "6000.00", "60")]


def test_a_plan_may_give_one_payment_as_a_sum_where_the_others_give_shares() -> None:
    words = (
        "# Payment schedule\n\nThe Client pays the fee as follows:\n\n- 30% upon signature of this SOW\n"
        "- $15,000 upon delivery of the test report\n- 40% upon acceptance of the final release\n"
    )
    assert payments(words) == [
        ("upon signature of this SOW", None, "30"),
        ("upon delivery of the test report", "15000.00", None),
        ("upon acceptance of the final release", None, "40"),
    ]


def test_a_plan_names_its_payments_before_or_behind_the_sum() -> None:
    words = (
        "The Client agrees to pay the Supplier according to the following schedule:\n\n- $5,000.- first part (Week 3).\n"
        "- $5,000.- second part (Week 8).\n- Final part: $9,000 when the portal is live.\n"
    )
    assert payments(words) == [
        ("first part (Week 3)", "5000.00", None),
        ("second part (Week 8)", "5000.00", None),
        ("Final part", "9000.00", None),
    ]
    assert days(words)["second part (Week 8)"] == "Week 8"


def test_a_payment_takes_its_day_from_the_list_that_has_its_number() -> None:
    words = (
        "# Fee payment schedule\n\n25% ($2,500.00) to be paid upon completion of Milestone #1.\n\n"
        "25% ($2,500.00) to be paid upon completion of Milestone #2.\n\nMilestone #1 – March 1st, 2031\n\n"
        "Milestone #2 – April 1st, 2031\n"
    )
    assert days(words) == {"completion of Milestone #1": "2031-03-01", "completion of Milestone #2": "2031-04-01"}


def test_a_number_with_two_days_gives_no_payment_its_day() -> None:
    words = (
        "# Fee payment schedule\n\n25% ($2,500.00) to be paid upon completion of Milestone #1.\n\n"
        "Milestone #1 – March 1st, 2031\n\nMilestone #1 – May 1st, 2031\n"
    )
    assert days(words) == {"completion of Milestone #1": None}


def test_a_clause_named_after_its_milestone_names_the_payment() -> None:
    words = (
        "(a) Milestone #1 - Within thirty (30) days following the date on which the Client receives the first prototype, the Client "
        "shall pay a total of two million dollars ($2,000,000).\n"
    )
    assert payments(words) == [("Milestone #1", "2000000.00", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Client shall pay $4,000 within 30 days after receipt of an invoice.",
        "Either party may terminate upon payment of $4,000 on notice.",
        "The Client shall pay interest of 2% upon any amount that is overdue after delivery.",
        "The Supplier maintains insurance of $1,000,000 on signing.",
        "The Client shall pay up to $4,000 upon delivery.",
        "The Client shall pay $4,000 per month on the first day of each month.",
        "A 20% deposit is to be paid upon signing.",
    ],
)
def test_what_no_event_of_the_work_makes_due_is_no_milestone(sentence: str) -> None:
    assert payments(sentence + "\n") == []


def test_where_two_sums_compete_in_an_item_none_is_taken() -> None:
    words = (
        "# Payment schedule\n\nThe Client pays as follows:\n\n- First part: $8,000 on delivery\n"
        "- Second part, depending on the season, $9,000 or else $7,000\n- Third part: $9,000 on acceptance\n"
    )
    assert payments(words)[1] == ("Second part, depending on the season", None, None)


def test_a_paper_without_instalments_pays_at_one_event() -> None:
    words = "Payment to the following people is made within 9 days upon completion and handover of the portal.\n"
    assert payments(words) == [("completion and handover of the portal", None, None)]


def test_the_balance_of_a_plan_keeps_its_event() -> None:
    words = (
        "# Fees\n\nThe fee is paid in these instalments:\n\n- 50% when this Statement of Work is signed\n- £6,000 when the pilot ends\n"
        "- the balance 30 days after the service goes live\n"
    )
    assert payments(words)[-1] == ("30 days after the service goes live", None, None)


def test_a_payment_takes_its_day_from_the_line_that_names_its_thing() -> None:
    words = (
        "The Client pays $15,000 upon delivery of the alpha build and $9,000 upon delivery of the beta build.\n\n"
        "Alpha build – 15 January 2031\n\nBeta build – 1 March 2031\n"
    )
    assert days(words) == {"delivery of the alpha build": "2031-01-15", "delivery of the beta build": "2031-03-01"}


def test_a_series_of_payments_is_one_payment_for_each_time() -> None:
    words = (
        "The Client will pay $9,000 payable as follows: (a) $2,000 per month for each of the three months following the start and "
        "(b) $3,000 upon acceptance of the report.\n"
    )
    assert sorted(payments(words)) == [
        ("acceptance of the report", "3000.00", None),
        ("each of the three months following the start", "2000.00", None),
    ]


def test_a_word_about_insurance_in_one_part_of_a_sentence_does_not_hide_the_payment_of_another() -> None:
    words = "(a) The Client shall pay $3,000 upon acceptance of the report; and (b) the Supplier keeps insurance of $9,000 on delivery.\n"
    assert payments(words) == [("acceptance of the report", "3000.00", None)]


def test_rates_for_extra_work_do_not_make_the_model_of_a_deal_that_is_paid_in_parts() -> None:
    words = (
        "The Client pays $15,000 upon delivery of the alpha build and $9,000 upon acceptance of the beta build.\n\n"
        "Should the Client request additional features, the Supplier is compensated at an hourly rate of $135 for developers.\n"
    )
    models = [each.value for each in assumptions_of(PARTIES + words) if each.field == "price.pricing_model"]
    assert models == ["milestone_based"]


def test_the_day_on_which_a_thing_is_due_is_not_the_day_of_its_acceptance() -> None:
    words = "The Client pays 40% upon signature and 60% upon acceptance of the pilot report.\n\nPilot report – 15 January 2031\n"
    assert days(words)["acceptance of the pilot report"] is None
