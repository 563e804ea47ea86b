"""What a paper leaves blank: the field by its own rules, the place, and which marks are no blanks of fields."""

from pathlib import Path

import pytest

from sowcheck.core.blanks import Blank
from sowcheck.pipeline import read_and_extract

HEAD = "STATEMENT OF WORK\n\n3. Terms\n\n"
"""Plain text: Markdown would take a line to write on for emphasis."""


def blanks_in(folder: Path, text: str, head: str = HEAD, name: str = "sow.txt") -> list[Blank]:
    path = folder / name
    path.write_text(f"{head}{text}\n", encoding="utf-8")
    document, _, _ = read_and_extract(path)
    return list(document.blanks)


LABELLED = [
    ("Payment terms: ______", "billing.payment_terms_days"),
    ("Payment terms: Net ____", "billing.payment_terms_days"),
    ("Start date: TBD", "schedule.start_date"),
    ("Start date: [DATE]", "schedule.start_date"),
    ("Completion date: <<insert date>>", "schedule.end_date"),
    ("Total fee: $______", "price.services_total"),
    ("Total fee: to be agreed", "price.services_total"),
    ("Warranty period: [●] days", "warranty.period"),
    ("Acceptance period: ___ business days", "acceptance.review_period"),
    ("Not-to-exceed amount: [AMOUNT]", "price.nte_cap"),
    ("Late payment interest: ____ % per month", "billing.late_interest"),
    ("Billing frequency: TBC", "billing.frequency"),
]


@pytest.mark.parametrize(("text", "field"), LABELLED, ids=str)
def test_a_label_with_a_mark_beside_it_is_a_blank(tmp_path: Path, text: str, field: str) -> None:
    (blank,) = blanks_in(tmp_path, text)
    assert blank.field == field
    assert blank.quote.text in text


SENTENCES = [
    ("Invoices are payable within ____ days of receipt.", "billing.payment_terms_days", "left_blank"),
    ("The fixed fee for the services is USD [AMOUNT].", "price.services_total", "left_blank"),
    ("The services start on ______ and the team reports weekly.", "schedule.start_date", "left_blank"),
    ("This SOW ends on ____ day of _______, 20__.", "schedule.end_date", "left_blank"),
    ("The fees shall not exceed $[***] without consent.", "price.nte_cap", "redacted"),
    ("Invoices are payable within [***] days of receipt.", "billing.payment_terms_days", "redacted"),
    ("The fixed fee for the services is EUR XXX,XXX.", "price.services_total", "redacted"),
    ("Either party may terminate for convenience on [●] days’ written notice.", "legal.termination_notice", "left_blank"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "reason"), SENTENCES, ids=lambda part: str(part)[:40])
def test_a_mark_where_a_sentence_needs_a_value_is_a_blank(tmp_path: Path, text: str, field: str, reason: str) -> None:
    found = blanks_in(tmp_path, text)
    assert (field, reason) in [(each.field, each.reason) for each in found]


NO_BLANKS = [
    "By: ____________\n\nName: ____________\n\nTitle: ____________\n\nDate: ____________",
    "Rates are to be agreed in each Order.",
    "The parties meet on dates to be agreed from time to time.",
    "Payment terms: Net 30",
    "The deliverables are named [A], [B] and [C].",
    "Reference: ______",
    "The steering committee has to be informed by the project manager.",
]


@pytest.mark.parametrize("text", NO_BLANKS, ids=lambda part: part[:30])
def test_other_marks_are_no_blanks_of_fields(tmp_path: Path, text: str) -> None:
    assert blanks_in(tmp_path, text) == []


def test_a_form_that_is_attached_for_later_stays_blank_rightly(tmp_path: Path) -> None:
    text = "# Exhibit B: Form of Work Order\n\nStart date: ______\n\nTotal fee: $______"
    assert blanks_in(tmp_path, text, head="# Master Services Agreement\n\nThe parties agree.\n\n", name="msa.md") == []


def test_a_field_that_the_paper_states_elsewhere_is_not_blank(tmp_path: Path) -> None:
    text = "Payment terms: Net 30\n\nInvoices of phase two are payable within ____ days of receipt."
    assert blanks_in(tmp_path, text) == []


def test_an_empty_cell_beside_a_label_is_a_blank_and_its_label_the_quote(tmp_path: Path) -> None:
    table = "| Item | Value |\n|---|---|\n| Total fee | USD 4,000.00 |\n| Start date | |\n| Payment terms | Net 30 |"
    assert [(each.field, each.quote.text) for each in blanks_in(tmp_path, table, name="sow.md")] == [
        ("schedule.start_date", "Start date")
    ]


def test_a_rate_that_is_not_filled_in_is_a_blank_of_the_rate_card(tmp_path: Path) -> None:
    table = "| Role | Hourly rate |\n|---|---|\n| Architect | $______ |\n| Developer | $140.00 |\n| Tester | TBD |"
    found = blanks_in(tmp_path, table, name="sow.md")
    assert [(each.field, each.reason) for each in found] == [
        ("price.rate_card", "left_blank"),
        ("price.rate_card", "pending"),
    ]
    assert "Architect" in found[0].quote.text
