"""One case from its first event to its last, with the moments that figures are made of."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from sowcheck.core import case_events as happened
from sowcheck.core.analyses import Finding
from sowcheck.core.case_events import Entry
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Decision, Standing
from sowcheck.core.facts import ContractExecuted, DealWon, Fact, ProjectCreated
from sowcheck.core.incoming import IncomingKind
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.gate.fold import after, begun
from sowcheck.gate.kpis.period import Period
from sowcheck.gate.kpis.spans import Matter, SpanWatch, Wait
from sowcheck.gate.life import FINISHED

Told = TypeVar("Told", bound=Fact)


class Journey(NamedTuple):
    """A case with its moments."""

    case: CaseFile
    received: dt.datetime
    checked: dt.datetime | None
    """When the first check was on record."""
    passed_first: bool | None
    """Whether the first check found nothing that keeps the gate shut; None before it."""
    complete_at_once: bool | None
    """Whether nothing was missing when it was first looked through; None before that."""
    released: dt.datetime | None
    kept_apart: tuple[Finding, ...]
    """What was amended in the paper, at any time, and what the last check still finds and was waived."""
    undecided: int
    """Findings of the last check that nobody decided on."""
    matters: tuple[Matter, ...]
    waits: tuple[Wait, ...]

    def told(self, kind: type[Told]) -> tuple[Told, ...]:
        """The facts of a kind."""
        return tuple(each for each in self.case.facts if isinstance(each, kind))

    @property
    def won(self) -> dt.datetime | None:
        """When the deal was won: as a fact, or as its own system said; None if nobody told."""
        return next((each.at for each in self.told(DealWon)), None) or self._heard("deal_won")

    @property
    def executed(self) -> dt.datetime | None:
        """When the last party signed."""
        return next((each.at for each in self.told(ContractExecuted)), None) or self._heard("envelope_completed")

    @property
    def project_created(self) -> dt.datetime | None:
        """When the delivery system had the project."""
        return next((each.at for each in self.told(ProjectCreated)), None)

    def _heard(self, kind: IncomingKind) -> dt.datetime | None:
        """The last time that another system said so."""
        return max((news[kind].at for news in self.case.heard.values() if kind in news), default=None)


def journey_of(case_id: str, history: Sequence[Entry], levels: ServiceLevels) -> Journey:
    """The journey of a case whose events these are."""
    case, watch, seen = begun(case_id, history[0]), SpanWatch(levels), _Seen()
    watch.look(case, history[0].at)
    for entry in history[1:]:
        case = after(case, entry)
        watch.look(case, entry.at)
        seen.note(entry)
    return Journey(
        case=lightened(case),
        received=history[0].at,
        checked=seen.checked,
        passed_first=seen.passed_first,
        complete_at_once=seen.complete_at_once,
        released=seen.released,
        kept_apart=tuple(_kept_apart(case, seen.findings.values())),
        undecided=sum(_is_undecided(case, each) for each in (case.analysis.findings if case.analysis else ())),
        matters=watch.matters,
        waits=watch.waits,
    )


def lightened(case: CaseFile) -> CaseFile:
    """The case without what no figure asks for: many of them are looked at together."""
    return case.model_copy(update={"analysis": None, "signatures": (), "opened": frozenset(), "raised": {}})


def _kept_apart(case: CaseFile, made: Iterable[Finding]) -> Iterator[Finding]:
    last = {each.fingerprint for each in case.analysis.findings} if case.analysis else set()
    for finding in made:
        match case.decisions.get(finding.fingerprint):
            case Standing(decision=Decision(resolution="amend_document")):
                yield finding
            case Standing(decision=Decision(resolution="accept_with_waiver")) if finding.fingerprint in last:
                yield finding
            case _:
                pass


def _is_undecided(case: CaseFile, finding: Finding) -> bool:
    standing = case.decisions.get(finding.fingerprint)
    return standing is None or standing.decision.resolution == "needs_info"


def is_over_before(case: CaseFile, period: Period) -> bool:
    """Whether nothing of a case can lie in a period: it had ended before, and nobody has told anything since."""
    if case.state not in FINISHED or case.tasks:
        return False
    moments = [case.since, *(news.at for kinds in case.heard.values() for news in kinds.values())]
    days = [period.day(each) for each in moments]
    for fact in case.facts:
        days += [period.day(at) for at in [getattr(fact, "at", None)] if at is not None]
        days += [start for start in [getattr(fact, "role_start", None)] if start is not None]
    return max(days) < period.first


class _Seen:
    """What single events say."""

    def __init__(self) -> None:
        self.checked: dt.datetime | None = None
        self.passed_first: bool | None = None
        self.complete_at_once: bool | None = None
        self.released: dt.datetime | None = None
        self.findings: dict[str, Finding] = {}

    def note(self, entry: Entry) -> None:
        match entry.event:
            case happened.Analysed(analysis=analysis):
                self.findings |= {each.fingerprint: each for each in analysis.findings}
                if self.checked is None:
                    self.checked = entry.at
                    self.passed_first = not analysis.obstacles and not any(each.blocks for each in analysis.findings)
            case happened.FoundIncomplete() | happened.Validated() if self.complete_at_once is None:
                self.complete_at_once = isinstance(entry.event, happened.Validated)
            case happened.Released():
                self.released = entry.at
            case _:
                pass
