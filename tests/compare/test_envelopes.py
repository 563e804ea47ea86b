"""A paper against the e-sign envelope in which it was signed: the same file, the same people, and completed at all."""

from collections.abc import Sequence
from typing import Any

import pytest

from compare_builders import POLICY, Fact, Paper, signed
from sowcheck.compare.compare import Comparison, compare
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.envelopes import Envelope, EnvelopeDocument, Recipient
from sowcheck.core.records import Record, RecordValue

ID = "8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11"
OTHER = "aaaa2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11"
SAME, ANOTHER = "0" * 64, "ab" * 32
"""Papers of the builders have the hash of zeros."""


def recipient(name: str, role: str = "Client signer", **more: Any) -> Recipient:
    told: dict[str, Any] = {"has_signed": True, "signed_at": "2026-05-04T10:00:00Z", "path": "signers[0]", **more}
    return Recipient(name=name, role=role, **told)


def paper_of(name: str | None = "SOW-77.pdf", sha256: str | None = None, **more: Any) -> EnvelopeDocument:
    hash_of = "statement" if sha256 else None
    return EnvelopeDocument.model_validate(
        {"name": name, "sha256": sha256, "hash_of": hash_of, "path": "documents[0]", **more}
    )


def envelope(*documents: EnvelopeDocument, **more: Any) -> Envelope:
    told: dict[str, Any] = {"id": ID, "state": "completed", "status": "completed", **more}
    told.setdefault("recipients", (recipient("A. Berg"),))
    return Envelope(documents=documents, **told)


def against(papers: Sequence[Paper], *envelopes: Envelope, system: str = "docusign") -> Comparison:
    """The comparison of papers with the records of envelopes."""
    built = [paper.built(f"doc-{number}") for number, paper in enumerate(papers, start=1)]
    records, values = [], []
    for number, held in enumerate(envelopes, start=1):
        id_ = f"rec-{number}"
        records.append(
            Record(
                id=id_,
                name=f"envelope{number}.json",
                sha256=str(number) * 64,
                system=system,
                object="Envelope",
                record_id=held.id,
                envelope=held,
            )
        )
        status = "completed" if held.state == "completed" else "unsigned"
        facts = [("doc.signature_status", status), ("doc.envelope_id", held.id)]
        facts += [("doc.sha256", each.sha256) for each in held.documents if each.sha256]
        values += [
            RecordValue(
                id=f"{id_}.v{place}",
                field=field,
                value=value,
                record=id_,
                system=system,
                object="Envelope",
                record_id=held.id,
                path=field,
                raw=value,
            )
            for place, (field, value) in enumerate(facts, start=1)
            if value
        ]
    assumptions = [each for _, own in built for each in own]
    return compare([document for document, _ in built], assumptions, records, values, POLICY)


def flagged(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(each.code, each.field, each.severity) for each in comparison.discrepancies]


def only(comparison: Comparison) -> Discrepancy:
    (found,) = comparison.discrepancies
    return found


def verdicts(comparison: Comparison, field: str = "doc.sha256") -> list[tuple[str | None, str]]:
    return [(each.key, each.verdict.value) for each in comparison.verdicts if each.field == field]


def sow(name: str = "SOW-77.pdf", *facts: Fact, text: str = "") -> Paper:
    return Paper("sow", *facts, name=name, text=text)


def stamped(name: str = "SOW-77.pdf", identity: str = ID) -> Paper:
    """A statement of work with the stamp of an envelope."""
    return sow(name, ("doc.envelope_id", identity.upper()))


# --- the file ----------------------------------------------------------------------------------------------------------


def test_the_file_that_the_envelope_holds_matches() -> None:
    comparison = against([sow()], envelope(paper_of(sha256=SAME)))
    assert flagged(comparison) == []
    assert verdicts(comparison) == [("SOW-77.pdf", "match")]


def test_another_file_under_the_same_name_is_not_the_one_in_the_envelope() -> None:
    found = only(against([sow()], envelope(paper_of(sha256=ANOTHER))))
    assert (found.code, found.kind, found.field, found.severity, found.owner) == (
        "SC115",
        "not_executed",
        "doc.sha256",
        "blocker",
        "legal",
    )
    assert (found.document_value, found.record_value) == (SAME, ANOTHER)
    assert SAME in found.message
    assert f"“SOW-77.pdf” of DocuSign envelope 8c1f2f5e… (envelope1.json) has {ANOTHER}" in found.message
    assert found.record_values == ("rec-1.v3",)


