"""What is behind the words of a paragraph, and whether they can be told from it."""

from sowcheck.ingest.docx.names import PARAGRAPH_PROPERTIES, TBL, TC, TEXT_BOX_CONTENT, Element, value, w
from sowcheck.ingest.docx.styles import RunLook, Styles, shade_of

TINY = 2.0
"""Points: smaller letters cannot be read on paper."""
_NEAR = 20
"""Two colours that differ by no more than this in any channel (of 255) may be one to the eye."""
_PAPER = "ffffff"
_UNKNOWN = ""
"""A backdrop whose colour the file does not say: a picture, a shape, a table's style."""
_NAMES = {
    "white": "ffffff",
    "black": "000000",
    "yellow": "ffff00",
    "green": "00ff00",
    "cyan": "00ffff",
    "magenta": "ff00ff",
    "blue": "0000ff",
    "red": "ff0000",
    "darkblue": "000080",
    "darkcyan": "008080",
    "darkgreen": "008000",
    "darkmagenta": "800080",
    "darkred": "800000",
    "darkyellow": "808000",
    "darkgray": "808080",
    "lightgray": "c0c0c0",
}
"""Colours of Word's highlighters."""


def backdrop_of(paragraph: Element, styles: Styles) -> str:
    """The colour behind a paragraph in six hexadecimal digits; empty if it is not known."""
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    own = shade_of(properties)
    for style in reversed(styles.chain(value(properties, "pStyle"))):
        own = own or shade_of(style.find(PARAGRAPH_PROPERTIES))
    if own:
        return own
    for around in paragraph.iterancestors():
        found = _of_ancestor(around, styles)
        if found is not None:
            return found
    return _PAPER


def _of_ancestor(around: Element, styles: Styles) -> str | None:
    """The backdrop that an element around a paragraph gives it; None if one further out does."""
    if around.tag == TC:
        return shade_of(around.find(w("tcPr")))
    if around.tag == TEXT_BOX_CONTENT:
        return _UNKNOWN
    if around.tag == TBL:
        properties = around.find(w("tblPr"))
        # Which of its rows and columns a style shades depends on switches and on the place of the cell.
        styled = styles.chain(value(properties, "tblStyle"))
        if any(shade is not None for style in styled for shade in style.iter(w("shd"))):
            return _UNKNOWN
        return shade_of(properties)
    return _UNKNOWN if around.find(w("background")) is not None else None


def is_lost(look: RunLook, backdrop: str) -> bool:
    """Whether words of a look cannot be told from what is behind them."""
    ink, behind = _channels(look.colour), _channels(look.shade or backdrop)
    return ink is not None and behind is not None and max(abs(a - b) for a, b in zip(ink, behind, strict=True)) <= _NEAR


def _channels(colour: str | None) -> tuple[int, int, int] | None:
    """Red, green and blue; None for a colour that is not known."""
    written = _NAMES.get(colour or "", colour or "")
    try:
        red, green, blue = bytes.fromhex(written)
    except ValueError:
        return None
    return red, green, blue
