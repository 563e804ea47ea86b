"""Counted bounds on the scope: "up to 24 interfaces and at most 31 message types", tables of volumes."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import Limit
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import clip
from sowcheck.extract.lists.columns import TypedTable, headings_above, rows, typed_tables
from sowcheck.extract.lists.enumerations import split
from sowcheck.extract.reading import Reading, Sentence

FIELD = "scope.limits"

_COUNT_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?(?: hundred| thousand)?"
)
_COUNT = rf"(?:{_COUNT_WORDS}\s+)?\(\s*\d[\d,.]*\s*\)|\d{{1,3}}(?:[,. ]\d{{3}})+(?!\d)|\d+(?:[.,]\d{{1,2}}(?=\s))?|\b{_COUNT_WORDS}"
_METRIC = r"[A-Za-zÀ-ÿ][^.;,()]{2,70}"
_BOUND = re.compile(
    r"\b(?:up to|(?:no|not) more than|not (?:to )?exceed(?:ing)?|at most|a maximum of|maximum of|limited to|"
    r"max\.?|bis zu|höchstens|maximal|jusqu['’]à|au plus|au maximum|maximaal|ten hoogste|inntil|højst)\s+"
    rf"(?:a maximum of\s+|at most\s+)?(?P<count>{_COUNT})\s+(?=(?P<metric>{_METRIC}))",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"(?:\s*,\s*(?:and\s+)?|\s+and\s+(?:to\s+)?)(?!one\b)(?P<count>{_COUNT})\s+(?=(?P<metric>{_METRIC}))",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    rf"\bnumber of (?P<metric>[A-Za-z][^.;,()]{{2,50}}?)\s+(?:does not exceed|shall not exceed|will not exceed|is limited to|is at most|"
    rf"stays? (?:below|under))\s+(?P<count>{_COUNT})",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"^(?:calendar |business |working )?(?:days?|hours?|weeks?|months?|years?)\b", re.IGNORECASE)
_OF_THINGS = re.compile(
    r"^(?:calendar |business |working )?(?:days?|hours?|weeks?|months?|years?) of (?!the (?:date|receipt|effective|end|invoice)|receipt|"
    r"notice|fees?|interest)[a-z]|^(?:unused |overage |included )?hours? (?:per|in|a|each|of)\b",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(
    r"^(?:percent|per cent|dollars?|euros?|pounds?|times|minutes|seconds|milliseconds|ms|db|k?hz|mb|gb|mm|cm|km|lbs?|every|of the|characters|hundred|thousand|million|business days?|"
    r"(?:\w+ )?(?:hundred|thousand) (?:dollars|euros|pounds)|in number)\b|%|[€$£₹]|\b(?:severity|priority)\b|"
    r"\b(?:dollars|euros|pounds|rupees|francs)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"liabilit|insurance|expenses|fees? (?:shall|will)|interest|\bnotice\b|penalt|damages|remedy|cure|renew|terminat|royalt|shares|"
    r"defects? (?:are|is) open|\bassum\w+ (?:that|no|at|up)|suppos",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s+(?:and|or|with|which|that|who|whom|written|attend|as|per(?!\s)|to|for|from|in(?! (?:a|each|any|the) (?:calendar )?month)|at|on|by|may|will|shall|is|are|und|et|of the)\b"
)


def _of_prose(reading: Reading) -> Iterator[Candidate]:
    for sentence in reading.sentences:
        if not sentence.counts or (sentence.row and "\t" not in sentence.text) or _OTHER.search(sentence.text):
            continue
        for match in _NUMBER_OF.finditer(sentence.text):
            yield from _limit(reading, sentence, match)
        for match in _BOUND.finditer(sentence.text):
            following: re.Match[str] | None = match
            while following:
                end = _end_of_metric(following)
                yield from _limit(reading, sentence, following)
                following = _NEXT.match(sentence.text, end)


def _end_of_metric(match: re.Match[str]) -> int:
    """Where the metric ends: before what stands between the bounds of one enumeration."""
    stop = _STOP.search(match.group("metric"))
    return match.start("metric") + (stop.start() if stop else len(match.group("metric")))


def _is_more_than_one(match: re.Match[str]) -> bool:
    """Whether the count is above one: then a metric of one word is a plural."""
    return not re.fullmatch(r"(?:one\s*)?\(?1?\)?", match.group("count").strip(), re.IGNORECASE)


def _limit(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Iterator[Candidate]:
    whole = match.group("metric")
    stop = _STOP.search(whole)
    metric = (whole[: stop.start()] if stop else whole).strip().split("\t")[0]
    if _NOT_COUNTED.search(whole) or not metric or re.fullmatch(r"[A-Z]{3}", metric) or len(metric.split()) > 8:
        return
    last = metric.split()[-1]
    if (
        len(metric.split()) == 1
        and not re.search(r"s$|personnel|people|staff|[^a-z]$", last)
        and _is_more_than_one(match)
    ):
        return
    if _PERIOD.match(whole) and not _OF_THINGS.match(whole):
        return
    found = [f.value for f in parsers.number(match.group("count"), reading) if isinstance(f.value, Decimal)]
    if found:
        core = (
            sentence.at(match.start(), match.start("metric") + len(metric))
            if match.start("count") < match.start("metric")
            else sentence.at(match.start(), match.end())
        )
        quote = clip(reading.text, sentence.span, core)
        yield Candidate(FIELD, Limit(metric=metric, max=found[-1]), quote, f"{FIELD}.prose", 0.65)


_HEADED = re.compile(
    r"\blimits?\b|maximum|\bmax\b|included quantity|volumes?\b|count in scope|quantities|ceiling|in scope\b"
)


def _of_tables(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        header = " ".join(table.headers).casefold()
        headings = " ".join(headings_above(reading, table.table.span.start)[1:])
        priced = any(table.has(m) for m in ("amount", "unit_price", "rate", "milestone", "person", "due"))
        if not priced and any(table.headers) and _HEADED.search(f"{header} {headings}"):
            yield from _rows(table, reading)


def _rows(table: TypedTable, reading: Reading) -> Iterator[Candidate]:
    columns = range(table.table.columns - 1, 0, -1)
    value_column = next((i for i in columns if table.meanings[i] in ("limit", "quantity", "count")), len(columns))
    for row in rows(table, reading.text):
        words, name = row.at(value_column), row.cell("description") or row.at(0 if value_column else 1)
        match = re.match(r"\W*(\d[\d,. ]*)(?!\d*\s*(?:minutes|days?|hours?))", words or "")
        number = next(parsers.number(match.group(1), reading), None) if match else None
        if (
            name
            and number
            and isinstance(number.value, Decimal)
            and not row.is_total
            and re.search(r"[A-Za-z]{3}", name)
        ):
            quote = clip(reading.text, row.span, row.span)
            yield Candidate(FIELD, Limit(metric=name, max=number.value), quote, f"{FIELD}.table", 0.8)


_LABEL = re.compile(r"ceiling|\blimits?\b|maximum|\bvolumes?\b|capacity|périmètre", re.IGNORECASE)
_COUNTED = re.compile(rf"^(?P<count>{_COUNT})\s+(?P<metric>[A-Za-zÀ-ÿ][^.;,()]{{2,70}})$", re.IGNORECASE)


def _of_labels(reading: Reading) -> Iterator[Candidate]:
    """Such as "Volume ceiling: 16,500 invoices per month"."""
    for pair in reading.key_values:
        if not _LABEL.search(pair.label) or _OTHER.search(pair.label):
            continue
        words = pair.value.of(reading.text)
        for start, end in split(words) or [(0, len(words))]:
            match = _COUNTED.match(words[start:end])
            number = next(parsers.number(match.group("count"), reading), None) if match else None
            if (
                match
                and number
                and isinstance(number.value, Decimal)
                and not _NOT_COUNTED.search(match.group("metric"))
            ):
                if _PERIOD.match(match.group("metric")):
                    continue
                item = Limit(metric=match.group("metric"), max=number.value)
                yield Candidate(FIELD, item, clip(reading.text, pair.value, pair.value), f"{FIELD}.label", 0.8)


RULES: tuple[Rule, ...] = (_of_prose, _of_tables, _of_labels)
