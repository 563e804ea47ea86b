"""Files spoilt at random are read, or refused with one error: no bug, no hang, no crash of the program.

`make test` tries some; `make fuzz` goes on for FUZZ_SECONDS, each round with other files. A file that fails is made
smaller by hypothesis and shown.
"""

import logging
import os
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from docx_builders import listed, paragraph, table, word_file, zipped
from hostile_builders import bare_pdf, image_page
from pdf_builders import pdf, put, ruled_table
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.apart.gather import gather
from xlsx_builders import shared_strings
from zip_builders import packed

_logger = logging.getLogger(__name__)
SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))
EXAMPLES = 60
"""In a round."""
LIMITS = ReadingLimits(seconds=40, memory_megabytes=1024, pages=200, file_megabytes=8)
"""A small file that needs more time than this hangs."""

_TEXT = "# Statement of Work\n\n1. Scope\n\n- [ ] Fee: EUR 184,000\n\n| Role | Rate |\n|---|---|\n| Lead | 900 |\n\n> *a* **b** `c`\n"
_WORD = word_file(
    paragraph("Statement of Work") + listed("The fee is EUR 184,000.", 1) + table(["Role", "Rate"], ["Lead", "900"])
)
_BOOK = shared_strings(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="0"><f>A1</f><v>900</v></c><c r="C2" t="d"><v>2026-03-01</v></c></row>',
    "<si><t>Role</t></si><si><t>Rate</t></si><si><r><t>Lead</t></r></si>",
)
SEEDS: dict[str, bytes] = {
    "a.pdf": pdf(
        lambda canvas: put(canvas, 72, 100, "The fixed fee is EUR 184,000."),
        lambda canvas: ruled_table(canvas, 100, [["Role", "Rate"], ["Lead", "900"]], [72, 192, 282]),
    ),
    "bare.pdf": bare_pdf(),
    "picture.pdf": image_page(9, 9),
    "a.docx": _WORD,
    "a.xlsx": _BOOK,
    "a.zip": packed({"sow.docx": _WORD, "Annex A.xlsx": _BOOK, "notes.md": _TEXT}),
    "a.md": _TEXT.encode(),
    "a.txt": b"\xff\xfe" + _TEXT.encode("utf-16-le"),
}
MAIN = {".docx": "word/document.xml", ".xlsx": "xl/worksheets/sheet1.xml"}
TOKENS = (
    b"\x00",
    b"\xff" * 4,
    b"99999999999999999999",
    b"-1",
    b"0 0 R",
    b"5 0 R",
    b"<<",
    b">>",
    b"[" * 200,
    b"/Kids [2 0 R]",
    b"/Rotate 45",
    b"/MediaBox [0 0 0 0]",
    b"/MediaBox [nan inf 1e99 -1e99]",
    b"endobj",
    b"stream\n",
    b"<w:p>" * 30,
    b"</w:p>",
    b"<row>" * 30,
    b'<c r="A1" t="s"><v>9</v></c>',
    b'<c t="d"><v>x</v></c>',
    b's="999"',
    b"<mergeCells><mergeCell ref='A1:ZZ99'/></mergeCells>",
    b"PK\x01\x02",
    b"<w:tbl><w:tr><w:tc>",
    b"<w:del>",
    b'w:val="2147483648"',
    b"&#0;",
    b"&x;",
    b"<!DOCTYPE x>",
    b"<mc:AlternateContent/>",
    b"```\n",
    b"> " * 50,
    b"| " * 50,
    b"\t" * 50,
    "\u202e\u2028\ufffe".encode(),
)

Change = tuple[int, int, bytes]
_CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.integers(0, 60), st.sampled_from(TOKENS) | st.binary(max_size=12)),
    min_size=1,
    max_size=8,
)


def spoilt(data: bytes, changes: list[Change]) -> bytes:
    """The bytes with some of them replaced, left out or put in."""
    for place, gone, put_in in changes:
        at = place % (len(data) + 1)
        data = data[:at] + put_in + data[at + gone :]
    return data


def spoilt_part(name: str, data: bytes, which: int, changes: list[Change]) -> bytes:
    """A packed file with one of its XML parts spoilt."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [MAIN[PurePath(name).suffix], *sorted(name for name in parts if name.endswith((".xml", ".rels")))]
    # Every second time the main part.
    part = names[which % len(names) if which % 2 else 0]
    return zipped({**parts, part: spoilt(parts[part], changes)})


def read_or_refused(name: str, data: bytes) -> None:
    """Fails if the file is neither read nor refused in time."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        refused: UnreadableInput | None = None
        try:
            for _, document, _ in gather([path], limits=LIMITS).documents:
                assert all(document.text[block.span.start : block.span.end] for block in document.blocks)
        except UnreadableInput as error:
            refused = error
    if refused is not None:
        assert refused.hint
        # A form that draws itself keeps PDFium busy until the clock ends it; our own readers have no such excuse.
        assert name.endswith(".pdf") or "too long" not in refused.reason, refused.reason


@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(SEEDS)), changes=_CHANGES, part=st.none() | st.integers(0, 99))
def try_some(name: str, changes: list[Change], part: int | None) -> None:
    """One round."""
    data = SEEDS[name]
    inside = part is not None and PurePath(name).suffix in MAIN
    read_or_refused(name, spoilt_part(name, data, part or 0, changes) if inside else spoilt(data, changes))


@settings(max_examples=EXAMPLES // 4, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(["a.pdf", "a.docx", "a.xlsx", "a.zip", "a.md"]),
    head=st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04"]),
    data=st.binary(max_size=4000),
)
def try_any(name: str, head: bytes, data: bytes) -> None:
    """One round with bytes of no format."""
    read_or_refused(name, head + data)


def test_spoilt_files_are_read_or_refused() -> None:
    rounds: list[Callable[[], None]] = [try_some, try_any]
    end = time.monotonic() + SECONDS
    number = 0
    while number == 0 or time.monotonic() < end:
        for one in rounds:
            seed(number)(one)()
        number += 1
    _logger.info("%d rounds of %d files", number, EXAMPLES + EXAMPLES // 4)
