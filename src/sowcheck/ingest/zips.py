"""Opens ZIP containers that nobody trusts: no bombs, nothing unpacked beyond its declared size."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.limits import MEGABYTE, beyond

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
"""What the library raises when a container, or a file in it, does not unpack."""
_HEADER = 30
"""Bytes before the name of a packed file."""


def opened_zip(path: Path, data: bytes, limits: ReadingLimits) -> zipfile.ZipFile:
    """The container in the bytes of a file.

    Raises:
        UnreadableInput: it is damaged, or a bomb.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UnreadableInput(
            path, "the file is damaged or cut off (a ZIP container that does not open)", hint="Ask for the file again."
        ) from error
    entries = archive.infolist()
    if len(entries) > limits.parts:
        raise beyond(path, f"it is packed from {len(entries):,} parts (a zip bomb?)", "parts", limits)
    # zipfile never unpacks more than the declared size, so the declared sizes can be trusted here.
    expanded = sum(entry.file_size for entry in entries) // MEGABYTE
    if expanded > limits.expanded_megabytes:
        raise beyond(path, f"it unpacks to {expanded:,} MB (a zip bomb?)", "expanded_megabytes", limits)
    if overlap(entries):
        raise UnreadableInput(
            path, "its parts share their bytes (a zip bomb)", hint="It is made to do harm. Do not unpack it."
        )
    return archive


def overlap(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two files of a container are made of the same bytes."""
    placed = sorted((entry.header_offset, entry.compress_size + len(entry.orig_filename)) for entry in entries)
    ends = [start + _HEADER + size for start, size in placed]
    return any(end > start for end, (start, _) in zip(ends, placed[1:], strict=False))
