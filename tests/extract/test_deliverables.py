"""Deliverables by the ways in which papers state them: tables, plans, headings, leads and prose."""

import pytest

from extract_builders import stated

PARTIES = (
    'This Statement of Work is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
)


def names(words: str) -> list[str]:
    """The names of the deliverables that some words state."""
    found = stated(PARTIES + words, "scope.deliverables")
    return [str(item["name"]) for item in found if isinstance(item, dict)]


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("The Supplier shall prepare a stock audit report for each depot.", ["stock audit report for each depot"]),
        (
            "The Supplier will design, build and deliver a loyalty portal in accordance with Annex B.",
            ["loyalty portal"],
        ),
        (
            "The Supplier shall provide the Client with a training manual, a test plan and a cut-over checklist within 10 days.",
            ["training manual", "test plan", "cut-over checklist"],
        ),
        (
            "The Supplier will review the tariffs and develop a pricing model that covers all regions.",
            ["pricing model"],
        ),
        ("A weekly progress report shall be submitted to the Client.", ["weekly progress report"]),
        ("The hand-over plan shall include a list of open defects.", ["hand-over plan"]),
        ("Logo design is included in the scope of this project.", ["Logo design"]),
    ],
)
def test_prose_names_what_the_supplier_makes_or_hands_over(words: str, things: list[str]) -> None:
    assert names("# Work\n\n" + words) == things


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier shall provide a notice of delay.",
        "The Supplier shall not deliver the training manual before payment.",
        "The Client shall provide a floor plan of each depot.",
        "The floor plan of each depot will be provided by the Client.",
        "If the Client so requests, the Supplier shall submit the revised report.",
        "The Supplier shall provide the following deliverables:",
        "The Supplier shall deliver the Software.",
        "The Supplier shall submit a monthly invoice.",
    ],
)
def test_prose_about_something_else_names_no_deliverable(words: str) -> None:
    assert names("# Work\n\n" + words) == []


def test_an_item_below_the_supplier_s_tasks_needs_no_subject() -> None:
    words = (
        "# Deliverables\n\n- a depot survey by 4 May 2027\n- a closing paper by 30 June 2027\n\n"
        "# Work\n\nThe Supplier shall:\n\n- attend the board meetings;\n- prepare a risk register for the roll-out;\n- answer questions.\n"
    )
    assert names(words) == ["depot survey", "closing paper", "risk register for the roll-out"]


def test_what_a_table_names_is_not_named_again_by_prose() -> None:
    words = (
        "# Deliverables\n\n| Deliverable | Due |\n|---|---|\n| Migration plan | 4 May 2027 |\n\n# Work\n\n"
        "The Supplier shall prepare a detailed migration plan for the depots. The Supplier shall build a stock dashboard.\n"
    )
    assert names(words) == ["Migration plan", "stock dashboard"]


def test_a_deliverable_of_prose_has_the_time_that_its_sentence_gives() -> None:
    words = "# Work\n\nWithin 5 days of signature, the Supplier shall submit a mobilisation plan.\n\nThe Supplier shall provide a closing report no later than 30 June 2027.\n"
    assert stated(PARTIES + words, "scope.deliverables") == [
        {"name": "mobilisation plan", "due": "Within 5 days of signature"},
        {"name": "closing report", "due": "2027-06-30"},
    ]


def test_the_steps_of_a_plan_are_deliverables_with_their_week() -> None:
    words = "# Milestones\n\n- Week 2 -> Wireframes + style guide\n- Week 5 -> First build with three screens\n- Week 9 -> Release candidate\n"
    assert stated(PARTIES + words, "scope.deliverables") == [
        {"name": "Wireframes + style guide", "due": "Week 2"},
        {"name": "First build with three screens", "due": "Week 5"},
        {"name": "Release candidate", "due": "Week 9"},
    ]


def test_the_steps_of_a_payment_plan_are_no_deliverables() -> None:
    words = "# Milestones\n\n- Week 2: Wireframes, EUR 4,000.00\n- Week 5: First build, EUR 9,000.00\n"
    assert names(words) == []


def test_the_points_of_a_plan_s_cell_are_deliverables_unless_they_are_only_begun() -> None:
    table = (
        "# Milestone plan\n\n| No | Definition | Timeline |\n|---|---|---|\n"
        "| 1 | · Screen designs completed. · Order interface partially done. · Sent to the Client | Week 1 - 4 |\n"
        "| 2 | · Order interface done. · Reported defects fixed | Week 5 - 9 |\n"
    )
    assert stated(PARTIES + table, "scope.deliverables") == [
        {"name": "Screen designs", "due": "Week 1 - 4"},
        {"name": "Order interface", "due": "Week 5 - 9"},
    ]


def test_headings_in_a_row_below_the_scope_name_the_parts_that_are_built() -> None:
    words = (
        "# Statement of Work\n\nWhat we build.\n\n# Depot Portal\n\nDepots enter their stock.\n\n# Driver App\n\nDrivers see tours.\n\n"
        "# Payment\n\nNet 30.\n"
    )
    assert names(words) == ["Depot Portal", "Driver App"]


def test_the_lead_of_a_list_of_features_names_what_has_them() -> None:
    assert names("# Work\n\nThe depot dashboard features include:\n\n- Stock by day\n- Alerts\n") == ["depot dashboard"]


def test_a_table_printed_with_its_pipes_is_a_table() -> None:
    words = (
        "# Reports\n\n`List | Deliverable | Due date | Remark | |-----|-----|-----| | Depot survey | 4 May 2027 | all depots | "
        "| Closing paper | End of the order | | | Data set | 30 June 2027 | raw |`\n"
    )
    assert stated(PARTIES + words, "scope.deliverables") == [
        {"name": "Depot survey", "due": "2027-05-04"},
        {"name": "Closing paper", "due": "End of the order"},
        {"name": "Data set", "due": "2027-06-30"},
    ]


