"""Roles and key personnel wherever a paper names them: sentences, lists, tables, the supplier that is one person."""

import pytest

from extract_builders import assumptions_of
from sowcheck.core.items import KeyPerson, StaffRole

PARTIES = 'This Services Agreement is between Tamarind Foods Inc (the "Client") and Larkspur Systems LLC (the "Supplier").\n\n'


def roles(words: str, parties: str = PARTIES) -> list[tuple[str, int | None, str | None]]:
    """Role, number of people and person."""
    items = [each.value for each in assumptions_of(parties + words) if isinstance(each.value, StaffRole)]
    return [(item.role, item.count, item.person) for item in items]


def key_people(words: str) -> list[tuple[str | None, str | None]]:
    """Role and person."""
    items = [each.value for each in assumptions_of(PARTIES + words) if isinstance(each.value, KeyPerson)]
    return [(item.role, item.person) for item in items]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Supplier shall provide a Delivery Manager (DM) and a Lead Data Engineer.",
        "The Supplier must designate who will fill these two key personnel roles: Delivery Manager and Lead Data Engineer.",
        "At a minimum, a Delivery Manager and a Lead Data Engineer must be identified and designated as Key Personnel.",
        "Supplier’s Delivery Manager (DM) and Lead Data Engineer for this project must be listed as Key Personnel.",
        "The team consists of a Delivery Manager and a Lead Data Engineer.",
    ],
)
def test_roles_of_one_sentence_are_taken_apart_and_named_in_full(sentence: str) -> None:
    assert [role for role, _, _ in roles(sentence + "\n")] == ["Delivery Manager", "Lead Data Engineer"]


def test_roles_that_are_called_key_are_key_personnel_too() -> None:
    words = "At a minimum, a Delivery Manager and a Lead Engineer must be designated as Key Personnel.\n"
    assert key_people(words) == [("Delivery Manager", None), ("Lead Engineer", None)]


def test_a_choice_left_open_designates_nobody() -> None:
    words = "A Statement of Work may designate certain managers as Key Personnel. Any engineer may be proposed as Key Personnel.\n"
    assert key_people(words) == []


def test_members_that_complete_a_team_are_counted() -> None:
    words = "A cloud specialist, a tester and two senior trainers complete the team.\n"
    assert roles(words) == [("cloud specialist", 1, None), ("tester", 1, None), ("senior trainer", 2, None)]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("The Client may ask for the attendance of a Larkspur Systems LLC engineer on site.", "engineer"),
        ("The Supplier gives advice through the services of one or more engineers.", "engineers"),
        ("Assign a task leader to the work.", "task leader"),
    ],
)
def test_the_people_of_the_supplier_have_roles(sentence: str, role: str) -> None:
    assert [name for name, _, _ in roles(sentence + "\n")] == [role]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Supplier shall provide the Client Relationship Manager a report each month.",
        "The Contract requires the Supplier to engineer and install the pump.",
        "Execution of the Franchise Agreement is contingent upon Developer approval.",
        "No title to Confidential Information is conveyed to the Consultant.",
        "Neither party nor its directors, officers and partners shall be liable.",
    ],
)
def test_words_of_law_are_no_roles(sentence: str) -> None:
    assert roles(sentence + "\n") == []


def test_of_the_people_of_two_parties_only_the_suppliers_are_its_team() -> None:
    words = "The initial Liaison Officers shall be Ada Brandt for Tamarind Foods Inc and Ben Okoro for Larkspur Systems LLC.\n"
    assert roles(words) == [("Liaison Officer", None, "Ben Okoro")]


def test_a_supplier_that_is_one_person_has_the_role_it_is_engaged_as() -> None:
    parties = 'This agreement is between Tamarind Foods Inc (the "Company") and Nadia Farrow ("Farrow").\n\n'
    words = "The Company desires to engage Farrow as the Company’s Chief Technology Officer.\n"
    assert roles(words, parties) == [("Chief Technology Officer", None, "Nadia Farrow")]


def test_a_supplier_that_is_one_person_has_the_role_that_the_paper_calls_it_by() -> None:
    parties = 'This agreement is between Tamarind Foods Inc (the "Company") and Nadia Farrow (the "Consultant").\n\n'
    assert roles("The Consultant advises the Company.\n", parties) == [("Consultant", None, "Nadia Farrow")]


def test_a_list_under_a_heading_about_the_team_gives_roles() -> None:
    words = (
        "# Project team\n\n- Ada Brandt, solution architect\n- 2 x Senior developer – 160 hours\n- Test lead: Ben Okoro\n"
        "- weekly meetings with the sponsor\n"
    )
    assert roles(words) == [
        ("solution architect", None, "Ada Brandt"),
        ("Senior developer", 2, None),
        ("Test lead", None, "Ben Okoro"),
    ]


def test_a_list_of_key_personnel_names_them() -> None:
    words = "# Key personnel\n\n- Project Director: Ada Brandt\n- Lead Architect\n"
    assert key_people(words) == [("Project Director", "Ada Brandt"), ("Lead Architect", None)]


def test_days_are_hours_where_the_paper_says_how_long_a_day_is() -> None:
    words = (
        "A day is seven hours of work.\n\n# Team\n\n| Role | Name | Days |\n|---|---|---|\n| Lead architect | Ines Kowal | 10 |\n"
        "| Tester | Jo Marsh | 4 |\n"
    )
    items = [each.value for each in assumptions_of(PARTIES + words) if isinstance(each.value, StaffRole)]
    assert [(item.role, str(item.hours)) for item in items] == [("Lead architect", "70"), ("Tester", "28")]


def test_the_work_is_bound_to_those_who_must_lead_it() -> None:
    words = "The training services shall be supervised by Ada Brandt or Ben Okoro.\n"
    assert key_people(words) == [(None, "Ada Brandt"), (None, "Ben Okoro")]


def test_the_role_may_stand_beside_the_person_in_either_order() -> None:
    words = "The Supplier’s Project Manager, Dana Whitfield, and the Structural Lead, Omar Haddad, are considered Key Personnel.\n"
    expected = [("Project Manager", "Dana Whitfield"), ("Structural Lead", "Omar Haddad")]
    assert key_people(words) == expected
    assert [(role, person) for role, _, person in roles(words)] == expected


def test_a_second_person_may_go_without_a_verb() -> None:
    words = "Mara Quist will be the engagement partner and Lev Ardal the lead consultant.\n"
    assert roles(words) == [("engagement partner", None, "Mara Quist"), ("lead consultant", None, "Lev Ardal")]


def test_somebody_who_is_not_replaced_is_key() -> None:
    words = (
        "Rhona Calder leads the team as Delivery Lead. The Supplier will not replace Rhona Calder without consent.\n"
    )
    assert key_people(words) == [("Delivery Lead", "Rhona Calder")]


def test_those_who_join_a_lead_are_counted() -> None:
    words = "She is joined by a content designer, two developers and a part-time tester.\n"
    assert sorted(roles(words)) == [
        ("content designer", 1, None),
        ("developer", 2, None),
        ("part-time tester", 1, None),
    ]
