"""Places to sign, certificates and dates of signing against each other, on papers that were read as files."""

import datetime as dt

import pytest
from reportlab.pdfgen.canvas import Canvas

from certificate_builders import CERTIFICATES, INGRID, OWEN, Person, docusign, stamped
from compare_builders import POLICY, compared, day, found
from compare_builders import Paper as Made
from execution_builders import TOP, blocks, handwriting, opening
from pdf_builders import LEFT, Draw, document
from sowcheck.compare.compare import Comparison, compare
from sowcheck.compare.signing.vouching import with_certificates
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.documents import Document
from sowcheck.core.records import Record, RecordValue
from sowcheck.extract.assemble import extract_from
from sowcheck.extract.case_document import case_document
from sowcheck.extract.reading import read_closely
from sowcheck.segment.outline import segment

SIGNED = {"customer": "DocuSigned by: Ingrid Vestergaard", "supplier": "DocuSigned by: Owen Tarrant"}
NOBODY = [Person(each.name, each.mail, each.title, each.firm, None) for each in (INGRID, OWEN)]


def paper(*more: Draw, customer: str = "", supplier: str = "") -> Draw:
    def draw(canvas: Canvas) -> None:
        opening(canvas)
        blocks(canvas, customer=customer, supplier=supplier)
        for each in more:
            each(canvas)

    return draw


def file(name: str, *pages: Draw) -> Document:
    made = document(*pages)
    return made.model_copy(update={"name": name, "sha256": name.encode().hex().rjust(64, "0")[-64:]})


def read(*files: Document) -> tuple[list[CaseDocument], list[Assumption]]:
    documents: list[CaseDocument] = []
    assumptions: list[Assumption] = []
    for number, each in enumerate(files, start=1):
        reading = read_closely(each, segment(each))
        stated = extract_from(f"doc-{number}", reading).assumptions
        documents.append(case_document(f"doc-{number}", reading, stated))
        assumptions += stated
    return with_certificates(documents), assumptions


def judged(*files: Document, expires: dt.date | None = None) -> Comparison:
    documents, assumptions = read(*files)
    records, values = [], []
    if expires:
        records = [
            Record(id="rec-1", name="q.json", sha256="1" * 64, system="salesforce", object="Quote", record_id="Q-1")
        ]
        values = [
            RecordValue(
                id="rec-1.1", field="quote.expiration_date", value=expires, record="rec-1", system="salesforce",
                object="Quote", record_id="Q-1", path="ExpirationDate", raw=expires.isoformat(),
            )
        ]  # fmt: skip
    return compare(documents, assumptions, records, values, POLICY)


# --- certificates ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("service", CERTIFICATES)
def test_a_completed_certificate_of_the_stamped_envelope_contradicts_nothing(service: str) -> None:
    signed = paper(stamped(service), **SIGNED)
    for files in (
        [file("sow.pdf", signed, CERTIFICATES[service]())],
        [file("sow.pdf", signed), file("certificate.pdf", CERTIFICATES[service]())],
    ):
        codes = {each.code for each in judged(*files).discrepancies}
        assert not codes & {"SC101", "SC102", "SC106", "SC111", "SC112", "SC113"}


@pytest.mark.parametrize("apart", [False, True])
def test_a_certificate_vouches_for_the_signatures_that_the_paper_shows(apart: bool) -> None:
    pages = [paper(stamped("docusign"), customer="/s/ Ingrid Vestergaard"), docusign()]
    files = [file("sow.pdf", pages[0]), file("certificate.pdf", pages[1])] if apart else [file("sow.pdf", *pages)]
    customer, supplier = read(*files)[0][0].execution.signatures
    assert (customer.way, customer.strength, supplier.way) == ("envelope", "claimed", "empty")
    assert customer.vouched_by is not None
    assert ("certificate.pdf, page 1" if apart else "page 2") in customer.vouched_by


def test_a_certificate_of_another_envelope_than_the_stamps_names_both_places() -> None:
    other = docusign(envelope="00112233445566778899AABBCCDDEEFF")
    for files in (
        [file("sow.pdf", paper(stamped("docusign"), **SIGNED), other)],
        [file("sow.pdf", paper(stamped("docusign"), **SIGNED)), file("certificate.pdf", other)],
    ):
        (flagged,) = found(judged(*files), "SC111")
        assert "sow.pdf is stamped with envelope 7B1C44D0-92AE-4F1B-8C3E-5D60A7E9F214 (page 1)" in flagged.message
        assert f"00112233445566778899AABBCCDDEEFF ({files[-1].name}, page" in flagged.message


