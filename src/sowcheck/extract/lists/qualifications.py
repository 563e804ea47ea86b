"""What the supplier's people must know and hold: skills, certifications, clearances."""

import re
from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists import methods, skill_frames, skill_lists, technologies
from sowcheck.extract.lists.prose import prose
from sowcheck.extract.lists.skill_words import people
from sowcheck.extract.reading import Reading
from sowcheck.skills.forms import normal
from sowcheck.skills.matcher import matcher

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


def _certifications(reading: Reading) -> Iterator[Candidate]:
    who = people(reading)
    field = "staffing.certifications"
    for one in prose(reading):
        if _OTHER.search(one.text) or not _HOLDS.search(one.text) or not who.search(one.text):
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


def _skills(reading: Reading) -> Iterator[Candidate]:
    """What people must know, then what the work is done with: each skill where it is said best."""
    said: list[Candidate] = []
    for rule in (skill_lists.of_lists, skill_lists.of_labels, skill_frames.of_sentences):
        said.extend(rule(reading))
    for candidate, binds in methods.of_methods(reading):
        if binds or _is_new(candidate, said):
            said.append(candidate)
    for candidate in technologies.of_work(reading):
        if _is_new(candidate, said):
            said.append(candidate)
    yield from said


def _is_new(candidate: Candidate, said: list[Candidate]) -> bool:
    """Whether the words or their skills are in no skill that was found before."""
    words = str(candidate.value)
    name = f" {_plain(words)} "
    if any(name in f" {_plain(str(other.value))} " for other in said):
        return False
    skills = {mention.skill.name for mention in matcher().find(words, among_skills=True)}
    known = {mention.skill.name for other in said for mention in matcher().find(str(other.value), among_skills=True)}
    return not skills or not skills <= known


def _plain(words: str) -> str:
    return " ".join(normal(words))


RULES: tuple[Rule, ...] = (_certifications, _skills)
