"""Reports say of each place to sign whose it is, how it was signed, and what that is worth."""

import json

import pytest

from certificate_builders import PLAIN, docusign
from execution_builders import paper
from pdf_builders import document
from sowcheck.core.documents import Document
from sowcheck.extract.assemble import extract_from
from sowcheck.extract.case_document import case_document
from sowcheck.extract.reading import read_closely
from sowcheck.report.build import build_extraction
from sowcheck.report.files_in_words import document_line
from sowcheck.report.model import Extraction
from sowcheck.segment.outline import segment


def _extraction(document: Document) -> Extraction:
    reading = read_closely(document, segment(document))
    stated = extract_from("doc-1", reading).assumptions
    return build_extraction(case_document("doc-1", reading, stated), stated)


@pytest.fixture(scope="module")
def half_signed() -> Extraction:
    return _extraction(paper(customer="/s/ Ingrid Vestergaard"))


def test_json_says_party_way_strength_and_place(half_signed: Extraction) -> None:
    shapes = json.loads(half_signed.model_dump_json(by_alias=True))["documents"][0]["signature_blocks"]
    signed, empty = shapes
    assert signed["quote"] == "/s/ Ingrid Vestergaard"
    assert {key: signed[key] for key in ("party", "way", "strength", "signer", "title", "date", "page")} == {
        "party": "customer",
        "way": "conformed",
        "strength": "claimed",
        "signer": "Ingrid Vestergaard",
        "title": "Managing Director",
        "date": "2026-05-04",
        "page": 1,
    }
    assert len(signed["boxes"]) == 1
    assert (empty["party"], empty["way"], empty["strength"], empty["boxes"]) == ("supplier", "empty", "none", [])


def test_people_are_told_that_a_signature_is_claimed_and_a_line_empty(half_signed: Extraction) -> None:
    signed, empty = document_line(half_signed.documents[0]).signatures
    assert "signed for the customer by Ingrid Vestergaard, Managing Director on 2026-05-04" in signed
    assert signed.endswith("words that stand for a signature; claimed, not proven (page\N{NO-BREAK SPACE}1)")
    assert empty.startswith("not signed for the supplier: the place to sign for Owen Tarrant is empty")


@pytest.mark.parametrize(
    ("effective", "words"),
    [
        ("2026-05-14", "last signed on 2026-05-04, 10 days before it takes effect on 2026-05-14"),
        ("2026-05-03", "last signed on 2026-05-04, 1 day after it takes effect on 2026-05-03"),
        ("2026-05-04", None),
        (None, None),
    ],
)
def test_people_are_told_how_long_before_its_effect_a_paper_was_signed(
    half_signed: Extraction, effective: str | None, words: str | None
) -> None:
    assert half_signed.documents[0].last_signed == "2026-05-04"
    dated = half_signed.documents[0].model_copy(update={"effective_date": effective})
    said = [line for line in document_line(dated).signatures if line.startswith("last signed")]
    assert said == ([words] if words else [])


def test_people_are_told_what_a_certificate_says() -> None:
    line = document_line(_extraction(document(docusign())).documents[0])
    assert line.kind == "certificate of a signing service"
    assert line.signatures == (
        f"certificate of envelope {PLAIN}, completed: Ingrid Vestergaard signed on 2026-05-04; Owen Tarrant signed on "
        "2026-05-06; claimed, not proven (page\N{NO-BREAK SPACE}1)",
    )
