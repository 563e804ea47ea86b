"""What the supplier's people must know: lists under an announcement, labels, and the grammar of sentences."""

import pytest

from extract_builders import stated

PARTIES = (
    "This Statement of Work is between Alder Bank plc (the “Client”) and Birch Consulting Ltd (the “Supplier”).\n\n"
)
FIELD = "staffing.skills"


def test_items_under_a_lead_that_asks_for_experience_are_skills() -> None:
    paper = (
        "# Team\n\nThe project team is expected to have experience with:\n\n"
        "- Migrating ledgers of savings banks\n- Accessible form design, such as:\n  - Screen reader tests\n- Card payments\n"
    )
    assert stated(PARTIES + paper, FIELD) == [
        "Migrating ledgers of savings banks",
        "Accessible form design",
        "Screen reader tests",
        "Card payments",
    ]


def test_bullets_under_a_heading_of_skills_are_skills_until_the_next_paragraph() -> None:
    paper = (
        "# Required skills and experience\n\nThe Supplier staffs the work with care.\n\n- Strong written English.\n"
        "- Ability to lead a workshop.\n\nThe following reports are due:\n\n- The weekly report\n"
    )
    assert stated(PARTIES + paper, FIELD) == ["Strong written English", "Ability to lead a workshop"]


def test_each_name_behind_a_label_of_technologies_is_a_skill() -> None:
    assert stated(PARTIES + "Technology stack: React (with Redux), Spring Boot and PostgreSQL\n", FIELD) == [
        "React (with Redux)",
        "Spring Boot",
        "PostgreSQL",
    ]


@pytest.mark.parametrize(
    ("words", "skill"),
    [
        ("The Lead Engineer must have a full understanding of the settlement process of the Client.",
         "full understanding of the settlement process of the Client"),
        ("The Supplier shall have the ability to run two releases a month.", "ability to run two releases a month"),
        ("The Supplier has substantial actuarial and reserving expertise.", "substantial actuarial and reserving expertise"),
        ("The developers know COBOL.", "COBOL"),
        ("Integration Developers must have delivered at least three projects with Boomi AtomSphere.", "Boomi AtomSphere"),
        ("The Project Manager must be able to work in Danish and English.", "able to work in Danish and English"),
    ],
)  # fmt: skip
def test_a_sentence_about_what_people_know_states_a_skill(words: str, skill: str) -> None:
    assert skill in stated(PARTIES + words, FIELD)


def test_the_last_part_of_an_enumeration_may_begin_small() -> None:
    words = "The team shall be experienced in the Alder Design System, Kotlin and load testing with Gatling."
    assert stated(PARTIES + words, FIELD) == ["Alder Design System", "Kotlin", "load testing with Gatling"]


@pytest.mark.parametrize(
    "words",
    [
        "The Supplier has the experience and skills necessary to perform the Services.",
        "The Supplier has knowledge of the contents of this Agreement.",
        "To the best of the Supplier's knowledge, the Deliverables are free of defects.",
        "The arbitrator shall be a lawyer with experience in disputes about software.",
        "The portal shall be able to process nine thousand orders a day.",
        "The Client shall have knowledge of its own interfaces.",
        "The Government will evaluate the offeror's experience in moving data centres.",
        "The Supplier's staff shall be familiar with applicable laws.",
        "The user experience of the portal shall be simple.",
    ],
)
def test_words_of_knowing_that_ask_for_no_skill(words: str) -> None:
    assert stated(PARTIES + words, FIELD) == []


def test_items_under_a_lead_about_bids_are_no_skills() -> None:
    paper = "# Award\n\nThe evaluation of the offeror's experience includes:\n\n- Similar projects\n- Price\n"
    assert stated(PARTIES + paper, FIELD) == []


@pytest.mark.parametrize(
    ("words", "skills"),
    [
        ("The Supplier shall build the claims portal in Drupal 10 and host it on Azure.", ["Drupal 10", "Azure"]),
        ("- Kotlin app (offline first) + Spring Boot + MariaDB", ["Kotlin", "Spring Boot", "MariaDB"]),
        ("The Supplier shall follow Scrum and use infrastructure as code.", ["Scrum", "infrastructure as code"]),
        ("The Supplier commits all changes to source control (Git).", ["source control (Git)"]),
        ("The Supplier will test the network of the plant against IEC 62443.", ["IEC 62443"]),
        ("The modules in scope are SAP Ariba and SAP EWM.", ["SAP Ariba", "SAP EWM"]),
        ("Usability testing shall be conducted in every sprint.", ["Usability testing"]),
    ],
)
def test_what_the_work_is_done_with_is_a_skill(words: str, skills: list[str]) -> None:
    assert stated(PARTIES + words, FIELD) == skills


@pytest.mark.parametrize(
    "words",
    [
        "The Client's shop is hosted on AWS.",
        "The Supplier shall integrate the portal with Salesforce.",
        "The Client shall install Kubernetes.",
        "# Background\n\nThe Supplier built the first release with Django.",
        "The Supplier does not use Terraform for this work.",
        "The licence of Oracle Database is paid by the Supplier.",
        "The Supplier shall send its reports in Microsoft Word.",
    ],
)
def test_a_technology_that_the_work_is_not_done_with_is_no_skill(words: str) -> None:
    assert stated(PARTIES + words, FIELD) == []


def test_a_skill_that_people_must_have_is_not_stated_again_by_the_work() -> None:
    words = "The team must have experience in Terraform and AWS.\n\nThe Supplier deploys the service with Terraform."
    assert stated(PARTIES + words, FIELD) == ["Terraform", "AWS"]
