"""The published JSON Schema of the bundle. `python -m sowcheck.handoff.schema` writes it from the model.

It lies in the package, in `data/handoff-1.schema.json`, so that an installed sowcheck carries it as well.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from sowcheck.handoff.model import Handoff

SCHEMA_ID = "sowcheck.handoff/1"


def schema_path() -> Path:
    """Where the published schema lies."""
    return Path(str(files("sowcheck"))) / "data" / "handoff-1.schema.json"


def handoff_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `sowcheck.handoff/1`, made from the model."""
    schema = Handoff.model_json_schema(mode="serialization", by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, "title": SCHEMA_ID}
    return head | {key: value for key, value in schema.items() if key != "title"}


def schema_text() -> str:
    """The schema as its file holds it."""
    return json.dumps(handoff_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    schema_path().write_text(schema_text(), encoding="utf-8")
