"""Legal terms: notice of termination, liability cap, governing law."""

import re
from collections.abc import Iterator

from sowcheck.core.quantities import Duration
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import Labelled, Stated, clip, pattern
from sowcheck.extract.reading import Reading
from sowcheck.parse.cues import Cue

_ENDING = r"terminat\w*|discontinu\w*|withdraw\w*|br(?:ing|ought)\b.{0,20} to an end|stop (?:this|the)|cancel\w*|\bend (?:this|the)\b|kündig\w*|résili\w*|opzeg\w*"
_AT_WILL = r"for convenience|without assigning (?:any )?reason|without (?:cause|giving a reason|reason)|any (?:or no )?reason|with or without cause|at any time|any termination"

_NOTICE: tuple[Rule, ...] = (
    Labelled("legal.termination_notice", pattern(r"terminat|kündigung"), typed.duration),
    Stated(
        "legal.termination_notice",
        pattern(
            rf"(?:{_ENDING}).{{0,260}}?(?:notice|frist|préavis)|notice .{{0,60}}(?:{_ENDING})|(?:{_ENDING}).{{0,60}}(?:\bon\b|upon)"
        ),
        typed.duration,
        unless=pattern(
            r"breach|default|cure|remed|insolven|bankrupt|failure to pay|non-?payment|material(?:ly)?|force majeure|key personnel|after termination|following termination|return all|survive|representations?\b|\bwarrant(?:y|ies)\b"
        ),
        topic=None,
        reach=120,
        weight=0.7,
    ),
    Stated(
        "legal.termination_notice",
        pattern(rf"(?:{_AT_WILL}).{{0,200}}|(?:{_ENDING}).{{0,120}}(?:{_AT_WILL})"),
        typed.duration,
        unless=pattern(
            r"breach|default|cure|insolven|bankrupt|confidential|audit|after termination|renewal|subcontract"
        ),
        topic=pattern(r"terminat|term\b|cancel|end|kündigung|duration|general"),
        reach=120,
        weight=0.85,
    ),
    Stated(
        "legal.termination_notice",
        pattern(r"(?:either|each) (?:of us|party)\b.{0,60}\bend\b|notice period"),
        typed.duration,
        unless=pattern(r"breach|default|cure|insolven"),
        reach=120,
        weight=0.6,
    ),
)


_AT_ONCE = pattern(rf"(?:{_ENDING}).{{0,160}}with immediate effect")
_WITHOUT_CAUSE = pattern(_AT_WILL)
_FOR_CAUSE = pattern(r"breach|default|insolven|bankrupt")


def _immediate(reading: Reading) -> Iterator[Candidate]:
    """Such as "With or without cause, with immediate effect" is a notice of 0 days."""
    for sentence in reading.holding(_AT_ONCE):
        match = _AT_ONCE.search(sentence.text)
        if match and _WITHOUT_CAUSE.search(sentence.text) and not _FOR_CAUSE.search(sentence.text):
            core = sentence.at(match.start(), match.end())
            yield Candidate(
                "legal.termination_notice",
                Duration(count=0, unit="day"),
                clip(reading.text, sentence.span, core),
                "legal.termination_notice.immediate",
                0.6,
            )


_LIABILITY = pattern(r"liab\w*|haftung\w*|responsabilité")
_LIABILITY_TOPIC = pattern(r"liab|limitation|haftung|responsab")
_NO_CAP = pattern(r"including,? but not limited|(?<!can)not be limited|unlimited")
_MEASURE = pattern(
    r"fees?|amount|charges?|paid|payable|percent|%|times|[€$£]|\d|price|greater|maximum|insurance|honorar|vergütung"
)
_CAPPED = pattern(
    r"(?:shall|will|does|do|is|are|may)?\s*(?:in no (?:event|case)\s+)?(?:not\s+)?(?:be\s+)?(?:exceed|limited to|restricted to|liable (?:only )?up to|liable for more than|capped at|not to exceed|begrenzt auf|beschränkt auf|limitée? à)\b\s*"
)


