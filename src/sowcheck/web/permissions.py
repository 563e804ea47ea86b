"""Who may call which route: one table. A route that is not in it cannot be made, and a role that is not in a row is refused.

This is the outer door. What somebody may do with a finding or a signature, the gate decides.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from sowcheck.core.fields import Owner
from sowcheck.core.people import ROLES, Role

Roles = frozenset[Role]

_OWNERS: Roles = frozenset(get_args(Owner))
_HAND_IN: Roles = _OWNERS | {"orchestrator"}
_READ: Roles = _HAND_IN | {"auditor"}
_AUDIT: Roles = frozenset({"auditor"})
_DELIVER: Roles = frozenset({"admin", "orchestrator"})
_MEASURE: Roles = frozenset({"admin", "auditor", "orchestrator"})
EVERYBODY: Roles = frozenset(ROLES)


class Access(NamedTuple):
    """A row of the table."""

    roles: Roles | None
    """One of them is needed; None lets anybody in, signed in or not."""
    brings: Literal["json", "files", "event"] = "json"
    """What the request brings, and so how large it may be."""

    def holds(self, roles: Iterable[Role]) -> bool:
        """Whether somebody with these roles may call it."""
        return self.roles is None or not self.roles.isdisjoint(roles)


_PUBLIC = Access(None)

ACCESS: dict[str, Access] = {
    # Whether the service runs says nothing about deals.
    "is_live": _PUBLIC,
    "is_ready": _PUBLIC,
    "metrics": Access(_MEASURE),
    "sign_in": _PUBLIC,
    "start_elsewhere": _PUBLIC,
    "come_back": _PUBLIC,
    "who_am_i": Access(EVERYBODY),
    "sign_out": Access(EVERYBODY),
    "put_content": Access(_HAND_IN, brings="files"),
    "add_content": Access(_HAND_IN, brings="files"),
    "open_case": Access(_HAND_IN, brings="files"),
    "change_inputs": Access(_HAND_IN, brings="files"),
    "list_cases": Access(_READ),
    "show_case": Access(_READ),
    "show_report": Access(_READ),
    "show_paper": Access(_READ),
    "show_handoff": Access(_READ),
    "tell": Access(_HAND_IN),
    "supersede": Access(_HAND_IN),
    "open_evidence": Access(_OWNERS),
    "decide": Access(_OWNERS),
    "confirm": Access(_OWNERS),
    "answer": Access(_OWNERS),
    "sign": Access(_OWNERS),
    "reject": Access(_OWNERS),
    "events": Access(_READ),
    "case_events": Access(_READ),
    # Some senders sign instead of showing a token; the route tells them apart.
    "take_in": Access(None, brings="event"),
    "list_work": Access(_READ),
    "list_tasks": Access(_READ | {"admin"}),
    "close_task": Access(_OWNERS | {"admin"}),
    # What is on its way to whom says nothing of what a deal holds.
    "list_deliveries": Access(_MEASURE),
    "retry_delivery": Access(_DELIVER),
    "resume_subscriber": Access(_DELIVER),
    "show_kpis": Access(_READ | {"admin"}),
    "show_slo": Access(_READ | {"admin"}),
    "verify_audit": Access(_AUDIT),
    "export_audit": Access(_AUDIT),
}
"""By the name of the function that answers the route."""
