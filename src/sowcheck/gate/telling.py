"""Takes on record what other systems tell of a deal. It opens no gate and shuts none."""

import datetime as dt

from sowcheck.core.case_events import Entry, FactTold
from sowcheck.core.casefile import CaseFile
from sowcheck.core.facts import Fact
from sowcheck.core.people import Actor
from sowcheck.errors import NotAllowed
from sowcheck.gate import rights
from sowcheck.gate.acting import Entries
from sowcheck.gate.life import state_after

_MAY_TELL = rights.DECIDERS | {"orchestrator"}
_CLOCKS_DIFFER = dt.timedelta(minutes=5)
"""Between this machine and those that tell."""


def tell(case: CaseFile, fact: Fact, actor: Actor, now: dt.datetime) -> Entries:
    """Note a fact; nothing happens if it was told before.

    Raises:
        NotAllowed: the actor only reads or looks after users, or the fact lies in the future.
        IllegalStep: the case has ended.
    """
    if not _MAY_TELL & set(actor.roles):
        raise NotAllowed(
            f"{actor.id} cannot tell what happened to a deal.",
            hint="That takes the role orchestrator, or one that decides.",
        )
    at = getattr(fact, "at", None)
    if at is not None and fact.kind != "kickoff_planned" and at > now + _CLOCKS_DIFFER:
        raise NotAllowed(f"{at.isoformat()} is still to come.", hint="Tell a fact once it has happened.")
    state_after(case.state, "fact_told")
    if fact in case.facts:
        return ()
    return (Entry(at=now, actor=actor, event=FactTold(fact=fact)),)
