"""Names of the parties out of entities, in the sentence that calls them "the Client" and "the Supplier"."""

import re
from collections.abc import Iterator

from sowcheck.core.items import PartyRole
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip
from sowcheck.extract.ner.found import Recognised
from sowcheck.extract.ner.frames import PARTIES
from sowcheck.extract.ner.names import Names
from sowcheck.extract.reading import Reading

_CALLED = re.compile(r"[\"“”](?:the\s+)?([A-Z][A-Za-z -]{2,24}?)[\"“”]")
_SIDES: dict[PartyRole, re.Pattern[str]] = {
    "customer": re.compile(
        r"^(?:client|customer|buyer|purchaser|owner|company|employer|licensee|recipient)$", re.IGNORECASE
    ),
    "supplier": re.compile(
        r"^(?:(?:[\w-]+[ -])?(?:supplier|contractor|provider|vendor|consultant|developer|seller|advis[eo]r|administrator|operator|manager|engineer|"
        r"processor|servicer|host|agency)|consulting firm)$",
        re.IGNORECASE,
    ),
}


def parties(reading: Reading, found: Recognised, names: Names) -> Iterator[Candidate]:  # noqa: ARG001 (one signature for all)
    """The firms that a preamble gives a role."""
    if PARTIES not in found.fields:
        return
    begin = 0
    for called in _CALLED.finditer(found.one.text):
        side = next((role for role, words in _SIDES.items() if words.match(called.group(1))), None)
        # Address and register stand between a firm and what it is called: its name is the first one there.
        entity = next(
            (one for one in found.labelled("PARTY") if begin <= one.start and one.end <= called.start()), None
        )
        begin = called.end()
        if side and entity:
            quote = clip(reading.text, found.one.span, found.place(entity))
            yield Candidate(f"{side}.legal_name", found.words(entity), quote, "ner:party", 0.55)
