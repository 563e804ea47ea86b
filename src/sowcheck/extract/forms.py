"""Blank forms bound into a paper: "Exhibit D, Form of Statement of Work" states no terms of the paper that holds it."""

import re

from sowcheck.core.clauses import Outline
from sowcheck.core.spans import Span

_EXHIBIT = r"(?:exhibit|schedule|annex(?:ure)?|appendix|attachment)"
_PAPER = (
    r"(?:(?:project |individual |sample )?statements? of (?:work|services)|sow|work (?:orders?|authori[sz]ations?|statements?)|task orders?|service orders?|"
    r"purchase orders?|order forms?|change (?:orders?|requests?)|invoices?|time ?sheets?|acceptance certificates?|certificates? of acceptance|(?:status |progress )reports?)"
)
_TITLE = re.compile(
    rf"^[ \t]*(?:(?P<exhibit>{_EXHIBIT})[ \t]+[\w.-]{{1,6}}[ \t]*[-–—:.,]?[ \t]*)?\W{{0,3}}"
    rf"(?:(?:form|sample|template|specimen|model)[ \t]+(?:of[ \t]+|for[ \t]+)?(?:an?[ \t]+|the[ \t]+)?{_PAPER}|{_PAPER}[ \t]+template)\W{{0,3}}$",
    re.IGNORECASE | re.MULTILINE,
)
_LINE_BEFORE = re.compile(rf"^[ \t]*(?P<exhibit>{_EXHIBIT})\b[^\n]{{0,24}}\n\s*\Z", re.IGNORECASE | re.MULTILINE)
_CHEAP = re.compile(r"\b(?:form|sample|template|specimen|model)\b", re.IGNORECASE)
_BLANK = re.compile(r"_{3,}|<[A-Za-z][\w /’'-]{2,40}>|\[[^\]\n]{0,80}\]|\bTBD\b|\bX{3,}\b|\.{6,}")
_FEWEST_BLANKS = 2
"""A form that is filled in states what it says."""
_LONGEST_TITLE_GAP = 40


def blank_forms(text: str) -> tuple[Span, ...]:
    """The parts of a text that are forms to be filled in later, each from its title to the next exhibit."""
    if not _CHEAP.search(text):
        return ()
    found: list[Span] = []
    for title in _TITLE.finditer(text):
        before = _LINE_BEFORE.search(text, max(0, title.start() - _LONGEST_TITLE_GAP), title.start())
        exhibit = title["exhibit"] or (before["exhibit"] if before else None)
        if exhibit is None or (found and title.start() < found[-1].end):
            continue
        following = re.compile(rf"^[ \t]*{re.escape(exhibit)}[ \t]+[\w.-]{{1,6}}\b", re.MULTILINE)
        after = following.search(text, title.end())
        end = after.start() if after else len(text)
        if len(_BLANK.findall(text, title.end(), end)) >= _FEWEST_BLANKS:
            found.append(Span(start=title.start(), end=end))
    return tuple(found)


def without_forms(outline: Outline, forms: tuple[Span, ...]) -> Outline:
    """The outline without what stands in the forms."""
    if not forms:
        return outline

    def stays(place: Span) -> bool:
        return not any(form.overlaps(place) for form in forms)

    return outline.model_copy(
        update={
            "key_values": tuple(pair for pair in outline.key_values if stays(pair.value)),
            "lists": tuple(item for item in outline.lists if stays(item.span)),
            "tables": tuple(table for table in outline.tables if stays(table.span)),
            "signature_blocks": tuple(block for block in outline.signature_blocks if stays(block.span)),
        }
    )
