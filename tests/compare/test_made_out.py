"""What was made out in pictures is named, and a figure in doubt is a finding of its own."""

import pytest

from compare_builders import Paper, compared, day, found, money
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.ocr import OcrDoubt, OcrPage, OcrReading


class Scan(Paper):
    """A paper whose page 1 was made out in a picture; the doubts are those of every fact that is no text."""

    def __init__(self, *facts: tuple[str, object], doubts: tuple[OcrDoubt, ...] = ()) -> None:
        super().__init__("sow", *facts, quoting={field: f"{field} 45" for field, _ in facts}, text=" ")
        self.text = "\n".join(f"{field} 45" for field, _ in facts)
        self.reading = OcrReading(confidence=0.95, doubts=doubts)

    def built(self, id_: str) -> tuple[CaseDocument, list[Assumption]]:
        made, assumptions = super().built(id_)
        page = OcrPage(where="page 1", page=1, words=200, confidence=0.95)
        document = made.document.model_copy(update={"ocr_pages": (page,)})
        read = [
            each.model_copy(update={"ocr": self.reading, "page": 1}) if each.quote.text.endswith("45") else each
            for each in assumptions
        ]
        return made.model_copy(update={"document": document}), read


def test_figures_by_ocr_are_one_note_for_each_paper() -> None:
    scan = Scan(("price.services_total", money("184000")), ("schedule.start_date", day("2026-08-03")))
    (flagged,) = found(compared([scan]), "SC127")
    assert (flagged.severity, flagged.field) == ("medium", "doc.coverage")
    assert flagged.message == ("sow.txt: 2 values were read by OCR from pictures of page 1: Services total, Start.")
    assert len(flagged.assumptions) == 2
    assert found(compared([scan]), "SC128") == []


@pytest.mark.parametrize(
    ("doubt", "said"),
    [
        (OcrDoubt("184,000", 0.9, "164,000"), "“184,000”, which a second look reads “164,000”"),
        (OcrDoubt("184,000", 0.9, "?"), "“184,000”, which a second look does not find"),
        (OcrDoubt("184,000", 0.43), "“184,000” (43% sure)"),
    ],
)
def test_a_figure_in_doubt_is_named_with_both_readings_and_blocks_as_its_field_does(doubt: OcrDoubt, said: str) -> None:
    (flagged,) = found(compared([Scan(("price.services_total", money("184000")), doubts=(doubt,))]), "SC128")
    assert flagged.severity == "blocker"
    assert flagged.message == (f"Services total: OCR reads EUR 184,000.00 on page 1 of sow.txt; in doubt is {said}.")


def test_a_word_in_doubt_that_is_no_figure_is_no_finding() -> None:
    doubts = (OcrDoubt("Supplier", 0.4),)
    comparison = compared([Scan(("price.services_total", money("184000")), doubts=doubts)])
    assert found(comparison, "SC128") == []


def test_statements_in_words_are_no_figures() -> None:
    comparison = compared([Scan(("scope.exclusions", "training of 45 users"), doubts=(OcrDoubt("45", 0.4),))])
    assert found(comparison, "SC127") == found(comparison, "SC128") == []


def test_a_paper_that_gives_its_own_words_is_not_named() -> None:
    assert found(compared([Paper("sow", ("price.services_total", money("184000")))]), "SC127") == []
