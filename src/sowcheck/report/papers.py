"""Where the papers of a case stand, and what each says of its version: as data, and in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import Case
from sowcheck.core.fields import FIELDS
from sowcheck.core.relations import Standing, ValueChange
from sowcheck.core.values import to_json
from sowcheck.core.versions import Versions
from sowcheck.core.words import plain, shortened
from sowcheck.report.shapes.documents import DocumentShape, DraftMarkShape, StampShape, VersionRowShape, VersionsShape
from sowcheck.report.shapes.papers import ChangeStepShape, PaperShape, ValueChangeShape
from sowcheck.report.wording import describe, field_title, quoted

_STATES = {
    "in_force": "holds",
    "amended": "holds, amended",
    "amends": "holds, amends",
    "replaced": "NOT IN FORCE",
    "copy": "a copy",
    "undecided": "UNDECIDED",
}
_MOST = 12
"""Changes of one paper that people are shown; the JSON has all."""


class PaperLine(NamedTuple):
    """A paper and where it stands, as people are shown it."""

    name: str
    version: str
    """Empty where it bears none."""
    state: str
    holds: bool
    why: str
    marks: tuple[str, ...]
    """Its stamps and marks of a draft, with their places."""
    changes: tuple[str, ...]
    """What differs in the version that holds, or what an amendment changes."""


def paper_shapes(case: Case) -> tuple[PaperShape, ...]:
    """Where each document of a case stands."""
    known = {assumption.id: assumption for assumption in case.assumptions}
    return tuple(_paper(standing, known) for standing in case.standings)


def _paper(standing: Standing, known: Mapping[str, Assumption]) -> PaperShape:
    return PaperShape(
        document=standing.document,
        state=standing.state,
        why=standing.why,
        version=standing.version,
        by=standing.by,
        amends=standing.amends,
        amended_by=standing.amended_by,
        changes=tuple(_change(change, known) for change in standing.changes),
        steps=tuple(
            ChangeStepShape(
                operation=step.operation,
                section=step.section,
                field=step.field,
                item=step.item,
                page=step.page,
                quote=step.quote.text,
            )
            for step in standing.steps
        ),
    )


def _change(change: ValueChange, known: Mapping[str, Assumption]) -> ValueChangeShape:
    return ValueChangeShape(
        field=change.field,
        key=change.key,
        before=_values(change.field, change.before, known),
        after=_values(change.field, change.after, known),
        assumptions=(*change.before, *change.after),
    )


def _values(field: str, ids: Sequence[str], known: Mapping[str, Assumption]) -> JsonValue:
    shapes = [to_json(known[id_].value, FIELDS[field].kind) for id_ in ids if id_ in known]
    return None if not shapes else shapes[0] if len(shapes) == 1 else shapes


def versions_shape(versions: Versions) -> VersionsShape | None:
    """What a file says of its version; None where that is nothing."""
    if not (versions.stamps or versions.history or versions.drafts):
        return None
    return VersionsShape(
        stamps=tuple(
            StampShape(
                label=each.label,
                date=each.date.isoformat() if each.date else None,
                place=each.place,
                where=each.where,
                page=each.page,
                words=each.words,
            )
            for each in versions.stamps
        ),
        history=tuple(
            VersionRowShape(
                label=each.label, date=each.date.isoformat() if each.date else None, change=each.change, page=each.page
            )
            for each in versions.history
        ),
        drafts=tuple(DraftMarkShape.model_validate(each) for each in versions.drafts),
    )


def paper_lines(papers: Iterable[PaperShape], documents: Iterable[DocumentShape]) -> tuple[PaperLine, ...]:
    """The papers as people are shown them; none where a single paper says nothing of its version."""
    shapes, by_id = list(papers), {document.id: document for document in documents}
    if len(shapes) == 1 and by_id[shapes[0].document].versions is None:
        return ()
    return tuple(_line(paper, by_id[paper.document]) for paper in shapes if paper.document in by_id)


def _line(paper: PaperShape, document: DocumentShape) -> PaperLine:
    said = [_in_words(change) for change in paper.changes]
    said += [_step_in_words(step) for step in paper.steps]
    if len(said) > _MOST:
        said = [*said[:_MOST], f"and {len(said) - _MOST} more"]
    return PaperLine(
        name=plain(document.name),
        version=plain(paper.version) if paper.version else "",
        state=_STATES[paper.state],
        holds=paper.state not in ("replaced", "copy", "undecided"),
        why=plain(paper.why),
        marks=marks_in_words(document),
        changes=tuple(said),
    )


def marks_in_words(document: DocumentShape) -> tuple[str, ...]:
    """The stamps of a document and its marks of a draft, with their places."""
    return tuple(_marks(document.versions)) if document.versions else ()


def _marks(versions: VersionsShape) -> Iterable[str]:
    for draft in versions.drafts:
        yield f"draft: “{shortened(quoted(draft.words), 100)}” ({plain(draft.where)})"
    for stamp in versions.stamps:
        if stamp.place != "file_name" or stamp.label:
            yield f"“{shortened(quoted(stamp.words), 100)}” ({plain(stamp.where)})"


def _in_words(change: ValueChangeShape) -> str:
    before = describe(change.field, change.before) if change.before is not None else "not stated"
    after = describe(change.field, change.after) if change.after is not None else "not stated"
    title = field_title(change.field)
    if change.key and not any(change.key in side for side in (before, after)):
        title = f"{title}: {plain(shortened(change.key, 80))}"
    return f"{title}: {shortened(before, 120)}, now {shortened(after, 120)}"


def _step_in_words(step: ChangeStepShape) -> str:
    about = [f"section {plain(step.section)}" if step.section else "", field_title(step.field) if step.field else ""]
    named = ", ".join(part for part in (*about, plain(step.item) if step.item else "") if part)
    return (
        f"{step.operation} {named}: “{shortened(quoted(step.quote), 140)}”"
        if named
        else f"{step.operation}: “{shortened(quoted(step.quote), 140)}”"
    )
