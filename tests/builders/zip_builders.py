"""ZIP archives for tests, also such as no program would pack."""

import io
import struct
import zipfile
from collections.abc import Mapping

SOW = "Statement of Work\n\nThe fixed fee is EUR 184,000.\n"


def packed(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def entries(*files: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    """An archive of files in order, also of several with one name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in files:
            archive.writestr(info, data)
    return out.getvalue()


def flagged(data: bytes, bits: int) -> bytes:
    """The archive with a flag set for its first file, in its header and in the list."""
    changed = bytearray(data)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(sign) + place
        changed[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", data, at)[0] | bits)
    return bytes(changed)


def by_method(data: bytes, number: int) -> bytes:
    """The archive with another method of packing named for its first file."""
    changed = bytearray(data)
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(sign) + place
        changed[at : at + 2] = struct.pack("<H", number)
    return bytes(changed)


def overlapping(count: int, size: int) -> bytes:
    """An archive whose files are all made of the same bytes."""
    data = packed({"0000.txt": bytes(size)})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    listed = b"".join(data[start:end].replace(b"0000.txt", b"%04d.txt" % number) for number in range(count))
    return data[:start] + listed + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), start, 0)
