"""The lists of scope together: deliverables, exclusions, assumptions, duties, criteria, service levels, limits, systems."""

from sowcheck.extract.candidates import Rule
from sowcheck.extract.lists import systems
from sowcheck.extract.lists.conditions import (
    conformity,
    duties,
    exclusions,
    expectations,
    limits,
    premises,
    service_levels,
)
from sowcheck.extract.lists.deliverables import deliverables

RULES: tuple[Rule, ...] = (
    *deliverables.RULES,
    *exclusions.RULES,
    *premises.RULES,
    *expectations.RULES,
    *conformity.RULES,
    *duties.RULES,
    *service_levels.RULES,
    *limits.RULES,
    *systems.RULES,
)
