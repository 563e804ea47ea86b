"""Case -> Report: the same facts in the shapes that are published."""

from collections.abc import Sequence

from sowcheck.core.assumptions import Alternative, Assumption
from sowcheck.core.blanks import Blank
from sowcheck.core.cases import Case, CaseDocument, Risk
from sowcheck.core.clauses import ClausePlace
from sowcheck.core.executions import Execution, PartySignature
from sowcheck.core.fields import FIELDS
from sowcheck.core.records import RecordValue
from sowcheck.core.relations import Precedence
from sowcheck.core.spans import Box
from sowcheck.core.values import to_json
from sowcheck.report.model import DiscrepancyShape, Extraction, GateShape, PolicyShape, Report, SkillShape, VerdictShape
from sowcheck.report.papers import paper_shapes, versions_shape
from sowcheck.report.shapes.assumptions import (
    AlternativeShape,
    AssumptionShape,
    BlankShape,
    ClauseShape,
    OcrReadingShape,
    PageBoxShape,
)
from sowcheck.report.shapes.documents import CoverageShape, DocumentShape, OcrPageShape
from sowcheck.report.shapes.model_reading import reading_shape
from sowcheck.report.shapes.packages import PackageShape, PackedInShape
from sowcheck.report.shapes.papers import PrecedenceClauseShape, PrecedenceExceptionShape, PrecedenceShape
from sowcheck.report.shapes.part import BoxShape
from sowcheck.report.shapes.records import RecordShape, RecordValueShape
from sowcheck.report.shapes.redlines import change_shape, comment_shapes, redline_shape, unsettled_shapes
from sowcheck.report.shapes.risk import RiskShape
from sowcheck.report.shapes.signing import CertificateShape, PartySignatureShape, SignatureShape


def build_report(case: Case, reference: str | None = None) -> Report:
    """The report of a case.

    Args:
        case: What was checked.
        reference: What the caller calls the deal.
    """
    return Report(
        reference=reference,
        documents=tuple(_document(document, case.assumptions) for document in case.documents),
        packages=tuple(PackageShape.model_validate(package) for package in case.packages),
        records=tuple(RecordShape.model_validate(record) for record in case.records),
        policy=PolicyShape(sha256=case.policy_sha256),
        precedence=_precedence(case),
        papers=paper_shapes(case),
        assumptions=_assumptions(case),
        blanks=tuple(_blank(blank) for document in case.documents for blank in document.blanks),
        unsettled=tuple(each for document in case.documents for each in unsettled_shapes(document)),
        record_values=tuple(_record_value(value) for value in case.record_values),
        verdicts=tuple(VerdictShape.model_validate(verdict) for verdict in case.verdicts),
        discrepancies=tuple(DiscrepancyShape.model_validate(discrepancy) for discrepancy in case.discrepancies),
        skills=tuple(SkillShape.model_validate(tag) for tag in case.skills),
        risk=_risk(case.risk),
        gate=GateShape.model_validate(case.gate),
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
    shape = RiskShape.model_validate(risk)
    return shape if risk.usage.calls else shape.model_copy(update={"usage": None})


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
        exceptions=tuple(PrecedenceExceptionShape.model_validate(each) for each in clause.exceptions),
    )


def build_extraction(document: CaseDocument, assumptions: Sequence[Assumption]) -> Extraction:
    """What one document states, without any record."""
    return Extraction(
        documents=(_document(document, assumptions),),
        assumptions=tuple(_assumption(assumption) for assumption in assumptions),
        blanks=tuple(_blank(blank) for blank in document.blanks),
        unsettled=unsettled_shapes(document),
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
    return DocumentShape(
        id=case_document.id,
        name=document.name,
        sha256=document.sha256,
        media_type=document.media_type,
        kind=_surest(case_document.id, "doc.kind", assumptions),
        pages=len(document.pages) or None,
        signature_status=_surest(case_document.id, "doc.signature_status", assumptions) or case_document.digital_status,
        coverage=CoverageShape.model_validate(document.coverage),
        revisions=len(document.revisions),
        comments=len(document.comments),
        tracked_changes=tuple(change_shape(each) for each in document.revisions),
        formatting_changes=document.wordless_changes,
        review_comments=comment_shapes(document, [each for each in assumptions if each.document == case_document.id]),
        versions=versions_shape(case_document.versions),
        signatures=tuple(SignatureShape.model_validate(each) for each in document.signatures),
        signature_blocks=tuple(_party_signature(each) for each in case_document.execution.signatures),
        effective_date=_surest(case_document.id, "doc.effective_date", assumptions),
        last_signed=_last_signed(case_document.execution),
        envelopes=tuple(stamp.id for stamp in case_document.execution.stamps),
        certificates=tuple(CertificateShape.model_validate(each) for each in case_document.execution.certificates),
        ocr=tuple(OcrPageShape.model_validate(each) for each in document.ocr_pages),
        model_reading=reading_shape(case_document.model_reading) if case_document.model_reading else None,
        package=PackedInShape.model_validate(document.package) if document.package else None,
    )


def _last_signed(execution: Execution) -> str | None:
    days = [each.date for each in execution.signatures if each.date and each.way != "empty"]
    return max(days).isoformat() if days else None


def _party_signature(signature: PartySignature) -> PartySignatureShape:
    return PartySignatureShape(
        party=signature.party,
        way=signature.way,
        strength=signature.strength,
        name=signature.name,
        signer=signature.signer,
        title=signature.title,
        date=signature.date.isoformat() if signature.date else None,
        quote=signature.quote.text,
        page=signature.page,
        boxes=tuple(_box(box) for box in signature.boxes if box.page == signature.page),
        vouched_by=signature.vouched_by,
    )


def _surest(document: str, field: str, assumptions: Sequence[Assumption]) -> str | None:
    """The value of a field that is text, by the assumption with the highest confidence."""
    found = [assumption for assumption in assumptions if (assumption.document, assumption.field) == (document, field)]
    return str(max(found, key=lambda assumption: assumption.confidence).value) if found else None


def _assumption(assumption: Assumption) -> AssumptionShape:
    first_page = [box for box in assumption.boxes if box.page == assumption.page]
    other_pages = [box for box in assumption.boxes if box.page != assumption.page]
    return AssumptionShape(
        id=assumption.id,
        field=assumption.field,
        value=to_json(assumption.value, FIELDS[assumption.field].kind),
        document=assumption.document,
        page=assumption.page,
        cells=assumption.cells,
        span=(assumption.quote.span.start, assumption.quote.span.end),
        quote=assumption.quote.text,
        boxes=tuple(_box(box) for box in first_page),
        more_boxes=tuple(PageBoxShape(page=box.page, box=_box(box)) for box in other_pages),
        clause=_clause(assumption.clause) if assumption.clause else None,
        proof=assumption.proof.status,
        proof_reason=assumption.proof.reason,
        confidence=assumption.confidence,
        needs_review=assumption.needs_review,
        ocr=OcrReadingShape.model_validate(assumption.ocr) if assumption.ocr else None,
        extractors=assumption.extractors,
        alternatives=tuple(_alternative(assumption.field, other) for other in assumption.alternatives),
        redline=redline_shape(assumption.field, assumption.redline) if assumption.redline else None,
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
