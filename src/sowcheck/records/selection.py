"""Which of several records of a file count: the primary quote, the newest signed document."""

from decimal import Decimal

from sowcheck.records.convert import UNCLEAR, convert
from sowcheck.records.entities import Entity
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.numerals import read_decimal


def select(entities: tuple[Entity, ...], system: SystemMapping) -> tuple[tuple[Entity, ...], tuple[str, ...]]:
    """The records that count, and the paths of those that were left out.

    An opportunity has one primary quote; the others are earlier offers. A quote has many generated documents; the one that
    was signed counts, or the newest where none is.
    """
    by_object: dict[str, list[Entity]] = {}
    for entity in entities:
        by_object.setdefault(entity.object, []).append(entity)
    kept: list[Entity] = []
    for group in by_object.values():
        kept += _newest(_stating(group, "quote.is_primary", True, system), system)
    counting = {id(entity) for entity in kept}
    chosen = tuple(entity for entity in entities if id(entity) in counting)
    return chosen, tuple(entity.path for entity in entities if id(entity) not in counting)


def _stating(group: list[Entity], field: str, value: object, system: SystemMapping) -> list[Entity]:
    """Those that state the value, if any does; else all."""
    if len(group) == 1:
        return group
    return [entity for entity in group if value in _stated(entity, field, system)] or group


def _newest(group: list[Entity], system: SystemMapping) -> list[Entity]:
    if len(group) == 1 or not any(_stated(entity, "doc.version", system) for entity in group):
        return group
    signed = _stating(group, "doc.signature_status", "completed", system)
    return [max(signed, key=lambda entity: _version(entity, system))]


def _version(entity: Entity, system: SystemMapping) -> Decimal:
    versions = [read_decimal(str(version)) for version in _stated(entity, "doc.version", system)]
    return max((version for version in versions if version is not None), default=Decimal(-1))


def _stated(entity: Entity, field: str, system: SystemMapping) -> list[object]:
    """The values that the record's own rules give the field."""
    values: list[object] = []
    for name, rules in system.objects.get(entity.object, {}).items():
        cell = entity.cell(name)
        for rule in rules:
            if cell is not None and rule.field == field:
                read = convert(cell, rule, entity, None, system.picklists.get(field, {}))
                values += [] if read is UNCLEAR else list(read)
    return values
