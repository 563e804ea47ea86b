"""The report as text, Markdown and HTML: both sides, hidden scope, and nothing of a document as markup."""

import base64
import io
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import PIL.Image
import pytest
from PIL.Image import Image
from reportlab.pdfgen.canvas import Canvas

from case_builders import deal, text_document
from sowcheck.core.analyses import RequiredApproval
from sowcheck.core.assumptions import Alternative, Assumption
from sowcheck.core.cases import Case, CaseDocument
from sowcheck.ingest.reader import read
from sowcheck.report import exhibits
from sowcheck.report.arrange import arrange
from sowcheck.report.build import build_extraction, build_report
from sowcheck.report.html import extraction_page, report_page
from sowcheck.report.markdown import markdown
from sowcheck.report.text import text_report
from sowcheck.report.text_extraction import text_extraction
from sowcheck.report.wording import field_title

Pixel = tuple[int, int, int]

HOSTILE = "\n".join(
    [
        "Statement of <script>alert(1)</script> Work",
        'The fixed fee is EUR 184,000.00"><img src=x onerror=alert(2)> in all.',
        "Invoices are due within thirty (30) days.",
        "Data cleansing is not part of the work.",
        "The team works with Apache Kafka.",
    ]
)
HOSTILE_WORDS = 'EUR 184,000.00"><img src=x onerror=alert(2)>'


