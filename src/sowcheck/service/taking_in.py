"""What becomes of an event of another system: a case begins, hears of it, or it is noted that nothing came of it.

An event is remembered together with what it led to. Delivered twice, late or in another order, it leads to the same.
"""

import datetime as dt
import hashlib
from functools import reduce
from typing import Literal

from sowcheck.core.audit import Note
from sowcheck.core.casefile import CaseFile
from sowcheck.core.incoming import Incoming, IncomingKind
from sowcheck.core.noun import Noun
from sowcheck.core.people import Actor
from sowcheck.errors import CaseError, EventError, IllegalStep
from sowcheck.gate import casework, rights, taskwork
from sowcheck.gate.acting import Entries
from sowcheck.gate.fold import after, begun
from sowcheck.gate.life import DROPPED
from sowcheck.gate.links import link
from sowcheck.gate.validation import missing
from sowcheck.intake.message import Message
from sowcheck.intake.recognise import incoming
from sowcheck.intake.senders import Unverified
from sowcheck.service.concerned import cases_about, cases_to_tell
from sowcheck.service.desk import Desk
from sowcheck.service.listening import listen
from sowcheck.service.news import News, news_before, news_in
from sowcheck.service.site import Site
from sowcheck.store.base import AlreadySeen, Conflict
from sowcheck.store.retrying import retried

_SIGNS = ("hubspot", "docusign")
"""Senders that are known by their signatures; others by whoever brings their events."""
_NOBODY = Actor(id="nobody", kind="service")


class Outcome(Noun):
    """What became of one event."""

    source: str
    id: str
    kind: IncomingKind
    subject: str | None
    result: Literal["applied", "ignored", "duplicate"]
    cases: tuple[str, ...] = ()
    """Ids of those that it concerns."""
    message: str


def take_in(site: Site, message: Message, actor: Actor | None) -> tuple[Outcome, ...]:
    """Take in everything that a message says has happened.

    Args:
        site: Where cases are kept.
        message: The request, its body as it came.
        actor: Who showed a token with it; None for HubSpot and DocuSign, which sign what they send.

    Raises:
        BadEvent: the body is no event that is known.
        Unverified: nobody vouches for the sender. Of the message nothing is kept.
        NotAllowed: whoever brought it may not hand in events.
    """
    now = site.clock()
    try:
        found = incoming(message, site.secrets, now, won_stages(site))
        if actor is None and any(each.system not in _SIGNS for each in found):
            raise Unverified("Nobody vouches for this event.", hint="Send it with a token that may hand in events.")
        senders = [actor if each.system not in _SIGNS else None for each in found]
        for sender in filter(None, senders):
            rights.program(sender, "hand in events of other systems")
    except (EventError, CaseError) as refusal:
        told = isinstance(refusal, Unverified) or actor is not None
        why = refusal.message[:300] if told else "The body is no event of a known form."
        site.store.note(Note(now, actor or _NOBODY, "event", "refused", {"why": why}), "events")
        raise
    return tuple(_Taking(site, each, sender).outcome() for each, sender in zip(found, senders, strict=True))


def won_stages(site: Site) -> frozenset[str]:
    """HubSpot's ids of the stages in which a deal is won, as the mapping says."""
    stages = site.rules.mapping.systems["hubspot"].picklists.get("deal.is_won", {})
    return frozenset(stage for stage, won in stages.items() if won == "true")


def case_id_of(about: str, earlier: int = 0) -> str:
    """The id of the case that a deal begins, the same for each of its events; `earlier` cases of it have ended."""
    digest = hashlib.sha256(f"{about}\0{earlier}".encode()).hexdigest()
    return f"case-{digest[:24]}"


