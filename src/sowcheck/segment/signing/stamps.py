"""Ids of envelopes that signing services stamp on the pages of a paper."""

import re
from collections.abc import Iterator

from sowcheck.core.documents import Document
from sowcheck.core.executions import EnvelopeStamp, Service
from sowcheck.core.spans import Span

_GUID = r"[0-9A-F]{8}-?(?:[0-9A-F]{4}-?){3}[0-9A-F]{12}"
_GROUPS = r"[A-Z0-9]{5}(?:-[A-Z0-9]{4,5}){2,5}"
_LONG = r"[A-Za-z0-9_-]{24,64}\*?"
_STAMP = re.compile(
    r"(?<![^\s|(\t])(?:"
    rf"(?P<docusign>docu\s?sign)\s+envelope\s+id\s*:?\s*(?P<guid>{_GUID})"
    rf"|(?P<adobe>adobe(?:\s+acrobat)?\s+sign|acrobat\s+sign|echosign)?\s*(?:transaction|agreement)\s+(?:number|no\.?|id)\s*:\s*(?P<long>{_LONG})"
    rf"|(?:document|doc)\s+ref(?:erence)?(?:\s+(?:number|no\.?))?\s*\.?\s*:\s*(?P<groups>{_GROUPS})"
    r"|(?:document|doc)\s+id\s*:\s*(?P<hash>[0-9a-f]{32,64})"
    rf"|envelope\s+id\s*:?\s*(?P<other>{_GUID})"
    r")(?![\w-])",
    re.IGNORECASE,
)
_CHEAP = re.compile(
    r"envelope\s+id|transaction\s+(?:number|no|id)|agreement\s+(?:number|no|id)|doc(?:ument)?\s+(?:ref|id)",
    re.IGNORECASE,
)
_SERVICES: dict[str, Service] = {
    "guid": "docusign",
    "long": "adobe_sign",
    "groups": "pandadoc",
    "hash": "dropbox_sign",
    "other": "unknown",
}
_LONGEST = 200
"""Characters of the line of a stamp; a sentence that speaks of an id is no stamp."""


def envelope_stamps(document: Document) -> tuple[EnvelopeStamp, ...]:
    """The ids of envelopes on the pages of a paper, each once, at its first place."""
    if not _CHEAP.search(document.text):
        return ()
    found: dict[str, EnvelopeStamp] = {}
    for stamp in _stamps(document):
        found.setdefault(envelope_key(stamp.id), stamp)
    return tuple(found.values())


def _stamps(document: Document) -> Iterator[EnvelopeStamp]:
    for block in document.blocks:
        if len(block.span) > _LONGEST:
            continue
        for match in _STAMP.finditer(block.span.of(document.text)):
            kind = next(name for name in _SERVICES if match[name])
            if kind == "long" and not (match["adobe"] or _is_random(match["long"])):
                continue
            start = block.span.start
            yield EnvelopeStamp(
                service=_SERVICES[kind],
                id=match[kind],
                span=Span(start=start + match.start(), end=start + match.end()),
            )


def _is_random(token: str) -> bool:
    """Whether a token is made by a program: capitals, small letters or digits without order."""
    return any(letter.isdigit() for letter in token) and any(letter.isalpha() for letter in token)


def envelope_key(identity: str) -> str:
    """An id as ids are compared: a certificate writes one without the hyphens of the stamp.

    >>> envelope_key("5C1F0E3A-77B2-4D0C-9E5B-2A84F1C60D93")
    '5c1f0e3a77b24d0c9e5b2a84f1c60d93'
    """
    return re.sub(r"[^0-9a-z]", "", identity.casefold())
