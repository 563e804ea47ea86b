"""Lists of skills: the items under "personnel shall have experience with:", under "Required skills", behind a label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import CLIENT, PartyCue
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.skills.skill_words import ABOUT_BIDS, people, speaks_of_skills
from sowcheck.extract.reading import Reading, Sentence

FIELD = "staffing.skills"

_LONGEST = 240
"""Characters; a longer item is a clause."""
_LEAD_REACH = 150
"""What leads a list stands at the end of its sentence."""
_BULLET = re.compile(r"(?:[•·●○◦▪■□➢►▸✓✔‣∙*\uf0b7\uf0a7]|[–—-](?=\s)|o(?=\s)|\(?[a-z0-9ivx]{1,3}[.)](?=\s))\s*")
_OPENS = re.compile(r"(?:[:–—]|\b(?:following|include|includes|including))\W*$", re.IGNORECASE)
_HEADING = pattern(
    r"^(?:[\W\d]*(?:required?|desired|minimum|mandatory|preferred|technical|key|core|specific|team|staff|personnel|necessary|contractor|"
    r"consultant|essential|professional|relevant|the|and|or|of|skills?(?:ets?)?|knowledge|experience|expertise|qualifications?|"
    r"competenc(?:ies|e|y)|abilities|education|requirements|training)[\W\d]*)+$"
)
_NAMES_SKILLS = pattern(
    r"\b(?:skills?(?:ets?)?|competenc(?:ies|e|y)|expertise|qualifications?|knowledge|(?:required|minimum|desired|relevant) experience)\b"
)
_STACK = pattern(
    r"^[\W\d]*(?:(?:the|our|your|key|main|proposed|used|preferred|required|selected|target) )*"
    r"(?:tech(?:nology|nical|nologies)? ?stack|(?:development |core |key )?technologies(?: used)?|technical environment|"
    r"(?:development |programming )?(?:tools|languages|frameworks)(?: (?:and|&) (?:tools|technologies|languages|frameworks|platforms|libraries))+|"
    r"technologies (?:and|&) (?:tools|platforms|frameworks)|programming languages?|development (?:tools|languages?|technologies))\W*$"
)
_TAIL = re.compile(
    r"[\s,]*(?:\b(?:such as|including(?: but not limited to)?|for example|e\.g|namely)\b)?[\s:;,.]*$", re.IGNORECASE
)
_HEAD = re.compile(r"(?:(?:must|should|shall|will|have|has|be|an?|and|or|the)\s+)+(?=\w)", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:shall|will|must|agrees?|is responsible)\b", re.IGNORECASE)
_NAME = re.compile(r"[A-Z]|\d|^[a-z]{2,4}$|\.[a-z]")
_EMPTY = pattern(r"^(?:n/?a|none|tb[adc]|not applicable|to be .*|see .*|as .*)\W*$")


@dataclass
class _List:
    """An announcement of skills while its items are read."""

    names: bool
    """Its items are names of technologies, several in one item."""
    by_heading: bool
    """A heading announces, and sentences may stand between it and the items."""
    begun: bool = False


def of_lists(reading: Reading) -> Iterator[Candidate]:
    """The items under an announcement, until something else follows."""
    announces = _Announcements(reading)
    listed = {item.span.start for item in reading.outline.lists}
    now: _List | None = None
    for sentence in reading.sentences:
        begins = not sentence.before
        if sentence.is_heading:
            now = announces.by_heading(sentence.text)
        elif sentence.row:
            now = None
        elif now and begins and (sentence.span.start in listed or _BULLET.match(sentence.text)):
            now.begun = True
            yield from _items(reading, sentence, names=now.names)
        elif _OPENS.search(sentence.text[-20:]):
            now = announces.by_lead(sentence.text)
        elif begins and now and (now.begun or not now.by_heading):
            now = None


_BUYER_FIRST = PartyCue(rf"\W*(?:the )?(?:{CLIENT})\b")


class _Announcements:
    """Tells the headings and leads of one document that announce skills."""

    def __init__(self, reading: Reading) -> None:
        self._people = people(reading)
        self._client = _BUYER_FIRST.of(reading)

    def by_heading(self, words: str) -> _List | None:
        if _STACK.match(words) or _is_skill_heading(words):
            return _List(names=bool(_STACK.match(words)), by_heading=True)
        return None

    def by_lead(self, words: str) -> _List | None:
        end = words[-_LEAD_REACH:]
        stack = bool(_STACK.match(end))
        if ABOUT_BIDS.search(words) or self._client.match(words):
            return None
        return _List(names=stack, by_heading=False) if stack or speaks_of_skills(end, self._people) else None


def _is_skill_heading(words: str) -> bool:
    return len(words) <= 70 and bool(_HEADING.match(words) and _NAMES_SKILLS.search(words))


def _items(reading: Reading, sentence: Sentence, *, names: bool) -> Iterator[Candidate]:
    start, end = _core(sentence.text)
    words = sentence.text[start:end]
    if not 2 <= len(words) <= _LONGEST or _CLAUSE.search(words) or not re.search(r"[^\W\d_]{2}|^[A-Z]", words):
        return
    parts = list(enumerated_names(words, always=names)) or [(0, len(words))]
    for first, last in parts:
        core = sentence.at(start + first, start + last)
        yield Candidate(FIELD, words[first:last], clip(reading.text, sentence.span, core), f"{FIELD}.list", 0.8)


def _core(words: str) -> tuple[int, int]:
    """The item without bullet, "must have" and "such as:"."""
    bullet = _BULLET.match(words)
    start = bullet.end() if bullet else 0
    if head := _HEAD.match(words, start):
        start = head.end()
    tail = _TAIL.search(words, start)
    return start, tail.start() if tail else len(words)


_SPLIT = re.compile(r"\s*[,;•]\s*(?:(?:and|or)\s+)?|\s+\+\s+|\s+(?:and|or|&)\s+(?=[A-Z\d])")
_LAST = re.compile(r"\s+(?:and|or|&)\s+(?!.*\s(?:and|or|&)\s)")
_ARTICLE = re.compile(r"(?:the|in|with|of)\s+", re.IGNORECASE)


def enumerated_names(words: str, *, always: bool = False) -> Iterator[tuple[int, int]]:
    """The places of the names if words are an enumeration of names and nothing else: "SQL, Python and dbt"."""
    masked = re.sub(r"\([^()]*\)", lambda match: "_" * len(match.group()), words)
    cuts = [match.span() for match in _SPLIT.finditer(masked)]
    # "A, B and something with C": of the last part of an enumeration "and" cuts off small letters as well.
    if cuts and "," in masked[slice(*cuts[-1])] and (last := _LAST.search(masked, cuts[-1][1])):
        cuts.append(last.span())
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)]
    places = [_bare(words, start, end) for start, end in zip(starts, ends, strict=True)]
    parts = [words[start:end] for start, end in places]
    short = all(part and len(part.split()) <= (6 if always else 4) for part in parts)
    named = sum(bool(_NAME.search(part)) for part in parts)
    if len(parts) > 1 and short and (named == len(parts) or (named >= 2 and len(parts) > 2)):
        yield from places


def _bare(words: str, start: int, end: int) -> tuple[int, int]:
    """A part without the article before it and the full stop behind it."""
    if article := _ARTICLE.match(words, start, end):
        start = article.end()
    return start, start + len(words[start:end].rstrip(" ."))


def of_labels(reading: Reading) -> Iterator[Candidate]:
    """Behind a label: "Required skills: Java, Kafka", "Tech stack: React and PostgreSQL"."""
    for pair in reading.key_values:
        label = pair.label
        if len(label) > 60 or not (_STACK.match(label) or _is_skill_heading(label)):
            continue
        words = pair.value.of(reading.text)
        if _EMPTY.match(words) or ABOUT_BIDS.search(words):
            continue
        places = list(enumerated_names(words, always=True))
        if not places and len(words) <= _LONGEST and not _CLAUSE.search(words):
            start, end = _core(words)
            places = [(start, end)]
        whole = pair.value.joined(pair.key) if pair.key else pair.value
        for start, end in places:
            if end - start >= 2 or words[start:end].isupper():
                core = Span(start=pair.value.start + start, end=pair.value.start + end)
                yield Candidate(FIELD, words[start:end], clip(reading.text, whole, core), f"{FIELD}.label", 0.82)
