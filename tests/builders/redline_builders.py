"""Word files with open changes, and the same files as Word saves them once all changes are accepted, or rejected.

The three are written independently of each other, from one description: what the reader makes of the changes must be
what it reads in the file that has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docx_builders import word_file

Mode = Literal["open", "accepted", "rejected"]
Fate = Literal["kept", "new", "old", "passing"]
"""Of words, ends of paragraphs, rows and cells: untouched, inserted, deleted, or inserted by one and deleted by another."""
ADA = 'w:id="901" w:author="Ada Rao" w:date="2026-07-10T06:12:00Z"'
BO = 'w:id="902" w:author="Bo Lind" w:date="2026-07-11T09:30:00Z"'


def stays(fate: Fate, mode: Mode) -> bool:
    """Whether something is in the file of a mode."""
    return (
        fate == "kept"
        or mode == "open"
        or (fate == "new" and mode == "accepted")
        or (fate == "old" and mode == "rejected")
    )


@dataclass(frozen=True)
class Words:
    """Some words of a paragraph."""

    text: str
    fate: Fate = "kept"
    moved: bool = False
    """Marked as one end of a move instead of as an insertion or deletion."""
    control: bool = False
    """Inside a content control."""
    formatted: bool = False
    """Made bold by a tracked change."""

    def xml(self, mode: Mode) -> str:
        if not stays(self.fate, mode):
            return ""
        gone = mode == "open" and (self.fate == "passing" or (self.fate == "old" and not self.moved))
        name = "delText" if gone else "t"
        look = ""
        if self.formatted and mode == "open":
            look = f"<w:rPr><w:b/><w:rPrChange {ADA}><w:rPr/></w:rPrChange></w:rPr>"
        elif self.formatted and mode == "accepted":
            look = "<w:rPr><w:b/></w:rPr>"
        run = f'<w:r>{look}<w:{name} xml:space="preserve">{self.text}</w:{name}></w:r>'
        if mode == "open":
            run = self._marked(run)
        return f"<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>" if self.control else run

    def _marked(self, run: str) -> str:
        match self.fate:
            case "new":
                name = "moveTo" if self.moved else "ins"
                return f"<w:{name} {ADA}>{run}</w:{name}>"
            case "old":
                name = "moveFrom" if self.moved else "del"
                return f"<w:{name} {BO}>{run}</w:{name}>"
            case "passing":
                return f"<w:ins {ADA}><w:del {BO}>{run}</w:del></w:ins>"
            case _:
                return run


@dataclass(frozen=True)
class Line:
    """A paragraph."""

    words: tuple[Words, ...]
    end: Fate = "kept"
    """What becomes of its end; the last paragraph of a run keeps its own."""
    numbered: bool = False

    def inner(self, mode: Mode) -> str:
        return "".join(words.xml(mode) for words in self.words)

    def properties(self, mode: Mode) -> str:
        number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if self.numbered else ""
        marks = {"new": f"<w:ins {ADA}/>", "old": f"<w:del {BO}/>", "passing": f"<w:ins {ADA}/><w:del {BO}/>"}
        mark = f"<w:rPr>{marks[self.end]}</w:rPr>" if mode == "open" and self.end != "kept" else ""
        return f"<w:pPr>{number}{mark}</w:pPr>"


def lines(run: Sequence[Line], mode: Mode) -> str:
    """Paragraphs one after the other; one whose end is gone goes on with the next."""
    xml, waiting = "", ""
    for line in [*run[:-1], *(replace(line, end="kept") for line in run[-1:])]:
        inner = waiting + line.inner(mode)
        if stays(line.end, mode):
            xml += f"<w:p>{line.properties(mode)}{inner}</w:p>"
            waiting = ""
        else:
            waiting = inner
    return xml


@dataclass(frozen=True)
class Row:
    """A row of a table, of two cells of one paragraph each."""

    cells: tuple[Line, Line]
    fate: Literal["kept", "new", "old"] = "kept"

    def xml(self, mode: Mode) -> str:
        if not stays(self.fate, mode):
            return ""
        mark = {"new": f"<w:ins {ADA}/>", "old": f"<w:del {BO}/>"}.get(self.fate, "") if mode == "open" else ""
        cells = "".join(f"<w:tc>{lines([cell], mode)}</w:tc>" for cell in self.cells)
        return f"<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr>"


def line(*words: str | Words, end: Fate = "kept") -> Line:
    """A paragraph of words, those that are strings untouched."""
    return Line(tuple(Words(each) if isinstance(each, str) else each for each in words), end)


def new(text: str) -> Words:
    """Words that Ada Rao inserted on 10 July 2026."""
    return Words(text, "new")


def old(text: str) -> Words:
    """Words that Bo Lind deleted on 11 July 2026."""
    return Words(text, "old")


Part = list[Line] | list[Row]


def parts_xml(parts: Sequence[Part], mode: Mode) -> str:
    """A body of paragraphs and tables."""
    xml = ""
    for part in parts:
        rows = [each for each in part if isinstance(each, Row)]
        if rows:
            inner = "".join(row.xml(mode) for row in rows)
            xml += f"<w:tbl><w:tblPr/>{inner}</w:tbl>" if inner else ""
        else:
            xml += lines([each for each in part if isinstance(each, Line)], mode)
    return xml


_LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>'
    '<w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
)


@dataclass(frozen=True)
class Redlined:
    """A whole file: body, a text box, a footnote, a header and a footer, any of which may be changed."""

    body: tuple[Part, ...]
    box: tuple[Line, ...] = ()
    note: tuple[Line, ...] = ()
    header: tuple[Line, ...] = ()
    footer: tuple[Line, ...] = ()

    def file(self, mode: Mode) -> bytes:
        anchors = "<w:r><w:footnoteReference w:id='2'/></w:r>" if self.note else ""
        if self.box:
            anchors += f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{lines(self.box, mode)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        last = f"<w:p><w:r><w:t>End of the paper.</w:t></w:r>{anchors}</w:p>"
        return word_file(
            parts_xml(self.body, mode) + last,
            section=_SECTION,
            numbering=_LISTS,
            footnotes=f'<w:footnote w:id="2">{lines(self.note, mode)}</w:footnote>' if self.note else "",
            header1=lines(self.header, mode) or "<w:p/>",
            footer1=lines(self.footer, mode) or "<w:p/>",
        )
