"""A document as the rules see it: sentences with their headings, labelled values, parties and conventions."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sowcheck.core.clauses import ClausePlace, KeyValue, Outline
from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span, stripped
from sowcheck.extract.forms import blank_forms, without_forms
from sowcheck.extract.headings_above import HeadingsAbove
from sowcheck.extract.kinds.headings import Kinds
from sowcheck.extract.kinds.understanding import Understanding
from sowcheck.parse.conventions import Conventions, decide_with_evidence
from sowcheck.parse.cues import Cue
from sowcheck.parse.found import Found

# A full stop ends a sentence unless it follows an initial, a common abbreviation, or a number that labels.
_ABBREVIATIONS = frozenset(
    [
        "no",
        "nos",
        "art",
        "sec",
        "cl",
        "inc",
        "ltd",
        "co",
        "corp",
        "llc",
        "plc",
        "pty",
        "pte",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "vs",
        "approx",
        "ing",
        "dipl",
        "est",
        "incl",
        "excl",
        "e.g",
        "i.e",
        "etc",
        "u.s",
        "u.k",
        "fig",
        "ref",
        "para",
        "dept",
        "gov",
        "lp",
        "l.p",
        "s.a",
        "n.v",
        "b.v",
    ]
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-ZÀ-Þ0-9•])")
_LAST_WORD = re.compile(r"[^\s(\[“\"]+$")

_DIGIT = re.compile(r"\d")
_NUMBER_WORD = Cue(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand|million|half|receipt|zwei|drei|vier|deux|trois|twee|drie)\b|\wteen\b"
)
_POINTS_BACK = re.compile(r"\W*(?:they|these|this|those|it|such|that|the same|in that case)\b", re.IGNORECASE)

_PAPER = (
    r"(?:statement of (?:work|services)|work (?:authori[sz]ation|order|package)|task order|call-?off(?: order| contract)?|project order|"
    r"engagement letter|letter of engagement|order (?:form|schedule|confirmation)|purchase order|authori[sz]ation|annexure|assignment|instrument|letter)"
)
_OWN_NAME = re.compile(
    r"\b(?i:this|the present)\s+(?:[\w-]+\s+){0,6}?[\w-]+\s*\((?:hereinafter\s+)?(?:(?:the|this)\s+)?[\"“”'‘„]([A-Z][\w-]+(?:\s[A-Z][\w-]+)?)[\"“”'’]\)",
)
_THIS_PAPER = Cue(rf"\b(?:this|the present)\s+({_PAPER})\b")

_OUTSIDE_BODY = {BlockKind.HEADER, BlockKind.FOOTER}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one row of a table."""

    span: Span
    text: str
    heading: str
    """Headings above it, outermost first, in lower case."""
    lead: str
    """The words that introduce the list it belongs to, in lower case; else empty."""
    row: bool = False
    """A row of a table: cells with tabs between them."""
    is_heading: bool = False
    counts: bool = True
    """Whether it holds a digit or a number word: most rules for typed values need not look at the others."""
    plain: str = ""
    """The text with the paper's own names ("this Call-Off", "the SoS") written as "SOW", of the same length."""
    before: str = ""
    """The sentence before it in the same block."""
    topic: str = field(init=False)
    """Headings, the list's lead and, behind a pronoun, the sentence before: what the sentence is about."""

    def __post_init__(self) -> None:
        referred = self.before.casefold() if self.before and points_back(self.text) else ""
        object.__setattr__(self, "topic", f"{self.heading} | {self.lead} | {referred}")

    def at(self, start: int, end: int) -> Span:
        """The span in the document of `text[start:end]`."""
        return Span(start=self.span.start + start, end=self.span.start + end)


def _counts(words: str) -> bool:
    return bool(_DIGIT.search(words) or _NUMBER_WORD.search(words))


def points_back(words: str) -> bool:
    """Whether a sentence begins with a pronoun, so that the one before says what it is about."""
    return _POINTS_BACK.match(words) is not None


def sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of `text[start:end]`, without white space at their ends."""
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        word = _LAST_WORD.search(text, max(begin, match.start() - 20), match.start())
        last = word.group().casefold() if word else ""
        if match.group()[0] == "." and (last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha())):
            continue
        if match.group()[0] == "." and re.fullmatch(r"[\d.]+", last) and match.start() - begin < 8:
            continue
        if span := stripped(text, begin, match.end()):
            yield span
        begin = match.end()
    if span := stripped(text, begin, end):
        yield span


@dataclass(frozen=True)
class Reading:
    """What rules work on; built once for each document."""

    document: Document
    outline: Outline
    conventions: Conventions
    currency_evidence: tuple[Found[str], ...] = ()
    """The places that say which currency the document counts in, the decided one first."""
    forms: tuple[Span, ...] = ()
    """Blank forms bound into the document: what they say is no term of it."""

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences and table rows of the body, in the order of the text."""
        return tuple(self._sentences())

    @cached_property
    def key_values(self) -> tuple[KeyValue, ...]:
        """Labelled values."""
        return self.outline.key_values

    @cached_property
    def title(self) -> str:
        """The words before the first sentence of any length: title, parties, cover page; at most 600 characters."""
        lines: list[str] = []
        for block in self.document.blocks:
            if block.kind in _OUTSIDE_BODY:
                continue
            words = block.span.of(self.text)
            lines.append(words)
            if len(words) > 200 or sum(map(len, lines)) > 600:
                break
        return "\n".join(lines)[:700]

    def party_words(self, role: PartyRole) -> frozenset[str]:
        """Names and defined terms of a party, in lower case, and the usual words for its role."""
        return self._party_words[role]

    @cached_property
    def _party_words(self) -> dict[PartyRole, frozenset[str]]:
        words: dict[PartyRole, set[str]] = {
            "customer": {"client", "customer", "buyer", "purchaser", "government", "owner", "licensee", "subscriber"},
            "supplier": {
                "supplier",
                "contractor",
                "provider",
                "vendor",
                "consultant",
                "service provider",
                "developer",
                "licensor",
            },
        }
        for party in self.outline.parties:
            own = {alias.casefold() for alias in (*party.aliases, party.name)}
            other: PartyRole = "supplier" if party.role == "customer" else "customer"
            words[party.role] |= own
            words[other] -= own
        return {role: frozenset(terms) for role, terms in words.items()}

    @cached_property
    def customer(self) -> str:
        """A regular expression for the customer's names, longest first."""
        return _alternatives(self.party_words("customer"))

    @cached_property
    def supplier(self) -> str:
        """A regular expression for the supplier's names, longest first."""
        return _alternatives(self.party_words("supplier"))

    @cached_property
    def _own_names(self) -> re.Pattern[str] | None:
        """What the paper calls itself, if it says so."""
        names = {match.group(1) for match in _OWN_NAME.finditer(self.text[:6000])}
        own = {name for name in names if len(name) > 2 and name.casefold() not in ("agreement", "sow", "contract")}
        listed = "|".join(re.escape(name) for name in sorted(own, key=len, reverse=True))
        return re.compile(rf"\b(?:{listed})\b") if listed else None

    def _plain(self, words: str) -> str:
        """The words with the paper's own names as "SOW", padded to keep every offset."""
        if self._own_names:
            words = self._own_names.sub(lambda match: "SOW".ljust(len(match.group())), words)
        return _THIS_PAPER.sub(
            lambda match: match.group()[: match.start(1) - match.start()] + "SOW".ljust(len(match.group(1))), words
        )

    def header_above(self, place: Span) -> str:
        """The words of the header rows of the table that holds a place, with tabs between them; empty elsewhere."""
        index = bisect_right(self._headers, place.start, key=lambda known: known[0].start) - 1
        if index < 0 or not self._headers[index][0].contains(place):
            return ""
        return self._headers[index][1]

    @cached_property
    def _headers(self) -> list[tuple[Span, str]]:
        """The place of each table with the words of its header rows."""
        headers = []
        for table in self.outline.tables:
            cells = [cell for cell in table.cells if cell.span and cell.row < max(1, table.header_rows)]
            words = "\t".join(cell.span.of(self.text) for cell in cells if cell.span)
            if cells:
                headers.append((table.span, words))
        return sorted(headers, key=lambda known: known[0].start)

    def sentence_at(self, place: Span) -> Sentence | None:
        """The sentence that holds a place."""
        index = bisect_right(self.sentences, place.start, key=lambda sentence: sentence.span.start) - 1
        return self.sentences[index] if index >= 0 and self.sentences[index].span.contains(place) else None

    @cached_property
    def understanding(self) -> Understanding:
        """The types of the document's clauses, list items and tables."""
        return Understanding(self.document, self.outline)

    def kinds_of(self, sentence: Sentence) -> Kinds:
        """Types of the clause that a sentence stands in, with their probabilities."""
        return self.understanding.of_words(sentence.span, sentence.heading, sentence.lead, row=sentence.row)

    def kinds_at(self, place: Span) -> Kinds:
        """Types of the clause that a place stands in, with their probabilities."""
        sentence = self.sentence_at(Span(start=place.start, end=place.start + 1))
        return self.kinds_of(sentence) if sentence else self.understanding.of_words(place, "")

    def clause_place(self, place: Span) -> ClausePlace:
        """The clause that a place stands in: number, heading and likeliest type."""
        return self.understanding.place(place, self.kinds_at(place))

    def _sentences(self) -> Iterator[Sentence]:
        headings = HeadingsAbove(self.outline, self.text)
        leads = {item.span.start: item.lead for item in self.outline.lists}
        row_end = -1
        for block in self.document.blocks:
            if block.kind in _OUTSIDE_BODY or block.span.start < row_end:
                continue
            if self.forms and any(form.overlaps(block.span) for form in self.forms):
                continue
            heading = headings.at(block.span.start)
            if block.kind is BlockKind.TABLE_CELL:
                row = self._row(block)
                row_end = row.end
                words = row.of(self.text)
                yield Sentence(row, words, heading, "", row=True, counts=_counts(words), plain=words)
                continue
            lead = leads.get(block.span.start)
            lead_words = lead.of(self.text).casefold() if lead else ""
            before = ""
            for span in sentence_spans(self.text, block.span.start, block.span.end):
                words = span.of(self.text)
                yield Sentence(
                    span,
                    words,
                    heading,
                    lead_words,
                    is_heading=block.kind is BlockKind.HEADING,
                    counts=_counts(words),
                    plain=self._plain(words),
                    before=before,
                )
                before = words

    def _row(self, block: Block) -> Span:
        """From a cell to the end of its table row, which is one line of the text."""
        end = self.text.find("\n", block.span.end)
        return Span(start=block.span.start, end=end if end > 0 else len(self.text))


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)) if word)


def read_closely(document: Document, outline: Outline) -> Reading:
    """The reading of a document; currency, number format and day order are decided here, once."""
    conventions, evidence = decide_with_evidence(document.text)
    forms = blank_forms(document.text)
    return Reading(document, without_forms(outline, forms), conventions, tuple(evidence), forms)
