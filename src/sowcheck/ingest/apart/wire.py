"""What two processes say to each other: frames of a kind and so many bytes.

The reading process may have been taken over by the file that it reads, so nothing that it says is trusted: a frame has
a largest size, and a pickle may build nouns and nothing else.
"""

import io
import pickle
from decimal import Decimal
from enum import Enum
from typing import Any, BinaryIO

from sowcheck.core.noun import Noun
from sowcheck.core.packed import Packed

DATA, END, DOCUMENT, PACKAGE, PICTURE, REFUSED, FAILED, READY = b"<", b".", b"D", b"Z", b"P", b"R", b"F", b"!"
"""A piece of the file; the end of file or answer; a document; what a package holds; a page's picture; an expected error;
a bug; can begin."""
_LENGTH = 8
_NOUNS = "sowcheck.core."
_VALUES = {("decimal", "Decimal"): Decimal}


class BrokenAnswer(Exception):
    """The other process ended in the middle, or said what it may not say."""


class TooLong(BrokenAnswer):
    """The other process wants to say more than it may."""


def put(stream: BinaryIO, kind: bytes, content: bytes | memoryview = b"") -> None:
    """Writes one frame."""
    stream.write(kind + len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def take(stream: BinaryIO, most: int) -> tuple[bytes, bytes]:
    """The kind and content of the next frame.

    Args:
        stream: where it comes from.
        most: bytes that it may have.

    Raises:
        BrokenAnswer: it does not come whole.
        TooLong: it is larger.
    """
    kind = _exactly(stream, 1)
    size = int.from_bytes(_exactly(stream, _LENGTH), "big")
    if size > most:
        raise TooLong(f"{size:,} bytes, and {most:,} at most")
    return kind, _exactly(stream, size)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        try:
            part = stream.read(min(size - len(parts), 1 << 20))
        except (OSError, ValueError) as error:
            raise BrokenAnswer("the connection broke") from error
        if not part:
            raise BrokenAnswer("it ended early")
        parts += part
    return bytes(parts)


def packed(noun: Noun) -> bytes:
    """A noun as bytes."""
    return pickle.dumps(noun, protocol=5)


def unpacked(data: bytes) -> Any:
    """The noun in bytes from a process that nobody trusts.

    Raises:
        BrokenAnswer: the bytes are no noun, or name something else than nouns.
    """
    try:
        return _OnlyNouns(io.BytesIO(data)).load()
    except BrokenAnswer:
        raise
    except Exception as error:
        raise BrokenAnswer("it is no noun") from error


class _OnlyNouns(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _VALUES:
            return _VALUES[module, name]
        if module.startswith(_NOUNS) and "." not in name:
            found = super().find_class(module, name)
            if (
                isinstance(found, type)
                and found.__module__ == module
                and issubclass(found, (Noun, Packed, tuple, Enum))
            ):
                return found
        raise BrokenAnswer(f"it names {module}.{name}")
