"""Case -> Report: the same facts in the shapes that are published."""

from collections.abc import Sequence

from sowcheck.core.assumptions import Alternative, Assumption
from sowcheck.core.blanks import Blank
from sowcheck.core.cases import Case, CaseDocument, Risk
from sowcheck.core.clauses import ClausePlace
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import FIELDS
from sowcheck.core.records import Record, RecordValue
from sowcheck.core.relations import Precedence
from sowcheck.core.signatures import DigitalSignature
from sowcheck.core.spans import Box
from sowcheck.core.values import to_json
from sowcheck.report.model import (
    AlternativeShape,
    AssumptionShape,
    BlankShape,
    BoxShape,
    ClauseShape,
    CoverageShape,
    DiscrepancyShape,
    DocumentShape,
    ExposureShape,
    Extraction,
    GateShape,
    PageBoxShape,
    PolicyShape,
    PrecedenceClauseShape,
    PrecedenceExceptionShape,
    PrecedenceShape,
    RecordShape,
    RecordValueShape,
    Report,
    SignatureShape,
    SkillShape,
    UnreadShape,
    VerdictShape,
)
from sowcheck.report.model_reading import reading_shape, usage_shape
from sowcheck.report.risk_shape import RiskShape


def build_report(case: Case) -> Report:
    """The report of a case."""
    return Report(
        documents=tuple(_document(document, case.assumptions) for document in case.documents),
        records=tuple(_record(record) for record in case.records),
        policy=PolicyShape(sha256=case.policy_sha256),
        precedence=_precedence(case),
        assumptions=_assumptions(case),
        blanks=tuple(_blank(blank) for document in case.documents for blank in document.blanks),
        record_values=tuple(_record_value(value) for value in case.record_values),
        verdicts=tuple(
            VerdictShape(
                field=verdict.field,
                key=verdict.key,
                verdict=verdict.verdict,
                assumptions=verdict.assumptions,
                record_values=verdict.record_values,
                reason=verdict.reason,
            )
            for verdict in case.verdicts
        ),
        discrepancies=tuple(_discrepancy(discrepancy) for discrepancy in case.discrepancies),
        skills=tuple(
            SkillShape(
                skill=tag.skill,
                level=tag.level,
                source=tag.source,
                assumption=tag.assumption,
                canonical=tag.canonical,
                category=tag.category,
                matched=tag.matched,
                similarity=tag.similarity,
            )
            for tag in case.skills
        ),
        risk=_risk(case.risk),
        gate=GateShape(
            state=case.gate.state, blockers=case.gate.blockers, required_approvals=case.gate.required_approvals
        ),
    )


def _assumptions(case: Case) -> tuple[AssumptionShape, ...]:
    """Every assumption; one that is not in force says what holds instead."""
    superseded = {each.assumption: each for each in case.superseded}
    shapes = []
    for assumption in case.assumptions:
        shape, lost = _assumption(assumption), superseded.get(assumption.id)
        if lost:
            shape = shape.model_copy(update={"superseded_by": lost.by, "superseded_reason": lost.reason})
        shapes.append(shape)
    return tuple(shapes)


def _risk(risk: Risk) -> RiskShape:
    shape = RiskShape.model_validate(risk.model_dump(exclude={"usage"}))
    return shape.model_copy(update={"usage": usage_shape(risk.usage)}) if risk.usage.calls else shape


def _precedence(case: Case) -> PrecedenceShape | None:
    if case.order is None:
        return None
    clauses = [clause for document in case.documents for clause in document.relations.precedence]
    return PrecedenceShape(
        documents=case.order.documents,
        basis=case.order.basis,
        why=case.order.why,
        clauses=tuple(_clause_on_precedence(clause) for clause in clauses),
    )


def _clause_on_precedence(clause: Precedence) -> PrecedenceClauseShape:
    return PrecedenceClauseShape(
        document=clause.document,
        page=clause.page,
        quote=clause.quote.text,
        order=clause.order,
        over_all=clause.over_all,
        fields=clause.fields,
        sections=clause.sections,
        exceptions=tuple(
            PrecedenceExceptionShape(
                prevails=each.prevails,
                fields=each.fields,
                sections=each.sections,
                expressly=each.expressly,
                words=each.words,
            )
            for each in clause.exceptions
        ),
    )


def build_extraction(document: CaseDocument, assumptions: Sequence[Assumption]) -> Extraction:
    """What one document states, without any record."""
    return Extraction(
        documents=(_document(document, assumptions),),
        assumptions=tuple(_assumption(assumption) for assumption in assumptions),
        blanks=tuple(_blank(blank) for blank in document.blanks),
    )


def _blank(blank: Blank) -> BlankShape:
    return BlankShape(
        id=blank.id,
        field=blank.field,
        document=blank.document,
        page=blank.page,
        span=(blank.quote.span.start, blank.quote.span.end),
        quote=blank.quote.text,
        boxes=tuple(_box(box) for box in blank.boxes if box.page == blank.page),
        more_boxes=tuple(PageBoxShape(page=box.page, box=_box(box)) for box in blank.boxes if box.page != blank.page),
        reason=blank.reason,
    )


