"""Words of documents made safe to show, and the names that people know roles and choices by."""

import unicodedata

OWNERS = {
    "sales_ops": "Sales operations",
    "delivery_ops": "Delivery operations",
    "finance": "Finance",
    "legal": "Legal",
    "enterprise_architecture": "Enterprise architecture",
}
CHOICES = {
    "sow": "statement of work",
    "msa": "master agreement",
    "certificate": "certificate of a signing service",
    "time_and_materials_nte": "time and materials, not to exceed",
    "pct_of_fees": "share of the fees",
    "per_msa": "as the master agreement says",
}
"""Values of choices that do not read well as they are."""
BLANK_REASONS = {"left_blank": "left blank", "pending": "still open", "redacted": "redacted"}
"""Why a field has no value where the document has a place for it."""
SIGNING_WAYS = {
    "digital": "a digital signature that holds",
    "envelope": "the stamp of a signing service",
    "conformed": "words that stand for a signature",
    "drawn": "ink or a picture in the place to sign",
    "typed": "a typed name alone",
    "empty": "nothing in the place to sign",
}
"""How a place to sign was signed."""
STRENGTHS = {"proven": "proven", "claimed": "claimed, not proven", "none": "not signed"}
"""What a signature is worth."""
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def plain(text: str) -> str:
    r"""The text without control and formatting characters, on one line: safe to print and to lay out.

    >>> plain("pay\x1b[31m now\tor  later")
    'pay[31m now or later'
    """
    kept = "".join(" " if char in "\t\n\r\f\v" else char for char in text if not _is_invisible(char))
    return " ".join(kept.split())


def _is_invisible(char: str) -> bool:
    return char not in "\t\n\r\f\v" and unicodedata.category(char) in _INVISIBLE


def shortened(text: str, most: int = 160) -> str:
    """At most `most` characters, cut between words where that is possible.

    >>> shortened("one two three", 9)
    'one two…'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at = cut.rfind(" ")
    return cut[: at if at > most // 2 else most - 1].rstrip() + "…"


def owner_title(owner: str) -> str:
    """The name of a role."""
    return OWNERS.get(owner, owner)


def choice_in_words(value: str) -> str:
    """A value of a closed list.

    >>> choice_in_words("order_form")
    'order form'
    """
    return CHOICES.get(value, value.replace("_", " "))
