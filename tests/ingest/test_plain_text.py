"""Plain text: wrapped paragraphs become whole again, lines that were meant to be lines stay."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sowcheck.core.documents import BlockKind, Document
from sowcheck.core.spans import Span
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.plain.reader import read_plain


def read(text: str, name: str = "sow.txt") -> Document:
    return read_plain(Path(name), text.encode())


def lines(text: str) -> list[str]:
    return read(text).text.split("\n")


def kinds(document: Document) -> list[tuple[str, BlockKind, int]]:
    return [(block.span.of(document.text), block.kind, block.level) for block in document.blocks]


WRAPPED = """\
This Statement of Work is entered into as of 1 June 2026 by and between Acme Corp
("Client") and Bolt Consulting LLC ("Supplier"). The parties agree to the fol-
lowing terms, which prevail over all others. Invoices are payable within thirty
days.
"""


def test_a_wrapped_paragraph_is_one_line_and_a_broken_word_is_whole() -> None:
    document = read(WRAPPED)
    assert len(document.blocks) == 1
    assert "Acme Corp (“Client”)".replace("“", '"').replace("”", '"') in document.text
    assert "to the following terms" in document.text
    assert "within thirty days." in document.text


def test_an_offset_leads_back_to_the_file() -> None:
    document = read(WRAPPED)
    place = document.text.index("following")
    start, end = document.offsets.to_source(Span(start=place, end=place + len("following")))
    assert WRAPPED[start:end] == "fol-\nlowing"


@pytest.mark.parametrize(
    "text",
    [
        "Client: Acme Corp\nEffective Date: 1 June 2026\nFee: EUR 10,000",
        "(a) build the integration;\n(b) test it; and\n(c) train the users.",
        "- design\n- build\n- run",
        "Acme Corp\n12 High Street\nLondon",
        "By: ____________\nName: Ada Rao\nTitle: CEO",
        "1. Kick-off\n2. Build\n3. Go-live",
    ],
)
def test_lines_that_are_lines_stay(text: str) -> None:
    assert read(text).text == text


def test_an_item_that_was_wrapped_is_whole() -> None:
    text = (
        WRAPPED
        + "\n  (a) any interface that is listed in the annex to this document and that the Client\n      needs;\n  (b) no other.\n"
    )
    assert lines(text)[1:] == [
        "(a) any interface that is listed in the annex to this document and that the Client needs;",
        "(b) no other.",
    ]


def test_a_wide_gap_is_a_tab_and_other_spaces_are_one() -> None:
    assert read("Client:        Acme  Corp\nFee\tEUR\u00a010").text == "Client:\tAcme Corp\nFee\tEUR 10"


def test_headings_are_capitals_numbered_lines_and_underlined_lines() -> None:
    text = "STATEMENT OF WORK\n\n1. Scope of Services\n\nWe build it.\n\n1.1 Timeline\nIt starts in June and ends in July.\n\nFees\n====\nNet 30.\n"
    assert kinds(read(text)) == [
        ("STATEMENT OF WORK", BlockKind.HEADING, 1),
        ("1. Scope of Services", BlockKind.HEADING, 1),
        ("We build it.", BlockKind.PARAGRAPH, 0),
        ("1.1 Timeline", BlockKind.HEADING, 2),
        ("It starts in June and ends in July.", BlockKind.PARAGRAPH, 0),
        ("Fees", BlockKind.HEADING, 1),
        ("Net 30.", BlockKind.PARAGRAPH, 0),
    ]


def test_items_have_the_level_of_their_indent() -> None:
    items = kinds(read("- one\n  - inner\n    - innermost\n- two\n"))
    assert [(kind, level) for _, kind, level in items] == [(BlockKind.LIST_ITEM, level) for level in (0, 1, 2, 0)]


def table(document: Document) -> list[list[str | None]]:
    (found,) = document.tables
    return [
        [cell.span.of(document.text) if cell.span else None for cell in found.row(index)] for index in range(found.rows)
    ]


def test_columns_set_apart_by_spaces_are_a_table_without_lines() -> None:
    document = read("Role          Rate       Hours\nArchitect     EUR 200    40\nDeveloper     EUR 150    100\n")
    assert table(document) == [
        ["Role", "Rate", "Hours"],
        ["Architect", "EUR 200", "40"],
        ["Developer", "EUR 150", "100"],
    ]
    assert (document.tables[0].header_rows, document.tables[0].ruled) == (1, False)


def test_a_table_drawn_with_characters_is_a_table() -> None:
    document = read(
        "+------+------+\n| Role | Rate |\n+======+======+\n| Lead | 200  |\n+------+------+\n| Dev  |      |\n+------+------+\n"
    )
    assert table(document) == [["Role", "Rate"], ["Lead", "200"], ["Dev", None]]
    assert document.tables[0].header_rows == 1
    assert document.text == "Role\tRate\nLead\t200\nDev"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Fee: € 5".encode(), "utf-8"),
        ("Fee: € 5".encode("utf-8-sig"), "utf-8-sig"),
        ("Fee: € 5".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "Fee: € 5".encode("utf-16-be"), "utf-16"),
        ("Fee: € 5".encode("utf-32"), "utf-32"),
        ("Fee: € 5".encode("cp1252"), "cp1252"),
    ],
)
def test_the_usual_encodings_are_read(data: bytes, encoding: str) -> None:
    document = read_plain(Path("sow.txt"), data)
    assert document.text == "Fee: € 5"
    assert document.metadata == {"encoding": encoding}


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\f", "\u2028"])
def test_every_line_end_is_one(ends: str) -> None:
    assert read(f"Client: Acme{ends}Fee: 5{ends}").text == "Client: Acme\nFee: 5"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"text\x00with NUL", "NUL"),
        ("Fee".encode("utf-16-le"), "NUL"),
        (bytes(range(1, 9)) * 20, "control characters"),
        (b"\xff\xfeF\x00e", "encoding"),
        (b"Fee \x81\x8d", "encoding"),
        (b"", "no text"),
        (b" \n\t\n", "no text"),
        (b"----\n****\n", "no text"),
    ],
)
def test_what_is_no_text_is_an_error(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableInput, match=reason) as caught:
        read_plain(Path("sow.txt"), data)
    assert caught.value.hint


def test_every_block_is_a_unit_of_the_ledger() -> None:
    document = read("Client: Acme\n\nFee: 5")
    assert (document.coverage.units, document.coverage.unread) == (2, ())


LINES = st.lists(
    st.one_of(
        st.text(alphabet="ab (.):-|#*_`\t\u00a0~<>[]!\\&;=+1", max_size=40),
        st.sampled_from(
            ["", "# Fees", "- item", "1. item", "(a) item", "| a | b |", "|---|---|", "Key: value", "A LONG LINE " * 7]
        ),
    ),
    max_size=12,
)


@example(["\\ ", "1"], "sow.md", "\n")
@given(LINES, st.sampled_from(["sow.txt", "sow.md"]), st.sampled_from(["\n", "\r\n"]))
def test_every_block_is_its_quote_and_every_word_comes_from_the_file(parts: list[str], name: str, ends: str) -> None:
    source = ends.join([*parts, "", "end"])
    document = read(source, name)
    previous = 0
    last_start = 0
    for block in document.blocks:
        quote = document.quote(block.span)
        assert quote.text == quote.text.strip() != ""
        assert "\n" not in quote.text
        assert block.span.start >= previous
        previous = block.span.end
        start, end = document.offsets.to_source(block.span)
        assert last_start <= start <= end <= len(source)
        last_start = start
    assert document.text == document.text.strip()


@given(LINES)
def test_plain_text_loses_no_letter(parts: list[str]) -> None:
    source = "\n".join(["start", "", *parts, "", "end"])
    document = read(source)
    if document.media_type == "text/plain":
        shown = [character for character in source if character.isalnum()]
        assert [character for character in document.text if character.isalnum()] == shown
