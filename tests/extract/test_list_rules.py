"""List fields by the ways in which papers state them: tables, lists, enumerations and prose."""

import pytest

from extract_builders import assumptions_of, stated

PARTIES = (
    'This Statement of Work is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
)


def test_a_rate_card_is_read_from_its_table() -> None:
    table = "# Rates\n\n| Role | Day rate (EUR) |\n|---|---|\n| Data engineer | 910.00 |\n| Project lead | 1,150.00 |\n"
    assert stated(PARTIES + table, "price.rate_card") == [
        {"role": "Data engineer", "amount": "910.00", "currency": "EUR", "per": "day"},
        {"role": "Project lead", "amount": "1150.00", "currency": "EUR", "per": "day"},
    ]


def test_rates_in_prose_name_their_roles() -> None:
    words = "Extra work is charged by the day at $1,400.00 for an architect and $980.00 for an analyst."
    found = stated(PARTIES + words, "price.rate_card")
    assert {(rate["role"], rate["amount"]) for rate in found if isinstance(rate, dict)} == {
        ("architect", "1400.00"),
        ("analyst", "980.00"),
    }


def test_milestones_of_a_table_carry_amount_date_and_trigger_but_no_total() -> None:
    table = (
        "# Billing milestones\n\n| Milestone | Payment event | Amount | Target date |\n|---|---|---|---|\n"
        "| Kick-off | Signature of this SOW | EUR 10,000.00 | 1 March 2027 |\n"
        "| Hand-over | Acceptance of the final report | EUR 30,000.00 | 30 June 2027 |\n| Total | | EUR 40,000.00 | |\n"
    )
    assert stated(PARTIES + table, "billing.milestones") == [
        {"name": "Kick-off", "amount": "10000.00", "currency": "EUR", "due": "2027-03-01", "trigger": "signature"},
        {
            "name": "Hand-over",
            "amount": "30000.00",
            "currency": "EUR",
            "due": "2027-06-30",
            "trigger": "milestone_accepted",
        },
    ]


def test_milestones_in_prose_keep_their_shares_apart() -> None:
    words = "The fee is invoiced for 40% (EUR 4,000.00) upon signature of this SOW and for 60% (EUR 6,000.00) upon acceptance of the prototype."
    found = [(m["percent"], m["amount"]) for m in stated(PARTIES + words, "billing.milestones") if isinstance(m, dict)]
    assert found == [("40", "4000.00"), ("60", "6000.00")]


def test_priced_lines_leave_totals_and_discounts_out() -> None:
    table = (
        "# Fees\n\n| Description | Qty | Unit price | Amount |\n|---|---|---|---|\n"
        "| Data migration | 2 | USD 5,000.00 | USD 10,000.00 |\n| Volume discount | | | USD -500.00 |\n| Total | | | USD 9,500.00 |\n"
    )
    assert [line["description"] for line in stated(PARTIES + table, "price.lines") if isinstance(line, dict)] == [
        "Data migration"
    ]


def test_an_optional_line_is_no_priced_line() -> None:
    table = "# Fees\n\n| Description | Amount |\n|---|---|\n| Build | USD 9,000.00 |\n| Hypercare (optional) | USD 2,000.00 |\n"
    assert len(stated(PARTIES + table, "price.lines")) == 1
    assert len(stated(PARTIES + table, "price.optional_lines")) == 1


def test_deliverables_of_a_table_have_their_due_dates() -> None:
    table = "# Deliverables\n\n| No. | Deliverable | Due |\n|---|---|---|\n| D1 | Target architecture | 4 May 2027 |\n| D2 | Test report | End of phase 2 |\n"
    assert stated(PARTIES + table, "scope.deliverables") == [
        {"name": "Target architecture", "due": "2027-05-04"},
        {"name": "Test report", "due": "End of phase 2"},
    ]


def test_each_item_of_an_announced_list_is_a_statement_and_the_lead_is_none() -> None:
    words = (
        "# Out of scope\n\nThe following are excluded:\n\n- data cleansing;\n- end-user hardware; and\n- printing.\n"
    )
    assert stated(PARTIES + words, "scope.exclusions") == ["data cleansing", "end-user hardware", "printing"]


def test_an_enumeration_behind_a_colon_is_taken_apart() -> None:
    words = "# Scope\n\nThe following are excluded: hosting fees; on-call support; and translation into Dutch.\n"
    assert stated(PARTIES + words, "scope.exclusions") == ["hosting fees", "on-call support", "translation into Dutch"]


def test_the_nearest_heading_says_what_a_list_is_about() -> None:
    words = (
        "# Client responsibilities and assumptions\n\n## Client responsibilities\n\n- name a product owner\n- grant access\n\n"
        "## Assumptions\n\n- the legacy system stays available\n"
    )
    assert stated(PARTIES + words, "scope.client_responsibilities") == ["name a product owner", "grant access"]
    assert stated(PARTIES + words, "scope.assumptions") == ["the legacy system stays available"]


