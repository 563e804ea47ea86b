"""Characters of symbol fonts, and the Unicode characters that look like them."""

SYMBOL_FONTS = frozenset({"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"})

_BULLET = "•"
_WINGDINGS = (
    {0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖"}
    | {0x77: "◆", 0x78: "☒", 0x9E: "·", 0x9F: _BULLET, 0xA0: "▪", 0xA1: "○", 0xA4: "◉", 0xA6: "○", 0xA7: "▪"}
    | {0xA8: "☐", 0xB7: _BULLET, 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒"}
    | {0xFE: "☑", 0x20: " ", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x2B: "✉", 0x3F: "✍", 0x46: "☞", 0x22: "✂", 0xAB: "★"}
    | {0x80 + digit: str(digit) for digit in range(11)}
    | {0x8B + digit: str(digit) for digit in range(11)}
)
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: _BULLET, 0xA3: "☐", 0x20: " "}
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗", 0x34: "→", 0x20: " "}
_SYMBOL_LETTERS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL = (
    {code: chr(code) for code in range(0x20, 0x40)}
    | {0x41 + index: letter for index, letter in enumerate(_SYMBOL_LETTERS)}
    | {0x61 + index: letter.lower() for index, letter in enumerate(_SYMBOL_LETTERS)}
    | {
        0xA0: "€",
        0xA3: "≤",
        0xB0: "°",
        0xB1: "±",
        0xB3: "≥",
        0xB4: "\u00d7",
        0xB7: _BULLET,
        0xB8: "÷",
        0xB9: "≠",
        0xBB: "≈",
    }
    | {0xA8: "◆", 0xAC: "←", 0xAE: "→", 0xBC: "…", 0xBE: "—", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD7: "·", 0xDE: "⇒"}
    | {0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0x5B: "[", 0x5D: "]", 0x7B: "{", 0x7C: "|", 0x7D: "}", 0x2D: "-"}
)
_TABLES = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}


def is_symbol_font(font: str | None) -> bool:
    """Whether a font shows other characters than the codes say.

    >>> is_symbol_font("Wingdings"), is_symbol_font("Arial")
    (True, False)
    """
    return font is not None and font.lower() in SYMBOL_FONTS


def plain(code: int, font: str | None) -> str | None:
    """The Unicode character for a code of a symbol font; None if it is not known.

    Word writes the codes as they are or moved to the private area from U+F000 on.

    >>> plain(0xF0FE, "Wingdings"), plain(0x50, "Wingdings 2"), plain(0xF0B7, "Symbol"), plain(0x263A, "Arial")
    ('☑', '✓', '•', '☺')
    """
    table = _TABLES.get((font or "").lower())
    private = 0xF000 <= code <= 0xF0FF
    if table is not None and (private or code <= 0xFF):
        return table.get(code & 0xFF)
    if private:
        return _SYMBOL.get(code & 0xFF) if code & 0xFF == 0xB7 else None
    return chr(code)
