"""Tables are grids of places in the text."""

from docx_builders import paragraph, read_body, table, words
from sowcheck.core.documents import BlockKind, Document


def texts(document: Document, index: int = 0) -> list[tuple[int, int, int, int, str | None]]:
    """Row, column, row span, column span and words of each cell."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.span.of(document.text) if cell.span else None)
        for cell in document.tables[index].cells
    ]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def rows(*lines: str) -> str:
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def test_a_row_is_a_line_and_a_cell_is_a_block() -> None:
    document = read_body(paragraph("Rates:") + table(["Role", "Rate"], ["Architect", "EUR 200"]) + paragraph("Net 30."))
    assert document.text == "Rates:\nRole\tRate\nArchitect\tEUR 200\nNet 30."
    assert words(document, BlockKind.TABLE_CELL) == ["Role", "Rate", "Architect", "EUR 200"]
    assert texts(document)[2] == (1, 0, 1, 1, "Architect")


def test_an_empty_cell_has_no_span_and_leaves_no_gap() -> None:
    document = read_body(table(["Role", "", "Rate"], ["", "", ""], ["a", "b", "c"]))
    assert document.text == "Role\tRate\na\tb\tc"
    assert texts(document)[1] == (0, 1, 1, 1, None)
    assert (document.tables[0].rows, document.tables[0].columns) == (3, 3)


def test_merged_cells_have_their_extent() -> None:
    document = read_body(
        rows(
            cell("Phase", '<w:vMerge w:val="restart"/>') + cell("Fees", '<w:gridSpan w:val="2"/>'),
            cell("", "<w:vMerge/>") + cell("EUR") + cell("USD"),
            cell("Build") + cell("10") + cell("11"),
        )
    )
    assert texts(document)[:4] == [
        (0, 0, 2, 1, "Phase"),
        (0, 1, 1, 2, "Fees"),
        (1, 1, 1, 1, "EUR"),
        (1, 2, 1, 1, "USD"),
    ]


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("Total")}</w:tr>'
    document = read_body(rows(cell("a") + cell("b")).replace("</w:tbl>", f"{late}</w:tbl>"))
    assert texts(document)[-1] == (1, 1, 1, 1, "Total")


def test_words_under_a_merged_cell_are_named() -> None:
    document = read_body(
        rows(cell("a", '<w:vMerge w:val="restart"/>') + cell("b"), cell("lost", "<w:vMerge/>") + cell("c"))
    )
    assert [unread.where for unread in document.coverage.unread] == [
        "covered table cell (row 2, column 1) after paragraph 2"
    ]


def test_rows_and_cells_inside_content_controls_are_read() -> None:
    wrapped = '<w:sdt><w:sdtPr><w:alias w:val="Client"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    inner = wrapped.format(cell("Acme"))
    line = "<w:sdt><w:sdtContent><w:tr>" + cell("x") + cell("y") + "</w:tr></w:sdtContent></w:sdt>"
    document = read_body(rows(cell("Client") + inner).replace("</w:tbl>", f"{line}</w:tbl>"))
    assert document.text == "Client\tAcme\nx\ty"
    assert [(field.name, field.value) for field in document.form_fields] == [("Client", "Acme")]


def test_the_paragraphs_of_a_cell_are_lines_of_one_block() -> None:
    both = f"<w:tc>{paragraph('By: /s/ Ada')}{paragraph('')}{paragraph('Title: CEO')}</w:tc>"
    document = read_body(rows(both + cell("By:")))
    assert words(document, BlockKind.TABLE_CELL) == ["By: /s/ Ada\nTitle: CEO", "By:"]
    assert document.text == "By: /s/ Ada\nTitle: CEO\tBy:"


def test_a_table_in_a_cell_follows_the_row_as_its_own_table() -> None:
    inner = table(["M1", "EUR 10"], ["M2", "EUR 20"])
    outer = rows(
        cell("Milestones") + f"<w:tc>{paragraph('as follows')}{inner}{paragraph('')}</w:tc>",
        cell("Term") + cell("1 year"),
    )
    document = read_body(outer)
    assert document.text == "Milestones\tas follows\nM1\tEUR 10\nM2\tEUR 20\nTerm\t1 year"
    assert [found.columns for found in document.tables] == [2, 2]
    assert texts(document, 1)[0][4] == "M1"


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = read_body(rows(f"<w:tc>{paragraph('Scope')}{paragraph('We build it.')}</w:tc>"))
    assert document.tables == ()
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH] * 2


def bold(text: str, properties: str = "") -> str:
    return cell(text, properties).replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")


SHADE = '<w:shd w:val="clear" w:fill="D9E2F3"/>'


def test_header_rows_are_those_that_repeat_or_stand_out() -> None:
    repeated = rows(cell("Role") + cell("Rate"), cell("a") + cell("1")).replace(
        "<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1
    )
    stands_out = rows(bold("Role") + bold("Rate"), cell("a") + cell("1"))
    shaded = rows(cell("Role", SHADE) + cell("Rate", SHADE), cell("a") + cell("1"))
    labelled = rows(bold("Client", SHADE) + cell("Acme"), bold("Fee", SHADE) + cell("1"))
    figures = rows(bold("Fee") + bold("EUR 10"), cell("a") + cell("1"))
    document = read_body(paragraph("x").join((repeated, stands_out, shaded, labelled, figures)))
    assert [found.header_rows for found in document.tables] == [1, 1, 1, 0, 0]


def test_a_table_style_makes_a_header_where_the_table_asks_for_it() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="Base"><w:name w:val="Base"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        '</w:tblStylePr></w:style><w:style w:type="table" w:styleId="Grid"><w:name w:val="G"/><w:basedOn w:val="Base"/></w:style>'
    )
    look = '<w:tblStyle w:val="Grid"/><w:tblLook {}/>'
    three = ["Role", "Rate", "Hours"], ["a", "1", "2"]
    asked = table(*three, properties=look.format('w:firstRow="1"'))
    by_mask = table(*three, properties=look.format('w:val="04A0"'))
    not_asked = table(*three, properties=look.format('w:firstRow="0" w:val="04A0"'))
    labelled = table(["Client", "Acme"], ["Term", "one year"], properties=look.format('w:firstRow="1"'))
    document = read_body(paragraph("x").join((asked, by_mask, not_asked, labelled)), styles=styles)
    assert [found.header_rows for found in document.tables] == [1, 1, 0, 0]


def test_a_number_that_word_writes_is_what_an_otherwise_empty_cell_shows() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    number = f"<w:tc>{paragraph('', '<w:numPr><w:ilvl w:val=' + chr(34) + '0' + chr(34) + '/><w:numId w:val=' + chr(34) + '1' + chr(34) + '/></w:numPr>')}</w:tc>"
    document = read_body(rows(number + cell("Kick-off"), number + cell("Go-live")), numbering=lists)
    assert document.text == "1.\tKick-off\n2.\tGo-live"


def test_a_table_of_a_text_box_is_a_table_too() -> None:
    box = f"<w:txbxContent>{table(['Fee', 'EUR 5'])}</w:txbxContent>"
    document = read_body(
        f"<w:p><w:r><w:t>Body</w:t><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    assert document.text == "Body\nFee\tEUR 5"
    assert len(document.tables) == 1
