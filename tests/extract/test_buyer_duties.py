"""Duties of the buyer in prose: who is bound, to do what, and what is no duty at all."""

import pytest

from extract_builders import stated

FIELD = "scope.client_responsibilities"
FIRMS = (
    'This Agreement is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
    "# Cooperation\n\n"
)
PUBLIC = "# Performance Work Statement\n\nThe Contracting Officer (CO) leads. The Government buys from the contractor.\n\n# Oversight\n\n"


@pytest.mark.parametrize(
    "duty",
    [
        "The Client, at its own expense, shall install the two weighbridges",
        "During each audit week, the Client will make a meeting room available to the Supplier",
        "The Client is responsible for the cabling between the halls",
        "The Client's quality team must label every sample within two days",
        "The test reports shall be reviewed by the Client within four days",
        "The Supplier shall have unrestricted access to the cold store on weekdays",
        "Two forklift passes will be issued to the Supplier before the first visit",
    ],
)
def test_a_clause_that_binds_the_buyer_is_a_duty(duty: str) -> None:
    assert stated(FIRMS + duty + ".", FIELD) == [duty]


def test_a_duty_begins_with_its_subject_not_with_a_word_that_joins_it() -> None:
    condition = (
        "If a sample that the Supplier took from the cold store of the second hall, or from any of the lorries that bring the "
        "goods from the harbour between May and October, was damaged or mixed up with another one on its way to the laboratory, "
        "or in the laboratory itself before anybody looked at it, or lost its label on the way"
    )
    words = f"{condition}, then Ostrava shall send a new sample within two days."
    assert stated(FIRMS + words, FIELD) == ["Ostrava shall send a new sample within two days"]


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall train the operators of the Client.",
        "The Client shall pay each invoice within 30 days.",
        "The Client shall not copy the training films.",
        "The Client shall indemnify the Supplier against third parties.",
        "The report explains what the Client will receive in each phase.",
        "Where the Client is to test a release, the Supplier plans two days more.",
        "The engineers of the Supplier and of the Client may meet.",
        "Upon termination, the Client shall return the loaned sensors.",
        "Neither the Supplier nor the Client shall hire the staff of the other.",
    ],
)
def test_what_the_supplier_owes_what_is_paid_and_what_is_forbidden_are_no_duties_of_the_buyer(words: str) -> None:
    assert stated(FIRMS + words, FIELD) == []


def test_a_clause_of_law_holds_no_duty_of_the_delivery() -> None:
    words = FIRMS + "# Confidential information\n\nThe Client shall store the drawings in a locked room."
    assert stated(words, FIELD) == []


@pytest.mark.parametrize(
    "duty",
    [
        "The CO will appoint two observers for every drill",
        "The CO and the Harbour Product Owner will inspect the buoys after each sprint",
        "If the logs are complete, then the COR will forward them to the archive",
        "The Government will furnish the tide tables at the start of the work",
        "Revised tide tables will be provided to the contractor",
    ],
)
def test_the_people_of_a_public_buyer_act_for_it(duty: str) -> None:
    assert stated(PUBLIC + duty + ".", FIELD) == [duty]


def test_how_bids_are_judged_is_no_duty_of_the_work() -> None:
    words = PUBLIC + "# Evaluation of quotes\n\nThe CO will rank the sketches that come with each quote."
    assert stated(words, FIELD) == []


def test_a_pronoun_stands_for_the_subject_of_the_sentence_before() -> None:
    words = PUBLIC + "The CO leads the drills. They are responsible for choosing the harbour of each drill."
    assert stated(words, FIELD) == ["They are responsible for choosing the harbour of each drill"]


def test_people_that_make_up_the_buyers_team_are_no_duties() -> None:
    words = (
        PUBLIC
        + "## Government responsibilities\n\nThe team consists of the\n\n- Harbour Contracting Officer (CO)\n- Harbour Product Owner\n"
    )
    assert stated(words, FIELD) == []


def test_the_end_users_of_a_named_client_are_not_the_buyer() -> None:
    words = FIRMS + "Before the parcel leaves, the customer must confirm the address on the screen."
    assert stated(words, FIELD) == []


@pytest.mark.parametrize(
    ("words", "duties"),
    [
        (
            "The repair times are subject to the Client's prompt notification of each stop of the line.",
            ["Client's prompt notification of each stop of the line"],
        ),
        (
            "The obligations of the Supplier are subject to the Client cleaning the scanners, and keeping two spare belts.",
            ["cleaning the scanners", "keeping two spare belts"],
        ),
        (
            "The Client's failure to send trained operators to the drills may delay the plan.",
            ["send trained operators to the drills"],
        ),
        (
            "The audit starts after the Client has delivered the floor plans to the Supplier.",
            ["Client has delivered the floor plans to the Supplier"],
        ),
        (
            "Each of the Client and the Supplier shall appoint a yard master.",
            ["Each of the Client and the Supplier shall appoint a yard master"],
        ),
        (
            "It is the Client's responsibility to label the pallets.",
            ["It is the Client's responsibility to label the pallets"],
        ),
        (
            "The Client will use reasonable efforts to keep the ramp free.",
            ["The Client will use reasonable efforts to keep the ramp free"],
        ),
    ],
)
def test_conditions_efforts_and_shared_duties_of_the_buyer_count(words: str, duties: list[str]) -> None:
    assert stated(FIRMS + words, FIELD) == duties


@pytest.mark.parametrize(
    "words",
    [
        "The Client's failure to insist on a right is no waiver.",
        "The fees are subject to the Client's written approval.",
        "The Client and the Supplier shall agree on the sampling plan.",
        "It is not the Client's responsibility to label the pallets.",
    ],
)
def test_consent_waivers_and_agreements_are_no_duties(words: str) -> None:
    assert stated(FIRMS + words, FIELD) == []


def test_what_the_buyers_people_do_is_told_in_the_present_under_their_roles() -> None:
    words = PUBLIC + "## Roles\n\nThe Harbour Product Owner ranks the drills, picks the berths and signs the log."
    assert stated(words, FIELD) == ["The Harbour Product Owner ranks the drills, picks the berths and signs the log"]


def test_a_cell_of_a_wide_table_may_hold_a_duty() -> None:
    table = "| Result | Standard | Method |\n|---|---|---|\n| Log | Complete | The CO will sample ten pages of each log by hand. |\n"
    assert stated(PUBLIC + table, FIELD) == ["The CO will sample ten pages of each log by hand"]


def test_where_no_party_is_named_the_one_that_pays_is_the_buyer() -> None:
    words = (
        "# Network agreement\n\nOldway will provide the links. Oldway will maintain the links. Harbourline will pay a monthly fee.\n\n"
        "# Sites\n\nHarbourline will give Oldway the keys of each site. Oldway will lock each site."
    )
    assert stated(words, FIELD) == ["Harbourline will give Oldway the keys of each site"]


def test_the_licensee_of_a_hosted_service_is_its_buyer() -> None:
    words = (
        'This Hosting Agreement is made by Ostrava Foods Ltd ("Licensee") and Bluefin Advisory LLC.\n\n'
        "# Licensee obligations\n\nLicensee shall provide the pictures of all products."
    )
    assert stated(words, FIELD) == ["Licensee shall provide the pictures of all products"]


def test_a_list_below_restrictions_holds_no_duties() -> None:
    words = FIRMS.replace("Cooperation", "Restrictions on use") + (
        "The Client shall:\n\n- keep the portal away from other firms\n- use the portal in its own stores\n"
    )
    assert stated(words, FIELD) == []
