"""Signature blocks of a document, before their parties are known."""

from collections.abc import Sequence
from itertools import groupby

from sowcheck.core.documents import Document, Table
from sowcheck.segment.signing.draft import Signing
from sowcheck.segment.signing.lines import signing_columns
from sowcheck.segment.signing.people import share_a_word
from sowcheck.segment.signing.reader import read_column

_MOST_BESIDE = 12
"""Blocks at one place among which a mark may belong to another block's name."""


def signings(document: Document, tables: Sequence[Table]) -> list[Signing]:
    """The signature blocks of a document in the order of the text."""
    found: list[Signing] = []
    for place, columns in enumerate(signing_columns(document, tables)):
        for column in columns:
            for signing in read_column(document.text, column):
                signing.place = place
                found.append(signing)
    kept = [
        signing
        for _, beside in groupby(found, key=lambda one: one.place)
        for signing in _merged(list(beside), document.text)
        if signing.is_signing
    ]
    return sorted(kept, key=lambda one: one.start)


def _merged(beside: list[Signing], text: str) -> list[Signing]:
    """The blocks at one place; a mark that the page sets apart from its printed name goes to the block with that name."""
    if len(beside) > _MOST_BESIDE:
        return beside
    kept: list[Signing] = []
    for signing in beside:
        lone = signing.mark if not signing.date and "title" not in signing.seen else None
        owner = next(
            (one for one in beside if lone and one.mark is None and one.name and share_a_word(lone, one.name, text)),
            None,
        )
        if owner is None:
            kept.append(signing)
            continue
        owner.mark = lone
        owner.entity, owner.role = owner.entity or signing.entity, owner.role or signing.role
    return kept
