"""Is this the paper that was signed, in this version, by those who may, for a deal that was won?"""

import pytest

from compare_builders import EXECUTED, Fact, Paper, compared, contradictions, day, found, money, outcomes, signed
from sowcheck.core.documents import Comment, Revision, Unread

STATUS, VERSION, TOTAL = "doc.signature_status", "doc.version", "price.services_total"


def unsigned(kind: str, *facts: Fact) -> Paper:
    return Paper(kind, *facts, executed=False)


# --- signatures --------------------------------------------------------------------------------------------------------


def test_a_paper_that_one_side_has_not_signed_blocks_whatever_the_record_says() -> None:
    comparison = compared([unsigned("sow", (STATUS, "partially_signed"))], {"Quote": [(STATUS, "completed")]})
    (flagged,) = comparison.discrepancies
    assert (flagged.code, flagged.kind, flagged.severity, flagged.owner) == (
        "SC101",
        "not_executed",
        "blocker",
        "legal",
    )
    assert "though Salesforce quote R-1 says completed" in flagged.message
    assert outcomes(comparison, STATUS) == ["mismatch"]


def test_all_unsigned_papers_are_one_discrepancy() -> None:
    papers = [
        unsigned("sow", (STATUS, "unsigned")),
        unsigned("order_form", (STATUS, "partially_signed")),
        Paper("change_order"),
    ]
    (flagged,) = found(compared(papers), "SC101")
    assert flagged.document_value == {"sow.txt": "unsigned", "order_form.txt": "partially_signed"}


def test_a_case_without_any_signature_is_not_executed() -> None:
    comparison = compared([unsigned("sow")])
    assert contradictions(comparison) == [("SC102", STATUS, None)]
    assert comparison.discrepancies[0].severity == "blocker"


def test_a_missing_signature_shows_what_the_record_says_of_it() -> None:
    comparison = compared([unsigned("sow")], {"Quote": [(STATUS, "completed")]})
    (flagged,) = found(comparison, "SC102")
    assert flagged.record_value == "completed"
    assert flagged.message.endswith("no signature was found in sow.txt, though Salesforce quote R-1 says completed.")


def test_a_statement_of_work_without_signature_beside_a_signed_order_form_is_unclear() -> None:
    assert contradictions(compared([unsigned("sow"), Paper("order_form")])) == [("SC106", STATUS, None)]
    assert not contradictions(compared([Paper("sow"), unsigned("order_form")]))


def test_a_record_that_lags_behind_the_signature_is_a_mismatch() -> None:
    comparison = compared([Paper("sow")], {"Quote": [(STATUS, "partially_signed")]})
    assert [(each.code, each.severity) for each in comparison.discrepancies] == [("SC204", "medium")]


def test_a_signed_paper_with_a_signed_record_matches() -> None:
    assert outcomes(compared([Paper("sow")], {"Quote": [(STATUS, "completed")]}), STATUS) == ["match"]


def test_an_agreement_or_a_proposal_alone_needs_no_signature() -> None:
    comparison = compared([unsigned("msa"), unsigned("proposal")])
    assert not [each for each in comparison.discrepancies if each.field == STATUS]


def test_work_that_starts_before_the_last_signature_is_flagged() -> None:
    early = compared([Paper("sow", ("schedule.start_date", day("2026-05-01")))])
    (flagged,) = found(early, "SC105")
    assert (flagged.field, flagged.exposure.days) == ("doc.supplier_signed_date", 4)
    assert not contradictions(compared([Paper("sow", ("schedule.start_date", day("2026-05-05")))]))


# --- the file ----------------------------------------------------------------------------------------------------------


def test_tracked_changes_and_comments_in_a_signed_file_are_flagged() -> None:
    changes = [Revision(kind="inserted", text="17 August"), Revision(kind="deleted", text="3 August", before=0)]
    paper = Paper("sow", revisions=changes, comments=[Comment(text="Is this agreed?")])
    (flagged,) = compared([paper]).discrepancies
    assert (flagged.code, flagged.field, flagged.document_value) == ("SC103", VERSION, {"revisions": 2, "comments": 1})
    assert "2 tracked changes and 1 comment" in flagged.message


