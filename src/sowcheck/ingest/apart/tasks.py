"""What a reading process is asked to do, and what it answers."""

import base64
import json
import struct
from typing import Literal, NamedTuple, Self

from sowcheck.core.limits import ReadingLimits
from sowcheck.ingest.ocr.found import Area, Seen


class PageArea(NamedTuple):
    """A part of a page that may hold words in a picture."""

    where: str
    """Its entry in the ledger, such as "page 3 image 1"."""
    page: int
    """1-based."""
    area: Area


class Task(NamedTuple):
    """One file to read, or pages of it to draw."""

    job: Literal["read", "draw", "scan"]
    name: str
    """Path of the file as the user gave it; the process does not open it."""
    limits: ReadingLimits
    trusted: tuple[bytes, ...] = ()
    """To read: certificates of the authorities that may vouch for signers."""
    pages: tuple[int, ...] = ()
    """To draw: 1-based numbers."""
    scale: float = 1.0
    """To draw: pixels a point."""
    member: int | None = None
    """Place of one file in a package that is meant; None for the file itself."""
    areas: tuple[PageArea, ...] = ()
    """To scan: parts of pages."""
    seen: tuple[Seen, ...] = ()
    """To read: what was made out in pictures of its pages."""

    def packed(self) -> bytes:
        """The task as bytes."""
        certificates = [base64.b64encode(one).decode("ascii") for one in self.trusted]
        shape = self._asdict() | {"limits": self.limits.model_dump(), "trusted": certificates}
        return json.dumps(shape).encode("ascii")

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """The task in bytes that `packed` made."""
        shape = json.loads(data)
        shape["limits"] = ReadingLimits.model_validate(shape["limits"])
        shape["trusted"] = tuple(base64.b64decode(one) for one in shape["trusted"])
        shape["pages"] = tuple(shape["pages"])
        shape["areas"] = tuple(PageArea(where, page, Area(*area)) for where, page, area in shape["areas"])
        shape["seen"] = tuple(Seen.from_parts(*parts) for parts in shape["seen"])
        return cls(**shape)


class DrawnPage(NamedTuple):
    """The picture of a page."""

    number: int
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    scale: float
    """Pixels a point."""
    colours: bytes
    """Red, green and blue of each pixel, row by row."""

    def packed(self) -> bytes:
        """The picture as bytes."""
        return _HEAD.pack(self.number, self.width, self.height, self.scale) + self.colours

    @classmethod
    def unpacked(cls, data: bytes) -> Self | None:
        """The picture in bytes that `packed` made; None if they are none."""
        if len(data) < _HEAD.size:
            return None
        number, width, height, scale = _HEAD.unpack_from(data)
        colours = data[_HEAD.size :]
        if len(colours) != 3 * width * height or not width * height or not scale > 0:
            return None
        return cls(number, width, height, scale, colours)


_HEAD = struct.Struct(">IIId")


class GreyPicture(NamedTuple):
    """The picture of a part of a page, for a program that makes out its words."""

    number: int
    """Which of the areas that were asked for."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    dpi: float
    greys: bytes
    """One byte for each pixel, row by row."""

    def packed(self) -> bytes:
        """The picture as bytes."""
        return _HEAD.pack(self.number, self.width, self.height, self.dpi) + self.greys

    @classmethod
    def unpacked(cls, data: bytes) -> Self | None:
        """The picture in bytes that `packed` made; None if they are none."""
        if len(data) < _HEAD.size:
            return None
        number, width, height, dpi = _HEAD.unpack_from(data)
        greys = data[_HEAD.size :]
        if len(greys) != width * height or not width * height or not 10 < dpi < 5000:
            return None
        return cls(number, width, height, dpi, greys)


class Refusal(NamedTuple):
    """Why a file cannot be read, in words; or why the reader failed on it."""

    error: str
    """"UnreadableInput" or "UsageError", one of the limits, or the name of an unexpected exception."""
    message: str
    hint: str
    """Of an unexpected exception: its traceback."""

    def packed(self) -> bytes:
        """The refusal as bytes."""
        return json.dumps(self).encode("ascii")

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """The refusal in bytes that `packed` made; ValueError if they are none."""
        error, message, hint = json.loads(data)
        return cls(str(error), str(message), str(hint))