@pytest.mark.parametrize(
    ("status", "words"), [("Declined", "was declined"), ("Voided", "was voided"), ("Sent", "is not completed")]
)
def test_a_certificate_that_is_not_completed_blocks_a_paper_that_looks_signed(status: str, words: str) -> None:
    (flagged,) = found(judged(file("sow.pdf", paper(**SIGNED), docusign(NOBODY, status=status))), "SC112")
    assert flagged.severity == "blocker"
    assert "looks signed by both sides, but the certificate of envelope" in flagged.message
    assert f"(sow.pdf, page 2) says that the envelope {words}" in flagged.message
    assert "Ingrid Vestergaard and Owen Tarrant have not signed" in flagged.message


def test_an_open_envelope_of_an_open_paper_is_one_finding() -> None:
    waiting = docusign([INGRID, NOBODY[1]], status="Sent")
    comparison = judged(file("sow.pdf", paper(customer=SIGNED["customer"]), waiting))
    assert not found(comparison, "SC112")
    (flagged,) = found(comparison, "SC101")
    assert "signed for the customer by Ingrid Vestergaard (the stamp of a signing service)" in flagged.message
    assert "the place to sign for the supplier (Owen Tarrant, page 1) is empty" in flagged.message


def test_an_empty_place_stays_empty_whatever_a_certificate_says_and_both_are_named() -> None:
    (flagged,) = found(judged(file("sow.pdf", paper(customer=SIGNED["customer"]), docusign())), "SC101")
    assert "(Owen Tarrant, page 1) is empty, though the certificate of envelope" in flagged.message
    assert "(sow.pdf, page 2) says that Owen Tarrant signed on 2026-05-06" in flagged.message


def test_a_signer_whom_the_certificate_does_not_list_is_named_with_those_whom_it_lists() -> None:
    stranger = Person("Maud Oyelaran", "maud@larkspur.example", "Director", "Larkspur Systems Ltd", OWEN.signed)
    (flagged,) = found(judged(file("sow.pdf", paper(**SIGNED), docusign([INGRID, stranger]))), "SC113")
    assert "Owen Tarrant signs for the supplier" in flagged.message
    assert "lists Ingrid Vestergaard and Maud Oyelaran" in flagged.message


@pytest.mark.parametrize(("pages", "severity"), [(1, None), (4, "medium")])
def test_pages_that_the_certificate_counts_and_the_file_lacks_are_flagged(pages: int, severity: str | None) -> None:
    flagged = found(judged(file("sow.pdf", paper(**SIGNED), docusign(pages=pages))), "SC111")
    assert [each.severity for each in flagged] == ([severity] if severity else [])


# --- people ------------------------------------------------------------------------------------------------------------


def test_a_signature_of_another_person_than_the_one_printed_is_flagged() -> None:
    (flagged,) = found(
        judged(file("sow.pdf", paper(customer="/s/ Maud Oyelaran", supplier="/s/ Owen Tarrant"))), "SC113"
    )
    assert "is signed for the customer by Maud Oyelaran" in flagged.message
    assert "where Ingrid Vestergaard was to sign" in flagged.message


@pytest.mark.parametrize("words", ["/s/ I. Vestergaard", "/s/ INGRID VESTERGAARD", "(signed)", "Ingrid Vestergaard"])
def test_initials_capitals_and_nameless_signatures_are_no_other_person(words: str) -> None:
    assert not found(judged(file("sow.pdf", paper(customer=words, supplier="/s/ Owen Tarrant"))), "SC113")


# --- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "customer", "supplier"),
    [
        ([], "/s/ Ingrid Vestergaard", "/s/ Owen Tarrant"),
        ([], "DocuSigned by: Ingrid Vestergaard", "(signed)"),
        ([lambda canvas: handwriting(canvas, LEFT + 20, TOP + 48)], "", ""),
    ],
    ids=["conformed", "envelope", "drawn"],
)
def test_a_signature_after_the_quotes_expiry_is_flagged_however_it_is_made(
    more: list[Draw], customer: str, supplier: str
) -> None:
    signed = file("sow.pdf", paper(*more, customer=customer, supplier=supplier))
    (flagged,) = found(judged(signed, expires=dt.date(2026, 4, 30)), "SC603")
    assert flagged.document_value == "2026-05-04"
    assert not found(judged(signed, expires=dt.date(2026, 5, 4)), "SC603")


def test_a_date_printed_in_an_empty_place_is_no_day_of_signature() -> None:
    comparison = judged(file("sow.pdf", paper()), expires=dt.date(2026, 4, 30))
    assert not found(comparison, "SC603")
    assert len(found(comparison, "SC101")) == 1


@pytest.mark.parametrize(
    ("effective", "severity"),
    [
        ("2026-05-05", None),
        ("2026-06-05", None),
        ("2026-06-06", "info"),
        ("2026-09-05", "low"),
        ("2027-05-05", "medium"),
        ("2026-04-20", None),
        ("2026-03-01", "low"),
    ],
)
def test_the_gap_between_signature_and_effect_weighs_by_its_length(effective: str, severity: str | None) -> None:
    comparison = compared([Made("sow", ("doc.effective_date", day(effective)))])
    assert [each.severity for each in found(comparison, "SC114")] == ([severity] if severity else [])
