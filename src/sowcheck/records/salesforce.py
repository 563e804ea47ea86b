"""Salesforce: REST query results, single records, lists of records, Data Loader CSV, and the QuoteModel of CPQ."""

from collections.abc import Iterator

from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.flatten import cells_of
from sowcheck.records.ids import is_salesforce_id, salesforce_id
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.paths import below
from sowcheck.records.payload import Json, Table
from sowcheck.records.problems import Problem, incomplete

_GROUP = "SBQQ__QuoteLineGroup__c"
_OPTIONAL_GROUP = "SBQQ__Group__r.SBQQ__Optional__c"
_MORE = (
    "Fetch the remaining pages (nextRecordsUrl, or the query locator of the child records) and save them as one file."
)


def recognise(payload: Json | Table, system: SystemMapping) -> bool:
    """Whether the payload is an export of Salesforce records."""
    match payload:
        case Table():
            return _guess(payload.columns, _first_id(payload), system) is not None
        case {"record": dict(), "lineItems": list()}:
            return True
        case {"records": list(), **rest} if "totalSize" in rest or "done" in rest:
            return True
        case {"result": dict() as result}:
            return recognise(result, system)
        case [dict() as first, *_]:
            return _is_record(first)
        case dict():
            return _is_record(payload)
        case _:
            return False


def read(payload: Json | Table, system: SystemMapping) -> tuple[Entity, ...]:
    """The records of the payload.

    Raises:
        Problem: a page is missing, there is no record, or the type of a record cannot be told.
    """
    match payload:
        case Table():
            return _from_table(payload, system)
        case {"result": dict() as result} if "attributes" not in payload:
            return read(result, system)
        case {"record": dict() as record, "lineItems": list()}:
            return (_quote_model(payload, record, system),)
        case {"records": list()}:
            found = tuple(_children(payload, "records", system))
        case list():
            found = tuple(
                _record(_fields(item, f"[{index}]"), f"[{index}]", system) for index, item in enumerate(payload)
            )
        case _:
            return (_record(payload, "", system),)
    if not found:
        raise Problem("holds no record", hint="Check the query's filter: an empty answer says nothing of the deal.")
    return found


def _is_record(fields: dict[str, Json]) -> bool:
    attributes = fields.get("attributes")
    if isinstance(attributes, dict) and "type" in attributes:
        return True
    identity = fields.get("Id")
    return (isinstance(identity, str) and is_salesforce_id(identity)) or any(name.endswith("__c") for name in fields)


def _children(envelope: dict[str, Json], path: str, system: SystemMapping) -> Iterator[Entity]:
    """The records of a query result, which may be the children of another record."""
    records, size = envelope["records"], envelope.get("totalSize")
    if envelope.get("done") is False or envelope.get("nextRecordsUrl"):
        raise incomplete(f"{path} holds {len(records)} of {text_of(size)} records (done: false)", hint=_MORE)
    if isinstance(size, int) and not isinstance(size, bool) and size > len(records):
        raise incomplete(f"{path} holds {len(records)} of {size} records (a last page)", hint=_MORE)
    for index, item in enumerate(records):
        where = f"{path}[{index}]"
        yield _record(_fields(item, where), where, system)


def _fields(item: Json, path: str) -> dict[str, Json]:
    if not isinstance(item, dict):
        raise Problem(f"{path} is no record", hint="Save the answer of the query as it is.")
    return item


def _record(fields: dict[str, Json], path: str, system: SystemMapping) -> Entity:
    identity = fields.get("Id")
    object_name = _type_of(fields, system)
    children = tuple(
        child
        for name, value in fields.items()
        if _is_children(name, value)
        for child in _children(value, below(below(path, name), "records"), system)
    )
    cells = cells_of(fields, path, skip=_is_children)
    return Entity(object_name, _long_id(identity), path, cells, _with_options(children))


def _is_children(_name: str, value: Json) -> bool:
    return isinstance(value, dict) and isinstance(value.get("records"), list)


