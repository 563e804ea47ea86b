"""Each scalar field by the ways in which papers state it; the words here are ours and stand in no corpus."""

import pytest

from extract_builders import assumptions_of, stated

PARTIES = (
    'This Statement of Work is between Ostrava Foods Ltd (the "Client") and Bluefin Advisory LLC (the "Supplier").\n\n'
)

STATED = [
    # price
    ("price.services_total", "The total fixed fee for the Services is EUR 96,400.00.", {"amount": "96400.00", "currency": "EUR"}),
    ("price.services_total", "Total fee: USD 51,000.00", {"amount": "51000.00", "currency": "USD"}),
    ("price.services_total", "Das Gesamthonorar beträgt EUR 48.500,00 zuzüglich Umsatzsteuer.", {"amount": "48500.00", "currency": "EUR"}),
    ("price.nte_cap", "The fees under this order shall not exceed $77,000 without written approval.", {"amount": "77000.00", "currency": "USD"}),
    ("price.nte_cap", "Not-to-exceed amount: GBP 31,250.00", {"amount": "31250.00", "currency": "GBP"}),
    ("price.recurring_fee", "The Client pays a monthly service fee of EUR 4,300.00 per month.", {"amount": "4300.00", "currency": "EUR", "per": "month"}),
    ("price.discount_pct", "A loyalty discount of 12% has been applied to the list price.", "12"),
    ("price.rate_escalation_pct", "All rates increase by 3.5% on each anniversary of the start date.", "3.5"),
    ("price.holdback_pct", "The Client may retain 7.5% of each invoice until final sign-off.", "7.5"),
    ("price.tax_treatment", "All prices are exclusive of VAT.", "exclusive"),
    ("price.tax_treatment", "The fees include all applicable sales taxes.", "inclusive"),
    ("price.pricing_model", "The services are provided on a time and materials basis.", "time_and_materials"),
    ("price.pricing_model", "Charges are time and materials, capped at USD 40,000.", "time_and_materials_nte"),
    ("price.pricing_model", "The work is done for a fixed price.", "fixed_fee"),
    ("price.currency", "All amounts are in Swiss francs (CHF).", "CHF"),
    # billing
    ("billing.payment_terms_days", "Invoices are payable within sixty (60) days of receipt.", 60),
    ("billing.payment_terms_days", "Payment terms: 2/10 net 30", 30),
    ("billing.payment_terms_days", "Payment terms: due on receipt", 0),
    ("billing.frequency", "The Supplier will invoice quarterly.", "quarterly"),
    ("billing.timing", "Fees are invoiced monthly in arrears.", "arrears"),
    ("billing.deposit", "A deposit of 15% is invoiced on the order date.", {"percent": "15"}),
    ("billing.late_interest", "Late payments bear interest at 0.75% per month.", {"percent": "0.75", "per": "month"}),
    ("expense.policy", "Travel costs are included in the fixed fee.", "included_in_fee"),
    ("expense.policy", "The Client reimburses reasonable travel expenses at cost, not exceeding EUR 3,000.", "at_cost_capped"),
    ("expense.cap", "Travel expenses will not exceed EUR 6,250.00 in total.", {"amount": "6250.00", "currency": "EUR"}),
    ("travel.required", "No travel is expected under this order.", False),
    ("travel.required", "Two consultants will travel to Gdansk for the workshops.", True),
    # dates and term
    ("doc.effective_date", "Effective Date: 3 February 2027", "2027-02-03"),
    ("schedule.start_date", "The Services commence on 1 March 2027.", "2027-03-01"),
    ("schedule.end_date", "The engagement ends on 30 September 2027.", "2027-09-30"),
    ("schedule.duration", "The initial term of this agreement is nine (9) months.", {"count": 9, "unit": "month"}),
    ("term.renewal", "This agreement renews automatically for one-year terms.", "auto"),
    ("term.renewal", "This order does not renew.", "none"),
    # delivery
    ("acceptance.review_period", "The Client shall accept or reject each deliverable within eight (8) business days.", {"count": 8, "unit": "business_day"}),
    ("acceptance.deemed", "A deliverable that is not rejected in time is deemed accepted.", True),
    ("acceptance.deemed", "Silence shall not be deemed acceptance.", False),
    ("change.process", "Changes to the scope require a written change order signed by both parties.", "written"),
    ("warranty.period", "The Supplier warrants the deliverables for 75 days after acceptance.", {"count": 75, "unit": "day"}),
    ("staffing.location_mode", "The team works in a hybrid pattern.", "hybrid"),
    # legal
    ("legal.termination_notice", "The Client may terminate this order for convenience on 25 days' written notice.", {"count": 25, "unit": "day"}),
    ("legal.governing_law", "This order is governed by the laws of the State of Vermont.", "State of Vermont"),
    ("legal.liability_cap", "The Supplier's total liability shall not exceed the fees paid in the preceding year.", "the fees paid in the preceding year"),
    # in other words
    ("price.nte_cap", "In no event will the Client pay more than CHF 61,000.00 for this work.", {"amount": "61000.00", "currency": "CHF"}),
    ("price.nte_cap", "The total compensation may not go beyond $82,000.", {"amount": "82000.00", "currency": "USD"}),
    ("price.services_total", "Contract value: EUR 71,500.00", {"amount": "71500.00", "currency": "EUR"}),
    ("price.recurring_fee", "Fixed fee: EUR 1,900.00 per month", {"amount": "1900.00", "currency": "EUR", "per": "month"}),
    ("price.pricing_model", "The build is done for a firm price.", "fixed_fee"),
    ("price.pricing_model", "Day rates for days actually worked; nothing in this order is a fixed price.", "time_and_materials"),
    ("price.tax_treatment", "Sales tax: not included", "exclusive"),
    ("billing.payment_terms_days", "Each invoice is due and payable fifty (50) days following the Client's receipt thereof.", 50),
    ("billing.payment_terms_days", "Due date is 21 days after the invoice date.", 21),
    ("billing.frequency", "The fee is invoiced upon the occurrence of the following events.", "milestone"),
    ("expense.policy", "Travel costs are passed through without mark-up.", "at_cost"),
    ("expense.cap", "Rail fares and overnight stays are repaid at cost, in an amount not exceeding EUR 4,400.", {"amount": "4400.00", "currency": "EUR"}),
    ("travel.required", "Nobody is expected to travel.", False),
    ("schedule.start_date", "Kick-off: 15 June 2027", "2027-06-15"),
    ("schedule.end_date", "The work begins on 01.02.2027 and ends on 30.06.2027.", "2027-06-30"),
    ("acceptance.deemed", "Approval is deemed given if the Client is silent.", True),
    # as agreements of other drafters say it
    ("acceptance.deemed", "Acceptance shall be deemed to have occurred once the Client puts the platform to use.", True),
    ("acceptance.review_period", "A deliverable is deemed accepted twelve (12) business days after its receipt by the Client.", {"count": 12, "unit": "business_day"}),
    ("billing.frequency", "The Client shall pay the Supplier a flat fee of EUR 6,100 per quarter.", "quarterly"),
    ("billing.late_interest", "Late sums bear interest at the rate of two percent (Z%) per month.".replace("Z", "l"), {"percent": "2", "per": "month"}),
    ("legal.governing_law", "This order is governed in all respects by the laws of the State of Oregon.", "State of Oregon"),
    ("price.pricing_model", "The Parties shall share all net proceeds of the campaigns in equal parts.", "outcome_based"),
    ("price.pricing_model", "Hosting fees are based on the number of calls answered.", "unit_based"),
    ("price.pricing_model", "The Client pays the Supplier a monthly fee for each store that is connected.", "unit_based"),
    ("price.pricing_model", "The Client pays a fixed consulting fee of EUR 5,000 a month.", "retainer"),
    ("schedule.duration", "The term of this agreement begins today and continues for a minimum period of 8 months.", {"count": 8, "unit": "month"}),
    ("schedule.duration", "Support is given for a renewable two-year term beginning with the first delivery.", {"count": 2, "unit": "year"}),
    ("schedule.duration", "The agreement shall continue in effect for three (S) years.", {"count": 3, "unit": "year"}),
    ("term.renewal", "Support is given for a renewable two-year term beginning with the first delivery.", "by_agreement"),
    ("travel.required", "The consultant may be required to travel to do the work.", True),
    ("travel.required", "The consultant shall not be required to travel.", False),
    ("warranty.period", "For a period of seven months from the first delivery, the Supplier warrants that the platform conforms to its description.", {"count": 7, "unit": "month"}),
    ("warranty.period", "The Client has a 25 business day period after the production release to report any defects in the configuration.", {"count": 25, "unit": "business_day"}),
    ("change.process", "Amendments shall be valid only if reduced to writing and signed.", "written"),
    ("term.renewal", "The order is not prolonged unless the parties agree anew.", "by_agreement"),
    ("legal.termination_notice", "The order may be brought to an end without reason with 60 days' written notice.", {"count": 60, "unit": "day"}),
    ("legal.governing_law", "The law of the State of Nevada controls.", "State of Nevada"),
    ("warranty.period", "The Supplier makes good any defect notified within 90 days of acceptance.", {"count": 90, "unit": "day"}),
    ("acceptance.review_period", "The Client checks each deliverable within 12 business days of receipt.", {"count": 12, "unit": "business_day"}),
    ("acceptance.deemed", "A deliverable is accepted only by written confirmation.", False),
    ("staffing.location_mode", "Services are delivered remotely, except that two people will travel to the Omaha office.", "hybrid"),
    ("billing.payment_terms_days", "Payment terms: due on receipt of a correct invoice, net 30", 30),
    # identity
    ("customer.legal_name", "", "Ostrava Foods Ltd"),
    ("supplier.legal_name", "", "Bluefin Advisory LLC"),
    ("msa.reference", "This SOW is issued under the Master Services Agreement No. MSA-778 dated 4 May 2025.", "Master Services Agreement No. MSA-778 dated 4 May 2025"),
    ("msa.reference", "This Hosting Schedule is attached to the Portal Services Agreement and forms part of it.", "Portal Services Agreement"),
    ("quote.number", "Quote number: Q-99120, see the annex", "Q-99120"),
    ("quote.expiration_date", "Prices are valid until 14 April 2027.", "2027-04-14"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "words", "value"), STATED, ids=[f"{field}: {words[:50]}" for field, words, _ in STATED]
)
def test_a_field_is_found_in_the_words_that_state_it(field: str, words: str, value: object) -> None:
    assert stated(PARTIES + words + "\n", field) == [value]


