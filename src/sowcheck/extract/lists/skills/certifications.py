"""What the supplier and its people must hold or pass: certifications, accreditations, clearances, background checks."""

import re
from collections.abc import Iterator

from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.prose import Prose, prose_holding
from sowcheck.extract.lists.skills.skill_lists import enumerated_names
from sowcheck.extract.lists.skills.skill_words import people
from sowcheck.extract.reading import Reading
from sowcheck.parse.cues import Cue
from sowcheck.skills.matcher import Mention, matcher

FIELD = "staffing.certifications"

_CHECKS = (
    r"(?:(?:background|criminal(?: record| history)?|police|reference|security|identity|children|safety|drug)[ -]"
    r"(?:checks?|screening?s?|investigations?|tests?|testing)|clearances?|vetting|(?:work )?authori[sz]ation to work)"
)
_PAPERS = (
    r"(?:certifications?|certificates?|credentials?|accreditations?|safety (?:courses?|cards?|training)|site-safety card|"
    r"(?:privacy|security|compliance|(?-i:[A-Z]{4,}))(?: and security)? training)"
)
_LEAD = (
    r"(?:(?:an?|the|its|their|his|her|your|all|both|at least|first|current|currently|active|valid|relevant|of|copies of|such|any|"
    r"certifications?|certificates?)\s+)*"
)
_NOT_LINK = r"(?!(?:that|at|about|from|by|to|directly|including|and/or|of|for|with|if|when|whether|as)\b)"
_VERB = (
    r"(?:holds?|holding|have|has|possess\w*|maintain\w*|keeps?|obtain\w*|completes?|completed|completion of|pass(?:es|ed|ing)?|"
    r"undergo\w*|requires?|subject to|contingent (?:up)?on|conditional (?:up)?on|conducts?|performs?|receives?)"
)
_HOLD = Cue(
    rf"\b{_VERB}\s+{_LEAD}(?P<name>(?:{_NOT_LINK}[^\s.;,()]+\s+(?:\([^)]{{2,30}}\)\s+)?){{0,7}}?(?:{_CHECKS}|{_PAPERS})"
    r"(?:\s+\([^)]{2,30}\))?(?::\s+[A-Z][^.;,]*?(?=\s+certific))?(?:\s+certifications?)?)(?![\w-])"
    r"(?!\s+(?:documentation|records?|information|polic(?:y|ies)|status|fees?|reports?|authorit(?:y|ies))\b)",
)
# "… and a criminal background check": what follows a paper or check in the same enumeration.
_MORE = re.compile(
    rf",?\s+(?:and|as well as|or)\s+(?:an?|the|its|their)\s+(?P<name>(?:[^\s.;,()]+\s+){{0,5}}?(?:{_CHECKS}|{_PAPERS}))\b",
    re.IGNORECASE,
)
_SCHEME = re.compile(
    r"\b(?:hold|holds|must hold|shall hold)\s+(?:(?:the|an?|current|valid)\s+)*(?:certification\s+)?"
    r"(?P<name>[A-Z][\w.]*(?:\s+(?:Certified|Professional|Practitioner|[A-Z\d][\w+.]*|–|-))*(?::\s*[A-Z][\w.]*(?:\s+[A-Z\d][\w.]*)*)?)"
)
_SCHEME_WORD = re.compile(r"\b(?:Certified|Professional|Practitioner|Associate|Expert|Foundation)\b|^[A-Z]{3,6}$")
_CUE = pattern(
    r"certif|credential|clearance|accredit|background|criminal|police|vetting|screening|safety c|training|authori[sz]ation to work|\bhold"
)
_OTHER = pattern(
    r"certified mail|certificates? of (?:insurance|completion|incorporation|origin|analysis|conformity|compliance)|insurance|"
    r"exemption certificate|\btax|certified copy|good standing|harmless|indemnif|certificate of|payroll|title\b|stock certificate|"
    r"rating of|written certification|any certificate|third part(?:y|ies)[’'] information|public accountants?"
)
_RECORDS = re.compile(
    r"\b(?:records?|copies|copy|results?|evidence|documentation|status|owner|patent|regulatory|marketing)\b",
    re.IGNORECASE,
)
_ASKS = pattern(
    r"\b(?:must|shall|required?|requires|requirements?|hold|holds|certified|accredited|services of|minimum|need|needs|contingent|subject to)\b"
)
_LABEL = pattern(
    r"^\W*(?:(?:required|security|staff|personnel|professional|team) )*(?:certifications?|clearances?|accreditations?|vetting)\W*$"
)
_EMPTY = pattern(r"^(?:n/?a|none|tb[adc]|not applicable|to be .*|see .*|as .*|no)\W*$")


