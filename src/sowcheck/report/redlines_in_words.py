"""Open changes and comments as people are shown them."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from sowcheck.core.words import plain, shortened
from sowcheck.report.shapes.documents import DocumentShape
from sowcheck.report.shapes.redlines import ChangeShape, CommentShape, RedlineShape, UnsettledShape
from sowcheck.report.wording import describe, field_title, quoted

_MOST = 20
"""Remarks and changes of one document that are shown."""
_LONGEST = 160


class Readings(NamedTuple):
    """Both readings of a value that open changes touch."""

    accepted: str
    rejected: str
    accepted_words: str
    rejected_words: str
    by: str
    """Whose the changes are, such as "Ada Rao, 2026-07-10"; empty if the file names nobody."""
    decides: bool
    text_is: Literal["accepted", "rejected"] = "accepted"
    """Which of the two the words of the text are."""

    @property
    def otherwise(self) -> str:
        """What stands there if the changes are decided otherwise than the text reads: “within 5 days” if rejected."""
        other, words = ("rejected", self.rejected_words)
        if self.text_is == "rejected":
            other, words = ("accepted", self.accepted_words)
        return f"if {other}: “{shortened(words, _LONGEST)}”" if words else f"if {other}: nothing stands there"

    @property
    def sentence(self) -> str:
        """Both values, or that only words around the value were changed."""
        by = f" ({self.by})" if self.by else ""
        if self.decides:
            return f"open changes{by}: {self.accepted} if accepted, {self.rejected} if rejected"
        return f"open changes{by} around it leave the value as it is"


class UnsettledTerm(NamedTuple):
    """A term that only the other reading of a document states."""

    subject: str
    value: str
    condition: str
    """Such as "if rejected"."""
    quote: str
    place: str
    by: str


def readings(field: str, redline: RedlineShape | None, quote: str = "") -> Readings | None:
    """Both readings in words; None if no open change touches the value. `quote` are words of the text."""
    if redline is None:
        return None
    words = " ".join(quote.split())
    is_rejected = words in redline.rejected_words and words not in redline.accepted_words
    return Readings(
        accepted=describe(field, redline.accepted),
        rejected=describe(field, redline.rejected),
        accepted_words=quoted(redline.accepted_words),
        rejected_words=quoted(redline.rejected_words),
        by=_people(redline.changes),
        decides=redline.decides,
        text_is="rejected" if is_rejected else "accepted",
    )


def unsettled_terms(documents: Iterable[DocumentShape], terms: Iterable[UnsettledShape]) -> tuple[UnsettledTerm, ...]:
    """Terms that only the other readings state."""
    names = {document.id: document.name for document in documents}
    return tuple(
        UnsettledTerm(
            subject=field_title(each.field),
            value=describe(each.field, each.value),
            condition=f"if {each.stated_if}",
            quote=quoted(each.quote),
            place=plain(names.get(each.document, each.document)),
            by=_people(each.redline.changes),
        )
        for each in terms
    )


def remarks(document: DocumentShape, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Comments and tracked changes of a document, one line each; `fields` gives the field of an assumption's id."""
    lines = [_comment(each, fields) for each in document.review_comments]
    lines += [_change(each) for each in document.tracked_changes]
    return (*lines[:_MOST], *([f"and {len(lines) - _MOST} more"] if len(lines) > _MOST else []))


def _comment(comment: CommentShape, fields: Mapping[str, str]) -> str:
    state = "settled comment" if comment.resolved else "comment"
    words = f" on “{shortened(quoted(comment.words), _LONGEST)}”" if comment.words else ""
    titles = dict.fromkeys(field_title(fields[id_]) for id_ in comment.assumptions if id_ in fields)
    about = f" ({', '.join(titles)})" if titles else ""
    return f"{state}{_by(comment.author, comment.date)}{words}{about}: “{shortened(plain(comment.text), _LONGEST)}”"


def _change(change: ChangeShape) -> str:
    return f"{change.kind}{_by(change.author, change.date)}: “{shortened(quoted(change.text), _LONGEST)}”"


def _by(author: str | None, date: str | None) -> str:
    named = _person(author, date)
    return f" by {named}" if named else ""


def _people(changes: Iterable[ChangeShape]) -> str:
    return "; ".join(dict.fromkeys(filter(None, (_person(each.author, each.date) for each in changes))))


def _person(author: str | None, date: str | None) -> str:
    return ", ".join(plain(part) for part in (author, (date or "")[:10]) if part)
