"""Scope: deliverables, exclusions, assumptions, the client's duties, limits, systems, criteria, service levels."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from sowcheck.core.clauses import ListItem
from sowcheck.core.items import Deliverable, Limit, System
from sowcheck.core.spans import Span, stripped
from sowcheck.extract import typed as parsers
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import QUOTE_LIMIT, clip, pattern
from sowcheck.extract.lists.columns import Row, TypedTable, headings_above, rows, typed_tables
from sowcheck.extract.reading import Reading

# What a heading or the lead of a list announces about the items below it.
_EXCLUSIONS = pattern(
    r"exclusion|out[- ]of[- ]scope|not (?:in|part of the) scope|not included|excluded|exclut|hors périmètre|ausgeschlossen|nicht (?:im|bestandteil|enthalten)|nicht enthalten|abgrenzung|outside (?:the )?scope|niet inbegrepen"
)
_ASSUMPTIONS = pattern(
    r"\bassum(?:ption|e|ing|es)|prémisses|hypothèses|annahmen|voraussetzungen|aannames|pricing basis|based on the following"
)
_CRITERIA = pattern(
    r"acceptance criteria|accepted (?:only )?(?:if|when)|criteria for acceptance|abnahmekriterien|critères d"
)
_SERVICE_LEVELS = pattern(r"service levels?|\bsla\b|niveaux de service|response times?|servicelevel")
_DUTY_NOUNS = r"responsibilit\w*|obligations?|duties|dependenc\w*|will provide|to provide|pflichten|mitwirkung\w*|beistell\w*|engagements|verplichtingen|shall|will|must|agrees? to|undertakes?"


def _statement(reading: Reading, span: Span) -> str:
    return " ".join(span.of(reading.text).split()).rstrip(" ;,.")


def _candidate(reading: Reading, field: str, span: Span, rule: str, weight: float) -> Iterator[Candidate]:
    cut = clip(reading.text, span, Span(start=span.start, end=min(span.end, span.start + QUOTE_LIMIT)))
    words = _statement(reading, cut)
    if len(words) >= 4 and re.search(r"[A-Za-zÀ-ÿ]{3}", words):
        yield Candidate(field, words, cut, f"{field}.{rule}", weight)


_TOPICS = (
    _EXCLUSIONS,
    _ASSUMPTIONS,
    _CRITERIA,
    _SERVICE_LEVELS,
    pattern(r"responsibilit|obligation|dependenc|mitwirkung|pflichten"),
    pattern(r"deliverable|livrable|liefer"),
)
_ENUMERATED = re.compile(r"[^;]{4,}")


class _Announced:
    """List items, table rows and sentences that stand under an announcement (a heading or a lead)."""

    def __init__(
        self, reading: Reading, field: str, announces: re.Pattern[str], *, unless: re.Pattern[str] | None = None
    ) -> None:
        self.reading, self.field, self.announces, self.unless = reading, field, announces, unless

    def announced(self, nearest_first: list[str]) -> bool:
        """Whether the nearest words above that have a topic announce this field."""
        for words in nearest_first:
            if self.announces.search(words):
                return not (self.unless and self.unless.search(words))
            if any(topic.search(words) for topic in _TOPICS):
                return False
        return False

    def items(self) -> Iterator[Candidate]:
        """List items that are no headings and introduce nothing themselves."""
        for item in self.reading.outline.lists:
            words = item.span.of(self.reading.text).rstrip()
            if words.endswith(":") or item.span.start in self._headings or not self.announced(self._above(item)):
                continue
            yield from _candidate(self.reading, self.field, item.span, "list", 0.82)

    def rows(self) -> Iterator[Candidate]:
        """The wordiest cell of each row."""
        for table in typed_tables(self.reading):
            column = self._text_column(table)
            header_says = any(self.announces.search(header) for header in table.headers)
            above = headings_above(self.reading, table.table.span.start)
            if column is None or not (header_says or self.announced(above)):
                continue
            for row in rows(table, self.reading.text):
                for cell in row.cells:
                    if cell.column == column and cell.span:
                        yield from _candidate(self.reading, self.field, cell.span, "table", 0.84)

    def enumerations(self) -> Iterator[Candidate]:
        """Such as "The following are excluded: hardware; first line support; and roll-out."."""
        for sentence in self.reading.sentences:
            match = self.announces.search(sentence.text)
            colon = sentence.text.find(":", match.end()) if match else -1
            if (
                sentence.row
                or colon < 0
                or ";" not in sentence.text[colon:]
                or colon - (match.end() if match else 0) > 60
            ):
                continue
            for part in _ENUMERATED.finditer(sentence.text, colon + 1):
                lead = re.match(r"\s*(?:and|or|und|et)?\s*(?:\(\w{1,3}\)\s*)?", part.group())
                start = part.start() + (lead.end() if lead else 0)
                if span := stripped(self.reading.text, sentence.span.start + start, sentence.span.start + part.end()):
                    yield from _candidate(self.reading, self.field, span, "enumeration", 0.8)

    def sentences(self) -> Iterator[Candidate]:
        """Sentences of a clause under the announcing heading that holds no list of its own."""
        listed = sorted((item.span.start, item.span.end) for item in self.reading.outline.lists)
        for sentence in self.reading.sentences:
            last = sentence.heading.split(" > ")[-1]
            if sentence.row or sentence.is_heading or not self.announced([last]) or _overlaps(listed, sentence.span):
                continue
            introduces = sentence.text.rstrip().endswith(":") or re.search(
                r"\bfollowing\b|\bbelow\b|any of them", sentence.text
            )
            if (
                len(sentence.text) < 25
                or introduces
                or sentence.text.casefold() in last
                or last in sentence.text.casefold()
            ):
                continue
            yield from _candidate(self.reading, self.field, sentence.span, "sentence", 0.6)

    @cached_property
    def _headings(self) -> set[int]:
        return {clause.heading.start for clause in self.reading.outline.clauses if clause.heading}

    def _above(self, item: ListItem) -> list[str]:
        """The lead, then the headings, nearest first."""
        lead = [item.lead.of(self.reading.text)] if item.lead else []
        path = self.reading.outline.path(self.reading.outline.clauses[item.clause])
        return [*lead, *(c.heading.of(self.reading.text) for c in reversed(path) if c.heading)]

    def _text_column(self, table: TypedTable) -> int | None:
        """The column with the longest words."""
        best, length = None, 14.0
        body = list(rows(table, self.reading.text))
        for column in range(table.table.columns):
            words = [row.at(column) or "" for row in body]
            mean = sum(map(len, words)) / max(1, len(words))
            if mean > length:
                best, length = column, mean
        return best


def _overlaps(spans: list[tuple[int, int]], span: Span) -> bool:
    index = bisect_right(spans, (span.end, 0)) - 1
    return index >= 0 and spans[index][1] > span.start


def _exclusions(reading: Reading) -> Iterator[Candidate]:
    announced = _Announced(
        reading, "scope.exclusions", _EXCLUSIONS, unless=pattern(r"liabilit|warrant|damages|tax|confidential|insurance")
    )
    yield from announced.items()
    yield from announced.rows()
    yield from announced.enumerations()
    cue = pattern(
        r"\b(?:is|are|remains?|be)\s+(?:out of|outside(?: of)?|not (?:in|part of|within)) (?:the )?scope|\b(?:is|are) (?:not (?:included|part of)|excluded|expressly excluded)|(?:services|scope|support|work|project|engagement|sow|fee) does not (?:include|cover)|(?:services|fees) do not (?:include|cover)|\bout of scope\b|"
        r"(?:services|scope|sow|work|fee)\b.{0,40}\bexcludes?\b|nicht (?:bestandteil|enthalten|geschuldet)"
    )
    other = pattern(
        r"shall mean|\bmeans\b|[\"“]\s+(?:shall|means|does)|tax|vat\b|gst|liabilit|warrant|damages|confidential information|insurance|implied|not included in the term|law|travel|expenses|definition of"
    )
    for sentence in reading.sentences:
        if (
            not (sentence.row or sentence.is_heading)
            and cue.search(sentence.text)
            and not other.search(sentence.text)
            and not sentence.text.endswith(":")
        ):
            yield from _candidate(reading, "scope.exclusions", sentence.span, "prose", 0.65)


def _assumptions(reading: Reading) -> Iterator[Candidate]:
    announced = _Announced(
        reading, "scope.assumptions", _ASSUMPTIONS, unless=pattern(r"assumption of (?:risk|liab)|not assume|assumes no")
    )
    yield from announced.items()
    yield from announced.rows()
    yield from announced.enumerations()
    yield from announced.sentences()
    cue = pattern(
        r"\b(?:this|our|the) (?:estimate|price|fee|plan|schedule|charges?)\b.{0,60}\b(?:assumes?|based on|depends? on|rests? on)|\b(?:it is|we|has been) assumed? that\b|based (?:up)?on the (?:current|following) (?:requirements|assumptions)"
    )
    for sentence in reading.sentences:
        if (
            not (sentence.row or sentence.is_heading)
            and cue.search(sentence.text)
            and not sentence.text.endswith(":")
            and not _ASSUMPTIONS.search(sentence.heading)
        ):
            yield from _candidate(reading, "scope.assumptions", sentence.span, "prose", 0.6)


def _client_duties(reading: Reading) -> Iterator[Candidate]:
    """Lists under "The Client shall:", and sentences whose subject is the buyer and whose verb is a duty."""
    client = reading.customer
    announces = pattern(
        rf"\b(?:{client})(?:[’']s?)?\s+(?:\w+\s+){{0,2}}?(?:{_DUTY_NOUNS})|(?:responsibilities|obligations|dependencies) of (?:the )?(?:{client})|customer (?:dependencies|obligations)|mitwirkungspflichten|beistellungen"
    )
    unless = pattern(r"accept\w* if|criteria|shall not|will not|may terminate|deemed|pay\b|shall own|indemnif")
    announced = _Announced(reading, "scope.client_responsibilities", announces, unless=unless)
    yield from announced.items()
    yield from announced.rows()
    yield from announced.enumerations()
    duty = pattern(
        rf"^(?:\(?\w{{1,3}}[.)]\s*)?(?:the\s+)?(?:{client})\s+(?:shall|will|must|agrees? to|is responsible for|are responsible for|undertakes? to|is to|needs? to)\s+(?:\w+ly\s+)?(?P<verb>\w+)"
    )
    not_a_duty = pattern(
        r"\b(?:shall|will|must)\s+(?:\w+\s+)?(?:pay|reimburse|own|have the right|retain|indemnif\w*|hold|accept|reject|not|be (?:entitled|liable|deemed|invoiced|billed|charged|notified)|review|receive|defend|inspect|evaluate|award|issue a|modify|consider|conduct|perform|monitor)\b|"
        r"tax|warrant|confidential|terminat|liabil|arbitrat|govern"
    )
    for sentence in reading.sentences:
        if (
            sentence.row
            or sentence.is_heading
            or not duty.search(sentence.text)
            or not_a_duty.search(sentence.text)
            or sentence.text.endswith(":")
        ):
            continue
        yield from _candidate(reading, "scope.client_responsibilities", sentence.span, "prose", 0.62)


def _criteria(reading: Reading) -> Iterator[Candidate]:
    announced = _Announced(reading, "acceptance.criteria", _CRITERIA)
    yield from announced.items()
    yield from announced.rows()
    yield from announced.enumerations()


def _service_levels(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        header = " ".join(table.headers)
        if not _SERVICE_LEVELS.search(f"{table.heading} {header}") or "rate" in table.meanings:
            continue
        for row in rows(table, reading.text):
            words = " ".join(row.span.of(reading.text).split())
            if re.search(r"\d", words):
                cut = clip(
                    reading.text,
                    row.span,
                    Span(start=row.span.start, end=min(row.span.end, row.span.start + QUOTE_LIMIT)),
                )
                yield Candidate("sla.targets", " ".join(cut.of(reading.text).split()), cut, "sla.targets.table", 0.8)


_BY = re.compile(
    r",?\s+(?:due\s+)?(?:by|within|on|before|every|no later than)\s+(?P<due>[^,;]*(?:\d|\bday|week|month)[^,;]*)$",
    re.IGNORECASE,
)


def _name_of_deliverable(row: Row) -> str | None:
    return row.cell("deliverable") or row.cell("description")


def _deliverables(reading: Reading) -> Iterator[Candidate]:
    heading = re.compile(
        r"deliverable|liefer(?:gegenst|objekt|umfang)|livrable|work product|ergebnisse|results to be delivered"
    )
    for table in typed_tables(reading):
        named = "deliverable" in table.meanings
        if not named and not (heading.search(table.heading) and "description" in table.meanings):
            continue
        if "amount" in table.meanings or "rate" in table.meanings or ("milestone" in table.meanings and not named):
            continue
        for row in rows(table, reading.text):
            name = _name_of_deliverable(row)
            if not name or row.is_total:
                continue
            yield Candidate(
                "scope.deliverables",
                Deliverable(name=name, due=_due(row, reading)),
                clip(reading.text, row.span, row.span),
                "scope.deliverables.table",
                0.88,
            )
    announces = pattern(
        rf"deliverables?\b|liefergegenst|livrables|work products|to be delivered|"
        rf"\b(?:{reading.supplier}|we)\b.{{0,30}}\b(?:delivers?|hands? over|furnish\w*|suppl(?:y|ies)|gives?|produces?|prepares?)\b[^.]{{0,60}}:\s*$"
    )
    not_a_list = pattern(
        r"accept|reject|review|criteria|defect|warrant|quality|inspection|responsib|assum|exclu|propert|ownership|invoice|standards"
    )
    announced = _Announced(reading, "scope.deliverables", announces, unless=not_a_list)
    for candidate in announced.items():
        words = str(candidate.value)
        name = re.split(r"\s+[–—-]\s+|:\s|;\s", words)[0] if len(words) > 90 else words
        by = _BY.search(name)
        day = next(parsers.date(by.group("due"), reading), None) if by else None
        item = (
            Deliverable(name=name[: by.start()], due=str(day.value) if day else by.group("due"))
            if by
            else Deliverable(name=name)
        )
        yield Candidate("scope.deliverables", item, candidate.quote, candidate.rule, 0.7)


def _due(row: Row, reading: Reading) -> str | None:
    words = row.cell("due")
    if not words:
        return None
    day = next(parsers.date(words, reading), None)
    return str(day.value) if day else words


_COUNT_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?(?: hundred| thousand)?"
)
_BOUND = re.compile(
    r"\b(?:up to|(?:no|not) more than|not (?:to )?exceed(?:ing)?|at most|a maximum of|maximum of|limited to|max\.?|bis zu|höchstens|maximal|jusqu['’]à|au plus|au maximum|maximaal|ten hoogste)\s+"
    rf"(?P<count>(?:{_COUNT_WORDS}\s+)?\(\s*\d[\d,.]*\s*\)|\d[\d,. ]*|{_COUNT_WORDS})\s+(?P<metric>[A-Za-zÀ-ÿ][^.;,()]{{2,70}})",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(
    r"^(?:days?|hours?|weeks?|months?|years?|percent|per cent|calendar|business|working|dollars?|euros?|pounds?|times|minutes|of the|characters)\b|%|[€$£]",
    re.IGNORECASE,
)


def _limits(reading: Reading) -> Iterator[Candidate]:
    """Counted bounds in prose ("up to five (5) reports") and tables with a column of limits."""
    about_money = re.compile(
        r"liabilit|insurance|expenses|fees? (?:shall|will)|interest|notice|retain|penalt", re.IGNORECASE
    )
    for sentence in reading.sentences:
        if sentence.row or about_money.search(sentence.text):
            continue
        for match in _BOUND.finditer(sentence.text):
            number = next(
                (f.value for f in parsers.number(match.group("count"), reading) if isinstance(f.value, Decimal)), None
            )
            metric = re.split(
                r"\s+(?:and|or|with|which|that|to|for|from|in|at|on|by|may|will|shall|und|et)\b", match.group("metric")
            )[0].strip()
            if (
                number is None
                or not metric
                or re.fullmatch(r"[A-Z]{3}", metric)
                or _NOT_COUNTED.search(match.group("metric"))
            ):
                continue
            core = sentence.at(match.start(), match.end())
            yield Candidate(
                "scope.limits",
                Limit(metric=metric, max=number),
                clip(reading.text, sentence.span, core),
                "scope.limits.prose",
                0.65,
            )
    for table in typed_tables(reading):
        header = " ".join(table.headers).casefold()
        headings = " ".join(headings_above(reading, table.table.span.start)[1:])
        if not re.search(
            r"\blimit|maximum|\bmax\b|included quantity|volume|count in scope|quantities", f"{header} {headings}"
        ) or any(m in table.meanings for m in ("amount", "unit_price", "rate", "milestone", "person")):
            continue
        yield from _limits_of_table(table, reading)


def _limits_of_table(table: TypedTable, reading: Reading) -> Iterator[Candidate]:
    value_column = next(
        (i for i in range(table.table.columns - 1, 0, -1) if table.meanings[i] in ("limit", "quantity", "count")),
        table.table.columns - 1,
    )
    for row in rows(table, reading.text):
        words, name = row.at(value_column), row.cell("description") or row.at(0 if value_column else 1)
        match = re.match(r"\W*(\d[\d,. ]*)", words or "")
        number = next(parsers.number(match.group(1), reading), None) if match else None
        if name and number and not row.is_total and re.search(r"[A-Za-z]{3}", name):
            value = Limit(metric=name, max=number.value)  # type: ignore[arg-type]  # a Decimal
            yield Candidate("scope.limits", value, clip(reading.text, row.span, row.span), "scope.limits.table", 0.8)


_CONNECTS = pattern(
    r"integrat\w*|interfaces?\b|connect\w*|migrat\w* from|synchroni[sz]\w*|schnittstelle\w*|anbindung|interfaç\w*|koppel\w*"
)


def _integrations(reading: Reading) -> Iterator[Candidate]:
    for table in typed_tables(reading):
        if "system" not in table.meanings or not (
            _CONNECTS.search(table.heading)
            or re.search(
                r"direction|method|protocol|interface|frequency|connect|content|data",
                " ".join(table.headers),
                re.IGNORECASE,
            )
        ):
            continue
        for row in rows(table, reading.text):
            name = row.cell("system")
            if name and not row.is_total and re.search(r"[A-Za-z]{2}", name):
                yield Candidate(
                    "scope.integrations",
                    System(system=name),
                    clip(reading.text, row.span, row.span),
                    "scope.integrations.table",
                    0.88,
                )
    for item in reading.outline.lists:
        lead = item.lead.of(reading.text) if item.lead else ""
        words = _statement(reading, item.span)
        if _CONNECTS.search(lead) and len(words) < 140 and not words.endswith(":"):
            name = re.split(r",\s|\s[–—-]\s|:\s|\s\(", re.sub(r"^(?:the|its|their)\s+(?:\w+[’']s\s+)?", "", words))[0]
            yield Candidate(
                "scope.integrations",
                System(system=name),
                clip(reading.text, item.span, item.span),
                "scope.integrations.list",
                0.75,
            )


RULES: tuple[Rule, ...] = (
    _deliverables,
    _exclusions,
    _assumptions,
    _client_duties,
    _criteria,
    _service_levels,
    _limits,
    _integrations,
)
