"""Writes a payload to a real file and reads it as the program does."""

import json
from pathlib import Path

import pytest

from record_reading import Read, Reader
from sowcheck.records.mapping import load_mapping
from sowcheck.records.reader import read_records


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads a JSON value, or text or bytes as they are, with a tenant's mapping if one is given as TOML."""

    def read_payload(payload: object, *, tenant: str | None = None, name: str = "record.json") -> Read:
        file = tmp_path / name
        if isinstance(payload, bytes):
            file.write_bytes(payload)
        else:
            file.write_text(payload if isinstance(payload, str) else json.dumps(payload), encoding="utf-8")
        mapping = None
        if tenant is not None:
            (tmp_path / "tenant.toml").write_text(tenant, encoding="utf-8")
            mapping = load_mapping(tmp_path / "tenant.toml")
        return Read(*read_records(file, "rec-1", mapping))

    return read_payload
