"""Words that label a value: what a label looks like, which labels forms use, and what counts as blank."""

import re

_BLANK = re.compile(
    r"^(?:[\s_.…\-–—/|()]*|\[[^\]]*\]|<[^>]*>|\{[^}]*\}|(?:to be (?:determined|confirmed|agreed|completed|defined|advised)|tbd|tbc|tba|tbn|xx+)\.?)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|were|has|have|agrees?|means|includes?|includ(?:es|ing)|should|would|can|the following)\b",
    re.IGNORECASE,
)
_LABEL_SHAPE = re.compile(r"^[^\W_][^\t\n:;!?=<>@]*$")
_LEADING_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[a-zA-Z])(?:\.\d+)*[.)]\s+")

_FORM_LABEL = re.compile(
    r"^(?:(?:the\s+)?(?:client|customer|buyer|purchaser|owner|supplier|contractor|subcontractor|vendor|provider|service provider|consultant|seller|developer|"
    r"company|prestataire|fournisseur|opdrachtgever|opdrachtnemer|auftraggeber|auftragnehmer|kunde|lieferant|bill to|sold to|ship to|"
    r"invoices? to|remit to|prepared (?:for|by))\b.{0,40}|"
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
    return bool(_BLANK.match(stripped))


def is_label(words: str, *, most_words: int = 9) -> bool:
    """Whether `words` can label a value: short, no sentence, begins with a letter.

    >>> is_label("Effective Date"), is_label("The Supplier shall pay"), is_label("4.2%")
    (True, False, False)
    """
    words = _LEADING_NUMBER.sub("", words.strip()).rstrip(" :")
    if not words or len(words) > 70 or len(words.split()) > most_words or not _LABEL_SHAPE.match(words):
        return False
    if not any(letter.isalpha() for letter in words) or words[0].isdigit():
        return False
    return not _SENTENCE.search(words) and not words.endswith((".", ",")) | words.endswith("etc.")


def is_form_label(words: str) -> bool:
    """Whether `words` are a label that forms use, so that a value may stand below it without a colon.

    >>> is_form_label("Order date"), is_form_label("Customer / Bill To"), is_form_label("Fixed price work")
    (True, True, False)
    """
    words = words.strip().rstrip(" :")
    return is_label(words, most_words=7) and bool(_FORM_LABEL.match(words))
