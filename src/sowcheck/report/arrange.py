"""Report -> View: what belongs together stands together, in words."""

from collections.abc import Iterable

from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS
from sowcheck.core.reasons import REASONS
from sowcheck.core.words import owner_title, plain
from sowcheck.report.citing import citation, citations, open_points, source
from sowcheck.report.files_in_words import clean_record, document_line
from sowcheck.report.model import DiscrepancyShape, Report, VerdictShape
from sowcheck.report.packages import package_lines
from sowcheck.report.papers import paper_lines
from sowcheck.report.reading_in_words import disbelieved
from sowcheck.report.redlines_in_words import readings, unsettled_terms
from sowcheck.report.shapes.assumptions import AssumptionShape
from sowcheck.report.skills import skill_groups
from sowcheck.report.summary_in_words import summary_lines, written_by
from sowcheck.report.view import Citation, Finding, Line, OwnerGroup, Place, Source, Superseded, View
from sowcheck.report.wording import NOT_IN_QUESTION, OUTCOMES, describe, exposure_in_words, field_title, quoted

_INSIDE_THE_PAPER = (
    "conflict_within_document",
    "conflict_across_documents",
    "invariant_broken",
    "not_executed",
    "policy_breach",
    "stale_version",
    "ambiguous",
)
SEVERITIES = ("blocker", "high", "medium", "low", "info")


def arrange(report: Report) -> View:
    """What people are shown of a report."""
    lookup = _Lookup(report)
    findings = tuple(
        lookup.finding(found)
        for found in report.discrepancies
        if found.kind != "missing_in_record" or found.id in report.gate.blockers
    )
    return View(
        blocked=report.gate.state == "blocked",
        score=report.risk.score,
        band=report.risk.band,
        summary=summary_lines(report.risk),
        written_by=written_by(report.risk),
        counts=_counts(findings),
        approvals=tuple(owner_title(owner) for owner in report.gate.required_approvals),
        why_approvals=tuple(
            f"{owner_title(each.role)}: {plain(' '.join(each.because))}"
            for each in report.gate.approvals
            if each.because
        ),
        findings=findings,
        matched=tuple(lookup.line(verdict) for verdict in report.verdicts if verdict.verdict == Outcome.MATCH),
        hidden=_hidden(report, lookup),
        undecided=tuple(lookup.line(verdict) for verdict in _undecided(report)),
        documents=tuple(document_line(document, report.assumptions) for document in report.documents),
        packages=package_lines(report.packages, {document.id: document.name for document in report.documents}),
        records=tuple(clean_record(record) for record in report.records),
        citations=citations(report.documents, report.assumptions),
        skills=skill_groups(report.skills),
        policy_sha256=report.policy.sha256,
        precedence=plain(report.precedence.why) if report.precedence else "",
        blanks=open_points(report.documents, report.blanks),
        unsettled=unsettled_terms(report.documents, report.unsettled),
        papers=paper_lines(report.papers, report.documents),
        superseded=tuple(
            lookup.superseded(found)
            for found in report.assumptions
            if found.superseded_reason and not lookup.is_restated(found)
        ),
        disbelieved=disbelieved(report.documents),
        reference=plain(report.reference or ""),
    )


