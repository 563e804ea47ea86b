"""Counted bounds in sentences: "up to 24 interfaces", "hours in excess of 40", "the number of reports is limited to 5"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import Limit
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.reading import Reading, Sentence

FIELD = "scope.limits"

_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_WORDS = rf"{_WORD}(?:[ -](?:and )?(?:{_WORD}|hundred|thousand))*"
_RANGE = r"\d+\s?[-–]\s?\d+"
COUNT = rf"(?:{_WORDS}\s+)?\(\s*\d[\d,.]*\s*\)|{_RANGE}(?=\s)|\d{{1,3}}(?:[,. ]\d{{3}})+(?!\d)|\d+(?:[.,]\d{{1,2}}(?=\s))?|\b{_WORDS}\b"
"""A number in figures, in words or in both, or a range."""
_METRIC = r"[A-Za-zÀ-ÿ][^.;,()]{2,70}"
_BOUND = pattern(
    r"\b(?:up to|(?:no|not) more than|not (?:to )?exceed(?:ing)?|at most|with fewer than|a maximum of|maximum of|limited to|cap(?:ped)? (?:at|of)|"
    r"max\.?|bis zu|höchstens|maximal|jusqu['’]à|au plus|au maximum|maximaal|ten hoogste|inntil|højst)\s+"
    rf"(?:a maximum of\s+|at most\s+)?(?P<count>{COUNT})\s+(?=(?P<metric>{_METRIC}))"
)
_NEXT = re.compile(
    rf"(?:\s*,\s*(?:and\s+)?|\s+and\s+(?:to\s+)?)(?!one\b)(?P<count>{COUNT})\s+(?=(?P<metric>{_METRIC}))",
    re.IGNORECASE,
)
_OTHER_WAYS = tuple(
    pattern(words)
    for words in (
        rf"\bnumber of (?P<metric>[A-Za-z][^.;,()]{{2,50}}?)\s+(?:does not exceed|shall not exceed|will not exceed|is limited to|is at most|"
        rf"stays? (?:below|under))\s+(?P<count>{COUNT})",
        rf"^\W*number of (?P<metric>[A-Za-z][^.;,():]{{2,60}}?)\s*[:=]\s*(?P<count>{COUNT})\W*$",
        rf"\blimit (?:of|on|for) (?P<metric>[A-Za-z](?:[^.;,()]|\.\d){{2,60}}?)\s+(?:rises|is (?:raised|increased|reduced|lowered)|increases|changes|falls)\s+from\s+"
        rf"(?:{COUNT})\s+to\s+(?P<count>{COUNT})",
        # What is charged extra beyond a count is included up to it.
        rf"\b(?:charg\w*|rates?|additional|extra|each|all)\b[^.;]{{0,80}}?\b(?:in excess of|beyond|exceeding|over and above)\s+(?P<count>{COUNT})\s+(?=(?P<metric>{_METRIC}))",
        rf"\b(?P<count>{COUNT})\s+(?P<metric>[a-z]+(?:\s[a-z]+)?)\s+cap\b",
        rf"\b(?P<count>{COUNT})\s+(?P<metric>[a-z][a-z ]{{3,40}}?)\s+and\s+up\s+to\b",
        rf"\b(?:buys|includes?|covers?|comprises?)\s+(?P<count>{COUNT})\s+(?=(?P<metric>hours\b[^.;,()]{{0,30}}\bper\b[^.;,()]{{2,30}}))",
        rf"\b(?P<count>{COUNT})\s+(?=(?P<metric>(?:(?:working|business|calendar)\s+)?(?:days|weeks)\s+of\s+(?:hypercare|[\w-]+(?:\s[\w-]+)?\s+support)\b[^.;,()]{{0,40}}))",
    )
)
_CHEAP = pattern(
    r"up to|more than|exceed|at most|fewer than|maximum|limit|\bcap\b|capped|max\b|bis zu|höchstens|maximal|jusqu|au plus|ten hoogste|inntil|højst|"
    r"number of|in excess|beyond|over and above|hours|hypercare|support"
)
PERIOD = re.compile(r"^(?:calendar |business |working )?(?:days?|hours?|weeks?|months?|years?)\b", re.IGNORECASE)
"""A count of these is a duration, mostly."""
_OF_THINGS = re.compile(
    r"^(?:calendar |business |working )?(?:days?|hours?|weeks?|months?|years?) of (?!the (?:date|receipt|effective|end|invoice)|receipt|"
    r"notice|fees?|interest)[a-z]|^(?:unused |overage |included )?hours? (?:per|in|a|each|of|cap|monthly|weekly)\b",
    re.IGNORECASE,
)
_EFFORT = re.compile(r"\b(?:limited to|maximum of|cap(?:ped)?(?: at| of)?|exceed)\W*$", re.IGNORECASE)
NOT_COUNTED = re.compile(
    r"^(?:percent|per\b|dollars?|euros?|pounds?|u\.?s\b|times|minutes|seconds|milliseconds|ms|db|k?hz|mb|gb|mm|cm|km|lbs?|every|of\b(?!\s+(?:your|its|their)\b)|in\b|on\b|for\b|"
    r"to\b|each\b|pulses|characters|words|hundred|thousand|million|business days?|(?:\w+ )?(?:hundred|thousand|million) (?:dollars|euros|pounds|u\.?s)|in number|"
    r"(?:technical )?visits?|cop(?:y|ies)\b)|%|[€$£₹]|\b(?:severity|priority)\b|\b(?:dollars|euros|pounds|rupees|francs)\b",
    re.IGNORECASE,
)
"""Money, measures and what begins no noun."""
OTHER = pattern(
    r"liabilit|insurance|expenses|fees? (?:shall|will)|interest|\bnotice\b|penalt|damages|remedy|cure|renew|terminat|royalt|shares|"
    r"defects? (?:are|is) open|\bassum\w+ (?:that|no|at|up)|suppos|deposition|\b(?:such|assurance|inspections?|rights?) audits?\b|\binspections?\b"
)
"""Bounds of something else than the scope."""
_STOP = re.compile(
    r"\s+(?:and|or|with|which|that|who|whom|written|attend|as|per(?!\s)|to|for|from|in(?! (?:a|each|any|the) (?:calendar )?month| any one| each| a )|"
    r"at|on|by|may|will|shall|is|are|und|et|of the)\b"
)
_LONGEST = 9


def of_prose(reading: Reading) -> Iterator[Candidate]:
    """The bounds of each sentence."""
    for sentence in reading.sentences:
        if not sentence.counts or (sentence.row and "\t" not in sentence.text):
            continue
        if not _CHEAP.search(sentence.text) or OTHER.search(sentence.text):
            continue
        for match in _BOUND.finditer(sentence.text):
            following: re.Match[str] | None = match
            while following:
                end = _end_of_metric(following)
                yield from _limit(reading, sentence, following)
                following = _NEXT.match(sentence.text, end)
        for way in _OTHER_WAYS:
            for match in way.finditer(sentence.text):
                yield from _limit(reading, sentence, match)


def _end_of_metric(match: re.Match[str]) -> int:
    """Where the metric ends: before what stands between the bounds of one enumeration."""
    stop = _STOP.search(match.group("metric"))
    return match.start("metric") + (stop.start() if stop else len(match.group("metric")))


def _limit(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Iterator[Candidate]:
    whole = match.group("metric")
    stop = _STOP.search(whole)
    metric = (whole[: stop.start()] if stop else whole).strip().split("\t")[0]
    metric = re.sub(r"^of (?:your|its|their) ", "", metric)
    if not metric or not _is_counted(sentence.text, match, metric, whole):
        return
    count = count_of(match.group("count"), reading)
    if count is not None:
        after = match.start("count") < match.start("metric")
        end = match.start("metric") + whole.index(metric) + len(metric) if after else match.end()
        quote = clip(reading.text, sentence.span, sentence.at(match.start(), end))
        yield Candidate(FIELD, Limit(metric=metric, max=count), quote, f"{FIELD}.prose", 0.65)


def count_of(words: str, reading: Reading) -> Decimal | str | None:
    """The number that some words state; a range stays as written."""
    if re.fullmatch(_RANGE, words.strip()):
        return re.sub(r"\s", "", words)
    found = [f.value for f in parsers.number(words, reading) if isinstance(f.value, Decimal)]
    return found[-1] if found else None


def _is_counted(text: str, match: re.Match[str], metric: str, whole: str) -> bool:
    """Whether the words behind a count name things that can be counted."""
    if NOT_COUNTED.search(whole) or re.fullmatch(r"[A-Z]{3}", metric) or len(metric.split()) > _LONGEST:
        return False
    if (
        len(metric.split()) == 1
        and _is_more_than_one(match)
        and not re.search(r"s$|personnel|people|staff|[^a-z]$", metric)
    ):
        return False
    if not PERIOD.match(whole) or _OF_THINGS.match(whole):
        return True
    # "limited to a maximum of 30 hours" bounds an effort, "within 30 hours" a time.
    effort = (
        bool(_EFFORT.search(text[: match.start("count")]))
        or whole.endswith("cap")
        or match.re.pattern.endswith(r"cap\b")
    )
    return bool(re.match(r"hours\b(?!\s+(?:of|after|before|following|from|prior|notice))", whole)) and effort


def _is_more_than_one(match: re.Match[str]) -> bool:
    """Whether the count is above one: then a metric of one word is a plural."""
    return not re.fullmatch(r"(?:one\s*)?\(?1?\)?", match.group("count").strip(), re.IGNORECASE)
