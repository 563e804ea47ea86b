"""Headers, footers, notes, properties and signatures: parts beside the body."""

import io
from itertools import pairwise

import docx

from docx_builders import PAGE, paragraph, read, read_body, template, word_file, words, zipped
from sowcheck.core.documents import BlockKind, Document


def section(*references: str, extra: str = "") -> str:
    inner = "".join(
        f'<w:{name.split(":")[0].rstrip("0123456789")}Reference w:type="{name.split(":")[1]}" r:id="{name.split(":")[0]}"/>'
        for name in references
    )
    return f'<w:sectPr>{inner}<w:pgSz w:w="12240" w:h="15840"/>{extra}</w:sectPr>'


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_headers_and_footers_follow_the_body_each_distinct_one_once() -> None:
    body = paragraph("First section.") + f"<w:p><w:pPr>{section('header1:default', 'footer1:default')}</w:pPr></w:p>"
    data = word_file(
        body + paragraph("Second section."),
        section("header2:default", "footer2:default"),
        header1=paragraph("Acme Ltd"),
        header2=paragraph("Acme Ltd"),
        footer1=paragraph("Page 1"),
        footer2=paragraph("Confidential"),
    )
    document = read(data)
    assert document.text == "First section.\nSecond section.\nAcme Ltd\nPage 1\nConfidential"
    assert words(document, BlockKind.HEADER) == ["Acme Ltd"]
    assert words(document, BlockKind.FOOTER) == ["Page 1", "Confidential"]


def test_a_first_page_header_counts_only_if_a_first_page_differs() -> None:
    headers = {"header1": paragraph("Cover"), "header2": paragraph("Other pages")}
    both = "header1:first", "header2:default"
    shown = read(word_file(paragraph("Body"), section(*both, extra="<w:titlePg/>"), **headers))
    hidden = read(word_file(paragraph("Body"), section(*both), **headers))
    assert words(shown, BlockKind.HEADER) == ["Cover", "Other pages"]
    assert words(hidden, BlockKind.HEADER) == ["Other pages"]


def test_a_header_made_by_python_docx_is_read() -> None:
    made = docx.Document()
    made.add_paragraph("Body")
    made.sections[0].header.paragraphs[0].text = "Acme Ltd"
    made.sections[0].footer.paragraphs[0].text = "Confidential"
    assert read(saved(made)).text == "Body\nAcme Ltd\nConfidential"


NOTES = (
    '<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2">{paragraph("Excluding VAT.")}</w:footnote><w:footnote w:id="3">{paragraph("Unused.")}</w:footnote>'
    f'<w:footnote w:id="4">{paragraph("Net of discount.")}</w:footnote>'
)


def test_notes_follow_the_body_with_their_numbers() -> None:
    body = (
        '<w:p><w:r><w:t>Fee: EUR 5</w:t></w:r><w:r><w:footnoteReference w:id="4"/></w:r><w:r><w:t> a day</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="7"/></w:r></w:p>'
    )
    ends = f'<w:endnote w:id="7">{paragraph("See Annex.")}</w:endnote>'
    document = read_body(body, footnotes=NOTES, endnotes=ends)
    assert document.text == "Fee: EUR 5 a day\nNet of discount.\nExcluding VAT.\nSee Annex."
    notes = [block for block in document.blocks if block.kind is BlockKind.FOOTNOTE]
    assert [note.label for note in notes] == ["1", "2", "1"]


def test_a_note_whose_reference_was_deleted_is_gone() -> None:
    body = '<w:p><w:r><w:t>Fee</w:t></w:r><w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del></w:p>'
    assert read_body(body, footnotes=NOTES).text == "Fee"


def test_the_watermark_is_a_text_box() -> None:
    mark = '<w:p><w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r></w:p>'
    document = read(word_file(paragraph("Body"), section("header1:default"), header1=mark))
    assert words(document, BlockKind.TEXT_BOX) == ["DRAFT"]


def test_places_in_a_header_are_named_after_it() -> None:
    hidden = paragraph("secret", run="<w:vanish/>")
    document = read(word_file(paragraph("Body"), section("header1:default"), header1=hidden))
    assert [hidden.where for hidden in document.hidden] == ["header 1 paragraph 1"]


def test_properties_of_the_file_are_metadata() -> None:
    made = docx.Document()
    made.add_paragraph("Body")
    made.core_properties.title = "SOW 7"
    made.core_properties.author = "Ada Rao"
    made.core_properties.revision = 4
    found = read(saved(made)).metadata
    assert (found["title"], found["author"], found["revision"]) == ("SOW 7", "Ada Rao", "4")
    assert found["created"].startswith("2013-12-23")


def signed(document: Document) -> list[tuple[str, bool]]:
    return [(field.name, field.signed) for field in document.signature_fields]


LINE = (
    '<w:p><w:r><w:pict><v:shape style="width:192pt;height:96pt"><v:imagedata r:id="x"/><o:signatureline issignatureline="t" '
    'id="{KEY}" o:suggestedsigner="Ada Rao" o:suggestedsigner2="CEO"/></v:shape></w:pict></w:r></w:p>'
)
SIGNATURE = (
    b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><Object><SetupID>{KEY}</SetupID></Object></Signature>'
)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {found: archive.read(found) for found in archive.namelist()}
    return zipped({**parts, name: content})


def test_a_signature_line_is_signed_if_a_digital_signature_names_it() -> None:
    data = word_file(paragraph("Body") + LINE)
    assert signed(read(data)) == [("Ada Rao, CEO", False)]
    assert signed(read(with_part(data, "_xmlsignatures/sig1.xml", SIGNATURE))) == [("Ada Rao, CEO", True)]


def test_a_digital_signature_without_a_line_is_one() -> None:
    data = with_part(word_file(paragraph("Body")), "_xmlsignatures/sig1.xml", b"<Signature/>")
    assert signed(read(data)) == [("digital signature 1", True)]


def test_every_unit_is_in_the_ledger() -> None:
    box = (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('Box')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    body = paragraph("Body") + f'<w:p><w:r><w:t>Fee</w:t>{box}<w:footnoteReference w:id="2"/></w:r></w:p>'
    comments = '<w:comment w:id="0"><w:p><w:r><w:t>Check.</w:t></w:r></w:p></w:comment>'
    data = word_file(body, section("header1:default"), header1=paragraph("Acme"), footnotes=NOTES, comments=comments)
    coverage = read(data).coverage
    assert (coverage.units, coverage.unread) == (6, ())


def test_blocks_do_not_overlap_and_stand_in_order() -> None:
    document = read(word_file(paragraph("Body") + LINE + paragraph("End"), PAGE))
    spans = [block.span for block in document.blocks]
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_a_document_with_macros_is_read_and_a_strict_one_too() -> None:
    parts = template()
    made = word_file(paragraph("Body"))
    macro = with_part(made, "word/vbaProject.bin", b"\x00macro")
    assert read(macro).text == "Body"
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in {**parts, "word/document.xml": made_part(made)}.items()
    }
    assert read(zipped(strict)).text == "Body"


def test_the_main_part_may_have_another_name() -> None:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("Body"), header1=paragraph("Acme")))) as archive:
        parts = {name.replace("document.xml", "document2.xml"): archive.read(name) for name in archive.namelist()}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    assert read(zipped(parts)).text == "Body"


def made_part(data: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")
