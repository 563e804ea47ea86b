"""Duties of the buyer that are put as conditions: what the supplier's work is subject to, what may not be missed."""

import re
from collections.abc import Iterator

from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.lists.conditions.buyer_duties import FIELD, is_delivery, is_foreign
from sowcheck.extract.lists.grammar.announced import statement
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.lists.grammar.sides import Mention, Sides
from sowcheck.extract.reading import Reading

_RESTS = re.compile(
    r"\b(?:subject\s+to|contingent\s+(?:up)?on|conditional\s+(?:up)?on|conditioned\s+(?:up)?on|depend(?:s|ent|ant|ing)\s+(?:up)?on|rel(?:y|ies)\s+on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\s+(?:(?:\w+ly|prompt|timely|full|continued|reasonable|adequate)\s+)*(?:notification|provision|cooperation|co-operation|supply|delivery|participation|"
    r"availability|assistance|support|input|feedback|responses?|maintenance|installation|preparation)\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\s+(?!being\b|having\b|paying\b|during\b|including\b|according\b|regarding\b|pursuant\b|becoming\b|remaining\b)\w{2,}ing\b"
)
_NEXT = re.compile(r",?\s+(?:and\s+|including\s+|or\s+)(?=\w{3,}ing\s)")
_FAILURE = re.compile(r"\s+(?:failure|inability|omission|refusal)\s+to\s+", re.IGNORECASE)
_NO_FAILURE = re.compile(r"(?:approve|consent|insist|enforce|object|require|satisfy|meet|demand|perform|observe)\b")
_HAS = re.compile(
    r"\s+(?:has|have|shall\s+have|will\s+have)\s+(?:first\s+|previously\s+|timely\s+|duly\s+)?(?:delivered|provided|furnished|supplied|given|made\s+available|installed|completed|"
    r"prepared|advised|notified|returned|answered|assigned|appointed)\b",
    re.IGNORECASE,
)
_ONLY_ONCE = re.compile(
    r"\b(?:provided,?(?:\s+however,?)?(?:\s+that)?|after|until|once|as\s+soon\s+as|only\s+if|unless)\s*,?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[,;]\s+(?:and\s+)?(?:the|such|this|which|in\s+which|provided|then|shall|will|may)\b|\bprovided\s+that\b|[;.](?:\s|$)|\s+(?:could|would|shall|will|may|is|are)\s"
)
_NEEDED = ("subject to", "conting", "condition", "depend", "rely on", "relies on", "failure", "has ", "have ")


def dependencies(reading: Reading) -> Iterator[Candidate]:
    """Each act of the buyer on which the supplier's work rests."""
    sides = Sides.of(reading)
    for one in prose(reading):
        if not any(word in one.text for word in _NEEDED) or is_foreign(one.topic.split(" | ", 1)[0]):
            continue
        for mention in sides.within(one.start, one.start + len(one.text)):
            if mention.side == "customer":
                yield from _of_mention(reading, one, mention)


def _of_mention(reading: Reading, one: Prose, mention: Mention) -> Iterator[Candidate]:
    text, start, end = one.text, mention.start - one.start, mention.end - one.start
    if _RESTS.search(text, 0, start):
        if mention.owns and _ACTS.match(text, end):
            yield from _told(reading, one, start, _stop(text, end))
        elif doing := _DOING.match(text, end):
            yield from _doings(reading, one, doing.start() + len(doing.group()) - len(doing.group().lstrip()), text)
    elif mention.owns and (failure := _FAILURE.match(text, end)):
        stop = _stop(text, failure.end())
        if is_delivery(text[failure.end() : stop]) and not _NO_FAILURE.match(text, failure.end()):
            yield from _told(reading, one, failure.end(), stop)
    elif (has := _HAS.match(text, end)) and _ONLY_ONCE.search(text, 0, start):
        yield from _told(reading, one, start, _stop(text, has.end()))


def _doings(reading: Reading, one: Prose, start: int, text: str) -> Iterator[Candidate]:
    """Each of "using the Equipment with care, and keeping copies"."""
    stop = (
        min((match.start() for match in re.finditer(r"[;.](?:\s|$)", text[start:])), default=len(text) - start) + start
    )
    begin = start
    for joint in _NEXT.finditer(text, start, stop):
        yield from _told(reading, one, begin, joint.start())
        begin = joint.end()
    yield from _told(reading, one, begin, stop)


def _told(reading: Reading, one: Prose, start: int, end: int) -> Iterator[Candidate]:
    if len(one.text[start:end].split()) >= _SHORTEST:
        yield from statement(reading, FIELD, Span(start=one.start + start, end=one.start + end), "dependency", 0.6)


_SHORTEST = 3


def _stop(text: str, start: int) -> int:
    """Where the act ends: at the next clause."""
    match = _STOP.search(text, start)
    return match.start() if match else len(text)
