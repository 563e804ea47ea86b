"""People in a signature block: a printed name, a title behind it, the name inside a mark."""

import re

from sowcheck.core.spans import Span, stripped
from sowcheck.segment.signing_labels import ILLEGIBLE, SLASH_MARK, TITLE_WORDS

_CUT = re.compile(r"\s*[,/]\s*|\s+[–-]\s+|\t")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")


def share_a_word(mark: Span, words: Span, text: str) -> bool:
    """Whether the first words of a line repeat a word of the name in a mark."""
    signed = set(_LONG_WORD.findall(mark.of(text).casefold()))
    first = _LONG_WORD.findall(words.of(text).casefold())[:4]
    return bool(signed & set(first)) and len(words) < 110


def name_and_title(part: Span, text: str) -> tuple[Span, Span | None]:
    """The name and the title of "Julian Reyes, VP" and "R. Okafor/President"; the whole as a name if no title follows."""
    words = part.of(text)
    cutting = _CUT.search(words)
    if cutting and TITLE_WORDS.search(words[cutting.end() :]) and not TITLE_WORDS.search(words[: cutting.start()]):
        name = stripped(text, part.start, part.start + cutting.start())
        if name:
            return name, stripped(text, part.start + cutting.end(), part.end)
    return stripped(text, part.start, part.end - (1 if words.endswith(",") else 0)) or part, None


def name_in_mark(mark: Span, text: str) -> Span | None:
    """The name in "/s/ A. Rao", unless nobody could read it."""
    slash = SLASH_MARK.match(mark.of(text))
    name = stripped(text, mark.start + slash.end(), mark.end) if slash else None
    return name if name and not ILLEGIBLE.match(name.of(text)) and "_" not in name.of(text) else None
