"""Who acts on a case: a person with roles, or a service."""

from typing import Literal, get_args

from sowcheck.core.fields import Owner
from sowcheck.core.noun import Noun

Role = Literal[Owner, "admin", "orchestrator", "auditor"]
"""`admin` looks after users and settings, `orchestrator` is a machine that hands in papers, `auditor` reads; none of them
decides or signs. The others do, each for what it owns."""

ROLES: tuple[Role, ...] = (*get_args(Owner), "admin", "orchestrator", "auditor")


class Actor(Noun):
    """Somebody who does a step, with the roles that they hold at that time."""

    id: str
    """Stays the same for good and is no name: who is behind it is kept elsewhere, where it can be forgotten."""
    kind: Literal["person", "service"]
    roles: tuple[Role, ...] = ()
