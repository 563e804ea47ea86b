"""What other systems say about a deal, and what somebody has to see to because of it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sowcheck.core.case_events import Event
from sowcheck.core.casefile import CaseFile
from sowcheck.core.fields import FIELDS
from sowcheck.core.incoming import ENVELOPE, EVERYTHING, IncomingKind, News
from sowcheck.core.snapshots import Snapshot
from sowcheck.core.tasks import Task, TaskKind
from sowcheck.gate.tasks import brought_in_line, task

_CLOCKS_DIFFER = dt.timedelta(minutes=5)
FROM_ELSEWHERE: frozenset[TaskKind] = frozenset(
    {"stale_record", "look_up", "deal_gone", "envelope_stopped", "unsigned_copy"}
)
"""Tasks that follow from what other systems say. They shut the gate; the case is checked meanwhile, since they may come at
any time."""
_LONGEST = 60
_SALES, _SIGNING = FIELDS["deal.is_won"].owner, FIELDS["doc.signature_status"].owner


def told(case: CaseFile, now: dt.datetime) -> Iterator[Task]:
    """The tasks that follow from what was heard: from the latest of each kind, in whatever order it came."""
    for about, news in sorted(case.heard.items()):
        system, _, name = about.partition(":")
        if system == ENVELOPE:
            yield from _of_envelope(case, about, name, news, now)
        else:
            yield from _of_deal(case, system, about, name, news, now)


def follow_ups(case: CaseFile, now: dt.datetime, wanted: Sequence[Task] = ()) -> Sequence[Event]:
    """What happens to tasks because of what was heard, and to open those that are wanted; others stay as they are."""
    others = [each for each in case.tasks if each.kind not in FROM_ELSEWHERE]
    return brought_in_line(case, [*others, *wanted, *told(case, now)])


def as_of(case: CaseFile, system: str, name: str) -> dt.datetime | None:
    """The time at which what the case knows of a record was true for certain; None if no snapshot speaks of it.

    Of a record that several snapshots hold, the newest counts; where nothing tells which record it is, the oldest does.
    """
    every = [each for each in case.snapshots if each.system == system]
    if name == EVERYTHING:
        return min((_taken_at(case, each) for each in every), default=None)
    holding = [each for each in case.snapshots if name in each.ids]
    speaking = [each for each in case.snapshots if name in each.deals]
    return max((_taken_at(case, each) for each in holding or speaking or every), default=None)


def _taken_at(case: CaseFile, snapshot: Snapshot) -> dt.datetime:
    """When a snapshot was taken at the earliest. It cannot have been after it came, clocks that differ a little apart."""
    came = case.handed_in[snapshot.sha256]
    return came if snapshot.modified is None else min(snapshot.modified, came + _CLOCKS_DIFFER)


def envelopes_of(case: CaseFile) -> frozenset[str]:
    """The envelopes that papers and records of the case name."""
    return case.envelopes | {each.envelope for each in case.snapshots if each.envelope}


def _of_deal(
    case: CaseFile, system: str, about: str, name: str, news: dict[IncomingKind, News], now: dt.datetime
) -> Iterator[Task]:
    known = as_of(case, system, name)
    if lost := _lost(case, news, known):
        kind, at = lost
        what = "was deleted" if kind == "deal_deleted" else "is not won"
        yield task(
            "deal_gone",
            _SALES,
            f"Deal {_shown(name)} {what} in {system} ({at:%Y-%m-%d %H:%M} UTC).",
            "Reject the case; or, once the deal is won again, hand in its record anew.",
            about,
            now,
            at,
        )
    changes = [news[kind] for kind in ("deal_changed", "record_changed") if kind in news]
    changed = max(changes, key=lambda each: (each.at, each.changed), default=None)
    if changed is not None and known is not None and _is_later(changed.at, known):
        fields = f": {', '.join(map(_shown, changed.changed[:5]))}" if changed.changed else ""
        yield task(
            "stale_record",
            _SALES,
            f"The record of deal {_shown(name)} changed in {system} after it was handed in "
            f"({changed.at:%Y-%m-%d %H:%M} UTC){fields}.",
            "Export the record again, with the field that tells when it last changed, and hand it in.",
            about,
            now,
            changed.at,
        )
    gap = news.get("gap")
    if gap is not None and known is not None and _is_later(gap.at, known):
        yield task(
            "look_up",
            _SALES,
            f"{system} lost track of what changed around {gap.at:%Y-%m-%d %H:%M} UTC: "
            f"{'the deal' if name == EVERYTHING else _shown(name)} may have changed.",
            "Look the deal up. Hand in its record anew if it changed, or close this with what you saw.",
            about,
            now,
            gap.at,
        )


def _lost(
    case: CaseFile, news: dict[IncomingKind, News], known: dt.datetime | None
) -> tuple[IncomingKind, dt.datetime] | None:
    """What ended the deal, unless it was won later, as an event or a newer record says."""
    ends: list[tuple[dt.datetime, IncomingKind]] = [
        (news[kind].at, kind) for kind in ("deal_deleted", "deal_lost") if kind in news
    ]
    if not ends:
        return None
    at, kind = max(ends)
    won = news.get("deal_won")
    if won is not None and won.at > at:
        return None
    said_won = any(each.won for each in case.snapshots)
    return None if said_won and known is not None and known > at else (kind, at)


def _of_envelope(
    case: CaseFile, about: str, name: str, news: dict[IncomingKind, News], now: dt.datetime
) -> Iterator[Task]:
    if name not in envelopes_of(case):
        return
    stopped, completed = news.get("envelope_stopped"), news.get("envelope_completed")
    # An envelope that everybody has signed stays signed, whatever is said of it later.
    if stopped is not None and completed is None:
        yield task(
            "envelope_stopped",
            _SIGNING,
            f"Envelope {_shown(name)} was declined or withdrawn ({stopped.at:%Y-%m-%d %H:%M} UTC): its papers are not "
            "signed.",
            "Have the papers signed in a new envelope and hand them in, or reject the case.",
            about,
            now,
            stopped.at,
        )
    if completed is not None and _came_unsigned(case, completed.at):
        yield task(
            "unsigned_copy",
            _SIGNING,
            f"Everybody has signed envelope {_shown(name)} ({completed.at:%Y-%m-%d %H:%M} UTC) after these papers were "
            "handed in, which are not signed.",
            "Hand in the signed papers of the envelope.",
            about,
            now,
            completed.at,
        )


def _came_unsigned(case: CaseFile, signed: dt.datetime) -> bool:
    """Whether the last check found papers unsigned, all of which came before they were signed."""
    found = case.analysis is not None and any(
        each.field == "doc.signature_status" and each.blocks for each in case.analysis.findings
    )
    return found and all(case.handed_in[each.sha256] < signed for each in case.documents)


def _is_later(at: dt.datetime, known: dt.datetime) -> bool:
    """Records tell the second, events the millisecond."""
    return at.replace(microsecond=0) > known


def _shown(name: str) -> str:
    """A name that another system gave, as people can read it."""
    plain = "".join(each if each.isprintable() else "?" for each in name)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
