"""What a model says counts as far as the document holds its words, and as far as these words show it."""

import pytest
from pydantic import JsonValue

from grounding_builders import Said, answers, facts, ground, part, reading_of, status
from sowcheck.core.readings import Usage
from sowcheck.extract.prompted.facts import Answers
from sowcheck.extract.prompted.ground import grounded

PAPER = """# Statement of Work

This Statement of Work is made between Harrow Mills Ltd (the "Client") and Quill Systems Ltd (the "Supplier").

# 1. Fees

The total fixed fee for the Services is USD 150,000.00. Invoices are payable net 30 days.

Travel expenses are not included in the fee and are reimbursed at actual cost.

All prices are exclusive of VAT.

Payments are made through Dune Bank Ltd.

# 2. Acceptance

Silence shall not be deemed acceptance of a Deliverable.

# 3. Term

The Services start on 4 January 2027 and end on 30 June 2027. Either party may terminate on thirty (30) days' notice.

# 4. Out of scope

The following work is not included in the Services:

- migration of archived mail

# 5. Responsibilities

The Client shall grant access to its test systems. The Supplier shall provide weekly reports.

| Role | Rate per day (USD) |
|---|---|
| Senior Tester | 800.00 |

Defects reported within thirty (30) days after acceptance are corrected free of charge.

# 6. Signatures

Signed for the Client: Harrow Mills Ltd

Name: Mara Ost

Title: Director

Date: 12 December 2026

# 7. Witness

Witness: Ida Roe
"""

USD: JsonValue = {"amount": "150000.00", "currency": "USD"}
TESTER: dict[str, JsonValue] = {"role": "Senior Tester", "amount": "800.00", "currency": "USD", "per": "day"}

STATED: list[tuple[str, JsonValue, str, str]] = [
    ("price.services_total", USD, "The total fixed fee for the Services is USD 150,000.00", "proven"),
    ("price.services_total", USD, "USD 150,000.00", "proven"),
    ("billing.payment_terms_days", 30, "Invoices are payable net 30 days", "proven"),
    ("customer.legal_name", "Harrow Mills Ltd", 'Harrow Mills Ltd (the "Client")', "proven"),
    ("price.tax_treatment", "exclusive", "All prices are exclusive of VAT", "proven"),
    ("acceptance.deemed", False, "Silence shall not be deemed acceptance of a Deliverable", "proven"),
    ("schedule.end_date", "2027-06-30", "end on 30 June 2027", "proven"),
    ("price.rate_card", TESTER, "Senior Tester | 800.00", "proven"),
    ("scope.exclusions", "migration of archived mail", "migration of archived mail", "quoted"),
    ("scope.client_responsibilities", "grant access to its test systems", "The Client shall grant access to its test systems", "quoted"),
    ("scope.client_responsibilities", "grant access to test systems", "The Client shall grant access to its test systems", "quoted"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "quote", "expected"), STATED)
def test_what_the_words_show_is_proven_or_quoted(field: str, value: JsonValue, quote: str, expected: str) -> None:
    assert status(PAPER, field, value, quote) == expected


