"""Whether words begin with a verb in its base form."""

import re

_OBJECT = re.compile(
    r"(?:to\s+)?(?!(?:the|an?|its|their|our|your|all|any|each|one|two|three|four|five|no|new|own|will|shall|must|may|can|would|should|is|are|was|were)\b)(?P<verb>[a-z]+)\s+(?:the|an?|its|their|our|your|us|all|any|each|one|two|three|four|five|access|[A-Z\d]|[a-z]+)",
    re.ASCII,
)
_VERBS = frozenset(
    [
        "give",
        "supply",
        "apply",
        "reply",
        "bring",
        "process",
        "pass",
        "discuss",
        "address",
        "assess",
        "access",
        "receive",
        "drive",
        "move",
        "provide",
        "approve",
        "resolve",
    ]
)
"""Verbs in their base form that end like a noun or adjective."""
_NO_VERB = re.compile(r"(?:\w+(?:tion|ment|ness|ity|ing|ed|s|al|ive|ous|ic|ly)|access|data|timely)$")


def starts_with_verb(words: str) -> bool:
    """Whether a part begins with a verb in its base form: no ending of a noun, adjective or participle."""
    match = _OBJECT.match(words)
    return match is not None and (match.group("verb") in _VERBS or not _NO_VERB.match(match.group("verb")))
