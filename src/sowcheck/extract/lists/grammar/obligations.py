"""Who must do what: the clauses of a document that bind somebody, with subject, polarity and what is owed."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sowcheck.core.spans import Span
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.lists.grammar.sides import Mention, Side, Sides
from sowcheck.extract.reading import Reading, sentence_spans
from sowcheck.parse.cues import Cue

_MEMORY = "obligations_of_document"

Bearer = Literal["customer", "supplier", "both"]

_BINDS = Cue(
    r"\b(?:(?P<agrees>(?:agrees?|undertakes?|covenants?|commits?)\s+(?:not\s+)?to(?!\s+(?:the|this|these|those|such|all|any|its|be)\b))|"
    r"(?:(?:shall|will|must)\s+(?:also\s+|not\s+)?be|is|are)\s+(?:not\s+)?(?:(?:also|solely|fully|primarily)\s+)?"
    r"(?:(?P<for>responsible\s+(?:for|to)\b,?)|(?P<to>(?:required|obligated|obliged|expected|engaged|commissioned|retained|appointed)\s+to))|"
    r"(?:(?:shall|will|must)\s+(?:not\s+)?have|has|have)\s+(?:no\s+|any\s+|not\s+)?(?:the\s+)?(?:sole\s+)?"
    r"(?:responsibility|obligation|duty|responsibility or obligation)\s+(?P<noun>for|to|of|in)\b|"
    r"(?P<modal>shall|will|must|(?:is|are|has|have|needs?)\s+to))\b(?!\s+(?:mean|constitute)\b)",
    flags=0,
)
_WHOSE = re.compile(
    r"(?:\b(?:it|nor|also)\s+)?\b(?:(?:shall|will)\s+(?:not\s+)?be|is)\s+(?:not\s+|it\s+)?(?P<whose>[\w&.\s]{2,40}?[’']s?)\s+(?:sole\s+)?"
    r"(?:responsibility|obligation|duty)\s+(?:to\s+|(?P<for>for\s+))",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|no|never|neither|nor)\b")
_ASIDE = re.compile(r",[^,]*,")
_ADVERBS = (
    r"(?:also|further|hereby|then|each|both|thereafter|therefore|always|all|(?!(?:com|sup|re|ap|multi)p?ly\b)\w+ly)"
)
_GAP = re.compile(
    rf"(?:\s*\([^()]*\))*(?:,?\s+(?:and|or)\s+(?:its|their|his/her|other)\s+[\w\s]{{1,40}}?)?"
    rf"(?:,?\s+(?:at\s+(?:its|their)|in\s+(?:its|their|accordance)|throughout|during|on\s+(?:its|their|request)|upon|and\s+not)\b[^,;:.]{{1,80}},?|,[^,;:]{{1,90}},)?"
    rf"(?:,?\s+{_ADVERBS})?,?\s*"
)
"""What may stand between a subject and its verb."""
_PREPOSITION = re.compile(
    r"\b(?:(?<!\beach )(?<!\bboth )of|by|to|with|from|for|in|at|on|under|between|against|than|as|behalf|upon|via|through)\s+(?:(?:the|an?|its|each|such|any|said|both)\s+)?(?-i:[A-Z][\w’'-]*\s+){0,2}?$",
    re.IGNORECASE,
)
_BESIDES = re.compile(r"\band not\s+(?:the\s+)?$", re.IGNORECASE)
_JOINED = re.compile(
    r"\)?(?:\s*\([^()]*\))?(?:\s*,)?\s*(?:(?P<and>and|or|nor|and/or|&|/)\s+|(?<=,)\s*)(?:duly designated\s+)?(?:(?:the|an?|its|such|both|his/her)\s+)?(?:[A-Z][\w’'-]*\s+){0,2}?"
)
"""What stands between two parts of one subject: "the CO, or duly designated COR and the owner"."""
_AFTER = re.compile(
    rf"\s*(?:not\s+)?(?:{_ADVERBS}\s+)?(?:not\s+)?(?:,[^;:]{{1,120}}?,\s*)?(?:to\s+)?(?:{_ADVERBS}\s+)?"
)
_DETERMINED = re.compile(r"\b(?:the|each|such|any|both)\s+(?:[A-Z][\w’'-]*\s+)?$", re.IGNORECASE)
_NEAR = 60
"""Characters before a party's name that may belong to it: a determiner, a preposition."""
_NEW_CLAUSE = re.compile(
    r"[;:]\s+|,\s+(?:and|but)\s+(?=in no event|provided|if |the parties|(?:the |such |this |these |any |all |each )?[\w’' ]{1,40}?\b(?:shall|will|must|may)\b)|"
    r",?\s*\bprovided,?\s+(?:however,?\s+)?(?:that\s+)|,\s+(?:except|unless|it being understood|which|and which|so that|or as|though|although|whereas|however)\b|\.\s+(?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"(?:and\s+)?(?:\([a-z0-9]{1,4}\)|\d{1,2}\.(?=[A-Z]))\s*")
_WEAK = re.compile(r"(?:is|are|has|have)\s+to")
"""Binds only where a sentence begins with it: elsewhere it describes ("what the Client is to receive")."""
_FAR = 12
_SUBORDINATES = re.compile(
    r"\b(?:what|which|whom|whose|whether|whether or not|unless|until|than|because|how|who|if|when|where|wherever|such as)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_THAT = pattern(r"\b(?:that|whereby|provided,? (?:however,? )?that)\s*,?\s+$")
_PRONOUN = re.compile(r"\b(?P<it>they|it|he or she|he/she|he|she)\s+(?:also\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Obligation:
    """A clause that binds somebody, inside one sentence."""

    one: Prose
    bearer: Bearer | None
    """Who is bound, where the subject is a party or both together; None where it is a thing."""
    start: int
    """Where the clause begins in the sentence, with what introduces it."""
    subject: int
    """Where the subject begins."""
    binds: int
    """Where the words that bind begin: "shall", "is responsible for"."""
    duty: int
    """Where that begins which is owed: the verb, or the thing one is responsible for."""
    end: int
    negated: bool
    subordinate: bool
    """Only part of a condition, a question or a description: "if the Client is to …", "what you will receive"."""
    noun: bool
    """Owed is a noun or a gerund: "responsible for the network", "for testing"."""

    @property
    def words(self) -> str:
        """What is owed."""
        return self.one.text[self.duty : self.end]

    @property
    def span(self) -> Span:
        """The whole clause."""
        return self.one.at(self.start, self.end)

    @property
    def about(self) -> str:
        """The words before the verb: the subject with what introduces it."""
        return self.one.text[self.start : self.binds]


def obligations(reading: Reading) -> tuple[Obligation, ...]:
    """The binding clauses of a document, found once."""
    memory = vars(reading)
    if _MEMORY not in memory:
        memory[_MEMORY] = tuple(sorted(_found(reading), key=lambda obligation: obligation.one.start))
    found: tuple[Obligation, ...] = memory[_MEMORY]
    return found


def bound_by(reading: Reading, lead: Span) -> Bearer | None:
    """The party that the lead of a list binds ("The Client shall:"), by its last binding words."""
    found = obligations(reading)
    index = bisect_right(found, lead.end, key=lambda obligation: obligation.one.start) - 1
    inside = index >= 0 and found[index].one.span.end >= lead.end - 1
    return found[index].bearer if inside else None


def _found(reading: Reading) -> Iterator[Obligation]:
    sides = Sides.of(reading)
    spoken: Bearer | None = None
    for one in (*prose(reading), *_cells(reading)):
        if not one.sentence.before:
            spoken = None
        first: Bearer | None = None
        mentions = sides.within(one.start, one.start + len(one.text))
        for match in _BINDS.finditer(one.text):
            obligation = _read(one, match, mentions, spoken)
            first = first or obligation.bearer
            yield obligation
        yield from _whose(one, mentions)
        if first or mentions:
            spoken = first or _topic(mentions, one)


def _cells(reading: Reading) -> Iterator[Prose]:
    """Sentences in the cells of tables with several columns, which are no prose."""
    for row in reading.sentences:
        if not row.row or row.text.count("\t") < _SEVERAL or not _BINDS.search(row.text):
            continue
        start = row.span.start
        for cell in row.text.split("\t"):
            if len(cell.split()) >= _LEAST_WORDS:
                for span in sentence_spans(reading.text, start, start + len(cell)):
                    yield Prose(span.of(reading.text), span.start, row.heading, row)
            start += len(cell) + 1


_SEVERAL = 2
_LEAST_WORDS = 6


def _topic(mentions: tuple[Mention, ...], one: Prose) -> Side | None:
    """The party that a sentence begins with."""
    head = mentions[0]
    return head.side if head.start - one.start < 5 and not head.owns else None


def _read(one: Prose, match: re.Match[str], mentions: tuple[Mention, ...], spoken: Bearer | None) -> Obligation:
    text, start = one.text, one.start
    bearer: Bearer | None = None
    subject = 0
    for mention in reversed(mentions):
        place = mention.start - start
        if (
            mention.end - start > match.start()
            or mention.owns
            or _in_brackets(text, place)
            or _BESIDES.search(text, 0, place)
        ):
            continue
        if _GAP.fullmatch(text, mention.end - start, match.start()):
            bearer, subject = _bearer(one, mention, mentions)
        break
    begin, end = _bounds(text, subject if bearer else match.start(), match.end())
    while number := _ENUMERATOR.match(text, begin, match.start()):
        begin, subject = number.end(), max(subject, number.end())
    vague = False
    if bearer is None:
        subject = begin
        if pronoun := _PRONOUN.search(text, begin, match.start()):
            begin = subject = pronoun.start("it")
            before = (mention.side for mention in mentions if mention.end - start <= begin and not mention.owns)
            bearer = next(before, spoken)
            vague = bearer is None and begin > _FAR
    after = _AFTER.match(text, match.end())
    duty = after.end() if after else match.end()
    negated = (
        bool(_NEGATION.search(match.group()))
        or bool(_NEGATION.search(_ASIDE.sub("", text[match.end() : duty])))
        or text[subject:].startswith(("Neither", "No "))
    )
    return Obligation(
        one,
        bearer,
        begin,
        subject,
        match.start(),
        duty,
        max(end, duty),
        negated,
        vague
        or bool(_SUBORDINATES.search(text, 0, subject))
        or (subject > _FAR and bool(_WEAK.fullmatch(match.group()))),
        bool(match.group("for") or match.group("noun")),
    )


def _whose(one: Prose, mentions: tuple[Mention, ...]) -> Iterator[Obligation]:
    """Such as "it is the Client's responsibility to …", "nor is it the Supplier's responsibility to …"."""
    if "responsib" not in one.text and "duty" not in one.text and "obligation" not in one.text:
        return
    for match in _WHOSE.finditer(one.text):
        place = one.start + match.end("whose")
        owner = next((mention for mention in mentions if mention.owns and mention.end == place), None)
        if owner:
            _, end = _bounds(one.text, match.start(), match.end())
            negated = bool(_NEGATION.search(match.group()))
            begin = match.start()
            noun = bool(match.group("for"))
            yield Obligation(
                one, owner.side, begin, begin, begin, match.end(), end, negated, subordinate=False, noun=noun
            )


def _in_brackets(text: str, place: int) -> bool:
    return text.rfind("(", 0, place) > text.rfind(")", 0, place)


def _bearer(one: Prose, mention: Mention, mentions: tuple[Mention, ...]) -> tuple[Bearer | None, int]:
    """The side of a subject, None if it only completes another noun; and where the subject begins."""
    place = mention.start - one.start
    if _PREPOSITION.search(one.text[max(0, place - _NEAR) : place]):
        return None, place
    other = next((m for m in reversed(mentions) if m.end <= mention.start and not m.owns), None)
    if other and (joined := _JOINED.fullmatch(one.text, other.end - one.start, place)):
        side, begin = _bearer(one, other, mentions)
        if side is None:
            return (None, place) if joined.group("and") else (mention.side, place)
        return mention.side if side == mention.side else "both", begin
    determined = _DETERMINED.search(one.text, max(0, place - _NEAR), place)
    return mention.side, determined.start() if determined else place


def _bounds(text: str, subject: int, verb: int) -> tuple[int, int]:
    """Where the clause around a verb begins and ends."""
    start = 0
    for boundary in _NEW_CLAUSE.finditer(text, 0, subject):
        start = boundary.end()
    if that := _THAT.search(text[start:subject]):
        start += that.end()
    after = _NEW_CLAUSE.search(text, verb)
    return start, after.start() if after else len(text)