class _Taking:
    """One event on its way in."""

    def __init__(self, site: Site, said: Incoming, sender: Actor | None) -> None:
        self._site = site
        self._said = said
        self._actor = sender or Actor(id=said.system, kind="service", roles=("orchestrator",))
        self._now = site.clock()

    def outcome(self) -> Outcome:
        if self._site.store.has_seen(self._said):
            return self._duplicate()
        try:
            return self._told_late(self._taken())
        except AlreadySeen:
            return self._duplicate()

    def _taken(self) -> Outcome:
        said, news = self._said, news_in(self._said, self._site.rules.mapping)
        if not news:
            return self._ignored("It concerns no field or paper that is checked.")
        if said.is_about_everything:
            return self._lost_track(news)
        cases = self._cases(news[0][0])
        alive = [each for each in cases if each.state not in DROPPED]
        if alive:
            return self._heard([each.id for each in alive], news)
        if said.kind != "deal_won":
            return self._ignored("No case knows of it.")
        if any(each.since >= self._at for each in cases):
            return self._ignored("The case of this deal ended later.")
        return self._opened(news, cases)

    def _told_late(self, outcome: Outcome) -> Outcome:
        """Tell cases as well that came to be known to concern it in the same moment, see `listening`."""
        news = news_in(self._said, self._site.rules.mapping)
        cases = cases_to_tell(self._site, self._said, news[0][0]) if news else []
        late = [each.id for each in cases if each.id not in outcome.cases and self._tell(each.id, news, None)]
        if not late:
            return outcome
        return self._outcome("applied", "The cases were told.", [*outcome.cases, *late])

    def _cases(self, about: str) -> list[CaseFile]:
        return cases_about(self._site, self._said, about)

    @property
    def _at(self) -> dt.datetime:
        return self._said.at or self._now

    def _heard(self, case_ids: list[str], news: tuple[News, ...]) -> Outcome:
        """Tell cases; the event counts as seen with the last of them, since telling the others again changes nothing."""
        changed = [each for each in case_ids[:-1] if self._tell(each, news, None)]
        if self._tell(case_ids[-1], news, self._said):
            changed.append(case_ids[-1])
        elif changed:
            self._note("applied", "The cases were told.", seen=self._said)
        else:
            return self._ignored("It is older than what the case has heard, or nothing new.", case_ids)
        return self._outcome("applied", "The case was told." if len(changed) == 1 else "The cases were told.", changed)

    def _tell(self, case_id: str, news: tuple[News, ...], seen: Incoming | None) -> bool:
        """Whether it was news to the case."""

        def attempt() -> bool:
            kept = self._site.store.load(case_id)
            try:
                entries = self._hearing(kept.case, news)
            except IllegalStep:
                return False
            if not entries:
                return False
            self._site.store.append(case_id, kept.number, entries, self._said.system, seen)
            self._site.wake(case_id)
            return True

        return retried(attempt)

    def _hearing(self, case: CaseFile, news: tuple[News, ...]) -> Entries:
        entries: Entries = ()
        for about, said in news:
            more = taskwork.hear(case, about, said, self._actor, self._now)
            case = reduce(after, more, case)
            entries += more
        return entries

    def _opened(self, news: tuple[News, ...], earlier: list[CaseFile]) -> Outcome:
        """Begin the case of a deal that was won, with a task for each thing that is missing."""
        about, case_id = news[0][0], case_id_of(news[0][0], len(earlier))
        assert self._said.subject is not None
        entries = casework.receive(self._said.subject, (), (), self._actor, self._now)
        case = begun(case_id, entries[0])
        known = [*news_before(self._site.store, [about], self._site.rules.mapping), *news]
        entries += casework.look_through(case, (), known, self._actor, self._now)
        case = reduce(after, entries[1:], case)
        wanted = tuple(missing(case, (), self._site.rules.policy, self._now))
        entries += casework.validate(case, wanted, self._actor, self._now)
        try:
            self._site.store.append(case_id, 0, entries, self._said.system, self._said)
        except Conflict:
            return self._heard([case_id], news)
        if papers := [each for each in self._cases(about) if each.id != case_id and each.state not in DROPPED]:
            # Papers began a case of the deal in the same moment: that is the one.
            self._replace([begun(case_id, entries[0])], papers[0].id)
            self._tell(papers[0].id, news, None)
            return self._outcome("applied", "The case was told.", [papers[0].id])
        self._replace([each for each in earlier if each.state == "rejected"], case_id)
        listen(self._site, case_id)
        self._site.wake(case_id)
        return self._outcome("applied", "A case began.", [case_id])

    def _replace(self, earlier: list[CaseFile], by: str) -> None:
        """Cases that are not worked on give way to that of the deal as it was won again, or to which papers came."""

        def step(case: CaseFile) -> Entries:
            if (case.documents and case.state != "rejected") or case.state == "superseded":
                return ()
            return casework.supersede(case, by, self._actor, self._now)

        for old in earlier:
            Desk(self._site).take(old.id, step, self._actor, self._said.system)

    def _lost_track(self, news: tuple[News, ...]) -> Outcome:
        """Every case of a system has to be looked up, as long as it is not released."""
        open_ = [each.id for each in cases_to_tell(self._site, self._said, news[0][0])]
        return self._heard(open_, news) if open_ else self._ignored("No case of that system is open.")

    def _ignored(self, why: str, cases: list[str] | None = None) -> Outcome:
        self._note("ignored", why, cases, self._said)
        return self._outcome("ignored", why, cases)

    def _duplicate(self) -> Outcome:
        about = self._said.about
        cases = self._cases(link(*about.split(":", 1))) if about else []
        self._note("ignored", "It was taken in before.")
        return self._outcome("duplicate", "It was taken in before.", [each.id for each in cases])

    def _note(
        self,
        status: Literal["applied", "ignored"],
        why: str,
        cases: list[str] | None = None,
        seen: Incoming | None = None,
    ) -> None:
        said = self._said.model_dump(mode="json", exclude={"changed"}) | {"changed": list(self._said.changed[:50])}
        case = cases[0] if cases and len(cases) == 1 else None
        note = Note(self._now, self._actor, "event", status, {"event": said, "why": why}, case)
        self._site.store.note(note, self._said.system, seen)

    def _outcome(
        self, result: Literal["applied", "ignored", "duplicate"], message: str, cases: list[str] | None = None
    ) -> Outcome:
        said = self._said
        return Outcome(
            source=said.source,
            id=said.id,
            kind=said.kind,
            subject=said.subject,
            result=result,
            cases=tuple(cases or ()),
            message=message,
        )
