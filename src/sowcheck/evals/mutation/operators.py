"""The table of operators: what can be changed on either side."""

from sowcheck.evals.mutation import document_items as items
from sowcheck.evals.mutation import document_operators as paper
from sowcheck.evals.mutation import record_operators as record
from sowcheck.evals.mutation.mutant import Operator, Side

OPERATORS: dict[str, dict[Side, Operator]] = {
    "amount": {"record": record.amount, "document": paper.amount},
    "digit_swap": {"record": record.digit_swap, "document": paper.digit_swap},
    "currency": {"record": record.currency, "document": paper.currency},
    "swapped_milestones": {"record": record.swapped_milestones, "document": items.swapped_milestones},
    "milestone_dropped": {"record": record.milestone_dropped, "document": items.milestone_dropped},
    "date": {"record": record.date, "document": paper.date},
    "net_days": {"record": record.net_days, "document": paper.net_days},
    "party": {"record": record.party, "document": paper.party},
    "polarity": {"record": record.polarity, "document": paper.polarity},
    "choice": {"record": record.choice, "document": paper.choice},
    "rate": {"record": record.rate, "document": paper.rate},
    "quantity": {"record": record.quantity, "document": paper.quantity},
    "cap_removed": {"record": record.cap_removed, "document": items.cap_removed},
    "line_optional": {"record": record.line_optional, "document": items.line_optional},
    "line_dropped": {"record": record.line_dropped, "document": items.line_dropped},
    "unsigned": {"record": record.unsigned, "document": items.unsigned},
    "version": {"record": record.version, "document": items.version},
    "state": {"record": record.state},
}
"""By name and side."""

MEANINGS: dict[str, str] = {
    "amount": "a total, ceiling, fee, line or milestone is a little higher or lower",
    "digit_swap": "two neighbouring digits of an amount or rate are exchanged",
    "currency": "another currency",
    "swapped_milestones": "two milestones have each other's amount",
    "milestone_dropped": "a milestone is missing",
    "date": "another start, end, effective day or due day",
    "net_days": "other payment terms",
    "party": "another legal entity",
    "polarity": "a term says the opposite",
    "choice": "another pricing model or billing frequency",
    "rate": "a role's rate is a little higher or lower",
    "quantity": "a line has more or fewer units",
    "cap_removed": "the not-to-exceed amount is gone",
    "line_optional": "a sold line is an option",
    "line_dropped": "a line or rate is missing",
    "unsigned": "a signature is missing",
    "version": "another version of the paper",
    "state": "not won, not primary, not approved, or expired before the signature",
}
"""What each operator changes, for people."""
