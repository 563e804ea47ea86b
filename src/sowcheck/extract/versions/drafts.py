"""Whether a paper calls itself a draft: by a stamp, a watermark or a legend, in its file's name or its properties.

A draft of something else ("Draft Report", "draft deliverables") is none: the stamp is a whole line, or a whole part of a
line, and after "draft" nothing follows but a version, a date, a kind of contract, or what the draft is for.
"""

import re
from collections.abc import Iterator, Mapping

from sowcheck.core.clauses import KeyValue
from sowcheck.core.documents import Document
from sowcheck.core.spans import Span, stripped
from sowcheck.core.versions import DraftMark
from sowcheck.extract.reading import Reading
from sowcheck.extract.versions.places import Spot, Spots, in_words, whole_line
from sowcheck.parse.months import month_pattern

_DRAFT = r"(?:draft|entwurf|brouillon|borrador|bozza|utkast|ontwerp)"
_SIGN = re.compile(
    rf"\b{_DRAFT}\b|subject to contract|not (?:for|to be) (?:signature|sign|execut)|(?:purposes?|review|discussion|comments?) only\b",
    re.IGNORECASE,
)
_PAPER = (
    r"(?:statement\s+of\s+(?:work|services)|sow|order\s+form|change\s+order|amendment|agreement|contract|"
    r"terms(?:\s+and\s+conditions)?|work\s+order|task\s+order|letter(?:\s+of\s+engagement)?|engagement\s+letter|"
    r"proposal|document|copy|version|text|form)"
)
_WHOSE = (
    r"(?:(?:preliminary|working|discussion|negotiation|initial|first|second|third|fourth|fifth|final|latest|revised|"
    r"updated|internal|external|client|customer|supplier|vendor|contractor|counsel|legal|clean|unsigned|rough|\d(?:st|nd|rd|th)|"
    r"(?-i:[A-Z][\w&.’']*))[\s/]+){0,3}"
)
_RESTRICTED = (
    r"(?:(?:strictly|highly|private|confidential|privileged|proprietary|and|&|/|without\s+prejudice)[\s,.:/–—-]*){0,5}"
)
_FOR = (
    r"(?:strictly\s+|solely\s+|only\s+)?for\s+(?:[\w’']+\s+){0,3}?(?:discussions?|reviews?|comments?|negotiations?|information|consideration|"
    r"approval|reference|internal\s+use|agreement)(?:\s+(?:and|or|/)\s+\w+)?(?:\s+purposes?)?(?:\s+only)?"
    r"(?:\s+(?:by|with|between)(?:\s+[\w&’']+){1,5})?"
)
_ONLY = r"(?:strictly\s+|solely\s+)?for\s+(?:[\w’']+\s+){0,3}?(?:discussions?|reviews?|comments?|negotiations?)(?:\s+(?:and|or|/)\s+\w+)?(?:\s+purposes?)?\s+only"
_NOT = r"not\s+(?:yet\s+)?(?:(?:for|to\s+be)\s+(?:signature|signing|signed|execution|executed)|(?:legally\s+)?binding|(?:an?\s+)?offer|agreed|approved)"
_SUBJECT = r"subject\s+to\s+(?:contract(?:\s+and\s+contract)?|(?:client|customer|legal|final|management|board)\s+(?:approval|review)|review|change|agreement)"


def _date() -> str:
    month = month_pattern()
    return (
        rf"(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?\.?[\s-]{month}[\s,-]*\d{{2,4}}|"
        rf"{month}\s\d{{1,2}},?\s\d{{4}}|{month}\s\d{{4}})(?:[\s,@]+\d{{1,2}}[:.]\d\d(?:\s?[ap]\.?m\.?)?)?"
    )


