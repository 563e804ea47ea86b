"""What kind of paper it is: by its title, by what it says of itself, by what it does to another paper."""

import re
from collections.abc import Iterator

from sowcheck.core.documents import BlockKind
from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.choices import find_choice
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.reading import Reading
from sowcheck.extract.remembered import remembered

_TITLE_LINES = 14
_TITLE_CHARACTERS = 700
_TITLE_CELLS = 2
"""Of a workbook: the sheet's name and its title. What follows says which contract the sheet belongs to."""
_REFERENCE = re.compile(
    r"\s+(?:to|under|pursuant|between|dated|amending|forming|in accordance|called off|issued|placed|zum|zur|unter)\b|[(:]|\s[-–—]\s",
    re.IGNORECASE,
)
"""Where a title goes on to name another paper."""
# A line of the cover that is a numbered clause is no title.
_NUMBERED = re.compile(r"\s*(?:\d+(?:\.\d+)*[.)]?|[A-Z]\.)\s")
_CERTIFICATE = 120
"""Characters of a certificate that show what it is."""
_DOUBT = {"other": 0.25, "msa": 0.12, "proposal": 0.12}
"""Words that titles of other kinds hold as well."""


def _by_title(reading: Reading) -> Iterator[Candidate]:
    """The first words of a line of the cover; the earliest line that names a kind counts most."""
    labelled = {pair.value.start for pair in reading.key_values}
    for line in _cover(reading):
        is_label = any(line.start <= start < line.end for start in labelled)
        if _NUMBERED.match(line.of(reading.text)):
            continue
        for cell in re.finditer(r"[^\t]+", line.of(reading.text)):
            head = _REFERENCE.split(cell.group())[0]
            decided = find_choice("doc.kind", head) if head.strip() else None
            if decided is None or (is_label and (cell.start() or str(decided[0]) in _DOUBT)):
                continue
            kind, start = str(decided[0]), line.start + cell.start()
            weight = (
                (0.6 if len(line) > 110 else 0.9) - 0.0002 * start - _DOUBT.get(kind, 0.0) - (0.15 if is_label else 0)
            )
            yield Candidate("doc.kind", kind, Span(start=start, end=start + len(head)), "doc.kind.title", weight)


def _cover(reading: Reading) -> Iterator[Span]:
    """The lines before the first long one."""
    seen = 0
    for block in reading.document.blocks:
        inside_row = block.kind is BlockKind.TABLE_CELL and reading.text[: block.span.start].endswith("\t")
        if block.kind in (BlockKind.HEADER, BlockKind.FOOTER) or inside_row:
            continue
        line_end = reading.text.find("\n", block.span.start)
        span = Span(start=block.span.start, end=max(block.span.end, line_end if line_end > 0 else len(reading.text)))
        yield span
        seen += 1
        most = _TITLE_CELLS if reading.document.cell_places else _TITLE_LINES
        if len(block.span) > 200 or seen >= most or span.end > _TITLE_CHARACTERS:
            return


_THIS_IS = pattern(
    r"^[\"“]?th(?:is|e) (?P<what>(?:[\w-]+ ){0,5}?(?:statement of (?:work|services)|change order|contract modification|order form|call-?off|task order|work authori[sz]ation|order|"
    r"performance work statement|master \w+ agreement|letter))\b"
)
_EXHIBIT = pattern(r"^this (?:exhibit|schedule|annex|work order)\b.{0,80}\b(?:incorporated into|part of|issued under)")
_ATTACHED = pattern(
    r"^(?:[^.;]{0,60}\b)?this (?:[\w-]+ ){0,2}(?:exhibit|schedule|annex|annexure|attachment|appendix)\b.{0,80}\b(?:incorporated into|attached to|part of|issued under|pursuant to|subject to|under)\b.{0,80}\b(?-i:Agreement|Contract|Terms|MSA)"
)
"""A paper that begins with what it is attached to."""
_PLACES_ORDERS = pattern(
    r"each (?:work statement|statement of work|order|task order|sow)\b.{0,60}(?:part of this agreement|incorporated|governed)|"
    r"statements? of work (?:issued|executed|entered) (?:under|pursuant)"
)
_AMENDS = pattern(
    r"\b(?:is|are) (?:hereby )?(?:amended|restated|replaced|modified)\b.{0,60}\b(?:to read|as follows|by|in its entirety)|\bthis (?:\w+ )?(?:modification|amendment|variation|addendum)\b"
)
_TELLS = pattern("|".join(cue.expression for cue in (_EXHIBIT, _ATTACHED, _PLACES_ORDERS, _AMENDS)))


def _by_words(reading: Reading) -> Iterator[Candidate]:
    for sentence in reading.sentences:
        early = sentence.span.start < len(reading.text) // 2
        match = _THIS_IS.search(sentence.text) if early else None
        if match and (decided := find_choice("doc.kind", match.group("what"))):
            yield Candidate("doc.kind", decided[0], sentence.at(match.start(), match.end()), "doc.kind.self", 0.7)
        if not _TELLS.may_match(sentence.text):
            continue
        for cue, kind, rule, weight in (
            (_EXHIBIT, "sow", "doc.kind.exhibit", 0.75),
            *(((_ATTACHED, "sow", "doc.kind.attached", 0.7),) if sentence.span.start < _TITLE_CHARACTERS else ()),
            (_PLACES_ORDERS, "msa", "doc.kind.places_orders", 0.72),
            (_AMENDS, "change_order", "doc.kind.amends", 0.55),
        ):
            if found := cue.search(sentence.text):
                quote = clip(reading.text, sentence.span, sentence.at(found.start(), found.end()))
                yield Candidate("doc.kind", kind, quote, rule, weight)


@remembered
def kinds_of_paper(reading: Reading) -> tuple[Candidate, ...]:
    """What a paper may be; the term of the engagement depends on it too."""
    if reading.is_certificate:
        span = reading.outline.certificates[0].span
        title = Span(start=span.start, end=min(span.end, span.start + _CERTIFICATE))
        return (Candidate("doc.kind", "certificate", title, "doc.kind.certificate", 0.97),)
    return (*_by_title(reading), *_by_words(reading))


RULES: tuple[Rule, ...] = (kinds_of_paper,)
