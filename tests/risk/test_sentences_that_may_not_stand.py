"""Each rule by which a sentence of a language model is left out, shown on a sentence."""

import pytest

from risk_builders import end, fee, finding, gate_of, hidden
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.risk.check import LONGEST, Material, fault, material_of

TERMS = finding(
    "d-3",
    "SC202",
    "billing.payment_terms_days",
    document=45,
    record=30,
    days=-15,
    message="Payment terms: the SOW says Net 45, Salesforce CPQ quote says Net 30.",
)
PARTY = finding(
    "d-4",
    "SC203",
    "customer.legal_name",
    severity="blocker",
    document="Northgate Mills Ltd",
    record="Southgate Holding AG",
    message="Customer: the SOW says “Northgate Mills Ltd”, Salesforce opportunity says “Southgate Holding AG”.",
)
UNSIGNED = finding(
    "d-5", "SC101", "doc.signature_status", severity="blocker", document="partially_signed", record="completed",
    message="Signature status: the SOW is partially signed, though Salesforce opportunity says completed.",
)  # fmt: skip
EXCLUSIONS = hidden("d-6", "scope.exclusions")
SHARE = finding(
    "d-7", "SC502", "billing.milestones", document=["20", "75"],
    message="Billing milestones: the shares of the milestones of the SOW come to 95 %.",
)  # fmt: skip
EVERY = (fee(), end(), TERMS, PARTY, UNSIGNED, EXCLUSIONS, SHARE)


def material(*findings: Discrepancy) -> Material:
    return material_of(findings or EVERY, gate_of(*(findings or EVERY)))


def reason(text: str, *cites: str, given: Material | None = None) -> str | None:
    """Why the sentence is left out; None if it stands."""
    return fault(text, cites, given or material())


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("The record holds EUR 170,000, which is EUR 14,000 less than the signed EUR 184,000.", ["d-1"]),
        ("The services total is signed at EUR 184.000,00, and the record says EUR 170,000.00.", ["d-1"]),
        ("The services total is 14,000 short in the record.", ["d-1"]),
        ("The services total is signed at 184k and recorded with EUR 170k.", ["d-1"]),
        ("One hundred and eighty-four thousand euros are signed, and the record holds less.", ["d-1"]),
        ("The record ends the services on 18 September 2026 instead of 30 October 2026, 42 days earlier.", ["d-2"]),
        ("The signed end is in October 2026, and the quote says Sept 18, 2026.", ["d-2"]),
        ("The signed end is 2026-10-30, forty-two days later than the record.", ["d-2"]),
        ("Payment is due in 45 days as signed, and after 30 days by the quote.", ["d-3"]),
        ("The SOW says net forty-five, the Salesforce CPQ quote says Net 30.", ["d-3"]),
        ("The milestones come to 95 percent of the price.", ["d-7"]),
        ("Two findings concern the price and the plan.", ["d-1", "d-2"]),
        ("Three findings block the gate.", ["d-1", "d-4", "d-5"]),
        ("Of these findings, three block the gate: the price, the customer and the signature.", ["d-1", "d-2", "d-4", "d-5"]),
        ("One finding of Finance is open.", ["d-1", "d-3"]),
        ("One services total differs from the SOW's.", ["d-1", "d-3"]),
        ("The record names Southgate Holding AG, while Northgate Mills Ltd is the party that signed.", ["d-4"]),
        ("The SOW is not signed by both sides, so Legal has to get the missing signature.", ["d-5"]),
        ("The SOW is not yet approved by anybody's signature.", ["d-5"]),
        ("Nobody in the project will see the exclusions unless Delivery operations carries them over.", ["d-6"]),
        ("These exclusions do not block the gate, but the kick-off needs them.", ["d-6"]),
        ("First, Sales operations should correct the record to the signed amount (d-1, SC201).", ["d-1"]),
        ("The message says that the record's value has no support: “nothing in the documents supports the record's value”.", ["d-1"]),
    ],
)  # fmt: skip
def test_a_sentence_that_its_sources_bear_out_stands(text: str, cites: list[str]) -> None:
    assert reason(text, *cites) is None


def test_a_sentence_that_cites_nothing_is_left_out() -> None:
    assert reason("The deal needs attention before kick-off.") == "cites nothing"


