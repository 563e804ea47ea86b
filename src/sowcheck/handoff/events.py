"""Lines of the audit -> CloudEvents 1.0, for those who are told. Pure.

An event says what happened, to which case, in which state it left it, and names people by their ids. It never holds words that
somebody wrote, values of fields, or names of files: what a receiver may see of these, it asks the API for. Only the target
of handoffs is given the bundle, in the moment in which it is sent.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import JsonValue

from sowcheck.core.audit import AuditLine
from sowcheck.gate.chain import canonical
from sowcheck.handoff.build import handoff_id, idempotency_key
from sowcheck.handoff.model import Handoff

_PREFIX = "io.sowcheck"
RELEASED = f"{_PREFIX}.handoff.released.v1"


def event_type(line: AuditLine) -> str | None:
    """The type of the event that a line is told by; None for one that nobody is told."""
    known = _TOLD.get(line.type)
    return f"{_PREFIX}.{known[0]}.v1" if known and line.status == "applied" and line.number is not None else None


def event_id(line: AuditLine) -> str:
    """The same each time for the same line, and never for another: receivers know by it what they have already."""
    return f"evt_{line.hash[:32]}"


def event_of(line: AuditLine, reference: str, source: str, *, bundle: Handoff | None = None) -> dict[str, Any]:
    """The event of a line that has a type.

    Args:
        line: Of the audit.
        reference: What the sender of the case calls the deal.
        source: Who this installation is, such as "/sowcheck".
        bundle: With a release: what was released.
    """
    type_ = event_type(line)
    assert type_ is not None
    assert line.case is not None
    payload = line.payload if isinstance(line.payload, dict) else {}
    data: dict[str, Any] = {
        "case": line.case,
        "reference": reference,
        "state": line.after,
        "state_before": line.before,
        "number": line.number,
        "by": {"id": line.actor.id, "kind": line.actor.kind},
        **_TOLD[line.type][1](payload),
    }
    is_handoff = ".handoff." in type_
    if is_handoff:
        data["handoff_id"] = handoff_id(line.case)
    if bundle is not None:
        data |= _released(bundle, str(payload["bundle"]))
    return {
        "specversion": "1.0",
        "id": event_id(line),
        "source": f"{source}/{'handoffs' if is_handoff else 'cases'}",
        "type": type_,
        "subject": f"handoff/{handoff_id(line.case)}" if is_handoff else f"case/{line.case}",
        "time": line.at,
        "datacontenttype": "application/json",
        "sequence": f"{line.sequence:020d}",
        "data": data,
    }


def body_of(event: Mapping[str, Any]) -> str:
    """The event as it is sent."""
    return canonical(dict(event))


def with_bundle(body: str, bundle: bytes) -> str:
    """The same with the bundle of the handoff in its data, for the target."""
    event = json.loads(body)
    event["data"]["bundle"] = json.loads(bundle)
    return body_of(event)


def _released(bundle: Handoff, sha256: str) -> dict[str, Any]:
    return {
        "opportunity_id": bundle.project_master.opportunity_id,
        "bundle_sha256": sha256,
        "idempotency_key": idempotency_key(bundle.case, sha256),
        "approvals": [
            {
                "role": each.role,
                "user": each.by,
                "decision": each.decision,
                "waives": list(each.waives),
                "at": each.at,
            }
            for each in bundle.signatures
        ],
    }


_Payload = Mapping[str, JsonValue]
_Pick = Callable[[_Payload], dict[str, JsonValue]]


def _only(*names: str) -> _Pick:
    return lambda payload: {name: payload[name] for name in names if name in payload}


def _inputs(payload: _Payload) -> dict[str, JsonValue]:
    """Hashes alone: names of files may name people."""
    return {kind: [each["sha256"] for each in _rows(payload[kind])] for kind in ("documents", "records")}


def _decision(payload: _Payload) -> dict[str, JsonValue]:
    """Without the reason, and without a value that was entered."""
    decision = payload["decision"]
    assert isinstance(decision, dict)
    return {
        name: decision[name] for name in ("finding", "resolution", "asked", "due") if decision.get(name) is not None
    }


def _check(payload: _Payload) -> dict[str, JsonValue]:
    analysis = payload["analysis"]
    assert isinstance(analysis, dict)
    findings = _rows(analysis["findings"])
    counts: dict[str, JsonValue] = {}
    for finding in findings:
        severity = str(finding["severity"])
        counts[severity] = int(str(counts.get(severity, 0))) + 1
    return {
        "report_sha256": analysis["report"],
        "policy_sha256": analysis["policy"],
        "findings": counts,
        "blocking": sum(1 for finding in findings if finding["blocks"]),
        "required_approvals": [each["role"] for each in _rows(analysis["required"])],
    }


def _tasks(payload: _Payload) -> dict[str, JsonValue]:
    return {"tasks": [{name: task[name] for name in ("id", "kind", "role")} for task in _rows(payload["tasks"])]}


def _rows(value: JsonValue) -> list[dict[str, JsonValue]]:
    assert isinstance(value, list)
    return [each for each in value if isinstance(each, dict)]


_TOLD: dict[str, tuple[str, _Pick]] = {
    "received": ("case.received", _inputs),
    "inputs_changed": ("case.inputs_changed", _inputs),
    "found_incomplete": ("case.found_incomplete", _only("tasks")),
    "validated": ("case.validated", _only()),
    "check_failed": ("case.check_failed", _only()),
    "analysed": ("case.analysed", _check),
    "review_opened": ("case.review_opened", _only()),
    "decided": ("decision.made", _decision),
    "confirmed": ("decision.confirmed", _only("finding")),
    "answered": ("decision.answered", _only("finding")),
    "signed": ("case.signed", _only("role")),
    "gate_opened": ("case.gate_opened", _only()),
    "gate_closed": ("case.gate_closed", _only()),
    "rejected": ("case.rejected", _only()),
    "superseded": ("case.superseded", _only("by")),
    "tasks_opened": ("task.opened", _tasks),
    "tasks_closed": ("task.closed", _only("tasks", "how")),
    "escalated": ("case.escalated", _only("what", "about", "since", "due", "level", "to")),
    "released": ("handoff.released", _only()),
    "acknowledged": ("handoff.acknowledged", _only("target")),
}
"""By the type of the line: the type of the event, and what of the line's payload is told."""

TYPES: tuple[str, ...] = tuple(f"{_PREFIX}.{name}.v1" for name, _ in _TOLD.values())
"""Every type of event that is sent."""
