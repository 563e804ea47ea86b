"""What OpenAPI says beyond what the routes say themselves: who may call them, and how an error looks."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sowcheck.web.permissions import ACCESS
from sowcheck.web.problems import MEDIA_TYPE, Problem

_METHODS = ("get", "put", "post", "delete")
_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "sowcheck tokens add NAME --role orchestrator"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sowcheck", "description": "Set by POST /v1/session"},
}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the service."""
    said = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    components = said.setdefault("components", {})
    components["securitySchemes"] = _SCHEMES
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    schemas |= {**schema.pop("$defs"), "Problem": schema}
    _require_kinds(said, schemas)
    for methods in said["paths"].values():
        for operation in (methods[each] for each in _METHODS if each in methods):
            _complete(operation)
    return said


def inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema without references."""
    parts: dict[str, Any] = schema.get("$defs", {})

    def put_in(value: Any) -> Any:
        match value:
            case {"$ref": str(name)}:
                return put_in(parts[name.rpartition("/")[2]])
            case dict():
                return {key: put_in(held) for key, held in value.items() if key != "$defs"}
            case list():
                return [put_in(held) for held in value]
            case _:
                return value

    found: dict[str, Any] = put_in(schema)
    return found


def _require_kinds(said: Any, schemas: dict[str, Any]) -> None:
    """Say that whoever sends one of several shapes says which; the shapes themselves have it as a default."""
    match said:
        case {"discriminator": {"propertyName": str(name), "mapping": dict(mapping)}}:
            for each in mapping.values():
                shape = schemas[each.rpartition("/")[2]]
                shape["required"] = sorted({*shape.get("required", ()), name})
        case dict():
            for held in said.values():
                _require_kinds(held, schemas)
        case list():
            for held in said:
                _require_kinds(held, schemas)
        case _:
            pass


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter: what somebody leaves out is not sent, and nothing in an address is null."""
    match schema:
        case {"anyOf": [dict(shape), {"type": "null"}], **rest}:
            return {**rest, **shape}
        case _:
            return schema


def _complete(operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _never_null(parameter["schema"])
    roles = ACCESS[operation["operationId"]].roles
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = {"description": "A problem", "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}
    if roles is not None:
        operation["security"] = [{"token": []}, {"session": []}]
        operation["x-roles"] = sorted(roles)
