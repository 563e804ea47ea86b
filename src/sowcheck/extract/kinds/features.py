"""What the classifier looks at: words, their beginnings and pairs, headings, the list's lead, the table's header, structure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sowcheck.extract.kinds.headings import PATH
from sowcheck.extract.kinds.lexicon import announced, heading_words
from sowcheck.extract.kinds.tokens import BUYER, SELLER, tokens

_MOST_TOKENS = 90
"""Tokens of a sentence that count; what a sentence is about is said before."""
_STEM = 5
"""Letters by which the forms of a word are known as one: invoice, invoicing, invoiced."""
_SUBJECT_WITHIN = 12
_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "for",
        "by",
        "on",
        "with",
        "as",
        "at",
        "be",
        "any",
        "such",
        "its",
        "this",
        "that",
        "is",
        "are",
        "#",
    ]
)
"""Words that say nothing alone."""
_SUBJECTS = frozenset([BUYER, SELLER, "party"])
_MODALS = frozenset(["shall", "may", "should", "agree", "is"])
_SAID_BY = 0.3
"""Share of a heading's words from which it announces a type."""


@dataclass(frozen=True, slots=True)
class Words:
    """Some words with what stands around them."""

    text: str
    path: str = ""
    """The headings above, outermost first, in lower case, with " > " between."""
    lead: str = ""
    """The words that introduce the list, in lower case."""
    structure: frozenset[str] = frozenset()
    """Such as "row", "signed", "place=rate_card"."""


def features(words: Words, parties: Mapping[str, str]) -> list[str]:
    """The names of all features that the words have, each once, in a fixed order."""
    found = tokens(words.text, parties)[:_MOST_TOKENS]
    names = dict.fromkeys(token for token in found if token not in _EMPTY)
    names.update(dict.fromkeys(f"~{token[:_STEM]}" for token in found if len(token) > _STEM and token.isalpha()))
    names.update(
        dict.fromkeys(f"{left} {right}" for left, right in pairwise(found) if left not in _EMPTY or right not in _EMPTY)
    )
    names.update(dict.fromkeys(_subject(found)))
    names.update(dict.fromkeys(_above(words.path)))
    names.update(dict.fromkeys(_led(words.lead, parties)))
    names.update(dict.fromkeys(f"s:{name}" for name in sorted(words.structure)))
    if len(found) <= 4:
        names["s:short"] = None
    return list(names)


def _subject(found: list[str]) -> Iterator[str]:
    """Who shall or may: the party before the first modal verb."""
    party = "nobody"
    for place, word in enumerate(found[:_SUBJECT_WITHIN]):
        if word in _SUBJECTS:
            party = word
        elif word in _MODALS:
            yield f"m:{party} {word}"
            if "not" in found[place + 1 : place + 3]:
                yield f"m:{party} {word} not"
            return


@lru_cache(maxsize=4096)
def _above(path: str) -> tuple[str, ...]:
    return tuple(_headings(path)) if path else ("h:",)


def _headings(path: str) -> Iterator[str]:
    """What the headings say; outer ones as long as the nearer say nothing, and apart from them."""
    nearest = True
    silent = True
    for heading in reversed(path.split(PATH)):
        types = [name for name, share in announced(heading).items() if share >= _SAID_BY]
        kind = "H" if nearest else "P" if silent else "O"
        yield from (f"{kind}={name}" for name in types)
        if nearest:
            yield from (f"h:{word}" for word in heading_words(heading)[:6])
        silent = silent and not types
        nearest = False


def _led(lead: str, parties: Mapping[str, str]) -> Iterator[str]:
    if not lead:
        return
    yield "s:led"
    found = tokens(lead[-160:], parties)
    yield from (f"l:{token}" for token in found)
    yield from (f"l{name}" for name in _subject(found))
