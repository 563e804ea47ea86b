"""Which of two versions of one paper holds, and on which words that rests."""

import datetime as dt
from typing import Literal, NamedTuple

from sowcheck.compare.lineage.marks import place_of, say_place, version_places
from sowcheck.compare.lineage.same import replacing
from sowcheck.compare.papers.paper import Paper
from sowcheck.core.discrepancies import Place
from sowcheck.parse.versions import is_later

Basis = Literal["stated", "signed", "signed_later", "restated", "version", "day"]


class Succession(NamedTuple):
    """Of two versions of one paper the one that holds and the one that gives way."""

    holds: Paper
    gives_way: Paper
    basis: Basis
    why: str
    """In a sentence without its full stop."""
    places: tuple[Place, ...]
    """What says so, on both sides."""
    against: str | None = None
    """What speaks for the other one."""


def is_executed(paper: Paper) -> bool:
    """Whether both sides have signed the paper, as far as it shows."""
    statuses = paper.signature_statuses
    return bool(statuses) and all(each == "completed" for each in statuses)


def is_open(paper: Paper) -> bool:
    """Whether the paper shows that somebody has still to sign it."""
    return any(each != "completed" for each in paper.signature_statuses)


def decided(one: Paper, other: Paper) -> Succession | None:
    """Which of two versions of one paper holds; None where nothing says so.

    A paper that is not signed takes the place of none that is, whatever it says. Then counts what a paper says itself, then
    the later signature, then the version, then the day.
    """
    later = _by_stamps(one, other)
    return _by_execution(one, other, later) or _by_words(one, other) or _by_signature(one, other, later) or later


def _by_execution(one: Paper, other: Paper, later: Succession | None) -> Succession | None:
    for paper, rival in ((one, other), (other, one)):
        unfinished = is_open(rival) or (bool(rival.versions.drafts) and not is_executed(rival))
        if is_executed(paper) and unfinished:
            against = later.why if later and later.holds is rival else None
            why = f"both sides have signed {paper.name}, and {rival.name} still waits for a signature"
            return Succession(paper, rival, "signed", why, _evidence(paper, rival), against)
    return None


def _by_words(one: Paper, other: Paper) -> Succession | None:
    for paper, rival in ((one, other), (other, one)):
        said, back = replacing(paper, rival), replacing(rival, paper)
        if said and not back:
            words = " ".join(said.quote.text.split())
            span = said.quote.span.start, said.quote.span.end
            where = f"page {said.page}" if said.page else "text"
            place = Place(document=paper.id, where=where, page=said.page, words=words, span=span)
            why = f"{paper.name} says that it replaces {rival.name} ({say_place(place)})"
            return Succession(paper, rival, "stated", why, (place, *_stamp(rival)))
    for paper, rival in ((one, other), (other, one)):
        title = paper.relations.restates
        if title and not rival.relations.restates:
            place = Place(document=paper.id, where="title", words=title.text, span=(title.span.start, title.span.end))
            why = f"{paper.name} restates {rival.name} ({say_place(place)})"
            return Succession(paper, rival, "restated", why, (place, *_stamp(rival)))
    return None


def _by_signature(one: Paper, other: Paper, later: Succession | None) -> Succession | None:
    if not (is_executed(one) and is_executed(other)):
        return None
    days = [paper.signature_dates[-1] if paper.signature_dates else None for paper in (one, other)]
    if None in days or days[0] == days[1]:
        return None
    first, last = (one, other) if str(days[0]) < str(days[1]) else (other, one)
    why = (
        f"both versions have been signed, {last.name} last on {last.signature_dates[-1].isoformat()} and {first.name} on "
        f"{first.signature_dates[-1].isoformat()}"
    )
    against = later.why if later and later.holds is first else None
    return Succession(last, first, "signed_later", why, _evidence(last, first), against)


def _by_stamps(one: Paper, other: Paper) -> Succession | None:
    """By the versions that they give themselves; else by the days beside these, or from which they hold."""
    for label, place, _ in version_places(one):
        for against, there, _ in version_places(other):
            is_first = is_later(label, against)
            if is_first is not None:
                here = (one, label, place), (other, against, there)
                (holds, high, top), (gives_way, low, below) = here if is_first else reversed(here)
                why = f"{holds.name} is version {high} ({say_place(top)}), {gives_way.name} version {low} ({say_place(below)})"
                return Succession(holds, gives_way, "version", why, (top, below))
    days = _day(one), _day(other)
    if days[0] and days[1] and days[0] != days[1]:
        holds, gives_way = (one, other) if days[0] > days[1] else (other, one)
        why = f"{holds.name} is of {max(days[0], days[1]).isoformat()}, {gives_way.name} of {min(days[0], days[1]).isoformat()}"
        return Succession(holds, gives_way, "day", why, _evidence(holds, gives_way))
    return None


def _day(paper: Paper) -> dt.date | None:
    """The day of its stamps, or the day from which it holds."""
    stamped = sorted(stamp.date for stamp in paper.versions.stamps if stamp.date)
    return stamped[-1] if stamped else paper.effective


def _evidence(*papers: Paper) -> tuple[Place, ...]:
    return tuple(place for paper in papers for place in _stamp(paper))


def _stamp(paper: Paper) -> tuple[Place, ...]:
    """The first place that gives a version or a day; the file's name where there is none."""
    found = version_places(paper)
    if found:
        return (found[0][1],)
    dated = [place_of(paper, stamp) for stamp in paper.versions.stamps]
    return tuple(dated[:1]) or (Place(document=paper.id, where="file name", words=paper.name),)
