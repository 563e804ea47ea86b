"""Coordinated enumerations in prose: "A, B and C", "(a) …; (b) …", "that A and that B", taken apart if parallel."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_MARK = re.compile(r"(?:^|(?<=[\s:;,]))\((?:[a-h]|[ivx]{1,4}|\d{1,2})\)\s+")
_SEMICOLON = re.compile(r"\s*;\s*(?:and\b|or\b|und\b|et\b)?\s*")
_THAT = re.compile(r",?\s+(?:and|or|und|et)\s+(?=that\b|dass\b|que\b)|,\s+(?=that\b|dass\b|que\b)")
# A comma inside a date ("June 22, 2026") or a number separates nothing.
_COMMA = re.compile(r",(?!\d)(?!\s+\d{4}\b)\s+")
_AND = re.compile(r"\s+(?:and|or|nor|und|oder|et|ou|en|og)\s+", re.IGNORECASE)
_JOINER = re.compile(r"(?:and|or|nor|und|oder|et|ou|en|og|as well as)\s+", re.IGNORECASE)

_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "all",
        "its",
        "their",
        "his",
        "her",
        "our",
        "your",
        "each",
        "every",
        "no",
        "some",
        "this",
        "that",
        "these",
        "those",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "to",
        "from",
        "by",
        "with",
        "of",
        "in",
        "at",
        "on",
        "for",
        "into",
        "through",
        "between",
        "via",
        "during",
        "under",
        "over",
        "about",
    ]
)
_PRONOUNS = frozenset(["it", "they", "he", "she", "you", "we"])
# Words that go on with the part before them and begin no part of their own.
_CONTINUES = frozenset(
    [
        "which",
        "who",
        "whose",
        "whom",
        "where",
        "when",
        "while",
        "including",
        "include",
        "such",
        "except",
        "unless",
        "subject",
        "provided",
        "as",
        "if",
        "in",
        "each",
        "being",
        "namely",
        "e.g",
        "i.e",
        "respectively",
        "but",
        "so",
        "because",
        "however",
        "than",
    ]
)

LONGEST_PART = 22
"""Words; a longer part is a clause of its own, and the enumeration is kept whole."""


def split(words: str) -> list[tuple[int, int]]:
    """Start and end of the parts of an enumeration; empty if it is none, or if its parts are not parallel.

    >>> [ "hosting, printing and data entry"[a:b] for a, b in split("hosting, printing and data entry") ]
    ['hosting', 'printing', 'data entry']
    >>> split("the search and replacement of parts")
    []
    """
    for pieces in (_marked(words), _separated(words, _SEMICOLON), _separated(words, _THAT)):
        if len(pieces) > 1:
            return _trimmed(words, pieces)
    return _trimmed(words, _listed(words))


def _marked(words: str) -> list[tuple[int, int]]:
    marks = [mark for mark in _MARK.finditer(words) if not _within_brackets(words, mark.start())]
    if len(marks) < 2 or marks[0].start() > 3:
        return []
    ends = [after.start() for _, after in pairwise(marks)] + [len(words)]
    return [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]


def _separated(words: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces, start = [], 0
    for match in separator.finditer(words):
        if not _within_brackets(words, match.start()):
            pieces.append((start, match.start()))
            start = match.end()
    pieces.append((start, len(words)))
    return [(a, b) for a, b in pieces if words[a:b].strip()]


def _within_brackets(words: str, offset: int) -> bool:
    before = words[:offset]
    return before.count("(") > before.count(")")


def _listed(words: str) -> list[tuple[int, int]]:
    """Such as "A, B and C", "A, B, and C", and "A and B" if both begin alike; empty otherwise."""
    pieces = _joined_up(words, _separated(words, _COMMA))
    if len(pieces) > 1:
        last = pieces[-1]
        if joiner := _JOINER.match(words, last[0], last[1]):
            pieces[-1] = (joiner.end(), last[1])
        elif parts := _last_pair(words, last, [_kind(words[a:b]) for a, b in pieces[:-1]]):
            pieces[-1:] = parts
        else:
            return []
    else:
        pieces = _last_pair(words, pieces[0], []) if pieces else []
    return pieces if _parallel([words[a:b] for a, b in pieces]) else []


def _joined_up(words: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces with those that only go on ("including two rounds") joined to the one before."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        first = re.match(r"[\w.]+", words[start:end])
        if joined and first and first.group().casefold().rstrip(".") in _CONTINUES:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _last_pair(words: str, piece: tuple[int, int], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """The two parts around the "and" whose right side begins like the others; empty if there is none."""
    places = [match for match in _AND.finditer(words, *piece) if not _within_brackets(words, match.start())]
    wanted = set(kinds) or {_kind(words[piece[0] : piece[1]])}
    fitting = [match for match in places if _kind(words[match.end() : piece[1]]) in wanted]
    if kinds:
        best = fitting[0] if fitting else (places[-1] if places else None)
    else:
        best = (
            fitting[0]
            if fitting
            and wanted & {"determiner", "pronoun"} | {kind for kind in wanted if kind.startswith("preposition")}
            else None
        )
    return [(piece[0], best.start()), (best.end(), piece[1])] if best else []


def _kind(words: str) -> str:
    """The kind of the first word: what parallel parts share."""
    first = re.match(r"[^\w]*([\w'’.-]+)", words)
    word = first.group(1) if first else ""
    small = word.casefold()
    if small in _DETERMINERS:
        return "determiner"
    if small in _PREPOSITIONS:
        return f"preposition {small}"
    if small in _PRONOUNS:
        return "pronoun"
    return "name" if word[:1].isupper() or word[:1].isdigit() else "word"


def _parallel(parts: Sequence[str]) -> bool:
    """Whether parts can stand side by side: none too long, and none a bare preposition phrase among others."""
    if len(parts) < 2:
        return False
    lengths = [len(part.split()) for part in parts]
    if max(lengths) > LONGEST_PART or (len(parts) == 2 and min(lengths) < 2):
        return False
    kinds = [_kind(part) for part in parts]
    prepositions = {kind for kind in kinds if kind.startswith("preposition")}
    return not prepositions or (len(prepositions) == 1 and all(kind in prepositions for kind in kinds[1:]))


def _trimmed(words: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in _stripped(words, pieces) if end - start > 2]


def _stripped(words: str, pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in pieces:
        lead = re.match(r"\s*(?:(?:and|or|nor|und|et)\s+)?(?:that\s+|dass\s+|que\s+)?", words[start:end])
        tail = re.search(r"(?:[\s;,.]|\s(?:and|or|und|et))*$", words[start:end])
        yield start + (lead.end() if lead else 0), start + (tail.start() if tail else end - start)
