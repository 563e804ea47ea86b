"""Certificates of signing services as PDF pages, in the layout of each service, about people that do not exist."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from pdf_builders import Draw, put

ENVELOPE = "7B1C44D0-92AE-4F1B-8C3E-5D60A7E9F214"
PLAIN = ENVELOPE.replace("-", "")
TRANSACTION = "CBJCHBCAABAAq3vT8zKe0Ld7WfXy1RmUo5NnHs2Pg4Bc"
REFERENCE = "K7QPD-XW2MA-9TREB-HC4NZ"
HASH = "9c1e4b7d20f8a36155ce0d7b9a42f6e8137bd5c0"


@dataclass(frozen=True)
class Person:
    """Somebody who is asked to sign."""

    name: str
    mail: str
    title: str
    firm: str
    signed: str | None
    """As the service writes the moment; None if they have not signed."""


INGRID = Person(
    "Ingrid Vestergaard", "ingrid.vestergaard@fjellheim.example", "Managing Director", "Fjellheim Logistikk AS",
    "5/4/2026 2:31:07 PM",
)  # fmt: skip
OWEN = Person("Owen Tarrant", "owen@larkspur.example", "Director", "Larkspur Systems Ltd", "5/6/2026 9:05:44 AM")
BOTH = (INGRID, OWEN)


def docusign(
    people: Sequence[Person] = BOTH, *, status: str = "Completed", envelope: str = PLAIN, pages: int = 1
) -> Draw:
    """The certificate of completion of DocuSign."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 40, 50, "Certificate Of Completion", bold=True, size=14)
        put(canvas, 40, 72, f"Envelope Id: {envelope}")
        put(canvas, 430, 72, f"Status: {status}")
        put(canvas, 40, 86, "Subject: Complete with Docusign: larkspur-sow.pdf")
        put(canvas, 40, 100, "Source Envelope:")
        put(canvas, 40, 114, f"Document Pages: {pages}")
        put(canvas, 230, 114, f"Signatures: {len(people)}")
        put(canvas, 430, 114, "Envelope Originator:")
        put(canvas, 40, 128, "Certificate Pages: 1")
        put(canvas, 230, 128, "Initials: 0")
        put(canvas, 430, 128, "Petra Lindqvist")
        put(canvas, 40, 142, "AutoNav: Enabled")
        put(canvas, 430, 142, "petra@larkspur.example")
        put(canvas, 40, 156, "Time Zone: (UTC+01:00) Amsterdam, Berlin, Rome")
        put(canvas, 40, 184, "Record Tracking", bold=True)
        put(canvas, 40, 200, "Status: Original")
        put(canvas, 230, 200, "Holder: Petra Lindqvist")
        put(canvas, 430, 200, "Location: DocuSign")
        put(canvas, 40, 214, "5/4/2026 8:00:12 AM")
        put(canvas, 230, 214, "petra@larkspur.example")
        top = _headed(canvas, 240, "Signer Events", "Signature", "Timestamp")
        for person in people:
            lines = (
                person.name,
                person.mail,
                person.title,
                person.firm,
                "Security Level: Email, Account Authentication",
            )
            for number, line in enumerate(lines):
                put(canvas, 40, top + 13 * number, line)
            put(canvas, 400, top, "Sent: 5/4/2026 8:02:55 AM")
            put(canvas, 400, top + 13, "Viewed: 5/4/2026 10:10:01 AM")
            if person.signed:
                put(canvas, 400, top + 26, f"Signed: {person.signed}")
                put(canvas, 250, top + 52, "Using IP Address: 192.0.2.17")
            top += 92
        top = _headed(canvas, top, "Carbon Copy Events", "Status", "Timestamp")
        put(canvas, 40, top, "Nils Ferrand")
        put(canvas, 40, top + 13, "nils@larkspur.example")
        put(canvas, 250, top, "COPIED")
        put(canvas, 400, top, "Sent: 5/6/2026 9:05:46 AM")
        top = _headed(canvas, top + 40, "Envelope Summary Events", "Status", "Timestamps")
        put(canvas, 40, top, "Envelope Sent")
        put(canvas, 250, top, "Hashed/Encrypted")
        put(canvas, 400, top, "5/4/2026 8:02:55 AM")

    return draw


def _headed(canvas: Canvas, top: float, *words: str) -> float:
    for x, each in zip((40, 250, 400), words, strict=True):
        put(canvas, x, top, each, bold=True)
    return top + 18


