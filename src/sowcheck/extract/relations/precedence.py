"""Clauses that say which paper prevails, as an order of kinds with its limits and exceptions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sowcheck.core.relations import PaperKind, Precedence, PrecedenceException
from sowcheck.core.spans import Span
from sowcheck.extract.finding import clip
from sowcheck.extract.mentions import Mention, PaperNames
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.extract.relations.exceptions import EXCEPT, exceptions_of
from sowcheck.extract.relations.orders import orders
from sowcheck.extract.relations.sections import find_sections
from sowcheck.extract.relations.topics import limits
from sowcheck.extract.spots import sentences_with
from sowcheck.parse.cues import Cue

_STRONG = (
    r"prevails?|(?:takes?|taking|took|ha(?:s|ve)|having) (?:precedence|priority)|rank(?:s|ing)? (?:before|above|ahead of)|"
    r"(?:ha(?:t|ben)|genieß(?:t|en))\b[^.]{0,40}?\bvorrang|ge(?:ht|hen)\b(?=[^.]{0,80}\bvor\b)|prévau(?:t|dra)|prévalent|primen?t?\b|"
    r"går foran|ga(?:at|an) voor"
)
_WEAK = r"(?:shall|will|must|does|do|is to|are to)\s+(?:always |first )?(?:govern|control|apply)|governs?|controls?|supersedes?|overrides?"
"""Words that decide between papers only where the sentence speaks of a conflict."""
_VERB = Cue(rf"\b(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))\b")
_CONFLICT = Cue(
    r"\bconflict|inconsisten|contradict|discrepan|disagree|ambiguit|\bdiffers?\b|contrary|at variance|widerspr|abweich|divergence|"
    r"incompatib|motstrid|tegenstrijd|strijdig"
)
_PIECES = (
    "conflict", "inconsisten", "contradict", "discrepan", "disagree", "ambiguit", "differ", "contrary", "variance", "widerspr",
    "abweich", "divergence", "incompatib", "motstrid", "strijdig", "prevail", "preceden", "priorit", "rank", "vorrang",
    " vor", "prévau", "prévalen", "prime", "foran", " voor", "order of", "order listed", "order shown", "reihenfolge", "rangfolge",
    "rekkefølge", "volgorde", "ordre de",
)  # fmt: skip
"""One of these stands in every sentence that says which paper prevails."""
_NO_PAPER = Cue(r"\b(?:translation|language|version in|english version|laws? of|gaap|order of law)\b")
_SUBJECT_GAP = re.compile(
    r"(?:[\s,\"”’)]|\([^)]*\)|shall|will|must|would|always|also|then|hereby|however|in (?:all|any|such) (?:cases?|event|respects?)|"
    r"(?:,? ?(?:as|if) (?:applicable|amended))|(?:and|including)(?: all| any)? (?:its|their) [\w ]{3,40}?,?|to that extent|which|as the case may be)*",
    re.IGNORECASE,
)
"""What may stand between a paper and the verb of which it is the subject."""
_OVER = re.compile(r"\s*(?:over|above|against|to|sur|vor|gegenüber|foran|before|ahead of)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"\bwhich\b|;|\bwhile\b|\bwhereas\b|\band (?=(?:the|this|its|their) [^,;]{3,60}\b(?:over|prevails?)\b)|\s-\s",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(r"\bfollowed by\b|,\s*(?:and )?then\b", re.IGNORECASE)
_HEAD = 12
"""Characters at which a sentence may begin with its exception, behind a number: "9.1 Unless the SOW says otherwise, …"."""
_OBJECT = re.compile(r"\s+(?:all|any|the|each|every|their|such)\b", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|in|to)\s+(?:the|this|that|such)?\s*", re.IGNORECASE)
_LATTER = re.compile(r"\bthe\s+(?P<which>latter|former)(?:[’']s \w+)?\s*$", re.IGNORECASE)
_ELLIPSIS = re.compile(
    r"[\s,”\"’)]*(?:take precedence |prevails? )?over\s+(?:(?:the|this|any|all)\s+)*[“\"]?", re.IGNORECASE
)


@dataclass(frozen=True)
class Statement:
    """What one sentence says: kinds in order, and where."""

    order: tuple[PaperKind, ...]
    core: Span
    """The words that say it, as offsets of the document."""
    words: str
    """The main statement, without its exceptions."""
    rest: str = ""
    """Exceptions, as written."""
    sections: tuple[str, ...] = ()
    fields: tuple[str, ...] | None = None
    own: bool = False
    """Whether the first kind is the paper that speaks."""
    exceptions: tuple[PrecedenceException, ...] = ()


def precedence_of(document_id: str, reading: Reading, names: PaperNames) -> tuple[Precedence, ...]:
    """The clauses of a paper on precedence, in the order of the text; the same statement once."""
    found: dict[tuple[object, ...], Precedence] = {}
    for sentence, statement in _statements(reading, names):
        fields = limits(statement.words) if statement.fields is None else statement.fields
        if fields == ():
            continue  # limited to matters that no field is about
        exceptions = statement.exceptions + exceptions_of(statement.rest, statement.order, names)
        clause = Precedence(
            document=document_id,
            page=reading.document.page_of(statement.core.start),
            quote=reading.document.quote(clip(reading.text, sentence.joined(statement.core), statement.core)),
            order=statement.order,
            over_all=len(statement.order) == 1,
            fields=fields or (),
            sections=statement.sections,
            exceptions=exceptions,
        )
        found.setdefault((clause.order, clause.fields, clause.sections, exceptions), clause)
    return tuple(found.values())


def _statements(reading: Reading, names: PaperNames) -> Iterator[tuple[Span, Statement]]:
    for place in sentences_with(reading, _PIECES):
        sentence = reading.sentences[place]
        if sentence.row:
            continue
        listed = list(orders(reading, place, names))
        if listed:
            for order in listed:
                yield (
                    sentence.span,
                    Statement(
                        order.kinds, order.core, "", order.rest, fields=order.fields, exceptions=order.exceptions
                    ),
                )
        else:
            for statement in _pairs(sentence, names):
                yield sentence.span, statement


def _pairs(sentence: Sentence, names: PaperNames) -> Iterator[Statement]:
    """Statements with a verb: "this SOW prevails over the Order Form"."""
    verbs = list(_VERB.finditer(sentence.text))
    if not verbs:
        return
    conflict = bool(_CONFLICT.search(f"{sentence.text} {sentence.lead}")) or "precedence" in sentence.heading
    stop = next(
        (match.start() for match in EXCEPT.finditer(sentence.text) if match.start() > _HEAD), len(sentence.text)
    )
    verbs = [match for match in verbs if match["strong"] or conflict]
    if verbs and verbs[0].start() < stop:
        verbs = [match for match in verbs if match.start() < stop]
    if not verbs or _NO_PAPER.search(sentence.text):
        return
    mentions = names.find(sentence.text)
    chains: list[Statement] = []
    for place, verb in enumerate(verbs):
        end = verbs[place + 1].start() if place + 1 < len(verbs) else len(sentence.text)
        for statement in _of_verb(sentence, mentions, verb, end):
            _chain(chains, statement)
    for left, right in pairwise(mentions):
        gap = sentence.text[left.end : right.start]
        if left.kind and right.kind and left.kind != right.kind and _ELLIPSIS.fullmatch(gap):
            core = sentence.at(left.start, right.end)
            if not any(_follows(chain.order, left.kind, right.kind) for chain in chains):
                _chain(chains, Statement((left.kind, right.kind), core, gap, own=left.own))
    yield from chains


def _of_verb(sentence: Sentence, mentions: Sequence[Mention], verb: re.Match[str], end: int) -> Iterator[Statement]:
    text = sentence.text
    winners = _winners(text, mentions, verb)
    if not winners or (verb["weak"] and not _takes_object(verb) and _OBJECT.match(text, verb.end())):
        return
    split = EXCEPT.search(text, verb.end())
    stop = split.start() if split else len(text)
    rest = text[stop:] if split else ""
    head = EXCEPT.match(text.lstrip("(0123456789.) "))
    if head:  # "Unless the SOW says otherwise, the MSA prevails."
        comma = text.find(",", head.end())
        rest = f"{text[:comma]} {rest}" if 0 < comma < winners[0].start else rest
    reach = min(end, stop, _limit(text, verb.end()))
    losers = _losers(text, mentions, verb, reach)
    if not losers:
        opening = text.find(",") if head else 0
        losers = [
            each for each in mentions if opening <= each.start and each.end <= verb.start() and each not in winners
        ]
    for winner in winners:
        if winner.kind is None:
            continue
        kinds = tuple(dict.fromkeys(each.kind for each in losers if each.kind and each.kind != winner.kind))
        unknown = any(each.kind is None for each in losers)
        last = max([each.end for each in losers if each.start > verb.start()], default=verb.end())
        core = sentence.at(winner.start, max(verb.end(), last))
        said = text[: winner.start] + text[winner.end : stop]
        statement = Statement((winner.kind,), core, said, rest, sections=_sections(text, winner), own=winner.own)
        followed = _followed(text, mentions, verb.end(), stop)
        if followed:
            yield replace(statement, order=tuple(dict.fromkeys((winner.kind, *followed))))
        elif kinds:
            yield from (replace(statement, order=(winner.kind, kind)) for kind in kinds)
        elif not unknown and winner.kind != "exhibit" and not _OVER.match(text, verb.end()):
            yield statement


def _winners(text: str, mentions: Sequence[Mention], verb: re.Match[str]) -> list[Mention]:
    """The papers that are the verb's subject: the nearest before it, and those joined to it by "and"."""
    before = [each for each in mentions if each.end <= verb.start()]
    which = _LATTER.search(text[: verb.start()])
    if which:
        pair = before[-2:]
        if len(pair) < 2 or pair[0].kind == pair[1].kind:
            return []
        return [pair[1] if which["which"].casefold() == "latter" else pair[0]]
    if verb.group().casefold().startswith("ge"):  # German puts the subject between the two halves of the verb.
        if not (before and _SUBJECT_GAP.fullmatch(text[before[-1].end : verb.start()])):
            between = [each for each in mentions if verb.end() <= each.start]
            return between[:1]
        return before[-1:]
    if not before or not _SUBJECT_GAP.fullmatch(text[before[-1].end : verb.start()]):
        return []
    return before[-1:]


