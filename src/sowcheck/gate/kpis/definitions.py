"""What each figure means: the table that docs/kpis.md, the command line and the API share."""

from typing import Literal, NamedTuple

Unit = Literal["hours", "percent", "money"]


class Definition(NamedTuple):
    """A row of the table."""

    title: str
    unit: Unit
    means: str
    cohort: str
    """Which cases, or parts of cases, belong to a period."""


_WON = "deals won in the period"
_EXCEPTIONS = "exceptions that came up in the period"
_FIRST = "cases first checked in the period"
_RELEASED = "cases released in the period"

KPIS: dict[str, Definition] = {
    "setup_cycle_time": Definition(
        "Project set-up cycle time", "hours", "from the deal being won to its project being created", _WON
    ),
    "setup_time_from_signature": Definition(
        "Project set-up time from the last signature",
        "hours",
        "from the contract being executed to the project being created",
        _WON,
    ),
    "same_day_project_creation": Definition(
        "Same-day project creation",
        "percent",
        "deals whose project was created on the local day on which they were won",
        _WON,
    ),
    "billing_setup_accuracy": Definition(
        "Billing set-up accuracy",
        "percent",
        "billing records that were not corrected for set-up reasons within 60 days",
        "billing set up in the period, at least 60 days ago",
    ),
    "kickoff_readiness": Definition(
        "Kickoff readiness",
        "percent",
        "kickoffs before which the last look at the checklist found nothing open",
        "kickoffs planned in the period that have been",
    ),
    "staffing_request_time": Definition(
        "Staffing request completion time",
        "hours",
        "from asking for a role to naming a person",
        "requests opened in the period",
    ),
    "staffing_before_start": Definition(
        "Staffed before the role starts",
        "percent",
        "requests that were filled before the day on which the role starts",
        "requests whose role starts in the period, on a day that has been",
    ),
    "exception_resolution_time": Definition(
        "Exception resolution time", "hours", "from a finding or task coming up to its being settled", _EXCEPTIONS
    ),
    "exceptions_in_time": Definition(
        "Exceptions settled in time",
        "percent",
        "findings and tasks none of whose steps took longer than its service level",
        _EXCEPTIONS,
    ),
    "margin_variance": Definition(
        "Margin variance by defect",
        "money",
        "what records hold beyond the papers in findings that were settled by amending the paper or by a waiver",
        _RELEASED,
    ),
    "complete_at_once": Definition(
        "Complete when handed in",
        "percent",
        "cases in which nothing was missing when they were first looked through",
        "cases received in the period",
    ),
    "first_pass_release": Definition(
        "First pass", "percent", "cases whose first check found nothing that kept the gate shut", _FIRST
    ),
    "discrepancy_precision": Definition(
        "Precision of discrepancies", "percent", "decided findings that people did not call a false alarm", _FIRST
    ),
    "discrepancy_recall": Definition(
        "Recall of discrepancies",
        "percent",
        "real discrepancies that a check had raised, out of these and those met after the release",
        _RELEASED,
    ),
    "time_to_release": Definition(
        "Time to release", "hours", "from a case being received to its handoff being released", _RELEASED
    ),
}
"""By the name in JSON and CSV."""
