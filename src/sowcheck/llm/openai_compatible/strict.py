"""A schema in the subset that endpoints enforce while the model writes."""

from functools import cache
from typing import Any

import openai
from pydantic import BaseModel


@cache
def strict_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """Every property required, none beside them, every choice typed; what may be left out may be null."""
    schema: dict[str, Any] = openai.pydantic_function_tool(answer)["function"]["parameters"]
    _type_choices(schema)
    return schema


def _type_choices(node: object) -> None:
    if isinstance(node, dict):
        choices = node.get("enum", ())
        if choices and "type" not in node and all(choice is None or isinstance(choice, str) for choice in choices):
            node["type"] = ["string", "null"] if None in choices else "string"
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for part in parts:
        _type_choices(part)
