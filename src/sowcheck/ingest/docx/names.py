"""Names of WordprocessingML elements and attributes, in the notation of lxml."""

from collections.abc import Iterator
from functools import cache

from lxml import etree

Element = etree._Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DRAWING_IN_WORD = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
VML = "urn:schemas-microsoft-com:vml"
OFFICE_VML = "urn:schemas-microsoft-com:office:office"


@cache
def w(name: str) -> str:
    """The qualified form of a name of the main namespace.

    >>> w("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{WORD}}}{name}"


def m(name: str) -> str:
    """The qualified form of a name of the namespace for equations."""
    return f"{{{MATH}}}{name}"


VAL = w("val")
P, R, T, TBL, TR, TC, SDT = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc"), w("sdt")
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = w("pPr"), w("rPr")
TEXT_BOX_CONTENT = w("txbxContent")
ALTERNATE_CONTENT = f"{{{COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{COMPATIBILITY}}}Choice"
FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
RELATION_ID = f"{{{RELATION}}}id"

_OFF = frozenset({"0", "false", "off", "none"})


def value(parent: Element | None, name: str) -> str | None:
    """`w:val` of the child `name`; None if there is no such child or it has no value."""
    child = parent.find(w(name)) if parent is not None else None
    return child.get(VAL) if child is not None else None


def number(parent: Element | None, name: str) -> int | None:
    """`w:val` of the child `name` as a whole number; None if it is missing or no number."""
    return whole(value(parent, name))


def whole(written: str | None) -> int | None:
    """A whole number as attributes write it; None for anything else.

    >>> whole("-12"), whole("12.7"), whole("wide"), whole(None)
    (-12, 12, None, None)
    """
    try:
        return int(float(written)) if written else None
    except (ValueError, OverflowError):
        return None


def is_on(switch: Element) -> bool:
    """Whether an on/off property such as `w:b` is on: no value means yes."""
    return switch.get(VAL, "1") not in _OFF


def chosen(alternate: Element) -> Element | None:
    """The one branch of an `mc:AlternateContent` to read; the others say the same again."""
    branch = alternate.find(CHOICE)
    return branch if branch is not None else alternate.find(FALLBACK)


def seen(element: Element, name: str) -> Iterator[Element]:
    """Descendants called `name` (qualified), without those of branches that are not read and of text boxes inside."""
    for child in element:
        if child.tag == ALTERNATE_CONTENT:
            branch = chosen(child)
            if branch is not None:
                yield from seen(branch, name)
        elif child.tag == name:
            yield child
        elif child.tag != TEXT_BOX_CONTENT:
            yield from seen(child, name)
