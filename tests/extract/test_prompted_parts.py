"""The parts in which a model reads a document: nothing is left out, nothing is read twice, tables stay whole."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract_builders import document_of
from segment_builders import written
from sowcheck.core.documents import Document
from sowcheck.core.spans import Span
from sowcheck.extract.prompted.facts import Part
from sowcheck.extract.prompted.parts import MOST, halved, parts_of
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.ingest.reader import read
from sowcheck.segment.outline import segment

FIXTURES = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "deals").glob("*/*.[pd][do][fc]*"))

LINES = (
    "# 4 Fees", "## 4.1 Invoices", "1. Scope", "2.3 Travel", "(a) the first report;", "(b) the second report", "* a plan", "* a map",
    "The “Fee” means the sum below.", "The Client (the “Buyer”) shall:", "| Role | Rate |", "| Architect | $ 180 |", "^ Draft 3",
    "The Fee is paid within 30 days. It is paid in euro. No tax is due.", "word " * 90, "x" * 1700, "Signed on 1 May 2031 by: /s/ Ann",
)  # fmt: skip
contracts = st.lists(st.sampled_from(LINES), min_size=1, max_size=60).map("\n".join)
some = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def reading_of(document: Document) -> Reading:
    return read_closely(document, segment(document))


@cache
def fixture(path: Path) -> Reading:
    return reading_of(read(path))


def read_once(reading: Reading, parts: tuple[Part, ...]) -> None:
    """Each character but white space stands in exactly one part, and in the words that the model reads of it."""
    end = 0
    for part in parts:
        for span in part.spans:
            assert span.start >= end
            assert not reading.text[end : span.start].strip()
            assert span.of(reading.text) in part.text
            end = span.end
    assert not reading.text[end:].strip()
    assert [part.number for part in parts] == list(range(len(parts)))


def held_whole(place: Span, parts: tuple[Part, ...]) -> bool:
    return any(span.contains(place) for part in parts for span in part.spans)


@pytest.mark.parametrize("most", [1000, 3000, MOST])
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name[:2]}-{path.name}")
def test_each_word_of_a_real_paper_is_read_exactly_once(path: Path, most: int) -> None:
    read_once(fixture(path), parts_of(fixture(path), most))


@some
@given(contracts)
def test_each_word_of_any_paper_is_read_exactly_once(text: str) -> None:
    reading = reading_of(written(text))
    parts = parts_of(reading, 1000)
    read_once(reading, parts)
    assert all(sum(map(len, part.spans)) <= 1000 for part in parts)


@some
@given(contracts)
def test_a_table_that_fits_into_a_part_is_not_cut(text: str) -> None:
    reading = reading_of(written(text))
    parts = parts_of(reading, 1000)
    for table in reading.outline.tables:
        if len(table.span) <= 900:
            assert held_whole(table.span, parts)


@some
@given(contracts)
def test_the_halves_of_a_part_hold_the_same_words(text: str) -> None:
    reading = reading_of(written(text))
    for part in parts_of(reading, 1000):
        halves = halved(reading, part)
        if halves:
            words = [word for half in halves for span in half.spans for word in span.of(reading.text).split()]
            assert "".join(words) == "".join("".join(span.of(reading.text).split()) for span in part.spans)
            assert max(sum(map(len, half.spans)) for half in halves) < sum(map(len, part.spans))


def test_a_short_paper_is_one_part() -> None:
    parts = parts_of(
        reading_of(document_of("# Fees\n\nThe fee is EUR 900.\n\n# Law\n\nThe law of Ruritania applies.\n"))
    )
    assert len(parts) == 1
    assert parts[0].text == "Fees\nThe fee is EUR 900.\nLaw\nThe law of Ruritania applies."


def test_parts_begin_where_clauses_begin() -> None:
    clauses = "".join(f"# {number} Clause\n\n{'Words of the clause. ' * 18}\n\n" for number in range(1, 7))
    parts = parts_of(reading_of(document_of(clauses)), 1000)
    assert len(parts) > 2
    assert all(part.text.rsplit("Words of this part:\n")[-1].startswith(f"{part.text[0]}") for part in parts)
    assert all("Clause\nWords of the clause." in part.text for part in parts)


def test_a_long_table_is_cut_between_rows_and_its_header_is_repeated() -> None:
    rows = "\n".join(f"| Consultant number {number} | EUR {100 + number} |" for number in range(80))
    reading = reading_of(document_of(f"# Rates\n\n| Role | Rate an hour |\n|---|---|\n{rows}\n"))
    parts = parts_of(reading, 1000)
    read_once(reading, parts)
    assert len(parts) > 2
    for part in parts:
        assert "Role\tRate an hour" in part.text
        assert "Rates" in part.text
        assert all(line.startswith("Consultant") for line in part.spans[0].of(reading.text).split("\n")[2:])


def test_a_part_says_under_which_headings_and_with_which_terms_it_is_to_be_read() -> None:
    filler = "Nothing of note is said here. " * 30
    paper = (
        f"# 1 Terms\n\n“Widget Fee” means the sum of all prices. {filler}\n\n"
        f"# 2 Payment\n\n## 2.1 Early\n\n{filler}\n\n## 2.2 Late\n\nThe Widget Fee is due. {filler}\n"
    )
    last = parts_of(reading_of(document_of(paper)), 1000)[-1]
    context, _, words = last.text.partition("\nWords of this part:\n")
    assert "2 Payment" in context
    assert "“Widget Fee” means the sum of all prices." in context
    assert "The Widget Fee is due." in words


def test_what_stands_beside_the_body_is_read_and_named() -> None:
    reading = reading_of(written("# Fees\nThe fee is 9 euro.\n^ Version 3 of 1 May 2031"))
    (part,) = parts_of(reading)
    assert part.text.endswith("Page headers and footers:\nVersion 3 of 1 May 2031")


def test_a_part_is_named_by_its_pages_and_headings() -> None:
    path = next(path for path in FIXTURES if path.suffix == ".pdf" and len(fixture(path).document.pages) > 2)
    parts = parts_of(fixture(path), 3000)
    assert parts[0].where.startswith("page")
    assert parts[0].page == 1
    assert [part.page for part in parts] == sorted(part.page or 0 for part in parts)


def test_a_topic_is_asked_only_where_it_may_be_stated() -> None:
    filler = "The parties keep what they learn of each other to themselves. " * 30
    paper = (
        f"# 1 Parties\n\nWumple Ltd and Snork Ltd agree.\n\n# 2 Confidentiality\n\n{filler}\n\n# 3 Confidentiality\n\n{filler}\n\n"
        f"# 4 Fees\n\nThe fee is EUR 900 and is invoiced monthly. {filler}\n"
    )
    parts = parts_of(reading_of(document_of(paper)), 2100)
    asked = {part.where: part.topics for part in parts}
    assert [where for where, topics in asked.items() if "fees_and_billing" in topics] == [parts[-1].where]
    assert "parties_and_dates" in parts[0].topics
    assert "parties_and_dates" in parts[-1].topics
