"""Labels are counted as Word counts them."""

import pytest

from docx_builders import labels, levels, listed, paragraph, read_body
from sowcheck.core.documents import BlockKind
from sowcheck.ingest.docx.numerals import numeral

LEGAL = levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)"))


def numbering(abstract: str, *numbers: str) -> str:
    """Lists 1, 2, … of one abstract list; each may bring overrides."""
    entries = "".join(
        f'<w:num w:numId="{index}"><w:abstractNumId w:val="0"/>{overrides}</w:num>'
        for index, overrides in enumerate(numbers or ("",), start=1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>{entries}'


def test_levels_count_and_start_again_below_a_higher_one() -> None:
    body = "".join(listed("Words.", 1, level) for level in (0, 1, 2, 2, 1, 2, 3, 0, 1))
    document = read_body(body, numbering=numbering(LEGAL))
    assert labels(document) == ["1.", "1.1", "(a)", "(b)", "1.2", "(a)", "(i)", "2.", "2.1"]
    assert "1." not in document.text


def test_a_bullet_of_a_symbol_font_is_a_bullet() -> None:
    look = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'
        '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl>'
    )
    document = read_body("".join(listed("Words.", 1, level) for level in (0, 1, 2)), numbering=numbering(look))
    assert labels(document) == ["•", "•", None]
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.LIST_ITEM, 0),
        (BlockKind.LIST_ITEM, 1),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_two_lists_of_one_kind_go_on_counting_unless_one_starts_anew() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = listed("A", 1) + listed("B", 2) + listed("C", 3) + listed("D", 3) + listed("E", 1)
    document = read_body(body, numbering=numbering(LEGAL, "", "", start))
    assert labels(document) == ["1.", "2.", "1.", "2.", "3."]


def test_a_list_can_replace_a_level() -> None:
    own = '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Part %1"/></w:lvl></w:lvlOverride>'
    document = read_body(listed("A", 1) + listed("B", 1), numbering=numbering(LEGAL, own))
    assert labels(document) == ["Part III", "Part IV"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("0", ["1.", "1.1", "(a)", "1.2", "(b)", "2.", "(c)"]),
        ("1", ["1.", "1.1", "(a)", "1.2", "(b)", "2.", "(a)"]),
        ("2", ["1.", "1.1", "(a)", "1.2", "(a)", "2.", "(a)"]),
    ],
)
def test_a_level_starts_again_only_below_the_level_it_names(restart: str, expected: list[str]) -> None:
    look = LEGAL.replace(
        '<w:numFmt w:val="lowerLetter"/>', f'<w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="{restart}"/>'
    )
    body = "".join(listed("Words.", 1, level) for level in (0, 1, 2, 1, 2, 0, 2))
    assert labels(read_body(body, numbering=numbering(look))) == expected


def test_legal_levels_show_figures_only() -> None:
    look = levels(("upperRoman", "Article %1"), ("decimal", "Section %1.%2"), extra="<w:isLgl/>")
    document = read_body(listed("A", 1) + listed("B", 1, 1), numbering=numbering(look))
    assert labels(document) == ["Article 1", "Section 1.1"]


def test_a_deep_level_without_a_higher_one_shows_the_start() -> None:
    assert labels(read_body(listed("A", 1, 1), numbering=numbering(LEGAL))) == ["1.1"]


STYLED = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="L1"/><w:lvlText w:val="%1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="L2"/><w:lvlText w:val="%1.%2"/></w:lvl>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="L1"><w:name w:val="Legal 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="L2"><w:name w:val="Legal 2"/><w:basedOn w:val="L1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L3"><w:name w:val="Plain"/><w:basedOn w:val="L2"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)


def test_a_style_brings_its_list_and_its_level() -> None:
    body = "".join(
        paragraph("Words.", f'<w:pStyle w:val="{style}"/>') for style in ("L1", "L2", "L2", "L3", "L1", "L2")
    )
    document = read_body(body, numbering=numbering(STYLED), styles=STYLES)
    assert labels(document) == ["1", "1.1", "1.2", None, "2", "2.1"]


def test_a_paragraph_can_leave_the_list_of_its_style() -> None:
    off = '<w:pStyle w:val="L1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    document = read_body(paragraph("Words.", off), numbering=numbering(STYLED), styles=STYLES)
    assert labels(document) == [None]


def test_a_list_can_borrow_the_levels_of_a_numbering_style() -> None:
    style = (
        '<w:style w:type="numbering" w:styleId="Clauses"><w:name w:val="Clauses"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{LEGAL}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Clauses"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert labels(read_body(listed("A", 2, 0) + listed("B", 2, 1), numbering=lists, styles=style)) == ["1.", "1.1"]


def test_clauses_of_a_legal_list_are_paragraphs_and_lettered_ones_are_items() -> None:
    body = listed("Customer will pay the fees as stated below.", 1, 1) + listed("travel at cost;", 1, 2)
    document = read_body(body, numbering=numbering(LEGAL))
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]


def test_a_bold_numbered_line_is_a_heading_of_its_depth() -> None:
    def bold(text: str, level: int) -> str:
        return listed(text, 1, level).replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")

    document = read_body(bold("Fees", 0) + bold("Invoicing", 1), numbering=numbering(LEGAL))
    assert [(block.kind, block.level) for block in document.blocks] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2)]


def test_a_list_that_does_not_exist_gives_no_label() -> None:
    assert labels(read_body(listed("Words.", 99), numbering=numbering(LEGAL))) == [None]


@pytest.mark.parametrize(
    ("count", "style", "written"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (27, "upperLetter", "AA"),
        (3, "decimalZero", "03"),
        (112, "ordinal", "112th"),
        (22, "ordinal", "22nd"),
        (21, "cardinalText", "Twenty-one"),
        (12, "ordinalText", "Twelfth"),
        (20, "ordinalText", "Twentieth"),
        (35, "ordinalText", "Thirty-fifth"),
        (7, "chineseCounting", "7"),
        (5, "none", ""),
    ],
)
def test_numbers_are_written_in_the_style_of_the_list(count: int, style: str, written: str) -> None:
    assert numeral(count, style) == written
