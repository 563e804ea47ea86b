"""Sentences of our own for each type of clause: frames with slots, drawn with a fixed seed.

A line "@ type" opens the frames of a type. Below it each line is one frame: a sentence; "L ", the lead of a list; "I ",
an item; "T ", the header of a table; "R ", a row. In a frame {slot} stands for a word of the slot, {Slot} for one that
begins with a capital, (a|b) for either.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Form = Literal["sentence", "lead", "item", "header", "row"]
_HERE = Path(__file__).parent
_FORMS: Mapping[str, Form] = {"L": "lead", "I": "item", "T": "header", "R": "row"}
_SLOT = re.compile(r"\{([A-Za-z]+\d?)\}")
_EITHER = re.compile(r"\(([^()|]+(?:\|[^()|]+)+)\)")
_DEEPEST = 6
_COINED = "coined"
_SYLLABLES = [left + right for left in "bdfgklmnprstvw" for right in ("a", "e", "i", "o", "an", "el", "or", "un")]


@dataclass(frozen=True)
class Frame:
    """One way to write a clause of a type."""

    kind: str
    form: Form
    words: str

    @property
    def name(self) -> str:
        """What tells it from every other frame."""
        return f"{self.kind}/{self.form}/{self.words}"


def frames(folder: Path = _HERE / "frames") -> tuple[Frame, ...]:
    """Every frame of the folder's files."""
    found: list[Frame] = []
    for path in sorted(folder.glob("*.txt")):
        for kind, line in _sections(path):
            mark, _, rest = line.partition(" ")
            form = _FORMS.get(mark)
            found.append(Frame(kind, form, rest) if form else Frame(kind, "sentence", line))
    return tuple(found)


class Writer:
    """Fills frames; the same seed writes the same words."""

    def __init__(self, seed: int, slots: Path = _HERE / "slots.txt") -> None:
        self._random = random.Random(seed)  # noqa: S311 (sentences, not secrets)
        self._slots: dict[str, list[str]] = {}
        for name, line in _sections(slots):
            self._slots.setdefault(name, []).append(line)

    def fill(self, words: str) -> str:
        """A frame's words with something in each slot."""
        for _ in range(_DEEPEST):
            words = _EITHER.sub(lambda match: self._random.choice(match.group(1).split("|")), words)
            filled = _SLOT.sub(lambda match: self._drawn(match.group(1)), words)
            if filled == words:
                return filled
            words = filled
        raise ValueError(f"slots of {words!r} never end")

    def _drawn(self, name: str) -> str:
        if name == _COINED:
            return "".join(self._random.choices(_SYLLABLES, k=3)).capitalize()
        if name in self._slots:
            return self._random.choice(self._slots[name])
        words = self._random.choice(self._slots[name[0].lower() + name[1:]])
        return words[0].upper() + words[1:] if words[0] != "{" else "{" + words[1].upper() + words[2:]


def _sections(path: Path) -> Iterator[tuple[str, str]]:
    """The lines of a file, each with the section that it stands in."""
    name = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@ "):
            name = line[2:].strip()
        elif line.strip() and not line.startswith("//"):
            yield name, line
