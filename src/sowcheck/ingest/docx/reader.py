"""`read_docx`: a Word file, as it reads once all its changes are accepted, and once all are rejected."""

import hashlib
from pathlib import Path
from typing import Literal

from sowcheck.core.documents import BlockKind, Coverage, Document, HiddenText, Revision
from sowcheck.core.limits import ReadingLimits
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.docx.blocks import StoryReader
from sowcheck.ingest.docx.breaks import is_wrapped, without_page_breaks
from sowcheck.ingest.docx.comments import read_comments
from sowcheck.ingest.docx.kinds import Scale
from sowcheck.ingest.docx.layout import Layout
from sowcheck.ingest.docx.names import RELATION_ID, Element, is_on, w, whole
from sowcheck.ingest.docx.numbering import Numbering
from sowcheck.ingest.docx.other import with_other
from sowcheck.ingest.docx.package import Package
from sowcheck.ingest.docx.properties import metadata, signature_fields
from sowcheck.ingest.docx.story import Grid, Node, NoteKind, Paragraph, Setting, Story
from sowcheck.ingest.docx.styles import TWIPS, Styles

_MEDIA_TYPE: Literal["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)
_A4 = (11906, 16838)
"""Twips."""
_NOTE_PARTS: dict[NoteKind, str] = {"footnote": "footnotes", "endnote": "endnotes"}


def read_docx(path: Path, data: bytes, limits: ReadingLimits | None = None) -> Document:
    """Read a .docx or .docm file.

    Args:
        path: names the file in errors and in the document.
        data: its content.
        limits: what it may ask for.

    Returns:
        The document: body, then text boxes, notes, headers and footers. Tracked changes read as accepted; where they
        make a difference, `other` is the document as if all of them were rejected.

    Raises:
        UnreadableInput: `data` is no Word file, is encrypted or damaged, expands without measure, or holds no text.
    """
    package = Package.open(path, data, limits or ReadingLimits())
    document = _read(path, data, package)
    if document is None:
        raise UnreadableInput(
            path, "it has no text", hint="If it is a scan, save it as a PDF with a text layer (OCR) and check that one."
        )
    if not package.changed and not document.revisions:
        return document
    package.rejects = True
    return with_other(document, _read(path, data, package), sum(package.changed.values()))


def _read(path: Path, data: bytes, package: Package) -> Document | None:
    """The document in one reading of its package; None if it has no words."""
    root = package.main_xml()
    body = root.find(w("body"))
    if body is None:
        raise UnreadableInput(path, f"its part {package.main} is damaged", hint="Save the file again in Word.")
    setting = _setting(package, body)
    main = Story(setting)
    nodes = StoryReader(main).read(body)
    wrapped = is_wrapped(_texts(nodes))
    nodes, page_numbers = without_page_breaks(nodes) if wrapped else (nodes, [])
    layout = Layout(wrapped=wrapped, scale=Scale(nodes))
    layout.write(nodes)
    body_drawings = len(layout.drawings)
    layout.write(page_numbers, BlockKind.FOOTER)
    _write_boxes(main, layout)
    _write_notes(main, layout)
    _write_edges(setting, body, layout)
    comments = read_comments(package, layout)
    if not layout.text.strip():
        return None
    properties, signatures = metadata(package), signature_fields(package, setting.signers)
    for part in package.damaged:
        setting.ledger.miss(part, "damaged")
    for part in package.too_large:
        setting.ledger.miss(part, "limit_reached")
    hidden = _hidden(setting)
    counted = (layout.blocks, comments, layout.revisions, layout.fields, hidden)
    units = setting.ledger.units + sum(map(len, counted))
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=_MEDIA_TYPE,
        text=layout.text,
        blocks=tuple(sorted(layout.blocks, key=lambda block: block.span.start)),
        tables=tuple(layout.tables),
        form_fields=tuple(layout.fields),
        signature_fields=signatures,
        revisions=_within(layout),
        drawings=tuple(layout.drawings[:body_drawings]),
        comments=comments,
        hidden=hidden,
        metadata=properties,
        coverage=Coverage(units=units, unread=tuple(setting.ledger.unread)),
    )


