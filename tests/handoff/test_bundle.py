"""What a handoff says: terms as people settled them, the parts that targets set up, and who vouches for it."""

import json

import jsonschema
import pytest
from pydantic import JsonValue

from case_builders import deal
from handoff_builders import Reviewed, fixture, reviewed, signed_off, small
from sowcheck.core.decisions import Resolution
from sowcheck.handoff.build import bundle_bytes, bundle_of, idempotency_key
from sowcheck.handoff.model import Handoff, TermShape
from sowcheck.handoff.schema import HANDOFF

FEE = {"amount": "184000.00", "currency": "EUR"}
RECORDED = {"amount": "170000.00", "currency": "EUR"}


def term(bundle: Handoff, field: str, key: str | None = None) -> TermShape:
    (found,) = (each for each in bundle.terms if (each.field, each.key) == (field, key))
    return found


def of(check: Reviewed, **decided: object) -> Handoff:
    return bundle_of(signed_off(check, **decided), check.report)  # type: ignore[arg-type]  # as signed_off takes them


def test_the_published_schema_is_that_of_the_model() -> None:
    assert HANDOFF.path.read_text(encoding="utf-8") == HANDOFF.text(), "run: python -m sowcheck.handoff.schema"


@pytest.mark.parametrize("name", ["F1", "F2"])
def test_a_bundle_keeps_to_its_schema(name: str) -> None:
    check = fixture(name)
    jsonschema.validate(json.loads(bundle_bytes(of(check))), HANDOFF.made())


def test_the_same_case_gives_the_same_bytes_and_any_other_decision_gives_others() -> None:
    once, again = (bundle_bytes(of(small())) for _ in range(2))
    assert once == again
    assert bundle_bytes(of(small(), values={"d-2": "Data conversion"})) != once


def test_a_signed_paper_holds_where_a_difference_is_let_pass_and_the_field_is_named() -> None:
    bundle = of(small())
    fee = term(bundle, "price.services_total")
    assert (fee.value, fee.origin, fee.waived, fee.discrepancies) == (FEE, "document", True, ("d-1",))
    assert [(each.field, each.reason, each.by, each.confirmed_by) for each in bundle.waived] == [
        ("price.services_total", "accept_with_waiver for d-1", "u-owner", "u-second"),
        ("scope.exclusions", "accept_with_waiver for d-2", "u-owner", "u-second"),
    ]


def test_an_entered_value_stands_everywhere() -> None:
    check = fixture("F1")
    entered = {"amount": "312000.00", "currency": "USD"}
    finding = next(each for each in check.report.discrepancies if each.field == "price.services_total")
    case = signed_off(check)
    standing = case.decisions[check.analysis.findings[0].fingerprint]
    decided = standing.decision.model_copy(update={"resolution": "enter_value", "value": entered})
    case = case.model_copy(
        update={"decisions": {**case.decisions, decided.finding: standing.model_copy(update={"decision": decided})}}
    )
    assert check.analysis.findings[0].discrepancy == finding.id
    bundle = bundle_of(case, check.report)
    fee = term(bundle, "price.services_total")
    assert (fee.value, fee.origin) == (entered, "entered")
    assert bundle.project_master.services_total is not None
    assert bundle.project_master.services_total.amount == "312000.00"
    assert [(each.what, each.sum, each.expected, each.agrees) for each in bundle.checks] == [
        ("contract lines", "318000.00", "312000.00", False),
        ("billing events", "320000.00", "312000.00", False),
    ]


def test_an_item_that_was_entered_replaces_the_one_of_its_name_alone() -> None:
    check = fixture("F1")
    (finding,) = (each for each in check.report.discrepancies if each.code == "SC510")
    value = {"name": "M4 User acceptance testing passed", "amount": "1.00", "currency": "USD"}
    bundle = of(check, values={finding.id: value})
    amounts = {each.name: each.amount for each in bundle.billing_schedule.events}
    assert len(amounts) == 5
    assert amounts["M4 User acceptance testing passed"] == "1.00"


def test_a_list_that_was_entered_replaces_the_whole_list() -> None:
    check = fixture("F1")
    (finding,) = (each for each in check.report.discrepancies if (each.field, each.key) == ("staffing.roles", None))
    bundle = of(check, values={finding.id: [{"role": "Architect", "count": 2}]})
    requests = [(each.role, each.count, each.key_person) for each in bundle.resource_requests]
    assert requests == [("Architect", 2, False), ("Solution architect", None, True)]


def test_the_record_holds_where_people_let_it_win() -> None:
    check = fixture("F1")
    (finding,) = (each for each in check.report.discrepancies if each.code == "SC205")
    bundle = of(check, choices={finding.id: "amend_document"})
    line = term(bundle, finding.field, finding.key)
    assert (line.value, line.origin) == (finding.record_value, "record")
    other = term(bundle, "price.lines", "Training and hypercare")
    assert other.origin == "document"


def test_what_a_deal_is_called_is_the_records_own() -> None:
    bundle = of(fixture("F1"))
    assert term(bundle, "quote.number").origin == "record"
    assert term(bundle, "deal.opportunity_id").value == bundle.project_master.opportunity_id


def test_the_paper_that_prevails_holds_against_the_other() -> None:
    cap = term(of(fixture("F2")), "price.nte_cap")
    assert (cap.value, cap.origin, cap.waived) == ({"amount": "430000.00", "currency": "NZD"}, "document", True)


