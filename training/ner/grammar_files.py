"""The files of the grammar: rules with their alternatives, and frames, which are whole sentences.

A line `@ name` opens a rule, `# name` a section of frames (`# name *5`: used five times as often); each line below is one alternative. `@ name open` marks a
list of words that goes on for ever in the world (family names, products): some of them are held out when a model is
judged. `//` begins a comment.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from sowcheck.skills.taxonomy import Kind, taxonomy

_HERE = Path(__file__).parent


@dataclass(slots=True)
class GrammarText:
    """The grammar as written."""

    rules: dict[str, list[str]] = field(default_factory=dict)
    open_rules: set[str] = field(default_factory=set)
    frames: dict[str, str] = field(default_factory=dict)
    """By name, such as "staffing/key people/3"."""
    weights: dict[str, int] = field(default_factory=dict)
    """How often a frame is used, where that is more than once in a round."""

    def rounds(self) -> list[str]:
        """The names of the frames, each as often as it weighs."""
        return [name for name in self.frames for _ in range(self.weights.get(name, 1))]


def load_grammar(*, folder: Path = _HERE) -> GrammarText:
    """Every rule of `grammar/` and every frame of `frames/`."""
    grammar = GrammarText()
    for path in sorted((folder / "grammar").glob("*.txt")):
        _read_rules(path, grammar)
    for path in sorted((folder / "frames").glob("*.txt")):
        _read_frames(path, grammar)
    for rule, kinds in _TAXONOMY.items():
        if rule in grammar.rules:
            grammar.rules[rule] += sorted(_names_of(kinds) - set(grammar.rules[rule]))
    return grammar


_TAXONOMY: dict[str, tuple[Kind, ...]] = {
    "technology": ("technology", "protocol"),
    "standard": ("standard",),
    "method": ("method",),
}
"""Rules that the names of the shipped taxonomy of skills are added to."""
_PLAIN = re.compile(r"[^\[\]<>|{}]{2,40}")


def _names_of(kinds: tuple[Kind, ...]) -> set[str]:
    """Names and other forms of the skills of some kinds; signs of the notation cannot stand in a rule."""
    forms = {form for skill in taxonomy().skills.values() if skill.category.kind in kinds for form in skill.forms}
    return {form for form in forms if _PLAIN.fullmatch(form)}


def _lines(path: Path) -> list[str]:
    lines = (line.split("//")[0].rstrip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def _read_rules(path: Path, grammar: GrammarText) -> None:
    alternatives: list[str] = []
    for line in _lines(path):
        if not line.startswith("@ "):
            alternatives.append(line)
            continue
        name, *marks = line[2:].split()
        if name in grammar.rules:
            raise ValueError(f"{path.name}: rule {name} exists already")
        alternatives = grammar.rules[name] = []
        if "open" in marks:
            grammar.open_rules.add(name)


def _read_frames(path: Path, grammar: GrammarText) -> None:
    section, number, weight = "", 0, 1
    for line in _lines(path):
        if line.startswith("# "):
            section, _, times = line[2:].partition(" *")
            number, weight = 0, int(times or 1)
        else:
            number += 1
            name = f"{path.stem}/{section}/{number}"
            grammar.frames[name] = line
            grammar.weights[name] = weight
