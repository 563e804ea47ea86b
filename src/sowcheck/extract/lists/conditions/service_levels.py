"""Service levels: targets in tables, and sentences that promise a response, a repair or an availability."""

import re
from collections.abc import Iterator

from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import QUOTE_LIMIT, clip, pattern
from sowcheck.extract.lists.conditions.promised_service import promised_service
from sowcheck.extract.lists.grammar.announced import statement
from sowcheck.extract.lists.grammar.leads import Leads
from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.lists.prices.milestones import is_milestone_table
from sowcheck.extract.lists.tables.columns import TypedTable, rows, typed_tables
from sowcheck.extract.reading import Reading
from sowcheck.parse.durations import find_durations

FIELD = "sla.targets"

_RESPONSE = pattern(
    r"\b(?:response|respond|answer|resol|restor|repair|fix|mend|workaround|reaction|réponse|reaktion|målt|svar)\w*"
)
_LEVEL = pattern(r"\b(?:priority|severity|category|class|p1|sev|incident|fault|measure|parameter|metric|service)\b")


def _is_level_table(table: TypedTable, reading: Reading) -> bool:
    """A heading or header about service levels, or response times by severity, whatever the header says."""
    if any(table.has(meaning) for meaning in ("rate", "amount", "person", "role", "deliverable")):
        return False
    if is_milestone_table(table, reading):
        return False
    header = " ".join(table.headers)
    if any(FIELD in Leads.of(reading).topics(words) for words in [header, *table.heading.split(" > ")]):
        return True
    if not (_RESPONSE.search(header) or _LEVEL.search(header)):
        return False
    body = list(rows(table, reading.text))
    timed = [row for row in body if len(find_durations(" ".join(row.span.of(reading.text).split("\t")))) >= 1]
    return len(body) >= 2 and len(timed) >= 0.6 * len(body) and bool(_RESPONSE.search(header))


def _of_tables(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        if not _is_level_table(table, reading):
            continue
        for row in rows(table, reading.text):
            if not re.search(r"\d", row.span.of(reading.text)):
                continue
            whole = row.span
            cut = clip(reading.text, whole, Span(start=whole.start, end=min(whole.end, whole.start + QUOTE_LIMIT)))
            yield Candidate(FIELD, " ".join(cut.of(reading.text).split()), cut, f"{FIELD}.table", 0.8)


_PROMISE = pattern(
    r"\b(?:respond|answers?|answered|begin work|begins? work|looked at|restor\w+|resol\w+|mended|acknowledg\w+|on[- ]site)\b[^.;]{0,80}\bwithin\s+"
    r"(?:\w+\s+){0,2}?(?:\(\d+\)\s+)?(?:\w+\s+)?(?:minutes?|hours?|days?)\b|"
    r"\b(?:availab(?:le|ility)|uptime|up)\b[^.;]{0,60}?\d{2}(?:[.,]\d+)?\s?%|"
    r"\bsupport (?:is available|runs|hours)\b[^.;]{0,80}\d|"
    r"\b(?:service )?credit of \d+(?:[.,]\d+)?\s?%|"
    r"(?:target|service level)s? (?:is|are) missed"
)
_ABOUT = pattern(
    r"incident|severity|priorit|ticket|fault|outage|support|service level|\bsla\b|availab|uptime|calls?\b|hotline|help ?desk|target is missed|vulnerabilit|portal"
)
_OTHER = pattern(
    r"invoice|payment|dispute|claim|request for (?:information|proposal)|audit|deliverable|notice|written request|arbitrat|change request|"
    r"charged|breach|cure|proposal|agreement|personnel|disclos|subpoena|indemni|accepted if|request for change|acceptance"
)


def _of_prose(reading: Reading) -> Iterator[Candidate]:
    for one in prose(reading):
        if (
            not one.sentence.counts
            or len(one.text) > QUOTE_LIMIT
            or not _PROMISE.search(one.text)
            or _OTHER.search(one.text)
        ):
            continue
        if _ABOUT.search(one.text) or FIELD in Leads.of(reading).topics(one.topic.split(" | ")[0]):
            yield from statement(reading, FIELD, one.span, "prose", 0.62)


RULES: tuple[Rule, ...] = (_of_tables, _of_prose, promised_service)