SILENT = [
    ("price.services_total", "The Supplier carries professional indemnity insurance of USD 5,000,000."),
    ("price.services_total", "Optional: the total price of extended support is EUR 9,000."),
    ("price.nte_cap", "Travel expenses shall not exceed EUR 2,000."),
    ("price.nte_cap", "The Supplier's liability shall not exceed EUR 500,000."),
    ("price.currency", "The Supplier maintains insurance with coverage of at least $2,000,000."),
    ("billing.payment_terms_days", "The Supplier shall submit its report within ten days after the end of the month."),
    ("schedule.duration", "Each party keeps the information confidential for a period of five years."),
    ("expense.policy", "Each party shall at its own expense defend such claims."),
    ("warranty.period", "Either party may terminate on 30 days' notice."),
    ("acceptance.deemed", "Notices are deemed accepted three days after posting."),
    ("billing.late_interest", "The Client owns 25% of the interest in the project per year."),
    ("travel.required", "In consideration of the premises and covenants the parties agree as follows."),
    ("scope.exclusions", '"Products" does not include samples.'),
    ("scope.assumptions", "The indemnifying party has assumed the defence of the claim."),
    ("doc.effective_date", "The Standard Terms of Engagement dated 1 February 2025 apply."),
    ("price.services_total", "Work Order No. 4, in the total price of $61,250, was completed last year."),
    ("price.services_total", "Fixed fee: EUR 1,900.00 per month"),
    ("price.nte_cap", "Rail fares and overnight stays are repaid at cost, in an amount not exceeding EUR 4,400."),
    ("schedule.end_date", "Work Order No. 4 was completed on June 30, 2026."),
    ("schedule.duration", "Claims for defects become time-barred 12 months after approval."),
    ("price.discount_pct", "The charges rest on the premise that at least 80% of invoices carry a number."),
    ("legal.liability_cap", "Nothing in this agreement shall not be limited including without limitation liability for fraud."),
]  # fmt: skip