@pytest.mark.parametrize(
    ("resolution", "value", "origin"),
    [("accept_with_waiver", None, "undecided"), ("not_a_discrepancy", FEE, "document")],
)
def test_nothing_is_chosen_where_a_paper_contradicts_itself(
    resolution: Resolution, value: JsonValue, origin: str
) -> None:
    case = deal()
    first, *others = case.discrepancies
    both = first.model_copy(
        update={"code": "SC401", "kind": "conflict_within_document", "document_value": [FEE, RECORDED]}
    )
    check = reviewed(case.model_copy(update={"discrepancies": (both, *others)}))
    bundle = of(check, choices={"d-1": resolution})
    fee = term(bundle, "price.services_total")
    assert (fee.value, fee.origin) == (value, origin)
    assert (bundle.project_master.services_total is None) == (value is None)


def test_a_project_is_set_up_closed_with_what_the_paper_says() -> None:
    project = of(fixture("F2")).project_master
    assert (project.active, project.open_for_time) == (False, False)
    assert (project.customer, project.currency) == ("Waitoru Dairy Co-operative Limited", "NZD")
    assert (project.pricing_model, project.start, project.end) == (
        "time_and_materials_nte",
        "2026-05-04",
        "2026-10-30",
    )


def test_a_role_is_requested_with_its_hours_rate_and_key_person() -> None:
    requests = {each.role: each for each in of(fixture("F2")).resource_requests}
    assert set(requests) == {
        "Business analyst", "Data analyst", "Delivery lead", "Integration engineer", "Security tester", "Solution architect",
    }  # fmt: skip
    lead = requests["Delivery lead"]
    assert (lead.key_person, lead.person, lead.rate_per) == (True, "Hana Te Rangi", "day")
    assert lead.skills == ("Azure Integration Services", "EDIFACT")
    assert not requests["Data analyst"].key_person


def test_milestones_that_do_not_come_to_the_price_are_told() -> None:
    bundle = of(fixture("F1"))
    assert [each.amount_from for each in bundle.billing_schedule.events] == ["stated"] * 5
    assert [(each.what, each.sum, each.agrees) for each in bundle.checks] == [
        ("contract lines", "318000.00", True),
        ("billing events", "320000.00", False),
    ]


def test_the_papers_repeating_an_item_do_not_double_it() -> None:
    lines = of(fixture("F1")).contract_lines
    assert len(lines) == len({each.description for each in lines}) == 5


def test_keys_are_unique_and_name_deal_paper_version_and_part() -> None:
    bundle = of(fixture("F1"))
    keys = [
        bundle.project_master.external_key,
        bundle.billing_schedule.external_key,
        *(each.external_key for each in bundle.contract_lines),
        *(each.external_key for each in bundle.billing_schedule.events),
        *(each.external_key for each in bundle.resource_requests),
        *(each.external_key for each in bundle.risk_log),
    ]
    assert len(set(keys)) == len(keys)
    opportunity, paper, version, part = keys[0].split(":")
    assert (opportunity, paper, part) == (bundle.project_master.opportunity_id, "sow", "project_master")
    assert version


def test_delivery_takes_over_what_was_let_pass_and_what_the_deal_rests_on() -> None:
    bundle = of(small(), choices={"d-2": "not_a_discrepancy"})
    assert [(each.kind, each.field, each.resolution) for each in bundle.risk_log] == [
        ("discrepancy", "price.services_total", "accept_with_waiver"),
        ("exclusion", "scope.exclusions", None),
    ]
    assert bundle.risk_log[0].exposure is not None
    assert bundle.risk_log[0].exposure.amount == "-14000.00"


def test_each_signature_says_who_when_and_what_it_waives() -> None:
    bundle = of(small())
    assert {each.role for each in bundle.signatures} == {"delivery_ops", "sales_ops", "finance"}
    by_role = {each.role: each for each in bundle.signatures}
    assert by_role["finance"].waives == ("d-1",)
    assert by_role["delivery_ops"].waives == ("d-1", "d-2")
    assert {each.decision for each in bundle.signatures} == {"approve_with_waiver"}
    assert all(each.at == "2026-06-01T13:00:00+00:00" for each in bundle.signatures)


def test_a_signature_that_no_longer_holds_is_not_in_the_bundle() -> None:
    check = small()
    case = signed_off(check)
    first = case.signatures[0]
    stale = first.model_copy(update={"by": "u-early", "seal": first.seal.model_copy(update={"fields": {}})})
    bundle = bundle_of(case.model_copy(update={"signatures": (stale, *case.signatures)}), check.report)
    assert "u-early" not in {each.by for each in bundle.signatures}
    assert len(bundle.signatures) == len(case.signatures)


def test_what_was_checked_and_signed_is_named_by_its_hash() -> None:
    check = small()
    evidence = of(check).evidence
    assert [each.sha256 for each in evidence.documents] == list(check.analysis.documents)
    assert [each.sha256 for each in evidence.records] == list(check.analysis.records)
    assert (evidence.policy_sha256, evidence.report_sha256) == (check.analysis.policy, check.analysis.report)


def test_a_key_stands_for_one_case_and_bundle() -> None:
    assert idempotency_key("case-1", "ab") == "case-1:ab"
