"""The characters of a page that was made into words: packed, so that the pages of a long file fit into memory together."""

from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from sowcheck.ingest.layout.content import Glyph


class KeptGlyphs(Sequence[Glyph]):
    """Glyphs that few will ask for once more: a quarter of what they take as objects, each made anew when asked for."""

    __slots__ = ("_joints", "_places", "_styles", "characters")

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        columns = list(zip(*glyphs, strict=True)) or [()] * len(Glyph._fields)
        self.characters: tuple[str, ...] = columns[0]
        self._places = [array("d", column) for column in columns[1:6]]
        self._styles, self._joints = columns[6], columns[7]

    def __len__(self) -> int:
        return len(self.characters)

    @overload
    def __getitem__(self, index: int) -> Glyph: ...
    @overload
    def __getitem__(self, index: slice) -> "KeptGlyphs": ...
    def __getitem__(self, index: int | slice) -> "Glyph | KeptGlyphs":
        if isinstance(index, slice):
            return KeptGlyphs([self[place] for place in range(*index.indices(len(self)))])
        places = [column[index] for column in self._places]
        return Glyph._make((self.characters[index], *places, self._styles[index], self._joints[index]))

    def __iter__(self) -> Iterator[Glyph]:
        return map(Glyph._make, zip(self.characters, *self._places, self._styles, self._joints, strict=True))


def characters_of(glyphs: Sequence[Glyph]) -> Sequence[str]:
    """The characters alone."""
    return glyphs.characters if isinstance(glyphs, KeptGlyphs) else [glyph.character for glyph in glyphs]
