"""From a document's words to canonical skills."""

import pytest

from extract_builders import assumptions_of
from sowcheck.skills.tag import tag_assumptions
from sowcheck.skills.tagger import Tagger

TAGGER = Tagger()


def names(words: str) -> list[tuple[str, str]]:
    return [(tag.skill.name, tag.how) for tag in TAGGER.tag(words)]


@pytest.mark.parametrize(
    ("words", "skills"),
    [
        ("Terraform", [("Terraform", "exact")]),
        ("working knowledge of AWS Hosting", [("Amazon Web Services", "alias")]),
        ("fluency in HTML, CSS or TypeScript", [("HTML", "exact"), ("CSS", "exact"), ("TypeScript", "exact")]),
        ("Rust", [("Rust", "exact")]),
        ("modelling of business processes", [("Business process management", "semantic")]),
    ],
)
def test_words_are_tagged_by_name_by_alias_or_by_meaning(words: str, skills: list[tuple[str, str]]) -> None:
    assert names(words) == skills


@pytest.mark.parametrize("words", ["the contents of the data room", "Elmsoft Claims Studio", "x" * 400])
def test_words_that_mean_no_known_skill_get_no_tag(words: str) -> None:
    assert names(words) == []


def test_only_a_semantic_tag_has_a_similarity() -> None:
    assert TAGGER.tag("Terraform")[0].similarity is None
    similarity = TAGGER.tag("modelling of business processes")[0].similarity
    assert similarity is not None
    assert TAGGER.threshold <= similarity <= 1


def test_a_product_is_found_by_its_name_only() -> None:
    assert "Salesforce" not in {tag.skill.name for tag in TAGGER.nearest("force of sales", 20)}


def test_a_lower_threshold_tags_more() -> None:
    assert Tagger(threshold=0.2).tag("leadership in workshops on strategy") != ()
    assert Tagger(threshold=0.99).tag("leadership in workshops on strategy") == ()


def test_a_deal_has_one_tag_for_each_skill_and_keeps_what_the_taxonomy_does_not_know() -> None:
    paper = (
        "This Statement of Work is between Alder Bank plc (the “Client”) and Birch Ltd (the “Supplier”).\n\n"
        "# Required skills\n\n- Terraform and AWS\n- Elmsoft Claims Studio\n- Amazon Web Services\n"
    )
    tags = tag_assumptions(assumptions_of(paper), TAGGER)
    assert [(tag.skill, tag.canonical, tag.matched) for tag in tags] == [
        ("Terraform", "Terraform", "exact"),
        ("AWS", "Amazon Web Services", "alias"),
        ("Elmsoft Claims Studio", None, None),
    ]
    assert tags[1].category == "Cloud platforms and services"
