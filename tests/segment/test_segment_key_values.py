"""Labelled values: lines, tabs, tables, form fields, labels above their values, blanks."""

import pytest

from segment_builders import written
from sowcheck.core.documents import Document
from sowcheck.segment.key_values import key_values
from sowcheck.segment.tables import tables


def pairs(document: Document) -> dict[str, str]:
    """The labelled values by label."""
    return {pair.label: pair.value.of(document.text) for pair in key_values(document, tables(document))}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Effective Date: 11 May 2026", {"Effective Date": "11 May 2026"}),
        ("Payment terms: Net 30\tCurrency: EUR", {"Payment terms": "Net 30", "Currency": "EUR"}),
        ("Order Form no.\tOF-2026-1", {"Order Form no.": "OF-2026-1"}),
        ("4\tEffective Date\t11 May 2026", {"Effective Date": "11 May 2026"}),
        ("3. Start date: 1 June 2026", {"Start date": "1 June 2026"}),
        ("Customer PO:\tPO-77", {"Customer PO": "PO-77"}),
    ],
)
def test_a_line_with_a_label_is_a_value(line: str, expected: dict[str, str]) -> None:
    assert pairs(written(line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Start date: ____________",
        "Start date: TBD",
        "Start date: [DATE]",
        "Start date:",
        "The parties meet at 5:30 in the afternoon",
        "The Supplier shall do the following: build the portal",
    ],
)
def test_a_blank_or_a_sentence_is_no_value(line: str) -> None:
    assert pairs(written(line)) == {}


def test_not_applicable_is_a_value() -> None:
    assert pairs(written("PO Number: N/A")) == {"PO Number": "N/A"}


def test_rows_of_label_and_value_are_values_and_blank_cells_are_none() -> None:
    document = written("| Effective Date | 1 May 2026 |\n| End Date | TBD |\n| Currency | EUR |")
    assert pairs(document) == {"Effective Date": "1 May 2026", "Currency": "EUR"}


def test_a_running_number_before_the_label_is_left_out() -> None:
    document = written("| 1 | Buyer | Larkspur Council |\n| 2 | Effective Date | 11 May 2026 |")
    assert pairs(document) == {"Buyer": "Larkspur Council", "Effective Date": "11 May 2026"}


def test_four_columns_are_two_labels_and_two_values() -> None:
    document = written(
        "| Order date | 1 May 2026 | Currency | EUR |\n| Customer | Larkspur Inc. | Supplier | Ninefold LLC |"
    )
    assert pairs(document) == {
        "Order date": "1 May 2026", "Currency": "EUR", "Customer": "Larkspur Inc.", "Supplier": "Ninefold LLC",
    }  # fmt: skip


def test_a_bilingual_label_is_one_label() -> None:
    document = written("| Initial Term<br>Durée initiale | 12 months |\n| Currency<br>Devise | CAD |")
    assert pairs(document) == {"Initial Term / Durée initiale": "12 months", "Currency / Devise": "CAD"}


def test_a_single_row_below_column_names_is_a_row_of_values() -> None:
    document = written("| Order number | Order date | Currency |\n| 4500 | 1 May 2026 | EUR |")
    assert pairs(document) == {"Order number": "4500", "Order date": "1 May 2026", "Currency": "EUR"}


def test_labels_above_their_values_are_read_column_by_column() -> None:
    document = written("Customer / Bill To\tProvider\nLarkspur Biologics, Inc.\tNinefold Analytics LLC")
    assert pairs(document) == {
        "Customer / Bill To": "Larkspur Biologics, Inc.", "Provider": "Ninefold Analytics LLC",
    }  # fmt: skip


def test_a_form_field_takes_the_label_before_it_else_its_name() -> None:
    document = written(
        "Order date\n22/07/2026\nNothing of a label here.\nCC 3310",
        fields={"ord_dt": "22/07/2026", "top[0].cost_centre[0]": "CC 3310"},
    )
    found = pairs(document)
    assert found["Order date"] == "22/07/2026"
    assert found["cost centre"] == "CC 3310"


def test_of_check_boxes_the_checked_one_counts() -> None:
    document = written("Basis of price\n☒ Fixed price\t☐ Time and materials\t☐ Capped")
    assert pairs(document) == {"Basis of price": "Fixed price"}


def test_a_header_that_repeats_counts_once() -> None:
    document = written("Words.\n^ Envelope ID: 77A\n^ Envelope ID: 77A")
    assert [pair.label for pair in key_values(document, ())] == ["Envelope ID"]
