"""The gate: blocked by grave findings, by parts that nobody read, and by papers that are not executed. Only people open it."""

from collections.abc import Iterator, Sequence
from typing import get_args

from sowcheck.core.analyses import RequiredApproval
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument, Gate
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import Owner
from sowcheck.core.policy import Policy
from sowcheck.core.records import RecordValue
from sowcheck.core.relations import Standing
from sowcheck.gate.thresholds import Deal, reasons

_CONTRACTS = frozenset({"sow", "order_form", "change_order", "other"})
_ROLES: tuple[Owner, ...] = get_args(Owner)


def readiness(
    documents: Sequence[CaseDocument],
    assumptions: Sequence[Assumption],
    discrepancies: Sequence[Discrepancy],
    policy: Policy,
    standings: Sequence[Standing] = (),
    values: Sequence[RecordValue] = (),
) -> Gate:
    """Whether people could sign now, and which roles must.

    Args:
        documents: Of the case.
        assumptions: What they state.
        discrepancies: What comparing found.
        policy: What blocks, and who approves.
        standings: Where the papers stand: whether one that gave way was signed is no matter.
        values: What the records say.
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
        approvals=required_approvals(Deal(holding, assumptions, values, discrepancies), policy),
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


def required_approvals(deal: Deal, policy: Policy) -> tuple[RequiredApproval, ...]:
    """Roles of every rule that applies, in one fixed order, with how many people must sign in each, and why."""
    wanted: dict[Owner, RequiredApproval] = {}
    for rule in policy.approvals:
        if because := reasons(rule, deal, policy):
            for role in rule.roles:
                known = wanted.get(role, RequiredApproval(role=role))
                wanted[role] = RequiredApproval(
                    role=role,
                    people=max(rule.people, known.people),
                    because=tuple(dict.fromkeys((*known.because, *because))),
                )
    return tuple(wanted[role] for role in _ROLES if role in wanted)
