"""Signed, tampered, partly signed, unsigned: what `sowcheck check` says of PDFs that a test authority's people have signed.

The paper has no place to sign in its words: it is signed by its digital signatures, or not at all. Everything else of the
case agrees, so that nothing but the signatures decides.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.fields import MDPPerm
from typer.testing import CliRunner

from signing_builders import (
    NOW,
    YEAR,
    authority,
    contract,
    identity,
    revocation_list,
    signed,
    signed_in_part,
    signed_over,
    signer,
    time_stamps,
    with_revocations,
    with_signature_fields,
    with_time_stamp,
)
from sowcheck.cli.app import app
from sowcheck.report.schema import REPORT
from tampering_builders import (
    form,
    layered,
    with_annotation,
    with_content,
    with_field,
    with_layer_switched,
    with_other_content,
    with_picture,
)

LINES = (
    "Statement of Work SOW-77",
    "This Statement of Work is made between Fjellheim Logistikk AS (Customer)",
    "and Harbourline Systems Ltd (Supplier).",
    "1. Fees",
    "The fixed fee for the services is EUR 184,000.00.",
)
SUPPLIER = ("Tomas Wren", "Harbourline Systems Ltd")
OVER_THE_PRICE = (70.0, 675.0, 400.0, 695.0)
OPPORTUNITY = {
    "attributes": {"type": "Opportunity", "url": "/services/data/v64.0/sobjects/Opportunity/006Kj00000Rt7QdIAJ"},
    "Id": "006Kj00000Rt7QdIAJ",
    "Name": "Fjellheim",
    "StageName": "Closed Won",
    "IsWon": True,
    "IsClosed": True,
    "CurrencyIsoCode": "EUR",
    "Amount": 184000.0,
}
WORDS = b"BT /F1 12 Tf 72 560 Td (%s) Tj ET"


@cache
def blank() -> bytes:
    return contract(*LINES)


@cache
def by_customer() -> bytes:
    return signed(blank(), "Customer")


@cache
def by_both() -> bytes:
    return signed(by_customer(), "Supplier", signer(*SUPPLIER))


def certified(level: MDPPerm) -> bytes:
    return signed(blank(), "Customer", certify=True, level=level)


def as_customer(**more: Any) -> bytes:
    """Signed by both, the customer with an identity or a time stamp of its own."""
    who = more.pop("who", None)
    return signed(signed(blank(), "Customer", who, **more), "Supplier", signer(*SUPPLIER))


def customer(**more: Any) -> Any:
    return identity("Ingrid Vestergaard", authority(), organisation="Fjellheim Logistikk AS", **more)


def filled(name: str = "Note", before: str = "", **change: Any) -> bytes:
    """A paper with a form that both have signed, in which a field was changed afterwards."""
    data = with_signature_fields(form(LINES, **{name: before}))
    both = signed(signed(data, "Customer"), "Supplier", signer(*SUPPLIER))
    return with_field(both, name, **change)


class Checked:
    """What the command said of one paper."""

    def __init__(self, data: bytes, folder: Path, *, trusting: bool = True, records: tuple[object, ...] = ()) -> None:
        paper, roots = folder / "SOW-77.pdf", folder / "roots.pem"
        paper.write_bytes(data)
        roots.write_bytes(authority().pem)
        held = [{"totalSize": 1, "done": True, "records": [OPPORTUNITY]}, *records]
        files = []
        for number, record in enumerate(held):
            files.append(folder / f"record{number}.json")
            files[-1].write_text(record if isinstance(record, str) else json.dumps(record), encoding="utf-8")
        asked = ["check", str(paper), "--format", "json"]
        for file in files:
            asked += ["--record", str(file)]
        done = CliRunner().invoke(app, [*asked, "--trust-roots", str(roots)] if trusting else asked)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        self.exit_code = done.exit_code
        self.report = json.loads(done.stdout)
        jsonschema.validate(self.report, REPORT.made())
        (self.document,) = self.report["documents"]
        self.findings = [
            each for each in self.report["discrepancies"] if each["code"].startswith("SC1") and each["code"] != "SC107"
        ]

    @property
    def codes(self) -> list[tuple[str, str]]:
        return [(each["code"], each["severity"]) for each in self.findings]

    @property
    def said(self) -> str:
        return " ".join(each["message"] for each in self.findings)


# --- signed or not -----------------------------------------------------------------------------------------------------


def test_a_paper_that_both_have_signed_is_completed_and_opens_the_gate(tmp_path: Path) -> None:
    found = Checked(by_both(), tmp_path)
    assert (found.exit_code, found.codes, found.document["signature_status"]) == (0, [], "completed")
    assert [each["holds"] for each in found.document["signatures"]] == [True, True]


def test_a_paper_that_one_has_signed_is_partially_signed(tmp_path: Path) -> None:
    found = Checked(by_customer(), tmp_path)
    assert (found.exit_code, found.codes) == (1, [("SC101", "blocker")])
    assert found.document["signature_status"] == "partially_signed"
    assert "digital signatures of Ingrid Vestergaard, Fjellheim Logistikk AS for the customer alone" in found.said


def test_a_paper_that_nobody_has_signed_has_no_signature(tmp_path: Path) -> None:
    found = Checked(blank(), tmp_path)
    assert (found.exit_code, found.codes) == (1, [("SC102", "blocker")])
    assert found.document["signature_status"] is None


def test_signatures_of_people_of_whom_nothing_tells_for_whom_they_sign_are_named(tmp_path: Path) -> None:
    data = contract(*LINES, signature_fields=("Signature1", "Signature2"))
    data = signed(signed(data, "Signature1", signer("A. Person", "")), "Signature2", signer("B. Other", ""))
    found = Checked(data, tmp_path)
    assert (found.exit_code, found.codes) == (1, [("SC102", "blocker")])
    assert "The digital signatures of A. Person; B. Other hold, but nothing says for which party" in found.said


# --- what was done to the file after it was signed ---------------------------------------------------------------------

ALTERED = "changed after it in a way that can alter what the paper says"


@pytest.mark.parametrize(
    ("tampered", "reason"),
    [
        (lambda: with_content(by_both(), WORDS % b"The fixed fee is EUR 154,000."), ALTERED),
        (lambda: with_content(by_both(), b"1 1 1 rg 70 675 330 20 re f"), ALTERED),
        (lambda: with_other_content(by_both(), b"184,000", b"154,000"), ALTERED),
        (lambda: with_annotation(by_both(), "/FreeText", OVER_THE_PRICE, "EUR 154,000.00"), ALTERED),
        (lambda: with_annotation(by_both(), "/Square", OVER_THE_PRICE), ALTERED),
        (lambda: with_annotation(by_both(), "/Stamp", OVER_THE_PRICE), ALTERED),
        (lambda: with_picture(by_both(), OVER_THE_PRICE), ALTERED),
        (lambda: with_annotation(certified(MDPPerm.NO_CHANGES), "/Text", (500, 700, 520, 720), "agreed"), ALTERED),
        (lambda: with_annotation(certified(MDPPerm.FILL_FORMS), "/FreeText", OVER_THE_PRICE, "EUR 1"), ALTERED),
        (lambda: with_annotation(certified(MDPPerm.ANNOTATE), "/FreeText", OVER_THE_PRICE, "EUR 1"), ALTERED),
        (
            lambda: filled("Price", "EUR 184,000", value="EUR 154,000"),
            "the field “Price” from “EUR 184,000” to “EUR 154,000”",
        ),
        (
            lambda: filled("Price", "EUR 184,000", drawing=b"BT /Helv 12 Tf 2 5 Td (EUR 154,000) Tj ET"),
            "the field “Price” is drawn anew",
        ),
        (lambda: filled("Price", "EUR 184,000", value=""), "the field “Price” from “EUR 184,000” to “”"),
        (lambda: by_both().replace(b"/Helvetica", b"/Helvetixa", 1), "not those that were signed"),
        (lambda: signed_in_part(blank(), "Customer", 12), "covers only a part of the file"),
        (lambda: _with_broken_value(by_both()), "cannot be checked"),
    ],
    ids=[
        "words are added",
        "a white rectangle covers the price",
        "the price is replaced in place",
        "a text note covers the price",
        "a square covers the price",
        "a stamp covers the price",
        "a picture covers the price",
        "a note on a paper certified against changes",
        "a note on a paper certified for filling in",
        "a note on a paper certified for notes",
        "another price in a field",
        "another drawing of a field",
        "a field is emptied",
        "one byte",
        "the signature covers a part",
        "the value of the signature is broken",
    ],
)
def test_what_was_changed_after_signing_blocks(tampered: Callable[[], bytes], reason: str, tmp_path: Path) -> None:
    found = Checked(tampered(), tmp_path)
    assert found.exit_code == 1
    assert ("SC121", "blocker") in found.codes
    assert reason in found.said
    assert not all(each["holds"] for each in found.document["signatures"])
    assert found.document["signature_status"] != "completed"


def test_a_layer_that_was_prepared_to_be_switched_after_signing_blocks(tmp_path: Path) -> None:
    """The shadow attack: both amounts are in the file that was signed, and which of them is seen changes afterwards."""
    shown, hidden = (WORDS % b"A discount of EUR 1,000 applies.", WORDS % b"A discount of EUR 90,000 applies.")
    prepared = layered(blank(), shown, hidden.replace(b"560", b"520"))
    both = signed(signed(prepared, "Customer"), "Supplier", signer(*SUPPLIER))
    before = Checked(both, tmp_path)
    assert [code for code, _ in before.codes] == ["SC108"]  # the words that are not shown yet
    found = Checked(with_layer_switched(both), tmp_path)
    assert (found.exit_code, found.codes.count(("SC121", "blocker"))) == (1, 2)


def test_a_further_signature_that_shows_another_price_over_the_price_blocks(tmp_path: Path) -> None:
    """Every signature holds: a further one is no change to a paper, whatever it draws and wherever."""
    tampered = signed_over(by_both(), (70, 675, 400, 695), "The fixed fee is EUR 1.00.", signer("A. Person", ""))
    found = Checked(tampered, tmp_path)
    assert [each["holds"] for each in found.document["signatures"]] == [True, True, True]
    assert (found.exit_code, found.codes) == (1, [("SC121", "blocker")])
    assert (
        "placed over words that others had signed before: “The fixed fee for the services is EUR 184,000.00.”"
        in found.said
    )


def test_a_further_signature_beside_the_words_is_none_of_their_business(tmp_path: Path) -> None:
    witnessed = signed_over(by_both(), (72, 300, 272, 340), "Seen on 1 June 2026", signer("A. Person", ""))
    found = Checked(witnessed, tmp_path)
    assert (found.exit_code, found.codes) == (0, [])


def test_of_two_signatures_the_first_alone_may_hold(tmp_path: Path) -> None:
    """The second was made, and then its value was replaced by one of other bytes."""
    found = Checked(_with_broken_value(by_both(), last=True), tmp_path)
    assert [each["holds"] for each in found.document["signatures"]] == [True, False]
    assert found.exit_code == 1
    assert found.document["signature_status"] == "partially_signed"
    assert {code for code, _ in found.codes} == {"SC101", "SC121"}


def _with_broken_value(data: bytes, *, last: bool = False) -> bytes:
    """A signature whose value is no longer one."""
    mark = b"/Contents <30"
    start = (data.rindex(mark) if last else data.index(mark)) + len(b"/Contents <")
    return data[:start] + b"00" * 40 + data[start + 80 :]


# --- what may be done after signing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE])
def test_a_certified_paper_may_be_signed_by_the_other_party(level: MDPPerm, tmp_path: Path) -> None:
    found = Checked(signed(certified(level), "Supplier", signer(*SUPPLIER)), tmp_path)
    assert (found.exit_code, found.codes, found.document["signature_status"]) == (0, [], "completed")


def test_an_empty_field_that_was_filled_in_between_two_signatures_is_signed_by_the_second(tmp_path: Path) -> None:
    data = signed(with_signature_fields(form(LINES, Note="")), "Customer")
    found = Checked(signed(with_field(data, "Note", "Order 4711"), "Supplier", signer(*SUPPLIER)), tmp_path)
    assert (found.exit_code, found.codes, found.document["signature_status"]) == (0, [], "completed")
    assert found.document["signatures"][0]["field_changes"] == [{"name": "Note", "before": None, "after": "Order 4711"}]


def test_an_empty_field_that_was_filled_in_after_both_is_named(tmp_path: Path) -> None:
    found = Checked(filled(value="Order 4711"), tmp_path)
    assert (found.exit_code, found.codes) == (0, [("SC121", "medium")])
    assert "the form was filled in after the last digital signature" in found.said


def test_a_time_stamp_of_the_whole_file_is_nobodys_signature(tmp_path: Path) -> None:
    found = Checked(with_time_stamp(by_both()), tmp_path)
    assert (found.exit_code, found.codes) == (0, [])
    assert [each["field"] for each in found.document["signatures"]] == ["Customer", "Supplier"]


def test_revocation_lists_and_further_revisions_for_later_checks_change_nothing(tmp_path: Path) -> None:
    found = Checked(with_revocations(by_both(), revocation_list()), tmp_path)
    assert (found.exit_code, found.codes) == (0, [])
    assert {each["changes"] for each in found.document["signatures"]} <= {"form_filling", "maintenance"}


# --- who vouches -------------------------------------------------------------------------------------------------------

DAY = dt.timedelta(days=1)


def a_stranger() -> Any:
    return identity("Stamps", identity("Another Root"), purpose=ExtendedKeyUsageOID.TIME_STAMPING)


@pytest.mark.parametrize(
    ("made", "trust", "severity"),
    [
        (as_customer, "trusted", None),
        (lambda: as_customer(stamps=time_stamps(NOW)), "trusted", None),
        (lambda: as_customer(who=customer(usages=("digital_signature",))), "trusted", None),
        (lambda: as_customer(who=customer(until=NOW - YEAR)), "expired", "medium"),
        (lambda: as_customer(who=customer(until=NOW - YEAR), stamps=time_stamps(NOW - 2 * YEAR)), "trusted", None),
        (lambda: as_customer(who=customer(until=NOW - YEAR), stamps=time_stamps(NOW - DAY)), "expired", "medium"),
        (
            lambda: as_customer(who=customer(until=NOW - YEAR), stamps=time_stamps(NOW - 2 * YEAR, a_stranger())),
            "expired",
            "medium",
        ),
        (lambda: with_revocations(as_customer(), revocation_list(signer())), "revoked", "high"),
        (
            lambda: with_revocations(
                as_customer(stamps=time_stamps(NOW - 5 * DAY)), revocation_list(signer(), at=NOW - DAY)
            ),
            "trusted",
            None,
        ),
        (
            lambda: with_revocations(
                as_customer(stamps=time_stamps(NOW - 5 * DAY)), revocation_list(signer(), at=NOW - 9 * DAY)
            ),
            "revoked",
            "high",
        ),
        (lambda: as_customer(who=identity("Myself", organisation="Fjellheim Logistikk AS")), "unknown_root", "medium"),
        (lambda: as_customer(who=customer(usages=("key_encipherment",))), "unfit", "medium"),
    ],
    ids=[
        "in order",
        "with a time stamp",
        "for digital signatures alone",
        "expired",
        "expired after the time stamp",
        "expired before the time stamp",
        "expired, stamped by a stranger",
        "revoked",
        "revoked after the time stamp",
        "revoked before the time stamp",
        "self-signed",
        "not for signing",
    ],
)
def test_who_vouches_for_the_customer(
    made: Callable[[], bytes], trust: str, severity: str | None, tmp_path: Path
) -> None:
    found = Checked(made(), tmp_path)
    assert found.document["signatures"][0]["trust"] == trust
    assert [each for each in found.codes if each[0] == "SC122"] == ([("SC122", severity)] if severity else [])
    assert found.document["signature_status"] == "completed"  # whose it is the certificate claims
    assert found.exit_code == 0


def test_without_trusted_roots_the_signers_are_claimed(tmp_path: Path) -> None:
    found = Checked(by_both(), tmp_path, trusting=False)
    assert (found.exit_code, found.codes) == (0, [("SC122", "info"), ("SC122", "info")])
    assert "no trusted roots are configured" in found.said


# --- the file in the envelope ------------------------------------------------------------------------------------------


def an_envelope(file: bytes | None, **summary: Any) -> dict[str, Any]:
    """What DocuSign tells of the signing, with the completed file in it."""
    paper: dict[str, Any] = {"documentId": "1", "name": "SOW-77.pdf", "type": "content", "pages": "1"}
    if file is not None:
        paper["PDFBytes"] = base64.b64encode(file).decode()
    return {
        "envelopeId": "8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11",
        "status": "completed",
        "envelopeDocuments": [paper],
        **summary,
    }


def test_the_file_that_the_service_delivered_matches(tmp_path: Path) -> None:
    found = Checked(by_both(), tmp_path, records=(an_envelope(by_both()),))
    assert (found.exit_code, found.codes) == (0, [])
    assert ("doc.sha256", "match") in [(each["field"], each["verdict"]) for each in found.report["verdicts"]]
    (document,) = found.report["records"][1]["envelope"]["documents"]
    assert document["sha256"] == found.document["sha256"]


def test_another_file_than_the_service_delivered_blocks_whatever_its_signatures(tmp_path: Path) -> None:
    found = Checked(by_both(), tmp_path, records=(an_envelope(by_customer()),))
    assert (found.exit_code, found.codes) == (1, [("SC115", "blocker")])
    assert hashlib.sha256(by_both()).hexdigest() in found.said
    assert hashlib.sha256(by_customer()).hexdigest() in found.said


def test_a_signed_file_of_an_envelope_that_was_voided_blocks(tmp_path: Path) -> None:
    held = an_envelope(None, status="voided", voidedReason="Wrong price")
    found = Checked(by_both(), tmp_path, records=(held,))
    assert (found.exit_code, found.codes) == (1, [("SC116", "blocker")])
    assert "was voided: “Wrong price”" in found.said


def test_an_envelope_without_its_file_leaves_the_question_open(tmp_path: Path) -> None:
    found = Checked(by_both(), tmp_path, records=(an_envelope(None),))
    assert (found.exit_code, found.codes) == (0, [("SC117", "info")])


@pytest.mark.parametrize(("right", "codes"), [(True, []), (False, [("SC115", "blocker")])])
def test_a_list_of_hashes_tells_the_file_that_was_signed(
    right: bool, codes: list[tuple[str, str]], tmp_path: Path
) -> None:
    digest = hashlib.sha256(by_both() if right else by_customer()).hexdigest()
    found = Checked(by_both(), tmp_path, records=(f"{digest}  SOW-77.pdf\n",))
    assert (found.exit_code, found.codes) == (0 if right else 1, codes)


SIGNERS = {
    "signers": [
        {
            "name": "Ingrid Vestergaard",
            "roleName": "Client signer",
            "status": "completed",
            "signedDateTime": f"{NOW:%Y-%m-%d}T10:00:00.0000000Z",
        },
        {"name": "Carl Dahl", "roleName": "Provider signer", "status": "completed"},
    ]
}


def test_somebody_who_signs_digitally_and_is_no_recipient_is_named(tmp_path: Path) -> None:
    found = Checked(by_both(), tmp_path, records=(an_envelope(by_both(), recipients=SIGNERS),))
    assert found.codes == [("SC116", "high")]
    assert "the SOW is signed digitally by Tomas Wren for the supplier, and the recipients of DocuSign" in found.said


@pytest.mark.parametrize("form_", ["text", "md", "html"])
def test_every_report_says_how_the_envelope_was_signed(form_: str, tmp_path: Path) -> None:
    Checked(
        by_both(), tmp_path, records=(an_envelope(by_both(), recipients=SIGNERS),)
    )  # leaves its files in the folder
    files = [str(tmp_path / name) for name in ("SOW-77.pdf", "record0.json", "record1.json")]
    done = CliRunner().invoke(app, ["check", files[0], "--record", files[1], "--record", files[2], "--format", form_])
    said = " ".join(done.stdout.replace("\\", "").split())
    assert f"completed; Ingrid Vestergaard (Client signer) signed on {NOW:%Y-%m-%d}; Carl Dahl" in said
    assert "1 file, SHA-256 of each known" in said
