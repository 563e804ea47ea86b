"""A PDF that people have written on against a record, through the whole flow: marks are open changes, notes are told at terms."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from annotation_builders import Area, Paper
from pdf_builders import LEFT, put
from sowcheck.core.cases import Case
from sowcheck.core.discrepancies import Discrepancy, Outcome
from sowcheck.pipeline import check
from sowcheck.records.mapping import load_mapping
from sowcheck.settings import load_policy

FEE = "price.services_total"
SENTENCE = "The fixed fee for the services is GBP 120,000.00."
LINES = (
    "STATEMENT OF WORK",
    SENTENCE,
    "Signed for the Customer: /s/ Ann Berg, Director, 4 May 2026",
    "Signed for the Supplier: /s/ Carl Dahl, Director, 5 May 2026",
)


def page(canvas: Canvas) -> None:
    for place, words in enumerate(LINES):
        put(canvas, LEFT, 100 + 30 * place, words)


def over(words: str) -> Area:
    canvas = Canvas("unused.pdf")
    start = LEFT + canvas.stringWidth(SENTENCE[: SENTENCE.index(words)], "Helvetica", 10)
    return start, 121, start + canvas.stringWidth(words, "Helvetica", 10), 132


def struck_and_inserted(paper: Paper) -> None:
    _, top, right, bottom = over("120,000.00")
    caret = paper.put("Caret", (right, top, right + 5, bottom), Contents="140,000.00", T="Ada Rao")
    paper.mark("StrikeOut", over("120,000.00"), T="Ada Rao", M="D:20260710100000Z", IRT=caret, RT="/Group")


def checked(folder: Path, write: Callable[[Paper], object], amount: float) -> Case:
    sow, record = folder / "sow.pdf", folder / "opportunity.json"
    paper = Paper(page)
    write(paper)
    sow.write_bytes(paper.bytes())
    opportunity = {
        "attributes": {"type": "Opportunity", "url": "/services/data/v64.0/sobjects/Opportunity/006Kj00000Rt7QdIAJ"},
        "Id": "006Kj00000Rt7QdIAJ",
        "IsWon": True,
        "CurrencyIsoCode": "GBP",
        "Amount": amount,
    }
    record.write_text(json.dumps({"totalSize": 1, "done": True, "records": [opportunity]}), encoding="utf-8")
    return check([sow], [record], policy=load_policy(None), mapping=load_mapping(None))


def on_fee(case: Case) -> list[Discrepancy]:
    return [each for each in case.discrepancies if each.field == FEE]


@pytest.mark.parametrize(
    ("amount", "agrees"),
    [
        (140000.0, "as the document does with them"),
        (120000.0, "as the document does without them"),
        (130000.0, "Salesforce opportunity says GBP 130,000.00"),
    ],
)
def test_a_fee_that_was_struck_and_replaced_is_shown_with_both_values(
    tmp_path: Path, amount: float, agrees: str
) -> None:
    case = checked(tmp_path, struck_and_inserted, amount)
    (flagged,) = on_fee(case)
    assert flagged.severity == "blocker"
    assert "GBP 140,000.00 with the proposed change" in flagged.message
    assert "Ada Rao (2026-07-10)" in flagged.message
    assert "GBP 120,000.00 without" in flagged.message
    assert agrees in flagged.message
    assert not [each for each in case.verdicts if each.field == FEE and each.verdict is Outcome.MATCH]


def test_a_fee_in_struck_words_is_not_in_force_silently(tmp_path: Path) -> None:
    case = checked(tmp_path, lambda paper: paper.mark("StrikeOut", over(SENTENCE)), 120000.0)
    (flagged,) = on_fee(case)
    assert (flagged.code, flagged.severity) == ("SC123", "blocker")
    assert "says nothing with the proposed change and GBP 120,000.00 without it" in flagged.message


def test_a_fee_that_was_typed_onto_the_page_says_so(tmp_path: Path) -> None:
    def write(paper: Paper) -> None:
        paper.typed((LEFT, 230, 400, 244), "The price for the training is GBP 9,000.00.", T="Ada Rao")
        paper.typed((LEFT, 260, 400, 274), "The services end on 30 June 2027.", T="Ada Rao")

    case = checked(tmp_path, write, 120000.0)
    (end,) = [each for each in case.assumptions if each.field == "schedule.end_date"]
    assert end.redline is not None
    assert end.redline.decides
    assert (str(end.redline.accepted), end.redline.rejected) == ("2027-06-30", None)


def test_words_typed_onto_a_page_with_other_marks_say_so_too(tmp_path: Path) -> None:
    def write(paper: Paper) -> None:
        struck_and_inserted(paper)
        paper.typed((LEFT, 230, 400, 244), "The services end on 30 June 2027.", T="Ada Rao")

    case = checked(tmp_path, write, 140000.0)
    (end,) = [each for each in case.assumptions if each.field == "schedule.end_date"]
    assert end.is_contested
    assert end.redline is not None
    assert (str(end.redline.accepted), end.redline.rejected) == ("2027-06-30", None)
    (fee,) = on_fee(case)
    assert "GBP 140,000.00 with the proposed changes" in fee.message


def test_a_note_on_the_fee_is_told_at_the_fee(tmp_path: Path) -> None:
    def write(paper: Paper) -> None:
        paper.mark("Highlight", over("120,000.00"), Contents="Was it not 110,000?", T="B. Li")

    case = checked(tmp_path, write, 120000.0)
    (flagged,) = [each for each in case.discrepancies if each.code == "SC124"]
    (fee,) = [each for each in case.assumptions if each.field == FEE]
    assert fee.id in flagged.assumptions
    assert "comment of B. Li “Was it not 110,000?”" in flagged.message
    assert [each.verdict for each in case.verdicts if each.field == FEE] == [Outcome.MATCH]
