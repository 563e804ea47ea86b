"""The published JSON Schema of the report. `python -m sowcheck.report.schema` writes it from the model.

It lies in the package, in `data/report-1.schema.json`, so that an installed sowcheck carries it as well.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from sowcheck.report.model import Report


class PublishedSchema(NamedTuple):
    """A JSON Schema (draft 2020-12) that others rely on, kept as a file beside the model that it is made from."""

    id: str
    model: type[BaseModel]
    file: str
    """Its name in the package's folder `data`."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(str(files("sowcheck"))) / "data" / self.file

    def made(self) -> dict[str, Any]:
        """The schema, made from the model."""
        schema = self.model.model_json_schema(mode="serialization", by_alias=True)
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": self.id, "title": self.id}
        return head | {key: value for key, value in schema.items() if key != "title"}

    def text(self) -> str:
        """The schema as its file holds it."""
        return json.dumps(self.made(), indent=2, ensure_ascii=False) + "\n"

    def write(self) -> None:
        """Bring the file in line with the model."""
        self.path.write_text(self.text(), encoding="utf-8")


REPORT = PublishedSchema("sowcheck.report/1", Report, "report-1.schema.json")


if __name__ == "__main__":
    REPORT.write()
