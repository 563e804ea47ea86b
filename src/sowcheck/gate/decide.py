"""The gate: blocked by grave findings, by parts that nobody read, and by papers that are not executed. Only people open it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import get_args

from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument, Gate
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import Owner
from sowcheck.core.policy import ApprovalRule, Policy
from sowcheck.core.quantities import Money
from sowcheck.core.relations import Standing

_CONTRACTS = frozenset({"sow", "order_form", "change_order", "other"})
_CONTRADICTIONS = frozenset(
    {"conflict_within_document", "conflict_across_documents", "policy_breach", "value_mismatch"}
)
_ROLES: tuple[Owner, ...] = get_args(Owner)


def decide(
    documents: Sequence[CaseDocument],
    assumptions: Sequence[Assumption],
    discrepancies: Sequence[Discrepancy],
    policy: Policy,
    standings: Sequence[Standing] = (),
) -> Gate:
    """Whether people could sign now, and which roles must.

    Args:
        documents: Of the case.
        assumptions: What they state.
        discrepancies: What comparing found.
        policy: What blocks, and who approves.
        standings: Where the papers stand: whether one that gave way was signed is no matter.
    """
    blockers = [each.id for each in discrepancies if each.severity in policy.blocking]
    blockers += [each.id for each in documents if each.document.coverage.unread]
    given_way = {each.document for each in standings if each.state in ("replaced", "copy")}
    holding = [each for each in documents if each.id not in given_way]
    believed = [each for each in assumptions if not each.is_unproven_reading]
    blockers += [each for each in _not_executed(holding, believed) if each not in blockers]
    return Gate(
        # Without a paper there is nothing that anybody could sign for.
        state="blocked" if blockers or not documents else "ready",
        blockers=tuple(blockers),
        required_approvals=tuple(required_approvals(assumptions, discrepancies, policy)),
    )


def _not_executed(documents: Sequence[CaseDocument], assumptions: Sequence[Assumption]) -> Iterator[str]:
    """Contracts that state an open signature, and all of them if none of them is signed."""
    kinds = {each.document: each.value for each in assumptions if each.field == "doc.kind"}
    contracts = [each.id for each in documents if kinds.get(each.id, "other") in _CONTRACTS]
    statuses: dict[str, object] = {each.id: each.digital_status for each in documents if each.digital_status}
    statuses |= {each.document: each.value for each in assumptions if each.field == "doc.signature_status"}
    unsigned = [each for each in contracts if statuses.get(each, "completed") != "completed"]
    signed = [each for each in contracts if statuses.get(each) == "completed"]
    yield from unsigned if signed or unsigned else contracts


def required_approvals(
    assumptions: Sequence[Assumption], discrepancies: Sequence[Discrepancy], policy: Policy
) -> dict[Owner, int]:
    """Roles of every rule that applies, in one fixed order, with how many people must sign in each."""
    wanted: dict[Owner, int] = {}
    for rule in policy.approvals:
        if _applies(rule, assumptions, discrepancies):
            wanted.update({role: max(rule.people, wanted.get(role, 0)) for role in rule.roles})
    return {role: wanted[role] for role in _ROLES if role in wanted}


def _applies(rule: ApprovalRule, assumptions: Sequence[Assumption], discrepancies: Sequence[Discrepancy]) -> bool:
    if rule.when == "always":
        return True
    if rule.when == "over_value":
        assert rule.amount is not None
        return _value(assumptions) >= rule.amount
    if rule.when == "nonstandard_terms":
        return any(each.owner == "legal" and each.kind in _CONTRADICTIONS for each in discrepancies)
    severity = rule.when.removeprefix("severity:")
    return any(each.severity == severity for each in discrepancies)


def _value(assumptions: Sequence[Assumption]) -> Decimal:
    """The largest price of the services that any paper states: caution takes the higher of two."""
    stated = [
        each.value.amount
        for each in assumptions
        if each.field in ("price.services_total", "price.nte_cap") and isinstance(each.value, Money)
    ]
    return max(stated, default=Decimal(0))
