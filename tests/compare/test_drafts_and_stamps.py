"""Papers that call themselves drafts, and stamps of one file that disagree: told with every place."""

import pytest

from compare_builders import POLICY, Paper, compared, day, found, signed
from sowcheck.compare.compare import compare
from sowcheck.core.signatures import DigitalSignature

VERSION, STATUS = "doc.version", "doc.signature_status"
PROSE = "The Supplier maps the data of the four plants and hands the maps over to the Client. " * 4


def test_a_draft_blocks_with_its_words_and_place() -> None:
    (flagged,) = found(compared([Paper("sow", text=f"{PROSE}\n", name="SOW draft.txt", executed=False)]), "SC118")
    assert (flagged.severity, flagged.kind, flagged.field) == ("blocker", "not_executed", VERSION)
    assert [(place.where, place.words) for place in flagged.places] == [("file name", "SOW draft.txt")]
    assert "“SOW draft.txt” (file name)" in flagged.message


def test_a_name_left_over_weighs_less_than_a_mark_on_a_signed_paper() -> None:
    named = found(compared([Paper("sow", name="SOW draft.txt")]), "SC118")
    shown = found(compared([Paper("sow", text="DRAFT for discussion")]), "SC118")
    assert [each.severity for each in (*named, *shown)] == ["medium", "blocker"]
    assert "though both sides have signed it" in shown[0].message
    assert shown[0].places[0].span is not None


def test_a_digital_signature_over_the_file_outweighs_a_mark() -> None:
    seal = DigitalSignature(
        field="S1", signer="A. Berg", intact=True, covers="whole_file", changes="none", permitted=True, trust="trusted"
    )
    document, stated = Paper("sow", text="DRAFT for discussion").built("doc-1")
    file = document.document.model_copy(update={"signatures": (seal,)})
    comparison = compare([document.model_copy(update={"document": file})], stated, [], [], POLICY)
    assert [each.severity for each in found(comparison, "SC118")] == ["high"]


def test_a_draft_of_a_proposal_does_not_block() -> None:
    assert [each.severity for each in found(compared([Paper("proposal", text="DRAFT")]), "SC118")] == ["medium"]


def test_a_name_that_says_another_version_is_told_with_both_places() -> None:
    (flagged,) = found(compared([Paper("sow", (VERSION, "4.0"), name="Acme SOW v3.txt")]), "SC609")
    assert flagged.document_value == ["4.0", "3"]
    assert "version 3 (file name, “Acme SOW v3.txt”)" in flagged.message
    assert [place.where for place in flagged.places] == ["file name"]
    assert len(flagged.assumptions) == 1


@pytest.mark.parametrize("name", ["Acme SOW v4.txt", "Acme SOW.txt", "Acme SOW v4.1.txt", "Acme SOW Rev C.txt"])
def test_a_name_may_shorten_the_version(name: str) -> None:
    assert not found(compared([Paper("sow", (VERSION, "4.1"), name=name)]), "SC609")


def test_two_versions_on_one_paper_contradict_each_other() -> None:
    (flagged,) = found(compared([Paper("sow", (VERSION, "4"), text="Statement of Work, version 3")]), "SC401")
    assert (flagged.field, flagged.severity, flagged.document_value) == (VERSION, "blocker", ["4", "3"])
    assert "“Statement of Work, version 3”" in flagged.message


def test_a_stale_record_is_named_with_its_path_and_the_words_of_the_paper() -> None:
    (flagged,) = found(compared([Paper("sow", (VERSION, "4"))], {"QuoteDocument": [(VERSION, "3")]}), "SC601")
    assert "“Document version (4)”" in flagged.message
    assert "(QuoteDocument.0)" in flagged.message


def test_a_name_alone_tells_that_a_record_is_stale() -> None:
    record = {"QuoteDocument": [(VERSION, "3")]}
    (flagged,) = found(compared([Paper("sow", name="Acme SOW v4.txt")], record), "SC601")
    assert (flagged.document_value, flagged.record_value, flagged.severity) == ("4", "3", "high")
    assert not found(compared([Paper("sow", name="Acme SOW v3.txt")], record), "SC601")


def test_a_reference_to_another_version_is_named_with_both_places() -> None:
    order = Paper("order_form", text="This order is placed under Statement of Work TCP-17, Version 2.0.")
    (flagged,) = found(compared([Paper("sow", (VERSION, "2.1")), order]), "SC602")
    assert [(place.document, place.words) for place in flagged.places] == [
        ("doc-2", "Statement of Work TCP-17, Version 2.0")
    ]
    assert len(flagged.assumptions) == 1


def test_a_reference_to_a_paper_of_another_day_is_named_with_its_words() -> None:
    change = Paper("change_order", text="It amends the Statement of Work WDL-004 dated 19 January 2026.")
    sow = Paper("sow", ("doc.effective_date", day("2026-01-12")), signed("customer", "2026-01-12"))
    (flagged,) = found(compared([sow, change]), "SC404")
    assert [place.words for place in flagged.places] == ["Statement of Work WDL-004 dated 19 January 2026"]


def test_a_change_order_to_another_statement_of_work_names_both_numbers() -> None:
    change = Paper("change_order", text="Change Order No. 1 to Statement of Work No. 8")
    (flagged,) = found(compared([Paper("sow", text="Statement of Work No. 7"), change]), "SC404")
    assert flagged.document_value == {"sow.txt": "7", "change_order.txt": "8"}
    assert [place.words for place in flagged.places] == ["Change Order No. 1 to Statement of Work No. 8"]
    assert not found(compared([Paper("sow", text="Statement of Work No. 08"), change]), "SC404")
    assert not found(compared([Paper("sow", text="Statement of Work"), change]), "SC404")


@pytest.mark.parametrize(("date", "is_wrong"), [("4 February 2026", True), ("3 February 2026", False)])
def test_a_paper_under_an_agreement_of_another_day(date: str, is_wrong: bool) -> None:
    agreement = Paper("msa", ("doc.effective_date", day("2026-02-03")))
    sow = Paper("sow", text=f"It is issued under the Master Services Agreement dated {date}.")
    flagged = found(compared([sow, agreement]), "SC404")
    assert bool(flagged) is is_wrong
    assert [place.words for each in flagged for place in each.places] == [
        f"Master Services Agreement dated {date}"
    ] * is_wrong
