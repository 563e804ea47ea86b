"""The page: self-contained, accessible, every link arrives, and nothing of a log becomes markup."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from eval_builders import FIXTURES, deal, document, flag, found, gold, log, replaced, verdict
from sowcheck.evals.log import Expected, Failure, Log, Skipped
from sowcheck.evals.report.build import build
from sowcheck.evals.report.context import files_by_content
from sowcheck.evals.report.model import Bin, CurvePoint, Measured
from sowcheck.evals.report.plots import calibration_plot, length_plot, risk_coverage_plot
from sowcheck.evals.report.render import page

TERMS = "billing.payment_terms_days"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> $\\alpha$ {{ 7*7 }}'
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """The tags of a page with their attributes, its text, and whether every tag is closed in its place."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def hostile_log() -> Log:
    """A log in which every word that comes from outside is hostile."""
    entry = document(
        f"D1{HOSTILE}",
        facts=[gold(TERMS, 30, HOSTILE), gold("msa.reference", HOSTILE, HOSTILE), gold("price.currency", "EUR")],
        predictions=[found(TERMS, 45, HOSTILE), found("scope.exclusions", HOSTILE, HOSTILE)],
    )
    failed = document(f"D2{HOSTILE}").model_copy(
        update={"error": Failure(type="Bad", message=HOSTILE), "format": HOSTILE}
    )
    troubled = deal(
        f"P1{HOSTILE}",
        expected=[Expected(kind="value_mismatch", field=TERMS, key=HOSTILE, document_value=HOSTILE, why=HOSTILE)],
        discrepancies=[flag("value_mismatch", "price.currency", HOSTILE)],
        verdicts=[verdict(TERMS, "match")],
        must_match=["price.currency"],
    ).model_copy(update={"gate": HOSTILE})
    made = log([entry, failed], [troubled])
    header = made.header
    return made.model_copy(
        update={
            "header": header.model_copy(
                update={
                    "id": HOSTILE,
                    "started": HOSTILE,
                    "dataset": header.dataset.model_copy(
                        update={"name": HOSTILE, "skipped": (Skipped(what=HOSTILE, why=HOSTILE),)}
                    ),
                    "configuration": header.configuration.model_copy(update={"extractors": (HOSTILE,)}),
                }
            )
        }
    )


@pytest.fixture(scope="module")
def real(fixtures_log: Log) -> str:
    """The page of two runs over the fixtures, the second without what is not proven."""
    second = [
        entry.model_copy(update={"predictions": tuple(found for found in entry.predictions if found.proof == "proven")})
        for entry in fixtures_log.documents
    ]
    return page(build([fixtures_log, replaced(fixtures_log, second)], files_by_content([FIXTURES])))


def test_nothing_of_a_log_becomes_markup() -> None:
    made = hostile_log()
    shown = Page(page(build([made, replaced(made, made.documents[1:])])))
    assert shown.all("script") == []
    assert shown.all("img") == []
    assert not [name for _, attributes in shown.tags for name in attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in shown.text
    assert "{{ 7*7 }}" in shown.text
    assert "49" not in re.findall(r"\b49\b", shown.text)


def test_the_page_needs_nothing_from_elsewhere(real: str) -> None:
    shown = Page(real)
    policy = next(row["content"] for row in shown.all("meta") if row.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    links = [value for _, attributes in shown.tags for name, value in attributes.items() if name in ("href", "src")]
    links += [value for _, attributes in shown.tags for name, value in attributes.items() if name == "xlink:href"]
    assert links
    assert all(value and value.startswith("#") for value in links)
    assert "@import" not in real
    assert "url(http" not in real


def test_every_id_is_there_once_and_every_link_arrives(real: str) -> None:
    shown = Page(real)
    ids = [attributes["id"] for _, attributes in shown.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    targets = {
        value.removeprefix("#")
        for _, attributes in shown.tags
        for name, value in attributes.items()
        if name in ("href", "xlink:href") and value
    }
    targets |= set(re.findall(r"url\(#([^)]+)\)", real))
    targets |= {str(row["aria-labelledby"]) for _, row in shown.tags if row.get("aria-labelledby")}
    assert targets <= set(ids)


def test_every_tag_is_closed(real: str) -> None:
    assert Page(real).open == []


def test_tables_and_plots_can_be_read_out(real: str) -> None:
    shown = Page(real)
    assert all(row.get("scope") for row in shown.all("th"))
    plots = [row for row in shown.all("svg") if row.get("class") == "plot"]
    assert len(plots) == 6
    assert all(row["role"] == "img" and row["aria-label"] for row in plots)
    assert all(row.get("aria-hidden") == "true" for row in shown.all("svg") if row.get("class") == "bar")
    assert [row["lang"] for row in shown.all("html")] == ["en"]
    levels = [int(tag[1]) for tag, _ in shown.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_shows_both_runs_and_what_differs(real: str) -> None:
    text = Page(real).text
    assert "Worse. F1, all fields" in text
    for words in ("Precision", "95 % interval", "Accuracy at 80 % coverage", "Verdicts on fields", "Time a page"):
        assert text.count(words) >= 2


def test_the_words_of_an_error_are_marked(fixtures_log: Log) -> None:
    shown = build([fixtures_log], files_by_content([FIXTURES]))
    markup = page(shown)
    assert len(Page(markup).all("mark")) >= shown.runs[0].error_count
    assert len(markup.encode()) < 5_000_000


def test_a_run_without_anything_still_has_a_page() -> None:
    text = Page(page(build([log()]))).text
    assert "0 documents; 0 facts" in text
    assert "not measured" in text


def test_a_run_that_has_not_finished_says_so() -> None:
    shown = Page(page(build([log([document()]).model_copy(update={"end": None})])))
    assert "Not finished" in shown.text


def test_figures_that_were_not_measured_are_no_zeros() -> None:
    text = Page(page(build([log([document(facts=[gold(TERMS, 30)])])]))).text
    precision = text[text.index("Precision") :]
    assert precision.split()[1:3] == ["not", "measured"]


BINS = (Bin(0.35, Measured("Right", 0.2, 0.1, 0.4, 12)), Bin(0.9, Measured("Right", 0.95, 0.9, 1.0, 80)))


def test_a_plot_has_the_colours_of_its_page_and_words_as_text() -> None:
    drawn = calibration_plot(BINS, "one")
    assert "var(--link)" in drawn
    assert not re.findall(r"#[0-9a-fA-F]{6}", drawn)
    assert "<style" not in drawn
    assert ">share that is right</text>" in drawn
    assert "confidence 35 %: 20 % right of 12" in drawn


def test_two_plots_on_one_page_share_no_id() -> None:
    ids = [set(re.findall(r'\bid="([^"]+)"', calibration_plot(BINS, name))) for name in ("one", "two")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_plot_is_drawn_the_same_each_time() -> None:
    curve = [CurvePoint(0.5, 0.0), CurvePoint(1.0, 0.25)]
    assert risk_coverage_plot(curve, "one") == risk_coverage_plot(curve, "one")
    assert "25 % wrong at full coverage" in risk_coverage_plot(curve, "one")


def test_names_of_documents_are_words_in_a_plot_and_not_markup_or_mathematics() -> None:
    shown = build([hostile_log()]).runs[0]
    drawn = length_plot(shown.worst, "one")
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "$\\alpha$" in drawn
