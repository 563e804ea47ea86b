"""English number words: "one hundred and eighty-four thousand", "one and one-half"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from sowcheck.parse.cues import Cue
from sowcheck.parse.found import Found

_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}
_TEENS |= {"seventeen": 17, "eighteen": 18, "nineteen": 19}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_TENS["fourty"] = 40
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_WORD = "|".join(["zero", "hundred", *_SCALES, *_TENS, *_TEENS, *_UNITS])
_RUN = Cue(
    rf"(?<![\w])(?:{_WORD}|an?(?=\s+(?:{'|'.join(['hundred', *_SCALES])})\b))"
    rf"(?:(?:\s?-\s?|\s?,\s?|\s{{1,3}}|\s{{1,3}}and\s{{1,3}}(?:an?\s(?=half))?|)(?:{_WORD}|and|an?\s+half|half))"
    rf"{{0,24}}(?![^\W_])"
)
_TOKEN = re.compile(rf"{_WORD}|and|half|an?", re.IGNORECASE)


@dataclass(slots=True)
class _Reading:
    """A number as far as it was read, word by word; each `take_*` says whether the word fits the grammar."""

    total: int = 0
    group: int = 0
    last_scale: int = 1_000_000_000_000
    room: int = 1000
    """What may still be added to the group is below this: 1000 at its start, 100 after "hundred", 10 after "twenty"."""
    half: bool = False
    empty: bool = True

    def take(self, word: str, previous: str) -> bool:
        if self.half:
            return False
        if word in {"a", "an"}:
            return self._add(1, below=1000)
        if word in _UNITS:
            return self._add(_UNITS[word], below=10)
        if word in _TEENS:
            return self._add(_TEENS[word], below=100)
        if word in _TENS:
            return self._add(_TENS[word], below=100)
        if word == "hundred":
            return self._multiply_by_hundred()
        if word == "half":
            return self._take_half(previous)
        return self._close_group(_SCALES[word])

    def _add(self, number: int, below: int) -> bool:
        if below > self.room and self.room != 1000:
            return False
        self.group += number
        self.room = 10 if number in _TENS.values() else 1
        self.empty = False
        return True

    def _multiply_by_hundred(self) -> bool:
        if not 0 < self.group < 100:
            return False
        self.group *= 100
        self.room = 100
        return True

    def _close_group(self, scale: int) -> bool:
        if self.group == 0 or scale >= self.last_scale:
            return False
        self.total += self.group * scale
        self.group, self.room, self.last_scale = 0, 1000, scale
        return True

    def _take_half(self, previous: str) -> bool:
        if previous not in {"one", "a", "and"}:
            return False
        self.half = True
        return True

    @property
    def value(self) -> Decimal:
        return self.total + self.group + (Decimal("0.5") if self.half else Decimal(0))


def find_number_words(text: str) -> list[Found[Decimal]]:
    """The numbers written in English words.

    >>> [found.value for found in find_number_words("thirty-two or one hundred and five thousand")]
    [Decimal('32'), Decimal('105000')]
    """
    return [found for run in _RUN.finditer(text) for found in _read_run(text, run.start(), run.end())]


def number_words(text: str) -> Decimal | None:
    """The number that the whole text spells, or None.

    >>> number_words("nine thousand five hundred"), number_words("half"), number_words("nine lives")
    (Decimal('9500'), Decimal('0.5'), None)
    """
    words = text.strip()
    if words.casefold() == "half":
        return Decimal("0.5")
    found = find_number_words(words)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)):
        return found[0].value
    return None


def _read_run(text: str, start: int, end: int) -> list[Found[Decimal]]:
    tokens = [(match.group().casefold(), match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)]
    found = []
    position = 0
    while position < len(tokens):
        value, used = _read_number(tokens[position:])
        if used:
            found.append(Found(value, tokens[position][1], tokens[position + used - 1][2]))
        position += max(used, 1)
    return found


def _read_number(tokens: list[tuple[str, int, int]]) -> tuple[Decimal, int]:
    """The longest number at the start of the tokens, and how many of them it takes (0: none)."""
    if tokens[0][0] == "zero":
        return Decimal(0), 1
    if [word for word, _, _ in tokens[:2]] == ["one", "half"]:
        return Decimal("0.5"), 2
    reading = _Reading()
    value, used, previous = Decimal(0), 0, ""
    for index, (word, _, _) in enumerate(tokens):
        if word == "and":
            joins = previous in {"hundred", *_SCALES} or [token for token, _, _ in tokens[index + 1 : index + 3]] in (
                ["one", "half"],
                ["a", "half"],
            )
            if not joins:
                break
        elif word in {"one", "a"} and index + 1 < len(tokens) and tokens[index + 1][0] == "half":
            pass  # the "one" of "and one-half" counts with its "half"
        elif word == "zero" or not reading.take(word, previous):
            break
        else:
            value, used = reading.value, index + 1
        previous = word
    return value, used
