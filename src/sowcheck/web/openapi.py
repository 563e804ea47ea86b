"""What OpenAPI says beyond what the routes say themselves: who may call them, and how an error looks."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

from sowcheck.web.inputs import NewCase, NewInputs
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
    schemas |= _parts(Problem, "serialization")
    for body in (NewCase, NewInputs):
        # Routes that read their body themselves name these; whoever generates a client makes a class of each.
        schemas |= _parts(body, "validation")
    _require_kinds(said, schemas)
    for methods in said["paths"].values():
        for operation in (methods[each] for each in _METHODS if each in methods):
            _complete(operation)
    return said


def _parts(model: type[BaseModel], mode: JsonSchemaMode) -> dict[str, Any]:
    """The schemas of a model and of all that it is made of, by name."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}", mode=mode)
    return {**schema.pop("$defs", {}), model.__name__: schema}


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