def of_sentences(reading: Reading) -> Iterator[Candidate]:
    """What sentences about the supplier and its people ask for."""
    who = people(reading)
    seen: set[str] = set()
    for one in prose_holding(reading, _CUE):
        if not _CUE.search(one.text) or _OTHER.search(one.text):
            continue
        places = list(_held(one.text)) if who.search(one.text) or re.search(r"\byou\b", one.text) else []
        schemes = [
            place for place in _schemes(one.text, seen) if not any(a < place[1] and place[0] < b for a, b in places)
        ]
        for start, end in [*places, *schemes]:
            yield Candidate(FIELD, one.text[start:end], _quote(reading, one, start, end), f"{FIELD}.prose", 0.65)


def _quote(reading: Reading, one: Prose, start: int, end: int) -> Span:
    return clip(reading.text, one.span, one.at(start, end))


def _held(words: str) -> Iterator[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for grammar in (_HOLD, _SCHEME):
        for match in grammar.finditer(words):
            start, end = match.span("name")
            name = words[start:end]
            loose = grammar is _SCHEME and not _SCHEME_WORD.search(name)
            bare = grammar is _HOLD and len(name) <= len("certification")
            if loose or bare or _RECORDS.search(name) or any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            while more := _MORE.match(words, end):
                end = more.end()
                taken.append(more.span("name"))
    yield from taken


def _schemes(words: str, seen: set[str]) -> Iterator[tuple[int, int]]:
    """The names of schemes that the taxonomy knows, side by side as one, each once."""
    if not _ASKS.search(words):
        return
    last: tuple[int, int] | None = None
    for mention in (one for one in matcher().find(words) if _is_scheme(one)):
        beside = last is not None and re.fullmatch(r"[\s(]{1,2}", words[last[1] : mention.start])
        by_others = _BY.search(words[: mention.start]) is not None
        if (mention.skill.name in seen or by_others) and not beside:
            continue
        seen.add(mention.skill.name)
        if last and beside:
            last = (last[0], mention.end)
            continue
        if last:
            yield last
        last = (mention.start, mention.end)
    if last:
        yield last


_BY = re.compile(r"\b(?:by|from) (?:an?|the|its|another) $")


def _is_scheme(mention: Mention) -> bool:
    return mention.skill.category.kind == "certification" and mention.form.words[:1].isupper()


def of_labels(reading: Reading) -> Iterator[Candidate]:
    """Behind a label: "Clearances: Working with Children Check"."""
    for pair in reading.key_values:
        words = pair.value.of(reading.text)
        if len(pair.label) > 50 or not _LABEL.search(pair.label) or _EMPTY.match(words) or len(words) > 300:
            continue
        whole = pair.value.joined(pair.key) if pair.key else pair.value
        first = re.split(r"[,;.]\s|\n", words)[0]
        for start, end in list(enumerated_names(words)) or [(0, len(first.rstrip(" .;,")))]:
            place = Span(start=pair.value.start + start, end=pair.value.start + end)
            yield Candidate(FIELD, words[start:end], clip(reading.text, whole, place), f"{FIELD}.label", 0.8)
