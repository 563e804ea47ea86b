"""Open changes and comments as data: what a value is in each reading, who changed what, and what reviewers remarked."""

from collections.abc import Sequence
from typing import Literal

from pydantic import JsonValue

from sowcheck.core.assumptions import Assumption, Redline
from sowcheck.core.cases import CaseDocument
from sowcheck.core.documents import Comment, Document, Revision
from sowcheck.core.fields import FIELDS
from sowcheck.core.spans import Span
from sowcheck.core.values import Value, to_json
from sowcheck.report.shapes.part import Part


class ChangeShape(Part):
    """A change to the words that nobody has accepted or rejected."""

    kind: Literal["inserted", "deleted", "moved"]
    text: str
    author: str | None
    date: str | None
    """ISO 8601, as the file states it."""
    span: tuple[int, int] | None
    """Where the document's text has the words; null if it does not."""
    before: int | None
    """Where the words would stand, if the text does not have them."""


class CommentShape(Part):
    """A reviewer's comment."""

    text: str
    author: str | None
    date: str | None
    page: int | None
    span: tuple[int, int] | None
    """The words it is attached to; null if the file does not say."""
    words: str | None
    resolved: bool
    """Whether it, or what it answers, was marked as settled."""
    assumptions: tuple[str, ...]
    """Ids of the assumptions to whose words it is attached."""


class RedlineShape(Part):
    """What open changes make of a value."""

    accepted: JsonValue
    """The value if they are accepted; null if then nothing is stated."""
    rejected: JsonValue
    accepted_words: str
    """The sentence or table row; empty if it is not there then."""
    rejected_words: str
    decides: bool
    """Whether the value depends on them; else only the words around it do."""
    author: str | None
    """Of the latest of the changes; null if the file names nobody."""
    date: str | None
    changes: tuple[ChangeShape, ...]


class UnsettledShape(Part):
    """A term that a document states only if its open changes are decided otherwise than its text reads."""

    id: str
    field: str
    value: JsonValue
    document: str
    stated_if: Literal["accepted", "rejected"]
    quote: str
    redline: RedlineShape


def redline_shape(field: str, redline: Redline) -> RedlineShape:
    """The open changes of a value."""
    latest = max((each for each in redline.changes if each.author), key=lambda each: each.date or "", default=None)
    return RedlineShape(
        accepted=_value(field, redline.accepted),
        rejected=_value(field, redline.rejected),
        accepted_words=redline.accepted_words,
        rejected_words=redline.rejected_words,
        decides=redline.decides,
        author=latest.author if latest else None,
        date=latest.date if latest else None,
        changes=tuple(change_shape(each) for each in redline.changes),
    )


def change_shape(revision: Revision) -> ChangeShape:
    """A tracked change."""
    return ChangeShape(
        kind=revision.kind,
        text=revision.text,
        author=revision.author,
        date=revision.date,
        span=_span(revision.span),
        before=revision.before,
    )


def comment_shapes(document: Document, own: Sequence[Assumption]) -> tuple[CommentShape, ...]:
    """The comments of a document; `own` are its assumptions."""
    return tuple(_comment(document, each, own) for each in document.comments)


def _comment(document: Document, comment: Comment, own: Sequence[Assumption]) -> CommentShape:
    anchor = comment.anchor
    return CommentShape(
        text=comment.text,
        author=comment.author,
        date=comment.date,
        page=comment.page,
        span=_span(anchor),
        words=anchor.of(document.text) if anchor else None,
        resolved=comment.resolved,
        assumptions=tuple(each.id for each in own if anchor and each.quote.span.overlaps(anchor)),
    )


def unsettled_shapes(document: CaseDocument) -> tuple[UnsettledShape, ...]:
    """What only the other reading of a document states."""
    other = document.document.other
    return tuple(
        UnsettledShape(
            id=each.id,
            field=each.field,
            value=_value(each.field, each.value),
            document=each.document,
            stated_if=other.decided,
            quote=each.quote.text,
            redline=redline_shape(each.field, each.redline),
        )
        for each in document.unsettled
        if other is not None and each.redline is not None
    )


def _value(field: str, value: Value | None) -> JsonValue:
    return to_json(value, FIELDS[field].kind) if value is not None else None


def _span(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span is not None else None
