"""What decisions and signatures are bound to: what is said, not where or in which copy."""

import pytest

from case_builders import SOW, deal, text_document
from sowcheck.core.analyses import RequiredApproval
from sowcheck.core.cases import Case, Gate
from sowcheck.core.discrepancies import Exposure
from sowcheck.core.documents import Unread
from sowcheck.gate.digest import analysis_of
from sowcheck.settings import load_policy

POLICY = load_policy(None)
REPORT = "e" * 64


def fingerprints(case: Case) -> set[str]:
    return {each.fingerprint for each in analysis_of(case, POLICY, REPORT).findings}


def changed(one: Case, other: Case) -> set[str]:
    """Fields of which the two say something different."""
    first, second = analysis_of(one, POLICY, REPORT).fields, analysis_of(other, POLICY, REPORT).fields
    return {field for field in first | second if first.get(field) != second.get(field)}


def test_a_check_made_twice_is_the_same() -> None:
    assert analysis_of(deal(), POLICY, REPORT) == analysis_of(deal(), POLICY, REPORT)


def test_a_clause_added_elsewhere_changes_nothing_that_was_decided() -> None:
    longer = deal(text_document("A new first line.\n" + SOW, id_="doc-1"))
    assert fingerprints(longer) == fingerprints(deal())
    assert changed(deal(), longer) == set()


def test_another_word_in_the_quote_reopens_its_field_alone() -> None:
    quotes = [
        each.model_copy(update={"quote": each.quote.model_copy(update={"text": "EUR 184000"})})
        if each.field == "price.services_total"
        else each
        for each in deal().assumptions
    ]
    other = deal().model_copy(update={"assumptions": tuple(quotes)})
    assert changed(deal(), other) == {"price.services_total"}
    assert len(fingerprints(deal()) - fingerprints(other)) == 1


def test_another_value_in_the_record_reopens_its_field_alone() -> None:
    values = [
        each.model_copy(update={"value": 45, "raw": "Net 45"}) if each.path == "Payment_Terms__c" else each
        for each in deal().record_values
    ]
    assert changed(deal(), deal().model_copy(update={"record_values": tuple(values)})) == {"billing.payment_terms_days"}


@pytest.mark.parametrize(
    "otherwise",
    [
        {"severity": "low"},
        {"owner": "legal"},
        {"message": "Something else differs."},
        {"document_value": {"amount": "1184000.00", "currency": "EUR"}},
        {"record_value": {"amount": "1.00", "currency": "EUR"}},
        {"exposure": Exposure(days=90)},
    ],
    ids=lambda each: next(iter(each)),
)
def test_whatever_a_finding_says_otherwise_is_decided_anew(otherwise: dict[str, object]) -> None:
    """Also where no quote and no record differ, as in what was worked out from others."""
    first, *rest = deal().discrepancies
    other = deal().model_copy(update={"discrepancies": (first.model_copy(update=otherwise), *rest)})
    assert len(fingerprints(deal()) - fingerprints(other)) == 1
    assert changed(deal(), other) == {first.field}


def test_confidence_and_ids_are_not_what_is_signed() -> None:
    surer = [each.model_copy(update={"confidence": 0.5, "needs_review": True}) for each in deal().assumptions]
    assert changed(deal(), deal().model_copy(update={"assumptions": tuple(surer)})) == set()


def test_what_blocks_the_gate_blocks_as_a_finding() -> None:
    found = {each.discrepancy: each.blocks for each in analysis_of(deal(), POLICY, REPORT).findings}
    assert found["d-1"]
    assert not all(found.values())


def test_a_paper_that_nobody_read_is_an_obstacle_unless_a_finding_says_so() -> None:
    unread = text_document(unread=[Unread(where="page 2", reason="no_text_layer")])
    shut = deal(unread).model_copy(
        update={"gate": Gate(state="blocked", blockers=("doc-1",), approvals=(RequiredApproval(role="finance"),))}
    )
    assert analysis_of(shut, POLICY, REPORT).obstacles == (
        "Not everything was read, or not everybody has signed: sow.txt.",
    )
    told = shut.discrepancies[0].model_copy(update={"id": "d-9", "code": "SC107", "field": "doc.coverage"})
    with_finding = analysis_of(shut.model_copy(update={"discrepancies": (told,)}), POLICY, REPORT)
    assert with_finding.obstacles == ()
    assert [each.blocks for each in with_finding.findings] == [True]
    of_something_else = told.model_copy(update={"code": "SC127", "severity": "medium"})
    silent = analysis_of(shut.model_copy(update={"discrepancies": (of_something_else,)}), POLICY, REPORT)
    assert len(silent.obstacles) == 1
    assert [each.blocks for each in silent.findings] == [False]


def test_who_must_sign_and_why_is_what_the_check_says() -> None:
    gate = Gate(
        state="ready",
        blockers=(),
        approvals=(RequiredApproval(role="legal", people=2, because=("The customer's industry is insurance.",)),),
    )
    assert analysis_of(deal().model_copy(update={"gate": gate}), POLICY, REPORT).required == gate.approvals
