"""Styles: what a paragraph or run looks like after its chain of styles was followed."""

from typing import NamedTuple

from sowcheck.ingest.docx.names import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    VAL,
    Element,
    is_on,
    number,
    value,
    w,
    whole,
)

TWIPS = 20
"""Twentieths of a point, the unit of Word's lengths."""
BODY_TEXT_LEVEL = 9
"""The outline level that means "no heading"."""

_BOLD, _ITALIC, _UNDERLINE, _HIDDEN = w("b"), w("i"), w("u"), w("vanish")
_SIZE, _FONTS, _RUN_STYLE = w("sz"), w("rFonts"), w("rStyle")
_COLOUR, _SHADE, _HIGHLIGHT = w("color"), w("shd"), w("highlight")
_STRIKES = frozenset({w("strike"), w("dstrike")})
_PATTERN = "pattern"
"""Stands for a shade of dots or lines, which is no plain colour."""
_TITLES = {"title": 1, "subtitle": 2}


class RunLook(NamedTuple):
    """How the characters of a run look."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    hidden: bool = False
    struck: bool = False
    """Crossed out by hand."""
    size: float | None = None
    """Points."""
    font: str | None = None
    placeholder: bool = False
    """Grey words of an empty content control."""
    colour: str | None = None
    """Six hexadecimal digits; None for the automatic colour, which differs from its background."""
    shade: str | None = None
    """What is behind the characters themselves: six hexadecimal digits, or a name; None for what is behind the paragraph."""

    def over(self, properties: Element | None) -> "RunLook":
        """This look, changed by the `w:rPr` of a style or run (the run's own style apart)."""
        if properties is None or len(properties) == 0:
            return self
        changes: dict[str, bool | float | str | None] = {}
        for switch in properties:
            tag = switch.tag
            if tag == _BOLD:
                changes["bold"] = is_on(switch)
            elif tag == _ITALIC:
                changes["italic"] = is_on(switch)
            elif tag == _SIZE:
                half_points = whole(switch.get(VAL))
                if half_points:
                    changes["size"] = half_points / 2
            elif tag == _UNDERLINE:
                changes["underlined"] = is_on(switch)
            elif tag == _HIDDEN:
                changes["hidden"] = is_on(switch)
            elif tag in _STRIKES:
                changes["struck"] = is_on(switch)
            elif tag == _COLOUR:
                changes["colour"] = _colour(switch.get(VAL))
            elif tag == _SHADE:
                changes["shade"] = _shade(switch)
            elif tag == _HIGHLIGHT:
                changes["shade"] = _colour(switch.get(VAL))
            elif tag == _FONTS:
                changes["font"] = switch.get(w("ascii")) or switch.get(w("hAnsi")) or self.font
        return self._replace(**changes) if changes else self  # type: ignore[arg-type]


def shade_of(properties: Element | None) -> str | None:
    """The colour that the `w:shd` of some properties lays behind words; None where there is none."""
    shade = properties.find(_SHADE) if properties is not None else None
    return _shade(shade) if shade is not None else None


def _shade(shade: Element) -> str | None:
    if shade.get(VAL, "clear") in ("clear", "nil"):
        return _colour(shade.get(w("fill")))
    return _PATTERN


def _colour(written: str | None) -> str | None:
    return written.lower() if written and written not in ("auto", "none") else None


class ParagraphLook(NamedTuple):
    """What a paragraph's style says."""

    style: str | None = None
    """Id of the style."""
    heading: int | None = None
    """1 is the highest; None for body text."""
    num_id: int | None = None
    """The list that the style numbers in; 0 switches an inherited one off."""
    list_level: int | None = None
    left: float | None = None
    """Indent in points; None where the style is silent."""
    first: float | None = None
    """Further indent of the first line in points; negative for a hanging one."""
    run: RunLook = RunLook()


class Indent(NamedTuple):
    """The indents of one `w:ind`, in points; None where it is silent."""

    left: float | None
    first: float | None

    @classmethod
    def of(cls, properties: Element | None) -> "Indent":
        """Indents of a `w:pPr`."""
        found = properties.find(w("ind")) if properties is not None else None
        if found is None:
            return cls(None, None)
        left = whole(found.get(w("left")) or found.get(w("start")))
        hanging, first = whole(found.get(w("hanging"))), whole(found.get(w("firstLine")))
        edge = -hanging if hanging is not None else first
        return cls(left / TWIPS if left is not None else None, edge / TWIPS if edge is not None else None)


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._base = RunLook()
        self._paragraphs: dict[str | None, ParagraphLook] = {}
        if root is None:
            return
        for style in root.iterfind(w("style")):
            name = style.get(w("styleId"), "")
            self._styles[name] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self._default = name
        self._base = RunLook().over(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RUN_PROPERTIES}"))

    def element(self, style: str | None) -> Element | None:
        """The `w:style` with an id."""
        return self._styles.get(style) if style else None

    def paragraph(self, style: str | None) -> ParagraphLook:
        """What a paragraph style says; the default style for None or an unknown id."""
        name = style if style in self._styles else self._default
        if name not in self._paragraphs:
            look = ParagraphLook(run=self._base)
            for element in self.chain(name):
                look = self._over(look, element)
            self._paragraphs[name] = look._replace(style=name)
        return self._paragraphs[name]

    def run(self, look: RunLook, properties: Element | None) -> RunLook:
        """The look of a run: that of its paragraph, its character style, then what it says itself."""
        if properties is None:
            return look
        style = properties.find(_RUN_STYLE)
        if style is not None:
            for element in self.chain(style.get(VAL)):
                look = look.over(element.find(RUN_PROPERTIES))
                if (value(element, "name") or "").lower() == "placeholder text":
                    look = look._replace(placeholder=True)
        return look.over(properties)

    def chain(self, style: str | None) -> list[Element]:
        """A style and those it is based on, the most general first."""
        chain: list[Element] = []
        element = self.element(style)
        while element is not None and element not in chain:
            chain.append(element)
            element = self.element(value(element, "basedOn"))
        return chain[::-1]

    def _over(self, look: ParagraphLook, style: Element) -> ParagraphLook:
        properties = style.find(PARAGRAPH_PROPERTIES)
        look = look._replace(run=look.run.over(style.find(RUN_PROPERTIES)))
        heading = _heading(style, properties)
        if heading is not None:
            look = look._replace(heading=heading or None)
        numbering = properties.find(w("numPr")) if properties is not None else None
        if numbering is not None:
            num_id, level = number(numbering, "numId"), number(numbering, "ilvl")
            look = look._replace(
                num_id=look.num_id if num_id is None else num_id, list_level=look.list_level if level is None else level
            )
        indent = Indent.of(properties)
        return look._replace(
            left=look.left if indent.left is None else indent.left,
            first=look.first if indent.first is None else indent.first,
        )


def outline_level(properties: Element | None) -> int | None:
    """Heading level that a `w:pPr` sets: 1 to 9, 0 for "no heading", None where it is silent."""
    level = number(properties, "outlineLvl")
    if level is None:
        return None
    return level + 1 if 0 <= level < BODY_TEXT_LEVEL else 0


def _heading(style: Element, properties: Element | None) -> int | None:
    level = outline_level(properties)
    if level is not None:
        return level
    # Built-in names are English in every language of Word; their ids are not.
    name = (value(style, "name") or "").lower()
    if name in _TITLES:
        return _TITLES[name]
    word, _, digit = name.partition(" ")
    return int(digit) if word == "heading" and digit.isdecimal() and 1 <= int(digit) <= BODY_TEXT_LEVEL else None
