"""What a file says of its own version: stamps and drafts with their places, and its history."""

import datetime as dt
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from docx_builders import PAGE, paragraph, table, word_file
from pdf_builders import LEFT, pdf, put
from pdf_builders import paragraph as printed
from sowcheck.core.documents import Document
from sowcheck.core.versions import Versions
from sowcheck.extract.mentions import PaperNames
from sowcheck.extract.reading import read_closely
from sowcheck.extract.versions.drafts import is_draft_stamp
from sowcheck.extract.versions.read import versions_of
from sowcheck.ingest.docx.reader import read_docx
from sowcheck.ingest.pdf.reader import read_pdf
from sowcheck.parse.versions import find_versions, is_later
from sowcheck.segment.outline import segment

PROSE = "The Supplier maps the data of the four plants and hands the maps over to the Client in the agreed form. " * 3
WATERMARK = (
    '<w:p><w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" style="position:absolute;rotation:315" '
    'fillcolor="silver" stroked="f"><v:textpath string="{words}"/></v:shape></w:pict></w:r></w:p>'
)
EDGES = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>'
    '<w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
)


def versions(document: Document, kind: str = "sow") -> Versions:
    reading = read_closely(document, segment(document))
    return versions_of(reading, PaperNames(reading, kind))  # type: ignore[arg-type]


def word(*parts: str, name: str = "paper.docx", section: str = PAGE, **others: str) -> Versions:
    return versions(read_docx(Path(name), word_file("".join(parts), section, **others)))


def stamps(found: Versions) -> list[tuple[str | None, str]]:
    return [(stamp.label, stamp.place) for stamp in found.stamps]


# --- labels ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("SOW-0003 v4 (Execution Version)", ["4"]),
        ("Version 4.0 – 3 May 2026", ["4.0"]),
        ("Rev. C", ["C"]),
        ("REVISION: B, page 2", ["B"]),
        ("Acme_SOW_v3_final2", []),
        ("Acme SOW v3 final2", ["3"]),
        ("Version 3 May 2026", []),
        ("Version 12/05/2026", []),
        ("Coquitlam V3K 3P5", []),
        ("reviewed by A. Berg", []),
        ("from 10 % to 20 %", []),
    ],
)
def test_labels_of_versions(words: str, labels: list[str]) -> None:
    assert [found.value for found in find_versions(words)] == labels


def test_of_two_versions_that_count_alike_one_is_later() -> None:
    assert is_later("4.1", "v4") is True
    assert is_later("Rev. B", "C") is False
    assert is_later("4.0", "4") is None
    assert is_later("4", "C") is None


# --- stamps ------------------------------------------------------------------------------------------------------------


def test_the_footers_of_a_file_are_one_stamp_with_their_pages() -> None:
    count = iter(range(1, 4))

    def page(canvas: Canvas) -> None:
        printed(canvas, 100, PROSE)
        put(canvas, LEFT, 810, f"Version 4.0 - 3 May 2026 - Page {next(count)}")

    (stamp,) = versions(read_pdf(Path("paper.pdf"), pdf(page, page, page))).stamps
    assert (stamp.label, stamp.date, stamp.where) == ("4.0", dt.date(2026, 5, 3), "footer of pages 1 to 3")
    assert stamp.quote is not None
    assert stamp.quote.text.startswith("Version 4.0")


def test_the_footer_of_a_single_page_is_a_stamp() -> None:
    def page(canvas: Canvas) -> None:
        printed(canvas, 100, PROSE * 3)
        put(canvas, LEFT, 810, "Order 17, Rev. C")

    assert stamps(versions(read_pdf(Path("paper.pdf"), pdf(page)))) == [("C", "footer")]


def test_name_and_properties_are_stamps() -> None:
    found = word(paragraph("Statement of Work"), paragraph(PROSE), name="Acme SOW v3 2026-05-04.docx")
    (stamp,) = found.stamps
    assert (stamp.label, stamp.date, stamp.where) == ("3", dt.date(2026, 5, 4), "file name")
    assert not stamp.is_printed


def test_a_copy_of_a_download_is_no_version() -> None:
    (stamp,) = word(paragraph(PROSE), name="SOW (2).docx").stamps
    assert (stamp.label, stamp.words) == (None, "SOW (2).docx")


def test_the_version_of_another_paper_is_no_stamp_of_this_one() -> None:
    body = [paragraph("Order Form"), paragraph("Statement of Work TCP-17, version 2.0"), paragraph(PROSE)]
    document = read_docx(Path("order.docx"), word_file("".join(body)))
    assert stamps(versions(document, "order_form")) == []
    assert stamps(versions(document, "sow")) == [("2.0", "text")]


def test_a_software_version_is_no_stamp() -> None:
    assert stamps(word(paragraph("Software platform version 9.2"), paragraph(PROSE))) == []