_STAMP = re.compile(
    rf"""{_RESTRICTED}(?:{_PAPER}\s+(?:in\s+)?)?{_WHOSE}{_DRAFT}(?:\s+(?:of\s+(?:the\s+)?)?{_PAPER})?
    (?:[\s(]*(?:no\.?|number|nr\.?|\#|version|v\.?|rev(?:ision)?\.?)?\s?\d{{1,3}}(?:\.\d{{1,3}}){{0,2}}[a-z]?\)?)?
    (?:[\s,(:]*(?:of|dated|as\s+of|from|vom|du)?\s*{_date()}\)?)?
    (?:[\s,;:.()/–—-]*(?:and\s+)?(?:{_FOR}|{_NOT}|{_SUBJECT}|only|confidential|privileged(?:\s+and\s+confidential)?|without\s+prejudice))*""",
    re.IGNORECASE | re.VERBOSE,
)
_LEGEND = re.compile(
    rf"{_RESTRICTED}(?:{_ONLY}|not\s+(?:for|to\s+be)\s+(?:signature|signing|signed|execution|executed)|"
    r"subject\s+to\s+contract(?:\s+and\s+contract)?(?:[\s,/–—-]+(?:and\s+)?without\s+prejudice)?)"
    rf"(?:[\s,;:.()/–—-]*(?:and\s+)?(?:{_NOT}|{_SUBJECT}|confidential))*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    rf"\bthis\s+(?:{_PAPER}|paper|file)\s+(?:is|remains|constitutes|has\s+been\s+issued\s+as)\s+(?:only\s+|merely\s+|currently\s+|still\s+)?"
    rf"(?:an?|in|the)\s+(?:\w+\s+){{0,2}}{_DRAFT}\b(?!\s+(?!form|and|for|only|which|that|until|document|version|agreement|contract|prepared|provided|it|subject|not|issued|copy)\w)|"
    rf"\bthis\s+{_DRAFT}(?:\s+{_PAPER})?\s+(?:is|has|does|may|shall|will|remains|constitutes|should)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\t|\n|\s{3,}|\s[–—|•·-]\s|[|•·]|\s[-–—]{2,}\s")
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{4,60}[)\]]")
_EDGES = " \t\"“”'‘’*[](){}<>_=~#.,:;!-–—/\\"
_LONGEST = 16
"""Words of a stamp."""
_STATUS = re.compile(
    r"^(?:(?:document|doc\.?|sow|contract|agreement|paper|version|file|revision|approval)\s+)?(?:status|state|stage)$",
    re.IGNORECASE,
)
_IN_A_NAME = re.compile(
    rf"(?<![^\W_]){_DRAFT}(?:s|ed)?(?=[\W_\d]|$)|(?<=[a-z\d])(?-i:Draft|DRAFT|Entwurf)(?=[\W_\dA-Z]|$)", re.IGNORECASE
)
_NOT_THIS_PAPER = re.compile(
    r"^[\s_-]*(?:report|deliverable|plan|design|invoice|specification|minutes)s?(?![^\W_])", re.IGNORECASE
)
_PROPERTIES = re.compile(
    r"^(?:title|subject|status|category|keywords|custom:.*(?:status|state|version|stage|draft).*)$", re.IGNORECASE
)


def drafts_of(reading: Reading) -> Iterator[DraftMark]:
    """The marks of a draft, in the order of the text, then the file's name and its properties; the same mark once a place."""
    yield from _once(_printed(reading))
    yield from named_drafts(reading.document)


def _printed(reading: Reading) -> Iterator[DraftMark]:
    document = reading.document
    signs = [match.start() for match in _SIGN.finditer(reading.text)]
    if not signs:
        return
    spots = Spots(document)
    for spot in spots.at(signs):
        found = _stamped(spot, reading)
        if found:
            yield DraftMark(
                place=spot.place,
                where=in_words(spot.place, spot.block.page),
                page=spot.block.page,
                words=whole_line(reading.text, found),
                quote=document.quote(found),
            )
    yield from _labelled(reading, spots.opening)