def test_signing_adds_words_to_the_name_of_a_file() -> None:
    comparison = against([sow("SOW_77 (signed).pdf")], envelope(paper_of(sha256=ANOTHER), paper_of("Order.pdf")))
    assert "by its name" in only(comparison).message


def test_the_hash_tells_which_of_two_papers_is_which_whatever_their_names() -> None:
    papers = [sow("scan0001.txt"), Paper("order_form", name="SOW-77.pdf")]
    built = envelope(paper_of("SOW-77.pdf", SAME), paper_of("Order.pdf"))
    comparison = against(papers, built)
    assert ("scan0001.txt", "match") in verdicts(comparison)


def test_the_last_paper_and_the_last_document_belong_together() -> None:
    found = only(against([sow("from-a-mail.pdf")], envelope(paper_of(sha256=ANOTHER))))
    assert "no other document being left" in found.message


def test_an_envelope_without_any_hash_shows_nothing_and_says_what_to_do() -> None:
    comparison = against([sow()], envelope(paper_of()))
    found = only(comparison)
    assert (found.code, found.severity) == ("SC117", "info")
    assert "holds neither a file nor a hash" in found.message
    assert "Export the envelope with its documents" in found.advice
    assert verdicts(comparison) == [("SOW-77.pdf", "not_evaluated")]


def test_two_papers_that_nothing_ties_to_the_envelope_are_named() -> None:
    papers = [sow("a.pdf"), Paper("order_form", name="b.pdf")]
    comparison = against(papers, envelope(paper_of(sha256=ANOTHER), paper_of("Order.pdf", ANOTHER)))
    assert [code for code, _, _ in flagged(comparison)] == ["SC117", "SC117"]
    assert (
        "nothing tells whether a.pdf was signed in DocuSign envelope 8c1f2f5e…" in comparison.discrepancies[0].message
    )


def test_a_stamped_paper_is_none_of_the_files_of_its_envelope() -> None:
    papers = [stamped("a.pdf")]
    found = only(against(papers, envelope(paper_of(sha256=ANOTHER), paper_of("Order.pdf", "cd" * 32))))
    assert found.code == "SC115"
    assert "bears the stamp of DocuSign envelope 8c1f2f5e…" in found.message


def test_a_hash_of_an_envelope_under_way_says_nothing_of_the_signed_file() -> None:
    held = envelope(paper_of(sha256=ANOTHER), state="under_way", status="sent")
    assert {code for code, _, _ in flagged(against([sow()], held))} == {"SC116"}


def test_a_list_of_hashes_vouches_for_the_files_that_it_names_and_for_no_other() -> None:
    listed = envelope(paper_of(sha256=SAME), id=None, status="listed", recipients=())
    comparison = against([sow()], listed, system="checksums")
    assert (flagged(comparison), verdicts(comparison)) == ([], [("SOW-77.pdf", "match")])
    other = envelope(paper_of("Other.pdf", ANOTHER), paper_of("More.pdf", ANOTHER), id=None, recipients=())
    assert flagged(against([sow()], other, system="checksums")) == []
    wrong = envelope(paper_of(sha256=ANOTHER), id=None, recipients=())
    assert only(against([sow()], wrong, system="checksums")).code == "SC115"


# --- the envelope ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("declined", "was declined: “Price too high”"),
        ("voided", "was voided: “Price too high”"),
        ("expired", "has expired: “Price too high”"),
        ("under_way", "is not completed: “Price too high”"),
    ],
)
def test_a_paper_that_looks_signed_in_an_envelope_that_was_not_completed_blocks(state: Any, words: str) -> None:
    found = only(against([sow()], envelope(paper_of(), state=state, status=state, reason="Price too high.")))
    assert (found.code, found.field, found.severity) == ("SC116", "doc.signature_status", "blocker")
    assert (
        f"the SOW looks signed by both sides, but DocuSign envelope 8c1f2f5e… (envelope1.json) {words}" in found.message
    )
    assert (found.document_value, found.record_value) == ("completed", state)


def test_whoever_has_not_signed_is_named_with_the_envelope() -> None:
    waiting = [recipient("A. Berg"), recipient("Ben Okoro", has_signed=False, signed_at=None, status="sent")]
    found = only(against([sow()], envelope(paper_of(), state="under_way", status="sent", recipients=waiting)))
    assert "is not completed; Ben Okoro has not signed" in found.message


