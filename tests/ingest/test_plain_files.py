"""The reader of files hands Word, text and Markdown files to the reader that knows them."""

from pathlib import Path

import pytest

from docx_builders import paragraph, word_file
from sowcheck.core.documents import Document
from sowcheck.ingest.reader import read


def written(folder: Path, name: str, data: bytes) -> Document:
    path = folder / name
    path.write_bytes(data)
    return read(path)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("sow.docx", word_file(paragraph("Fee: EUR 5")), "wordprocessingml.document"),
        ("sow.doc", word_file(paragraph("Fee: EUR 5")), "wordprocessingml.document"),
        ("sow.txt", b"Fee: EUR 5", "text/plain"),
        ("sow.txt", "Fee: EUR 5".encode("utf-16"), "text/plain"),
        ("sow.md", b"Fee: **EUR 5**", "text/markdown"),
    ],
)
def test_a_file_is_read_for_what_it_holds(tmp_path: Path, name: str, data: bytes, media_type: str) -> None:
    document = written(tmp_path, name, data)
    assert document.text == "Fee: EUR 5"
    assert document.media_type.endswith(media_type)
    assert document.name == name
