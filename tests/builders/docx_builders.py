"""Real Word files for tests: python-docx's own template with the XML that a test is about."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx

from sowcheck.core.documents import Block, BlockKind, Document
from sowcheck.ingest.docx.reader import read_docx

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
PAGE = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'


def template() -> dict[str, bytes]:
    """The parts of python-docx's empty document."""
    saved = io.BytesIO()
    docx.Document().save(saved)
    with zipfile.ZipFile(saved) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def part(root: str, inner: str) -> bytes:
    """An XML part with the usual namespaces."""
    return f"{_XML}<w:{root} {NAMESPACES}>{inner}</w:{root}>".encode()


def word_file(body: str, section: str = PAGE, **others: str) -> bytes:
    """A Word file with a body and other parts: `numbering`, `styles`, `footnotes`, `comments`, `header1`, …

    A part named `header1` or the like has the relationship id "header1".
    """
    parts = template()
    parts["word/document.xml"] = part("document", f"<w:body>{body}{section}</w:body>")
    arrows = ""
    for name, inner in others.items():
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        if f"word/{name}.xml" not in parts or kind == "styles":
            arrows += f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{name}.xml"/>'
        parts[f"word/{name}.xml"] = part(root, inner)
    relationships = "word/_rels/document.xml.rels"
    if "styles" in others:
        arrows = arrows.replace(f'<Relationship Id="styles" Type="{_RELATION}/styles" Target="styles.xml"/>', "")
    parts[relationships] = parts[relationships].replace(b"</Relationships>", f"{arrows}</Relationships>".encode())
    return zipped(parts)


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    looks = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def listed(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def levels(*looks: tuple[str, str], extra: str = "") -> str:
    """Levels of an abstract list: number format and text of each."""
    return "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (style, text) in enumerate(looks)
    )


def table(*rows: list[str], properties: str = "") -> str:
    """A table of cells of one paragraph each."""
    lines = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{lines}</w:tbl>"


def read(data: bytes) -> Document:
    """The document in a Word file."""
    return read_docx(Path("sow.docx"), data)


def read_body(body: str, **others: str) -> Document:
    """The document with this body."""
    return read(word_file(body, **others))


def labels(document: Document) -> list[str | None]:
    """The labels of the body's blocks."""
    return [block.label for block in document.blocks]


def words(document: Document, kind: BlockKind) -> list[str]:
    """What the blocks of one kind say."""
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


def block_of(document: Document, text: str) -> Block:
    """The block that says exactly this."""
    return next(block for block in document.blocks if block.span.of(document.text) == text)
