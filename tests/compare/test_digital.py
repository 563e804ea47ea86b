"""Digital signatures that do not hold block; those that nobody vouches for are named by how grave that is."""

import datetime as dt

import pytest

from compare_builders import POLICY, Paper, day, recorded
from sowcheck.compare.compare import Comparison, compare
from sowcheck.core.cases import DigitalSigner
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.signatures import DigitalSignature, FieldChange

HOLDS = DigitalSignature(
    field="Customer",
    signer="Ingrid Vestergaard",
    organisation="Fjellheim Logistikk AS",
    signed_at="2026-05-06T10:00:00+00:00",
    intact=True,
    covers="whole_file",
    changes="none",
    permitted=True,
    trust="trusted",
)


def found(signature: DigitalSignature, *facts: tuple[str, object]) -> list[Discrepancy]:
    document, assumptions = Paper("sow", *facts).built("doc-1")
    signed = document.model_copy(update={"document": document.document.model_copy(update={"signatures": (signature,)})})
    return [
        each for each in compare([signed], assumptions, [], [], POLICY).discrepancies if each.code in ("SC121", "SC122")
    ]


def test_a_trusted_signature_that_holds_is_no_finding() -> None:
    assert found(HOLDS) == []


@pytest.mark.parametrize(
    "broken",
    [{"intact": False}, {"covers": "part"}, {"changes": "other"}, {"changes": "unknown"}, {"permitted": False}],
)
def test_a_signature_that_does_not_hold_blocks(broken: dict[str, object]) -> None:
    (flagged,) = found(HOLDS.model_copy(update={**broken, "reason": "the file was changed after it"}))
    assert (flagged.code, flagged.kind, flagged.severity) == ("SC121", "not_executed", "blocker")
    assert "Ingrid Vestergaard, Fjellheim Logistikk AS does not hold: the file was changed after it" in flagged.message
    assert isinstance(flagged.document_value, dict)
    assert flagged.document_value["reason"] == "the file was changed after it"


def test_what_a_signature_does_not_tell_is_not_listed() -> None:
    (flagged,) = found(HOLDS.model_copy(update={"signer": None, "organisation": None, "intact": False}))
    assert isinstance(flagged.document_value, dict)
    assert "signer" not in flagged.document_value


def test_a_paper_without_signature_block_names_the_digital_signatures_that_it_has() -> None:
    document, assumptions = Paper("sow", executed=False).built("doc-1")
    signed = document.model_copy(update={"document": document.document.model_copy(update={"signatures": (HOLDS,)})})
    (flagged,) = [each for each in compare([signed], assumptions, [], [], POLICY).discrepancies if each.code == "SC102"]
    assert "no signature block was found in sow.txt" in flagged.message
    assert "digital signature of Ingrid Vestergaard, Fjellheim Logistikk AS holds" in flagged.message
    assert flagged.document_value == {"digital_signatures": ["Ingrid Vestergaard, Fjellheim Logistikk AS"]}


@pytest.mark.parametrize(
    ("trust", "severity"),
    [("revoked", "high"), ("unknown_root", "medium"), ("expired", "medium"), ("unfit", "medium"), ("no_roots", "info")],
)
def test_a_signer_whom_nobody_vouches_for_is_named(trust: str, severity: str) -> None:
    (flagged,) = found(HOLDS.model_copy(update={"trust": trust, "reason": "nobody vouches"}))
    assert (flagged.code, flagged.severity) == ("SC122", severity)


def test_a_paper_without_written_dates_was_signed_when_its_signatures_were_made() -> None:
    from sowcheck.compare.papers.paper import Paper as Compared

    document, assumptions = Paper("sow", executed=False).built("doc-1")
    signed = document.model_copy(update={"document": document.document.model_copy(update={"signatures": (HOLDS,)})})
    assert Compared(signed, assumptions).signature_dates == (day("2026-05-06"),)
    assert isinstance(Compared(signed, assumptions).signature_dates[0], dt.date)


def digitally(*signers: DigitalSigner, records: dict[str, list[tuple[str, object]]] | None = None) -> Comparison:
    """A statement of work without a place to sign, and with digital signatures that hold."""
    document, assumptions = Paper("sow", executed=False).built("doc-1")
    made = tuple(HOLDS.model_copy(update={"field": each.field}) for each in signers)
    bare = document.outline.model_copy(update={"signature_blocks": ()}) if document.outline else None
    signed = document.model_copy(
        update={
            "document": document.document.model_copy(update={"signatures": made}),
            "digital_signers": signers,
            "outline": bare,
        }
    )
    return compare([signed], assumptions, *recorded(records or {}), POLICY)


CUSTOMER = DigitalSigner(field="one", party="customer", told_by="organisation")
SUPPLIER = DigitalSigner(field="two", party="supplier", told_by="field")


def test_digital_signatures_of_both_parties_complete_a_paper() -> None:
    comparison = digitally(CUSTOMER, SUPPLIER)
    assert not [each for each in comparison.discrepancies if each.field == "doc.signature_status"]


def test_a_record_agrees_with_digital_signatures_of_both_parties() -> None:
    comparison = digitally(CUSTOMER, SUPPLIER, records={"Quote": [("doc.signature_status", "completed")]})
    assert [each.verdict.value for each in comparison.verdicts if each.field == "doc.signature_status"] == ["match"]


def test_a_digital_signature_of_one_party_is_half_of_the_paper() -> None:
    comparison = digitally(CUSTOMER, DigitalSigner(field="two"))
    (flagged,) = [each for each in comparison.discrepancies if each.field == "doc.signature_status"]
    assert (flagged.code, flagged.severity, flagged.document_value) == ("SC101", "blocker", "partially_signed")
    assert flagged.message.endswith(
        "the SOW is partially signed; sow.txt has digital signatures of Ingrid Vestergaard, Fjellheim Logistikk AS for the "
        "customer alone, and of Ingrid Vestergaard, Fjellheim Logistikk AS, of whom nothing tells for which party."
    )


def test_digital_signatures_of_nobody_known_are_named_as_such() -> None:
    (flagged,) = digitally(DigitalSigner(field="one")).discrepancies
    assert flagged.code == "SC102"
    assert "nothing says for which party" in flagged.message


def test_what_was_filled_in_after_the_last_signature_is_signed_by_nobody() -> None:
    (flagged,) = found(
        HOLDS.model_copy(update={"field_changes": (FieldChange(name="Start", before=None, after="1 June 2026"),)})
    )
    assert (flagged.code, flagged.severity, flagged.document_value) == ("SC121", "medium", {"Start": "1 June 2026"})
    assert (
        "after the last digital signature, of Ingrid Vestergaard, Fjellheim Logistikk AS: “Start” with"
        in flagged.message
    )


def test_a_value_that_was_changed_after_a_signature_blocks() -> None:
    changed = FieldChange(name="Price", before="EUR 10", after="EUR 20")
    (flagged,) = found(
        HOLDS.model_copy(update={"field_changes": (changed,), "reason": "the form was changed after it"})
    )
    assert (flagged.code, flagged.severity) == ("SC121", "blocker")