@pytest.mark.parametrize(("field", "words"), SILENT, ids=[f"{field}: {words[:50]}" for field, words in SILENT])
def test_words_that_only_look_alike_state_nothing(field: str, words: str) -> None:
    assert stated(PARTIES + words + "\n", field) == []


@pytest.mark.parametrize("blank", ["____________", "TBD", "[DATE]", "to be agreed"])
def test_a_blank_to_fill_in_is_no_value(blank: str) -> None:
    assert stated(PARTIES + f"Start date: {blank}\n", "schedule.start_date") == []


def test_words_and_figures_that_differ_are_both_stated() -> None:
    words = "Travel expenses will not exceed four thousand five hundred dollars ($4,000.00)."
    amounts = {value["amount"] for value in stated(PARTIES + words, "expense.cap") if isinstance(value, dict)}
    assert amounts == {"4500.00", "4000.00"}


def test_a_cap_behind_a_pronoun_belongs_to_the_sentence_before() -> None:
    words = "The Client reimburses travel expenses at cost. They will not exceed EUR 1,800.00."
    assert stated(PARTIES + words, "expense.cap") == [{"amount": "1800.00", "currency": "EUR"}]
    assert stated(PARTIES + words, "expense.policy") == ["at_cost_capped"]
    assert stated(PARTIES + words, "price.nte_cap") == []


