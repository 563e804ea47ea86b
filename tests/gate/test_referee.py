"""The referee of the state machine sees what is wrong: a case that was let through as it should, with one thing otherwise."""

from collections.abc import Callable, Sequence

import pytest

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis, decision, finding, person, received, sha
from gate_referee import Referee
from sowcheck.core import case_events as happened
from sowcheck.core.analyses import Analysis
from sowcheck.core.case_events import Entry, Event
from sowcheck.core.decisions import Seal
from sowcheck.core.people import Actor
from sowcheck.core.tasks import Task

PRICE = finding("d-1", "price.services_total")
CHECK = analysis(PRICE)
ANN, BO, CY = person("ann", "finance"), person("bo", "finance"), person("cy", "delivery_ops")
SEAL = Seal(fields={}, documents=(), records=(), policy="3" * 64)
"""What the program thinks was signed is none of the referee's business."""

Log = list[Entry]


def entry(event: Event, actor: Actor = MACHINE) -> Entry:
    return Entry(at=NOON, actor=actor, event=event)


def let_through() -> Log:
    """Ann decides, Bo agrees, Bo and Cy sign, and the program releases it."""
    return [
        entry(happened.Received(reference="006X", documents=received().documents, records=received().records)),
        entry(happened.Analysed(analysis=CHECK)),
        entry(happened.EvidenceOpened(finding=PRICE.fingerprint), ANN),
        entry(happened.Decided(decision=decision(PRICE)), ANN),
        entry(happened.EvidenceOpened(finding=PRICE.fingerprint), BO),
        entry(happened.Confirmed(finding=PRICE.fingerprint), BO),
        entry(happened.Signed(role="finance", seal=SEAL), BO),
        entry(happened.Signed(role="delivery_ops", seal=SEAL), CY),
        entry(happened.GateOpened(), CY),
        entry(happened.Released(bundle=sha("bundle"))),
    ]


def without(number: int) -> Callable[[Log], Log]:
    return lambda log: [*log[:number], *log[number + 1 :]]


def by(number: int, actor: Actor) -> Callable[[Log], Log]:
    return lambda log: [*log[:number], entry(log[number].event, actor), *log[number + 1 :]]


def then(number: int, *more: Entry) -> Callable[[Log], Log]:
    return lambda log: [*log[:number], *more, *log[number:]]


def checked_as(check: Analysis) -> Callable[[Log], Log]:
    return lambda log: [log[0], entry(happened.Analysed(analysis=check)), *log[2:]]


DENMARK = entry(happened.Analysed(analysis=analysis(PRICE, says={"legal.governing_law": "Denmark"})))
PAPERS = entry(happened.InputsChanged(documents=(SOW, QUOTE), records=()), ANN)
TASK = Task(id="t-1", kind="look_up", role="finance", message="m", hint="h", about="a", opened=NOON)
ASKED = decision(PRICE, "needs_info").model_copy(update={"asked": BO.id})
ROBOT = Actor(id="robot", kind="service", roles=("finance", "delivery_ops", "orchestrator"))

WRONG: list[tuple[str, Callable[[Log], Log]]] = [
    ("were not checked", without(1)),
    ("decided unseen", without(2)),
    ("decided on d-1", lambda log: [*log[:3], *log[6:]]),
    ("confirmed unseen", without(4)),
    ("nobody else agreed", without(5)),
    ("finance has not approved", without(6)),
    ("delivery_ops has not approved", without(7)),
    ("not open", without(8)),
    ("robot decided and may not", by(3, ROBOT)),
    ("cy decided and may not", by(3, CY)),
    ("confirmed their own decision", by(5, ANN)),
    ("confirmed and may not", by(5, person("eve", "admin"))),
    ("does not hold it", by(6, person("bo", "auditor"))),
    ("does not hold it", by(7, ROBOT)),
    ("approved twice", by(7, person("bo", "delivery_ops"))),
    ("ann released it", by(9, ANN)),
    ("delivery_ops has not approved", then(8, DENMARK)),
    ("not open", then(9, DENMARK)),
    ("were not checked", then(9, PAPERS)),
    ("their own papers", by(0, ANN)),
    ("a task to do", then(8, entry(happened.TasksOpened(tasks=(TASK,))))),
    ("had ended", then(9, entry(happened.Rejected(reason="no"), ANN))),
    ("had ended", then(3, entry(happened.Superseded(by="case-2"), ANN))),
    ("not open", then(9, entry(happened.GateClosed(reason="no"), ANN))),
    ("nobody else agreed", then(8, entry(happened.Decided(decision=decision(PRICE)), ANN))),
    ("has not approved", then(8, entry(happened.Decided(decision=decision(PRICE, "not_a_discrepancy")), ANN))),
    ("not been corrected", then(6, entry(happened.Decided(decision=decision(PRICE, "update_record")), ANN))),
    ("nobody decided", then(6, entry(happened.Decided(decision=ASKED), ANN))),
    (
        "rests on their answer",
        then(
            3,
            entry(happened.Decided(decision=ASKED), ANN),
            entry(happened.Answered(finding=PRICE.fingerprint, answer="a"), BO),
        ),
    ),
    ("was not asked", then(3, entry(happened.Answered(finding=PRICE.fingerprint, answer="a"), BO))),
    ("in the way", checked_as(CHECK.model_copy(update={"obstacles": ("unread",)}))),
    ("nobody has to approve", checked_as(CHECK.model_copy(update={"required": ()}))),
]


def objections(log: Sequence[Entry]) -> list[str]:
    return Referee().sees(log)


def test_nothing_is_said_against_a_case_that_was_let_through_as_it_should() -> None:
    assert objections(let_through()) == []


@pytest.mark.parametrize(
    ("said", "otherwise"), WRONG, ids=[f"{number}: {said}" for number, (said, _) in enumerate(WRONG)]
)
def test_one_thing_that_is_otherwise_is_seen(said: str, otherwise: Callable[[Log], Log]) -> None:
    found = objections(otherwise(let_through()))
    assert any(said in each for each in found), found