class _Lookup:
    """Ids of a report -> what they stand for."""

    def __init__(self, report: Report) -> None:
        self.names = {document.id: document.name for document in report.documents}
        self.files = {record.id: record.name for record in report.records}
        self.assumptions = {assumption.id: assumption for assumption in report.assumptions}
        self.values = {value.id: value for value in report.record_values}
        self.blockers = set(report.gate.blockers)

    def citations(self, ids: Iterable[str]) -> tuple[Citation, ...]:
        return tuple(citation(self.assumptions[id_], self.names) for id_ in ids if id_ in self.assumptions)

    def sources(self, ids: Iterable[str]) -> tuple[Source, ...]:
        return tuple(source(self.values[id_], self.files) for id_ in ids if id_ in self.values)

    def finding(self, found: DiscrepancyShape) -> Finding:
        return Finding(
            id=found.id,
            code=found.code,
            title=code_title(found.code, found.kind),
            subject=_subject(found.field, found.key),
            field=found.field,
            severity=found.severity,
            owner=owner_title(found.owner),
            exposure=exposure_in_words(found.exposure.amount, found.exposure.currency, found.exposure.days),
            paper=self._paper(found),
            system=_records_say(found),
            citations=_each_once(self.citations(found.assumptions)),
            sources=self.sources(found.record_values),
            message=plain(found.message),
            advice=plain(found.advice),
            blocks=found.id in self.blockers,
            places=tuple(
                Place(plain(f"{self.names.get(each.document, each.document)}, {each.where}"), quoted(each.words))
                for each in found.places
            ),
        )

    def _paper(self, found: DiscrepancyShape) -> str:
        """What the documents say; of a value that open changes decide, both readings."""
        cited = [self.assumptions[id_] for id_ in found.assumptions if id_ in self.assumptions]
        both = [readings(each.field, each.redline) for each in cited if each.field == found.field]
        said = [f"{each.accepted} if accepted, {each.rejected} if rejected" for each in both if each and each.decides]
        remark = found.code == "SC124"
        return (
            "; ".join(said)
            if said and len(said) == len(cited) and not remark
            else describe(found.field, found.document_value)
        )

    def is_restated(self, found: AssumptionShape) -> bool:
        """Whether what holds instead says the same: another version of the paper repeats most of it."""
        holds = self.assumptions.get(found.superseded_by or "")
        return holds is not None and holds.field == found.field and holds.value == found.value

    def superseded(self, found: AssumptionShape) -> Superseded:
        holds = self.assumptions.get(found.superseded_by or "")
        return Superseded(
            subject=field_title(found.field),
            lost=citation(found, self.names),
            holds=citation(holds, self.names) if holds else None,
            reason=plain(found.superseded_reason or ""),
        )

    def line(self, verdict: VerdictShape) -> Line:
        cited = self.citations(verdict.assumptions)
        sources = self.sources(verdict.record_values)
        # What shows that two agree may be another field: a day of signature for the day of closing.
        own = [found for found in cited if found.field == verdict.field]
        values = dict.fromkeys(found.value for found in (own or sources or cited))
        return Line(
            subject=_subject(verdict.field, verdict.key),
            field=verdict.field,
            value="; ".join(values),
            outcome=OUTCOMES[verdict.verdict.value],
            citations=cited,
            sources=sources,
        )


def _records_say(found: DiscrepancyShape) -> str:
    """What the records say. A contradiction inside the paper has no second side that could be silent."""
    inside = found.kind in _INSIDE_THE_PAPER and found.code != "SC123"
    if found.record_value is None and not found.record_values and inside:
        return NOT_IN_QUESTION
    return describe(found.field, found.record_value)


def _each_once(cited: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The same words once, also where they state two values."""
    return tuple({(found.document, found.page, found.quote): found for found in reversed(cited)}.values())[::-1]


def _subject(field: str, key: str | None) -> str:
    return f"{field_title(field)}: {plain(key)}" if key else field_title(field)


def code_title(code: str, kind: str) -> str:
    """The title of a code; the kind in words for a code of a later version."""
    reason = REASONS.get(code)
    return reason.title if reason else kind.replace("_", " ")


def _counts(findings: Iterable[Finding]) -> tuple[tuple[str, int], ...]:
    found = [finding.severity for finding in findings]
    return tuple((severity, found.count(severity)) for severity in SEVERITIES if severity in found)


def _hidden(report: Report, lookup: _Lookup) -> tuple[OwnerGroup, ...]:
    """What the documents state and no record does, by the role that has to see to it."""
    missing = {(found.field, found.key): found for found in report.discrepancies if _is_missing(found)}
    shown = set(report.gate.blockers)
    groups: dict[str, list[Line]] = {}
    for verdict in report.verdicts:
        if verdict.verdict == Outcome.RECORD_SILENT:
            row = FIELDS.get(verdict.field)
            # A list that no record holds is one finding, shown at its first item.
            found = missing.get((verdict.field, verdict.key)) or missing.get((verdict.field, None))
            owner = found.owner if found else row.owner if row else "sales_ops"
            line = lookup.line(verdict)
            if found and found.id not in shown:
                line = line._replace(finding=found.id)
                shown.add(found.id)
            groups.setdefault(owner_title(owner), []).append(line)
    ordered = sorted(groups.items(), key=lambda group: group[0] != owner_title("delivery_ops"))
    return tuple(OwnerGroup(owner, tuple(lines)) for owner, lines in ordered)


def _is_missing(found: DiscrepancyShape) -> bool:
    return found.kind == "missing_in_record"


def _undecided(report: Report) -> list[VerdictShape]:
    shown = {(found.field, found.key) for found in report.discrepancies}
    agreed = {(found.field, found.key) for found in report.verdicts if found.verdict == Outcome.MATCH}
    return [
        verdict
        for verdict in report.verdicts
        if verdict.verdict not in (Outcome.MATCH, Outcome.RECORD_SILENT)
        and (verdict.field, verdict.key) not in shown
        # An item that a second paper repeats is settled by the paper that prevails.
        and not (verdict.verdict == Outcome.NOT_EVALUATED and (verdict.field, verdict.key) in agreed)
        and (verdict.assumptions or verdict.record_values)
    ]
