"""What a language model was asked, what it cost, what it left out and what nobody believed stands in every form of the report."""

from decimal import Decimal

import pytest

from case_builders import deal, text_document
from sowcheck.core.cases import Case
from sowcheck.core.quantities import Money
from sowcheck.core.readings import Claim, FailedRead, ModelReading, Usage
from sowcheck.report.arrange import arrange
from sowcheck.report.build import build_extraction, build_report
from sowcheck.report.html import extraction_page, report_page
from sowcheck.report.markdown import markdown
from sowcheck.report.text import text_report
from sowcheck.report.text_extraction import text_extraction

_CLAIM = Claim(
    field="price.nte_cap",
    value=Money(amount=Decimal("120000.00"), currency="EUR"),
    quote="capped at EUR 120,000 <b>\x1b[31m",
    where="page 2, 4 Fees",
    page=2,
    reason="these words are not in the document",
    extractor="llm@tiny:fees_and_billing.v1#3fa9c1d2",
)
_FAILED = FailedRead(
    topic="staffing_and_skills",
    where="pages 3-5, 6 Team",
    page=3,
    fields=("staffing.roles", "staffing.skills"),
    reason="no answer within 60 s (4 attempts)",
)
_READING = ModelReading(
    model="tiny",
    parts=3,
    questions=12,
    from_cache=4,
    failed=(_FAILED,),
    claims=(_CLAIM,),
    usage=Usage(calls=9, input_tokens=12345, output_tokens=678, cost=Decimal("0.0123"), currency="USD"),
)


def read_by_a_model(reading: ModelReading = _READING) -> Case:
    return deal(text_document().model_copy(update={"model_reading": reading}))


def form(case: Case, name: str) -> str:
    report = build_report(case)
    match name:
        case "text":
            return text_report(arrange(report), terminal=False)
        case "markdown":
            return markdown(arrange(report)).replace("\\", "")
        case _:
            return report_page(arrange(report), case, {})


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_bill_failed_parts_and_claims_are_shown(name: str) -> None:
    page = " ".join(form(read_by_a_model(), name).split())
    assert "tiny: 12 questions (4 answered from the cache); 12,345 tokens in, 678 out; USD 0.0123" in page
    assert "staffing and skills, pages 3-5, 6 Team: no answer within 60 s (4 attempts)" in page
    assert "EUR 120,000.00" in page
    assert "these words are not in the document" in page


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_the_words_that_a_model_gave_are_shown_as_data(name: str) -> None:
    page = form(read_by_a_model(), name)
    assert "\x1b" not in page
    if name == "html":
        assert "<b>[31m" not in page


def test_a_machine_reads_the_same() -> None:
    shape = build_report(read_by_a_model()).documents[0].model_reading
    assert shape is not None
    assert (shape.model, shape.questions, shape.from_cache) == ("tiny", 12, 4)
    assert shape.usage.cost == "0.0123"
    assert shape.failed[0].fields == ("staffing.roles", "staffing.skills")
    assert shape.claims[0].value == {"amount": "120000.00", "currency": "EUR"}


def test_a_price_that_nobody_knows_is_not_shown_as_nothing() -> None:
    page = form(read_by_a_model(_READING.model_copy(update={"usage": Usage(cost=None)})), "text")
    assert "price not known" in page


def test_a_model_that_never_answered_is_named_once() -> None:
    silent = _READING.model_copy(update={"questions": 2, "failed": (_FAILED, _FAILED), "claims": ()})
    page = form(read_by_a_model(silent), "text")
    assert page.count("NOT ANSWERED") == 1
    assert "NOT ANSWERED all 2 questions: no answer within 60 s (4 attempts)" in page


def test_a_document_that_no_model_read_says_nothing_of_models() -> None:
    case = deal()
    assert build_report(case).documents[0].model_reading is None
    for name in ("text", "markdown", "html"):
        assert "language model" not in form(case, name)


def test_the_extraction_of_one_document_shows_the_same() -> None:
    document = read_by_a_model().documents[0]
    extraction = build_extraction(document, ())
    for page in (text_extraction(extraction, terminal=False), extraction_page(extraction, document, ())):
        assert "12,345 tokens in" in page
        assert "no answer within 60 s" in page
        assert "Not believed" in page
