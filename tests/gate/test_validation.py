"""What must be there before a case is worked on: by the policy, each missing thing a task for the role that owns it."""

import datetime as dt

import pytest

from gate_builders import NOON, QUOTE, received
from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.incoming import News
from sowcheck.core.policy import FieldPolicy, Policy, ValidationPolicy
from sowcheck.core.snapshots import Snapshot
from sowcheck.core.tasks import Task
from sowcheck.gate.validation import ReadRecord, missing, without_contract
from sowcheck.settings import load_policy

POLICY = load_policy(None)
EVERYTHING = frozenset({"deal.opportunity_id", "deal.is_won", "customer.legal_name", "price.services_total"})


def record(
    fields: frozenset[str] = EVERYTHING,
    *,
    system: str = "salesforce",
    won: bool | None = True,
    hours: float | None = None,
) -> ReadRecord:
    modified = None if hours is None else NOON + dt.timedelta(hours=hours)
    return ReadRecord(QUOTE, Snapshot(sha256=QUOTE.sha256, system=system, won=won, modified=modified), fields)


def found(*records: ReadRecord, case: CaseFile | None = None, policy: Policy = POLICY) -> list[Task]:
    return list(missing(case or received(), records, policy, NOON))


def policy(**rules: object) -> Policy:
    return POLICY.model_copy(update={"validation": ValidationPolicy.model_validate(rules)})


def test_a_case_that_has_everything_lacks_nothing() -> None:
    assert found(record()) == []


def test_a_case_without_papers_asks_those_who_have_the_contract() -> None:
    (task,) = found(record(), case=received().model_copy(update={"documents": ()}))
    assert (task.kind, task.role, task.message) == ("missing_document", "sales_ops", "The case has no document.")
    assert "sow, order form, change order" in task.hint


def test_a_deal_without_a_record_of_it_asks_for_one_and_not_for_its_fields() -> None:
    assert [each.kind for each in found()] == ["missing_record"]
    assert [each.kind for each in found(record(system="services_quote"))] == ["missing_record"]
    assert found(record(system="services_quote"), policy=policy(records=["services_quote"])) == []


def test_records_that_are_none_of_the_deal_are_named_with_where_they_are_from() -> None:
    (task,) = found(record(system="services_quote"))
    assert task.message == "None of the records handed in is of the deal itself: quote.json (services quote)."
    assert task.hint == (
        "Export the deal (salesforce, hubspot, dynamics365) and hand its record in. If such a record is to do, the policy "
        "has to say so: `records` of [validation]."
    )
    assert found()[0].message == "There is no record of the deal."


@pytest.mark.parametrize(
    ("field", "role"),
    [("customer.legal_name", "sales_ops"), ("price.currency", "finance"), ("schedule.start_date", "delivery_ops")],
)
def test_a_field_that_no_record_states_is_a_task_for_its_owner(field: str, role: str) -> None:
    (task,) = found(record(frozenset({"deal.is_won"})), policy=policy(fields=[field, "deal.is_won"]))
    assert (task.kind, task.role, task.about) == ("missing_field", role, field)
    assert field in task.message


def test_a_firm_may_give_a_field_to_another_role() -> None:
    other = POLICY.model_copy(update={"fields": {"customer.legal_name": FieldPolicy(owner="legal")}})
    (task,) = found(record(EVERYTHING - {"customer.legal_name"}), policy=other)
    assert task.role == "legal"


def test_one_of_several_fields_will_do() -> None:
    rest = EVERYTHING - {"price.services_total"}
    assert found(record(rest | {"price.rate_card"})) == []
    assert found(record(rest), record(frozenset({"price.recurring_fee"}), won=None)) == []
    (task,) = found(record(rest))
    assert task.message.startswith("No record states: Services total or Recurring fee or Rate card")


def test_a_deal_that_is_not_won_is_a_task_and_no_error() -> None:
    (task,) = found(record(won=False))
    assert (task.kind, task.role) == ("not_won", "sales_ops")
    assert found(record(won=False), policy=policy(fields=["customer.legal_name"])) == []


def test_the_newest_record_tells_whether_the_deal_is_won() -> None:
    assert found(record(won=False, hours=1), record(won=True, hours=2)) == []
    assert [each.kind for each in found(record(won=True, hours=1), record(won=False, hours=2))] == ["not_won"]
    assert [each.kind for each in found(record(won=True, hours=1), record(won=False))] == ["not_won"]


def test_what_the_system_said_stands_in_for_a_flag_that_the_record_lacks() -> None:
    heard = received().model_copy(update={"heard": {"hubspot:47": {"deal_won": News(at=NOON)}}})
    silent = record(EVERYTHING - {"deal.is_won"}, won=None)
    assert [each.about for each in found(silent)] == ["deal.is_won"]
    assert found(silent, case=heard) == []
    assert [each.kind for each in found(record(won=False), case=heard)] == ["not_won"]


def test_a_record_that_cannot_be_read_is_named_and_nothing_else_is_asked_for() -> None:
    broken = ReadRecord(
        Paper(name="crm.json", sha256="4" * 64), None, problem="is cut off at line 3", hint="Export it."
    )
    (task,) = found(broken)
    assert (task.kind, task.message) == ("unreadable", "crm.json is cut off at line 3.")


def test_papers_without_a_contract_among_them_ask_for_one() -> None:
    assert without_contract(["msa", "sow"], POLICY, NOON) is None
    assert without_contract([None], POLICY, NOON) is None
    task = without_contract(["proposal", "msa"], POLICY, NOON)
    assert task is not None
    assert (task.kind, task.message) == ("missing_document", "None of the papers is a contract: msa, proposal.")
