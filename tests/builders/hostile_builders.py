"""Builds PDF files from bare objects, with whatever is wrong in them."""

import zlib
from collections.abc import Mapping, Sequence

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 4 0 R /Contents 5 0 R >>"
FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
WORDS = b"BT /F1 12 Tf 72 700 Td (The fixed fee is EUR 184,000.) Tj ET"


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    data = zlib.compress(content, 9) if packed else content
    filters = b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d%s %s >>\nstream\n%s\nendstream" % (len(data), filters, entries, data)


def bare_pdf(objects: Mapping[int, bytes] | None = None, *, trailer: bytes = b"") -> bytes:
    """A PDF of one page with words; `objects` replace its own (1 catalog, 2 pages, 3 page, 4 resources, 5 content)."""
    parts = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE,
        4: FONT,
        5: stream(WORDS),
        **(objects or {}),
    }
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, content in sorted(parts.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), max(parts) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def nested_forms(levels: int, times: int) -> bytes:
    """A page that draws a form, which draws another one several times, and so on."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    last = 10 + levels
    objects = {
        number: stream(b"/X Do " * times, form + b" /Resources << /XObject << /X %d 0 R >> >>" % (number + 1))
        for number in range(10, last)
    }
    resources = b"<< /XObject << /X 10 0 R >> >>"
    return bare_pdf({4: resources, 5: stream(b"/X Do"), **objects, last: stream(b"0 0 m 9 9 l S", form)})


def many_pages(count: int) -> bytes:
    """A PDF of many pages, which share their content."""
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 10 + count))
    pages = dict.fromkeys(range(10, 10 + count), PAGE)
    return bare_pdf({2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), **pages})


def image_page(width: int, height: int, entries: bytes = b"", *, size: Sequence[int] = (595, 842)) -> bytes:
    """A page with words and a grey picture of so many pixels, packed."""
    picture = stream(
        bytes(1),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 %s"
        % (width, height, entries),
        packed=True,
    )
    page = PAGE.replace(b"595 842", b"%d %d" % (size[0], size[1]))
    resources = FONT[:-2] + b"/XObject << /I 6 0 R >> >>"
    return bare_pdf({3: page, 4: resources, 5: stream(WORDS + b" q 500 0 0 300 50 50 cm /I Do Q"), 6: picture})
