"""Words by which a paper takes the place of an earlier one, and the number that a paper bears itself.

A clause that the paper is the entire agreement and supersedes all earlier ones names none of them, and says nothing here.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice

from sowcheck.core.relations import Replacing
from sowcheck.core.spans import Quote, Span
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.mentions import Mention, PaperNames
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.extract.relations.heading import DATED, NUMBER, plain_number
from sowcheck.extract.versions.places import Spots
from sowcheck.parse.dates import find_dates
from sowcheck.parse.versions import find_versions

_REPLACES = pattern(
    r"\b(?:supersed(?:es?|ing)|replac(?:es?|ing)|restat(?:es?|ing)|takes? the place of|in (?:substitution|replacement) (?:for|of)|"
    r"ersetzt|remplace|vervangt|sostituisce|sustituye)\b"
)
_REPLACED = pattern(r"\b(?:superseded|replaced|restated)\b[^.;]{0,60}?\b(?:by|with|in)\b")
_MANY = re.compile(
    r"\b(?:all|any|every|each|other|both|such|no|previous versions|prior versions)\b[\s\w,]{0,40}$", re.IGNORECASE
)
_ONE_BEFORE = re.compile(
    r"\b(?:the|its|that|our|their)\s+(?:\w+\s+)?(?:previous|prior|earlier|original|former|first)\s+$", re.IGNORECASE
)
_RESTATED = re.compile(r"\b(?:amended\s+and\s+restated|restated|neu gefasst|neufassung|herziene)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:section|clause|article|paragraph|schedule|table|row|rate|sentence|milestone)s?\b[^.;]{0,40}$", re.IGNORECASE
)
"""Replacing a part of a paper is a change, no replacement."""
_SPOTS = 40
"""Places in which the number is sought; the footers of a long paper repeat themselves."""
_NEAR = 40
"""Characters around the name of a paper within which its version stands."""


def replaced_papers(document_id: str, reading: Reading, names: PaperNames) -> Iterator[Replacing]:
    """The papers that this one says it replaces."""
    for sentence in reading.holding(_REPLACES):
        verb = _REPLACES.search(sentence.text)
        if verb and not _PART.search(sentence.text[: verb.start()]):
            yield from _named(document_id, reading, names, sentence, range(verb.end(), len(sentence.text)))
    for sentence in reading.holding(_REPLACED):
        verb = _REPLACED.search(sentence.text)
        behind = sentence.text[verb.end() :] if verb else ""
        if verb and any(each.own for each in names.find(behind)) and not _PART.search(sentence.text[: verb.start()]):
            yield from _named(document_id, reading, names, sentence, range(verb.start()))


def _named(
    document_id: str, reading: Reading, names: PaperNames, sentence: Sentence, reach: range
) -> Iterator[Replacing]:
    """The papers of this one's kind that stand in a part of a sentence, told apart by number, day or version."""
    text = sentence.text
    for each in names.find(text):
        if each.own or each.kind != names.kind or each.start not in reach:
            continue
        found = _identified(each, text, reading)
        before = text[: each.start]
        # Without number, day or version only "the previous one" names a paper; "all previous ones" names none.
        if not any(found) and (_MANY.search(before) or not _ONE_BEFORE.search(before)):
            continue
        core = sentence.at(reach.start if reach.start else each.start, max(each.end, reach.start + 1))
        quote = clip(reading.text, sentence.span, core)
        number, date, version = found
        yield Replacing(
            document=document_id,
            page=reading.document.page_of(quote.start),
            quote=reading.document.quote(quote),
            kind=names.kind,
            number=number,
            date=date,
            version=version,
        )


_Identity = tuple[str | None, dt.date | None, str | None]
"""Number, day and version of a paper, as far as it is named by them."""


def _identified(each: Mention, text: str, reading: Reading) -> _Identity:
    found = NUMBER.match(text, each.end)
    number = found["number"] if found and not find_versions(found["number"]) else None
    dated = DATED.match(text, found.end() if found else each.end)
    dates = find_dates(dated["date"], reading.conventions) if dated else []
    if not dates:
        dates = [day for day in find_dates(text[each.end : each.end + 80], reading.conventions) if day.start < 60]
    versions = find_versions(text[each.end : each.end + _NEAR])
    ahead = find_versions(text[max(0, each.start - _NEAR) : each.start])
    version = versions[0].value if versions else ahead[-1].value if ahead else None
    return plain_number(number) if number else None, dates[0].value if dates else None, version


def own_number(reading: Reading, names: PaperNames) -> str | None:
    """The number that the paper bears in its opening, its labelled values or the edges of its pages."""
    for spot in islice(Spots(reading.document).all(), _SPOTS):
        if spot.place == "overlay" or len(spot.words) > 250:
            continue
        if (number := _numbered(spot.words, names)) is not None:
            return number
    for pair in reading.key_values:
        words = f"{pair.label} {pair.value.of(reading.text)}"
        if len(words) <= 120 and (number := _numbered(words, names)) is not None:
            return number
    return None


def _numbered(words: str, names: PaperNames) -> str | None:
    """The number right behind the first name of a paper, if that is this paper's kind."""
    mentions = names.find(words)
    if not mentions or (mentions[0].kind != names.kind and not mentions[0].own):
        return None
    found = NUMBER.match(words, mentions[0].end)
    if found is None or find_versions(found["number"]) or re.fullmatch(r"(?:19|20)\d\d", found["number"]):
        return None
    return None if _is_day(words, found) else plain_number(found["number"])


def _is_day(words: str, found: re.Match[str]) -> bool:
    """Whether the number begins a date: "Statement of Work 3 May 2026"."""
    return bool(
        re.match(r"(?:st|nd|rd|th)?\.?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|[./-]\d{1,2}[./-]\d{2,4}", words[found.end() :])
    )


def restating_words(reading: Reading) -> Quote | None:
    """The words of the title by which a paper restates an earlier one."""
    title = reading.title
    found = _RESTATED.search(title)
    if found is None:
        return None
    start = reading.text.find(found[0])
    return reading.document.quote(Span(start=start, end=start + len(found[0]))) if start >= 0 else None
