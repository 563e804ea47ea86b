"""Records of a system to values of the dictionary, by the mapping. Knows no system."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase

from sowcheck.core.items import Milestone
from sowcheck.core.quantities import Duration, Money
from sowcheck.core.values import Value
from sowcheck.records.convert import UNCLEAR, convert, money
from sowcheck.records.days import read_day
from sowcheck.records.entities import Cell, Entity, Found, Reading, text_of
from sowcheck.records.line import Line, read_line
from sowcheck.records.lines import location_modes, read_lines
from sowcheck.records.mapping import LineColumns, Mapping, MilestoneColumns, Rule, SystemMapping
from sowcheck.records.numerals import plain, read_decimal


def translate(entities: Sequence[Entity], system_name: str, mapping: Mapping) -> Reading:
    """Every value that the records state, in their order, and the paths that nobody mapped."""
    translation = _Translation(mapping.systems[system_name], mapping)
    return translation.run(entities)


class _Translation:
    """One run over the records of a file."""

    def __init__(self, system: SystemMapping, mapping: Mapping) -> None:
        self.system = system
        self.words = mapping.words
        self.found: list[Found] = []
        self.used: set[str] = set()

    def run(self, entities: Sequence[Entity]) -> Reading:
        currency = self._shared_currency(entities)
        loose: dict[str, list[Entity]] = {}
        for entity in entities:
            if entity.object in self.system.lines:
                loose.setdefault(entity.object, []).append(entity)
            else:
                self._record(entity, currency)
        for lines in loose.values():
            self._group(lines, currency, None, frozenset())
        unmapped = [path for root in entities for entity in root.walk() for path in self._unmapped(entity)]
        return Reading(tuple(self.found), tuple(unmapped), frozenset(self.used))

    def _record(self, entity: Entity, inherited: str | None) -> None:
        """A header with its lines, or any other record."""
        currency = self._currency(entity) or inherited
        lines = [child for child in entity.children if child.object in self.system.lines]
        own = [
            found
            for cell, rule in self._rules(entity)
            if self._applies(rule, entity, bool(lines))
            for found in self._values(entity, cell, rule, currency)
        ]
        columns = self.system.milestones.get(entity.object)
        own.extend(self._milestone(entity, columns, currency) if columns else ())
        # A list of milestones states the currency of each; once is enough.
        known = {(found.object, found.value) for found in self.found if found.field == "price.currency"}
        own = [found for found in own if found.field != "price.currency" or (found.object, found.value) not in known]
        self.found.extend(own)
        term = next((found.value for found in own if isinstance(found.value, Duration)), None)
        months = term.count if term is not None and term.unit == "month" else None
        self._group(lines, currency, months, frozenset(found.field for found in own))
        for child in entity.children:
            if child not in lines:
                self._record(child, currency)

    def _group(
        self, entities: Sequence[Entity], currency: str | None, term: int | None, stated: frozenset[str]
    ) -> None:
        """Lines that belong together."""
        lines = [
            read_line(entity, self.system, self.words, self._currency(entity) or currency, term) for entity in entities
        ]
        seen: set[tuple[str, object]] = {
            (found.field, found.value) for found in self.found if found.field == "price.currency"
        }
        for line in lines:
            for cell, rule in self._rules(line.entity):
                if (
                    line.optional
                    or (rule.services and not line.services)
                    or not self._applies(rule, line.entity, False)
                ):
                    self.used.add(cell.path)
                    continue
                for found in self._values(line.entity, cell, rule, line.currency):
                    if rule.each or (found.field, found.value) not in seen:
                        seen.add((found.field, found.value))
                        self.found.append(found)
            self._use_columns(line)
        self.found.extend(read_lines(lines, self.system, self.words, stated))

    def _rules(self, entity: Entity) -> list[tuple[Cell, Rule]]:
        rules = self.system.objects.get(entity.object, {})
        return [
            (cell, rule) for name, group in rules.items() if (cell := entity.cell(name)) is not None for rule in group
        ]

    def _applies(self, rule: Rule, entity: Entity, has_lines: bool) -> bool:
        if rule.without_lines and has_lines:
            return False
        if rule.when and not any(self._is_set(entity, name) for name in rule.when):
            return False
        return not any(self._is_set(entity, name) for name in rule.unless)

    @staticmethod
    def _is_set(entity: Entity, name: str) -> bool:
        cell = entity.cell(name)
        return cell is not None and cell.is_set

    def _values(self, entity: Entity, cell: Cell, rule: Rule, currency: str | None) -> list[Found]:
        values = convert(cell, rule, entity, currency, self.system.picklists.get(rule.field, {}))
        if values is UNCLEAR:
            return []
        parts = [(part, read_decimal(part.value)) for name in rule.less if (part := entity.cell(name)) is not None]
        if any(amount is None for _, amount in parts):
            return []
        held = [(part, amount) for part, amount in parts if amount]
        self.used.update(each.path for each in (cell, *(part for part, _ in parts)))
        path = " - ".join([cell.path, *(part.path for part, _ in held)])
        raw = " - ".join([cell.raw, *(part.raw for part, _ in held)])
        off = sum((amount for _, amount in held), Decimal(0))
        return [Found(rule.field, _without(value, off), entity.object, entity.record_id, path, raw) for value in values]

    def _currency(self, entity: Entity) -> str | None:
        """The code that a field mapped to price.currency states."""
        for cell, rule in self._rules(entity):
            if rule.field == "price.currency":
                values = convert(cell, rule, entity, None, self.system.picklists.get(rule.field, {}))
                if values is not UNCLEAR and values and isinstance(values[0], str):
                    return values[0]
        return None

    def _shared_currency(self, entities: Iterable[Entity]) -> str | None:
        """The only currency that the file states, for records of it that state none."""
        stated = {code for root in entities for entity in root.walk() if (code := self._currency(entity)) is not None}
        return stated.pop() if len(stated) == 1 else None

    def _milestone(self, entity: Entity, columns: MilestoneColumns, currency: str | None) -> list[Found]:
        name, amount, percent, due = (
            entity.first(names) for names in (columns.name, columns.amount, columns.percent, columns.due)
        )
        if name is None:
            return []
        cells = [cell for cell in (name, amount, percent, due) if cell is not None]
        self.used.update(cell.path for cell in cells)
        number = read_decimal(amount.value) if amount else None
        share = read_decimal(percent.value) if percent else None
        milestone = Milestone(
            name=" ".join(text_of(name.value).split()),
            amount=None if number is None else money(number, currency).amount,
            currency=None if number is None else currency,
            percent=None if share is None else plain(share),
            due=(read_day(due.value) or text_of(due.value)) if due else None,
        )
        raw = " | ".join(cell.raw for cell in cells)
        return [Found("billing.milestones", milestone, entity.object, entity.record_id, entity.path or name.path, raw)]

    def _use_columns(self, line: Line) -> None:
        """Cells of the line's columns are read; a place of work that says nothing stays unmapped."""
        for role in LineColumns.model_fields:
            for name in getattr(line.columns, role):
                cell = line.entity.cell(name)
                if cell is not None and not (
                    role == "location" and None in location_modes([line], self.system).values()
                ):
                    self.used.add(cell.path)

    def _unmapped(self, entity: Entity) -> list[str]:
        if _matches(entity.object, self.system.ignore.objects):
            return []
        return [
            cell.path
            for name, cell in entity.cells.items()
            if not cell.is_empty and cell.path not in self.used and self._is_news(entity, name)
        ]

    def _is_news(self, entity: Entity, name: str) -> bool:
        """Whether an unread cell may state a term: no bookkeeping, or a mapped field whose value could not be read."""
        rules = self.system.objects.get(entity.object, {}).get(name, ())
        unread = [rule for rule in rules if self._applies(rule, entity, False)]
        return bool(unread) or not _matches(name, self.system.ignore.fields)


def _without(value: Value, off: Decimal) -> Value:
    """Money without what it holds of something else; any other value as it is."""
    return money(value.amount - off, value.currency) if off and isinstance(value, Money) else value


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
