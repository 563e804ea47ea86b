"""The nouns that end the name of a role in a team."""

import re

ROLE_NOUN = (
    r"(?:managers?|leads?|leaders?|architects?|engineers?|developers?|consultants?|analysts?|designers?|specialists?|coordinators?|"
    r"administrators?|directors?|partners?|scientists?|testers?|advis[eo]rs?|owners?|masters?|officers?|trainers?|technicians?|head)"
)
_ENDS_ROLE = re.compile(
    rf"(?:{ROLE_NOUN}|programmers?|associates?|principals?|experts?|supervisors?|auditors?|writers?|researchers?|counsel|attorneys?|"
    r"lawyers?|paralegals?|resources?|personnel|staff|persons?|professionals?|assistants?|fte|representatives?)\b",
    re.IGNORECASE,
)


def names_role(words: str) -> bool:
    """Whether a name is that of a role, whatever qualifies it: "Senior analyst (onshore)"."""
    return bool(_ENDS_ROLE.search(words))


def is_role_noun(words: str) -> bool:
    """Whether a word alone is a noun of a role, such as the term that a paper calls a single person by."""
    return bool(re.fullmatch(ROLE_NOUN, words, re.IGNORECASE))