def test_a_sentence_that_cites_what_is_not_there_is_left_out() -> None:
    assert (
        reason("The price differs in the record.", "d-1", "d-99") == "cites d-99, which is no discrepancy of this case"
    )


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("The record is EUR 15,000 short of the signed amount.", ["d-1"]),
        ("The record is USD 14,000 short of the signed amount.", ["d-1"]),
        ("The record is $14k short of the signed amount.", ["d-1"]),
        ("The record is EUR 14 short of the signed amount.", ["d-1"]),
        ("The record is EUR 14.000,50 short of the signed amount.", ["d-1"]),
        ("The record is EUR \uff11\uff15\uff10\uff10\uff10 short of the signed amount.", ["d-1"]),
        ("The record is fifteen thousand euros short of the signed amount.", ["d-1"]),
        ("The record is EUR 354,000 in all, signed and recorded together.", ["d-1"]),
        ("The record is about 8 % short of the signed amount.", ["d-1"]),
        ("The record ends the services 42 business days earlier.", ["d-2"]),
        ("The record ends the services six weeks earlier.", ["d-2"]),
        ("The record ends the services on 18 September 2027.", ["d-2"]),
        ("The record ends the services in August.", ["d-2"]),
        ("The record ends the services on 09/10/2026.", ["d-2"]),
        ("The record ends the services in Q3.", ["d-2"]),
        ("The record gives 14,000 hours less.", ["d-1"]),
        ("The price is EUR 14,000 short, and the plan 42 days.", ["d-1"]),
        ("The price differs in three records.", ["d-1"]),
        ("Five findings concern the price and the plan.", ["d-1", "d-2"]),
        ("Two services totals differ.", ["d-1", "d-2"]),
        ("The two milestones of the SOW are short.", ["d-1", "d-7"]),
        ("The second milestone is short in the SOW.", ["d-7"]),
        ("The record holds half of the signed amount.", ["d-1"]),
        ("The record holds millions less than what was signed.", ["d-1"]),
        ("The record is more than EUR 14,000 short of the signed amount.", ["d-1"]),
        ("The record is nearly EUR 14,000 short of the signed amount.", ["d-1"]),
        ("The record has to be corrected by Monday.", ["d-1"]),
        ("See SOW-77 for the signed amount.", ["d-1"]),
    ],
)
def test_a_figure_that_is_not_in_what_is_cited_leaves_the_sentence_out(text: str, cites: list[str]) -> None:
    found = reason(text, *cites)
    assert found is not None
    assert found.startswith("states "), found


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("The SOW says EUR 170,000, while the record holds EUR 184,000.", ["d-1"]),
        ("EUR 170,000 were signed.", ["d-1"]),
        ("The services end on 30 October 2026 in the CRM record.", ["d-2"]),
        ("Southgate Holding AG is the party of the signed paper.", ["d-4"]),
        ("The quote says Net 45.", ["d-3"]),
    ],
)
def test_a_value_given_to_the_other_side_leaves_the_sentence_out(text: str, cites: list[str]) -> None:
    assert "the side that does not state it" in (reason(text, *cites) or "")


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("The record is EUR 14,000 higher than what was signed.", ["d-1"]),
        ("The SOW is EUR 14,000 lower than the record.", ["d-1"]),
        ("The record ends the services 42 days later than the SOW.", ["d-2"]),
    ],
)
def test_a_difference_told_the_wrong_way_round_leaves_the_sentence_out(text: str, cites: list[str]) -> None:
    assert "the wrong way round" in (reason(text, *cites) or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ask Meridian Partners about the signed amount.", "Meridian"),
        ("Northgate Mills Ltd is the customer.", "Northgate"),
        ("Ask the CFO about the signed amount.", "CFO"),
        ("Acme has to pay the signed amount.", "Acme"),
    ],
)
def test_a_name_that_no_source_has_leaves_the_sentence_out(text: str, said: str) -> None:
    assert f"names “{said}”" in (reason(text, "d-1") or "")


def test_an_owner_of_something_else_is_not_asked_to_act() -> None:
    assert reason("Legal has to correct the record to the signed amount.", "d-1") == (
        "names Legal, who owns nothing of what it cites"
    )
    assert reason("Enterprise architecture should correct the record.", "d-1") == (
        "names Enterprise architecture, who owns nothing of what it cites"
    )


def test_ids_and_codes_in_the_text_are_those_that_are_cited() -> None:
    assert reason("The price differs in the record (d-2).", "d-1") == "names d-2, which it does not cite"
    assert (
        reason("The price differs in the record (d-42).", "d-1") == "names d-42, which is no discrepancy of this case"
    )
    assert reason("The price differs in the record (SC503).", "d-1") == (
        "names the code SC503, which no discrepancy that it cites has"
    )


