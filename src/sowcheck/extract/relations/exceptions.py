"""Exceptions of an order of precedence: "unless the SOW expressly says otherwise", "except that Section 6 prevails on fees"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sowcheck.core.relations import PaperKind, PrecedenceException
from sowcheck.extract.mentions import PaperNames
from sowcheck.extract.relations.sections import find_sections
from sowcheck.extract.relations.topics import fields_about, limits
from sowcheck.parse.cues import Cue

EXCEPT = re.compile(
    r"\b(?:except|unless|save\b|other than|provided(?:,? however)?,? that|but (?:only )?(?:to the extent|where|if)|es sei denn|soweit nicht|"
    r"mit ausnahme|sauf|à moins que|med mindre|tenzij|but (?=(?:the|this) [^,.;]{3,60} prevails?))",
    re.IGNORECASE,
)
"""Where the exceptions of a sentence begin."""
_EXPRESSLY = Cue(
    r"expressly|explicit|specific|otherwise|\bsays (?:so|that)|states? (?:so|that)|identif\w+|refers? to|referenc\w+|depart|deviat|derogat|overrid|ausdrücklich|"
    r"expressément|uttrykkelig|uitdrukkelijk"
)
_GOVERNED = re.compile(r"\b(?:subject to|governed by|controlled by|in accordance with)\b", re.IGNORECASE)


def exceptions_of(words: str, order: Sequence[PaperKind], names: PaperNames) -> tuple[PrecedenceException, ...]:
    """The exceptions that follow an order."""
    return tuple(_exceptions(words, order, names))


def _exceptions(words: str, order: Sequence[PaperKind], names: PaperNames) -> Iterator[PrecedenceException]:
    starts = [match.start() for match in EXCEPT.finditer(words)]
    for start, end in pairwise([*starts, len(words)]):
        part = words[start:end].strip(" ,;.")
        exception = _exception(part, order, names)
        if exception is not None:
            yield exception


def _exception(part: str, order: Sequence[PaperKind], names: PaperNames) -> PrecedenceException | None:
    mentions = names.find(part)
    governed = _GOVERNED.search(part)
    named = [each for each in mentions if not governed or each.start >= governed.end()] or mentions
    # "unless the SOW departs from the MSA": the first paper is meant, not the one it departs from.
    prevails = named[0].kind if named else None
    expressly = bool(_EXPRESSLY.search(part))
    sections = tuple(each.number for each in find_sections(part)) if named else ()
    fields = limits(part)
    if fields is None:
        fields = () if expressly else fields_about(part)
    if prevails is None and not expressly and len(order) == 2:
        prevails = order[1]  # "the MSA prevails, except as to fees": there the other one does
    if prevails is None and not expressly:
        return None
    if prevails == order[0]:
        prevails = order[1] if len(order) == 2 and not expressly else None
    if not (expressly or fields or sections):
        return None
    return PrecedenceException(prevails=prevails, fields=fields, sections=sections, expressly=expressly, words=part)