def adobe_sign(people: Sequence[Person] = BOTH, *, status: str = "Signed") -> Draw:
    """The final audit report of Adobe Acrobat Sign."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 40, 50, "larkspur-sow", bold=True, size=16)
        put(canvas, 40, 74, "Final Audit Report")
        put(canvas, 470, 74, "2026-05-06")
        for number, (label, value) in enumerate(
            (
                ("Created:", "2026-05-04"),
                ("By:", "Petra Lindqvist (petra@larkspur.example)"),
                ("Status:", status),
                ("Transaction ID:", TRANSACTION),
            )
        ):
            put(canvas, 60, 110 + 16 * number, label)
            put(canvas, 160, 110 + 16 * number, value)
        put(canvas, 40, 200, '"larkspur-sow" History', bold=True, size=13)
        events = ["Document created by Petra Lindqvist (petra@larkspur.example)", "2026-05-04 - 6:00:12 AM GMT"]
        for person in people:
            events += [
                f"Document emailed to {person.name} ({person.mail}) for signature",
                "2026-05-04 - 6:02:55 AM GMT",
            ]
        for person in people:
            if person.signed:
                events += [
                    f"Document e-signed by {person.name} ({person.mail})",
                    "Signature Date: 2026-05-05 - 7:05:44 AM GMT - Time Source: server- IP address: 192.0.2.17",
                ]
        if status == "Signed":
            events += ["Agreement completed.", "2026-05-06 - 7:05:44 AM GMT"]
        for number, line in enumerate(events):
            put(canvas, 70, 226 + 15 * number, line)
        put(canvas, 40, 800, "Powered by Adobe Acrobat Sign")

    return draw


def pandadoc(people: Sequence[Person] = BOTH) -> Draw:
    """The signature certificate of PandaDoc."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 60, 60, "SIGNATURE CERTIFICATE", bold=True, size=16)
        put(canvas, 60, 90, "REFERENCE NUMBER")
        put(canvas, 60, 104, REFERENCE)
        put(canvas, 60, 130, "DOCUMENT COMPLETED BY ALL PARTIES ON")
        put(canvas, 60, 144, "06 May 2026 09:05:44 UTC")
        for x, words in ((60, "SIGNER"), (260, "TIMESTAMP"), (430, "SIGNATURE")):
            put(canvas, x, 180, words, bold=True)
        top = 200.0
        for person in people:
            put(canvas, 60, top, person.name)
            put(canvas, 60, top + 16, "EMAIL")
            put(canvas, 60, top + 30, person.mail)
            for number, (label, value) in enumerate(
                (("SENT", "04 May 2026 08:02:55"), ("VIEWED", "04 May 2026 10:10:01"))
            ):
                put(canvas, 260, top + 14 * number, label)
                put(canvas, 310, top + 14 * number, value)
            if person.signed:
                put(canvas, 260, top + 28, "SIGNED")
                put(canvas, 310, top + 28, "05 May 2026 14:31:07")
            put(canvas, 430, top + 44, "IP ADDRESS 192.0.2.17")
            top += 80

    return draw


def dropbox_sign(people: Sequence[Person] = BOTH) -> Draw:
    """The audit trail of Dropbox Sign."""

    def draw(canvas: Canvas) -> None:
        put(canvas, 440, 40, "Audit trail", bold=True, size=14)
        for number, (label, value) in enumerate(
            (
                ("Title", "Larkspur statement of work"),
                ("File name", "larkspur-sow.pdf"),
                ("Document ID", HASH),
                ("Audit trail date format", "MM / DD / YYYY"),
                ("Status", "• Signed"),
            )
        ):
            put(canvas, 60, 80 + 18 * number, label)
            put(canvas, 220, 80 + 18 * number, value)
        put(canvas, 60, 200, "Document History", bold=True, size=13)
        names = " and ".join(f"{person.name} ({person.mail})" for person in people[:1])
        rows = [
            ("SENT", "05 / 04 / 2026", f"Sent for signature to {names}", "08:02:55 UTC", "from petra@larkspur.example")
        ]
        rows += [
            ("SIGNED", "05 / 05 / 2026", f"Signed by {person.name} ({person.mail})", "14:31:07 UTC", "IP: 192.0.2.17")
            for person in people
            if person.signed
        ]
        rows.append(("COMPLETED", "05 / 06 / 2026", "The document has been completed.", "09:05:44 UTC", ""))
        for number, (what, day, words, clock, more) in enumerate(rows):
            top = 226 + 40 * number
            put(canvas, 60, top, what, size=7)
            put(canvas, 150, top, day, size=9)
            put(canvas, 250, top, words, size=9)
            put(canvas, 150, top + 13, clock, size=9)
            if more:
                put(canvas, 250, top + 13, more, size=9)
        put(canvas, 60, 800, "Powered by Dropbox Sign")

    return draw


STAMPS = {
    "docusign": f"Docusign Envelope ID: {ENVELOPE}",
    "adobe_sign": f"Adobe Sign Transaction Number: {TRANSACTION}",
    "pandadoc": f"Document Ref: {REFERENCE}",
    "dropbox_sign": f"Doc ID: {HASH}",
}
"""What each service stamps on the pages of a paper."""
CERTIFICATES: dict[str, Callable[..., Draw]] = {
    "docusign": docusign,
    "adobe_sign": adobe_sign,
    "pandadoc": pandadoc,
    "dropbox_sign": dropbox_sign,
}


def stamped(service: str, words: str | None = None) -> Draw:
    """Draws the stamp of a service at the foot of a page."""
    return lambda canvas: put(canvas, 40, 825, words or STAMPS[service], size=7)