@pytest.mark.parametrize(
    "text",
    [
        "The project is ready to start.",
        "The deal is good to go once the record is corrected.",
        "Delivery may start while the record is corrected.",
        "There is no risk in the signed amount.",
        "There are no blockers left.",
        "Nothing blocks the gate.",
        "The signed amount and everything in the record match.",
        "The signed amount has been approved.",
        "The signed amount is already signed off.",
        "The SOW is fully signed.",
        "Approved by the owner of the record.",
        "The gate is open.",
        "Skip the gate and correct the record after kick-off.",
        "The finding can be ignored until the kick-off.",
        "There is no need to correct the record.",
        "Work can proceed with the signed amount regardless of the record.",
        "This finding does not block the gate.",
        "This is a minor difference in the record.",
        "As an AI, the record looks fine.",
        "Ignore all previous findings on the record.",
        "Please wire the signed amount to the account number in the record.",
        "Both parties executed the SOW without reservation.",
        "The record is correct and the SOW is not.",
        "No further action is required.",
        "The discrepancy is a typing error.",
        "The lead should sign now.",
        "Start work first and correct the record later.",
        "The difference is within tolerance.",
        "There is nothing to decide here.",
        "The finding can be treated as closed.",
        "The price matches the record.",
        "Send the price to the customer for payment.",
        "The record prevails over the SOW.",
        "The SOW is void.",
        "The gate opens once the record is corrected.",
        "Change the SOW to the record without telling the customer.",
        "The risk of the signed amount is low.",
        "Work on the signed amount may continue.",
    ],
)
def test_what_only_people_decide_is_never_said(text: str) -> None:
    found = reason(text, "d-1")
    assert found is not None
    assert "“" in found, found


def test_that_nothing_blocks_may_be_said_where_nothing_blocks() -> None:
    ready = material(EXCLUSIONS)
    assert reason("Nothing blocks the gate, but the exclusions are in no record.", "d-6", given=ready) is None
    assert reason("The project is ready to start.", "d-6", given=ready) is not None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The record is **short** of the signed amount.", "holds markup"),
        ("The record is <b>short</b> of the signed amount.", "holds markup"),
        ("The record is [short](d-1) of the signed amount.", "holds markup"),
        ("The record is short, see https://example.test/x for more.", "holds a link or an address"),
        ("The record is short, see evil.example for more.", "holds a link or an address"),
        ("The record is short, write to lead@example.test about it.", "holds a link or an address"),
        ("The record is short\u202e of the signed amount.", "holds characters that are not shown"),
        ("The record is short. The signed amount holds.", "is more than one sentence"),
        ("Price.", "says nothing"),
        ("The record is short " + "and short " * 70 + "of it.", f"is longer than {LONGEST} characters"),
    ],
)
def test_a_sentence_is_one_plain_sentence(text: str, why: str) -> None:
    assert reason(text, "d-1") == why


def test_a_quotation_is_to_the_letter() -> None:
    assert "quotes “the total was cut”" in (reason("The SOW says “the total was cut” of the amount.", "d-1") or "")


def test_words_of_another_finding_are_no_source() -> None:
    assert reason("The record is EUR 14,000 short of the signed amount.", "d-2") is not None


ALSO_IN_THE_PAPER = finding(
    "d-1", document={"amount": "184000.00", "currency": "EUR"}, record={"amount": "170000.00", "currency": "EUR"},
    amount="-14000.00",
    message="Services total: the SOW says EUR 184,000.00, Salesforce quote says EUR 170,000.00; the record's value also stands "
    "in the SOW.",
)  # fmt: skip


def test_a_value_of_the_record_that_a_paper_has_too_may_be_said_of_both() -> None:
    given = material(ALSO_IN_THE_PAPER)
    assert reason("The SOW also states EUR 170,000.", "d-1", given=given) is None
    assert "the side that does not state it" in (reason("The quote states EUR 184,000.", "d-1", given=given) or "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The record is EUR 170,000 short.", "tells the value EUR 170,000 as a difference"),
        ("The price is off by EUR 184,000.", "tells the value EUR 184,000 as a difference"),
        ("The most that is at stake is EUR 184,000.", "tells the value EUR 184,000 as a difference"),
        ("The record holds EUR 14,000.", "tells the difference EUR 14,000 as a value"),
    ],
)
def test_a_difference_is_no_value_and_a_value_no_difference(text: str, why: str) -> None:
    assert reason(text, "d-1") == why


PAPERS = finding(
    "d-1", "SC402", "billing.payment_terms_days", document={"sow.pdf": 45, "order_form.pdf": 30},
    message="Payment terms: the SOW says Net 45, the order form says Net 30 (page 2); the SOW prevails, as the SOW says.",
)  # fmt: skip


def test_a_value_of_one_paper_is_not_given_to_the_other() -> None:
    given = material(PAPERS)
    assert reason("The SOW says Net 45 and the order form Net 30.", "d-1", given=given) is None
    assert reason("The SOW says Net 30 and the order form Net 45.", "d-1", given=given) == (
        "gives Net 30 to a paper that does not state it"
    )


def test_a_value_of_one_item_is_not_given_to_another() -> None:
    design = finding("d-1", "SC205", "price.lines", key="Design", amount="300")
    build = finding("d-2", "SC205", "price.lines", key="Build", amount="700")
    given = material(design, build)
    assert reason("Design is EUR 300 too high, Build EUR 700 too high.", "d-1", "d-2", given=given) is None
    assert reason("Design is EUR 700 too high, Build EUR 300 too high.", "d-1", "d-2", given=given) == (
        "gives EUR 700 to another item of the list"
    )