def test_what_was_not_read_blocks() -> None:
    places = [Unread(where=f"page {number} image 1", reason="no_text_layer") for number in range(1, 6)]
    (flagged,) = compared([Paper("sow", unread=places)]).discrepancies
    assert (flagged.code, flagged.field, flagged.severity) == ("SC107", "doc.coverage", "blocker")
    assert "page 3 image 1 (no text layer) and 2 more" in flagged.message


# --- versions ----------------------------------------------------------------------------------------------------------


def test_a_record_made_from_another_version_is_stale() -> None:
    comparison = compared([Paper("sow", (VERSION, "4"))], {"QuoteDocument": [(VERSION, "3.0")]})
    (flagged,) = comparison.discrepancies
    assert (flagged.code, flagged.kind, flagged.document_value, flagged.record_value) == (
        "SC601",
        "stale_version",
        "4",
        "3.0",
    )
    assert outcomes(compared([Paper("sow", (VERSION, "v4"))], {"Q": [(VERSION, "4.0")]}), VERSION) == ["match"]
    assert outcomes(compared([Paper("sow", (VERSION, "v4"))]), VERSION) == ["record_silent"]


@pytest.mark.parametrize(
    ("words", "stale"),
    [
        ("Statement of Work\tTCP-SOW-2026-0117, Version 2.0", True),
        ("This order refers to SOW 17 v2.0", True),
        ("under Statement of Work No. 17, Version 2.0, dated 4 May 2026", True),
        ("Statement of Work TCP-SOW-2026-0117, Version 2.1", False),
        ("Statement of Work TCP-SOW-2026-0117", False),
    ],
)
def test_an_order_form_names_the_version_at_hand(words: str, stale: bool) -> None:
    papers = [Paper("sow", (VERSION, "2.1")), Paper("order_form", text=words)]
    assert bool(found(compared(papers), "SC602")) is stale


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("amends the Statement of Work WDL-004 dated 19 January 2026 (the SOW)", True),
        ("amends Statement of Work No. 4, Version 4.0, dated 19 January 2026", True),
        ("amends Statement of Work No. 4. It is dated 19 January 2026", False),
        ("amends the Statement of Work WDL-004 dated 12 January 2026 (the SOW)", False),
        ("amends the Statement of Work WDL-004 dated 4 May 2026", False),
        ("under the SOW and the Framework Agreement dated 3 June 2024", False),
        ("amends the Statement of Work WDL-004", False),
    ],
)
def test_a_change_order_names_the_paper_at_hand_by_its_date(words: str, wrong: bool) -> None:
    papers = [Paper("sow", ("doc.effective_date", day("2026-01-12"))), Paper("change_order", text=words)]
    assert bool(found(compared(papers), "SC404")) is wrong


# --- authority ---------------------------------------------------------------------------------------------------------

RULE = (
    "A Change Order that increases the Charges by more than EUR 25,000.00 is valid only if signed for the Client by its "
    "Chief Supply Chain Officer or its Finance Director."
)


def amended(title: str, total: str, party: str = "customer") -> list[Paper]:
    return [
        Paper("sow", (TOTAL, money("268000")), text=RULE),
        Paper(
            "change_order",
            (TOTAL, money(total)),
            (STATUS, "completed"),
            signed(party, "2026-05-04", title=title),
            executed=False,
        ),
    ]


@pytest.mark.parametrize(
    ("title", "total", "flagged"),
    [
        ("Head of Transport Systems", "307500", True),
        ("Finance Director", "307500", False),
        ("Chief Supply Chain Officer", "307500", False),
        ("CSCO", "307500", False),
        ("Group Finance Director", "307500", False),
        ("Head of Transport Systems", "290000", False),
        ("Head of Transport Systems", "268000", False),
    ],
)
def test_above_an_amount_the_papers_ask_for_a_position(title: str, total: str, flagged: bool) -> None:
    assert bool(found(compared(amended(title, total)), "SC104")) is flagged


def test_a_rule_for_the_client_says_nothing_about_the_supplier() -> None:
    assert not found(compared(amended("Head of Sales", "307500", "supplier")), "SC104")


