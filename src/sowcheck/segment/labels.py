"""Words that label a value: what a label looks like, which labels forms use, and what counts as blank."""

import re

from sowcheck.core.clauses import KeyValue
from sowcheck.core.spans import Span, stripped

_LONGEST_VALUE = 1200
_BOX = re.compile(r"(?P<checked>[☒☑✓✔✗✘■]|\[[xX✓]\]|\([xX]\))|[☐□]|\[\s?\]|\(\s\)")
_BOXES = re.compile(r"(?:[☒☑✓✔✗✘■☐□]|\[[xX✓\s]?\])")
_BLANK = re.compile(
    r"^(?:[\s_.…☐☒☑✓✔□■\-–—/|()]*|\[[^\]]*\]|<[^>]*>|\{[^}]*\}|(?:to be (?:determined|confirmed|agreed|completed|defined|advised)|tbd|tbc|tba|tbn|xx+)\.?)$",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"^_{3,}(?:\s*[A-Za-z ]{2,14}:\s*_*)*$")
_SENTENCE = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|were|has|have|agrees?|means|includes?|should|would|can|the following)\b",
    re.IGNORECASE,
)
_LABEL_SHAPE = re.compile(r"^[^\W_][^\t\n:;!?=<>@]*$")
LEADING_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[a-zA-Z])(?:\.\d+)*[.)]\s+")

_FORM_LABEL = re.compile(
    r"^(?:(?:the\s+)?(?:client|customer|buyer|purchaser|owner|supplier|contractor|subcontractor|vendor|provider|service provider|consultant|seller|developer|"
    r"company|prestataire|fournisseur|opdrachtgever|opdrachtnemer|auftraggeber|auftragnehmer|kunde|lieferant|bill to|sold to|ship to|"
    r"invoices? to|remit to|prepared (?:for|by))(?:\s*/\s*.{1,40}|\s*\(.{1,40}\)|\s+(?:name|entity|contact|representative|po|number|no\.?))?|"
    r".{0,40}\b(?:date|number|no\.?|reference|ref\.?|currency|terms?|name|title|position|agreement|version|total|price|fee|fees|amount|"
    r"start|end|duration|period|address|contact|email|e-mail|phone|status|type|basis|method|frequency|schedule|expenses|location|"
    r"law|notice|rate|budget|cap|limit|discount|tax|vat|gst|po|order|project|manager|signature|by|to|from|id|abn|term|centre|center|"
    r"invoicing|billing|quote|quotation|summary|description|datum|devise|prix|montant|dur[eé]e|date de .{2,20}|conditions de .{2,20}))$",
    re.IGNORECASE,
)


def is_blank(value: str) -> bool:
    """Whether a value is a blank to fill in. "N/A" is none: it says something.

    >>> is_blank("_____"), is_blank("[DATE]"), is_blank("TBD"), is_blank("N/A"), is_blank("0")
    (True, True, True, False, False)
    """
    stripped = value.strip()
    if (
        stripped.startswith("[")
        and re.fullmatch(r"\[[^\]]*(?:x|\u2713|\u2714)\]", stripped, re.IGNORECASE)
        and len(stripped) < 4
    ):
        return False
    return bool(_BLANK.match(stripped)) or bool(_BLANK_LINES.match(stripped))


def is_label(words: str, *, most_words: int = 9) -> bool:
    """Whether `words` can label a value: short, no sentence, begins with a letter.

    >>> is_label("Effective Date"), is_label("The Supplier shall pay"), is_label("4.2%")
    (True, False, False)
    """
    words = LEADING_NUMBER.sub("", words.strip()).rstrip(" :")
    if not words or len(words) > 70 or len(words.split()) > most_words or not _LABEL_SHAPE.match(words):
        return False
    if not any(letter.isalpha() for letter in words) or words[0].isdigit():
        return False
    ends_well = not words.endswith((".", ",")) or bool(
        re.search(r"\b(?:no|nr|ref|etc|incl|excl|qty|tel|dept)\.$", words, re.I)
    )
    return ends_well and not _SENTENCE.search(words)


def is_form_label(words: str) -> bool:
    """Whether `words` are a label that forms use, so that a value may stand below it without a colon.

    >>> is_form_label("Order date"), is_form_label("Customer / Bill To"), is_form_label("Fixed price work")
    (True, True, False)
    """
    words = words.strip().rstrip(" :")
    return is_label(words, most_words=7) and bool(_FORM_LABEL.match(words))


def is_field_label(words: str) -> bool:
    """Whether a line right before a form field can be its label; it may be a clause, but no sentence.

    >>> is_field_label("Agreement under which this order is placed"), is_field_label("Sign here.")
    (True, False)
    """
    words = words.strip()
    return len(words) <= 90 and any(letter.isalpha() for letter in words) and not words.endswith((".", ";", ","))


def unchecked(line: str) -> bool:
    """Whether a line is a row of check boxes."""
    return bool(_BOXES.match(line.strip()))


def labelled_value(text: str, key: Span, value: Span | None) -> KeyValue | None:
    """A labelled value; None if the value is blank or rather another label. Of check boxes, the checked one counts."""
    if value is not None and _BOXES.match(value.of(text).strip()):
        value = _checked(text, value)
    if value is None or is_blank(value.of(text)) or len(value) > _LONGEST_VALUE:
        return None
    if value.of(text).strip().lower() in ("name", "date", "title", "signature", "position", "by"):
        return None
    number = LEADING_NUMBER.match(key.of(text))
    if number and number.end() < len(key):
        key = Span(start=key.start + number.end(), end=key.end)
    label = re.sub(r"\s*\n\s*", " / ", key.of(text))
    label = re.sub(r"\s+", " ", label).strip().rstrip(":： ")  # noqa: RUF001
    return KeyValue(key=key, label=label, value=value) if label else None


def _checked(text: str, boxes: Span) -> Span | None:
    """The words after the one checked box; None if none or several are checked."""
    marks = list(_BOX.finditer(text, boxes.start, boxes.end))
    checked = [place for place, mark in enumerate(marks) if mark["checked"]]
    if len(checked) != 1:
        return None
    place = checked[0]
    end = marks[place + 1].start() if place + 1 < len(marks) else boxes.end
    return stripped(text, marks[place].end(), end)
