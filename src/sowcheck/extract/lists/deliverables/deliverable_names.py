"""The name of a deliverable and the date or period behind it: "Data catalog, by 25 June 2027"."""

import re

from sowcheck.core.items import Deliverable
from sowcheck.extract import typed as parsers
from sowcheck.extract.finding import pattern
from sowcheck.extract.reading import Reading

FIELD = "scope.deliverables"

_WHEN = r"(?:[^,;]{0,50}?(?:\d|\bdays?\b|\bweek|\bmonth|\bquarter|\bmonday|\btuesday|\bwednesday|\bthursday|\bfriday|\bsprint)[^,;]*(?:,\s*\d{4})?)"
_DUE = pattern(
    rf"(?:,?\s+(?:due\s+|to be (?:delivered|submitted)\s+)?(?:by|within|on|before|every|no later than|not later than|until|at the latest on)|"
    rf"\s*,?\s+[–—-]|,\s+(?=every|each|\d))\s+(?P<due>{_WHEN})$"
)
# Where the time stands in a sentence: behind the name, or before the subject.
_TIME = r"(?:\d|\b(?:days?|weeks?|months?|quarters?|years?|sprints?|completion|termination|award|request|delivery|end|signing|acceptance|go-live)\b)"
_BEHIND = pattern(
    r"[\s,(](?P<due>(?:(?:on or )?(?:by|before)|within|(?:no|not) later than|prior to|upon|following|after|at the (?:end|conclusion|completion) of|"
    r"every|each|on an? \w+ basis|(?:once |twice )?(?:daily|weekly|bi-?weekly|fortnightly|monthly|quarterly|annually))\b[^,;.()]{0,90})"
)
_AHEAD = pattern(
    r"^\W*(?P<due>(?:(?:on or )?(?:by|before)|within|(?:no|not) later than|prior to|upon|following|after|at the (?:end|conclusion|completion) of|"
    r"every|each|(?:\w+ )?(?:days?|weeks?|months?) (?:prior to|before|after|following))\b[^,;.]{3,120}),"
)
_RHYTHM = pattern(r"^(?:daily|weekly|bi-?weekly|fortnightly|monthly|quarterly|semi-?annual|annual|yearly)\b")


def with_due(words: str, reading: Reading) -> Deliverable:
    """A deliverable whose words may end with its date or period."""
    words = re.sub(r"^(?:an?|the)\s+", "", words)
    match = _DUE.search(words)
    if not match or match.start() < 3:
        return Deliverable(name=words)
    return Deliverable(name=words[: match.start()].rstrip(" ,"), due=normal_due(match.group("due"), reading))


def normal_due(words: str, reading: Reading) -> str:
    """An ISO date if the words hold a complete one; else the words."""
    day = next(parsers.date(words, reading), None)
    return str(day.value) if day else words.strip()


def due_around(sentence: str, name: str, end: int, reading: Reading) -> str | None:
    """The time that a sentence gives for the thing that its words before `end` name."""
    behind = _BEHIND.search(sentence[max(0, end - 1) :])
    for match in (behind, _AHEAD.search(sentence)):
        if match and re.search(_TIME, match.group("due"), re.IGNORECASE):
            return normal_due(match.group("due"), reading)
    rhythm = _RHYTHM.match(name)
    return rhythm.group().casefold() if rhythm else None
