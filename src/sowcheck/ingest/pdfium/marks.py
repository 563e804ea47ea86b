"""Words that a PDF states in place of what it draws (`/ActualText`): readers aloud and copying take them, eyes do not.

A few letters stand for a ligature or a word broken at a line's end, and are needed to read it. Figures and longer words
could say another thing than the page shows: what is drawn is read then, and they are kept aside.
"""

import ctypes
from collections.abc import Iterable
from typing import Any

from pypdfium2 import raw

_LONGEST = 12
"""Letters that may stand for what is drawn."""
_BYTES = 4096
_UNITS = ctypes.POINTER(ctypes.c_ushort)


def take_off_replacements(objects: Iterable[Any]) -> list[str]:
    """Removes the marks that would replace drawn figures or words; their words, each once.

    To be called before the page's text is loaded.
    """
    found: dict[str, None] = {}
    for handle in objects:
        for index in reversed(range(raw.FPDFPageObj_CountMarks(handle))):
            mark = raw.FPDFPageObj_GetMark(handle, index)
            words = _actual_text(mark)
            if words and _could_mislead(words):
                raw.FPDFPageObj_RemoveMark(handle, mark)
                found[words] = None
    return list(found)


def _could_mislead(words: str) -> bool:
    said = [character for character in words if character.isalnum()]
    return len(said) > _LONGEST or any(character.isdigit() for character in said)


def _actual_text(mark: Any) -> str:
    length, buffer = ctypes.c_ulong(), ctypes.create_string_buffer(_BYTES)
    if not raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", ctypes.cast(buffer, _UNITS), _BYTES, length):
        return ""
    if length.value > _BYTES:
        buffer = ctypes.create_string_buffer(length.value)
        raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", ctypes.cast(buffer, _UNITS), length.value, length)
    return buffer.raw[: max(length.value - 2, 0)].decode("utf-16-le", "replace").strip()
