"""What a paragraph says: every way in which Word hides words is read, and nothing is read twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docx_builders import block_of, paragraph, read_body, words
from sowcheck.core.documents import BlockKind
from sowcheck.ingest.docx.flow import Flow
from sowcheck.ingest.docx.styles import RunLook


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def text_of(inner: str) -> str:
    return read_body(f"<w:p>{inner}</w:p>" + paragraph("End.")).text.removesuffix("\nEnd.").removesuffix("End.")


def test_paragraphs_are_lines_in_order() -> None:
    document = read_body(paragraph("One.") + paragraph("") + paragraph("Two."))
    assert document.text == "One.\nTwo."
    assert [block.span.of(document.text) for block in document.blocks] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("<w:t>net</w:t>") + run("<w:t> 30</w:t>"), "net 30"),
        (run("<w:t>net  \u00a0 30</w:t>"), "net 30"),
        (run("<w:t>non</w:t><w:noBreakHyphen/><w:t>compete</w:t>"), "non-compete"),
        (run("<w:t>pro</w:t><w:softHyphen/><w:t>fit and con\u00adfirm</w:t>"), "profit and confirm"),
        (run("<w:t>con\ufb01rmed</w:t>"), "confirmed"),
        (run("<w:t>Name:</w:t><w:tab/><w:tab/><w:t>Ada</w:t>"), "Name:\tAda"),
        (run("<w:tab/><w:t>Name </w:t><w:ptab/><w:t> Ada</w:t><w:tab/>"), "Name\tAda"),
        ('<w:hyperlink r:id="none">' + run("<w:t>the terms</w:t>") + "</w:hyperlink>", "the terms"),
        ("<w:smartTag>" + run("<w:t>Berlin</w:t>") + "</w:smartTag>", "Berlin"),
        ("<w:customXml>" + run("<w:t>tagged</w:t>") + "</w:customXml>", "tagged"),
        (
            "<w:ruby><w:rt>"
            + run("<w:t>kan</w:t>")
            + "</w:rt><w:rubyBase>"
            + run("<w:t>K</w:t>")
            + "</w:rubyBase></w:ruby>",
            "K",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "1/2",
        ),
        (run('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t> Fixed fee</w:t>'), "☑ Fixed fee"),
        (run("<w:t>q</w:t>", '<w:rFonts w:ascii="Wingdings"/>') + run("<w:t> T&amp;M</w:t>"), "☐ T&M"),
        (run("<w:t>\uf0b7 item</w:t>"), "• item"),
    ],
)
def test_a_run_reads_as_it_is_shown(inner: str, text: str) -> None:
    assert text_of(inner) == text


def test_a_symbol_that_nobody_knows_is_named() -> None:
    document = read_body("<w:p>" + run('<w:sym w:font="Wingdings 3" w:char="F023"/><w:t>Fee</w:t>') + "</w:p>")
    assert document.text == "Fee"
    assert [(unread.where, unread.reason) for unread in document.coverage.unread] == [
        ("paragraph 1 character U+F023 of Wingdings 3", "unmapped_characters")
    ]


def complex_field(code: str, result: str, data: str = "") -> str:
    return (
        run(f'<w:fldChar w:fldCharType="begin">{data}</w:fldChar>')
        + run(f"<w:instrText>{code}</w:instrText>")
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run(f"<w:t>{result}</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )


def test_of_a_field_only_the_result_is_read() -> None:
    assert text_of(run("<w:t>Dated </w:t>") + complex_field("DATE", "1 June 2026")) == "Dated 1 June 2026"
    assert text_of('<w:fldSimple w:instr="REF x">' + run("<w:t>Annex 2</w:t>") + "</w:fldSimple>") == "Annex 2"


def test_a_field_inside_the_instruction_of_another_is_not_read() -> None:
    outer = (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run("<w:instrText>IF </w:instrText>")
        + complex_field("MERGEFIELD x", "hidden test")
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>shown</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )
    assert text_of(outer) == "shown"


def test_a_field_that_spans_paragraphs_loses_no_words() -> None:
    document = read_body(
        "<w:p>"
        + run('<w:fldChar w:fldCharType="begin"/>')
        + run("<w:instrText>TOC</w:instrText>")
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>Scope</w:t>")
        + "</w:p>"
        + "<w:p>"
        + run("<w:t>Fees</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
        + "</w:p>"
        + paragraph("Body.")
    )
    assert document.text == "Scope\nFees\nBody."


def test_form_fields_give_their_values_with_places() -> None:
    box = '<w:ffData><w:name w:val="Remote"/><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    choice = '<w:ffData><w:name w:val="Term"/><w:ddList><w:result w:val="1"/><w:listEntry w:val="Net 30"/><w:listEntry w:val="Net 45"/></w:ddList></w:ffData>'
    filled = '<w:ffData><w:name w:val="Client"/><w:textInput/></w:ffData>'
    blank = '<w:ffData><w:name w:val="Cost center"/><w:textInput/></w:ffData>'
    ends = run('<w:fldChar w:fldCharType="end"/>')
    document = read_body(
        f"<w:p>{run(f'<w:fldChar w:fldCharType={chr(34)}begin{chr(34)}>{box}</w:fldChar>')}{ends}{run('<w:t> remote</w:t>')}</w:p>"
        f"<w:p>{run(f'<w:fldChar w:fldCharType={chr(34)}begin{chr(34)}>{choice}</w:fldChar>')}{ends}</w:p>"
        f"<w:p>{run('<w:t>Client: </w:t>')}{complex_field('FORMTEXT', 'Acme Ltd', filled)}</w:p>"
        f"<w:p>{run('<w:t>Cost center: </w:t>')}{complex_field('FORMTEXT', chr(0x2002) * 5, blank)}</w:p>"
    )
    assert document.text == "☒ remote\nNet 45\nClient: Acme Ltd\nCost center:"
    found = {field.name: (field.value, field.span and field.span.of(document.text)) for field in document.form_fields}
    assert found == {
        "Remote": ("☒", "☒"),
        "Term": ("Net 45", "Net 45"),
        "Client": ("Acme Ltd", "Acme Ltd"),
        "Cost center": ("", None),
    }


def test_a_content_control_is_a_named_field_and_its_words_are_text() -> None:
    control = '<w:sdt><w:sdtPr><w:alias w:val="Effective Date"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    inline = control.format(run("<w:t>1 June 2026</w:t>"))
    document = read_body(f"<w:p>{run('<w:t>Effective: </w:t>')}{inline}</w:p>" + control.format(paragraph("Acme Ltd")))
    assert document.text == "Effective: 1 June 2026\nAcme Ltd"
    assert [field.value for field in document.form_fields] == ["1 June 2026", "Acme Ltd"]


def test_the_grey_words_of_an_empty_control_are_no_text() -> None:
    style = '<w:style w:type="character" w:styleId="PH"><w:name w:val="Placeholder Text"/></w:style>'
    grey = run("<w:t>Click here to enter a date.</w:t>", '<w:rStyle w:val="PH"/>')
    empty = f'<w:sdt><w:sdtPr><w:alias w:val="Start"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{grey}</w:sdtContent></w:sdt>'
    kept = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('<w:t>3 June</w:t>')}</w:sdtContent></w:sdt>"
    )
    document = read_body(f"<w:p>{run('<w:t>Start: </w:t>')}{empty}</w:p><w:p>{kept}</w:p>", styles=style)
    assert document.text == "Start:\n3 June"
    assert [(field.name, field.value, field.span) for field in document.form_fields] == [("Start", "", None)]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_a_text_box_is_read_once_and_after_the_body() -> None:
    box = BOX.format(paragraph("Total: EUR 5,000"))
    drawing = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData "
        "uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = read_body(f"<w:p>{run(drawing)}{run('<w:t>The fee</w:t>')}</w:p>" + paragraph("is fixed."))
    assert document.text == "The fee\nis fixed.\nTotal: EUR 5,000"
    assert words(document, BlockKind.TEXT_BOX) == ["Total: EUR 5,000"]


def test_a_text_box_of_the_older_notation_and_one_inside_it_are_read() -> None:
    inner = f"<w:pict><v:shape><v:textbox>{BOX.format(paragraph('Inner'))}</v:textbox></v:shape></w:pict>"
    outer = BOX.format(paragraph("Outer") + f"<w:p>{run(inner)}</w:p>")
    document = read_body(f"<w:p>{run(f'<w:pict><v:shape><v:textbox>{outer}</v:textbox></v:shape></w:pict>')}</w:p>")
    assert words(document, BlockKind.TEXT_BOX) == ["Outer", "Inner"]


def test_hidden_words_are_left_out_and_named() -> None:
    document = read_body(
        "<w:p>"
        + run("<w:t>Fee </w:t>")
        + run("<w:t>of nothing </w:t>", "<w:vanish/>")
        + run("<w:t>EUR 5</w:t>")
        + "</w:p>"
    )
    assert document.text == "Fee EUR 5"
    (hidden,) = document.hidden
    assert (hidden.where, hidden.reason, hidden.words) == ("paragraph 1", "marked_hidden", "of nothing")
    assert document.coverage.read == document.coverage.units == 2


def test_words_that_are_crossed_out_by_hand_are_a_deletion() -> None:
    document = read_body(
        "<w:p>"
        + run("<w:t>Fee: </w:t>")
        + run("<w:t>EUR 10 </w:t>", "<w:strike/>")
        + run("<w:t>EUR 12</w:t>")
        + "</w:p>"
    )
    assert document.text == "Fee: EUR 12"
    (revision,) = document.revisions
    assert (revision.kind, revision.text, revision.author) == ("deleted", "EUR 10", None)
    assert revision.before == len("Fee: ")


def lines(*texts: str) -> str:
    return "<w:p>" + run("<w:br/>".join(f"<w:t>{text}</w:t>" for text in texts)) + "</w:p>"


def test_lines_of_an_address_stay_lines() -> None:
    document = read_body(lines("Ms Ada Rao", "Head of Delivery", "12 High Street") + paragraph("Dear Ada"))
    assert document.text == "Ms Ada Rao\nHead of Delivery\n12 High Street\nDear Ada"
    assert len(document.blocks) == 4


def test_a_break_inside_a_sentence_is_a_space() -> None:
    document = read_body(lines("This agreement is made by and", "between Acme and", "the Supplier."))
    assert document.text == "This agreement is made by and between Acme and the Supplier."
    assert len(document.blocks) == 1


def test_a_field_and_a_change_over_a_break_have_the_words_of_the_text() -> None:
    control = '<w:sdt><w:sdtPr><w:tag w:val="Parties"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    inner = run("<w:t>between Acme and</w:t><w:br/><w:t>the Supplier</w:t>")
    changed = f'<w:ins w:author="Ada">{run("<w:t>Name</w:t><w:br/><w:t>Title</w:t>")}</w:ins>'
    document = read_body(f"<w:p>{control.format(inner)}</w:p><w:p>{changed}</w:p>")
    assert document.text == "between Acme and the Supplier\nName\nTitle"
    assert document.form_fields[0].value == "between Acme and the Supplier"
    assert document.revisions[0].text == "Name\nTitle"


def test_where_a_converter_kept_the_lines_of_a_page_all_breaks_are_spaces_and_page_numbers_are_footers() -> None:
    sentence = lines(
        "The Supplier shall", "perform the services that are", "described below with", "reasonable care and", "skill"
    )
    half = lines(
        "Acceptance of the deliverables shall be given in writing, and", "may", "be given or", "withheld in the"
    )
    rest = lines("sole discretion of", "the Client.")
    document = read_body(
        lines("EXHIBIT", "A") + sentence * 3 + paragraph("1") + half + paragraph("2") + rest + paragraph("3")
    )
    assert "EXHIBIT A\nThe Supplier shall perform the services" in document.text
    assert "withheld in the sole discretion of the Client." in document.text
    assert words(document, BlockKind.FOOTER) == ["1", "2", "3"]


def test_a_picture_larger_than_a_sixth_of_the_page_is_named_and_a_logo_is_not() -> None:
    picture = (
        '<w:drawing><wp:inline><wp:extent cx="{}" cy="{}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/'
        'drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="x"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    logo, scan = picture.format(1_000_000, 400_000), picture.format(6_000_000, 8_000_000)
    document = read_body(f"<w:p>{run(logo)}{run('<w:t>Scope</w:t>')}</w:p><w:p>{run(scan)}</w:p>")
    assert [(unread.where, unread.reason) for unread in document.coverage.unread] == [
        ("paragraph 2 image 1", "unsupported_content")
    ]
    assert document.coverage.units == 3


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        (
            '<w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
            "</a:graphic></wp:inline></w:drawing>",
            "paragraph 1 chart 1",
        ),
        (
            '<w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>'
            "</a:graphic></wp:inline></w:drawing>",
            "paragraph 1 diagram (SmartArt) 1",
        ),
        (
            '<w:object><v:shape style="width:9pt;height:9pt"><v:imagedata r:id="x"/></v:shape>'
            '<o:OLEObject ProgID="Excel.Sheet.12"/></w:object>',
            "paragraph 1 embedded object Excel.Sheet.12 1",
        ),
        (
            '<w:pict><v:shape style="width:500pt;height:10in"><v:imagedata r:id="x"/></v:shape></w:pict>',
            "paragraph 1 image 1",
        ),
    ],
)
def test_what_cannot_be_read_is_named(inner: str, name: str) -> None:
    document = read_body(f"<w:p>{run(inner)}{run('<w:t>Scope</w:t>')}</w:p>")
    assert [unread.where for unread in document.coverage.unread] == [name]


def test_an_embedded_file_is_named() -> None:
    document = read_body(paragraph("Scope") + '<w:altChunk r:id="x"/>')
    assert [unread.where for unread in document.coverage.unread] == ["embedded file after paragraph 1"]


def test_bold_and_size_are_those_of_all_words() -> None:
    document = read_body(
        "<w:p>"
        + run("<w:t>Fees </w:t>", '<w:b/><w:sz w:val="28"/>')
        + run("<w:t>due</w:t>", '<w:b/><w:sz w:val="20"/>')
        + "</w:p>"
        "<w:p>" + run("<w:t>Fees. </w:t>", "<w:b/>") + run("<w:t>Due now.</w:t>") + "</w:p>"
    )
    first, second = document.blocks
    assert (first.bold, first.size) == (True, 14.0)
    assert not second.bold


def test_headings_come_from_styles_outline_levels_and_short_bold_lines() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Clause"><w:basedOn w:val="berschrift2"/></w:style>'
    )
    long = (
        "The Supplier shall perform the Services with reasonable care and skill. It shall follow the Client's policies. "
        * 2
    )
    document = read_body(
        paragraph("Scope", '<w:pStyle w:val="Clause"/>')
        + paragraph(long, '<w:pStyle w:val="Clause"/>')
        + paragraph("Fees", '<w:outlineLvl w:val="2"/>')
        + paragraph("Acceptance", run="<w:b/>")
        + paragraph("Effective Date: 1 June 2026", run="<w:b/>")
        + paragraph("EUR 120,000.00", run="<w:b/>"),
        styles=styles,
    )
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 3),
        (BlockKind.HEADING, 4),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_indents_are_in_points() -> None:
    document = read_body(paragraph("Scope", '<w:ind w:left="720" w:hanging="360"/>') + paragraph("Fees"))
    assert [block.indent for block in document.blocks] == [18.0, 0.0]
    assert block_of(document, "Fees").kind is BlockKind.PARAGRAPH


@given(st.lists(st.text(alphabet="ab \t\n\u00a0\ufb01\u00ad"), max_size=8))
def test_words_are_the_same_however_they_are_cut_into_runs(pieces: list[str]) -> None:
    cut, whole = Flow(), Flow()
    for piece in pieces:
        cut.add(piece, RunLook())
    whole.add("".join(pieces), RunLook())
    assert cut.text == whole.text
    assert cut.length == len(cut.text)
    assert cut.text.split() == "".join(pieces).replace("\ufb01", "fi").replace("\u00ad", "").split()
    assert all(cut.text[stretch.start : stretch.end].strip() for stretch in cut.stretches)
