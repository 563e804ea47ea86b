"""Which findings are settled, which signatures still hold, and whether the gate may open."""

import hashlib
import json
from collections.abc import Iterator
from fnmatch import fnmatchcase

from sowcheck.core.analyses import Analysis, Finding, RequiredApproval, Sha256
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Seal, Signature, Standing
from sowcheck.core.fields import Owner

LETS_THROUGH = frozenset({"accept_with_waiver", "not_a_discrepancy"})
"""Decisions after which a field may pass although papers and records do not agree."""


def open_findings(case: CaseFile) -> tuple[Finding, ...]:
    """What nobody has settled yet, in the order of the report."""
    assert case.analysis is not None
    return tuple(each for each in case.analysis.findings if not is_settled(case, each))


def is_settled(case: CaseFile, finding: Finding) -> bool:
    """Whether a finding no longer stands in the way of signing."""
    assert case.analysis is not None
    rules, standing = case.analysis.rules, case.decisions.get(finding.fingerprint)
    must_settle = waits_for_correction(case.analysis, finding)
    if not must_settle and finding.severity not in rules.decide and not _stands_alone(case.analysis, finding, standing):
        return True
    if standing is None or (standing.decision.resolution == "needs_info"):
        return False
    if must_settle and standing.decision.resolution not in LETS_THROUGH:
        return False
    if finding.blocks and standing.by in case.brought_by.values() and not rules.own_papers:
        # Papers of theirs came after they had decided: somebody else has to look at them.
        return False
    return standing.confirmed_by is not None or not needs_second(case.analysis, finding)


def waits_for_correction(analysis: Analysis, finding: Finding) -> bool:
    """Whether a decision other than one that lets the finding through waits until papers or records are corrected."""
    return finding.blocks or finding.severity in analysis.rules.settle


def needs_second(analysis: Analysis, finding: Finding) -> bool:
    """Whether a decision on the finding counts only once somebody else has confirmed it."""
    return finding.blocks or finding.severity in analysis.rules.confirm or not _is_signed_for(analysis, finding)


def departs(standing: Standing) -> bool:
    """Whether a decision leaves what was signed as it is not: such a one is never approved by who made it alone."""
    return standing.decision.resolution not in ("update_record", "needs_info")


def _stands_alone(analysis: Analysis, finding: Finding, standing: Standing | None) -> bool:
    """Whether somebody departs from what was signed, and no required signature would approve it.

    A trifle that nobody has to decide on as well: what is entered there goes to the delivery systems.
    """
    return standing is not None and departs(standing) and not _is_signed_for(analysis, finding)


def _is_signed_for(analysis: Analysis, finding: Finding) -> bool:
    """Whether some required signature covers the finding's field: where none does, nobody would approve the decision."""
    return any(_in_scope(finding.field, analysis, each.role) for each in analysis.required)


def _in_scope(field: str, analysis: Analysis, role: Owner) -> bool:
    return any(fnmatchcase(field, pattern) for pattern in analysis.rules.scopes.get(role, ("*",)))


def seal_of(case: CaseFile, role: Owner) -> Seal:
    """What a signature in this role would hold for now."""
    analysis = case.analysis
    assert analysis is not None
    covered = (field for field in analysis.fields if _in_scope(field, analysis, role))
    return Seal(
        fields={field: _sealed(case, analysis, field) for field in covered},
        documents=analysis.documents,
        records=analysis.records,
        policy=analysis.policy,
    )


def changed_fields(case: CaseFile, signature: Signature) -> tuple[str, ...]:
    """Fields of the role's scope that are not what they were when it was signed; empty for a signature that holds."""
    now, then = seal_of(case, signature.role).fields, signature.seal.fields
    return tuple(sorted(field for field in now.keys() | then.keys() if now.get(field) != then.get(field)))


def missing_approvals(case: CaseFile) -> tuple[RequiredApproval, ...]:
    """Roles that have to sign, or sign again, with how many people are still wanted in each."""
    assert case.analysis is not None
    return tuple(
        approval.model_copy(update={"people": wanted})
        for approval in case.analysis.required
        if (wanted := approval.people - len(set(_signers(case, approval.role)))) > 0
    )


def may_open(case: CaseFile) -> bool:
    """Whether everything is settled, nobody has a task to do, and every required approval stands for what the case says now."""
    analysis = case.analysis
    # Without a single required approval no person would have looked: the gate stays shut.
    if analysis is None or not analysis.required or analysis.obstacles or case.tasks:
        return False
    return not open_findings(case) and not missing_approvals(case)


def would_approve_alone(case: CaseFile) -> frozenset[str]:
    """Who decided to depart from the papers, and nobody else has agreed: their signature does not count until somebody does."""
    assert case.analysis is not None
    standings = (case.decisions.get(each.fingerprint) for each in case.analysis.findings)
    return frozenset(each.by for each in standings if each is not None and each.confirmed_by is None and departs(each))


def _signers(case: CaseFile, role: Owner) -> Iterator[str]:
    # Somebody may decide otherwise after they have signed, and then as they did when they signed: without the second person.
    alone = would_approve_alone(case)
    signed = (each for each in case.signatures if each.role == role and each.by not in alone)
    yield from (each.by for each in signed if not changed_fields(case, each))


def _sealed(case: CaseFile, analysis: Analysis, field: str) -> Sha256:
    decided = sorted(
        _words_of(case.decisions[each.fingerprint])
        for each in analysis.findings
        if each.field == field and each.fingerprint in case.decisions
    )
    return hashlib.sha256(json.dumps([analysis.fields[field], decided]).encode()).hexdigest()


def _words_of(standing: Standing) -> str:
    """Who decided what: a second person who agrees to it later changes nothing."""
    return standing.model_dump_json(include={"decision", "by"})
