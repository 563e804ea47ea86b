"""Findings that only repeat another one: a role without a rate line also has no price line. The root stays."""

from collections.abc import Sequence
from decimal import Decimal

from pydantic import JsonValue

from sowcheck.compare.values.similarity import likeness
from sowcheck.core.discrepancies import Discrepancy

_ALIKE = 0.6
_ROOTS = {"price.lines": ("price.rate_card",), "staffing.roles": ("price.rate_card", "price.lines")}
"""Lists that show the same fault as another list, by the name of the item."""
_OF_ITS_OWN_FIELD = frozenset({"SC204", "SC501", "SC504"})
"""Codes of findings that another one on their own field may explain."""


def without_consequences(discrepancies: Sequence[Discrepancy]) -> list[Discrepancy]:
    """The findings that are not explained by another one."""
    by_field: dict[str, list[Discrepancy]] = {}
    for each in discrepancies:
        by_field.setdefault(each.field, []).append(each)
    return [
        each
        for each in discrepancies
        if not any(
            _follows(each, root)
            for field in _fields_of_roots(each)
            for root in by_field.get(field, ())
            if root is not each
        )
    ]


def _fields_of_roots(each: Discrepancy) -> set[str]:
    """Fields whose findings could explain one: a paper of a thousand lines has a thousand findings that explain none."""
    fields = set(_ROOTS.get(each.field, ()))
    if each.code in _OF_ITS_OWN_FIELD:
        fields.add(each.field)
    if each.field == "price.recurring_fee":
        fields.add("price.lines")
    return fields


def _follows(each: Discrepancy, root: Discrepancy) -> bool:
    return (
        _same_item(each, root)
        or _line_of_rate(each, root)
        or _sum_of_conflict(each, root)
        or _fee_of_line(each, root)
        or _sum_of_share(each, root)
        or _status_of_envelope(each, root)
    )


def _same_item(each: Discrepancy, root: Discrepancy) -> bool:
    """The same item differs or is missing in the list that this one is drawn from."""
    if root.field not in _ROOTS.get(each.field, ()) or root.kind != each.kind or not each.key or not root.key:
        return False
    if each.kind == "value_mismatch" and _quantities_differ(each):
        return False
    return likeness(each.key, root.key) >= _ALIKE


def _line_of_rate(each: Discrepancy, root: Discrepancy) -> bool:
    """A price line that is wrong by just what a wrong rate comes to over its units."""
    if each.field != "price.lines" or root.field != "price.rate_card" or not each.kind == root.kind == "value_mismatch":
        return False
    return each.exposure.amount is not None and each.exposure.amount == root.exposure.amount


def _quantities_differ(each: Discrepancy) -> bool:
    """Whether a line differs in more than its price."""
    stated, recorded = each.document_value, each.record_value
    if not isinstance(stated, dict) or not isinstance(recorded, dict):
        return True
    return any(
        stated.get(name) != recorded.get(name)
        for name in ("quantity", "count", "hours")
        if name in stated and name in recorded
    )


def _sum_of_conflict(each: Discrepancy, root: Discrepancy) -> bool:
    """A sum that is off by just what one item of the other paper differs."""
    if each.code not in ("SC501", "SC504") or root.kind != "conflict_across_documents" or each.field != root.field:
        return False
    return _size(each) is not None and _size(each) == _size(root)


def _sum_of_share(each: Discrepancy, root: Discrepancy) -> bool:
    """A sum of milestones that is off by just what one of them is off its share."""
    if each.code not in ("SC501", "SC504") or root.code != "SC510" or each.field != root.field:
        return False
    return _size(each) is not None and _size(each) == _size(root)


def _status_of_envelope(each: Discrepancy, root: Discrepancy) -> bool:
    """A record that lags behind the signature, where its envelope was never completed."""
    if each.code != "SC204" or root.code != "SC116" or each.field != root.field:
        return False
    return bool(each.record_values) and set(each.record_values) <= set(root.record_values)


def _fee_of_line(each: Discrepancy, root: Discrepancy) -> bool:
    """A recurring fee that differs in the very figures of a price line."""
    if each.field != "price.recurring_fee" or root.field != "price.lines" or root.kind != each.kind:
        return False
    ours, theirs = _figures(each.document_value), _figures(each.record_value)
    return bool(ours and theirs) and ours <= _figures(root.document_value) and theirs <= _figures(root.record_value)


def _figures(shape: JsonValue) -> set[Decimal]:
    """Amounts and unit prices of a value, or of each in a list."""
    shapes = shape if isinstance(shape, list) else [shape]
    found = [each.get(name) for each in shapes if isinstance(each, dict) for name in ("amount", "unit_price")]
    return {Decimal(each) for each in found if isinstance(each, str)}


def _size(each: Discrepancy) -> Decimal | None:
    return abs(each.exposure.amount) if each.exposure.amount is not None else None