def test_the_finding_names_the_positions_and_the_person() -> None:
    (flagged,) = found(compared(amended("Head of Transport Systems", "307500")), "SC104")
    assert (flagged.field, flagged.key) == ("doc.signatories", "A. Berg")
    assert "it needs Chief Supply Chain Officer or Finance Director" in flagged.message


# --- deal and quote ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (("deal.is_won", False), "SC604"),
        (("quote.is_primary", False), "SC606"),
        (("quote.calculated", False), "SC607"),
        (("quote.status", "Draft"), "SC605"),
        (("quote.status", "IN_REVIEW"), "SC605"),
        (("quote.status", "Sailed"), "SC901"),
        (("quote.expiration_date", day("2026-05-04")), "SC603"),
        (("deal.close_date", day("2026-06-30")), "SC608"),
    ],
)
def test_a_deal_or_quote_that_is_not_ready_is_flagged(fact: Fact, code: str) -> None:
    comparison = compared([Paper("sow")], {"Quote": [fact]})
    assert contradictions(comparison) == [(code, fact[0], None)]


@pytest.mark.parametrize(
    "fact",
    [
        ("deal.is_won", True),
        ("quote.is_primary", True),
        ("quote.calculated", True),
        ("quote.status", "Approved"),
        ("quote.status", "APPROVAL_NOT_NEEDED"),
        ("quote.expiration_date", day("2026-05-05")),
        ("deal.close_date", day("2026-05-11")),
    ],
)
def test_a_deal_or_quote_that_is_ready_is_a_match(fact: Fact) -> None:
    comparison = compared([Paper("sow")], {"Quote": [fact]})
    assert outcomes(comparison, fact[0]) == ["match"]
    assert not comparison.discrepancies


def test_days_without_any_signature_are_not_evaluated() -> None:
    records = {"Q": [("quote.expiration_date", day("2026-01-01")), ("deal.close_date", day("2026-01-01"))]}
    comparison = compared([unsigned("sow", (STATUS, "completed"))], records)
    assert outcomes(comparison, "quote.expiration_date") == ["not_evaluated"]
    assert outcomes(comparison, "deal.close_date") == ["not_evaluated"]


def test_a_date_in_the_text_near_the_close_may_be_a_signature_that_nobody_read() -> None:
    paper = Paper("sow", text="Accepted by the Client on 29 June 2026")
    comparison = compared([paper], {"Q": [("deal.close_date", day("2026-06-30"))]})
    assert outcomes(comparison, "deal.close_date") == ["not_evaluated"]


def test_a_change_order_is_signed_after_the_first_quote_expired_and_rightly() -> None:
    late = Paper("change_order", (STATUS, "completed"), signed("customer", "2027-01-04"), executed=False)
    comparison = compared([Paper("sow"), late], {"Q": [("quote.expiration_date", day("2026-05-31"))]})
    assert not comparison.discrepancies


def test_a_number_that_the_paper_states_must_be_right() -> None:
    field = "quote.number"
    assert outcomes(compared([Paper("sow", (field, "Q-1"))], {"Q": [(field, "Q-2")]}), field) == ["mismatch"]
    assert outcomes(compared([Paper("sow")], {"Q": [(field, "Q-2")]}), field) == ["document_silent"]
    assert outcomes(compared([Paper("sow", (field, "Q-1"))]), field) == ["record_silent"]


def test_signature_dates_come_from_fields_of_their_own_too() -> None:
    facts: list[Fact] = [(STATUS, "completed"), ("doc.customer_signed_date", day("2026-05-04"))]
    comparison = compared([unsigned("sow", *facts)], {"Q": [("quote.expiration_date", day("2026-05-01"))]})
    assert [each.code for each in comparison.discrepancies if each.kind == "policy_breach"] == ["SC603"]
    assert EXECUTED[0] == (STATUS, "completed")


def test_the_close_date_proves_nothing_while_a_signature_has_no_date() -> None:
    undated = unsigned("sow", (STATUS, "completed"), signed("customer", "2026-05-04"), signed("supplier", None))
    comparison = compared([undated], {"Q": [("deal.close_date", day("2026-06-30"))]})
    assert outcomes(comparison, "deal.close_date") == ["not_evaluated"]
    near = compared([undated], {"Q": [("deal.close_date", day("2026-05-06"))]})
    assert outcomes(near, "deal.close_date") == ["match"]
