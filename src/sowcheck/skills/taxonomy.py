"""The taxonomy as written in `data/skills`: canonical skills, how else they are written, categories and the tree."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

Kind = Literal["technology", "protocol", "standard", "method", "domain", "certification", "language", "personal"]
NAMED: frozenset[Kind] = frozenset(["technology", "protocol"])
"""Kinds whose names stand for a product, language or protocol wherever they stand."""


@dataclass(frozen=True, slots=True)
class Category:
    """A group of skills."""

    key: str
    title: str
    kind: Kind
    onet: str | None
    """Title of the technology category of O*NET that holds such names."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A canonical skill."""

    name: str
    aliases: tuple[str, ...]
    category: Category
    parent: str | None
    """Name of the wider skill."""
    ambiguous: frozenset[str]
    """Forms that mean something else as often; they count beside a neighbour of their kind or in a list of skills."""
    exact_case: bool
    """Its forms count only as written here or in capitals."""
    onet: str | None
    """O*NET-SOC code of the occupation that is named for it."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Taxonomy:
    """Skills by name, in the order of the files."""

    categories: dict[str, Category]
    skills: dict[str, Skill]

    def ancestors(self, skill: Skill) -> tuple[Skill, ...]:
        """The wider skills, nearest first."""
        found: list[Skill] = []
        step = skill.parent
        while step is not None and all(step != one.name for one in found):
            found.append(self.skills[step])
            step = found[-1].parent
        return tuple(found)


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy of the package, read once."""
    folder = resources.files("sowcheck") / "data" / "skills"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    texts = {entry.name: entry.read_text(encoding="utf-8") for entry in files}
    categories = {
        key: Category(key, row["title"], _kind(row["kind"]), row.get("onet"))
        for key, row in tomllib.loads(texts.pop("categories.toml")).items()
    }
    skills: dict[str, Skill] = {}
    for text in texts.values():
        for group in tomllib.loads(text)["group"]:
            for row in group["skills"]:
                skill = Skill(
                    name=row["name"],
                    aliases=tuple(row.get("aliases", ())),
                    category=categories[group["category"]],
                    parent=group.get("parent"),
                    ambiguous=frozenset(row.get("ambiguous", ())),
                    exact_case=row.get("case", False),
                    onet=row.get("onet"),
                )
                assert skill.name not in skills, f"two skills are called {skill.name}"
                skills[skill.name] = skill
    return Taxonomy(categories, skills)


def _kind(words: str) -> Kind:
    assert words in get_args(Kind), f"no kind of skill is called {words}"
    kind: Kind = words  # type: ignore[assignment]  # one of its values, as the line above has checked
    return kind
