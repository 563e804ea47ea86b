"""What stands for a signature in print: "/s/ A. Rao", "Sd/-", "gez. A. Rao", "(signed)", "Signed by A. Rao on 3 May 2026"."""

import re

_BEGINS = r"(?<![^\s:_])"
_NAME_FOLLOWS = r"(?=(?:(?:ppa|i\.\s?[VA])\.?\s+)?(?:[A-Z][\w.’'-]*|[^\W\d_a-z]\w+)(?:\s|$|-))"

MARK = re.compile(
    r"/\s?[sS]\s?/"
    rf"|{_BEGINS}s/(?!\w/)\s?{_NAME_FOLLOWS}"
    rf"|{_BEGINS}\(?[Ss][Dd]\s?[./]\s?[-–—]?\)?(?=\s*(?:$|\n|\t|[A-Z(]))"
    rf"|{_BEGINS}(?:[Gg]ez|[Ss]ig|[Ss]gd|[Ss]ign|[Ee]gh|[Uu]nderskr)\.\s?{_NAME_FOLLOWS}"
    rf"|{_BEGINS}(?:ppa|i\.\s?V|i\.\s?A)\.\s?(?=[^\W\d_a-z][\w.’'-]*\s+[^\W\d_a-z])"
    rf"|{_BEGINS}[(\[]\s?(?:[Ss]igned|SIGNED|[Gg]ezeichnet|[Ss]ign[ée])\s?[)\]]"
)
"""A mark wherever it stands in a line; of the abbreviations only before a name."""

PROXY = re.compile(r"(?:ppa|i\.\s?V|i\.\s?A)\.\s?")
"""What a German proxy writes before the name: a mark, unless a line to sign stands above it."""

_FOR = r"(?:for\s+and\s+on\s+behalf\s+of|on\s+behalf\s+of|for)"
_ACT = r"(?:accepted|agreed|approved|authori[sz]ed|confirmed|acknowledged|executed|signed|ordered)"
_ON = r"[,\s]\s*(?:on|dated?)\s+(?P<date>[^,]{4,30}|[^,]{3,16},\s?\d{4})"
_WHO = r"(?P<who>[^\W\d_][^:\t\n]{3,110}?)"
SIGNED_BY = re.compile(
    rf"(?:e-?|digitally\s+|electronically\s+)?{_ACT}(?:\s+and\s+{_ACT})?"
    rf"(?:\s+{_FOR}\s+(?P<party>[^:\t\n]{{3,90}}?))?\s+by\s+(?:(?i:mr|ms|mrs|dr)\.?\s+)?{_WHO}{_ON}\.?",
    re.IGNORECASE,
)
"""A statement on one line of who signed and when: it is a mark itself."""


CLOCKED = re.compile(
    r"(?P<name>[^\W\d_][^\d()\n\t:]{2,60}?)\s*\(\s*(?P<date>[^()\n]{0,16}?\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\s*[,|–-]?\s+"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]\.?M\.?)?\s*(?:[A-Z]{2,5}(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}|[+-]\d{2}'\d{2}')?\s*\)"
)
"""A name with the moment of signing in brackets, as services set it under a signature."""


def is_statement(line: str) -> bool:
    """Whether a line states who signed and when.

    >>> is_statement("Signed by Ann Okoro on 3 May 2026"), is_statement("Signed by both parties on paper")
    (True, False)
    """
    found = SIGNED_BY.fullmatch(line.strip()) if len(line) < 220 else None
    return bool(found and any(letter.isdigit() for letter in found["date"]) and found["who"][0].isupper())


def has_mark(line: str) -> bool:
    """Whether a mark begins the line, one of its columns, or follows a short label.

    >>> has_mark("gez. Ann Okoro"), has_mark("Authorized: /s/ A. Rao"), has_mark("see page 3 sig. on the cover")
    (True, True, False)
    """
    for part in re.split(r"[\t\n]", line):
        found = MARK.search(part)
        before = part[: found.start()].strip() if found else ""
        if found and (not before or (before.endswith(":") and len(before) < 90)):
            return True
        if is_statement(part) or CLOCKED.fullmatch(part.strip()):
            return True
    return False
