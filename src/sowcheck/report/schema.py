"""The published JSON Schema of the report. `python -m sowcheck.report.schema` writes it from the model.

It lies in the package, in `data/report-1.schema.json`, so that an installed sowcheck carries it as well.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from sowcheck.report.model import Report

SCHEMA_ID = "sowcheck.report/1"


def schema_path() -> Path:
    """Where the published schema lies."""
    return Path(str(files("sowcheck"))) / "data" / "report-1.schema.json"


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `sowcheck.report/1`, made from the model."""
    schema = Report.model_json_schema(mode="serialization", by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, "title": SCHEMA_ID}
    return head | {key: value for key, value in schema.items() if key != "title"}


def schema_text() -> str:
    """The schema as its file holds it."""
    return json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    schema_path().write_text(schema_text(), encoding="utf-8")