def test_the_last_row_of_the_history_is_the_version_at_hand() -> None:
    rows = (
        ["Version", "Date", "Summary of change"],
        ["1.0", "1 May 2026", "First issue"],
        ["2.0", "9 May 2026", "Two plants more"],
    )
    for order in (rows, (rows[0], rows[2], rows[1])):
        found = word(paragraph("Statement of Work"), paragraph(PROSE), table(*order))
        assert [(row.label, row.change) for row in found.history] == [
            ("1.0", "First issue"),
            ("2.0", "Two plants more"),
        ]
        assert [(stamp.label, stamp.date, stamp.place) for stamp in found.stamps] == [
            ("2.0", dt.date(2026, 5, 9), "history")
        ]


def test_a_table_of_products_is_no_history() -> None:
    products = table(
        ["Software", "Version", "Description"], ["Ledger", "12.1", "accounts"], ["Portal", "3.0", "self service"]
    )
    assert word(paragraph(PROSE), products).history == ()


# --- drafts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "DRAFT",
        "[Draft]",
        "DRAFT v2 – not for signature",
        "Draft for discussion purposes only",
        "Confidential draft",
        "SUBJECT TO CONTRACT",
        "Subject to contract and without prejudice",
        "For internal review only",
        "Draft of 3 May 2026",
        "Working draft, subject to legal review",
        "Draft Statement of Work",
        "Hollis Draft 4/5/26",
        "Preliminary draft for review by legal",
        "NOT FOR EXECUTION",
        "Entwurf",
    ],
)
def test_a_stamp_of_a_draft(words: str) -> None:
    assert is_draft_stamp(words)
    header = word(paragraph(PROSE), section=EDGES, header1=paragraph(f"Acme – {words}"), footer1=paragraph("Page 1"))
    opening = word(paragraph(words), paragraph(PROSE))
    assert [mark.place for mark in header.drafts] == ["header"]
    assert [mark.place for mark in opening.drafts] == ["text"]


@pytest.mark.parametrize(
    "words",
    [
        "Draft Report",
        "Draft deliverables",
        "draft invoice",
        "Draft migration plan for review",
        "Subject to contract price",
        "Drafting",
    ],
)
def test_the_draft_of_something_is_no_draft(words: str) -> None:
    assert not is_draft_stamp(words)
    assert word(paragraph(words), paragraph(PROSE)).drafts == ()


def test_a_title_may_end_in_the_stamp_of_a_draft() -> None:
    found = word(paragraph("Statement of Work (Draft for review)"), paragraph(PROSE))
    assert [mark.words for mark in found.drafts] == ["(Draft for review)"]


def test_the_body_may_speak_of_drafts() -> None:
    milestones = table(["Milestone", "Due"], ["Draft", "1 June 2026"], ["Final", "1 July 2026"])
    body = [
        paragraph("Statement of Work"),
        paragraph(PROSE),
        paragraph(PROSE),
        paragraph("The Supplier submits a draft of each report for review only by the Client."),
        paragraph("Draft"),
        milestones,
        paragraph("This draft report is reviewed within five days."),
    ]
    assert word(*body).drafts == ()


def test_a_watermark_of_word_is_a_draft() -> None:
    marked = WATERMARK.format(words="DRAFT - NOT FOR SIGNATURE")
    found = word(paragraph(PROSE), section=EDGES, header1=marked + paragraph("Acme"), footer1=paragraph("Page 1"))
    assert [(mark.place, mark.words) for mark in found.drafts] == [("overlay", "DRAFT - NOT FOR SIGNATURE")]


def test_a_watermark_over_pages_is_one_mark() -> None:
    def page(canvas: Canvas) -> None:
        printed(canvas, 100, PROSE * 4)
        canvas.translate(300, 500)
        canvas.rotate(45)
        canvas.setFont("Helvetica-Bold", 90)
        canvas.setFillGray(0.8)
        canvas.drawCentredString(0, 0, "DRAFT")

    (mark,) = versions(read_pdf(Path("paper.pdf"), pdf(page, page))).drafts
    assert (mark.place, mark.where, mark.words) == ("overlay", "box or watermark of pages 1 to 2", "DRAFT")


def test_a_paper_that_says_it_is_a_draft() -> None:
    found = word(paragraph("This document is a draft for discussion and binds neither party."), paragraph(PROSE))
    assert [mark.place for mark in found.drafts] == ["text"]


def test_a_status_of_draft_in_the_table_of_the_cover() -> None:
    assert word(table(["Client", "Brightwater"], ["Document status", "Draft"]), paragraph(PROSE)).drafts
    assert not word(table(["Client", "Brightwater"], ["Document status", "Final"]), paragraph(PROSE)).drafts


@pytest.mark.parametrize(
    ("name", "is_draft"),
    [
        ("Acme SOW DRAFT.docx", True),
        ("SOW_draft_v3.docx", True),
        ("AcmeSOWDraft2.docx", True),
        ("Overdraft SOW.docx", False),
        ("SOW Draft Report.docx", False),
        ("Drafting SOW.docx", False),
    ],
)
def test_a_name_of_a_draft(name: str, is_draft: bool) -> None:
    assert bool(word(paragraph(PROSE), name=name).drafts) is is_draft