def _losers(text: str, mentions: Sequence[Mention], verb: re.Match[str], reach: int) -> list[Mention]:
    behind = [each for each in mentions if verb.end() <= each.start < reach]
    return behind if _takes_object(verb) or _OVER.match(text, verb.end()) else []


def _takes_object(verb: re.Match[str]) -> bool:
    """Whether the papers behind the verb are those over which it decides, without "over"."""
    return verb.group().casefold().startswith(("supersede", "override", "ge", "rank"))


def _limit(text: str, start: int) -> int:
    """Where what the verb speaks of ends."""
    found = _NEXT.search(text, start)
    return found.start() if found else len(text)


def _followed(text: str, mentions: Sequence[Mention], start: int, stop: int) -> list[PaperKind]:
    """The kinds of "X controls, followed by Y, and followed by Z"."""
    if not _FOLLOWED.search(text, start, stop):
        return []
    return [each.kind for each in mentions if start <= each.start < stop and each.kind]


def _sections(text: str, winner: Mention) -> tuple[str, ...]:
    """The sections of "Sections 6 and 7 of this SOW prevail"."""
    found = list(find_sections(text[: winner.start]))
    if found and _OF.fullmatch(text[found[-1].end : winner.start]):
        return tuple(each.number for each in found if each.start >= found[-1].start - 40)
    return ()


def _chain(chains: list[Statement], statement: Statement) -> None:
    """Join "A over B" and "B over C" to one order."""
    for place, chain in enumerate(chains):
        if (
            len(statement.order) == 2
            and len(chain.order) > 1
            and chain.order[-1] == statement.order[0]
            and statement.order[1] not in chain.order
            and (chain.sections, chain.fields) == (statement.sections, statement.fields)
        ):
            chains[place] = replace(
                chain,
                order=(*chain.order, statement.order[1]),
                core=chain.core.joined(statement.core),
                rest=chain.rest or statement.rest,
            )
            return
    if statement not in chains:
        chains.append(statement)


def _follows(order: Sequence[PaperKind], one: PaperKind, other: PaperKind) -> bool:
    return one in order and other in order and order.index(one) < order.index(other)
