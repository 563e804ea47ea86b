"""Answers as a model misreads: gold facts with another value, other words, or both."""

import datetime as dt
import json
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pydantic import JsonValue

from grounding_builders import Said
from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.values import from_json
from sowcheck.evals.scorers.equality import item_words, same_part, same_value
from sowcheck.evals.scorers.words import overlap
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.ingest.reader import read
from sowcheck.segment.outline import segment

_UNITS = ("hour", "day", "business_day", "week", "month", "quarter", "year")
_PERIODS = {Kind.RECURRING_FEE: ("week", "month", "quarter", "year"), Kind.INTEREST: ("month", "year")}
_TRIGGERS = ("signature", "calendar", "milestone_completed", "milestone_accepted", "deliverable_submitted", "go_live")
_EXCHANGED = {"amount": "unit_price", "unit_price": "amount", "hours": "count", "count": "hours"}
_NUMBER = re.compile(r"[\d.]+")
_FREE = frozenset({"name", "role", "person", "description", "system", "metric", "title", "unit"})


@cache
def read_once(path: Path) -> Reading:
    document = read(path)
    return read_closely(document, segment(document))


def facts_of(shapes: list[dict[str, Any]]) -> list[Said]:
    """The facts of a gold file."""
    return [Said(each["field"], each["value"], each["quote"]) for each in shapes if each["field"] in FIELDS]


def deal_facts(folder: Path, name: str) -> list[Said]:
    """What a paper of a deal states."""
    return facts_of(json.loads((folder / "gold.json").read_text(encoding="utf-8"))["documents"][name])


def misread(facts: list[Said], text: str, chance: Random) -> list[Said]:
    """Each fact with another value, other words or both; an unchanged one now and then."""
    found = []
    for fact in facts:
        what = chance.randrange(3)
        value = _other_value(fact, facts, chance) if what != 1 else fact.value
        quote = _other_words(fact.quote, facts, text, chance) if what else fact.quote
        try:
            from_json(FIELDS[fact.field], value)
        except (ValueError, ArithmeticError):
            continue
        found.append(Said(fact.field, value, quote))
    return found


def is_gold(field: str, value: JsonValue, facts: list[Said]) -> bool:
    """Whether a value is one that the document states for the field, in every figure, date and choice."""
    return any(_same(field, fact.value, value) for fact in facts if fact.field == field)


def _same(field: str, gold: JsonValue, value: JsonValue) -> bool:
    if field == "expense.policy" and value == "at_cost":
        # The cap may stand in another sentence than the one that is quoted.
        return gold in ("at_cost", "at_cost_capped")
    if not isinstance(gold, dict) or not isinstance(value, dict):
        return (
            overlap(item_words(gold), item_words(value)) >= 0.5
            if FIELDS[field].repeated
            else same_value(field, gold, value)
        )
    hard = {key: part for key, part in value.items() if part is not None and key not in _FREE}
    if FIELDS[field].repeated and overlap(item_words(gold), item_words(value)) < 0.5:
        return False
    return all(same_part(gold.get(key), part) for key, part in hard.items() if key != "due" or _is_date(part))


def _is_date(part: JsonValue) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", str(part)))


def _other_value(fact: Said, facts: list[Said], chance: Random) -> JsonValue:
    row = FIELDS[fact.field]
    others = [each.value for each in facts if each is not fact and FIELDS[each.field].kind is row.kind]
    if others and chance.random() < 0.2:
        return deepcopy(chance.choice(others))
    value = deepcopy(fact.value)
    match row.kind:
        case Kind.CHOICE:
            return chance.choice(row.choices)
        case Kind.FLAG:
            return not value
        case Kind.DATE:
            return _other_date(str(value), chance)
        case Kind.DAYS | Kind.PERCENT | Kind.NUMBER:
            return _other_digit(str(value), chance)
        case _:
            if isinstance(value, dict):
                return _other_part(fact.field, value, others, chance)
            return _other_text(str(value), others, chance)


def _other_date(day: str, chance: Random) -> str:
    date = dt.date.fromisoformat(day)
    if date.day <= 12 and chance.random() < 0.3:
        return date.replace(day=date.month, month=date.day).isoformat()
    return (date + dt.timedelta(days=chance.choice([-365, -30, -1, 1, 7, 31, 365]))).isoformat()


def _other_digit(figure: str, chance: Random) -> str:
    place = chance.choice([at for at, sign in enumerate(figure) if sign.isdigit()])
    digit = chance.choice([sign for sign in "0123456789" if sign != figure[place]])
    return figure[:place] + digit + figure[place + 1 :]


def _other_part(field: str, value: dict[str, JsonValue], others: list[JsonValue], chance: Random) -> JsonValue:
    """One part of a value changed, taken from another item, or exchanged for another part."""
    kind = FIELDS[field].kind
    key = chance.choice(sorted(value))
    choices = {
        "currency": ("USD", "EUR", "GBP", "CHF"),
        "per": _PERIODS.get(kind, ("hour", "day", "week", "month")),
        "trigger": _TRIGGERS,
        "party": ("customer", "supplier"),
    } | ({"unit": _UNITS} if kind is Kind.DURATION else {})
    part = value[key]
    if key in choices:
        value[key] = chance.choice(choices[key])
    elif _NUMBER.fullmatch(str(part)):
        taken = [each[key] for each in others if isinstance(each, dict) and each.get(key)]
        figures = [name for name in value if name != key and _NUMBER.fullmatch(str(value[name]))]
        way = chance.randrange(4)
        if way == 0 and taken:
            value[key] = chance.choice(taken)
        elif way == 1 and figures:
            name = chance.choice(figures)
            value[key], value[name] = value[name], value[key]
        elif way == 2 and kind in (Kind.PRICE_LINE, Kind.STAFF_ROLE) and _EXCHANGED.get(key, key) not in value:
            value[_EXCHANGED[key]] = value.pop(key)
        else:
            value[key] = _other_digit(str(part), chance)
    else:
        value[key] = _other_text(str(part), [], chance)
    return value


def _other_text(text: str, others: list[JsonValue], chance: Random) -> str:
    words = text.split()
    place = chance.randrange(len(words)) if words else 0
    way = chance.randrange(3)
    if way == 0 and len(words) > 1:
        return " ".join(words[:place] + words[place + 1 :])
    if way == 1 and others:
        return str(chance.choice(others))
    return " ".join([*words[:place], chance.choice(["not", "other", "Northern", "data"]), *words[place + 1 :]])


def _other_words(quote: str, facts: list[Said], text: str, chance: Random) -> str:
    """Another fact's words, a piece of the words, a stretch of the document near them, or another figure in them."""
    words = quote.split()
    way = chance.randrange(4)
    if way == 0:
        return chance.choice(facts).quote
    if way == 1 and len(words) > 1:
        start = chance.randrange(len(words) - 1)
        return " ".join(words[start : chance.randrange(start + 1, len(words) + 1)])
    if way == 2 and any(map(str.isdigit, quote)):
        return _other_digit(quote, chance)
    at = max(0, text.find(" ".join(words[:2])))
    start = max(0, at - chance.randrange(150))
    return text[start : start + chance.randrange(20, 250)]
