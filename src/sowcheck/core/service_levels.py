"""How long each step of a case may take, and who is told when it takes longer."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from sowcheck.core.fields import Severity
from sowcheck.core.noun import Noun
from sowcheck.core.people import Role

Awaited = Literal[
    "papers", "check", "decision", "confirmation", "correction", "question", "signature", "release", "acknowledgement"
]
"""What a case waits for: missing papers or records; the program's own check; the owner of a finding; a second person who
agrees; papers or records that were to be corrected; an answer; a signature; the handoff; the target that took it."""

Hours = Annotated[Decimal, Field(gt=0, le=24 * 366)]


def _zone(name: str) -> dt.tzinfo:
    # Small systems come without a table of time zones; the default needs none.
    return dt.UTC if name == "UTC" else ZoneInfo(name)


def _known_zone(name: str) -> str:
    try:
        _zone(name)
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:
        raise ValueError(f"{name!r} is no time zone; write one such as 'Europe/Oslo'") from error
    return name


class Escalation(Noun):
    """Who is told once something is late."""

    after_hours: Annotated[Decimal, Field(ge=0, le=24 * 366)]
    """Since it was due."""
    to: Role | Literal["responsible"]
    """A role; "responsible" is the role whose step is awaited."""


def _later_and_later(steps: tuple[Escalation, ...]) -> tuple[Escalation, ...]:
    if any(before.after_hours >= after.after_hours for before, after in pairwise(steps)):
        raise ValueError("each escalation must come later than the one before it")
    return steps


def _decisions() -> dict[Severity, Decimal]:
    return {"blocker": Decimal(8), "high": Decimal(24), "medium": Decimal(72)}


class ServiceLevels(Noun):
    """Hours for each step."""

    papers: Hours = Decimal(24)
    """Until what is missing has come."""
    check: Hours = Decimal(1)
    """Until the program has checked what came."""
    decision: dict[Severity, Hours] = Field(default_factory=_decisions)
    """By severity; a severity without hours has no deadline."""
    confirmation: Hours = Decimal(8)
    """Until a second person has agreed to a decision."""
    correction: Hours = Decimal(72)
    """Until papers or records are corrected as was decided."""
    question: Hours = Decimal(48)
    """For an answer, whatever the question itself says; one that says less has less."""
    signature: Hours = Decimal(24)
    """From when nothing else stands in the way."""
    release: Hours = Decimal(1)
    acknowledgement: Hours = Decimal(24)
    """Until the target says that it has the handoff."""
    weekends: bool = True
    """Whether hours of Saturdays and Sundays count."""
    days_off: tuple[dt.date, ...] = ()
    """Days of which no hour counts."""
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    """In which days begin and end."""
    escalations: Annotated[tuple[Escalation, ...], AfterValidator(_later_and_later)] = (
        Escalation(after_hours=Decimal(0), to="responsible"),
        Escalation(after_hours=Decimal(24), to="delivery_ops"),
    )
    """The first is level 1, and so on."""

    @property
    def zone(self) -> dt.tzinfo:
        """The time zone itself."""
        return _zone(self.time_zone)


Percent = Annotated[Decimal, Field(ge=0, le=100)]


class Objectives(Noun):
    """How often service levels are to be kept; what is left to 100 percent is the error budget."""

    check: Percent = Decimal(99)
    """Of the program's own checks."""
    steps: Percent = Decimal(95)
    """Of what people and other systems do."""
    deliveries: Percent = Decimal(99)
    """Of messages to other systems."""
    delivery_minutes: Annotated[Decimal, Field(gt=0, le=24 * 60)] = Decimal(15)
    """Until a message has arrived."""


class Deadline(Noun):
    """Something that a case waits for, and until when it may take."""

    what: Awaited
    about: str = ""
    """Fingerprint of the finding, id of the task, or the role that has to sign; "" for what concerns the case as a whole."""
    since: dt.datetime
    due: dt.datetime
    role: Role
    """Whose step it is."""
    person: str | None = None
    """Id of the one person who can take it: who was asked."""
    overdue: bool
