r"""The notation of rules and frames, as a tree.

{name}    an alternative of the rule          {NAME}    the same, and its words are labelled NAME
{^name}   with a capital letter               {NAME=rule}   the same, filled by another rule
{NAME+}   two to five of them: "A, B and C"
<a|b|c>   one of these                        [a|b]     one of these or nothing
{#1:40}   a whole number of a range           \t        a tab: the border of two cells
"""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that a rule fills."""

    rule: str
    label: str | None = None
    several: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number of a range; grouped ones have thousands separators."""

    least: int
    most: int
    grouped: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; an optional part is a choice between it and nothing."""

    options: tuple["Sequence", ...]


Piece = Words | Slot | Number | Choice
Sequence = tuple[Piece, ...]

_TOKEN = re.compile(r"\{(#\d+:\d+,?|\^?[A-Za-z_]+(?:=[a-z_]+)?\+?)\}|([\[\]<>|])|((?:[^{}\[\]<>|])+)")


@cache
def parse(pattern: str) -> Sequence:
    """The tree of a pattern; raises ValueError where a bracket is missing.

    >>> parse("{SKILL+}[ skills]")[0]
    Slot(rule='skill', label='SKILL', several=True, capital=False)
    """
    tokens = list(_tokens(pattern))
    sequence, rest = _sequence(tokens, 0, "")
    if rest != len(tokens):
        raise ValueError(f"a bracket is closed that nothing opened: {pattern!r}")
    return sequence


def _tokens(pattern: str) -> list[re.Match[str]]:
    matches = list(_TOKEN.finditer(pattern))
    if "".join(match.group() for match in matches) != pattern:
        raise ValueError(f"a brace is out of place: {pattern!r}")
    return matches


def _sequence(tokens: list[re.Match[str]], place: int, closing: str) -> tuple[Sequence, int]:
    """The pieces up to the end, or up to a `|` or `closing`; and the place of that."""
    pieces: list[Piece] = []
    while place < len(tokens):
        slot, sign, words = tokens[place].groups()
        if sign and sign in "]>|":
            if not closing or sign not in (closing, "|"):
                raise ValueError(f"a bracket is out of place: {tokens[place].string!r}")
            return tuple(pieces), place
        place += 1
        if slot:
            pieces.append(_slot(slot))
        elif sign == "[":
            options, place = _options(tokens, place, "]")
            pieces.append(Choice((*options, *((),) * len(options))))
        elif sign == "<":
            options, place = _options(tokens, place, ">")
            pieces.append(Choice(tuple(options)))
        else:
            pieces.append(Words(words.replace(r"\t", "\t")))
    return tuple(pieces), place


def _options(tokens: list[re.Match[str]], place: int, closing: str) -> tuple[list[Sequence], int]:
    """The alternatives up to the closing bracket, and the place behind it."""
    options: list[Sequence] = []
    while True:
        option, place = _sequence(tokens, place, closing)
        options.append(option)
        if place >= len(tokens):
            raise ValueError(f"a bracket is never closed: {tokens[-1].string!r}")
        place += 1
        if tokens[place - 1].group() == closing:
            return options, place


def _slot(name: str) -> Piece:
    if name.startswith("#"):
        least, most = name[1:].rstrip(",").split(":")
        return Number(int(least), int(most), grouped=name.endswith(","))
    several, capital = name.endswith("+"), name.startswith("^")
    label, _, rule = name.strip("^+").rpartition("=")
    if not label and rule.isupper():
        label, rule = rule, rule.lower()
    return Slot(rule, label or None, several, capital)
