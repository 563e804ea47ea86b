"""The summary in the report: each sentence with the discrepancies that it rests on, in every form."""

from case_builders import deal
from sowcheck.core.cases import Case
from sowcheck.core.summaries import DroppedSentence
from sowcheck.report.arrange import arrange
from sowcheck.report.build import build_report
from sowcheck.report.html import report_page
from sowcheck.report.markdown import markdown
from sowcheck.report.summary_in_words import cited_runs
from sowcheck.report.text import text_report


def by_model(note: str | None = None) -> Case:
    """A case whose summary a language model wrote, one sentence of it left out."""
    case = deal()
    dropped = DroppedSentence(text="The price is EUR 1.", cites=("d-1",), reason="states EUR 1")
    risk = case.risk.model_copy(
        update={"written_by": "llm@small:7b:risk_summary.v1#3fa9c1d2", "dropped": (dropped,), "note": note}
    )
    return case.model_copy(update={"risk": risk})


def test_a_terminal_shows_each_sentence_with_the_ids_that_the_table_names() -> None:
    text = text_report(arrange(build_report(deal())), terminal=False)
    assert "• One finding blocks the gate: services total. [d-1]" in text
    assert "d-1; Sales" in text


def test_markdown_shows_each_sentence_with_its_ids() -> None:
    text = markdown(arrange(build_report(deal())))
    assert r"- One finding blocks the gate: services total. \[d-1\]" in text
    assert "### d-1 SC201" in text


def test_the_page_links_each_sentence_to_its_findings() -> None:
    case = deal()
    page = report_page(arrange(build_report(case)), case, {})
    assert '<li>One finding blocks the gate: services total. <a class="cite" href="#d-1">d-1</a></li>' in page
    assert page.count('id="d-1"') == 1
    assert page.count('<tr id="d-2">') == 1, "hidden scope can be cited too"


def test_json_keeps_what_was_dropped_and_why_and_people_are_told_the_number() -> None:
    case = by_model()
    risk = build_report(case).risk
    assert [(each.text, each.reason) for each in risk.dropped] == [("The price is EUR 1.", "states EUR 1")]
    text = text_report(arrange(build_report(case)), terminal=False)
    assert "Written by small:7b from the discrepancies alone; 1 sentence of it left out." in text
    assert "The price is EUR 1" not in text


def test_why_the_template_wrote_it_is_said() -> None:
    case = deal()
    noted = case.model_copy(update={"risk": case.risk.model_copy(update={"note": "gpt-5.1 gave no usable summary."})})
    assert "gpt-5.1 gave no usable summary." in text_report(arrange(build_report(noted)), terminal=False)


def test_many_ids_are_cited_as_runs() -> None:
    ids = [f"d-{number}" for number in (9, 2, 3, 4, 7, 11, 13, 15, 16)]
    assert [run.label for run in cited_runs(ids)] == ["d-2 to d-4", "d-7", "d-9", "d-11", "d-13", "2 more"]
    assert [run.first for run in cited_runs(ids)] == ["d-2", "d-7", "d-9", "d-11", "d-13", "d-15"]


def test_an_id_without_a_number_stands_alone() -> None:
    assert [run.label for run in cited_runs(["x", "d-1", "d-2"])] == ["d-1", "d-2", "x"]
