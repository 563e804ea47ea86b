"""Cases told event by event with times, for figures about them; each step goes through the gate."""

import datetime as dt
from collections.abc import Callable, Sequence

from gate_builders import MACHINE, QUOTE, SOW, analysis, decision, done, person
from sowcheck.core.analyses import Finding, RequiredApproval
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Resolution
from sowcheck.core.facts import Fact
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.gate import casework
from sowcheck.gate.fold import begun
from sowcheck.gate.kpis.journey import Journey, journey_of
from sowcheck.gate.kpis.period import Period
from sowcheck.gate.telling import tell

MONDAY = dt.datetime(2026, 6, 1, 8, tzinfo=dt.UTC)
"""The first of June 2026, and a Monday."""
LEVELS = ServiceLevels()
FINANCE, DELIVERY = person("u-finance", "finance"), person("u-delivery", "delivery_ops")


def june(now: dt.datetime = dt.datetime(2026, 12, 1, tzinfo=dt.UTC), levels: ServiceLevels = LEVELS) -> Period:
    """The month in which the stories happen."""
    return Period(dt.date(2026, 6, 1), dt.date(2026, 6, 30), now, levels)


class Story:
    """A case as it goes on; times are hours after `began`."""

    def __init__(self, name: str = "case-1", began: dt.datetime = MONDAY) -> None:
        self.began = began
        self.entries: list[Entry] = list(casework.receive(name, [SOW], [QUOTE], MACHINE, began))
        self.case: CaseFile = begun(name, self.entries[0])

    def at(self, hours: float) -> dt.datetime:
        """The moment so many hours after it began."""
        return self.began + dt.timedelta(hours=hours)

    def do(self, step: Callable[..., Sequence[Entry]], *words: object, at: float) -> "Story":
        """Take a step; the last word is who takes it."""
        taken = step(self.case, *words, self.at(at))
        self.entries += taken
        self.case = done(self.case, tuple(taken))
        return self

    def told(self, *facts: Fact, at: float = 2000) -> "Story":
        """Have another system tell facts."""
        for fact in facts:
            self.do(tell, fact, MACHINE, at=at)
        return self

    def checked(self, *findings: Finding, at: float, required: Sequence[RequiredApproval] | None = None) -> "Story":
        """Have it validated and checked."""
        check = analysis(*findings, required=required or (RequiredApproval(role="delivery_ops"),))
        if self.case.state == "received":
            self.validated(at=at)
        return self.do(casework.analyse, check, MACHINE, at=at)

    def validated(self, *, at: float) -> "Story":
        """Have it found complete."""
        return self.do(casework.validate, (), MACHINE, at=at)

    def decided(self, finding: Finding, resolution: Resolution, *, at: float) -> "Story":
        """Let finance decide with the evidence opened, and delivery agree."""
        self.do(casework.open_evidence, finding.fingerprint, FINANCE, at=at)
        self.do(casework.decide, decision(finding, resolution), FINANCE, at=at)
        if resolution in ("accept_with_waiver", "not_a_discrepancy"):
            self.do(casework.open_evidence, finding.fingerprint, DELIVERY, at=at)
            self.do(casework.confirm, finding.fingerprint, DELIVERY, at=at)
        return self

    def released(self, *, at: float) -> "Story":
        """Have delivery sign and the handoff released."""
        self.do(casework.sign, "delivery_ops", DELIVERY, at=at)
        return self.do(casework.release, "9" * 64, MACHINE, at=at)

    def journey(self, levels: ServiceLevels = LEVELS) -> Journey:
        """What figures see of it."""
        return journey_of(self.case.id, self.entries, levels)
