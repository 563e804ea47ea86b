"""What people decide and sign, bound to content: a check of a case, with the hash of what it says about each field.

A hash leaves out what changes although nothing is said differently: ids, places, confidence, the file's own hash. So a
decision outlives a new copy of a paper that says the same in the same words, and falls with the first word that differs.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pydantic import JsonValue

from sowcheck.core.analyses import Analysis, Finding, Sha256
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import Case
from sowcheck.core.discrepancies import Discrepancy, Verdict
from sowcheck.core.fields import FIELDS
from sowcheck.core.policy import Policy
from sowcheck.core.records import RecordValue
from sowcheck.core.values import to_json

_OF_THE_FILE = ("doc.",)
"""Fields that speak of the file itself: their hash changes with the file."""
_ENVELOPE = "doc.envelope_id"
_SAYS_SO = frozenset({"SC101", "SC102", "SC106", "SC107"})
"""Codes of findings that say what also shuts the gate by itself: a paper was not read whole, or is not signed."""


def analysis_of(case: Case, policy: Policy, report: Sha256, page: Sha256 | None = None) -> Analysis:
    """The check of a case as far as decisions and signatures are bound to it.

    Args:
        case: The check.
        policy: The policy that it was made with.
        report: SHA-256 of the report as JSON.
        page: SHA-256 of the report as a page.
    """
    evidence = _Evidence(case)
    findings = tuple(_finding(each, evidence, case) for each in case.discrepancies)
    return Analysis(
        report=report,
        page=page,
        documents=tuple(each.document.sha256 for each in case.documents),
        records=tuple(each.sha256 for each in case.records),
        policy=case.policy_sha256,
        fields={field: evidence.hash_of(field) for field in sorted(evidence.fields)},
        findings=findings,
        obstacles=tuple(_obstacles(case, findings)),
        required=case.gate.approvals,
        rules=policy.sign_off,
        kinds=tuple(_kinds(case)),
        envelopes=tuple(sorted({str(each.value).lower() for each in case.assumptions if each.field == _ENVELOPE})),
    )


class _Evidence:
    """What a case says, field by field, in a form that can be hashed."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._assumptions = {each.id: each for each in case.assumptions}
        self._values = {each.id: each for each in case.record_values}
        self._by_field: dict[str, list[JsonValue]] = {}
        for assumption in case.assumptions:
            self._add(assumption.field, ["states", *_stated(assumption)])
        for value in case.record_values:
            self._add(value.field, ["holds", *_held(value)])
        for verdict in case.verdicts:
            self._add(verdict.field, ["compares", *_judged(verdict)])
        for discrepancy in case.discrepancies:
            self._add(discrepancy.field, ["finds", *self._found(discrepancy)])

    @property
    def fields(self) -> Iterable[str]:
        """Every field that anything speaks of."""
        return self._by_field.keys()

    def hash_of(self, field: str) -> Sha256:
        """Of everything that is said about a field, in any order."""
        files = [each.document.sha256 for each in self._case.documents] if field.startswith(_OF_THE_FILE) else []
        said = sorted(map(_canonical, self._by_field[field]))
        return _hash([field, *sorted(files), *said])

    def fingerprint(self, discrepancy: Discrepancy) -> Sha256:
        """Of a discrepancy, with the evidence on both sides."""
        return _hash([discrepancy.field, *self._found(discrepancy)])

    def _add(self, field: str, said: list[JsonValue]) -> None:
        self._by_field.setdefault(field, []).append(said)

    def _found(self, found: Discrepancy) -> list[JsonValue]:
        stated = sorted(_canonical(_stated(self._assumptions[each])) for each in found.assumptions)
        held = sorted(_canonical(_held(self._values[each])) for each in found.record_values)
        shapes = [found.document_value, found.record_value, found.exposure.model_dump(mode="json")]
        return [found.code, found.key, found.severity, found.owner, found.message, *shapes, *stated, *held]


def _stated(assumption: Assumption) -> list[JsonValue]:
    kind = FIELDS[assumption.field].kind
    return [to_json(assumption.value, kind), assumption.quote.text, assumption.proof.status]


def _held(value: RecordValue) -> list[JsonValue]:
    return [to_json(value.value), value.system, value.object, value.record_id, value.path, value.raw]


def _judged(verdict: Verdict) -> list[JsonValue]:
    return [verdict.key, verdict.verdict.value, verdict.reason]


def _finding(found: Discrepancy, evidence: _Evidence, case: Case) -> Finding:
    return Finding(
        fingerprint=evidence.fingerprint(found),
        discrepancy=found.id,
        code=found.code,
        field=found.field,
        key=found.key,
        severity=found.severity,
        owner=found.owner,
        message=found.message,
        exposure=found.exposure,
        blocks=found.id in case.gate.blockers or (found.code in _SAYS_SO and bool(_shut_by_papers(case))),
    )


def _shut_by_papers(case: Case) -> list[str]:
    """What shuts the gate and is no finding: ids of papers."""
    found = {each.id for each in case.discrepancies}
    return [each for each in case.gate.blockers if each not in found]


def _obstacles(case: Case, findings: Iterable[Finding]) -> Iterator[str]:
    """What shuts the gate without a finding that anybody could decide on."""
    if not case.documents:
        yield "The case has no document."
    papers = _shut_by_papers(case)
    if papers and not any(each.code in _SAYS_SO for each in findings):
        named = {each.id: each.document.name for each in case.documents}
        names = ", ".join(named.get(paper, paper) for paper in papers)
        yield f"Not everything was read, or not everybody has signed: {names}."


def _kinds(case: Case) -> Iterator[str | None]:
    known = {each.document: str(each.value) for each in case.assumptions if each.field == "doc.kind"}
    yield from (known.get(each.id) for each in case.documents)


def _hash(said: JsonValue) -> Sha256:
    return hashlib.sha256(_canonical(said).encode()).hexdigest()


def _canonical(said: JsonValue) -> str:
    return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str:
    assert isinstance(value, Decimal)
    return str(value)
