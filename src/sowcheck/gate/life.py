"""The life of a case: which events may happen in which state, and where they lead."""

from typing import NamedTuple

from sowcheck.core.casefile import CaseState
from sowcheck.errors import IllegalStep


class Step(NamedTuple):
    """A row of the table."""

    says: str
    """What is done, for messages."""
    states: tuple[CaseState, ...]
    """From which it may be done."""
    to: CaseState | None = None
    """Where it leads; None for a step that leaves the state as it is."""


BEFORE_RELEASE: tuple[CaseState, ...] = ("received", "validated", "analysed", "in_review", "signed_off")
RELEASED: tuple[CaseState, ...] = ("released", "acknowledged")
DROPPED: tuple[CaseState, ...] = ("rejected", "superseded")
"""In which a case ended without a release."""
FINISHED: tuple[CaseState, ...] = (*DROPPED, "acknowledged")
"""In which nobody has anything to do any more."""
_ALIVE = (*BEFORE_RELEASE, *RELEASED)

STEPS: dict[str, Step] = {
    "inputs_changed": Step("take other papers or records", BEFORE_RELEASE, "received"),
    "records_read": Step("look through the records", ("received",)),
    "tasks_opened": Step("open a task", _ALIVE),
    "tasks_closed": Step("close a task", _ALIVE),
    "found_incomplete": Step("note what is missing", ("received",)),
    "heard": Step("note what another system says", _ALIVE),
    "validated": Step("validate", ("received",), "validated"),
    "analysed": Step("check", ("validated",), "analysed"),
    "check_failed": Step("note that the check failed", ("validated",), "received"),
    "review_opened": Step("open the review", ("analysed",), "in_review"),
    "evidence_opened": Step("open evidence", ("in_review", "signed_off")),
    "decided": Step("decide", ("in_review", "signed_off")),
    "confirmed": Step("confirm a decision", ("in_review", "signed_off")),
    "answered": Step("answer a question", ("in_review", "signed_off")),
    "signed": Step("sign", ("in_review", "signed_off")),
    "escalated": Step("say that something is late", (*BEFORE_RELEASE, "released")),
    "gate_opened": Step("open the gate", ("in_review",), "signed_off"),
    "gate_closed": Step("close the gate", ("signed_off",), "in_review"),
    "rejected": Step("reject", BEFORE_RELEASE, "rejected"),
    "superseded": Step("supersede", (*BEFORE_RELEASE, "rejected"), "superseded"),
    "released": Step("release", ("signed_off",), "released"),
    "acknowledged": Step("acknowledge", ("released",), "acknowledged"),
    "taken_away": Step("have words and papers taken away", FINISHED),
    "fact_told": Step("tell what happened", _ALIVE),
}
"""By the type of the event. A case begins with "received", which is no step."""


def state_after(state: CaseState, event: str) -> CaseState:
    """The state to which an event leads.

    Raises:
        IllegalStep: it may not happen in this state; the message names this state and the one that it leads to.
    """
    step = STEPS[event]
    if state not in step.states:
        wanted = f"become {_shown(step.to)}" if step.to else f"let anybody {step.says}"
        raise IllegalStep(
            f"The case is {_shown(state)}: it cannot {wanted}.",
            hint=f"To {step.says}, a case must be {' or '.join(map(_shown, step.states))}.",
        )
    return step.to or state


def _shown(state: CaseState) -> str:
    return state.replace("_", " ")
