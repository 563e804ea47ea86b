"""Cases that people decided on and signed, with the reports that they did it on."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import NamedTuple

from pydantic import JsonValue

from case_builders import deal
from gate_builders import MACHINE, NOON, done, person
from site_builders import deal as fixture_deal
from sowcheck.core.analyses import Analysis, Finding, RequiredApproval
from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.cases import Case
from sowcheck.core.decisions import Decision, Resolution
from sowcheck.core.people import Actor
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.gate.approvals import missing_approvals
from sowcheck.gate.digest import analysis_of
from sowcheck.gate.fold import begun
from sowcheck.pipeline import check
from sowcheck.records.mapping import load_mapping
from sowcheck.report.build import build_report
from sowcheck.report.model import Report
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.site import Site
from sowcheck.settings import load_policy

Choices = Mapping[str, Resolution]
"""What is decided on discrepancies, by id; on all others: a waiver."""


class Reviewed(NamedTuple):
    """A report, and the check in it."""

    report: Report
    analysis: Analysis


def reviewed(case: Case) -> Reviewed:
    """What people decide on."""
    return Reviewed(build_report(case), analysis_of(case, load_policy(None), "f" * 64))


def small() -> Reviewed:
    """The deal of `case_builders`: a fee that differs, and an exclusion that no record holds."""
    case = deal()
    signers = tuple(RequiredApproval(role=role) for role in ("sales_ops", "delivery_ops", "finance"))
    return reviewed(case.model_copy(update={"gate": case.gate.model_copy(update={"approvals": signers})}))


@cache
def fixture(name: str) -> Reviewed:
    """A fixture deal, such as "F1", read and compared in full."""
    papers, records = fixture_deal(name)
    return reviewed(check(papers, records, policy=load_policy(None), mapping=load_mapping(None)))


def decision(finding: Finding, resolution: Resolution, value: JsonValue = None) -> Decision:
    """A whole decision."""
    info = {"asked": "u-legal", "due": NOON + dt.timedelta(days=2)} if resolution == "needs_info" else {}
    return Decision.model_validate(
        {
            "finding": finding.fingerprint,
            "resolution": resolution,
            "reason": f"{resolution} for {finding.discrepancy}",
            "value": value,
            **info,
        }
    )


def signed_off(
    check: Reviewed, choices: Choices | None = None, values: Mapping[str, JsonValue] | None = None
) -> CaseFile:
    """The case once every finding that takes a decision has one, and everybody has signed.

    Args:
        check: What it is about.
        choices: Decisions other than a waiver.
        values: What was entered, by discrepancy.
    """
    papers = [Paper(name="sow.pdf", sha256="1" * 64)]
    case = begun("case-1", casework.receive("006X", papers, papers, MACHINE, NOON)[0])
    case = done(case, casework.validate(case, (), MACHINE, NOON))
    case = done(case, casework.analyse(case, check.analysis, MACHINE, NOON))
    for finding in check.analysis.findings:
        if finding.severity in check.analysis.rules.decide:
            case = _decided(case, finding, (choices or {}), (values or {}))
    for number, approval in enumerate(missing_approvals(case)):
        signer = person(f"u-signer-{number}", approval.role)
        case = done(case, casework.sign(case, approval.role, signer, NOON + dt.timedelta(hours=1)))
    return case


def _decided(case: CaseFile, finding: Finding, choices: Choices, values: Mapping[str, JsonValue]) -> CaseFile:
    owner, second = person("u-owner", finding.owner), person("u-second", finding.owner)
    for actor in (owner, second):
        case = done(case, casework.open_evidence(case, finding.fingerprint, actor, NOON))
    value = values.get(finding.discrepancy)
    resolution = "enter_value" if value is not None else choices.get(finding.discrepancy, "accept_with_waiver")
    case = done(case, casework.decide(case, decision(finding, resolution, value), owner, NOON))
    return done(case, casework.confirm(case, finding.fingerprint, second, NOON))


def signed_off_at(
    site: Site, case_id: str = "case-1", reference: str = "006X", resolution: Resolution = "accept_with_waiver"
) -> CaseFile:
    """A case of a site, which holds its report, once everybody has decided the same on everything and signed."""
    check = small()
    report = site.contents.put(check.report.model_dump_json().encode())
    check = check._replace(analysis=check.analysis.model_copy(update={"report": report}))
    done_by_all = signed_off(check, dict.fromkeys((each.discrepancy for each in check.analysis.findings), resolution))
    papers = Desk(site).keep([Upload("sow.txt", b"paper of " + case_id.encode())])
    kept = site.store.append(case_id, 0, casework.receive(reference, papers, papers, MACHINE, site.clock()), "api")

    def take(actor: Actor, step: Callable[[CaseFile], Entries]) -> None:
        nonlocal kept
        kept = site.store.append(case_id, kept.number, step(kept.case), "web" if actor.kind == "person" else "sowcheck")

    take(MACHINE, lambda case: casework.validate(case, (), MACHINE, site.clock()))
    take(MACHINE, lambda case: casework.analyse(case, check.analysis, MACHINE, site.clock()))
    for finding in check.analysis.findings:
        _settled(take, finding, done_by_all.decisions[finding.fingerprint].decision, site)
    for signature in done_by_all.signatures:
        signer = person(signature.by, signature.role)
        take(signer, partial(casework.sign, role=signature.role, actor=signer, now=site.clock()))
    return kept.case


def _settled(take: Callable[..., None], finding: Finding, made: Decision, site: Site) -> None:
    """Look at a finding, decide on it and confirm the decision, by two people."""
    owner, second, now = person("u-owner", finding.owner), person("u-second", finding.owner), site.clock()
    for actor in (owner, second):
        take(actor, partial(casework.open_evidence, fingerprint=finding.fingerprint, actor=actor, now=now))
    take(owner, partial(casework.decide, decision=made, actor=owner, now=now))
    take(second, partial(casework.confirm, fingerprint=finding.fingerprint, actor=second, now=now))
