"""List fields by the ways in which papers state them: tables, lists, enumerations and prose."""

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
