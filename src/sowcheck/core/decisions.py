"""What people decide on a discrepancy, and what they sign."""

import datetime as dt
from typing import Literal, Self

from pydantic import JsonValue, model_validator

from sowcheck.core.analyses import Sha256
from sowcheck.core.fields import Owner
from sowcheck.core.noun import Noun

Resolution = Literal[
    "update_record", "amend_document", "enter_value", "accept_with_waiver", "needs_info", "not_a_discrepancy"
]
"""In this order: the contract wins and the record is corrected; the record wins and the paper is amended; both are wrong and
the value is entered; both stay as they are, with a reason; somebody is asked; there is no discrepancy."""


class Decision(Noun):
    """What one person makes of one finding."""

    finding: Sha256
    resolution: Resolution
    reason: str = ""
    value: JsonValue = None
    """With `enter_value`: what holds."""
    asked: str | None = None
    """With `needs_info`: id of the person who has to answer; `reason` is the question."""
    due: dt.datetime | None = None
    """With `needs_info`: until when."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.reason.strip():
            raise ValueError("a decision needs a reason")
        if self.resolution == "enter_value" and self.value is None:
            raise ValueError("enter_value needs `value`: what holds")
        if self.resolution != "enter_value" and self.value is not None:
            raise ValueError("`value` belongs to enter_value alone")
        if self.resolution == "needs_info" and (self.asked is None or self.due is None):
            raise ValueError("needs_info needs `asked`, who shall answer, and `due`, until when")
        if self.resolution != "needs_info" and (self.asked is not None or self.due is not None):
            raise ValueError("`asked` and `due` belong to needs_info alone")
        return self


class Standing(Noun):
    """A decision with who made it, and who else confirmed it."""

    decision: Decision
    by: str
    at: dt.datetime
    confirmed_by: str | None = None
    confirmed_at: dt.datetime | None = None
    answer: str | None = None
    """To a question."""
    answered_at: dt.datetime | None = None
    told_by: frozenset[str] = frozenset()
    """Whose answers it rests on, those to earlier questions about the finding included."""

    @property
    def touched(self) -> dt.datetime:
        """When anybody last did something about it."""
        return max(each for each in (self.at, self.confirmed_at, self.answered_at) if each)


class Seal(Noun):
    """What a signature holds for."""

    fields: dict[str, Sha256]
    """Of each field in the role's scope: what is said about it, with what was decided."""
    documents: tuple[Sha256, ...]
    records: tuple[Sha256, ...]
    policy: Sha256


class Signature(Noun):
    """A person's sign-off in one role."""

    role: Owner
    by: str
    at: dt.datetime
    seal: Seal