AGREEMENT = 'This Agreement is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'


def services(words: str) -> list[str]:
    """The names of what an agreement that is no statement of work has delivered."""
    found = stated(AGREEMENT + words, "scope.deliverables")
    return [str(item["name"]) for item in found if isinstance(item, dict)]


def test_without_deliverables_the_listed_services_are_what_is_delivered() -> None:
    words = (
        "# Support\n\nThe Supplier shall provide the following services to the Client:\n\n"
        "- telephone support as reasonably requested by the Client;\n- visits to the depots, unless remote access suffices;\n"
    )
    assert services(words) == ["telephone support", "visits to the depots"]


def test_tasks_behind_an_open_modal_are_delivered_and_rules_of_conduct_are_not() -> None:
    words = "# Services\n\nThe Supplier shall:\n\n- monitor the stock interfaces every night;\n- comply with the house rules;\n- install new releases.\n"
    assert services(words) == ["monitor the stock interfaces every night", "install new releases"]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("The Supplier shall furnish tariff advisory services to the Client.", ["tariff advisory services"]),
        (
            "The Supplier shall provide consulting services to the Client, to assist the Client with the choice of a carrier, "
            "the renewal of its leases and any new customs rules.",
            ["choice of a carrier", "renewal of its leases", "any new customs rules"],
        ),
        ("The Supplier shall provide the Services with due care.", []),
        ("The Supplier shall not provide legal advisory services.", []),
    ],
)
def test_a_grant_of_services_names_their_kinds(words: str, kinds: list[str]) -> None:
    assert services("# Scope\n\n" + words) == kinds


def test_with_deliverables_the_services_around_them_are_none() -> None:
    words = (
        "# Services\n\nThe Supplier shall provide the following services:\n\n- telephone support;\n\n"
        "# Deliverables\n\n- a depot survey by 4 May 2027\n- a closing paper by 30 June 2027\n"
    )
    assert services(words) == ["depot survey", "closing paper"]


def test_services_on_request_are_not_yet_delivered() -> None:
    words = "# Extras\n\nThe Supplier will provide the following services upon request:\n\n- night operation;\n- data entry.\n"
    assert services(words) == []


def test_what_a_listed_thing_consists_of_is_no_thing_of_its_own() -> None:
    words = "# Deliverables\n\n- stock administration system that handles:\n    - returns\n    - recalls\n- carrier portal\n"
    assert services(words) == ["stock administration system", "carrier portal"]


@pytest.mark.parametrize(
    ("words", "things"),
    [
        (
            "The purpose of this order is for the Supplier to deliver the pilot version of the depot portal.",
            "pilot version of the depot portal",
        ),
        ("To create a new booking app for carriers.", "new booking app for carriers"),
        (
            "The Client wishes to engage the Supplier for the sole purpose of designing the Larch booking software.",
            "Larch booking software",
        ),
    ],
)
def test_the_purpose_of_the_work_names_what_is_built(words: str, things: str) -> None:
    assert names("# Purpose\n\n" + words) == [things]


def test_a_vague_purpose_gives_way_to_what_the_work_includes() -> None:
    words = (
        "# Project overview\n\nThe purpose of this project is to develop additional features for the shop. This includes carrier search, "
        "voucher printing, age checks and a booking app for drivers to find, accept and rate tours."
    )
    assert names(words) == ["carrier search", "voucher printing", "age checks", "booking app"]


def test_a_change_order_adds_what_it_tells_the_supplier_to_provide() -> None:
    words = (
        "# Change Order 3\n\nThis Change Order 3 amends the contract.\n\n## Description\n\nProvide labor and scaffolding for a second gate. "
        "This change order includes additional gravel for the access road.\n\n## Price\n\nThe price rises by EUR 9,000.00."
    )
    assert services(words) == [
        "labor and scaffolding for a second gate",
        "additional gravel for the access road",
    ]


def test_a_heading_names_the_paper_that_its_clause_has_the_supplier_hand_over() -> None:
    words = (
        "# Reporting\n\n## Incident Reports\n\nThe Supplier is responsible for providing notice of any incident. It shall be submitted within "
        "24 hours of the incident.\n\n## Floor Plan\n\nThe Client owns the building.\n"
    )
    assert stated(PARTIES + words, "scope.deliverables") == [
        {"name": "Incident Reports", "due": "within 24 hours of the incident"}
    ]


def test_the_standards_beside_a_deliverable_may_name_papers() -> None:
    table = (
        "# Quality\n\n| Deliverable | Standard | Level |\n|---|---|---|\n"
        "| Tested code | Tests pass. Network diagram is provided. | 90% coverage |\n"
        "| Research | Users are heard | Interview findings are available at the end of every sprint. |\n"
    )
    assert stated(PARTIES + table, "scope.deliverables") == [
        {"name": "Tested code"},
        {"name": "Network diagram"},
        {"name": "Research"},
        {"name": "Interview findings", "due": "at the end of every sprint"},
    ]


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("The Supplier shall provide the Client a depot status summary each week.", ["depot status summary"]),
        ("The Supplier shall deliver a full written incident report to the Client.", ["full written incident report"]),
        ("The Supplier shall provide all necessary documentation.", []),
        ("The Supplier shall make a repair report and shall make a payment.", ["repair report"]),
    ],
)
def test_names_stand_without_who_receives_them_and_say_which_one(words: str, things: list[str]) -> None:
    assert names("# Work\n\n" + words) == things
