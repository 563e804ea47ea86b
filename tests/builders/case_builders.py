"""Cases made by hand: real nouns around a short statement of work, for tests of what comes after comparing."""

from collections.abc import Sequence
from decimal import Decimal

from sowcheck.core.analyses import RequiredApproval
from sowcheck.core.assumptions import Assumption, Proof
from sowcheck.core.cases import Case, CaseDocument, Gate, Risk, SkillTag
from sowcheck.core.discrepancies import Discrepancy, Exposure, Outcome, Verdict
from sowcheck.core.documents import Coverage, Document, Unread
from sowcheck.core.quantities import Money
from sowcheck.core.records import Record, RecordValue
from sowcheck.core.spans import Quote, Span
from sowcheck.core.summaries import SummarySentence
from sowcheck.core.values import Value

SOW = "\n".join(
    [
        "Statement of Work",
        "The fixed fee for the services is EUR 184,000.00, payable as set out below.",
        "Invoices are due within thirty (30) days.",
        "Data cleansing is not part of the work.",
        "The team works with Apache Kafka.",
    ]
)


def text_document(
    text: str = SOW, *, name: str = "sow.txt", id_: str = "doc-1", unread: Sequence[Unread] = ()
) -> CaseDocument:
    """A document without pages."""
    document = Document(
        name=name,
        sha256=(id_.encode().hex() * 32)[:64],
        media_type="text/plain",
        text=text,
        coverage=Coverage(units=text.count("\n") + 1, unread=tuple(unread)),
    )
    return CaseDocument(id=id_, document=document)


def assumption(
    document: CaseDocument, id_: str, field: str, value: Value, words: str, *, proven: bool = True
) -> Assumption:
    """An assumption whose quote is the first place of `words`."""
    text = document.document.text
    start = text.index(words)
    span = Span(start=start, end=start + len(words))
    return Assumption(
        id=id_,
        field=field,
        value=value,
        document=document.id,
        page=document.document.page_of(start),
        quote=Quote.at(text, span),
        boxes=document.document.boxes(span),
        proof=Proof(status="proven") if proven else Proof(status="unproven", reason="the words hold two amounts"),
        confidence=0.97,
        extractors=("rules@1:test",),
    )


def record_value(id_: str, field: str, value: Value, path: str, raw: str) -> RecordValue:
    """A value of the opportunity."""
    return RecordValue(
        id=id_,
        field=field,
        value=value,
        record="rec-1",
        system="salesforce",
        object="Opportunity",
        record_id="006000000000001AAA",
        path=path,
        raw=raw,
    )


def deal(document: CaseDocument | None = None, *, words: str = "EUR 184,000.00", blocked: bool = True) -> Case:
    """A case with a fee that differs, payment terms that agree, and an exclusion that no record holds."""
    sow = document or text_document()
    fee = Money(amount=Decimal("184000.00"), currency="EUR")
    return Case(
        documents=(sow,),
        records=(
            Record(
                id="rec-1",
                name="opportunity.json",
                sha256="b" * 64,
                system="salesforce",
                object="Opportunity",
                record_id="006000000000001AAA",
                unmapped=("Opportunity.Colour__c",),
            ),
        ),
        assumptions=(
            assumption(sow, "doc-1.a1", "price.services_total", fee, words),
            assumption(sow, "doc-1.a2", "billing.payment_terms_days", 30, "thirty (30) days"),
            assumption(
                sow, "doc-1.a3", "scope.exclusions", "Data cleansing", "Data cleansing is not part of the work."
            ),
            assumption(sow, "doc-1.a4", "staffing.skills", "Apache Kafka", "Apache Kafka", proven=False),
        ),
        record_values=(
            record_value(
                "rec-1.v1",
                "price.services_total",
                Money(amount=Decimal("170000.00"), currency="EUR"),
                "Amount",
                "170000.0",
            ),
            record_value("rec-1.v2", "billing.payment_terms_days", 30, "Payment_Terms__c", "Net 30"),
        ),
        verdicts=(
            Verdict(
                field="price.services_total",
                key=None,
                verdict=Outcome.MISMATCH,
                assumptions=("doc-1.a1",),
                record_values=("rec-1.v1",),
            ),
            Verdict(
                field="billing.payment_terms_days",
                key=None,
                verdict=Outcome.MATCH,
                assumptions=("doc-1.a2",),
                record_values=("rec-1.v2",),
            ),
            Verdict(
                field="scope.exclusions", key="Data cleansing", verdict=Outcome.RECORD_SILENT, assumptions=("doc-1.a3",)
            ),
        ),
        discrepancies=(
            Discrepancy(
                id="d-1",
                code="SC201",
                kind="value_mismatch",
                field="price.services_total",
                severity="blocker" if blocked else "medium",
                owner="sales_ops",
                document_value={"amount": "184000.00", "currency": "EUR"},
                record_value={"amount": "170000.00", "currency": "EUR"},
                exposure=Exposure(amount=Decimal("-14000.00"), currency="EUR"),
                assumptions=("doc-1.a1",),
                record_values=("rec-1.v1",),
                message="The document says EUR 184,000.00, the record EUR 170,000.00.",
                advice="Bring the opportunity into line with the signed fee.",
            ),
            Discrepancy(
                id="d-2",
                code="SC301",
                kind="missing_in_record",
                field="scope.exclusions",
                key="Data cleansing",
                severity="medium",
                owner="delivery_ops",
                document_value="Data cleansing",
                assumptions=("doc-1.a3",),
                message="No record holds the exclusion Data cleansing.",
                advice="Add it to the scope that delivery sees.",
            ),
        ),
        skills=(
            SkillTag(
                skill="Kafka topics",
                assumption="doc-1.a4",
                canonical="Apache Kafka",
                category="Integration platforms and messaging",
                matched="alias",
            ),
            SkillTag(
                skill="planning of capacity",
                assumption="doc-1.a4",
                canonical="Capacity management",
                category="Infrastructure and operations practices",
                matched="semantic",
                similarity=0.81,
            ),
            SkillTag(skill="Elmsoft Studio", assumption="doc-1.a4"),
        ),
        risk=Risk(
            score=62,
            band="high",
            summary="One finding blocks the gate: services total.",
            drivers=("d-1",),
            sentences=(SummarySentence(text="One finding blocks the gate: services total.", cites=("d-1",)),),
        ),
        gate=Gate(
            state="blocked" if blocked else "ready",
            blockers=("d-1",) if blocked else (),
            approvals=(RequiredApproval(role="finance"), RequiredApproval(role="delivery_ops")),
        ),
        policy_sha256="c" * 64,
    )
