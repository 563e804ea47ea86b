"""What the program itself has to do for a case, told from the case alone: nothing has to be remembered for it to happen."""

from typing import Literal

from sowcheck.core.casefile import CaseFile
from sowcheck.gate.tasks import CHECK

Job = Literal["validate", "analyse", "release", "hand_over"]


def next_job(case: CaseFile) -> Job | None:
    """The program's next job for a case; None while it waits for people, for papers, or for nothing any more."""
    match case.state:
        case "received":
            return None if case.examined else "validate"
        case "validated":
            return "analyse"
        case "signed_off":
            return "release"
        case "released":
            # Before the release a task keeps a case from coming this far.
            return None if any(each.about == CHECK for each in case.tasks) else "hand_over"
        case _:
            return None
