"""The commercial lists together: rates, billing milestones and priced lines."""

from sowcheck.extract.candidates import Rule
from sowcheck.extract.lists.prices import fee_prose, fee_schedules, milestones, price_lines, rates, unit_rows
from sowcheck.extract.lists.prices.milestones import milestones_of_tables
from sowcheck.extract.lists.prices.price_lines import priced_rows

__all__ = ["RULES", "milestones_of_tables", "priced_rows"]

RULES: tuple[Rule, ...] = (
    *rates.RULES,
    *unit_rows.RULES,
    *fee_prose.RULES,
    *fee_schedules.RULES,
    *milestones.RULES,
    *price_lines.RULES,
)
