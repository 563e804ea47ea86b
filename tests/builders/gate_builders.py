"""Checks of a case made by hand, and people to decide on them."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from sowcheck.core.analyses import Analysis, Finding, RequiredApproval
from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Decision, Resolution
from sowcheck.core.fields import Owner, Severity
from sowcheck.core.people import Actor, Role
from sowcheck.core.policy import SignOffPolicy
from sowcheck.gate.acting import Entries
from sowcheck.gate.casework import analyse, receive, validate
from sowcheck.gate.fold import after, begun

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
MACHINE = Actor(id="flow", kind="service", roles=("orchestrator",))
SOW = Paper(name="sow.pdf", sha256="1" * 64)
QUOTE = Paper(name="quote.json", sha256="2" * 64)


def sha(words: str) -> str:
    """A hash to tell contents apart by."""
    return hashlib.sha256(words.encode()).hexdigest()


def person(id_: str, *roles: Role) -> Actor:
    """Somebody with roles."""
    return Actor(id=id_, kind="person", roles=roles)


def finding(
    name: str, field: str, severity: Severity = "blocker", owner: Owner = "finance", *, blocks: bool | None = None
) -> Finding:
    """A finding on a field; blockers shut the gate unless said otherwise."""
    return Finding(
        fingerprint=sha(name),
        discrepancy=name,
        code="SC201",
        field=field,
        key=None,
        severity=severity,
        owner=owner,
        message=f"{field} differs.",
        blocks=severity == "blocker" if blocks is None else blocks,
    )


def analysis(
    *findings: Finding,
    required: Sequence[RequiredApproval] = (RequiredApproval(role="delivery_ops"), RequiredApproval(role="finance")),
    rules: SignOffPolicy | None = None,
    says: Mapping[str, str] | None = None,
) -> Analysis:
    """A check that says something about price, term and law; `says` adds fields, or replaces what they say."""
    says = {"price.services_total": "184,000", "term.renewal": "none", "legal.governing_law": "Norway"} | dict(
        says or {}
    )
    return Analysis(
        report=sha(repr(sorted(says.items()))),
        documents=(SOW.sha256,),
        records=(QUOTE.sha256,),
        policy="3" * 64,
        fields={field: sha(words) for field, words in says.items()},
        findings=findings,
        required=tuple(required),
        rules=rules or SignOffPolicy(scopes={"finance": ("price.*",)}),
    )


def done(case: CaseFile, entries: Entries) -> CaseFile:
    """The case once the entries are on record."""
    for entry in entries:
        case = after(case, entry)
    return case


def received() -> CaseFile:
    """A case that was just handed in."""
    return begun("case-1", receive("006X", [SOW], [QUOTE], MACHINE, NOON)[0])


def in_review(check: Analysis) -> CaseFile:
    """A case that people may decide on."""
    case = done(received(), validate(received(), (), MACHINE, NOON))
    return done(case, analyse(case, check, MACHINE, NOON))


def _value(found: Finding) -> JsonValue:
    if found.field == "price.services_total":
        return {"amount": "7.00", "currency": "EUR"}
    return "by_agreement" if found.field == "term.renewal" else "7"


def decision(found: Finding, resolution: Resolution = "accept_with_waiver") -> Decision:
    """A whole decision of a kind."""
    if resolution == "enter_value":
        return Decision(
            finding=found.fingerprint, resolution=resolution, reason="both were typed wrong", value=_value(found)
        )
    if resolution == "needs_info":
        due = NOON + dt.timedelta(days=2)
        return Decision(
            finding=found.fingerprint, resolution=resolution, reason="Which holds?", asked="u-legal", due=due
        )
    return Decision(finding=found.fingerprint, resolution=resolution, reason="agreed by phone with the customer")
