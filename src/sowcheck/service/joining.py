"""Which case papers belong to that come with a deal's reference: one that an event began, and that waits for them."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sowcheck.core.case_events import InputsChanged, Paper, Received
from sowcheck.core.casefile import CaseFile
from sowcheck.core.people import Actor
from sowcheck.errors import CaseError
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.gate.life import BEFORE_RELEASE
from sowcheck.gate.links import link_of_reference
from sowcheck.service.inputs import with_changes
from sowcheck.service.site import Site
from sowcheck.store.base import CaseStore, Kept, UnknownCase

Act = Callable[[CaseFile], Entries]
"""What somebody wants to do with a case as it is: what then happens, or an error of the gate."""


class KeyUsed(CaseError):
    """The key of an earlier call was sent with other papers."""

    def __init__(self) -> None:
        super().__init__("This key was used for a case with other inputs.", hint="Send a new key with each new case.")


class _Ended(Exception):
    """The case that papers were to join ended in the moment in which they came."""


class Joining:
    """Brings papers together with the case that an event began for their deal, whichever comes first.

    Papers may come while the event does, and the same call may come twice at once: each then looks once more after what it did
    is on record, and the case that the event began is the one as soon as it has the papers.

    Args:
        site: Where.
        take: Takes a step on a case.
        actor: Who brings the papers.
    """

    def __init__(self, site: Site, take: Callable[[str, Act], Kept], actor: Actor) -> None:
        self._site, self._take, self._actor = site, take, actor

    def join(self, reference: str, documents: Sequence[Paper], records: Sequence[Paper], case_id: str) -> Kept | None:
        """Hand papers in to the case that waits for them; None if they begin one, or have begun one, by the id `case_id`.

        Raises:
            KeyUsed: the same call came to a case with other papers.
        """
        if came_before := self._came_to(reference, documents, records, case_id):
            return came_before
        while waiting := case_waiting_for(self._site.store, reference, documents, records):
            if self._has_begun(case_id, waiting.case_id):
                return None
            try:
                joined = self._handed_in(waiting, documents, records, case_id)
            except _Ended:
                continue
            self._give_way(case_id, waiting.case_id)
            return joined
        return None

    def replace(
        self, reference: str, documents: Sequence[Paper], records: Sequence[Paper], case_id: str
    ) -> Kept | None:
        """Put the case that papers began in the place of one that waits; None unless it is the one that gives way."""
        for other in cases_to_replace(self._site.store, reference, case_id):
            self._take(other, lambda case: self._superseded(case, case_id) if _is_empty(case) else ())
        twin = case_waiting_for(self._site.store, reference, documents, records)
        if twin is None or not twin.has_them or twin.case_id == case_id:
            return None
        self._give_way(case_id, twin.case_id)
        return self._site.store.load(twin.case_id)

    def _came_to(self, reference: str, documents: Sequence[Paper], records: Sequence[Paper], call: str) -> Kept | None:
        """The case to which the same call came before, whatever has become of it since."""
        for case_id in self._site.store.linked(link_of_reference(reference)):
            for event in _handed_in_later(self._site.store, case_id):
                if event.call != call:
                    continue
                if (event.documents, event.records) != (tuple(documents), tuple(records)):
                    raise KeyUsed
                return self._site.store.load(case_id)
        return None

    def _handed_in(
        self, waiting: "ExpectingCase", documents: Sequence[Paper], records: Sequence[Paper], call: str
    ) -> Kept:
        """The case with the papers, beside what others hand in at the same moment."""

        def step(case: CaseFile) -> Entries:
            if case.state not in BEFORE_RELEASE:
                raise _Ended
            if waiting.has_them:
                return ()
            both = with_changes(case.documents, documents), with_changes(case.records, records)
            return casework.change_inputs(case, *both, self._actor, self._site.clock(), call)

        return self._take(waiting.case_id, step)

    def _give_way(self, case_id: str, by: str) -> None:
        """The case that the same call began a moment ago, if it did, gives way."""
        if case_id != by and self._is_open(case_id):
            self._take(case_id, lambda case: self._superseded(case, by))

    def _superseded(self, case: CaseFile, by: str) -> Entries:
        """What people have worked on stays."""
        if case.state not in BEFORE_RELEASE or case.decisions or case.signatures:
            return ()
        return casework.supersede(case, by, self._actor, self._site.clock())

    def _has_begun(self, case_id: str, other: str) -> bool:
        """Whether an id stands for a case already, unless that gave way to the other one."""
        try:
            case = self._site.store.load(case_id).case
        except UnknownCase:
            return False
        return (case.state, case.note) != ("superseded", other)

    def _is_open(self, case_id: str) -> bool:
        try:
            return self._site.store.load(case_id).case.state in BEFORE_RELEASE
        except UnknownCase:
            return False


class ExpectingCase(NamedTuple):
    """A case that an event began, and that expects papers."""

    case_id: str
    has_them: bool
    """Whether they came to it before."""


def case_waiting_for(
    store: CaseStore, reference: str, documents: Sequence[Paper], records: Sequence[Paper]
) -> ExpectingCase | None:
    """The open case of a deal that an event began; None if papers begin a case of their own.

    It is one that has neither papers nor records yet, or one to which just these were handed in: a call that is sent again
    comes to the case to which it came before.
    """
    for case_id in _begun_by_events(store, reference):
        handed_in = list(_handed_in_later(store, case_id))
        given = (tuple(documents), tuple(records))
        if (has_them := any((each.documents, each.records) == given for each in handed_in)) or not handed_in:
            return ExpectingCase(case_id, has_them)
    return None


def cases_to_replace(store: CaseStore, reference: str, by: str) -> list[str]:
    """Cases without papers that events began in the same moment in which `by` began with papers for the same deal."""
    return [
        each for each in _begun_by_events(store, reference) if each != by and not any(_handed_in_later(store, each))
    ]


def _handed_in_later(store: CaseStore, case_id: str) -> Iterator[InputsChanged]:
    """What came to a case after it had begun."""
    return (entry.event for entry in store.history(case_id) if isinstance(entry.event, InputsChanged))


def _is_empty(case: CaseFile) -> bool:
    """Whether nobody has handed anything in to a case that nobody works on."""
    return not case.documents and not case.records and case.state in ("received", "validated")


def _begun_by_events(store: CaseStore, reference: str) -> Iterator[str]:
    """Ids of the open cases of a deal that began without papers, when it was won."""
    for case_id in store.linked(link_of_reference(reference)):
        case = store.load(case_id).case
        if case.state not in BEFORE_RELEASE or not any("deal_won" in news for news in case.heard.values()):
            continue
        first = store.history(case_id)[0].event
        if isinstance(first, Received) and not first.documents and not first.records:
            yield case_id
