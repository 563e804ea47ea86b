"""Choices that two kinds of system name differently: what a coarse record may say about a finer document."""

from sowcheck.compare.values.difference import EQUAL, Difference, different, unknown

_COMPATIBLE: dict[str, frozenset[frozenset[str]]] = {
    # A record knows "fixed price" and "time and material" at most; the document says how the fixed price is billed.
    "price.pricing_model": frozenset(
        frozenset(pair)
        for pair in (
            ("fixed_fee", "milestone_based"),
            ("fixed_fee", "subscription_managed_service"),
            ("fixed_fee", "retainer"),
            ("fixed_fee", "outcome_based"),
            ("retainer", "subscription_managed_service"),
            ("time_and_materials", "time_and_materials_nte"),
            ("time_and_materials", "cost_plus"),
        )
    ),
    # A record says that expenses are billed; whether they are capped is the business of expense.cap.
    "expense.policy": frozenset(
        frozenset(pair)
        for pair in (
            ("at_cost", "at_cost_capped"),
            ("included_in_fee", "not_billable"),
        )
    ),
    "doc.kind": frozenset(),
}
_OPEN = {"price.pricing_model": frozenset({"mixed"}), "expense.policy": frozenset({"per_msa"})}
"""Values that leave the answer to another place."""


def compare_choices(field: str, stated: str, recorded: str) -> Difference:
    """Equal, compatible, different, or unknown where one side refers to something else."""
    if stated == recorded or frozenset((stated, recorded)) in _COMPATIBLE.get(field, frozenset()):
        return EQUAL
    if {stated, recorded} & _OPEN.get(field, frozenset()):
        return unknown("one side leaves the answer to another place")
    return different()