WRONG: list[tuple[str, str, JsonValue, str, str]] = [
    ("another sum beside the right words", "price.services_total", {"amount": "120000.00", "currency": "USD"}, "The total fixed fee for the Services is USD 150,000.00", "unproven"),
    ("another sum in words of its own", "price.services_total", {"amount": "120000.00", "currency": "USD"}, "The total fixed fee for the Services is USD 120,000.00", "claim"),
    ("another currency", "price.services_total", {"amount": "150000.00", "currency": "EUR"}, "The total fixed fee for the Services is USD 150,000.00", "unproven"),
    ("net 45 for net 30", "billing.payment_terms_days", 45, "Invoices are payable net 30 days", "unproven"),
    ("net 45 in words of its own", "billing.payment_terms_days", 45, "Invoices are payable net 45 days", "claim"),
    ("included for excluded", "expense.policy", "included_in_fee", "included in the fee", "unproven"),
    ("included for excluded, dots for the not", "expense.policy", "included_in_fee", "Travel expenses are ... included in the fee", "unproven"),
    ("inclusive for exclusive", "price.tax_treatment", "inclusive", "All prices are exclusive of VAT", "unproven"),
    ("deemed, the not cut off", "acceptance.deemed", True, "be deemed acceptance of a Deliverable", "unproven"),
    ("the supplier for the customer", "customer.legal_name", "Quill Systems Ltd", 'Quill Systems Ltd (the "Supplier")', "unproven"),
    ("the supplier for the customer, in the parties' sentence", "customer.legal_name", "Quill Systems Ltd", 'made between Harrow Mills Ltd (the "Client") and Quill Systems Ltd', "unproven"),
    ("a name cut short", "customer.legal_name", "Harrow", 'Harrow Mills Ltd (the "Client")', "quoted"),
    ("the other side's signature", "doc.signatories", {"party": "supplier", "name": "Mara Ost"}, "Name: Mara Ost", "unproven"),
    ("a third company for the customer", "customer.legal_name", "Dune Bank Ltd", "through Dune Bank Ltd", "unproven"),
    ("a witness for a party", "doc.signatories", {"party": "customer", "name": "Ida Roe"}, "Witness: Ida Roe", "unproven"),
    ("the supplier's duty", "scope.client_responsibilities", "provide weekly reports", "The Supplier shall provide weekly reports", "unproven"),
    ("no exclusion", "scope.exclusions", "provide weekly reports", "The Supplier shall provide weekly reports", "unproven"),
    ("an exclusion as a deliverable", "scope.deliverables", {"name": "migration of archived mail"}, "migration of archived mail", "unproven"),
    ("a duty in other words", "scope.client_responsibilities", "open the firewall", "The Client shall grant access to its test systems", "unproven"),
    ("days that serve another end", "warranty.period", {"count": 30, "unit": "day"}, "Either party may terminate on thirty (30) days' notice", "unproven"),
    ("another unit", "legal.termination_notice", {"count": 30, "unit": "business_day"}, "Either party may terminate on thirty (30) days' notice", "unproven"),
    ("the start for the end", "schedule.end_date", "2027-01-04", "The Services start on 4 January 2027", "unproven"),
    ("another rate", "price.rate_card", {**TESTER, "amount": "880.00"}, "Senior Tester | 800.00", "unproven"),
    ("another period", "price.rate_card", {**TESTER, "per": "hour"}, "Senior Tester | 800.00", "unproven"),
    ("another currency of a rate", "price.rate_card", {**TESTER, "currency": "EUR"}, "Senior Tester | 800.00", "unproven"),
    ("a part of a role's name", "price.rate_card", {**TESTER, "role": "Tester"}, "Senior Tester | 800.00", "quoted"),
    ("words that nobody wrote", "warranty.period", {"count": 12, "unit": "month"}, "The warranty lasts for twelve months after acceptance", "claim"),
    ("no words", "warranty.period", {"count": 12, "unit": "month"}, "", "claim"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "quote", "expected"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_wrong_answer_is_never_proven(field: str, value: JsonValue, quote: str, expected: str) -> None:
    assert status(PAPER, field, value, quote) == expected


def test_a_claim_names_value_words_place_and_reason() -> None:
    _, (claim,) = ground(PAPER, Said("billing.payment_terms_days", 45, "payable net 45 days"))
    assert (claim.field, claim.value, claim.quote, claim.where) == (
        "billing.payment_terms_days",
        45,
        "payable net 45 days",
        "part 1",
    )
    assert claim.reason == "the quoted words are not in the document"
    assert claim.extractor == "llm@test-model:fees_and_billing.v1#3fa9c1d2"


def test_words_of_another_part_were_not_read() -> None:
    reading = reading_of(PAPER)
    behind = part(reading, reading.text.index("2. Acceptance"), len(reading.text))
    said = answers(reading, Said("billing.payment_terms_days", 30, "Invoices are payable net 30 days"), of=behind)
    candidates, (claim,) = grounded(reading, said)
    assert candidates == []
    assert "not in the part that was read" in claim.reason


def test_words_that_stood_above_a_part_are_placed_where_the_document_has_them() -> None:
    reading = reading_of(PAPER)
    above = "Headings above this part:\nRole\tRate per day (USD)"
    behind = part(reading, reading.text.index("Senior Tester"), len(reading.text), above=above)
    said = answers(reading, Said("price.currency", "USD", "Rate per day (USD)"), of=behind)
    (candidate,), claims = grounded(reading, said)
    assert candidate.quote.of(reading.text) == "Rate per day (USD)"
    assert candidate.quote.end < behind.spans[0].start
    assert claims == ()


def test_repeated_words_are_placed_where_they_say_it() -> None:
    said = [
        Said("legal.termination_notice", {"count": 30, "unit": "day"}, "thirty (30) days"),
        Said("warranty.period", {"count": 30, "unit": "day"}, "thirty (30) days"),
    ]
    for order in (said, said[::-1]):
        candidates, _ = ground(PAPER, *order)
        found = {each.field: each for each in candidates}
        text = reading_of(PAPER).text
        assert "terminate" in found["legal.termination_notice"].quote.of(text)
        assert "Defects" in found["warranty.period"].quote.of(text)
        assert all(each.proof and each.proof.status == "proven" for each in candidates)


def test_an_item_that_is_said_twice_is_placed_twice() -> None:
    paper = "# Milestones\n\nOn approval: a workshop.\n\nOn delivery: a workshop.\n\nOn closing: a dinner."
    item = Said("scope.deliverables", {"name": "workshop"}, "a workshop")
    candidates, _ = ground(paper, item, item, Said("scope.deliverables", {"name": "dinner"}, "a dinner"))
    starts = [candidate.quote.start for candidate in candidates]
    assert starts == sorted(set(starts))


def test_the_order_of_the_answer_decides_between_equal_places() -> None:
    paper = "# Team\n\nAna leads design.\n\nThe lead tester reports weekly.\n\nBo leads build.\n\nThe lead tester reports weekly.\n\nCy leads run."
    reading = reading_of(paper)
    role = Said("staffing.roles", {"role": "lead tester"}, "The lead tester reports weekly")
    bo = Said("staffing.roles", {"role": "leads build"}, "Bo leads build")
    first, _ = grounded(reading, answers(reading, role, bo))
    last, _ = grounded(reading, answers(reading, bo, role))
    assert first[0].quote.start < first[1].quote.start
    assert last[0].quote.start < last[1].quote.start


def test_a_second_read_that_says_the_same_adds_weight() -> None:
    said = Said("billing.payment_terms_days", 30, "Invoices are payable net 30 days")
    (alone,), _ = ground(PAPER, said)
    candidates, _ = ground(PAPER, said, second=[said])
    assert [each.found_by for each in candidates] == [
        "llm@test-model:fees_and_billing.v1#3fa9c1d2",
        "llm@test-model:guided.v1#5a0b77e1",
    ]
    assert all(each.weight > alone.weight for each in candidates)


def test_parts_are_answered_one_by_one() -> None:
    """The same quote in two parts is placed in each of them."""
    paper = "# A\n\nInvoices are payable net 30 days.\n\n# B\n\nInvoices are payable net 30 days."
    reading = reading_of(paper)
    middle = reading.text.index("B\n")
    parts = part(reading, 0, middle - 1), part(reading, middle, len(reading.text), number=1)
    said = Said("billing.payment_terms_days", 30, "payable net 30 days")
    stated = tuple(fact for each in parts for fact in facts(each, "fees.v1#00000000", [said]))
    candidates, _ = grounded(reading, Answers("m", parts, 2, stated, (), Usage(), 0))
    assert [candidate.quote.start > middle for candidate in candidates] == [False, True]