class Page(HTMLParser):
    """Collects the tags of a page with their attributes, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def html_of(case: Case, paths: Mapping[str, Path] | None = None) -> str:
    return report_page(arrange(build_report(case)), case, paths or {})


def pdf_deal(folder: Path, lines: tuple[str, ...], words: str) -> tuple[Path, Case]:
    """A deal whose only document is a real PDF with one line of text for each of `lines`."""
    path = folder / "sow.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792), invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 40 * number, line)
    canvas.save()
    return path, deal(CaseDocument(id="doc-1", document=read(path)), words=words)


LINES = (
    "Statement of Work",
    "The fixed fee for the services is EUR 184,000.00, payable as set out below.",
    "Invoices are due within thirty (30) days.",
    "Data cleansing is not part of the work.",
    "The team works with Apache Kafka.",
)


def test_the_text_shows_both_sides_and_what_they_may_cost() -> None:
    text = text_report(arrange(build_report(deal())), terminal=False)
    row = next(line for line in text.splitlines() if "EUR 184,000.00" in line)
    assert "EUR 170,000.00" in row
    assert "\N{MINUS SIGN}EUR 14,000.00" in row
    for words in ("BLOCKED", "62/100", "Hidden scope (1)", "Data cleansing", "Agrees (1)", "5 of 5 parts read"):
        assert words in text


def test_text_for_a_pipe_has_no_colours_and_a_fixed_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    text = text_report(arrange(build_report(deal())), terminal=False)
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) <= 120


def test_text_of_a_document_cannot_steer_the_terminal() -> None:
    document = text_document(HOSTILE.replace("EUR 184,000.00", "EUR 184,000.00\x1b[2J[bold]"))
    case = deal(document, words="EUR 184,000.00\x1b[2J[bold]")
    text = text_report(arrange(build_report(case)), terminal=False)
    assert "\x1b" not in text
    assert "[bold]" in text


def test_every_form_is_headed_by_what_the_deal_is_called() -> None:
    case = deal()
    report = build_report(case, "Q-7 <b>Acme\x1b[2J")
    assert report.reference == "Q-7 <b>Acme\x1b[2J"
    shown = arrange(report)
    assert text_report(shown, terminal=False).startswith("Q-7 <b>Acme[2J\n")
    assert markdown(shown).startswith("# Signed documents against records: Q-7 \\<b\\>Acme\\[2J\n")
    page = report_page(shown, case, {})
    assert "<h1>Q-7 &lt;b&gt;Acme[2J: what was signed, against what the records say</h1>" in page
    assert "<title>Blocked, risk 62: Q-7 &lt;b&gt;Acme[2J</title>" in page


def test_a_report_on_a_deal_without_a_name_names_its_papers() -> None:
    assert build_report(deal()).reference is None
    page = html_of(deal())
    assert "<h1>What was signed, against what the records say</h1>" in page
    assert f"<title>Blocked, risk 62: {deal().documents[0].document.name}</title>" in page


def test_every_form_says_why_somebody_must_approve() -> None:
    case = deal()
    why = RequiredApproval(role="legal", because=("The *cap* is not ours.",))
    gate = case.gate.model_copy(update={"approvals": (why,)})
    shown = arrange(build_report(case.model_copy(update={"gate": gate})))
    assert "Legal: The *cap* is not ours." in text_report(shown, terminal=False)
    assert "- Legal: The \\*cap\\* is not ours." in markdown(shown)
    assert "Legal: The *cap* is not ours." in report_page(shown, case, {})


def test_a_case_without_findings_says_so() -> None:
    case = deal(blocked=False).model_copy(update={"discrepancies": (), "verdicts": ()})
    shown = arrange(build_report(case))
    assert "No discrepancy" in text_report(shown, terminal=False)
    assert "READY" in text_report(shown, terminal=False)
    assert "None between" in markdown(shown)
    assert "None. Where both sides" in html_of(case)


def test_the_table_of_an_extraction_holds_every_assumption() -> None:
    case = deal()
    table = text_extraction(build_extraction(case.documents[0], case.assumptions), terminal=False)
    for assumption in case.assumptions:
        assert assumption.quote.text in table


def test_markdown_takes_nothing_of_a_document_for_markup() -> None:
    case = deal(text_document(HOSTILE + "\n"), words=HOSTILE_WORDS)
    text = markdown(arrange(build_report(case)))
    assert "\\<img" in text
    assert re.search(r"(?<!\\)<", text) is None


def test_markdown_tables_keep_their_columns_when_a_value_holds_a_bar() -> None:
    case = deal()
    barred = case.discrepancies[0].model_copy(update={"document_value": "a | b"})
    text = markdown(arrange(build_report(case.model_copy(update={"discrepancies": (barred,)}))))
    assert "| **a \\| b** | **EUR 170,000.00** |" in text


def test_every_form_shows_the_skills_by_category_with_the_words_that_mean_them() -> None:
    case = deal()
    for shown in (
        text_report(arrange(build_report(case)), terminal=False),
        markdown(arrange(build_report(case))),
        Page(html_of(case)).text,
    ):
        flat = " ".join(shown.split())
        assert "Integration platforms and messaging" in flat
        assert "Apache Kafka" in flat
        assert "“planning of capacity”, by meaning 0.81" in flat
        assert "Elmsoft Studio" in flat


def test_the_page_takes_nothing_of_a_document_for_markup() -> None:
    case = deal(text_document(HOSTILE, name="<b>sow</b>.txt"), words=HOSTILE_WORDS)
    for markup in (
        html_of(case),
        extraction_page(build_extraction(case.documents[0], case.assumptions), case.documents[0], case.assumptions),
    ):
        page = Page(markup)
        assert not page.all("script")
        assert not page.all("img")
        assert not page.all("b")
        assert "onerror=alert(2)" in page.text
    assert "<script>alert(1)</script>" in Page(markup).text


def test_the_page_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    path, case = pdf_deal(tmp_path, LINES, "EUR 184,000.00")
    markup = html_of(case, {"doc-1": path})
    page = Page(markup)
    assert not page.all("script")
    assert not page.all("link")
    assert all((image["src"] or "").startswith("data:image/png;base64,") for image in page.all("img"))
    assert all((link.get("href") or "#").startswith("#") for link in page.all("a"))
    assert "url(" not in markup
    assert "@import" not in markup


def test_a_table_has_column_and_row_headers_and_every_link_a_target() -> None:
    page = Page(html_of(deal()))
    headers = page.all("th")
    assert headers
    assert all(header["scope"] in ("col", "row") for header in headers)
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    assert {(link.get("href") or "")[1:] for link in page.all("a") if link.get("href")} <= set(ids)
    assert len(page.all("h1")) == 1


def test_the_words_of_a_pdf_are_marked_on_the_picture_of_their_page(tmp_path: Path) -> None:
    path, case = pdf_deal(tmp_path, LINES, "EUR 184,000.00")
    found = exhibits.collect(case.assumptions[:1], case.documents, {"doc-1": path})
    picture = decoded(found.pictures["doc-1.a1"].uri)
    yellow = [(x, y) for x in range(picture.width) for y in range(picture.height) if is_marked(pixel(picture, x, y))]
    assert yellow
    scale, box, line_start = 1.7, case.assumptions[0].boxes[0], 72
    left, right = min(x for x, _ in yellow), max(x for x, _ in yellow)
    ink = min(x for x in range(picture.width) for y in range(picture.height) if sum(pixel(picture, x, y)) < 200)
    assert (left - ink) / scale == pytest.approx(box.x0 - line_start, abs=3)
    assert (right - left) / scale == pytest.approx(box.x1 - box.x0, abs=5)
    dark_in_mark = [colours for colours in yellow_area(picture, yellow) if sum(colours) < 200]
    assert dark_in_mark, "the print below the mark is still legible"
    assert 'alt="Page 1 of sow.pdf; marked: EUR 184,000.00"' in html_of(case, {"doc-1": path})


def decoded(uri: str) -> Image:
    return PIL.Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))).convert("RGB")


def pixel(picture: Image, x: int, y: int) -> Pixel:
    colours = picture.getpixel((x, y))
    assert isinstance(colours, tuple)
    return colours[0], colours[1], colours[2]


def is_marked(pixel: Pixel) -> bool:
    red, green, blue = pixel
    return red > 230 and green > 190 and blue < 140


def yellow_area(picture: Image, yellow: list[tuple[int, int]]) -> list[Pixel]:
    xs, ys = [x for x, _ in yellow], [y for _, y in yellow]
    return [pixel(picture, x, y) for x in range(min(xs), max(xs)) for y in range(min(ys), max(ys))]


def test_a_file_that_changed_since_it_was_read_gives_no_picture_and_the_page_says_so(tmp_path: Path) -> None:
    path, case = pdf_deal(tmp_path, LINES, "EUR 184,000.00")
    path.write_bytes(path.read_bytes() + b"\n")
    markup = html_of(case, {"doc-1": path})
    assert not Page(markup).all("img")
    assert "No pictures of sow.pdf" in markup
    assert "<mark>EUR 184,000.00</mark>" in markup


def test_pictures_beyond_the_limit_are_left_out_and_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, case = pdf_deal(tmp_path, LINES, "EUR 184,000.00")
    monkeypatch.setattr(exhibits, "MOST_BYTES", 10)
    markup = html_of(case, {"doc-1": path})
    assert not Page(markup).all("img")
    assert "1 pictures of pages were left out" in markup
    assert "<mark>EUR 184,000.00</mark>" in markup


def doubtful() -> tuple[CaseDocument, list[Assumption]]:
    """Two values of a deal, the first unsure and with another value that competes."""
    case = deal()
    first, second = case.assumptions[:2]
    other = Alternative(
        value=second.value, page=second.page, quote=second.quote, proof=second.proof, extractors=second.extractors
    )
    return case.documents[0], [first.model_copy(update={"needs_review": True, "alternatives": (other,)}), second]


def test_each_assumption_is_named_where_its_words_stand() -> None:
    case = deal()
    page = Page(
        extraction_page(build_extraction(case.documents[0], case.assumptions), case.documents[0], case.assumptions)
    )
    tags = {tag["id"]: tag for tag in page.all("a") if (tag.get("class") or "").startswith("tag")}
    assert set(tags) == {found.id for found in case.assumptions}
    assert {tag["href"] for tag in tags.values()} == {f"#table-{found.id}" for found in case.assumptions}
    for found in case.assumptions:
        assert field_title(found.field) in page.text


def test_what_a_person_has_to_check_is_marked_and_shows_what_competes() -> None:
    document, assumptions = doubtful()
    extraction = build_extraction(document, assumptions)
    table = text_extraction(extraction, terminal=False)
    assert "1 value to check" in table
    assert "or: " in table
    page = extraction_page(extraction, document, assumptions)
    assert page.count("to check") == 1
    assert "or: " in page
    assert "tag doubtful" in page
