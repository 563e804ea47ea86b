"""What a certificate says: of which envelope it is, how far that has come, who signed, and which papers are in it."""

import re
from collections.abc import Sequence

from sowcheck.core.executions import Certificate, CertifiedSigner, EnvelopeStatus, Service
from sowcheck.segment.certificates.moments import order_of
from sowcheck.segment.certificates.pages import IDENTIFIED, Place
from sowcheck.segment.certificates.rows import words_of
from sowcheck.segment.certificates.signers import signers_of

_STATUSES: dict[EnvelopeStatus, str] = {
    "completed": r"completed|signed|approved|executed",
    "declined": r"declined|rejected|cancell?ed\s*/\s*declined",
    "voided": r"voided|cancell?ed|withdrawn|revoked|recalled",
    "expired": r"expired|timed\s?out",
    "sent": r"sent|delivered|created|out\s+for\s+\w+|in\s+(?:progress|process)|pending|waiting|viewed|draft",
}
_STATUS = re.compile(
    r"\bstatus\s*:?\s*[^\w\n]{0,4}(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _STATUSES.items()) + r")\b",
    re.IGNORECASE,
)
_ALL_DONE = re.compile(
    r"completed\s+by\s+all\s+parties|(?:agreement|document)\s+(?:has\s+been\s+)?completed\b", re.IGNORECASE
)
_REFUSED = re.compile(r"\b(?:declined|rejected|refused)\s+by\b|\bdeclined\s*:\s*\d", re.IGNORECASE)
_MOST_ROWS = 2000
"""Certificates of a hundred signers have fewer."""
_PAGES = re.compile(r"\bdocument\s+pages\s*:?\s*(?P<count>\d{1,5})\b", re.IGNORECASE)
_ZONE = re.compile(
    r"\btime\s?zone\s*:?\s*(?P<zone>\([^()\n]{3,12}\)[^\t\n]{0,60}|[A-Z]{2,5}(?:[+-]\d{1,2}(?::\d{2})?)?)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?m)^(?:[^\n]*\t)?(?:subject|file\s?name|document\s+name|title)\s*:?\s+(?P<value>[^\t\n]+)", re.IGNORECASE
)
_HISTORY = re.compile(r"[\"“](?P<value>[^\"“”\n]{2,120})[\"”]\s+history\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:(?:please|complete|sign|review|and|with|via|for)\s+)*docu\s?sign(?:ature)?\s*:?\s+", re.IGNORECASE
)
_FILE = re.compile(r"[^\s,;:/\\|][^,;:/\\|]*?\.(?:pdf|docx?|xlsx?|pptx?|html?|txt|rtf)\b", re.IGNORECASE)
_GROUPS = re.compile(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3}")
_SERVICES: tuple[tuple[Service, re.Pattern[str]], ...] = (
    ("docusign", re.compile(r"docu\s?sign|envelope\s?id\s+stamping", re.IGNORECASE)),
    ("adobe_sign", re.compile(r"adobe|acrobat\s+sign|echosign|final\s+audit\s+report", re.IGNORECASE)),
    ("pandadoc", re.compile(r"panda\s?doc", re.IGNORECASE)),
    ("dropbox_sign", re.compile(r"dropbox\s+sign|hello\s?sign", re.IGNORECASE)),
)


def read_certificate(place: Place) -> Certificate:
    """The certificate that stands in a place."""
    rows = place.rows[:_MOST_ROWS]
    words = words_of(rows)
    signers = signers_of(rows, order_of(words))
    identified = IDENTIFIED.search(words)
    pages, zone = _PAGES.search(words), _ZONE.search(words)
    identity = identified["id"] if identified else None
    return Certificate(
        service=_service(words, identity),
        envelope_id=identity,
        status=_status(words, signers),
        signers=signers,
        documents=_documents(words),
        document_pages=int(pages["count"]) if pages else None,
        time_zone=" ".join(zone["zone"].split()) if zone else None,
        span=place.span,
        page=place.page,
        last_page=place.last_page,
    )


def _service(words: str, identity: str | None) -> Service:
    """The service that names itself, or whose ids look so."""
    named = next((name for name, sign in _SERVICES if sign.search(words)), None)
    return named or ("pandadoc" if identity and _GROUPS.fullmatch(identity) else "unknown")


def _status(words: str, signers: Sequence[CertifiedSigner]) -> EnvelopeStatus:
    """The status that it states; one that is under way is partly signed if somebody has."""
    found = _STATUS.search(words)
    stated: EnvelopeStatus = "unknown"
    if found:
        stated = next(name for name in _STATUSES if found[name])
        stated = "declined" if stated == "voided" and _REFUSED.search(words) else stated
    elif _ALL_DONE.search(words):
        stated = "completed"
    elif _REFUSED.search(words):
        stated = "declined"
    return "partially_signed" if stated == "sent" and any(each.has_signed for each in signers) else stated


def _documents(words: str) -> tuple[str, ...]:
    """Names of the papers: files in the subject or under their label, else the whole of it."""
    names: list[str] = []
    for found in (*_SUBJECT.finditer(words), *_HISTORY.finditer(words)):
        value = _ASKS.sub("", found["value"].strip())
        names += [name.strip() for name in _FILE.findall(value)] or [value]
    return tuple(dict.fromkeys(name for name in names if name))
