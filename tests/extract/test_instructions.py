"""Instructions of change orders: what is changed, by which words, from which value to which."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from extract_builders import document_of, stated
from sowcheck.core.quantities import Duration, Money, Percent
from sowcheck.core.relations import Heading
from sowcheck.extract.mentions import PaperNames
from sowcheck.extract.reading import read_closely
from sowcheck.extract.relations.heading import heading_of
from sowcheck.extract.relations.instructions import Instruction, instructions
from sowcheck.segment.outline import segment

HEAD = "# Change Order No. 2\n\nto Statement of Work No. 3 dated 4 May 2026\n\n## 1. Changes\n\n"


def read(text: str) -> list[Instruction]:
    document = document_of(HEAD + text)
    return list(instructions(read_closely(document, segment(document))))


def gbp(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="GBP")


TOTAL, END = "price.services_total", "schedule.end_date"
OLD, NEW = dt.date(2026, 7, 31), dt.date(2026, 9, 25)
WEEKS = Duration(count=8, unit="week")

STATED: list[tuple[str, str, str | None, Any, Any, Any]] = [
    ("The total fixed fee in Section 5.1 is increased from GBP 120,000.00 to GBP 150,000.00.", "increase", TOTAL, gbp("120000.00"), gbp("150000.00"), None),
    ("The Charges are increased by GBP 39,500.00.", "increase", TOTAL, None, None, gbp("39500.00")),
    ("The not-to-exceed amount is raised by GBP 20,000.00 to GBP 120,000.00.", "increase", "price.nte_cap", None, gbp("120000.00"), gbp("20000.00")),
    ("The expense cap is reduced to GBP 5,000.00.", "decrease", "expense.cap", None, gbp("5000.00"), None),
    ("The total fee is increased by 10%.", "increase", TOTAL, None, None, Percent(points=Decimal(10))),
    ("The Contract Price of GBP 50,000.00 is hereby increased to GBP 65,000.00.", "increase", TOTAL, gbp("50000.00"), gbp("65000.00"), None),
    ("The fee is increased in the amount of GBP 7,000.00.", "increase", TOTAL, None, None, gbp("7000.00")),
    ("The End Date is extended to 25 September 2026.", "increase", END, None, NEW, None),
    ("The End Date is extended by eight (8) weeks.", "increase", END, None, None, WEEKS),
    ("The End Date moves by eight weeks, from 31 July 2026 to 25 September 2026.", "replace", END, OLD, NEW, None),
    ("The Term of the SOW is extended until 25 September 2026.", "increase", END, None, NEW, None),
    ("The parties agree to extend the End Date to 25 September 2026.", "increase", END, None, NEW, None),
    ("Payment terms are changed from net 30 to net 45 days.", "replace", "billing.payment_terms_days", 30, 45, None),
    ("This Change Order increases the total fee by GBP 10,000.00.", "increase", TOTAL, None, None, gbp("10000.00")),
    ("Section 5.1 is amended by replacing “GBP 250,000.00” with “GBP 300,000.00”.", "replace", None, gbp("250000.00"), gbp("300000.00"), None),
    ("Die Vergütung wird um GBP 5,000.00 erhöht.", "increase", TOTAL, None, None, gbp("5000.00")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "operation", "field", "before", "after", "by"), STATED, ids=lambda part: str(part)[:40]
)
def test_values_of_an_instruction(
    text: str, operation: str, field: str | None, before: Any, after: Any, by: Any
) -> None:
    (found,) = read(text)
    assert (found.operation, found.field, found.before, found.after, found.by) == (operation, field, before, after, by)


PLACES = [
    (
        "Section 4.2 of the SOW is deleted in its entirety and replaced with the following:",
        "replace",
        "4.2",
        None,
        None,
    ),
    ("Clause 8.1(a) is deleted.", "delete", "8.1(a)", None, None),
    ("Section 4.2 is amended to read as follows:", "replace", "4.2", None, None),
    ("Milestone M5 is deleted and replaced by the one below.", "replace", None, "billing.milestones", "M5"),
    ("Deliverable D4 is removed from scope.", "delete", None, "scope.deliverables", "D4"),
    ("The following deliverables are added to Section 3:", "add", "3", "scope.deliverables", None),
]


@pytest.mark.parametrize(("text", "operation", "section", "field", "item"), PLACES, ids=lambda part: str(part)[:40])
def test_places_of_an_instruction(
    text: str, operation: str, section: str | None, field: str | None, item: str | None
) -> None:
    (found,) = read(text)
    assert (found.operation, found.section, found.field, found.item) == (operation, section, field, item)


@pytest.mark.parametrize(
    "text",
    [
        "The fee may be increased by mutual agreement to GBP 9,000.00.",
        "The rates shall be increased each year by 3%.",
        "This Change Order is made under clause 14 of the SOW.",
        "If the scope is changed, Section 5 applies.",
        "All other terms of the SOW are not changed.",
        "Milestones M1 to M4 keep their dates.",
    ],
)
def test_what_changes_nothing_is_no_instruction(text: str) -> None:
    assert read(text) == []


def test_one_sentence_may_hold_several_instructions() -> None:
    found = read("Raises the Charges by GBP 500.00; moves the End Date by eight weeks; replaces Milestone M5.")
    assert [(each.field, each.by) for each in found] == [
        (TOTAL, gbp("500.00")),
        (END, WEEKS),
        ("billing.milestones", None),
    ]


def test_the_new_value_is_extracted_and_not_the_one_it_recalls() -> None:
    text = "The End Date of 31 July 2026 is extended to 25 September 2026."
    assert stated(HEAD + text, END) == ["2026-09-25"]


def test_a_limit_that_is_raised_is_extracted() -> None:
    text = "The limit of message types in SOW clause 3.2 rises from fourteen to sixteen (16)."
    assert {"metric": "message types", "max": 16} in stated(HEAD + text, "scope.limits")


HEADINGS = [
    ("Amendment No. 2 to Statement of Work No. 3 dated 4 May 2026", Heading(number="2", amends="sow", amends_number="3", amends_date=dt.date(2026, 5, 4))),
    ("CHANGE ORDER CO-01\n\nto Statement of Work WDX-004", Heading(number="1", amends="sow", amends_number="4")),
    ("SECOND AMENDMENT TO MASTER SERVICES AGREEMENT", Heading(number="2", amends="msa")),
    ("Amendment 4\n\nThis Amendment amends the Order Form dated 1 March 2026.", Heading(number="4", amends="order_form", amends_date=dt.date(2026, 3, 1))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "heading"), HEADINGS, ids=lambda part: str(part)[:30])
def test_what_an_amendment_calls_itself(text: str, heading: Heading) -> None:
    document = document_of(f"{text}\n\n## 1. Changes\n\nNothing.")
    reading = read_closely(document, segment(document))
    assert heading_of(reading, PaperNames(reading, "change_order")) == heading
