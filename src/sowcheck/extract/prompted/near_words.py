"""A statement in the document's own words, where a model gives nearly these words.

Models leave out an article or an aside. What they give is accepted if its words stand in the quote in their order and
little lies between them: no negation, no number and no condition, since these turn or narrow what is said. The value is
then the document's words from the first to the last.
"""

import re

_WORD = re.compile(r"\w+")
_TURNS = re.compile(
    r"\b(?:not|no|nor|never|neither|none|without|except\w*|exclu\w*|unless|only|if|but|other than|save|subject|nicht|kein\w*|sauf|niet|"
    r"\w*\d\w*)\b",
    re.IGNORECASE,
)
_LEAST_SHARE = 0.75
"""Of the document's words from the first to the last, those that the model must have given."""


def own_words(value: str, quote: str) -> str | None:
    """The words of the quote that a value nearly is; None if it is something else.

    >>> own_words("grant access to systems", "The Client shall grant access to the systems.")
    'grant access to the systems'
    >>> own_words("provide data", "The Client shall provide no data.") is None
    True
    """
    wanted = [match.group().casefold() for match in _WORD.finditer(value)]
    given = list(_WORD.finditer(quote))
    if not wanted:
        return None
    for begin in (place for place, match in enumerate(given) if match.group().casefold() == wanted[0]):
        end = _end(wanted, [match.group().casefold() for match in given], begin)
        if end is None:
            return None
        words = quote[given[begin].start() : given[end].end()]
        if end - begin + 1 == len(wanted):
            return " ".join(words.split())
        if len(wanted) >= _LEAST_SHARE * (end - begin + 1) and not _turned(wanted, given[begin : end + 1]):
            return " ".join(words.split())
    return None


def _end(wanted: list[str], given: list[str], begin: int) -> int | None:
    """Where the last word stands if each is taken as early as it can be."""
    at = begin - 1
    for word in wanted:
        try:
            at = given.index(word, at + 1)
        except ValueError:
            return None
    return at


def _turned(wanted: list[str], given: list[re.Match[str]]) -> bool:
    """Whether a word was left out that turns or narrows the meaning."""
    left = iter(wanted)
    expected = next(left, None)
    for match in given:
        if match.group().casefold() == expected:
            expected = next(left, None)
        elif _TURNS.fullmatch(match.group()):
            return True
    return False
