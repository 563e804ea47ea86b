"""References to a section of a paper: "Section 4.2", "clause 8.1(a) of the SOW", "Article III", "§ 5"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_SECTION = re.compile(
    r"(?:\b(?:sub-?)?(?:sections?|clauses?|articles?|paragraphs?|parts?|items?|points?|ziffern?|abschnitt|artikel|klausel|punkt)\s+|§+\s*)"
    r"(?P<number>(?:[A-Z]\.?)?\d+(?:\.\d+)*(?:\([a-z0-9]{1,4}\))*|[A-Z](?:\.?\d+)+|[IVXL]+\b|[A-Z]\b|\([a-z]{1,3}\))",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:\s*\([^()\d]{2,60}\))?(?:\s*,|\s+and|\s*&|\s+or)+\s*(?P<number>\d+(?:\.\d+)*(?:\([a-z0-9]{1,4}\))*)(?![\w%€$£])",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b(?:in|of|to|at|under)\s+(?P<number>[A-Z]\d+(?:\.\d+)*)\b")
"""Papers that number their clauses with a letter need no word before it: "the limit in A2"."""


class SectionReference(NamedTuple):
    """A place that names a section."""

    number: str
    start: int
    end: int


def find_sections(words: str) -> Iterator[SectionReference]:
    """The sections that some words name, in order; each of "Sections 12 (Fees) and 13" counts.

    >>> [found.number for found in find_sections("Clause 8.1(a) and Sections 12 (Fees) and 13 are deleted; see A2.")]
    ['8.1(a)', '12', '13']
    """
    for match in _SECTION.finditer(words):
        yield SectionReference(match["number"].rstrip("."), match.start(), match.end())
        end = match.end()
        while more := _MORE.match(words, end):
            yield SectionReference(more["number"].rstrip("."), more.start("number"), more.end())
            end = more.end()


def first_section(words: str) -> str | None:
    """The first section that some words name; a bare "A2" counts where nothing else is named."""
    found = next(find_sections(words), None)
    if found:
        return found.number
    bare = _BARE.search(words)
    return bare["number"] if bare else None
