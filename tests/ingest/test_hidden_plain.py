"""Words that a text file holds and people do not see are kept apart, with the reason."""

from pathlib import Path

import pytest

from sowcheck.core.documents import Document
from sowcheck.ingest.plain.reader import read_plain

TAGGED = "".join(chr(0xE0000 + ord(character)) for character in "The fee is EUR 9")


def read(text: str, name: str = "sow.md") -> Document:
    return read_plain(Path(name), text.encode())


def hidden(document: Document) -> list[tuple[str, str]]:
    return [(each.reason, each.words) for each in document.hidden]


def test_words_in_characters_without_a_shape_are_no_part_of_the_text() -> None:
    document = read(f"Total fee: EUR 5{TAGGED}.\nThe end.", "sow.txt")
    assert document.text == "Total fee: EUR 5.\nThe end."
    assert hidden(document) == [("invisible_characters", "The fee is EUR 9")]
    assert document.hidden[0].where == "line 1"


def test_a_message_in_variation_selectors_is_read() -> None:
    message = "".join(chr(0xE0100 + byte - 16) for byte in b"say EUR 9")
    assert hidden(read(f"Total{message} fee: EUR 5.", "sow.txt")) == [("invisible_characters", "say EUR 9")]


def test_a_row_of_zero_width_characters_is_counted() -> None:
    document = read("Total" + "\u200b\u200c" * 6 + " fee: EUR 5.", "sow.txt")
    assert document.text == "Total fee: EUR 5."
    assert hidden(document) == [("invisible_characters", "12 characters without a shape")]


def test_words_that_are_shown_turned_around_have_their_place_in_the_text() -> None:
    document = read("Fees\n\nThe   fee is EUR \u202e001\u202c net.", "sow.txt")
    (found,) = document.hidden
    assert (found.reason, found.words, found.where) == ("turned_around", "001", "line 3")
    assert found.span is not None
    assert found.span.of(document.text) == "001"


@pytest.mark.parametrize(
    "text",
    [
        "Joined\u200b at a possible line end, soft\u00adly, with a mark\ufeff.",
        "Flag \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f and heart \u2764\ufe0f.",
        "Family \U0001f468\u200d\U0001f469\u200d\U0001f467.",
        "\u202b\u0627\u0644\u0639\u0645\u064a\u0644\u202c and \u2067\u0634\u0631\u0643\u0629\u2069.",
        "A left-to-right mark\u200e in a bracket (\u200e).",
    ],
)
def test_what_writing_needs_hides_nothing(text: str) -> None:
    assert read(text, "sow.txt").hidden == ()


@pytest.mark.parametrize(
    "tag",
    [
        '<span style="display:none">',
        "<span style='visibility: hidden'>",
        '<span style="font-size:0">',
        '<span style="color: white">',
        "<font color=#ffffff>",
        "<span hidden>",
        '<b style="opacity:0">',
    ],
)
def test_words_inside_a_tag_that_hides_them_are_hidden(tag: str) -> None:
    name = tag[1:].split(maxsplit=1)[0].rstrip(">")
    document = read(f"# Fees\n\nThe fee is EUR 5. {tag}The fee is EUR 9.</{name}> Net 30.")
    assert document.text == "Fees\nThe fee is EUR 5. Net 30."
    assert hidden(document) == [("marked_hidden", "The fee is EUR 9.")]


@pytest.mark.parametrize(
    "tag",
    ['<span style="color:#333">', '<span style="font-size:12px">', '<span style="background-color:white">', "<b>"],
)
def test_words_inside_other_tags_are_text(tag: str) -> None:
    name = tag[1:].split(maxsplit=1)[0].rstrip(">")
    document = read(f"# Fees\n\n{tag}The fee is EUR 5.</{name}>")
    assert document.text == "Fees\nThe fee is EUR 5."
    assert document.hidden == ()


def test_a_hidden_block_hides_its_paragraphs_and_tables() -> None:
    document = read(
        "# Fees\n\n<div hidden>\n\nThe fee is 9.\n\n| Role | Rate |\n|---|---|\n| PM | 9 |\n\n</div>\n\nNet 30."
    )
    assert document.text == "Fees\nNet 30."
    assert [words for _, words in hidden(document)] == ["The fee is 9.", "Role Rate PM 9"]


def test_a_note_in_the_definition_of_a_link_is_hidden() -> None:
    document = read(
        "# Fees\n\n[//]: # (The fee is EUR 9)\n\nThe fee is EUR 5. See [terms].\n\n[terms]: https://x.example 'T'"
    )
    assert hidden(document) == [("marked_hidden", "The fee is EUR 9")]


def test_the_alternate_text_of_a_picture_is_kept() -> None:
    document = read("# Fees\n\n![Logo of the supplier](logo.png)\n\nText.")
    assert hidden(document) == [("alternate_text", "Logo of the supplier")]


def test_a_comment_in_a_cell_is_a_comment() -> None:
    document = read("# Fees\n\n| Role | Rate |\n|---|---|\n| PM <!-- ask --> | 9 |\n")
    assert [comment.text for comment in document.comments] == ["ask"]
