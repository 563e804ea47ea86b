"""Which case papers belong to that come with a deal's reference: one that an event began, and that waits for them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sowcheck.core.case_events import InputsChanged, Paper, Received
from sowcheck.gate.links import link_of_reference
from sowcheck.store.base import CaseStore

_OPEN = ("received", "validated", "analysed", "in_review", "signed_off")


class Waiting(NamedTuple):
    """A case that waits for papers."""

    case_id: str
    has_them: bool
    """Whether they came to it before."""


def case_waiting_for(
    store: CaseStore, reference: str, documents: Sequence[Paper], records: Sequence[Paper]
) -> Waiting | None:
    """The open case of a deal that an event began; None if papers begin a case of their own.

    It is one that has neither papers nor records yet, or one to which just these were handed in: a call that is sent again
    comes to the case to which it came before.
    """
    for case_id in _begun_by_events(store, reference):
        handed_in = [entry.event for entry in store.history(case_id) if isinstance(entry.event, InputsChanged)]
        given = (tuple(documents), tuple(records))
        if (has_them := any((each.documents, each.records) == given for each in handed_in)) or not handed_in:
            return Waiting(case_id, has_them)
    return None


def cases_to_replace(store: CaseStore, reference: str, by: str) -> list[str]:
    """Cases without papers that events began in the same moment in which `by` began with papers for the same deal."""
    return [
        each
        for each in _begun_by_events(store, reference)
        if each != by and not any(isinstance(entry.event, InputsChanged) for entry in store.history(each))
    ]


def _begun_by_events(store: CaseStore, reference: str) -> Iterator[str]:
    """Ids of the open cases of a deal that began without papers, when it was won."""
    for case_id in store.linked(link_of_reference(reference)):
        case = store.load(case_id).case
        if case.state not in _OPEN or not any("deal_won" in news for news in case.heard.values()):
            continue
        first = store.history(case_id)[0].event
        if isinstance(first, Received) and not first.documents and not first.records:
            yield case_id
