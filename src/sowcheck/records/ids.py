"""Ids of records: of Salesforce with 15 characters on a page or in an old export, 18 in the API; GUIDs in any case."""

import re

_ID = re.compile(r"[0-9A-Za-z]{15}(?:[A-Z0-5]{3})?")
_GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)
_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def is_salesforce_id(text: str) -> bool:
    """Whether the text has the form of an id."""
    return _ID.fullmatch(text) is not None


def salesforce_id(text: str) -> str | None:
    """The id with 18 characters, or None for text that is no id.

    The last three characters say which of the first fifteen are capitals, five a character.

    >>> salesforce_id("a0p61000002NUmo")
    'a0p61000002NUmoAAG'
    """
    if not is_salesforce_id(text):
        return None
    short = text[:15]
    parts = (short[start : start + 5] for start in (0, 5, 10))
    bits = (sum(1 << place for place, letter in enumerate(part) if "A" <= letter <= "Z") for part in parts)
    return short + "".join(_CHECK[number] for number in bits)


def one_spelling(text: str) -> str:
    """The id in the one way of all in which systems write it; other text as it is, without space around it.

    >>> one_spelling("{F20B6C85-A41E-F111-8341-000D3A2E9B47}")
    'f20b6c85-a41e-f111-8341-000d3a2e9b47'
    """
    bare = text.strip()
    guid = _GUID.fullmatch(bare)
    return guid[1].lower() if guid else salesforce_id(bare) or bare
