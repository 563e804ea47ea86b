"""What a workbook holds beside its cells: comments, text boxes, print headers; charts, pictures and macros unread."""

from collections.abc import Mapping
from typing import Any, Literal

from sowcheck.core.documents import BlockKind, CellPlace, Comment, Unread
from sowcheck.ingest.xlsx.book import Book, Related
from sowcheck.ingest.xlsx.cells import RawSheet
from sowcheck.ingest.xlsx.references import cell_of

_UNREAD_PARTS = {
    "image": "picture",
    "chart": "chart",
    "chartEx": "chart",
    "diagramData": "diagram",
    "oleObject": "embedded file",
    "package": "embedded file",
    "control": "form control",
    "ctrlProp": "form control",
    "slicer": "slicer",
    "timeline": "timeline",
}
_LEGACY_NOTE = "[Threaded comment]"
"""How Excel begins the old note that it writes beside each new comment."""
_LARGE = 75_000
"""Square points: a seventh of a page. What is smaller is a logo, a stamp or a signature."""
_EMU = 12_700
"""English metric units in a point."""


class Sides:
    """What was found beside the cells."""

    def __init__(self) -> None:
        self.comments: list[Comment] = []
        self.boxes: list[str] = []
        self.edges: list[tuple[BlockKind, str]] = []
        self.unread: list[Unread] = []
        self._authors: dict[str, str] | None = None

    def miss(self, where: str, reason: Literal["unsupported_content", "damaged"] = "unsupported_content") -> None:
        """Names something that was not read, once."""
        entry = Unread(where=where, reason=reason)
        if entry not in self.unread:
            self.unread.append(entry)

    def whole_book(self, book: Book) -> None:
        """Names what belongs to no sheet."""
        names = [name.lower() for name in book.names]
        if any(name.startswith("xl/revisions/") for name in names):
            self.miss("tracked changes of a shared workbook")
        if any(name.startswith("xl/macrosheets/") or name.endswith("/vbaproject.bin") for name in names):
            self.miss("macros")

    def people(self, book: Book) -> dict[str, str]:
        """Names of those who comment, by their ids."""
        if self._authors is None:
            self._authors = {}
            for name in book.names:
                if name.lower().startswith("xl/persons/") and name.lower().endswith(".xml"):
                    root = book.xml(name)
                    for person in root.iter("{*}person") if root is not None else ():
                        self._authors[person.get("id", "")] = person.get("displayName", "")
        return self._authors


def sides_of(book: Book, sheet: RawSheet, places: Mapping[tuple[int, int], CellPlace], sides: Sides) -> None:
    """Takes in what stands beside the cells of a sheet that is shown."""
    shown = sheet.state == "visible"
    if sheet.part is None:
        if shown:
            sides.miss(f"chart sheet {sheet.name}")
        return
    related = book.related(sheet.part)
    _comments(book, sheet, related, places, sides)
    if not shown:
        return
    for words in sheet.header:
        _add_edge(sides, BlockKind.HEADER, words)
    for words in sheet.footer:
        _add_edge(sides, BlockKind.FOOTER, words)
    for one in related:
        if one.kind == "drawing" and not one.external:
            _drawing(book, sheet, one.target, sides)
        elif one.kind in _UNREAD_PARTS:
            sides.miss(f"{sheet.name}: {_UNREAD_PARTS[one.kind]}")


def _add_edge(sides: Sides, kind: BlockKind, words: str) -> None:
    words = " ".join(words.split())
    if (kind, words) not in sides.edges:
        sides.edges.append((kind, words))


def _comments(
    book: Book,
    sheet: RawSheet,
    related: tuple[Related, ...],
    places: Mapping[tuple[int, int], CellPlace],
    sides: Sides,
) -> None:
    """Notes, and the comments of newer programs, which repeat themselves as notes: a program that drops them keeps these."""
    has_threads = any(one.kind == "threadedComment" for one in related)
    for one in related:
        if one.external or one.kind not in ("comments", "threadedComment"):
            continue
        root = book.xml(one.target)
        if root is None:
            sides.miss(f"{sheet.name}: comments", "damaged")
            continue
        threaded = one.kind == "threadedComment"
        authors = [_said(author) for author in root.iter("{*}author")]
        for found in root.iter("{*}threadedComment" if threaded else "{*}comment"):
            words = "\n".join(_said(text) for text in found.iter("{*}text"))
            if not words.strip() or (has_threads and not threaded and words.startswith(_LEGACY_NOTE)):
                continue
            who = (
                sides.people(book).get(found.get("personId", "")) if threaded else _nth(authors, found.get("authorId"))
            )
            place = places.get(cell_of(found.get("ref", "")) or (0, 0))
            sides.comments.append(
                Comment(text=words, author=who or None, date=found.get("dT"), anchor=place.span if place else None)
            )


def _said(element: Any) -> str:
    """The words of an element, those of hidden readings (phonetics) apart."""
    texts = [text.text or "" for text in element.iter("{*}t")]
    return " ".join(("".join(texts) if texts else element.text or "").split())


def _nth(authors: list[str], number: str | None) -> str | None:
    return authors[int(number)] if number and number.isdigit() and int(number) < len(authors) else None


def _drawing(book: Book, sheet: RawSheet, part: str, sides: Sides) -> None:
    """Words of text boxes; pictures, charts and diagrams are named."""
    root = book.xml(part)
    if root is None:
        sides.miss(f"{sheet.name}: drawing", "damaged")
        return
    for body in root.iter("{*}txBody"):
        lines = ["".join(text.text or "" for text in line.iter("{*}t")) for line in body.iter("{*}p")]
        words = "\n".join(" ".join(line.split()) for line in lines if line.strip())
        if words:
            sides.boxes.append(words)
    large = any(map(_is_large, root))
    for one in book.related(part):
        what = _UNREAD_PARTS.get(one.kind)
        if what and (large or what != "picture"):
            sides.miss(f"{sheet.name}: {what}")


def _is_large(anchor: Any) -> bool:
    """Whether something drawn may be a picture of a text, and no logo or stamp: a picture that tells no size may be."""
    if anchor.find(".//{*}pic") is None:
        return False
    sizes = [each for each in (anchor.find("{*}ext"), anchor.find(".//{*}spPr/{*}xfrm/{*}ext")) if each is not None]
    return not any(_area(each) < _LARGE for each in sizes if _area(each))


def _area(size: Any) -> float:
    """Square points."""
    width, height = (str(size.get(name, "")) for name in ("cx", "cy"))
    return int(width) / _EMU * (int(height) / _EMU) if width.isdecimal() and height.isdecimal() else 0