def _liability_cap(reading: Reading) -> Iterator[Candidate]:
    """What the words behind "shall not exceed" or "is limited to" say in a sentence about liability."""
    for sentence in reading.holding(_LIABILITY):
        if not _LIABILITY.search(sentence.text) or _NO_CAP.search(sentence.text):
            continue
        match = _CAPPED.search(sentence.text)
        if not match or match.end() >= len(sentence.text) - 3:
            continue
        words = sentence.text[match.end() :].rstrip(" .;")
        if not _MEASURE.search(words):
            continue
        core = sentence.at(match.start(), min(len(sentence.text), match.end() + len(words)))
        weight = 0.8 if _LIABILITY_TOPIC.search(sentence.topic) else 0.7
        yield Candidate(
            "legal.liability_cap",
            words[:250].strip(),
            clip(reading.text, sentence.span, core),
            "legal.liability_cap.sentence",
            weight,
        )


_LAW = Cue(
    r"(?i:governed(?:\s+in\s+all\s+(?:respects|matters)|\s+exclusively|\s+solely)?,?\s+(?:in\s+all\s+\w+\s+)?by|construed|interpreted|subject to|in accordance with|enforced)\b[^.]{0,140}?\b(?i:laws?|legislation)(?i:, other than [^,.]{3,60},)?\s+(?i:of|in force in)\s+(?i:the\s+)?"
    r"(?P<of>(?i:state of |commonwealth of |province of )?[A-Z][^.;,()]{2,70}?)"
    r"(?=\s*(?:[.;,()]|(?i:without|and the (?:parties|courts)|excluding|applicable|as applied|\bas\b|and is\b|regardless|irrespective|shall|except|whose)|$))|"
    r"\b(?P<national>[A-Z][a-zà-ÿ]+(?:\s+[A-Z][a-z]+)?)\s+law\s+(?:governs|applies|shall (?:govern|apply))|(?:governed by|subject to)\s+(?:the\s+)?(?P<adjective>[A-Z][a-zà-ÿ]+(?:\s+[A-Z][a-z]+)?)\s+law\b|"
    r"\b(?i:laws?\s+of\s+(?:the\s+)?)(?P<subject>[A-Z][^.;,()]{2,60}?)\s+(?i:governs?|shall govern|applies|apply|controls?)\b|"
    r"\b(?P<foreign>(?:deutsche[sm]?|österreichische[sm]?|schweizer(?:isches)?)\s+Recht|Recht der Bundesrepublik Deutschland|droit (?:français|belge|suisse))",
    re.DOTALL,
)
_LAW_WORD = pattern(r"\blaws?\b|legislation|\brecht\b|\bdroit\b")
_ANOTHER_LAW = pattern(
    r"\b(?:inventorship|patent|copyright|tax|securities|bankruptcy|employment|export|privacy) laws?\b|organi[sz]ed|incorporated under|existing under"
)
_A_PLACE = re.compile(r"[A-ZÀ-Þ][^\W\d_]{2,}")


_LAW_LABEL = pattern(r"governing law|applicable law|jurisdiction|anwendbares recht")


def _governing_law(reading: Reading) -> Iterator[Candidate]:
    for sentence in reading.holding(_LAW_WORD):
        match = _LAW.search(sentence.text) if _LAW_WORD.search(sentence.text) else None
        if not match or _ANOTHER_LAW.search(match.group()):
            continue
        group = next(name for name, words in match.groupdict().items() if words)
        value = match.group(group).strip()
        if group in ("adjective", "national"):
            value = f"{value} law"
        core = sentence.at(match.start(), match.end())
        yield Candidate(
            "legal.governing_law", value, clip(reading.text, sentence.span, core), "legal.governing_law.sentence", 0.85
        )
    for pair in reading.key_values:
        if _LAW_LABEL.search(pair.label):
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            value = re.split(r"[.;(]", pair.value.of(reading.text))[0].strip()
            if _A_PLACE.search(value):
                yield Candidate(
                    "legal.governing_law",
                    re.sub(r"^(?:the )?laws? of (?:the )?", "", value, flags=re.IGNORECASE),
                    clip(reading.text, whole, pair.value),
                    "legal.governing_law.label",
                    0.9,
                )


RULES: tuple[Rule, ...] = (*_NOTICE, _immediate, _liability_cap, _governing_law)
