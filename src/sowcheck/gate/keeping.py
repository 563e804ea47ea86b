"""How long words and papers of a case are kept, and who may have them taken away: never those of a case that still goes on."""

import datetime as dt

from sowcheck.core import case_events as happened
from sowcheck.core.casefile import CaseFile
from sowcheck.core.people import Actor
from sowcheck.core.retention import RetentionPolicy
from sowcheck.errors import NotAllowed
from sowcheck.gate.acting import Entries, taken


def take_away(case: CaseFile, reason: str, actor: Actor, now: dt.datetime) -> Entries:
    """Note that words and papers are taken away; nothing happens if they were before.

    Raises:
        IllegalStep: the case still goes on.
        NotAllowed: the actor does not look after the service, or says no reason.
    """
    if "admin" not in actor.roles:
        raise NotAllowed(f"{actor.id} cannot take anything away.", hint="That takes the role admin.")
    if not reason.strip():
        raise NotAllowed("Nothing is taken away without a reason.", hint="Say which rule or request asks for it.")
    entries = taken(case, happened.TakenAway(reason=reason), actor, now)
    return () if case.taken_away is not None else entries


def kept_until(case: CaseFile, policy: RetentionPolicy) -> dt.datetime | None:
    """Until when a case stays whole; None for one that goes on, or is kept for good."""
    days = {
        "rejected": policy.rejected_days,
        "superseded": policy.superseded_days,
        "acknowledged": policy.acknowledged_days,
    }.get(case.state)
    return None if days is None else case.since + dt.timedelta(days=days)
