"""The gate is blocked by anything grave, unread or unsigned; which roles must sign follows from the policy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_builders import POLICY, Fact, Paper, compared, money
from sowcheck.core.analyses import RequiredApproval
from sowcheck.core.approval_rules import ApprovalRule
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument, Gate
from sowcheck.core.documents import Unread
from sowcheck.core.policy import Policy
from sowcheck.gate.readiness import readiness

TOTAL, TERMS, STATUS = "price.services_total", "billing.payment_terms_days", "doc.signature_status"


def gate(papers: list[Paper], records: dict[str, list[Fact]] | None = None, policy: Policy = POLICY) -> Gate:
    built = [paper.built(f"doc-{number}") for number, paper in enumerate(papers, start=1)]
    documents: list[CaseDocument] = [document for document, _ in built]
    assumptions: list[Assumption] = [each for _, own in built for each in own]
    return readiness(documents, assumptions, compared(papers, records, policy).discrepancies, policy)


def test_a_signed_paper_that_agrees_is_ready() -> None:
    needed = (RequiredApproval(role="delivery_ops", because=("Every deal needs it.",)),)
    assert gate([Paper("sow", (TERMS, 30))], {"Q": [(TERMS, 30)]}) == Gate(state="ready", blockers=(), approvals=needed)


def test_hidden_scope_does_not_block() -> None:
    assert gate([Paper("sow", ("price.nte_cap", money("9")))]).state == "ready"


def test_a_blocker_blocks_and_is_named() -> None:
    decided = gate([Paper("sow", (TOTAL, money("100")))], {"Q": [(TOTAL, money("50"))]})
    assert (decided.state, decided.blockers) == ("blocked", ("d-1",))


def test_the_policy_says_which_severities_block() -> None:
    papers, records = [Paper("sow", (TERMS, 45))], {"Q": [(TERMS, 30)]}
    strict = POLICY.model_copy(update={"blocking": ("blocker", "high")})
    assert gate(papers, records).state == "ready"
    assert gate(papers, records, strict).state == "blocked"


def test_a_document_with_an_unread_part_blocks_whatever_the_policy_says() -> None:
    paper = Paper("sow", unread=[Unread(where="page 1 image 1", reason="no_text_layer")])
    mild = POLICY.model_copy(update={"blocking": ()})
    assert gate([paper], policy=mild).blockers == ("doc-1",)


def test_an_unsigned_contract_blocks_whatever_the_policy_says() -> None:
    mild = POLICY.model_copy(update={"blocking": ()})
    papers = [Paper("sow"), Paper("order_form", (STATUS, "partially_signed"), executed=False)]
    assert gate(papers, policy=mild).blockers == ("doc-2",)
    assert gate([Paper("sow", executed=False)], policy=mild).blockers == ("doc-1",)


def test_a_contract_without_a_signature_block_goes_with_one_that_is_signed() -> None:
    assert gate([Paper("sow"), Paper("order_form", executed=False)]).state == "ready"


def test_an_agreement_needs_no_signature_of_this_deal() -> None:
    assert gate([Paper("sow"), Paper("msa", executed=False)]).state == "ready"


def test_a_case_without_documents_is_blocked() -> None:
    assert readiness([], [], [], POLICY).state == "blocked"


@pytest.mark.parametrize(
    ("facts", "records", "roles"),
    [
        ([], {}, ("delivery_ops",)),
        ([(TOTAL, money("250000"))], {"Q": [(TOTAL, money("250000"))]}, ("delivery_ops", "finance")),
        ([("price.nte_cap", money("300000"))], {}, ("delivery_ops", "finance")),
        ([(TOTAL, money("100"))], {"Q": [(TOTAL, money("50"))]}, ("sales_ops", "delivery_ops", "finance")),
        ([("term.renewal", "auto")], {"Q": [("term.renewal", "none")]}, ("delivery_ops", "legal")),
        ([("term.renewal", "auto")], {}, ("delivery_ops",)),
    ],
    ids=["always", "over value", "ceiling over value", "blocker", "term of legal differs", "term of legal is hidden"],
)
def test_the_rules_of_the_policy_name_the_roles(
    facts: list[Fact], records: dict[str, list[Fact]], roles: tuple[str, ...]
) -> None:
    assert gate([Paper("sow", *facts)], records).required_approvals == roles


def test_no_rule_names_no_role() -> None:
    assert gate([Paper("sow")], policy=POLICY.model_copy(update={"approvals": ()})).required_approvals == ()
    info = POLICY.model_copy(update={"approvals": (ApprovalRule(roles=("legal",), when="severity:info"),)})
    assert gate([Paper("sow")], policy=info).required_approvals == ()


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_paper_that_differs_from_its_record_is_never_without_a_finding(stated: int, recorded: int) -> None:
    comparison = compared([Paper("sow", (TERMS, stated))], {"Q": [(TERMS, recorded)]})
    assert bool(comparison.discrepancies) is (stated != recorded)


def test_papers_that_were_not_understood_block() -> None:
    assert gate([Paper("sow")], {"Q": [(TERMS, 30)]}).state == "blocked"
    assert gate([Paper("proposal", (TERMS, 30))], {"Q": [(TERMS, 30)]}).state == "blocked"