def _within(layout: Layout) -> tuple[Revision, ...]:
    """The revisions; a deletion after the last word stood at its end."""
    return tuple(
        revision
        if revision.before is None
        else revision.model_copy(update={"before": min(revision.before, layout.length)})
        for revision in layout.revisions
    )


def _hidden(setting: Setting) -> tuple[HiddenText, ...]:
    """What the stories hide, with single spaces."""
    tidied = (each.model_copy(update={"words": " ".join(each.words.split())}) for each in setting.hidden)
    return tuple(each for each in tidied if each.words)


def _setting(package: Package, body: Element) -> Setting:
    styles = Styles(package.related("styles"))
    size = next(body.iter(w("pgSz")), None)
    width = (whole(size.get(w("w"))) if size is not None else None) or _A4[0]
    height = (whole(size.get(w("h"))) if size is not None else None) or _A4[1]
    return Setting(
        package=package,
        styles=styles,
        numbering=Numbering(package.related("numbering"), styles),
        page_area=width / TWIPS * (height / TWIPS),
    )


def _texts(nodes: list[Node]) -> list[str]:
    return [node.flow.text for node in nodes if isinstance(node, Paragraph)]


def _write_boxes(story: Story, layout: Layout) -> None:
    """Text boxes of a story, and those inside them."""
    for place, box in story.boxes:
        inner = Story(story.setting, place=place)
        layout.write(StoryReader(inner).read(box), BlockKind.TEXT_BOX)
        _write_boxes(inner, layout)
        _write_notes(inner, layout)
    for words in story.drawn_words:
        layout.line(words.strip(), BlockKind.TEXT_BOX)


def _write_notes(story: Story, layout: Layout) -> None:
    for kind, part in _NOTE_PARTS.items():
        wanted = [note for found, note in story.notes if found == kind]
        root = story.setting.package.related(part) if wanted else None
        if root is None:
            continue
        notes = {note.get(w("id")): note for note in root.iterfind(w(kind))}
        for index, key in enumerate(wanted, start=1):
            if key in notes:
                inner = Story(story.setting, place=f"{kind} {index}")
                layout.write(StoryReader(inner).read(notes[key]), BlockKind.FOOTNOTE, label=str(index))
                _write_boxes(inner, layout)


def _write_edges(setting: Setting, body: Element, layout: Layout) -> None:
    """Headers and footers that are shown on some page, each distinct one once."""
    seen: set[str] = set()
    arrows = setting.package.relationships(setting.package.main)
    for kind, name in ((BlockKind.HEADER, "header"), (BlockKind.FOOTER, "footer")):
        for index, reference in enumerate(_shown_edges(setting, body, name), start=1):
            arrow = arrows.get(reference)
            root = setting.package.xml(arrow.target) if arrow is not None and not arrow.external else None
            if root is None:
                continue
            story = Story(setting, place=f"{name} {index}")
            nodes = StoryReader(story).read(root)
            words = "\n".join(_all_texts(nodes))
            if words not in seen:
                seen.add(words)
                layout.write(nodes, kind)
            _write_boxes(story, layout)


def _shown_edges(setting: Setting, body: Element, name: str) -> list[str]:
    """Relationship ids of the headers or footers of all sections, without those that no page shows."""
    settings = setting.package.related("settings")
    even = settings.find(w("evenAndOddHeaders")) if settings is not None else None
    found: list[str] = []
    for section in body.iter(w("sectPr")):
        title = section.find(w("titlePg"))
        for reference in section.iterfind(w(f"{name}Reference")):
            kind, target = reference.get(w("type"), "default"), reference.get(RELATION_ID, "")
            first_shown = kind != "first" or (title is not None and is_on(title))
            even_shown = kind != "even" or (even is not None and is_on(even))
            if first_shown and even_shown and target not in found:
                found.append(target)
    return found


def _all_texts(nodes: list[Node]) -> list[str]:
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, Grid):
            for cell in node.cells:
                texts.extend(_all_texts(cell.nodes))
        else:
            texts.append(node.flow.text)
    return texts
