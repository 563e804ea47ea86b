"""Words that nobody sees are a finding of their own."""

import pytest

from compare_builders import Paper, compared, found
from sowcheck.core.documents import HiddenText


def hiding(words: str, reason: str = "background_colour") -> HiddenText:
    return HiddenText.model_validate({"where": "page 2", "reason": reason, "words": words, "page": 2})


def test_hidden_words_are_named_with_place_reason_and_wording() -> None:
    (flagged,) = found(compared([Paper("sow", hidden=[hiding("The fee is EUR 9")])]), "SC108")
    assert flagged.message == (
        "sow.txt holds words that nobody sees: page 2 (in the colour of what is behind) “The fee is EUR 9”."
    )
    assert (flagged.field, flagged.severity, flagged.owner) == ("doc.coverage", "blocker", "legal")
    assert flagged.document_value == ["page 2 (in the colour of what is behind) “The fee is EUR 9”"]


def test_a_word_left_behind_weighs_little() -> None:
    (flagged,) = found(compared([Paper("sow", hidden=[hiding("draft text")])]), "SC108")
    assert flagged.severity == "low"


def test_a_passage_weighs_more_than_a_word_and_less_than_a_figure() -> None:
    passage, figure = hiding("The customer pays all the taxes"), hiding("EUR 950", "covered")
    assert [each.severity for each in found(compared([Paper("sow", hidden=[passage])]), "SC108")] == ["high"]
    assert [each.severity for each in found(compared([Paper("sow", hidden=[passage, figure])]), "SC108")] == ["blocker"]


def test_many_passages_are_one_finding_that_shows_three() -> None:
    words = [f"Hidden passage with the number {number}" for number in range(5)]
    (flagged,) = found(compared([Paper("sow", hidden=[hiding(each) for each in words])]), "SC108")
    assert words[2] in flagged.message
    assert words[3] not in flagged.message
    assert "and 2 more" in flagged.message
    assert isinstance(flagged.document_value, list)
    assert len(flagged.document_value) == 5


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("/sig1/", "background_colour"),
        ("\\s1\\ \\d1\\", "background_colour"),
        ("{{Sig_es_:signer1:signature}}", "tiny"),
        ("[[signature]] <<date>>", "no_ink"),
        ("Logo of the supplier, a blue fish over 3 waves", "alternate_text"),
    ],
)
def test_anchors_of_signatures_and_descriptions_of_pictures_are_no_finding(words: str, reason: str) -> None:
    assert found(compared([Paper("sow", hidden=[hiding(words, reason)])]), "SC108") == []


def test_a_paper_that_hides_nothing_has_no_such_finding() -> None:
    assert found(compared([Paper("sow")]), "SC108") == []
