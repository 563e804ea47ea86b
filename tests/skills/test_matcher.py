"""Which words of a text name a skill."""

import pytest

from sowcheck.skills.matcher import matcher


def names(text: str, *, among_skills: bool = False) -> list[str]:
    return [mention.skill.name for mention in matcher().find(text, among_skills=among_skills)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ruby On Rails backend + POSTGRESQL + Rest API", ["Ruby on Rails", "PostgreSQL", "REST APIs"]),
        ("services in C#, C++ and .NET Core", ["C#", "C++", ".NET"]),
        ("migrate from SAP ECC to S/4 HANA", ["SAP ECC", "SAP S/4HANA"]),
        ("CI/CD on Kubernetes", ["Continuous delivery", "Kubernetes"]),
        ("controls of ISO/IEC 27001", ["ISO/IEC 27001"]),
        ("usability tests with users", ["Usability testing"]),
    ],
)
def test_signs_case_and_plurals_do_not_matter(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_the_longest_form_wins() -> None:
    assert names("reports in Azure Data Factory") == ["Azure Data Factory"]


def test_a_mention_says_where_it_stands_and_how_it_was_written() -> None:
    text = "hosted on AWS, with Terraform"
    found = matcher().find(text)
    assert [(text[one.start : one.end], one.how) for one in found] == [("AWS", "alias"), ("Terraform", "exact")]


@pytest.mark.parametrize(
    "text",
    [
        "Access to the site is granted within net 30 days.",
        "The parties react to the rest of the plan and go on.",
        "SECTION II of the schedule; Exhibit C; Swift code: 1234.",
        "The R value rises.",
        "Write to someone@github.com or open app.json.",
        "The oracle of the team excels.",
    ],
)
def test_ordinary_words_are_no_technologies(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a Spark cluster", ["Apache Spark"]),
        ("written in Go", ["Go"]),
        ("Python and R", ["Python", "R"]),
        ("the Access database", ["Microsoft Access"]),
        ("Swift 5.0", ["Swift"]),
    ],
)
def test_an_ambiguous_form_counts_beside_its_kind(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_in_a_list_of_skills_an_ambiguous_form_needs_no_neighbour() -> None:
    assert names("Rust") == []
    assert names("Rust", among_skills=True) == ["Rust"]
