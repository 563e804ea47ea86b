"""Roles that a sentence designates as key personnel."""

import re
from collections.abc import Iterator

from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.people.role_phrases import RolePhrase, roles_in

KEY = r"[\"“]?key\s+(?:personnel|staff|people|persons?|individuals?|employees?|members?|positions?|roles?)[\"”]?"
"""What a paper calls those whom it binds to the work."""
_ABOUT = pattern(rf"\b{KEY}\b")
_ARE_KEY = (
    r"(?:be|are|is)\s+(?:\w+ly\s+)?"
    r"(?:(?:listed|identified|designated|named|considered|deemed|treated|regarded|proposed|assigned|defined)(?:\s+and\s+\w+)?\s+)?"
    rf"(?:as\s+)?(?:an?\s+|the\s+|its\s+)?{KEY}"
)
_DESIGNATES = pattern(rf"\s{_ARE_KEY}")
"""Looked for first: what stands before it may begin anywhere."""
_DESIGNATED = re.compile(
    rf"(?P<roles>[^.;:]{{4,200}}?)\s+(?:(?:must|shall|will|should|are\s+to|is\s+to)\s+)?{_ARE_KEY}", re.IGNORECASE
)
_ASSIGNED = re.compile(
    rf"\b(?:assigns?|designates?|provides?|identif(?:y|ies)|names?|proposes?|appoints?)\s+(?P<roles>[^.;:]{{4,200}}?)\s+as\s+(?:its\s+)?{KEY}",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"{KEY}(?:\s+(?:roles?|positions?|for\s+this\s+\w+))?\s*(?::|(?:are|is|include|includes|comprise|consist\s+of|shall\s+be|will\s+be)(?:\s+the)?\s*:?\s)\s*(?P<roles>[^.;]{{4,200}})",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:(?:at a minimum|accordingly|for this \w+|additionally|in addition|under this \w+),\s+)?(?:(?:the\s+)?[\w-]+[’']s?\s+)?",
    re.IGNORECASE,
)
_OPEN_CHOICE = pattern(
    r"\bthe following\b|\bif there\b|\bsuch\b|\bany\b|\bno\b|\bnot\b|\bmay\b|\bcertain\b|\bwhether\b"
)


def designated(words: str) -> Iterator[RolePhrase]:
    """The roles that a sentence calls key personnel; a choice that is left open designates nobody."""
    if not _ABOUT.search(words):
        return
    for grammar in (_ASSIGNED, _DESIGNATED, _LISTED):
        match = grammar.search(words) if grammar is not _DESIGNATED or _DESIGNATES.search(words) else None
        if not match or _OPEN_CHOICE.search(match["roles"]):
            continue
        start = match.start("roles")
        if grammar is _DESIGNATED and (opening := _OPENING.match(words, start, match.end("roles"))):
            start = opening.end()
        roles = list(roles_in(words, start, match.end("roles")))
        if roles:
            yield from roles
            return