def test_an_unsigned_paper_is_one_finding_whatever_became_of_its_envelope() -> None:
    paper = Paper("sow", ("doc.signature_status", "unsigned"), name="SOW-77.pdf", executed=False)
    comparison = against([paper], envelope(paper_of(), state="voided", status="voided"))
    assert [code for code, _, _ in flagged(comparison)] == ["SC101"]


def test_an_envelope_that_was_completed_counts_before_one_that_was_voided() -> None:
    voided = envelope(paper_of(), id=OTHER, state="voided", status="voided")
    comparison = against([sow()], voided, envelope(paper_of(sha256=SAME)))
    assert not [each for each in flagged(comparison) if each[0].startswith("SC11")]


def test_the_stamp_of_the_envelope_matches() -> None:
    comparison = against([stamped("a.pdf")], envelope(paper_of(sha256=SAME)))
    assert flagged(comparison) == []
    assert verdicts(comparison, "doc.envelope_id") == [("a.pdf", "match")]


def test_the_stamp_of_another_envelope_is_named() -> None:
    comparison = against([stamped(identity=OTHER)], envelope(paper_of()))
    found = next(each for each in comparison.discrepancies if each.code == "SC116")
    assert (found.field, found.severity, found.record_value) == ("doc.envelope_id", "high", ID)
    assert OTHER.replace("-", "") in found.message


def test_the_identifier_of_another_service_ties_a_paper_to_its_agreement() -> None:
    agreement = envelope(paper_of("Something else"), paper_of("More"), id="CBJCHBCAABAAqP0w3Trial")
    comparison = against([sow(text="Transaction ID: CBJCHBCAABAAqP0w3Trial")], agreement, system="adobe_sign")
    assert "Adobe Acrobat Sign envelope CBJCHBCA… (envelope1.json) holds neither" in only(comparison).message


# --- the people --------------------------------------------------------------------------------------------------------


def people(*recipients: Recipient, facts: Sequence[Any] = ()) -> Comparison:
    paper = Paper("sow", ("doc.signature_status", "completed"), *facts, name="SOW-77.pdf", executed=False)
    return against([paper], envelope(paper_of(sha256=SAME), recipients=recipients))


BERG = signed("customer", "2026-05-04", name="Anna Berg")


@pytest.mark.parametrize("name", ["Anna Berg", "BERG, Anna", "A. Berg", "Anna M. Bérg", "Dr. Anna Berg"])
def test_a_person_may_be_written_in_several_ways(name: str) -> None:
    assert flagged(people(recipient(name), facts=[BERG])) == []


def test_an_address_stands_for_a_recipient_without_a_name() -> None:
    assert flagged(people(recipient("", email="anna.berg@example.com"), facts=[BERG])) == []


def test_somebody_who_signs_the_paper_and_is_no_recipient_is_named_with_those_who_are() -> None:
    found = only(people(recipient("Carl Dahl"), recipient("Eva Falk", "Provider signer"), facts=[BERG]))
    assert (found.code, found.field, found.key, found.severity) == ("SC116", "doc.signatories", "Anna Berg", "high")
    assert "the SOW is signed by Anna Berg for the customer" in found.message
    assert "are Carl Dahl (Client signer) and Eva Falk (Provider signer)" in found.message
    assert found.assumptions == ("doc-1.a2",)


def test_a_recipient_who_has_not_signed_is_named() -> None:
    waiting = recipient("Eva Falk", has_signed=False, signed_at=None, status="declined", declined_reason="On leave")
    found = only(people(recipient("Anna Berg"), waiting, facts=[BERG]))
    assert (found.code, found.key) == ("SC116", "Eva Falk")
    assert "has not signed: declined (“On leave”)" in found.message


@pytest.mark.parametrize(("moment", "differs"), [("2026-05-05T03:00:00Z", False), ("2026-05-06T03:00:00Z", True)])
def test_the_day_of_the_signature_may_differ_by_a_time_zone(moment: str, differs: bool) -> None:
    comparison = people(recipient("Anna Berg", signed_at=moment), facts=[BERG])
    assert [code for code, _, _ in flagged(comparison)] == (["SC116"] if differs else [])
    if differs:
        assert "gives 2026-05-04 as the day of the signature" in comparison.discrepancies[0].message


def test_a_case_without_envelopes_has_no_word_of_them() -> None:
    assert verdicts(against([sow()])) == []
