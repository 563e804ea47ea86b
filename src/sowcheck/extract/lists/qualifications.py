"""What the supplier's people must know and hold: skills, certifications, clearances."""

import re
from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.leads import supplier_words
from sowcheck.extract.lists.prose import prose
from sowcheck.extract.lists.roles import ROLE_NOUN
from sowcheck.extract.reading import Reading

_KINDS = (
    r"(?:certifications?|certificates?|credentials?|clearances?|accreditations?|background (?:check|screening)s?|police checks?|"
    r"(?:children|safety) checks?|vetting|safety (?:courses?|cards?)|training)"
)
_LEAD = r"(?:(?:an?|the|its|their|his|her|all|both|at least|first|current|active|relevant|certifications?|certificates?)\s+)*"
_HOLD = re.compile(
    r"\b(?:hold|holds|holding|have|has|possess\w*|maintain\w*|keeps?|obtain\w*|complete[sd]?|pass(?:es|ed)?|undergo\w*)\s+"
    rf"{_LEAD}(?P<name>[^.;,()]{{0,80}}?(?:\([^)]{{2,30}}\)\s*)?(?:[\w-]+\s)?{_KINDS}(?::\s+[A-Z][^.;,]*?(?=\s+certific))?(?:\s+certifications?)?)\b",
    re.IGNORECASE,
)
_SCHEME = re.compile(
    r"\b(?:hold|holds|must hold|shall hold)\s+(?:(?:the|an?|current|valid)\s+)*(?:certification\s+)?"
    r"(?P<name>[A-Z][\w.]*(?:\s+(?:Certified|Professional|Practitioner|[A-Z\d][\w+.]*|–|-))*(?::\s*[A-Z][\w.]*(?:\s+[A-Z\d][\w.]*)*)?)"
)
_SCHEME_WORD = re.compile(r"\b(?:Certified|Professional|Practitioner|Associate|Expert|Foundation)\b|^[A-Z]{3,6}$")
_HOLDS = pattern(r"\b(?:hold|have|has|possess|maintain|keep|obtain|complete|pass|undergo)")
_OTHER = pattern(
    r"certified mail|certificates? of (?:insurance|completion|incorporation|origin)|insurance|exemption certificate|\btax|certified copy|"
    r"good standing|harmless|indemnif|certificate of|payroll|title\b"
)


def _people(reading: Reading) -> re.Pattern[str]:
    """The supplier and its people."""
    return re.compile(
        rf"\b(?:{supplier_words(reading)}|team|personnel|staff|members?|people|persons|resources?|associates?|everyone|{ROLE_NOUN})\b",
        re.IGNORECASE,
    )


def _certifications(reading: Reading) -> Iterator[Candidate]:
    people = _people(reading)
    field = "staffing.certifications"
    for one in prose(reading):
        if _OTHER.search(one.text) or not _HOLDS.search(one.text) or not people.search(one.text):
            continue
        taken: list[tuple[int, int]] = []
        for grammar in (_HOLD, _SCHEME):
            for match in grammar.finditer(one.text):
                start, end = match.span("name")
                name = match.group("name").strip()
                overlapping = any(a < end and start < b for a, b in taken)
                loose = grammar is _SCHEME and not _SCHEME_WORD.search(name)
                if overlapping or loose or (grammar is _HOLD and len(name) <= 12):
                    continue
                taken.append((start, end))
                quote = clip(reading.text, one.span, one.at(match.start(), match.end()))
                yield Candidate(field, name, quote, f"{field}.prose", 0.65)


_SKILLED = re.compile(
    r"\b(?:experienced?|skilled|expertise|proficien\w+|competent|versed|fluent|knowledgeable)\s+(?:in|with)\s+(?P<list>[^;:]{3,240})|"
    r"\b(?:(?:working|sound|good|practical|thorough) (?:knowledge|experience)|(?:have|has|in) command|experience) of\s+(?P<of>[^;:]{3,200})|"
    r"\btech(?:nology|nical)? stack:?\s*(?P<stack>[^;]{3,240})|\btechnologies:\s*(?P<technologies>[^;]{3,240})",
    re.IGNORECASE,
)
_VERB = re.compile(
    rf"\b(?i:{ROLE_NOUN}|team|people|persons)\s+(?:must |shall |should )?(?:master|know|knows|masters)\s+(?P<list>[A-Z][^;:]{{2,200}})"
)
_CUT = re.compile(
    r"\s+(?:shall|will|must|is|are|so that|in order|and (?:the|has|have|be|who|shall|must|all|at least|everyone))\b|\.(?=\s|$)|[;:]"
)


def _skills(reading: Reading) -> Iterator[Candidate]:
    """What the supplier's people must know: the enumeration behind "experienced in"."""
    people = _people(reading)
    field = "staffing.skills"
    for one in prose(reading):
        match = _SKILLED.search(one.text) or _VERB.search(one.text)
        if not match:
            continue
        group = next(name for name, words in match.groupdict().items() if words)
        listed = group in ("stack", "technologies")
        if (
            not listed
            and not people.search(one.text)
            and not re.match(r"\W*(?:they|he|she)\b", one.text, re.IGNORECASE)
        ):
            continue
        words = match.group(group)
        cut = _CUT.search(words)
        words = words[: cut.start()] if cut else words
        for part in re.finditer(r"[^,]+", words):
            for skill in re.split(r"\s+(?:and|or)\s+(?:in\s+)?(?=[A-Z])", part.group()):
                name = re.sub(r"^\s*(?:and|or|und|the|with|in)\s+", "", skill).strip()
                name = re.sub(r"^(?:the|in)\s+", "", name)
                # Of prose, names only: "experienced in the field" says nothing that a team can be checked by.
                if 2 <= len(name) <= 60 and (
                    listed or re.search(r"[A-Z]|\d|^[a-z]{2,4}$", name) or len(words.split(",")) > 2
                ):
                    start = match.start(group) + part.start()
                    core = one.at(start, match.start(group) + part.end())
                    yield Candidate(field, name, clip(reading.text, one.span, core), f"{field}.prose", 0.55)


RULES: tuple[Rule, ...] = (_certifications, _skills)
