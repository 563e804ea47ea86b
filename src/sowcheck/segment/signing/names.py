"""The name in a signature itself: "/s/ Ann Okoro", "DocuSigned by: Ann Okoro 8E20B7714C9A4F1…"."""

import re

from sowcheck.segment.signing.labels import ILLEGIBLE, STAMP, STAMP_ID
from sowcheck.segment.signing.marks import MARK, SIGNED_BY, is_statement

_BRACKETS = re.compile(r"\([^()]*\d[^()]*\)")
_NAME = re.compile(r"[^\W\d_]{2,}")


def signer_in(mark: str) -> str | None:
    r"""The name that the words of a signature hold; None if they hold none that can be read.

    >>> signer_in("/s/ Ann Okoro"), signer_in("DocuSigned by:\nAnn Okoro\n8E20B7714C9A4F1"), signer_in("(signed)")
    ('Ann Okoro', 'Ann Okoro', None)
    """
    said = SIGNED_BY.fullmatch(mark.strip()) if is_statement(mark) else None
    if said:
        mark = said["who"].split(",")[0]
    lines = []
    for line in mark.split("\n"):
        words = _BRACKETS.sub(" ", STAMP.sub(" ", line)).strip()
        slash = MARK.match(words)
        words = words[slash.end() :].strip() if slash else words
        if words and not STAMP_ID.match(words) and not ILLEGIBLE.match(words):
            lines.append(words)
    name = " ".join(" ".join(lines).split()).strip(" ,;:/_")
    return name if name and "_" not in name and _NAME.search(name) else None
