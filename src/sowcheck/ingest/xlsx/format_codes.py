"""Excel's number formats taken apart: "[>=1000]#,##0.00 [$€-407];-General" and the like."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|_(?P<gap>.)"
    r"|\*(?P<filled>.)"
    r"|\[\$(?P<money>[^\]-]*)(?:-(?P<locale>[0-9A-Fa-f]+))?[^\]]*\]"
    r"|\[(?P<elapsed>[hH]+|[mM]+|[sS]+)\]"
    r"|\[(?P<sign><=|>=|<>|<|>|=)(?P<bound>-?[\d.]+)\]"
    r"|\[[^\]]*\]"
    r"|(?P<general>[Gg][Ee][Nn][Ee][Rr][Aa][Ll])"
    r"|(?P<noon>[Aa][Mm]/[Pp][Mm]|[Aa]/[Pp])"
    r"|(?P<power>[Ee][+-])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+)"
    r"|(?P<digit>[0#?])"
    r"|(?P<mark>[.,%@/])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_LONGEST = 255
"""Characters of a format, as many as Excel allows."""
_MOST_SECTIONS = 4

Kind = Literal["literal", "digit", "mark", "date", "elapsed", "noon", "power", "general"]


class Token(NamedTuple):
    """A piece of a format."""

    kind: Kind
    text: str


class Section(NamedTuple):
    """What is shown of the values that meet its condition."""

    tokens: tuple[Token, ...]
    sign: str = ""
    """Of a condition, such as ">="; empty for the usual one."""
    bound: Decimal = Decimal(0)
    locale: int = 0
    """Windows' number of the language that names of months are in; 0 for the reader's own."""

    def has(self, *kinds: Kind) -> bool:
        """Whether a piece of one of the kinds is in it."""
        return any(token.kind in kinds for token in self.tokens)


@lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format, four at most: for positive, negative and no amount, and for text.

    >>> [len(section.tokens) for section in sections_of("0.00;(0)")]
    [4, 3]
    """
    sections: list[Section] = []
    current = Section(())
    tokens: list[Token] = []
    for match in _TOKEN.finditer(code[:_LONGEST]):
        if match["other"] == ";":
            sections.append(current._replace(tokens=tuple(tokens)))
            current, tokens = Section(()), []
        elif match["sign"]:
            current = current._replace(sign=match["sign"], bound=_bound(match["bound"]))
        else:
            if match["locale"]:
                current = current._replace(locale=int(match["locale"][-4:], 16))
            token = _token(match)
            if token is not None:
                tokens.append(token)
    sections.append(current._replace(tokens=tuple(tokens)))
    return tuple(sections[:_MOST_SECTIONS])


def _bound(words: str) -> Decimal:
    try:
        return Decimal(words)
    except ArithmeticError:
        return Decimal(0)


def _token(match: re.Match[str]) -> Token | None:
    match match.lastgroup:
        case "quoted" | "escaped" | "other":
            return Token("literal", match[0] if match.lastgroup == "other" else match[match.lastgroup])
        case "gap":
            return Token("literal", " ")
        case "filled":
            return Token("literal", " ") if match["filled"] == " " else None
        case "money" | "locale":
            return Token("literal", match["money"])
        case "elapsed":
            return Token("elapsed", match["elapsed"].lower())
        case "date":
            return Token("date", match["date"].lower())
        case "general" | "noon" | "power" | "digit" | "mark":
            return Token(match.lastgroup, match[0])
        case _:
            return None
