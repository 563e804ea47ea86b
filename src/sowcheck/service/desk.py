"""Where every step on a case is taken: the gate decides, the store keeps, the audit notes refusals, the work is woken."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import IO, NamedTuple

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import Note
from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Decision
from sowcheck.core.fields import Owner
from sowcheck.core.people import Actor
from sowcheck.errors import IllegalStep, NotAllowed, NotAsSeen
from sowcheck.gate import casework, seeing
from sowcheck.gate.acting import Entries
from sowcheck.gate.fold import case_of
from sowcheck.service.joining import Act, Joining, KeyUsed
from sowcheck.service.refusals import for_good
from sowcheck.service.site import Site
from sowcheck.store.base import Conflict, Kept
from sowcheck.store.retrying import retried

PROGRAM = Actor(id="sowcheck", kind="service", roles=("orchestrator",))
"""The program itself, doing its own work on a case."""
SOURCE = "sowcheck"
"""What the audit names as the system that such a step came from."""


class Upload(NamedTuple):
    """A file that is handed in."""

    name: str
    content: bytes | IO[bytes]


class Desk:
    """Takes steps on the cases of a site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def keep(self, files: Sequence[Upload]) -> tuple[Paper, ...]:
        """Keep the bytes of files; their names and hashes."""
        return tuple(Paper(name=each.name, sha256=self._site.contents.put(each.content)) for each in files)

    def receive(
        self,
        reference: str,
        documents: Sequence[Paper],
        records: Sequence[Paper],
        actor: Actor,
        source: str,
        case_id: str,
    ) -> Kept:
        """Begin a case with papers whose bytes are kept; or hand them in to the case that an event began for the same deal.

        The same call again, with the same id and the same inputs, returns the case that it came to.

        Raises:
            NotAllowed: the actor may not hand in papers.
            KeyUsed: the id stands for a case that began with something else.
        """
        entries = self._decided(
            case_id, actor, source, lambda: casework.receive(reference, documents, records, actor, self._site.clock())
        )
        joining = Joining(self._site, lambda id_, step: self.take(id_, step, actor, source), actor)
        if (joined := joining.join(reference, documents, records, case_id)) is not None:
            return joined
        try:
            kept = self._site.store.append(case_id, 0, entries, source)
        except Conflict:
            if self._site.store.history(case_id)[0].event != entries[0].event:
                raise KeyUsed from None
            kept = self._site.store.load(case_id)
        self._site.wake(case_id)
        return joining.replace(reference, documents, records, case_id) or kept

    def change_inputs(
        self, case_id: str, documents: Sequence[Paper], records: Sequence[Paper], actor: Actor, source: str
    ) -> Kept:
        """Let a case consist of these papers and records from now on."""
        return self.take(
            case_id,
            lambda case: casework.change_inputs(case, documents, records, actor, self._site.clock()),
            actor,
            source,
        )

    def decide(self, case_id: str, decision: Decision, actor: Actor, source: str, seen: int | None = None) -> Kept:
        """Let a person decide on a finding; whoever is asked is looked up, and must be able to sign in.

        Args:
            case_id: The case.
            decision: What they make of it.
            actor: They.
            source: The system that it came from.
            seen: The number of the case's events when they saw it; None if nobody had decided on the finding.

        Raises:
            NotAsSeen: somebody else has decided on it since.
            UnknownCase, IllegalStep, NotAllowed, Conflict: see `take`.
        """
        asked = self._known(decision.asked) if decision.asked else None
        before = None if seen is None else self._as_seen(case_id, seen)

        def step(case: CaseFile) -> Entries:
            entries = casework.decide(case, decision, actor, self._site.clock(), asked)
            if entries:
                seeing.check_decided(case, before, decision.finding, actor)
            return entries

        return self.take(case_id, step, actor, source)

    def confirm(self, case_id: str, finding: Sha256, seen: int, actor: Actor, source: str) -> Kept:
        """Let a second person agree to a decision as it was when the case had `seen` events.

        Raises:
            NotAsSeen: it is another now, or somebody else was the second person.
            UnknownCase, IllegalStep, NotAllowed, Conflict: see `take`.
        """
        before = self._as_seen(case_id, seen)

        def step(case: CaseFile) -> Entries:
            entries = casework.confirm(case, finding, actor, self._site.clock())
            if entries:
                seeing.check_confirmed(case, before, finding)
            return entries

        return self.take(case_id, step, actor, source)

    def sign(self, case_id: str, role: Owner, seen: int, actor: Actor, source: str) -> Kept:
        """Let a person sign in a role for what the case said when it had `seen` events.

        Raises:
            NotAsSeen: within the role's scope it says something else now, or the role needs no more signatures.
            UnknownCase, IllegalStep, NotAllowed, Conflict: see `take`.
        """
        before = self._as_seen(case_id, seen)

        def step(case: CaseFile) -> Entries:
            entries = casework.sign(case, role, actor, self._site.clock())
            if entries:
                seeing.check_signed(case, before, role)
            return entries

        return self.take(case_id, step, actor, source)

    def take(self, case_id: str, step: Act, actor: Actor, source: str) -> Kept:
        """Take a step; the case after it.

        Raises:
            UnknownCase: there is no such case.
            IllegalStep: the case is in a state from which no such step leads.
            NotAllowed: the actor may not do it, or not yet.
            Conflict: others changed the case again and again while it was looked at.
        """

        def attempt() -> Kept:
            kept = self._site.store.load(case_id)
            entries = self._decided(case_id, actor, source, partial(step, kept.case), kept.case)
            if not entries:
                return kept
            kept = self._site.store.append(case_id, kept.number, entries, source)
            self._site.wake(case_id)
            return kept

        return retried(attempt)

    def _as_seen(self, case_id: str, number: int) -> CaseFile:
        """The case as it was when it had so many events."""
        history = self._site.store.history(case_id)
        if number > len(history):
            raise NotAsSeen(
                f"Case {case_id} has {len(history)} events: nobody can have seen event {number}.",
                hint="Send the `number` of the case as it was shown.",
            )
        return case_of(case_id, history[:number])

    def _known(self, user_id: str) -> Actor | None:
        """The person with an id; None if nobody can sign in by it."""
        user = self._site.directory.user_by_id(user_id)
        return None if user is None or user.disabled else user.actor

    def _decided(
        self, case_id: str, actor: Actor, source: str, decide: Callable[[], Entries], case: CaseFile | None = None
    ) -> Entries:
        """What the gate says; a refusal is noted before it is told."""
        try:
            return decide()
        except (IllegalStep, NotAllowed) as refusal:
            note = Note(self._site.clock(), actor, "refused", "refused", {"refusal": for_good(refusal, case)}, case_id)
            self._site.store.note(note, source)
            raise


def case_id_for(actor: Actor, key: str) -> str:
    """The id of the case that a caller's key stands for: the same key is the same case, and nobody else's."""
    digest = hashlib.sha256(f"{actor.id}\0{key}".encode()).hexdigest()
    return f"case-{digest[:24]}"