def test_two_caps_in_one_paper_are_both_kept() -> None:
    words = "Maximum charges: not to exceed GBP 90,000.00\n\nThe total charges shall not exceed GBP 95,000.00.\n"
    amounts = [value["amount"] for value in stated(PARTIES + words, "price.nte_cap") if isinstance(value, dict)]
    assert sorted(str(amount) for amount in amounts) == ["90000.00", "95000.00"]


TOTAL = "The total fixed fee for this engagement is EUR 90,000.00. "
TERM = "The engagement ends on 11 December 2027. "

PARTS = [
    ("price.services_total", TOTAL + "The Design phase is performed for a fixed fee of EUR 40,000.00."),
    ("price.services_total", TOTAL + "Onboarding is charged at a fixed price of EUR 6,000.00."),
    ("price.services_total", TOTAL + "For each additional branch a fixed fee of EUR 8,500.00 is charged."),
    ("schedule.end_date", TERM + "This SOW is placed under the Services Agreement, which expires on 9 June 2029."),
    ("schedule.end_date", TERM + "The pilot will run from 12 October 2027 to 6 November 2027."),
]  # fmt: skip


@pytest.mark.parametrize(("field", "words"), PARTS, ids=[words[-60:] for _, words in PARTS])
def test_a_part_or_another_paper_contradicts_nothing(field: str, words: str) -> None:
    paper = "# Statement of Work\n\n" + PARTIES + words.replace(". ", ".\n\n")
    assert len(stated(paper, field)) == 1


def test_the_total_of_a_part_is_not_the_total_of_the_work() -> None:
    fees = (
        "| Onboarding | EUR |\n|---|---|\n| Workshops | 4,100.00 |\n| Total onboarding | 9,300.00 |\n\n"
        "The total price of this SOW is EUR 69,300.00:\n\n"
        "| Price | EUR |\n|---|---|\n| Run, 24 months | 60,000.00 |\n| Total price | 69,300.00 |\n"
    )
    paper = f"# Statement of Work\n\n{PARTIES}\n\n## Fees\n\n{fees}"
    assert stated(paper, "price.services_total") == [{"amount": "69300.00", "currency": "EUR"}]


@pytest.mark.parametrize(
    ("field", "words", "expected"),
    [
        ("legal.governing_law", "THIS AGREEMENT SHALL BE GOVERNED BY THE LAWS OF THE STATE OF VERMONT, WITHOUT REGARD TO CONFLICTS.", ["STATE OF VERMONT"]),
        ("legal.governing_law", "It is construed in accordance with the laws, other than conflict rules, of the state of Ohio.", ["state of Ohio"]),
        ("legal.governing_law", "Inventions are determined in accordance with the patent laws of the United States.", []),
        ("schedule.duration", "The period of performance consists of a base year and two option years.", [{"count": 1, "unit": "year"}]),
        ("term.renewal", "Thereafter it shall continue for successive annual periods.", ["auto"]),
        ("change.process", "No provision may be waived or altered, except by an instrument in writing.", ["written"]),
        ("change.process", "Any additional Work Statements that may be signed by both parties are part of it.", []),
        ("price.pricing_model", "The Client will compensate the Consultant at the rate of $310 per hour.", ["time_and_materials"]),
    ],
)  # fmt: skip
def test_terms_of_long_contracts(field: str, words: str, expected: list[str]) -> None:
    assert stated(PARTIES + words, field) == expected


def test_an_agreement_that_is_dated_in_its_opening_takes_effect_on_that_day() -> None:
    opening = "SERVICES AGREEMENT (this “Agreement”), dated as of April 3, 2024, between Orrin Ltd (the “Client”) and Bask Ltd."
    assert stated(opening, "doc.effective_date") == ["2024-04-03"]


def test_days_that_are_for_something_else_are_no_notice_of_termination() -> None:
    words = "The term is renewed for periods of one year unless a party gives notice of cancellation before it ends."
    assert stated(PARTIES + words, "legal.termination_notice") == []


def test_of_two_passages_with_the_same_value_the_one_that_proves_it_is_quoted() -> None:
    words = "Expenses.\n\nReimbursement of Expenses.\n\nThe Client reimburses the Supplier for its reasonable travel expenses at cost."
    (found,) = [each for each in assumptions_of(PARTIES + words) if each.field == "expense.policy"]
    assert found.quote.text.startswith("The Client reimburses")
    assert found.proof.status == "proven"
