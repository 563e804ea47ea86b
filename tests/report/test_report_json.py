"""The report as data: the published shape, and that every fact of the case is in it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from case_builders import assumption, deal, text_document
from sowcheck.core.documents import Coverage, Document, Unread
from sowcheck.core.spans import Box, PlacedWord, PlacedWords
from sowcheck.report.build import build_extraction, build_report
from sowcheck.report.model import Report
from sowcheck.report.schema import REPORT


def test_the_committed_schema_is_the_one_of_the_model() -> None:
    assert REPORT.path.read_text(encoding="utf-8") == REPORT.text(), "run: python -m sowcheck.report.schema"


def test_a_report_fits_the_published_schema() -> None:
    schema = json.loads(REPORT.path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(build_report(deal()).model_dump_json()), schema)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("gate", "state"), "open"),
        (("schema",), "sowcheck.report/2"),
        (("risk", "score"), 101),
        (("assumptions", 0, "boxes"), [[1, 2, 3]]),
        (("assumptions", 0, "span"), [1]),
        (("discrepancies", 0, "severity"), "urgent"),
    ],
    ids=str,
)
def test_the_published_schema_refuses_a_wrong_value(path: tuple[str | int, ...], value: object) -> None:
    report = json.loads(build_report(deal()).model_dump_json())
    place: Any = report
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, REPORT.made())


def test_the_report_has_the_keys_that_other_programs_rely_on() -> None:
    report = json.loads(build_report(deal()).model_dump_json())
    assert report["schema"] == "sowcheck.report/1"
    promised = {
        "documents": {"id", "name", "sha256", "kind", "pages", "signature_status", "coverage"},
        "records": {"id", "system", "object", "record_id", "sha256"},
        "assumptions": {
            "id", "field", "value", "document", "page", "span", "quote", "boxes", "proof", "confidence", "extractors",
        },
        "verdicts": {"field", "key", "verdict", "assumptions", "record_values"},
        "discrepancies": {
            "id", "code", "kind", "field", "key", "severity", "owner", "document_value", "record_value", "exposure",
            "assumptions", "record_values", "message", "advice",
        },
        "skills": {"skill", "level", "source", "assumption", "canonical", "category", "matched", "similarity"},
    }  # fmt: skip
    for part, keys in promised.items():
        assert keys <= set(report[part][0]), part
    assert set(report["risk"]) == {
        *("score", "band", "summary", "drivers"),
        *("sentences", "written_by", "dropped", "note", "usage"),
    }
    assert set(report["gate"]) == {"state", "blockers", "required_approvals", "approvals"}
    assert report["discrepancies"][0]["exposure"] == {"amount": "-14000.00", "currency": "EUR", "days": None}
    assert report["assumptions"][0]["value"] == {"amount": "184000.00", "currency": "EUR"}


def test_a_report_that_is_read_back_is_the_same() -> None:
    report = build_report(deal())
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_a_report_with_a_key_of_a_later_version_can_be_read() -> None:
    report = json.loads(build_report(deal()).model_dump_json())
    report["gate"]["opened_by"] = "nobody"
    assert Report.model_validate(report) == build_report(deal())


def test_the_span_of_an_assumption_gives_its_quote() -> None:
    case = deal()
    text = case.documents[0].document.text
    for shape in build_report(case).assumptions:
        assert text[shape.span[0] : shape.span[1]] == shape.quote


def test_the_kind_of_a_document_is_the_one_it_shows_most_surely() -> None:
    document = text_document()
    weak = assumption(document, "a1", "doc.kind", "order_form", "Statement").model_copy(update={"confidence": 0.4})
    strong = assumption(document, "a2", "doc.kind", "sow", "Statement of Work")
    shape = build_extraction(document, [weak, strong]).documents[0]
    assert (shape.kind, shape.signature_status) == ("sow", None)


def test_an_unread_part_is_named_with_its_reason() -> None:
    document = text_document(unread=[Unread(where="page 3 image 1", reason="no_text_layer")])
    coverage = build_extraction(document, []).documents[0].coverage
    assert (coverage.units, coverage.read) == (5, 4)
    assert coverage.unread[0].model_dump() == {"where": "page 3 image 1", "reason": "no_text_layer", "note": ""}


def test_a_quote_over_the_end_of_a_page_has_boxes_on_both() -> None:
    words = PlacedWords([PlacedWord(0, 3, Box(1, 72, 700, 90, 712)), PlacedWord(4, 7, Box(2, 72, 72, 90, 84))])
    document = text_document().model_copy(
        update={
            "document": Document(
                name="sow.pdf",
                sha256="a" * 64,
                media_type="application/pdf",
                text="Net 30.",
                words=words,
                coverage=Coverage(units=2),
            )
        }
    )
    shape = build_extraction(document, [assumption(document, "a1", "billing.payment_terms_days", 30, "Net 30.")])
    found = shape.assumptions[0]
    assert found.page == 1
    assert found.boxes == ((72, 700, 90, 712),)
    assert [(more.page, more.box) for more in found.more_boxes] == [(2, (72, 72, 90, 84))]


def test_the_schema_lies_in_the_package() -> None:
    import sowcheck

    assert Path(next(iter(sowcheck.__path__))) in REPORT.path.parents
