"""Tables: header rows, and tables that a page break split."""

from segment_builders import written
from sowcheck.core.documents import Document
from sowcheck.segment.tables import row_words, rows_of, tables


def grid(document: Document, index: int = 0) -> list[tuple[str, ...]]:
    """The words of a table, row by row."""
    table = tables(document)[index]
    return [row_words(row, document.text) for row in rows_of(table)]


def test_the_row_that_names_the_columns_is_the_header() -> None:
    document = written("| Role | Days | Amount |\n| Developer | 10 | 8,000 |\n| Tester | 5 | 3,000 |")
    assert tables(document)[0].header_rows == 1


def test_rows_of_label_and_value_have_no_header() -> None:
    document = written("| Effective Date | 1 May 2026 |\n| End Date | 1 June 2026 |")
    assert tables(document)[0].header_rows == 0


def test_a_table_over_two_pages_is_one_and_its_repeated_header_is_dropped() -> None:
    document = written(
        "Prices\n| Role | Rate |\n| Developer | 800 |\n---\n| Role | Rate |\n| Tester | 600 |\nEnd.", pages=True
    )
    assert len(tables(document)) == 1
    assert grid(document) == [("Role", "Rate"), ("Developer", "800"), ("Tester", "600")]


def test_a_table_over_two_pages_goes_on_without_a_header() -> None:
    document = written("| Role | Rate |\n| Developer | 800 |\n---\n| Tester | 600 |\n| Lead | 900 |", pages=True)
    assert grid(document) == [("Role", "Rate"), ("Developer", "800"), ("Tester", "600"), ("Lead", "900")]


def test_words_between_two_tables_keep_them_apart() -> None:
    document = written(
        "| Role | Rate |\n| Developer | 800 |\n---\nExpenses\n| Item | Rate |\n| Taxi | 60 |", pages=True
    )
    assert len(tables(document)) == 2


def test_tables_with_other_columns_stay_apart() -> None:
    document = written("| Role | Rate |\n| Lead | 800 |\n---\n| Code | Name | Price |\n| A | B | 60 |", pages=True)
    assert len(tables(document)) == 2