def _stamped(spot: Spot, reading: Reading) -> Span | None:
    """The part of a block that is a stamp, or the sentence by which the paper calls itself a draft."""
    start = spot.block.span.start
    if spot.block.label or _is_one_of_many(spot, reading.text):
        return None
    for part in _parts(spot.words):
        words = part.of(spot.words)
        if len(words.split()) <= _LONGEST and is_draft_stamp(words):
            return Span(start=start + part.start, end=start + part.end)
    said = _SENTENCE.search(spot.words)
    return Span(start=start + said.start(), end=start + said.end()) if said else None


def is_draft_stamp(words: str) -> bool:
    """Whether some words are nothing but the stamp of a draft.

    >>> is_draft_stamp("DRAFT v2"), is_draft_stamp("Draft for discussion purposes only"), is_draft_stamp("Draft Report")
    (True, True, False)
    """
    bare = " ".join(words.strip(_EDGES).split())
    return bool(_STAMP.fullmatch(bare) or _LEGEND.fullmatch(bare))


def _parts(words: str) -> Iterator[Span]:
    """The whole, then its parts between wide gaps, bars and dashes, and those in brackets, without white space at their ends."""
    bounds = [(0, len(words))]
    cuts = [match.span() for match in _PARTS.finditer(words)]
    bounds += (
        zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)], strict=True) if cuts else []
    )
    bounds += [match.span() for match in _IN_BRACKETS.finditer(words)]
    spans = (stripped(words, start, end) for start, end in bounds)
    return (span for span in spans if span)


def _is_one_of_many(spot: Spot, text: str) -> bool:
    """Whether it is a cell beside others: what a table says of something is no stamp."""
    span = spot.block.span
    return spot.block.kind == "table_cell" and (
        text[span.end : span.end + 1] == "\t" or text[span.start - 1 : span.start] == "\t"
    )


def _labelled(reading: Reading, opening: int) -> Iterator[DraftMark]:
    """A status of "Draft" in the opening, or with a label that names the document."""
    for pair in reading.key_values:
        label = _STATUS.match(pair.label.strip())
        if label is None or not (pair.value.start <= opening or " " in label[0]):
            continue
        if is_draft_stamp(pair.value.of(reading.text)):
            page = reading.document.page_of(pair.value.start)
            yield DraftMark(
                place="text",
                where=in_words("text", page),
                page=page,
                words=_told(pair, reading),
                quote=reading.document.quote(pair.value),
            )


def _told(pair: KeyValue, reading: Reading) -> str:
    return f"{pair.label}: {whole_line(reading.text, pair.value)}"


def named_drafts(document: Document) -> Iterator[DraftMark]:
    """The marks of a draft that do not stand on the paper: in the file's name, and in its properties."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", document.name)
    if _names_a_draft(stem):
        yield DraftMark(place="file_name", where="file name", words=document.name)
    for name, value in _properties(document.metadata):
        # A title that only repeats the file's name says nothing of its own.
        if _names_a_draft(value) and value not in (stem, document.name):
            yield DraftMark(place="metadata", where=f"property “{name}”", words=value)


def _names_a_draft(words: str) -> bool:
    return any(not _NOT_THIS_PAPER.match(words[match.end() :]) for match in _IN_A_NAME.finditer(words))


def _properties(metadata: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in metadata.items():
        if _PROPERTIES.match(name) and len(value) <= 200:
            yield name.removeprefix("custom:"), " ".join(value.split())


def _once(marks: Iterator[DraftMark]) -> Iterator[DraftMark]:
    """The same words at the same kind of place once, with the pages from the first to the last."""
    groups: dict[tuple[str, str], list[DraftMark]] = {}
    for mark in marks:
        groups.setdefault((mark.place, mark.words.casefold()), []).append(mark)
    for group in groups.values():
        first, last = group[0], group[-1]
        yield first.model_copy(update={"where": in_words(first.place, first.page, last.page)})
