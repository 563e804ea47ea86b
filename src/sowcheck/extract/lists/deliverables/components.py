"""Parts of what is built, named by headings and leads: "Admin portal", "The reporting module features include:"."""

import re
from collections.abc import Iterator

from sowcheck.core.clauses import Clause
from sowcheck.core.items import Deliverable
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.deliverables.deliverable_names import FIELD
from sowcheck.extract.lists.deliverables.things import head_of, kind_of
from sowcheck.extract.reading import Reading

_SCOPE = pattern(
    r"^\W*(?:[\w.]+\s+)?(?:detailed\s+|project\s+|functional\s+|system\s+|technical\s+)?(?:statement of work|scope(?: of (?:work|services|the work))?|"
    r"work (?:statement|description)|specifications?|features?|functional\w*|requirements?|description of (?:work|services)|modules?|components?|"
    r"applications?)\W*$"
)
_PARTS = ("software",)


def of_headings(reading: Reading) -> Iterator[Candidate]:
    """Headings in a row below one of the scope, each of which names a part that is built."""
    headed = [clause for clause in reading.outline.clauses if clause.heading]
    headed.sort(key=lambda clause: clause.span.start)
    run: list[Clause] = []
    below = False
    for clause in (*headed, None):
        words = clause.heading.of(reading.text) if clause and clause.heading else ""
        if clause and below and clause.number is None and _is_part(words):
            run.append(clause)
            continue
        if len(run) > 1:
            for part in run:
                yield from _named(part, reading)
        run = []
        below = bool(clause and _SCOPE.search(words))


def _is_part(words: str) -> bool:
    bare = re.sub(r"\s*\([^)]*\)", "", words).strip()
    head = head_of(bare)
    return len(bare.split()) <= 7 and (kind_of(head) in _PARTS or head.casefold() == "development")


def _named(part: Clause, reading: Reading) -> Iterator[Candidate]:
    if part.heading:
        name = " ".join(part.heading.of(reading.text).split())
        yield Candidate(FIELD, Deliverable(name=name), part.heading, f"{FIELD}.heading", 0.66)


_FEATURES = pattern(
    r"^\W*(?:(?:the\s+)?(?:main\s+|key\s+)?features\s+(?:for|of)\s+(?P<behind>.{3,80}?)|(?:the\s+)?(?P<ahead>.{3,60}?)\s+(?:features|functions|functionality|modules|screens|components))"
    r"\s+(?:shall\s+|will\s+|must\s+)?(?:include|are|comprise|contain)s?(?:,? but (?:are|is) not limited to)?\s*:$"
)


def of_leads(reading: Reading) -> Iterator[Candidate]:
    """What the lead of a list of features names."""
    for sentence in reading.sentences:
        if not sentence.text.endswith(":") or len(sentence.text) > 140:
            continue
        match = _FEATURES.match(sentence.text)
        if match:
            group = "behind" if match.group("behind") else "ahead"
            name = re.sub(r"\s+for\s+\w+$", "", match.group(group))
            head = head_of(name)
            if kind_of(head) == "software" and len(name.split()) > 1:
                quote = clip(
                    reading.text, sentence.span, sentence.at(match.start(group), match.start(group) + len(name))
                )
                yield Candidate(FIELD, Deliverable(name=name), quote, f"{FIELD}.features", 0.6)
