"""How written forms are compared: by their words, without case, without the plural's s."""

import re
from collections.abc import Iterator

# "C++", "C#" and ".NET" keep their signs; "Node.js", "CI/CD" and "S/4HANA" are two words, however they are joined.
WORD = re.compile(r"(?:(?<![\w.])\.(?=[^\W\d_]))?[^\W_]+(?:[+#]+(?![^\W_]))?")
JOINS = re.compile(r"[ \t\n]{0,2}[-/.&_’'‑:–]?[ \t\n]{0,2}")
"""What may stand between two words of one form."""
_SHORTEST_PLURAL = 5


def stem(word: str) -> str:
    """A word in small letters without the s of its plural: "APIs" and "API" are the same, "IIS" stays."""
    small = word.casefold()
    plural = word.endswith("s") and not small.endswith("ss")
    if plural and (len(small) >= _SHORTEST_PLURAL or word[:-1].isupper()):
        return small[:-1]
    return small


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word's stem with its place."""
    for match in WORD.finditer(text):
        yield stem(match.group()), match.start(), match.end()


def normal(form: str) -> tuple[str, ...]:
    """The form's stems: what two ways to write the same have in common."""
    return tuple(word for word, _, _ in words_of(form))
