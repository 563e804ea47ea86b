"""A name written by hand above the printed one: "A. Rao", and below it "Anita Rao, Director"."""

import re
from collections.abc import Sequence

from sowcheck.segment.name_words import has_legal_form
from sowcheck.segment.signing.labels import PERSON, TITLE_WORDS

_REACH = 3
"""Lines between the handwriting and the printed name."""
_PRINTED = re.compile(r"(?P<name>[^,\t\n]{4,50})(?:,|\s+[–-])\s+(?P<title>[^\t\n]{2,100})")
_HAND = re.compile(r"(?:[^\W\d_][\w’'-]*\.?\s*){1,4}")


def repeated_signers(lines: Sequence[str]) -> list[int]:
    """The places of lines with a printed name and a title whose name stands alone shortly above.

    >>> repeated_signers(["A. Rao", "Contoso Ltd", "Anita Rao, Director"]), repeated_signers(["Anita Rao, Director"])
    ([2], [])
    """
    return [place for place, line in enumerate(lines) if len(line) < 240 and _is_repeat(line, lines, place)]


def _is_repeat(line: str, lines: Sequence[str], place: int) -> bool:
    for part in line.split("\t"):
        printed = _PRINTED.fullmatch(part.strip())
        if printed is None or not PERSON.match(printed["name"].strip()) or not TITLE_WORDS.search(printed["title"]):
            continue
        surname = printed["name"].split()[-1].casefold()
        above = [piece.strip() for before in lines[max(place - _REACH, 0) : place] for piece in before.split("\t")]
        if any(_is_hand(piece) and piece.split()[-1].casefold() == surname for piece in above):
            return True
    return False


def _is_hand(words: str) -> bool:
    return 2 < len(words) < 40 and bool(_HAND.fullmatch(words)) and not has_legal_form(words) and words[0].isupper()
