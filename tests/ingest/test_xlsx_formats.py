"""A cell shows its value in its number format."""

import datetime as dt

import pytest

from sowcheck.ingest.xlsx.formats import Scalar, shown

ACCOUNTING = '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)'
DAY = dt.datetime.fromisoformat("2026-03-01T14:05")


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (1234.5, '"€" #,##0.00', "€ 1,234.50"),
        (1234.56, "#,##0.00\\ [$€-407]", "1,234.56 €"),
        (1234.5, "[$CHF] #,##0", "CHF 1,235"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, ACCOUNTING, "$ 1,234.50"),
        (-5.5, ACCOUNTING, "$ (5.50)"),
        (0, ACCOUNTING, "$ -"),
        ("on request", ACCOUNTING, "on request"),
        (-20, "0;(0)", "(20)"),
        (-40000.7, "#,##0;[Red]-#,##0", "-40,001"),
        (-0.001, "0.00", "0.00"),
        (0.125, "0.0%", "12.5%"),
        (0.5, "#.##", ".5"),
        (1234.5, "#,##0.##", "1,234.5"),
        (12_500_000, '0.0,,"M"', "12.5M"),
        (5_551_234, "000-0000", "555-1234"),
        (7, "0000", "0007"),
        (1500, '[>=1000]#,##0;"less"', "1,500"),
        (15, '[>=1000]#,##0;"less"', "less"),
        (3, '0 "days"', "3 days"),
        (0.1 + 0.2, "General", "0.3"),
        (2.5, "# ?/?", "2.5"),
        (5, ";;;", ""),
        (1e300, "0", "1" + "0" * 300),
        (True, "General", "TRUE"),
        (DAY, "mm-dd-yy", "2026-03-01"),
        (DAY, "dd/mm/yyyy hh:mm", "2026-03-01 14:05"),
        (DAY, "d mmm yyyy", "1 Mar 2026"),
        (DAY, "[$-407]d. mmmm yyyy", "1. März 2026"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "Sunday, March 01, 2026"),
        (DAY, "mmm-yy", "Mar-26"),
        (DAY, "mm/yyyy", "Mar/2026"),
        (DAY, "h:mm", "14:05"),
        (dt.timedelta(hours=36, minutes=5), "[h]:mm", "36:05"),
        (1.5, "a" * 4000 + "0", "a" * 255),
    ],
)
def test_a_value_is_shown_in_its_format(value: Scalar, code: str, words: str) -> None:
    assert shown(value, code) == words
