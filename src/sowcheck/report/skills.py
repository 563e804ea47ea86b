"""The skills to staff, by category: the taxonomy's names, with the document's words where they differ."""

from collections.abc import Iterable
from typing import NamedTuple

from sowcheck.core.words import plain
from sowcheck.report.model import SkillShape

_UNKNOWN = "In the document's words"


class SkillLine(NamedTuple):
    """One skill."""

    name: str
    """The taxonomy's, else the document's."""
    words: str
    """The document's, where they are not the name; else empty."""
    similarity: float | None
    """Of a skill that only the meaning of the words points to."""

    @property
    def text(self) -> str:
        """The skill on one line."""
        if not self.words:
            return self.name
        meant = "" if self.similarity is None else f", by meaning {self.similarity:.2f}"
        return f"{self.name} (“{self.words}”{meant})"


class SkillGroup(NamedTuple):
    """The skills of one category."""

    category: str
    skills: tuple[SkillLine, ...]


def skill_groups(tags: Iterable[SkillShape]) -> tuple[SkillGroup, ...]:
    """Categories in the order in which the papers name them; what the taxonomy does not know comes last."""
    groups: dict[str, list[SkillLine]] = {}
    for tag in sorted(tags, key=lambda tag: tag.category is None):
        words, name = plain(tag.skill), plain(tag.canonical or tag.skill)
        line = SkillLine(name, "" if words.casefold() == name.casefold() else words, tag.similarity)
        groups.setdefault(tag.category or _UNKNOWN, []).append(line)
    return tuple(SkillGroup(category, tuple(lines)) for category, lines in groups.items())