def test_a_duty_in_prose_needs_the_buyer_as_its_subject() -> None:
    words = "The Client shall provide three test environments. The Supplier shall provide weekly reports.\n"
    assert stated(PARTIES + words, "scope.client_responsibilities") == [
        "The Client shall provide three test environments"
    ]


def test_counted_bounds_are_limits_and_periods_are_not() -> None:
    words = "The Supplier builds up to six (6) dashboards. The Client answers within up to ten days.\n"
    assert stated(PARTIES + words, "scope.limits") == [{"metric": "dashboards", "max": 6}]


def test_roles_of_a_team_table_have_people_and_hours() -> None:
    table = "# Team\n\n| Role | Name | Hours |\n|---|---|---|\n| Lead architect | Ines Kowal | 320 |\n| Developer (3) | To be named | 960 |\n"
    assert stated(PARTIES + table, "staffing.roles") == [
        {"role": "Lead architect", "hours": "320", "person": "Ines Kowal"},
        {"role": "Developer", "count": 3, "hours": "960"},
    ]


def test_an_item_that_is_repeated_counts_once() -> None:
    words = "# Exclusions\n\n- Data cleansing.\n- data cleansing\n"
    assert len(stated(PARTIES + words, "scope.exclusions")) == 1


def test_every_statement_quotes_words_of_the_document() -> None:
    words = "# Exclusions\n\n- Data cleansing.\n\n# Fees\n\nThe total fixed fee is EUR 12,000.00.\n"
    for found in assumptions_of(PARTIES + words):
        assert found.quote.text
        assert found.proof.status == "proven" or found.proof.reason


@pytest.mark.parametrize(
    "words",
    [
        "The work does not extend to data cleansing, printing and staff training.",
        "Not covered: data cleansing; printing; staff training.",
        "The following is not owed: data cleansing, printing, and staff training.",
        "Left out: data cleansing, printing, and staff training.",
        "Data cleansing, printing, and staff training are not part of our work.",
        "Data cleansing, printing, and staff training are out of bounds.",
        "Outside the work are data cleansing, printing and staff training.",
    ],
)
def test_exclusions_are_told_by_polarity_and_taken_apart(words: str) -> None:
    found = [str(item).casefold() for item in stated(PARTIES + "# Work\n\n" + words, "scope.exclusions")]
    assert found == ["data cleansing", "printing", "staff training"]


def test_a_negation_of_something_else_is_no_exclusion() -> None:
    words = "The fees do not include value added tax. Confidential Information does not include public facts."
    assert stated(PARTIES + words, "scope.exclusions") == []


@pytest.mark.parametrize(
    "lead",
    [
        "The price presupposes",
        "The fee is based on the premise",
        "The estimate rests on the assumption",
        "Our price supposes",
    ],
)
def test_assumptions_are_told_by_the_verb_that_lets_a_price_rest_on_them(lead: str) -> None:
    words = f"{lead} that the plant stays open and that the data model does not change."
    assert stated(PARTIES + words, "scope.assumptions") == ["the plant stays open", "the data model does not change"]


@pytest.mark.parametrize("verb", ["is accepted when", "is approved if", "will be passed when", "is acceptable if"])
def test_the_condition_of_acceptance_is_a_criterion(verb: str) -> None:
    words = f"A release {verb} no defect of class 1 is open."
    assert stated(PARTIES + words, "acceptance.criteria") == ["no defect of class 1 is open"]


def test_silence_is_no_criterion() -> None:
    words = "A release is accepted if the Client does not object within ten days."
    assert stated(PARTIES + words, "acceptance.criteria") == []


@pytest.mark.parametrize("heading", ["What we need from you", "The Client's part", "Responsibilities of the Client"])
def test_a_heading_that_asks_the_buyer_announces_duties(heading: str) -> None:
    words = f"# {heading}\n\n- a contact for each plant;\n- test data by 19 February 2027.\n\n# Fees\n\nWe will send invoices monthly.\n"
    assert stated(PARTIES + words, "scope.client_responsibilities") == [
        "a contact for each plant",
        "test data by 19 February 2027",
    ]


def test_several_duties_of_one_sentence_are_several_items() -> None:
    words = "The Client shall name a product owner, grant access to its cloud and supply test data for each interface."
    assert stated(PARTIES + words, "scope.client_responsibilities") == [
        "name a product owner",
        "grant access to its cloud",
        "supply test data for each interface",
    ]


