"""The short form under which a text speaks of a firm whose full name it gives once: "Pelican shall", "Pelican's"."""

import re

_FORMS = frozenset(
    ["the", "general", "national", "united", "american", "international", "global", "department", "office"]
)


def short_name(name: str, text: str) -> set[str]:
    """The first word of a name in small letters, if the text lets it act or own by itself; else nothing."""
    first = re.match(r"[\w&-]{4,}", name)
    if not first or first.group().casefold() in _FORMS:
        return set()
    word = first.group()
    alone = re.search(
        rf"\b{re.escape(word)}(?:[’']s)?\s+(?:shall|will|must|may|agrees|is|has|to|does)\b", text, re.IGNORECASE
    )
    return {word.casefold()} if alone else set()
