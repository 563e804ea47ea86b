"""Instructions of a change order: what is replaced, deleted, added, increased or moved, from which value to which."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.items import Limit
from sowcheck.core.quantities import Duration, Percent
from sowcheck.core.relations import Operation
from sowcheck.core.spans import Span
from sowcheck.core.values import Value
from sowcheck.extract import typed
from sowcheck.extract.finding import Parse
from sowcheck.extract.labels import rules_for
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.extract.relations.sections import first_section
from sowcheck.extract.spots import sentences_with
from sowcheck.parse.found import Found

_PIECES = (
    "amend", "replac", "delet", "increas", "decreas", "reduc", "extend", "added", "adds", "insert", "remov", "chang", "revis", "modif",
    "rais", "rise", "lower", "move", "postpon", "becom", "struck", "restat", "substitut", "shorten", "now read", "is now", "are now",
    "withdrawn", "cancel", "ersetzt", "geändert", "erhöht", "verlängert", "gestrichen", "remplac", "modifi", "prolong",
)  # fmt: skip
_OPERATIONS: tuple[tuple[Operation, str], ...] = (
    ("replace", r"(?:delet|remov|struck|strik)\w*(?: out)?\b[^.;]{0,60}?\b(?:replac|substitut)(?:ed|es?|ing)"),
    ("delete", r"delet(?:ed|es?)|remov(?:ed|es?)|struck(?: out)?|strikes?|withdrawn|withdraws?|cancel(?:led|s)?|gestrichen"),
    ("increase", r"increase[sd]?|raise[sd]?|rises?|extend(?:s|ed)?|lengthen(?:s|ed)?|postpone[sd]?|defer(?:s|red)?|move[sd]? (?:out|back)|erhöht|verlängert|prolongée?"),
    ("decrease", r"decrease[sd]?|reduce[sd]?|lower(?:s|ed)?|shorten(?:s|ed)?|brought forward|falls?|verkürzt|gesenkt"),
    ("add", r"add(?:ed|s)?|insert(?:ed|s)?|supplement(?:ed|s)?"),
    (
        "replace",
        r"replace[sd]?|substitute[sd]?|restate[sd]?|amend(?:s|ed)?|revise[sd]?|change[sd]?|modif(?:y|ies|ied)|update[sd]?|correct(?:s|ed)?|move[sd]?|becomes?|"
        r"supersede[sd]?|(?:now |shall |will )+reads?|ersetzt|geändert|remplacée?s?|modifiée?s?",
    ),
)  # fmt: skip
_VERB = re.compile(
    r"\b(?P<passive>(?:is|are|be|been|being|wird|werden|est|sont)\s+(?:(?:hereby|also|further|therefore|now|accordingly)\s+)*)?(?:"
    + "|".join(f"(?P<v{place}>{words})" for place, (_, words) in enumerate(_OPERATIONS))
    + r"|(?P<now>(?:is|are|shall be|will be) now))\b",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"(?:increases|rises|decreases|falls|moves|changes|becomes?|extends|now reads?|(?:shall|will) (?:now )?read|is now|are now|shall be now|will be now)$",
    re.IGNORECASE,
)
"""Verbs that need no object: "the End Date moves to"."""
_GOES_ON = re.compile(
    r"\s*(?:[:“\"]|(?:by|from|to|until|through|as follows|out|back)\b|[$€£]|[A-Z]{3}\s?\d|[\w-]+\s*\(\d|[a-z-]+ (?:days?|weeks?|months?|years?)\b|\d)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:may|can|could|might|would|if|unless|whether|until|not(?!-)|never|except as|as so|to the extent|when|once|requests? (?:for|to)|no)\b[^,;:]{0,60}$",
    re.IGNORECASE,
)
_RECURRING = re.compile(
    r"\b(?:each|every) (?:calendar |contract )?(?:year|month|quarter|anniversary)|\bper annum\b|\bannually\b|from time to time|on (?:each|the) anniversary|\bas amended\b",
    re.IGNORECASE,
)
_ACTIVE_SUBJECT = re.compile(
    r"(?:^\W*(?:[\d.]+\s+)?|\b(?:hereby|agree[sd]? to|this (?:change order|amendment|addendum|modification|variation)|parties|and|it|which)\s+)$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:wird|werden)\b(?=.*\d)", re.IGNORECASE)
_BEFORE, _BY, _AFTER = "before", "by", "after"
_ROLE = re.compile(
    r"\b(?P<word>from|by|for an?(?: additional| further)?|to|until|through|till|of|with|at|as|is|are|reads?|becomes?|now|von|um|auf|de|à|zu|bis)\W*"
    r"(?:(?:and including|the|an?|amount|total|sum|maximum|limit|new|additional|further|aggregate|extra|another|read|be|not more than|no more than|at most|"
    r"up to|approximately|date|words?|figure|text|GBP|USD|EUR)\W+)*$",
    re.IGNORECASE,
)
_SWAP = re.compile(
    r"\b(?:replacing|deleting|substituting|striking)\b(?P<old>.{2,160}?)\b(?:with|by|and (?:inserting|substituting|replacing (?:it|them) (?:with|by)|adding))\b(?P<new>.{2,160})",
    re.IGNORECASE,
)
_IN_THE_AMOUNT = re.compile(r"\bin (?:the|an) (?:total )?amount of\W*$", re.IGNORECASE)
_STEP = re.compile(r"\b(?:additional|further|extra|another|more|zusätzlich\w*|weitere\w*)\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\s*(?:,\s*)?(?:as )?(?:\(?(?:set out|stated|specified|described|provided|given|referred to|contained|shown)\s+)?(?:in|of|under|at|from|to)\s+"
    r"(?:the\s+|this\s+)?(?:(?:sow|msa|statement of work|agreement|order(?: form)?|contract)\b[’']?s?\s*)?(?:(?:section|clause|paragraph|article|schedule|exhibit|annex|item|§|[A-Z]?\d).*)?$|"
    r"\s*\([^)]*\)\s*$",
    re.IGNORECASE,
)
_PAPER_OR_TERM = re.compile(
    r"^(?:the\s+|this\s+)?(?:initial\s+)?(?:term|period(?: of performance)?|duration|sow|statement of work|agreement|engagement|project|services|order|contract|laufzeit)"
    r"(?: (?:of|for|under) (?:the |this )?[\w ]{2,30})?$",
    re.IGNORECASE,
)
_ITEMS: tuple[tuple[str, str], ...] = (
    ("billing.milestones", r"milestones?|payment milestones?|instal?ments?"),
    ("scope.deliverables", r"deliverables?"),
    ("scope.integrations", r"interfaces?|integrations?|systems?"),
    ("price.rate_card", r"(?:hourly |daily |day )?rates?(?: card| table)?"),
    ("staffing.roles", r"roles?|positions?|team members?|resources?"),
    ("scope.exclusions", r"exclusions?"),
    ("scope.limits", r"limits?|caps?|maximum(?: number)?"),
    ("price.lines", r"line items?|price lines?|(?:service )?lines?"),
    ("scope.assumptions", r"assumptions?"),
    ("scope.client_responsibilities", r"(?:client|customer) (?:responsibilit(?:y|ies)|obligations?|dut(?:y|ies))"),
)
_ITEM = re.compile("|".join(rf"\b(?P<i{place}>{words})\b" for place, (_, words) in enumerate(_ITEMS)), re.IGNORECASE)


@dataclass(frozen=True)
class Instruction:
    """One instruction, with its place in the document."""

    operation: Operation
    span: Span
    section: str | None = None
    field: str | None = None
    item: str | None = None
    before: Value | None = None
    after: Value | None = None
    by: Value | None = None


def instructions(reading: Reading) -> Iterator[Instruction]:
    """The instructions of a change order, in the order of the text."""
    for place in sentences_with(reading, _PIECES):
        sentence = reading.sentences[place]
        if _RECURRING.search(sentence.text):
            continue
        start = 0
        for part in re.split(r"(?<=;)\s|(?<=\.)\s(?=[A-Z])|\t", sentence.text):
            begin = sentence.text.find(part, start)
            start = begin + len(part)
            yield from _instructions(part, sentence, begin, reading)


def _instructions(words: str, sentence: Sentence, offset: int, reading: Reading) -> Iterator[Instruction]:
    verbs = [match for match in _VERB.finditer(words) if _is_verb(words, match)]
    for place, verb in enumerate(verbs):
        end = verbs[place + 1].start() if place + 1 < len(verbs) else len(words)
        if instruction := _instruction(words, verb, end, sentence.at(offset, offset + len(words.rstrip())), reading):
            yield instruction


def _is_verb(words: str, match: re.Match[str]) -> bool:
    """Whether the word changes something here: "is changed", "changes the fee", "moves to", not "this Change Order"."""
    before = words[: match.start()]
    if _DENIED.search(before):
        return False
    if match["passive"] or match["now"] or _AUXILIARY.search(before):
        return True
    if _OF_ITSELF.search(match.group()) and before.strip(" \t.0123456789") and _GOES_ON.match(words, match.end()):
        return True
    return bool(_ACTIVE_SUBJECT.search(before)) and not re.match(
        r"\s+(?:orders?|requests?|no\b)", words[match.end() :], re.IGNORECASE
    )


def _instruction(words: str, verb: re.Match[str], end: int, span: Span, reading: Reading) -> Instruction | None:
    place = next((number for number in range(len(_OPERATIONS)) if verb[f"v{number}"]), -1)
    operation = _OPERATIONS[place][0]
    ahead, behind = words[: verb.start()], words[verb.end() : end]
    if german := _AUXILIARY.search(ahead):  # the verb stands behind its values: "wird um EUR 5.000 erhöht"
        ahead, behind = ahead[: german.start()], ahead[german.end() :]
    of_itself = _OF_ITSELF.search(verb.group()) and _GOES_ON.match(words, verb.end()) and ahead.strip(" \t.0123456789")
    active = not (verb["passive"] or verb["now"] or german or of_itself)
    subject = _object(behind) if active else ahead
    section = first_section(words)
    swap = _SWAP.search(behind) if operation == "replace" else None
    if swap:
        before, after = _first_value(swap["old"], reading), _first_value(swap["new"], reading)
        return Instruction("replace", span, section, None, None, before, after) if before and after else None
    field, parse = _field(subject, behind, reading)
    item_field, item = _item(subject)
    if item_field and (field is None or operation in ("delete", "add")):
        field, parse = item_field, None
    if field and field.startswith("doc."):
        return None
    if field == "scope.limits":
        parse, item = typed.number, item or _metric(subject)
    values = _values(behind, ahead, field, parse, operation, reading) if field else {}
    stated = any(value is not None for value in values.values())
    of_a_list = field is not None and FIELDS[field].repeated
    if not (section or item or stated or of_a_list):
        return None
    return Instruction(operation, span, section, field, item, **values)


def _object(behind: str) -> str:
    """What an active verb changes: "increases the Charges by £5" is about the Charges."""
    return re.split(r"\s(?:from|by|to|with|until|through|as follows|,)\b|[:;]", behind, maxsplit=1)[0]


def _term(subject: str) -> str:
    """The term that is changed, without where it stands: "The End Date in B1" is the End Date."""
    words = re.sub(
        r"^\W*(?:[\d.]+\s+)?(?:(?:accordingly|therefore|in addition|further|also|by this \w+(?: \w+)?)\b,?\s*)?",
        "",
        subject,
        flags=re.IGNORECASE,
    )
    for _ in range(3):
        words = _REFERENCE.sub("", words)
    return words.strip()


def _field(subject: str, behind: str, reading: Reading) -> tuple[str | None, Parse | None]:
    term = _term(subject)
    for candidate in dict.fromkeys((term, re.split(r"\b(?:for|of|under)\b", term, maxsplit=1)[0])):
        for rule in rules_for(candidate):
            if next(iter(rule.parse(behind, reading)), None) is not None:
                return rule.field, rule.parse
        for rule in rules_for(candidate):
            if FIELDS[rule.field].kind is Kind.DATE and next(iter(typed.duration(behind, reading)), None):
                return rule.field, typed.schedule_date
            if FIELDS[rule.field].kind is Kind.MONEY and next(iter(typed.percent(behind, reading)), None):
                return rule.field, typed.amount
    ends = (*typed.schedule_date(behind, reading), *typed.duration(behind, reading))
    if ends and _PAPER_OR_TERM.match(term):
        return "schedule.end_date", typed.schedule_date
    return next(((rule.field, rule.parse) for rule in rules_for(term)), (None, None))


def _item(subject: str) -> tuple[str | None, str | None]:
    """The item of a list that is changed, by its kind and what it is called: "Milestone M5"."""
    term = _term(subject)
    match = _ITEM.search(term)
    if match is None:
        return None, None
    place = next(number for number in range(len(_ITEMS)) if match[f"i{number}"])
    name = term[match.start() :].strip(" ,:“”\"'")
    called = _CALLED.search(term, match.end())
    if called:
        code = called["code"]
        name = called["name"] or (code if not code.isdigit() else f"{match.group()} {code}")
    return _ITEMS[place][0], name if called else None


def _metric(subject: str) -> str | None:
    """What a limit counts: "The maximum number of interfaces" counts interfaces."""
    found = _METRIC.search(_term(subject))
    return found["metric"].strip() if found else None


def _values(
    behind: str, ahead: str, field: str | None, parse: Parse | None, operation: Operation, reading: Reading
) -> dict[str, Value | None]:
    """The old value, the new one and the step that the words state."""
    roles: dict[str, Value | None] = {_BEFORE: None, _AFTER: None, _BY: None}
    if operation in ("delete", "add"):
        return roles
    if parse is None:
        return roles
    stepped = operation in ("increase", "decrease")
    for found in parse(behind, reading):
        role = _role(behind, found, stepped=stepped)
        roles[role] = roles[role] or found.value
    if field and roles[_BY] is None and roles[_AFTER] is None:
        steps = [*typed.percent(behind, reading)] if FIELDS[field].kind is Kind.MONEY else []
        steps += [*typed.duration(behind, reading)] if FIELDS[field].kind is Kind.DATE else []
        roles[_BY] = next((found.value for found in steps), None)
    if field and roles[_BEFORE] is None and roles[_AFTER] is not None:
        # "The fee of GBP 100 is increased to GBP 120": the old value stands with the subject.
        roles[_BEFORE] = next((found.value for found in parse(ahead, reading)), None)
    return roles


def _role(words: str, found: Found[Value], *, stepped: bool) -> str:
    match = _ROLE.search(words[: found.start])
    word = match["word"].casefold() if match else ""
    if stepped and _IN_THE_AMOUNT.search(words[: found.start]):
        return _BY
    if word in ("from", "von"):
        return _BEFORE
    if word in ("by", "um") or word.startswith("for a") or (match and _STEP.search(match.group()) and word != "to"):
        return _BY if stepped or isinstance(found.value, Duration | Percent) else _AFTER
    return _BY if stepped and not word else _AFTER


_METRIC = re.compile(
    r"\b(?:limit|cap|maximum|number|ceiling)s?\s+(?:number )?(?:of|on|for)\s+(?:the\s+)?(?P<metric>[A-Za-z][\w -]{2,60})",
    re.IGNORECASE,
)
_CALLED = re.compile(r"[“\"](?P<name>[^”\"]{2,80})[”\"]|\b(?P<code>[A-Z]{1,3}-?\d{1,3}|\d{1,3})\b")
_QUOTED_NUMBER = re.compile(r"\d")


def _any_value(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Values of whatever kind comes first in the words."""
    for parse in (typed.amount, typed.date, typed.percent, typed.duration):
        found = list(parse(words, reading))
        if found:
            yield from found
            return


def _first_value(words: str, reading: Reading) -> Value | None:
    if not _QUOTED_NUMBER.search(words):
        return None
    return next((found.value for found in _any_value(words, reading)), None)


def new_values(found: Sequence[Instruction]) -> Iterator[tuple[str, Value, Span]]:
    """The fields whose new value an instruction states in so many words."""
    for each in found:
        if each.field == "scope.limits" and each.item and isinstance(each.after, Decimal):
            yield each.field, Limit(metric=each.item, max=each.after), each.span
        elif each.field and each.after is not None and not FIELDS[each.field].repeated:
            yield each.field, each.after, each.span
