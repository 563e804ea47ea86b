"""A case that was signed off -> its bundle. Pure: the same case and report always give the same bytes."""

import hashlib

from sowcheck.core.analyses import Sha256
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Signature
from sowcheck.gate.approvals import changed_fields
from sowcheck.gate.chain import canonical
from sowcheck.handoff.by_field import Terms
from sowcheck.handoff.keys import Keys
from sowcheck.handoff.model import (
    DecisionShape,
    Evidence,
    Handoff,
    PaperHash,
    RecordHash,
    SignatureOfRole,
    WaiverShape,
)
from sowcheck.handoff.parts import billing_schedule, contract_lines, project_master, rate_card, resource_requests
from sowcheck.handoff.risk_log import risk_log
from sowcheck.handoff.sums import sum_checks
from sowcheck.handoff.terms import Judged, judged, terms_of
from sowcheck.report.model import Report


def bundle_of(case: CaseFile, report: Report) -> Handoff:
    """The bundle of a case.

    Args:
        case: As it was signed off.
        report: The report of its last check.
    """
    assert case.analysis is not None
    rows, findings = terms_of(case, report), judged(case, report)
    terms = Terms(rows)
    keys = Keys(terms.text("deal.opportunity_id") or case.reference, report)
    lines, schedule = contract_lines(terms, keys), billing_schedule(terms, keys)
    return Handoff(
        handoff_id=handoff_id(case.id),
        case=case.id,
        reference=case.reference,
        project_master=project_master(terms, keys, case.reference),
        contract_lines=lines,
        rate_card=rate_card(terms, keys),
        billing_schedule=schedule,
        resource_requests=resource_requests(terms, keys, _skills(report)),
        risk_log=risk_log(findings, rows, keys),
        risk=report.risk,
        checks=sum_checks(terms, lines, schedule),
        terms=rows,
        waived=tuple(map(_waiver, _waived(findings))),
        decisions=tuple(_decision(each) for each in findings if each.standing),
        signatures=tuple(_signature(each, findings) for each in case.signatures if not changed_fields(case, each)),
        evidence=Evidence(
            documents=tuple(PaperHash(name=each.name, sha256=each.sha256, kind=each.kind) for each in report.documents),
            records=tuple(
                RecordHash(name=each.name, sha256=each.sha256, system=each.system, record_id=each.record_id)
                for each in report.records
            ),
            policy_sha256=case.analysis.policy,
            report_sha256=case.analysis.report,
        ),
    )


def bundle_bytes(bundle: Handoff) -> bytes:
    """The one spelling of a bundle, over which its hash goes: sorted keys, no spaces, ASCII."""
    return canonical(bundle.model_dump(mode="json", by_alias=True)).encode()


def handoff_id(case_id: str) -> str:
    """What a handoff is called: there is one to a case."""
    return f"HO-{case_id}"


def idempotency_key(case_id: str, bundle: Sha256) -> str:
    """The same for every attempt to hand one bundle over, and for no other."""
    return f"{case_id}:{bundle}"


def _skills(report: Report) -> list[str]:
    """The team's skills, by the taxonomy's names where it knows them, each once."""
    return list(dict.fromkeys(each.canonical or each.skill for each in report.skills))


def _waived(findings: tuple[Judged, ...]) -> list[Judged]:
    return [each for each in findings if each.resolution == "accept_with_waiver"]


def _waiver(finding: Judged) -> WaiverShape:
    found, standing = finding
    assert standing is not None
    return WaiverShape(
        field=found.field,
        key=found.key,
        discrepancy=found.id,
        code=found.code,
        reason=standing.decision.reason,
        by=standing.by,
        confirmed_by=standing.confirmed_by,
    )


def _decision(finding: Judged) -> DecisionShape:
    found, standing = finding
    assert standing is not None
    return DecisionShape(
        discrepancy=found.id,
        fingerprint=standing.decision.finding,
        code=found.code,
        field=found.field,
        key=found.key,
        severity=found.severity,
        resolution=standing.decision.resolution,
        reason=standing.decision.reason,
        value=standing.decision.value,
        by=standing.by,
        at=standing.at.isoformat(),
        confirmed_by=standing.confirmed_by,
    )


def _signature(signature: Signature, findings: tuple[Judged, ...]) -> SignatureOfRole:
    waives = tuple(each.found.id for each in _waived(findings) if each.found.field in signature.seal.fields)
    return SignatureOfRole(
        role=signature.role,
        by=signature.by,
        at=signature.at.isoformat(),
        decision="approve_with_waiver" if waives else "approve",
        waives=waives,
        seal_sha256=hashlib.sha256(canonical(signature.seal.model_dump(mode="json")).encode()).hexdigest(),
    )
