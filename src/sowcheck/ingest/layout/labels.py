"""The numbers, letters and bullets with which lines of a contract begin."""

import re

_BULLET = "[\u2022\u25e6\u25aa\u25ab\u25a0\u25a1\u25cf\u25cb\u2023\u2043\u2219\u00b7\u27a2\u27a4\u2713\u2714\u2756\u25c6\u2013\u2014*\u25ba\u2610\u2611\u2612\u00a7\uf000-\uf0ffo-]"
_NUMBER = r"(?:[A-Z]{1,3}[.-])?\d{1,3}(?:\.\d{1,3})+\.?\)?|\d{1,3}[.)-]|\(\d{1,3}\)"
_LETTER = r"\([A-Za-z]{1,2}\)|[A-Za-z][.)]"
_ROMAN = r"\(?[ivxlcIVXLC]{1,6}[.)]"
_NAMED = (
    r"(?:ARTICLE|Article|SECTION|Section|Clause|CLAUSE|SCHEDULE|Schedule|EXHIBIT|Exhibit|ANNEX|Annex|APPENDIX|Appendix|"
    r"ATTACHMENT|Attachment|PART|Part|§)\s+(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])\b[.:)]?"
)
_LABEL = re.compile(
    rf"(?P<bullet>{_BULLET})(?=\s+\D|$)|(?P<number>{_NUMBER})(?=\s|$)|(?P<letter>{_LETTER}|{_ROMAN})(?=\s|$)"
)
_NAMED_LABEL = re.compile(_NAMED)


def label_of(text: str) -> str | None:
    """The bullet, number or letter that a line begins with; None if it begins with words.

    >>> label_of("(a) appoint an owner"), label_of("4.2 Fees"), label_of("2026 was fine")
    ('(a)', '4.2', None)
    """
    found = _LABEL.match(text)
    return found.group() if found else None


def named_label_of(text: str) -> str | None:
    """The name and number of a part that a line begins with.

    >>> named_label_of("Article 3 - Scope"), named_label_of("Article by article")
    ('Article 3', None)
    """
    found = _NAMED_LABEL.match(text)
    return found.group() if found else None


def is_bullet(label: str) -> bool:
    """Whether a label is a bullet and counts nothing."""
    return re.fullmatch(_BULLET, label) is not None
