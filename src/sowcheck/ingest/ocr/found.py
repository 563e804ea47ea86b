"""What was made out in the picture of a page, as data that two processes exchange."""

import json
from typing import Any, Literal, NamedTuple, Self, get_args

Outcome = Literal["read", "blank", "wordless", "illegible", "covered", "failed", "late"]
"""Words were found; the picture is empty; it shows something without words; its words are too unsure; a mark lies over words; the reader broke
off; it took too long."""


class SeenWord(NamedTuple):
    """A word in a picture that stands upright; places are points from the picture's top left corner."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float
    """Of the font, worked out from the height of its letters."""
    confidence: float
    bold: bool = False
    other: str = ""
    """What a second look made of it, where that differs."""


class Area(NamedTuple):
    """A part of a page as shown, in points from its top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


class Seen(NamedTuple):
    """What one picture shows."""

    where: str
    """The entry of the ledger that it answers, such as "page 3"."""
    page: int
    area: Area
    outcome: Outcome
    turn: int = 0
    """Degrees, clockwise, by which its text lies on the page as shown: 0, 90, 180 or 270."""
    skew: float = 0.0
    """Degrees by which the upright picture was turned counter-clockwise to make its lines level."""
    words: tuple[SeenWord, ...] = ()
    rules: tuple[Area, ...] = ()
    """Ruled lines of the upright picture."""
    drawn: tuple[Area, ...] = ()
    """What is drawn by hand in it."""

    @property
    def confidence(self) -> float:
        """Mean of the words, each by its length; 0 without words."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0

    def packed(self) -> bytes:
        """This as bytes."""
        return json.dumps(self).encode("ascii")

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """What is in bytes that `packed` made; ValueError or TypeError if it is something else."""
        return cls.from_parts(*json.loads(data))

    @classmethod
    def from_parts(
        cls,
        where: Any,
        page: Any,
        area: Any,
        outcome: Any,
        turn: Any,
        skew: Any,
        words: Any,
        rules: Any,
        drawn: Any = (),
    ) -> Self:
        """What lists of plain values say; ValueError or TypeError if they say something else."""
        if outcome not in get_args(Outcome) or turn not in (0, 90, 180, 270):
            raise ValueError("no outcome of reading a picture")
        return cls(
            str(where),
            int(page),
            _area(area),
            outcome,
            int(turn),
            float(skew),
            tuple(_word(*word) for word in words),
            tuple(_area(rule) for rule in rules),
            tuple(_area(each) for each in drawn),
        )


def _area(values: Any) -> Area:
    x0, y0, x1, y1 = map(float, values)
    return Area(x0, y0, x1, y1)


def _word(text: Any, *rest: Any) -> SeenWord:
    *places, bold, other = rest
    x0, y0, x1, y1, baseline, size, confidence = map(float, places)
    return SeenWord(str(text), x0, y0, x1, y1, baseline, size, confidence, bool(bold), str(other))
