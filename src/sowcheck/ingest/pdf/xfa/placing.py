"""Puts what a form in XFA says into the document: as text where its pages hold only a placeholder, else beside its fields."""

import re
from collections.abc import Sequence

from sowcheck.core.documents import BlockKind, FormField, HiddenText
from sowcheck.core.limits import ReadingLimits
from sowcheck.core.spans import Span
from sowcheck.ingest.layout.content import PageContent
from sowcheck.ingest.limits import MEGABYTE
from sowcheck.ingest.pdf.appearances import shows_value
from sowcheck.ingest.pdf.boxes import CHECKED, UNCHECKED
from sowcheck.ingest.pdf.forms import Extras
from sowcheck.ingest.pdf.text import TextWriter
from sowcheck.ingest.pdf.xfa.form import FormEntry, FormReading, read_form
from sowcheck.ingest.pdf.xfa.packets import Refused, packets_of

_PLACEHOLDER = 2500
"""Characters: a page that asks to wait, or to open the file with another viewer, has fewer."""
_LABEL = 60
"""Characters that words beside a field have at most if they name it."""
_SWITCH = 2
"""A hidden value of fewer characters is a switch of the form's scripts."""


def read_xfa(extras: Extras, limits: ReadingLimits) -> FormReading | None:
    """What the form in XFA says; None if there is none, or none that can be read, which `extras` then names."""
    if not extras.xfa:
        return None
    if sum(len(content) for _, content in extras.xfa) > limits.part_megabytes * MEGABYTE:
        extras.overfull.append("form in XFA")
        return None
    try:
        packets = packets_of(extras.xfa)
    except Refused:
        extras.damaged.append("form in XFA")
        return None
    reading = read_form(packets) if packets else None
    if reading and not reading.complete:
        extras.overfull.append("rest of the form in XFA")
    return reading


def is_placeholder(extras: Extras, contents: Sequence[PageContent]) -> bool:
    """Whether the pages hold nothing of the form: a viewer would lay it out in place of them."""
    placed = any(widget.page is not None for widget in extras.widgets)
    return not placed and sum(len(content.glyphs) for content in contents) < _PLACEHOLDER


def write_form(writer: TextWriter, form: FormReading) -> tuple[list[FormField], list[HiddenText]]:
    """Writes the words of a form and its values, each behind its label, a line for each.

    Returns:
        Its fields, and the values of those that people do not see.
    """
    fields: list[FormField] = []
    hidden: list[HiddenText] = []
    beside: str | None = None
    for entry in form.entries:
        if not entry.name:
            if beside is not None:
                _write_words(writer, beside)
            beside = entry.value
            continue
        label = _label(entry, beside)
        if beside is not None and (label != beside or not entry.shown):
            _write_words(writer, beside)
        beside = None
        if entry.shown:
            fields.append(_field(entry, label, _write(writer, entry, label)))
        else:
            fields.append(_field(entry, label, None))
            if not entry.mark and len(entry.value) >= _SWITCH:
                hidden.append(_hidden(entry))
    if beside is not None:
        _write_words(writer, beside)
    seen = " ".join(writer.text.split())
    return fields, [each for each in hidden if each.words not in seen]


def _write_words(writer: TextWriter, words: str) -> None:
    for line in words.split("\n"):
        writer.write_plain(BlockKind.PARAGRAPH, line)


def _label(entry: FormEntry, beside: str | None) -> str:
    """What names a field: what the form says it is, or the words right before it where it only has a technical name."""
    own = entry.name.rpartition(".")[2].partition("[")[0]
    if entry.label != own:
        return entry.label
    if beside and "\n" not in beside and len(beside) <= _LABEL and not beside.endswith((".", ";")):
        return beside
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_+", " ", own).strip() or own


def _write(writer: TextWriter, entry: FormEntry, label: str) -> Span | None:
    """Writes a field that is seen; where its value stands."""
    if entry.mark:
        span = writer.write_plain(BlockKind.FORM_FIELD, CHECKED if entry.value else UNCHECKED)
        writer.write_plain(BlockKind.PARAGRAPH, label, separator=" ")
        return span if entry.value else None
    writer.write_plain(BlockKind.PARAGRAPH, label)
    value = " ".join(entry.value.split())
    return writer.write_plain(BlockKind.FORM_FIELD, value, separator="\t") if value else None


def _field(entry: FormEntry, label: str, span: Span | None) -> FormField:
    return FormField(
        name=entry.name, value=entry.value, page=None, span=span, label=label or None, hidden=not entry.shown
    )


def _hidden(entry: FormEntry) -> HiddenText:
    words = " ".join(entry.value.split())
    return HiddenText(where=f"form field {entry.name}", reason="marked_hidden", words=words)


def with_second_copies(fields: Sequence[FormField], form: FormReading, marks: frozenset[str]) -> tuple[FormField, ...]:
    """The fields of the pages, with the values of the form's other copy where these differ.

    Args:
        fields: as the pages have them.
        form: the other copy.
        marks: names of the fields that are boxes to be ticked.
    """
    others = {entry.name: entry for entry in form.fields}
    return tuple(_compared(each, others.get(each.name), is_mark=each.name in marks) for each in fields)


def _compared(field: FormField, other: FormEntry | None, *, is_mark: bool) -> FormField:
    if other is None or is_mark != other.mark:
        return field
    if is_mark:
        second = None if bool(field.value) == bool(other.value) else other.value or "Off"
    else:
        alike = shows_value(field.value, other.value) or shows_value(other.value, field.value)
        second = None if alike else other.value
    return field.model_copy(update={"second": second}) if second is not None else field