def _document(case_document: CaseDocument, assumptions: Sequence[Assumption]) -> DocumentShape:
    document = case_document.document
    coverage = document.coverage
    return DocumentShape(
        id=case_document.id,
        name=document.name,
        sha256=document.sha256,
        media_type=document.media_type,
        kind=_surest(case_document.id, "doc.kind", assumptions),
        pages=len(document.pages) or None,
        signature_status=_surest(case_document.id, "doc.signature_status", assumptions),
        coverage=CoverageShape(
            units=coverage.units,
            read=coverage.read,
            unread=tuple(UnreadShape(where=part.where, reason=part.reason) for part in coverage.unread),
        ),
        revisions=len(document.revisions),
        comments=len(document.comments),
        signatures=tuple(_signature(each) for each in document.signatures),
        model_reading=reading_shape(case_document.model_reading) if case_document.model_reading else None,
    )


def _signature(signature: DigitalSignature) -> SignatureShape:
    return SignatureShape(
        field=signature.field,
        signer=signature.signer,
        organisation=signature.organisation,
        signed_at=signature.signed_at,
        time_attested=signature.time_attested,
        holds=signature.holds,
        covers=signature.covers,
        changes=signature.changes,
        trust=signature.trust,
        reason=signature.reason,
    )


def _surest(document: str, field: str, assumptions: Sequence[Assumption]) -> str | None:
    """The value of a field that is text, by the assumption with the highest confidence."""
    found = [assumption for assumption in assumptions if (assumption.document, assumption.field) == (document, field)]
    return str(max(found, key=lambda assumption: assumption.confidence).value) if found else None


def _record(record: Record) -> RecordShape:
    return RecordShape(
        id=record.id,
        name=record.name,
        system=record.system,
        object=record.object,
        record_id=record.record_id,
        sha256=record.sha256,
        unmapped=record.unmapped,
    )


def _assumption(assumption: Assumption) -> AssumptionShape:
    first_page = [box for box in assumption.boxes if box.page == assumption.page]
    other_pages = [box for box in assumption.boxes if box.page != assumption.page]
    return AssumptionShape(
        id=assumption.id,
        field=assumption.field,
        value=to_json(assumption.value, FIELDS[assumption.field].kind),
        document=assumption.document,
        page=assumption.page,
        span=(assumption.quote.span.start, assumption.quote.span.end),
        quote=assumption.quote.text,
        boxes=tuple(_box(box) for box in first_page),
        more_boxes=tuple(PageBoxShape(page=box.page, box=_box(box)) for box in other_pages),
        clause=_clause(assumption.clause) if assumption.clause else None,
        proof=assumption.proof.status,
        proof_reason=assumption.proof.reason,
        confidence=assumption.confidence,
        needs_review=assumption.needs_review,
        extractors=assumption.extractors,
        alternatives=tuple(_alternative(assumption.field, other) for other in assumption.alternatives),
    )


def _alternative(field: str, other: Alternative) -> AlternativeShape:
    return AlternativeShape(
        value=to_json(other.value, FIELDS[field].kind),
        page=other.page,
        span=(other.quote.span.start, other.quote.span.end),
        quote=other.quote.text,
        proof=other.proof.status,
        extractors=other.extractors,
    )


def _clause(place: ClausePlace) -> ClauseShape:
    return ClauseShape(number=place.number, heading=place.heading, type=place.kind, probability=place.probability)


def _box(box: Box) -> BoxShape:
    return round(box.x0, 2), round(box.y0, 2), round(box.x1, 2), round(box.y1, 2)


def _record_value(value: RecordValue) -> RecordValueShape:
    return RecordValueShape(
        id=value.id,
        field=value.field,
        value=to_json(value.value, FIELDS[value.field].kind),
        record=value.record,
        system=value.system,
        object=value.object,
        record_id=value.record_id,
        path=value.path,
        raw=value.raw,
    )


def _discrepancy(discrepancy: Discrepancy) -> DiscrepancyShape:
    exposure = discrepancy.exposure
    return DiscrepancyShape(
        id=discrepancy.id,
        code=discrepancy.code,
        kind=discrepancy.kind,
        field=discrepancy.field,
        key=discrepancy.key,
        severity=discrepancy.severity,
        owner=discrepancy.owner,
        document_value=discrepancy.document_value,
        record_value=discrepancy.record_value,
        exposure=ExposureShape(
            amount=None if exposure.amount is None else str(exposure.amount),
            currency=exposure.currency,
            days=exposure.days,
        ),
        assumptions=discrepancy.assumptions,
        record_values=discrepancy.record_values,
        message=discrepancy.message,
        advice=discrepancy.advice,
    )