@pytest.mark.parametrize(
    "lead", ["The Supplier hands over:", "The Supplier shall furnish the following items:", "The Supplier delivers:"]
)
def test_a_list_behind_a_verb_of_handing_over_holds_deliverables(lead: str) -> None:
    words = f"# Work\n\n{lead}\n\n- a data report by 18 December 2026\n- the source code, not later than 26 February 2027\n- training kit – 31 March 2027\n"
    assert stated(PARTIES + words, "scope.deliverables") == [
        {"name": "data report", "due": "2026-12-18"},
        {"name": "source code", "due": "2027-02-26"},
        {"name": "training kit", "due": "2027-03-31"},
    ]


@pytest.mark.parametrize(
    ("words", "systems"),
    [
        (
            "The Supplier builds interfaces between NetSuite and each of Plex MES, Okta and Visma.net.",
            ["Plex MES", "Okta", "Visma.net"],
        ),
        ("The portal is connected to SAP ECC and to Hydra MES.", ["SAP ECC", "Hydra MES"]),
        ("The application exchanges data with your policy system GemDat and with the archive ELO.", ["GemDat", "ELO"]),
        (
            "The Supplier will integrate the portal with Salesforce Sales Cloud and Okta.",
            ["Salesforce Sales Cloud", "Okta"],
        ),
        ("The Supplier migrates the records from the retiring LossTrack system.", ["LossTrack"]),
    ],
)
def test_systems_are_the_names_behind_a_verb_of_connecting(words: str, systems: list[str]) -> None:
    assert [
        item["system"] for item in stated(PARTIES + words, "scope.integrations") if isinstance(item, dict)
    ] == systems


def test_a_common_noun_with_a_capital_is_no_system() -> None:
    words = "The upgrade is part of the work. The Supplier connects the data platform to the Upgrade."
    assert stated(PARTIES + words, "scope.integrations") == []


def test_each_bound_of_an_enumeration_is_a_limit() -> None:
    words = "The work covers at most 24 interfaces, 31 message types and up to six (6) sites. The number of reports does not exceed 14."
    found = [
        (item["metric"], item["max"]) for item in stated(PARTIES + words, "scope.limits") if isinstance(item, dict)
    ]
    assert found == [("interfaces", 24), ("message types", 31), ("sites", 6), ("reports", 14)]


def test_key_people_are_assigned_in_prose() -> None:
    words = (
        "The Supplier shall assign Ana Ruiz as Engagement Director and Jan Novak as Solution Lead, neither of whom shall be "
        "replaced without the Client's consent."
    )
    found = [(p["role"], p["person"]) for p in stated(PARTIES + words, "staffing.key_personnel") if isinstance(p, dict)]
    assert sorted(found) == [("Engagement Director", "Ana Ruiz"), ("Solution Lead", "Jan Novak")]


def test_the_role_may_stand_before_the_person() -> None:
    words = "The Program Lead is Jan Novak, whom the Supplier may not reassign without the Client's approval."
    assert stated(PARTIES + words, "staffing.key_personnel") == [{"role": "Program Lead", "person": "Jan Novak"}]
    assert stated(PARTIES + words, "staffing.roles") == [{"role": "Program Lead", "person": "Jan Novak"}]


def test_who_signs_has_no_role_in_the_team() -> None:
    words = "Signed for the Supplier\n\n/s/ Jan Novak\n\nJan Novak, Managing Director, 7 August 2026\n"
    assert stated(PARTIES + words, "staffing.roles") == []


def test_numbers_of_clauses_are_no_headcounts() -> None:
    words = (
        "# Team\n\n6.2 The Delivery Manager attends.\n\n6.3 The team consists of two data engineers and one trainer.\n"
    )
    found = [(r["role"], r["count"]) for r in stated(PARTIES + words, "staffing.roles") if isinstance(r, dict)]
    assert found == [("data engineer", 2), ("trainer", 1)]


@pytest.mark.parametrize(
    "words",
    [
        "Our developers are versed in Java, Angular and Oracle Database.",
        "The developers master Java, Angular and Oracle Database.",
        "Consultants must have working knowledge of Java, Angular and Oracle Database.",
    ],
)
def test_skills_are_the_names_behind_a_verb_of_knowing(words: str) -> None:
    assert stated(PARTIES + words, "staffing.skills") == ["Java", "Angular", "Oracle Database"]


def test_response_times_by_severity_are_service_levels_under_any_heading() -> None:
    table = "# Support\n\n| Class | Answer within | Mended within |\n|---|---|---|\n| A | 1 hour | 8 hours |\n| B | 4 hours | 2 days |\n"
    assert len(stated(PARTIES + table, "sla.targets")) == 2


def test_the_overage_rate_is_the_rate_of_overage() -> None:
    words = "Hours beyond the included hours are charged at the Overage Rate of EUR 140.00 per hour."
    assert stated(words, "price.rate_card") == [
        {"role": "Overage", "amount": "140.00", "currency": "EUR", "per": "hour"}
    ]
