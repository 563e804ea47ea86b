"""HubSpot: objects of the CRM v3 API, alone, in a list, or as the results of a batch or a search."""

from sowcheck.records.entities import Cell, Entity, text_of
from sowcheck.records.mapping import SystemMapping
from sowcheck.records.paths import below
from sowcheck.records.payload import Json, Table
from sowcheck.records.problems import Problem, incomplete


def recognise(payload: Json | Table, _system: SystemMapping) -> bool:
    """Whether the payload is HubSpot objects."""
    match payload:
        case {"results": [dict() as first, *_]}:
            return _is_object(first)
        case {"results": [], **rest}:
            return "paging" in rest or "total" in rest or rest.get("status") == "COMPLETE"
        case [dict() as first, *_]:
            return _is_object(first)
        case dict():
            return _is_object(payload)
        case _:
            return False


def read(payload: Json | Table, system: SystemMapping) -> tuple[Entity, ...]:
    """The objects of the payload.

    Raises:
        Problem: a page or an object is missing, there is none, or the type of one cannot be told.
    """
    if isinstance(payload, dict) and _is_object(payload):
        return (_object(payload, "", system),)
    results: Json = payload["results"] if isinstance(payload, dict) else payload
    where = "results" if isinstance(payload, dict) else ""
    if isinstance(payload, dict):
        _check_complete(payload)
    if not results:
        raise Problem(
            "holds no object",
            hint="Check the ids or the filter of the request: an empty answer says nothing of the deal.",
        )
    objects = []
    for index, item in enumerate(results):
        if not isinstance(item, dict) or not _is_object(item):
            raise Problem(f"{where}[{index}] is no HubSpot object", hint="Save the answer of the CRM v3 API as it is.")
        objects.append(_object(item, f"{where}[{index}]", system))
    return tuple(objects)


def _is_object(item: dict[str, Json]) -> bool:
    return isinstance(item.get("properties"), dict) and "id" in item


def _check_complete(page: dict[str, Json]) -> None:
    paging = page.get("paging")
    if isinstance(paging, dict) and paging.get("next"):
        raise incomplete(
            "there is a next page",
            hint="Request the pages that follow (paging.next.after) and save all results in one file.",
        )
    if page.get("errors"):
        raise incomplete("some objects were not found", hint="See `errors` in the file; request these objects again.")


def _object(item: dict[str, Json], path: str, system: SystemMapping) -> Entity:
    properties = item["properties"]
    where = below(path, "properties")
    cells = {name: Cell(name, below(where, name), value) for name, value in properties.items()}
    identity = text_of(item["id"]) or None
    if "hs_object_id" not in cells and identity:
        cells["hs_object_id"] = Cell("hs_object_id", below(path, "id"), item["id"])
    return Entity(_type_of(properties, where, system), identity, path, cells)


def _type_of(properties: dict[str, Json], where: str, system: SystemMapping) -> str:
    """The type whose own properties occur most; the API does not write it."""
    scores = {name: sum(1 for mark in marks if mark in properties) for name, marks in system.marks.items()}
    best = max(scores, key=lambda name: scores[name])
    if not scores[best]:
        reason = f"{where} has no property that tells whether it is a deal, quote, line item or company"
        raise Problem(reason, hint="Request the object with its usual properties, such as dealname or hs_quote_number.")
    return best
