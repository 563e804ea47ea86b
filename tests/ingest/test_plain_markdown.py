"""Markdown reads as it is shown: marks are gone, and every word leads back to its place in the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.documents import BlockKind, Document
from sowcheck.core.spans import Span
from sowcheck.ingest.plain.reader import read_plain


def read(text: str, name: str = "sow.md") -> Document:
    return read_plain(Path(name), text.encode())


def kinds(document: Document) -> list[tuple[str, BlockKind, int]]:
    return [(block.span.of(document.text), block.kind, block.level) for block in document.blocks]


def source_of(document: Document, source: str, words: str) -> str:
    """The characters of the file that `words` of the text come from."""
    place = document.text.index(words)
    start, end = document.offsets.to_source(Span(start=place, end=place + len(words)))
    return source[start:end]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The fee is **EUR 10,000** net.", "The fee is EUR 10,000 net."),
        ("*Net* __30__ `days` _only_", "Net 30 days only"),
        ("***Both*** of them", "Both of them"),
        ("see [the terms](https://example.org/a_(b)) here", "see the terms here"),
        ("see [the terms][1] here\n\n[1]: https://example.org", "see the terms here"),
        ("mail <ada@example.org> now", "mail ada@example.org now"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("5 \\* 3 &amp; more &euro; 5", "5 * 3 & more € 5"),
        ("a ``code ` tick`` b", "a code ` tick b"),
        ("one<br>two", "one\ntwo"),
        ("one  \ntwo", "one\ntwo"),
        ("one <!-- note --> two", "one two"),
        ("> quoted and\n> continued", "quoted and continued"),
        ("1\\. Not a list", "1. Not a list"),
        ("con\ufb01rmed\u00a0fee", "confirmed fee"),
        ("<div>\n<p>Fee</p>\n</div>", "Fee"),
        ("```\nFee: 5\nTerm: 3\n```", "Fee: 5\nTerm: 3"),
        ("    indented by habit", "indented by habit"),
        ("***\n\nFee", "Fee"),
    ],
)
def test_marks_are_gone(source: str, text: str) -> None:
    assert read(source).text == text


def test_headings_of_both_kinds_have_their_levels() -> None:
    document = read("# Statement of **Work** #\n\nFees\n----\n\n### 1.1 Scope\n\n**Acceptance**\n")
    assert kinds(document) == [
        ("Statement of Work", BlockKind.HEADING, 1),
        ("Fees", BlockKind.HEADING, 2),
        ("1.1 Scope", BlockKind.HEADING, 3),
        ("Acceptance", BlockKind.HEADING, 2),
    ]


def test_items_lose_their_bullets_and_keep_their_numbers() -> None:
    document = read("- first\n  goes on\n- second\n  * inner\n\n1. one\n2. two\n")
    blocks = [(block.span.of(document.text), block.level, block.label) for block in document.blocks]
    assert blocks == [
        ("first goes on", 0, "•"),
        ("second", 0, "•"),
        ("inner", 1, "•"),
        ("1. one", 0, None),
        ("2. two", 0, None),
    ]
    assert all(block.kind is not BlockKind.PARAGRAPH for block in document.blocks)


def test_a_lonely_numbered_line_is_a_heading() -> None:
    document = read("1. Scope\n\nWe build it.\n\n2. Fees\n\nNet 30.\n")
    assert [kind for _, kind, _ in kinds(document)] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]


def test_the_second_paragraph_of_an_item_is_a_paragraph() -> None:
    document = read("- first\n\n  more of it\n- second\n")
    assert [(text, kind) for text, kind, _ in kinds(document)] == [
        ("first", BlockKind.LIST_ITEM),
        ("more of it", BlockKind.PARAGRAPH),
        ("second", BlockKind.LIST_ITEM),
    ]


def test_tasks_have_boxes() -> None:
    assert read("- [x] remote\n- [ ] on site\n").text == "☒ remote\n☐ on site"


def test_lines_of_labelled_values_stay_lines() -> None:
    assert read("Client: Acme\nFee: **EUR 5**\nTerm: 3 months").text == "Client: Acme\nFee: EUR 5\nTerm: 3 months"


def test_front_matter_is_read_line_by_line() -> None:
    assert read("---\ntitle: SOW 7\nclient: Acme\n---\n# Scope\n").text == "title: SOW 7\nclient: Acme\nScope"


def test_a_table_has_a_header_and_cells_without_marks() -> None:
    source = "| Role | Rate |\n|:-----|-----:|\n| **Lead** dev | EUR 1,000 |\n| a \\| b | |\n"
    document = read(source)
    (found,) = document.tables
    assert (found.rows, found.columns, found.header_rows) == (3, 2, 1)
    assert document.text == "Role\tRate\nLead dev\tEUR 1,000\na | b"
    assert source_of(document, source, "Lead dev") == "Lead** dev"
    assert source_of(document, source, "a | b") == "a \\| b"
    assert found.row(2)[1].span is None


def test_words_that_are_struck_out_are_a_deletion() -> None:
    document = read("Fee: ~~EUR 10~~ EUR 12, ~~gross~~")
    assert document.text == "Fee: EUR 12,"
    assert [(revision.text, revision.before) for revision in document.revisions] == [("EUR 10", 5), ("gross", 12)]


def test_words_struck_out_stay_with_their_line() -> None:
    document = read("Fee: ~~5~~ 6\nTerm: ~~1~~ 2\n")
    assert document.text == "Fee: 6\nTerm: 2"
    assert [revision.before for revision in document.revisions] == [5, document.text.index("2")]


def test_notes_in_the_source_are_comments_and_pictures_are_named() -> None:
    document = read("Fee <!-- check this --> 5\n\n<!-- and\nthat -->\n\n![Plan](plan.png)\n")
    assert [comment.text for comment in document.comments] == ["check this", "and that"]
    assert [unread.where for unread in document.coverage.unread] == ["image 1 (Plan)"]


@pytest.mark.parametrize(
    ("name", "source", "media_type"),
    [
        ("sow.md", "Fee", "text/markdown"),
        ("sow.txt", "Fee", "text/plain"),
        ("sow.txt", "# SOW\n\n## Fees\n\nNet 30", "text/markdown"),
        ("sow", "# SOW\n\nThe **fee** is 5.", "text/markdown"),
        ("sow.txt", "# 1 in a list\n\nFee", "text/plain"),
    ],
)
def test_markdown_is_told_by_its_name_or_its_marks(name: str, source: str, media_type: str) -> None:
    assert read(source, name).media_type == media_type


# Three spaces in a row are a gap between columns and become a tab; the law is about marks, not gaps.
WORDS = (
    st.text(alphabet="abcde 123", min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda words: words and "   " not in words)
)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "**", "_", "`", "***", "~~"])), min_size=1, max_size=6))
def test_stripped_marks_are_found_again_through_the_offsets(parts: list[tuple[str, str]]) -> None:
    source = "Begin " + ", ".join(f"{mark}{words}{mark}" for words, mark in parts) + " end."
    document = read(source)
    kept = [" ".join(words.split()) for words, mark in parts if mark != "~~"]
    place = 0
    for words in kept:
        place = document.text.index(words, place)
        start, end = document.offsets.to_source(Span(start=place, end=place + len(words)))
        assert " ".join(source[start:end].split()) == words
        place += len(words)
    assert not set(document.text) & set("*_`~")
