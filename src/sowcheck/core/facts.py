"""What only other systems know of a deal, told by them: when it was won, when its project was created, what went wrong since.

Told again, a fact about the same thing takes the place of the earlier one.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, WithJsonSchema

from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Currency

Name = Annotated[str, Field(min_length=1, max_length=200)]
Amount = Annotated[
    Decimal,
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$"}]}),
]
PositiveAmount = Annotated[
    Decimal,
    Field(gt=0),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0},
                {"type": "string", "pattern": r"^(?=.*[1-9])[0-9]{1,15}(\.[0-9]{1,6})?$"},
            ]
        }
    ),
]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class DealWon(Noun):
    """The opportunity became closed-won."""

    kind: Literal["deal_won"] = "deal_won"
    at: AwareDatetime


class ContractExecuted(Noun):
    """The last party signed."""

    kind: Literal["contract_executed"] = "contract_executed"
    at: AwareDatetime


class ProjectCreated(Noun):
    """The delivery system has the project."""

    kind: Literal["project_created"] = "project_created"
    at: AwareDatetime
    project: Name
    """What the delivery system calls it."""


class BillingSetUp(Noun):
    """The billing system has the deal's records: schedule lines, milestones, rates."""

    kind: Literal["billing_set_up"] = "billing_set_up"
    at: AwareDatetime
    records: Annotated[int, Field(gt=0, le=1_000_000)]
    """How many were created."""


class BillingCorrected(Noun):
    """Billing records were corrected."""

    kind: Literal["billing_corrected"] = "billing_corrected"
    correction: Name
    """Names this correction, so that it is not counted twice."""
    at: AwareDatetime
    records: Annotated[int, Field(gt=0, le=1_000_000)]
    """How many, each counted once."""
    cause: Literal["set_up", "other"]
    """`set_up`: they had been wrong from the beginning. `other`: the deal itself changed."""


class StaffingRequested(Noun):
    """A role was asked for."""

    kind: Literal["staffing_requested"] = "staffing_requested"
    request: Name
    at: AwareDatetime
    role_start: dt.date | None = None
    """The day on which the work of the role begins."""


class StaffingFilled(Noun):
    """A person was named for a role."""

    kind: Literal["staffing_filled"] = "staffing_filled"
    request: Name
    at: AwareDatetime


class KickoffPlanned(Noun):
    """The kickoff has a date."""

    kind: Literal["kickoff_planned"] = "kickoff_planned"
    at: AwareDatetime
    """When the kickoff is to be, not when it was planned."""


class ReadinessChecked(Noun):
    """Somebody went through the checklist of readiness."""

    kind: Literal["readiness_checked"] = "readiness_checked"
    at: AwareDatetime
    open_items: Count


class MarginPlanned(Noun):
    """What the deal was to bring when it was sold."""

    kind: Literal["margin_planned"] = "margin_planned"
    margin: Amount
    revenue: PositiveAmount
    currency: Currency


class DefectFound(Noun):
    """After the release somebody met a discrepancy that no check had raised."""

    kind: Literal["defect_found"] = "defect_found"
    defect: Name
    """Names this defect, so that it is not counted twice."""
    at: AwareDatetime
    field: Name | None = None


Fact = Annotated[
    DealWon
    | ContractExecuted
    | ProjectCreated
    | BillingSetUp
    | BillingCorrected
    | StaffingRequested
    | StaffingFilled
    | KickoffPlanned
    | ReadinessChecked
    | MarginPlanned
    | DefectFound,
    Field(discriminator="kind"),
]


def subject_of(fact: Fact) -> tuple[str, str]:
    """What a fact is about: two facts with one subject are two tellings of the same."""
    match fact:
        case BillingCorrected(correction=name) | DefectFound(defect=name):
            return fact.kind, name
        case StaffingRequested(request=name) | StaffingFilled(request=name):
            return fact.kind, name
        case ReadinessChecked(at=at):
            return fact.kind, at.isoformat()
        case _:
            return fact.kind, ""
