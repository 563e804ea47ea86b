"""Labels of versions as papers write them: "Version 4.0", "v3", "Rev. C", "Fassung 1.2"; and which of two is the later."""

import re
from collections.abc import Iterator
from functools import cache

from sowcheck.parse.found import Found
from sowcheck.parse.months import month_pattern

_SIGN = re.compile(r"\d|(?i:ver|rev|iss|fassung|edi)")
"""What every label holds."""
_WORDS = (
    r"versions?|ver\.?|vers\.|revisions?|rev\.?|issue|fassung|edition|édition|versie|versjon|versión|versione|versão"
)


@cache
def _pattern() -> re.Pattern[str]:
    number = r"\d{1,3}(?:\.\d{1,3}){0,3}(?-i:[a-z])?(?!\w)"
    no_date = rf"(?![\d.,/\-–]*\d|\s?%|(?:st|nd|rd|th)?\.?[\s\-–]{{1,2}}(?:of\s)?(?:{month_pattern()})\b)"
    ends = r"(?=\s*(?:$|[()\]|,;:/\t\n–—-]|\.(?!\w)|\s\s|(?:of|dated|from|page)\b|\d))"
    return re.compile(
        rf"""(?:(?<![^\W\d_])|(?<=(?-i:[A-Z]))(?=(?-i:v)\d))(?:
          (?:{_WORDS})\s?(?:no\.?|number|nr\.?|n°|\#)?\s{{0,2}}[:#=\-–]?\s{{0,2}}v?\.?\s?(?P<named>{number}){no_date}
        | (?:{_WORDS})\s{{0,2}}[:#=\-–]?\s{{0,2}}(?P<letter>(?-i:[A-Z])){ends}
        | v\.?\s?(?P<short>{number}){no_date}
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


def find_versions(text: str) -> list[Found[str]]:
    """The labels of versions in a text, from left to right: the number or letter alone.

    >>> [found.value for found in find_versions("SOW v4 (Rev. C), Version 2.1 of 3 May 2026")]
    ['4', 'C', '2.1']
    """
    return list(_found(text)) if _SIGN.search(text) else []


def _found(text: str) -> Iterator[Found[str]]:
    for match in _pattern().finditer(text):
        yield Found(match["named"] or match["short"] or match["letter"], match.start(), match.end())


def version_key(label: str) -> tuple[tuple[int, ...], str] | None:
    """What makes a label: its numbers without closing zeros, and its letter; None where it has neither.

    >>> version_key("v4.0"), version_key("Rev. c"), version_key("final")
    (((4,), ''), ((), 'C'), None)
    """
    number = re.search(r"(\d+(?:\.\d+)*)([A-Za-z]?)\b", label)
    if number:
        parts = [int(part) for part in number[1].split(".")]
        while len(parts) > 1 and parts[-1] == 0:
            parts.pop()
        return tuple(parts), number[2].upper()
    letter = re.search(r"(?:^|[\s.:#-])([A-Za-z])$", label.strip())
    return ((), letter[1].upper()) if letter else None


def is_later(one: str, other: str) -> bool | None:
    """Whether one version is later than the other; None where they are the same, or count in different ways.

    >>> is_later("v4.1", "4"), is_later("B", "C"), is_later("3", "C"), is_later("2.0", "2")
    (True, False, None, None)
    """
    left, right = version_key(one), version_key(other)
    if left is None or right is None or left == right or bool(left[0]) != bool(right[0]):
        return None
    return left > right
