"""The table of codes, the code that uses it and the order of the list."""

import re
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from compare_builders import Paper, compared, day, line, money
from sowcheck.compare.sides.exposure import ordered
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.reasons import REASONS, DiscrepancyKind

SOURCES = [path.read_text() for path in (Path(__file__).parents[2] / "src" / "sowcheck" / "compare").rglob("*.py")]
USED = {code for source in SOURCES for code in re.findall(r'"(SC\d{3})"', source)}


def test_every_code_of_the_table_is_used_and_every_used_code_is_in_the_table() -> None:
    assert set(REASONS) == USED


def test_every_kind_of_discrepancy_has_a_code() -> None:
    assert {row.kind for row in REASONS.values()} == set(get_args(DiscrepancyKind))


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_reason_says_what_it_means_and_what_to_do(code: str) -> None:
    row = REASONS[code]
    assert row.code == code
    assert re.fullmatch(r"SC[1-69]\d\d", code)
    assert row.title
    assert not row.title.endswith(".")
    assert len(row.meaning) > 60
    assert row.advice.endswith(".")


def test_codes_stand_in_order() -> None:
    assert list(REASONS) == sorted(REASONS)


GROUPS = {
    "1": {"not_executed", "policy_breach", "ambiguous"},
    "2": {"value_mismatch"},
    "3": {"missing_in_record", "missing_in_document"},
    "4": {"conflict_within_document", "conflict_across_documents"},
    "5": {"invariant_broken"},
    "6": {"stale_version", "policy_breach"},
    "9": {"unmapped_value", "not_comparable"},
}


@pytest.mark.parametrize("code", sorted(REASONS))
def test_the_first_digit_groups_the_codes(code: str) -> None:
    assert REASONS[code].kind in GROUPS[code[2]]


def test_discrepancies_come_gravest_first_and_are_numbered() -> None:
    facts = [("billing.payment_terms_days", 45), ("schedule.end_date", day("2026-12-18")), ("expense.cap", money("10"))]
    lines = [("price.lines", line("A", "10")), ("price.lines", line("B", "10"))]
    wrong = [("price.lines", line("A", "11")), ("price.lines", line("B", "12"))]
    records = {"Q": [("billing.payment_terms_days", 30), ("schedule.end_date", day("2026-12-12")), *wrong]}
    comparison = compared([Paper("sow", *facts, *lines)], records)
    listed = [(each.id, each.field, each.key, each.severity) for each in comparison.discrepancies]
    assert listed == [
        ("d-1", "price.lines", "B", "high"),
        ("d-2", "price.lines", "A", "high"),
        ("d-3", "billing.payment_terms_days", None, "high"),
        ("d-4", "expense.cap", None, "high"),
        ("d-5", "schedule.end_date", None, "low"),
    ]


def test_the_order_does_not_depend_on_the_order_of_finding() -> None:
    comparison = compared([Paper("sow", ("expense.cap", money("10")), ("price.nte_cap", money("10")))])
    backward: tuple[Discrepancy, ...] = tuple(reversed(comparison.discrepancies))
    assert ordered(backward) == comparison.discrepancies
    assert Decimal(0) == sum((each.exposure.amount or Decimal(0)) for each in comparison.discrepancies)
