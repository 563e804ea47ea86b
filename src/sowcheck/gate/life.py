"""The life of a case: which events may happen in which state, and where they lead."""

from typing import NamedTuple

from sowcheck.core.casefile import CaseState
from sowcheck.errors import IllegalStep


class StepRule(NamedTuple):
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

STEPS: dict[str, StepRule] = {
    "inputs_changed": StepRule("take other papers or records", BEFORE_RELEASE, "received"),
    "records_read": StepRule("look through the records", ("received",)),
    "tasks_opened": StepRule("open a task", _ALIVE),
    "tasks_closed": StepRule("close a task", _ALIVE),
    "found_incomplete": StepRule("note what is missing", ("received",)),
    "heard": StepRule("note what another system says", _ALIVE),
    "validated": StepRule("validate", ("received",), "validated"),
    "analysed": StepRule("check", ("validated",), "analysed"),
    "check_failed": StepRule("note that the check failed", ("validated",), "received"),
    "review_opened": StepRule("open the review", ("analysed",), "in_review"),
    "evidence_opened": StepRule("open evidence", ("in_review", "signed_off")),
    "decided": StepRule("decide", ("in_review", "signed_off")),
    "confirmed": StepRule("confirm a decision", ("in_review", "signed_off")),
    "answered": StepRule("answer a question", ("in_review", "signed_off")),
    "signed": StepRule("sign", ("in_review", "signed_off")),
    "escalated": StepRule("say that something is late", (*BEFORE_RELEASE, "released")),
    "gate_opened": StepRule("open the gate", ("in_review",), "signed_off"),
    "gate_closed": StepRule("close the gate", ("signed_off",), "in_review"),
    "rejected": StepRule("reject", BEFORE_RELEASE, "rejected"),
    "superseded": StepRule("supersede", (*BEFORE_RELEASE, "rejected"), "superseded"),
    "released": StepRule("release", ("signed_off",), "released"),
    "acknowledged": StepRule("acknowledge", ("released",), "acknowledged"),
    "taken_away": StepRule("have words and papers taken away", FINISHED),
    "fact_told": StepRule("tell what happened", _ALIVE),
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
