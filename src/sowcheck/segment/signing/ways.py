"""How a signature block is signed, by its own words and drawings; nothing near them counts."""

import re

from sowcheck.core.executions import SigningWay
from sowcheck.segment.signing.draft import Signing
from sowcheck.segment.signing.labels import STAMP, STAMP_ID
from sowcheck.segment.signing.marks import CLOCKED, MARK, is_statement

_SERVICE = re.compile(r"docu\s?signed|e-signed|electronically signed|signed electronically", re.IGNORECASE)


def way_of(signing: Signing, text: str, *, stamped: bool) -> SigningWay:
    """The way, without what certificates of people or services say.

    Args:
        signing: The block.
        text: The document's text.
        stamped: Whether a signing service has stamped the document with the id of an envelope.
    """
    if signing.mark is None:
        return "drawn" if signing.drawing else "empty"
    words = signing.mark.of(text).strip()
    if STAMP.search(words):
        own = any(STAMP_ID.match(line.strip()) for line in words.split("\n"))
        return "envelope" if own or stamped or "docusigned" in words.replace(" ", "").casefold() else "conformed"
    if CLOCKED.fullmatch(words):
        return "envelope" if stamped else "conformed"
    if MARK.search(words) or is_statement(words):
        return "conformed"
    # Ink in a scan may have been taken for letters.
    return "drawn" if signing.drawing else "typed"
