"""Key personnel against the team of the same paper."""

from sowcheck.compare.papers.evidence import say_with_page
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.comparators import name_of
from sowcheck.compare.values.similarity import likeness, strict_likeness
from sowcheck.core.fields import FIELDS
from sowcheck.core.items import KeyPerson, StaffRole
from sowcheck.core.values import Value, to_json


def check_key_people(paper: Paper, findings: Findings) -> None:
    """Key personnel against the team: one role with two people in it."""
    row = FIELDS["staffing.key_personnel"]
    for key in paper.of(row.name):
        for role in paper.of("staffing.roles"):
            if not _other_person(key.value, role.value):
                continue
            name = name_of(key.value)
            findings.flag(
                "SC401",
                row.name,
                f"{row.title}, {name}: {paper.title} says both {say_with_page(key, row.name)} and "
                f"{say_with_page(role, role.field)}.",
                key=name,
                severity="medium",
                document_value=[to_json(key.value), to_json(role.value)],
                assumptions=[key, role],
            )


def _other_person(key: Value, role: Value) -> bool:
    """Whether the two name one role, with one person in it, differently."""
    if not (isinstance(key, KeyPerson) and isinstance(role, StaffRole) and key.role and key.person and role.person):
        return False
    if role.count not in (None, 1) or strict_likeness(key.role, role.role) < 1:
        return False
    return likeness(key.person, role.person) < 0.5
