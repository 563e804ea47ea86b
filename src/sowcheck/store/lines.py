"""Between events and lines of the audit."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import AuditLine, Note
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile
from sowcheck.gate.chain import BEGINNING, linked
from sowcheck.gate.fold import after, begun
from sowcheck.store.words import Words, put_back, set_apart


class Written(NamedTuple):
    """What one event leaves: a line, the words that were set apart, and the case after it."""

    line: AuditLine
    words: list[Words]
    case: CaseFile


class End(NamedTuple):
    """Where the chain ends now."""

    lines: int
    head: Sha256


START = End(0, BEGINNING)
"""Where a chain without lines ends."""


def written(
    case_id: str, case: CaseFile | None, number: int, entries: Sequence[Entry], source: str, end: End
) -> Iterator[Written]:
    """The lines of events that happen to a case after its first `number`.

    Raises:
        IllegalStep: an event may not happen in the case's state.
    """
    for entry in entries:
        before = case.state if case else None
        case = after(case, entry) if case else begun(case_id, entry)
        number += 1
        payload, words = set_apart(entry.event.model_dump(mode="json"))
        line = linked(
            AuditLine(
                sequence=end.lines + 1,
                at=stamp(entry.at),
                actor=entry.actor,
                source=source,
                case=case_id,
                number=number,
                type=entry.event.type,
                status="applied",
                payload=payload,
                before=before,
                after=case.state,
                previous=end.head,
                hash="",
            )
        )
        end = End(line.sequence, line.hash)
        yield Written(line, words, case)


def noted(note: Note, source: str, end: End) -> tuple[AuditLine, list[Words]]:
    """The line of something that is no event of a case."""
    payload, words = set_apart(note.payload)
    line = AuditLine(
        sequence=end.lines + 1,
        at=stamp(note.at),
        actor=note.actor,
        source=source,
        case=note.case,
        number=None,
        type=note.type,
        status=note.status,
        payload=payload,
        before=None,
        after=None,
        previous=end.head,
        hash="",
    )
    return linked(line), words


def entry_of(line: AuditLine, words_of: Callable[[Sha256], str | None]) -> Entry:
    """The event of a line, with its words as far as they were not taken away."""
    return Entry.model_validate({"at": line.at, "actor": line.actor, "event": put_back(line.payload, words_of)})


def stamp(moment: dt.datetime) -> str:
    """The moment as the audit writes it: all of one length, so that they sort."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
