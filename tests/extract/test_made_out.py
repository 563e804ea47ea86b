"""What was made out in a picture proves no more than its least sure word, and its figures are for a person to check."""

from case_builders import assumption, text_document
from compare_builders import money
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.ocr import OcrDoubt, OcrSettings, OcrWord
from sowcheck.extract.made_out import with_ocr
from sowcheck.gate.review import reviewed
from sowcheck.settings import load_policy

TEXT = "The fixed fee is EUR 184,000.00 and the Supplier hosts the platform."
FEE, HOSTING = "The fixed fee is EUR 184,000.00", "the Supplier hosts the platform"


def scan(sure: dict[str, float], other: dict[str, str] | None = None) -> CaseDocument:
    """A document whose words were made out in a picture; 0.95 sure where `sure` does not name a word."""
    words, start = [], 0
    for text in TEXT.split(" "):
        words.append(OcrWord(start, start + len(text), sure.get(text, 0.95), (other or {}).get(text, "")))
        start += len(text) + 1
    paper = text_document(TEXT)
    return paper.model_copy(update={"document": paper.document.model_copy(update={"ocr_words": tuple(words)})})


def judged(paper: CaseDocument, words: str = FEE) -> Assumption:
    stated = assumption(paper, "a-1", "price.services_total", money("184000"), words)
    marked = with_ocr(paper.document, [stated], OcrSettings())
    return reviewed(marked, load_policy(None))[0]


def test_sure_words_prove_and_a_person_still_compares_the_figure() -> None:
    found = judged(scan({}))
    assert found.proof.status == "proven"
    assert found.ocr is not None
    assert (found.ocr.confidence, found.ocr.doubts) == (0.95, ())
    assert found.needs_review


def test_one_unsure_word_in_the_quote_makes_the_value_unproven() -> None:
    found = judged(scan({"184,000.00": 0.62}))
    assert found.proof.status == "unproven"
    assert found.proof.reason == "read by OCR: “184,000.00” (62% sure)"
    assert found.confidence == 0.62


def test_a_figure_that_two_looks_read_differently_is_unproven_and_names_both() -> None:
    found = judged(scan({}, {"184,000.00": "164,000.00"}))
    assert found.proof.reason == "read by OCR: “184,000.00”, or “164,000.00”"
    assert found.ocr is not None
    assert found.ocr.doubts == (OcrDoubt("184,000.00", 0.95, "164,000.00"),)


def test_an_unsure_word_outside_the_quote_does_not_matter() -> None:
    assert judged(scan({"platform.": 0.3})).proof.status == "proven"


def test_words_without_a_figure_need_no_look_where_they_are_sure() -> None:
    assert not judged(scan({}), HOSTING).needs_review
    assert judged(scan({"hosts": 0.5}), HOSTING).needs_review


def test_words_of_the_file_itself_are_left_alone() -> None:
    found = judged(text_document(TEXT))
    assert found.ocr is None
    assert not found.needs_review