def _type_of(fields: dict[str, Json], system: SystemMapping) -> str:
    attributes = fields.get("attributes")
    written = attributes.get("type") if isinstance(attributes, dict) else None
    identity = fields.get("Id")
    name = (
        written
        if isinstance(written, str)
        else _guess(tuple(fields), identity if isinstance(identity, str) else None, system)
    )
    if name is None:
        reason = "holds a Salesforce record whose type cannot be told"
        raise Problem(reason, hint="Export it with its attributes (the REST API adds them) or with its Id.")
    return name


def _guess(names: tuple[str, ...], identity: str | None, system: SystemMapping) -> str | None:
    """The type of a record without attributes: by its id, or else the object that knows most of its fields."""
    known = system.prefixes.get(identity[:3]) if identity and is_salesforce_id(identity) else None
    if known is not None:
        return known
    scores = {object_name: len(_fields_of(object_name, system) & set(names)) for object_name in system.objects}
    best = max(scores, key=lambda object_name: scores[object_name])
    # Names such as Description and Quantity occur in any table; the fields of an object have API names.
    typical = sum(
        1
        for name in names
        if name.endswith("__c") or name in ("Id", "ProductCode", "TotalPrice", "CurrencyIsoCode", "StageName", "IsWon")
    )
    return best if scores[best] >= 2 and typical else None


def _fields_of(object_name: str, system: SystemMapping) -> set[str]:
    columns = system.lines.get(object_name)
    names = set(system.objects[object_name])
    return names | {name for group in columns.model_dump().values() for name in group} if columns else names


def _first_id(table: Table) -> str | None:
    if "Id" not in table.columns or not table.rows:
        return None
    return table.rows[0][table.columns.index("Id")]


def _from_table(table: Table, system: SystemMapping) -> tuple[Entity, ...]:
    """Rows of a CSV export; the fields of related records are dotted already."""
    if not table.rows:
        raise Problem("holds a header and no record", hint="Check the export's filter: it says nothing of the deal.")
    entities = []
    for number, row in enumerate(table.rows):
        fields = dict(zip(table.columns, row, strict=True))
        path = f"rows[{number}]"
        object_name = _guess(table.columns, fields.get("Id"), system)
        if object_name is None:
            raise Problem("holds Salesforce columns of a type that cannot be told", hint="Export the Id column too.")
        cells = {name: Cell(name, f"{path}.{name}", value or None) for name, value in fields.items()}
        entities.append(Entity(object_name, _long_id(fields.get("Id")), path, cells))
    return tuple(entities)


def _quote_model(model: dict[str, Json], record: dict[str, Json], system: SystemMapping) -> Entity:
    """The quote of the CPQ API, which holds each record in a wrapper."""
    quote = _record(record, "record", system)
    groups = {
        group.get("key"): group["record"].get("SBQQ__Optional__c")
        for group in _as_list(model.get("lineItemGroups"))
        if isinstance(group, dict) and isinstance(group.get("record"), dict) and isinstance(group.get("key"), int | str)
    }
    lines = []
    for index, item in enumerate(model["lineItems"]):
        wrapper = _fields(item, f"lineItems[{index}]")
        where = f"lineItems[{index}].record"
        line = _record(_fields(wrapper.get("record"), where), where, system)
        key = wrapper.get("parentGroupKey")
        lines.append(_in_group(line, groups.get(key) if isinstance(key, int | str) else None))
    return Entity(quote.object, quote.record_id, quote.path, quote.cells, (*quote.children, *lines))


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _with_options(children: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Lines of an optional group are options, whatever they say themselves."""
    groups = {child.record_id: child.cell("SBQQ__Optional__c") for child in children if child.object == _GROUP}
    if not groups:
        return children
    made = []
    for child in children:
        group = child.cell("SBQQ__Group__c")
        optional = groups.get(_long_id(group.value)) if group else None
        made.append(_in_group(child, optional.value if optional else None))
    return tuple(made)


def _in_group(line: Entity, optional: Json) -> Entity:
    if optional is not True:
        return line
    cell = Cell(_OPTIONAL_GROUP, below(line.path, _OPTIONAL_GROUP), optional)
    return Entity(line.object, line.record_id, line.path, {**line.cells, _OPTIONAL_GROUP: cell}, line.children)


def _long_id(identity: Json) -> str | None:
    if not isinstance(identity, str) or not identity:
        return None
    return salesforce_id(identity) or identity
