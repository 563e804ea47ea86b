"""Whether a change in a system touches anything that a record of a deal is read for."""

from collections.abc import Iterator, Sequence

from sowcheck.records.mapping import Mapping, SystemMapping

_DEALS = {"salesforce": "Opportunity", "hubspot": "deal", "dynamics365": "opportunity"}
_OF_WINNING = frozenset({"deal.is_won", "deal.close_date"})
"""Fields that change by the win itself."""


def is_read(mapping: Mapping, system: str, object_: str | None) -> bool:
    """Whether anything is read of such objects; of a system that nobody mapped, everything may be."""
    known = mapping.systems.get(system)
    return known is None or object_ is None or object_ in (_DEALS.get(system), *known.objects, *known.lines)


def touched(mapping: Mapping, system: str, object_: str | None, changed: Sequence[str]) -> tuple[str, ...]:
    """Those of the changed fields that are read, apart from what a win changes by itself."""
    known = mapping.systems.get(system)
    if known is None:
        return tuple(changed)
    read = frozenset(_read(known, object_ or _DEALS.get(system, "")))
    return tuple(each for each in changed if read & {each, *_relations(each)})


def _read(system: SystemMapping, object_: str) -> Iterator[str]:
    """Names of the fields of an object that are read; of a field of a related record, the name of the relation."""
    for name, rules in system.objects.get(object_, {}).items():
        if not rules or {rule.field for rule in rules} - _OF_WINNING:
            yield name.split(".")[0]
            yield from (each for rule in rules for each in (*rule.when, *rule.unless, *rule.less))
    for columns in (system.lines.get(object_), system.milestones.get(object_)):
        if columns is not None:
            yield from (name for names in columns.model_dump().values() for name in names)


def _relations(field: str) -> Iterator[str]:
    """How records call what changed: a field that holds another record's id, or a part of a compound field.

    AccountId stands for whatever of the Account is read, and BillingAddress.Street of an event is a record's BillingStreet.
    """
    if field.endswith("Id"):
        yield field.removesuffix("Id")
    if field.endswith("__c"):
        yield f"{field.removesuffix('__c')}__r"
    whole, dot, part = field.partition(".")
    if dot:
        yield from (whole, part, f"{whole.removesuffix('Address')}{part}")
