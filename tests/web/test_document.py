"""The OpenAPI document that is published is the one that the service gives out."""

import json
from pathlib import Path

import pytest

from sowcheck.web.document import text
from sowcheck.web.permissions import ACCESS
from web_server import HOST, Running

PUBLISHED = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_published_document_is_fresh() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == text(), "make openapi"


@pytest.mark.allow_hosts([HOST])
def test_a_server_gives_out_the_published_document(server: Running) -> None:
    with server.anonymous() as client:
        document = client.get("/openapi.json")
    assert document.json() == json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert document.json()["openapi"].startswith("3.1.")


def test_the_table_of_permissions_has_no_row_too_many() -> None:
    document = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    found = {each["operationId"] for methods in document["paths"].values() for each in methods.values()}
    assert found == set(ACCESS)


def test_every_operation_says_what_it_does_and_how_it_fails() -> None:
    document = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert operation["summary"], where
            assert operation["description"], where
            assert operation["responses"]["default"]["content"]["application/problem+json"], where
            assert operation["tags"], where


def test_no_parameter_is_said_to_be_null_since_an_address_has_no_null() -> None:
    document = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    operations = [(path, each) for path, methods in document["paths"].items() for each in methods.values()]
    parameters = [(path, each) for path, operation in operations for each in operation.get("parameters", [])]
    assert len(parameters) > 50
    assert [path for path, each in parameters if '"null"' in json.dumps(each["schema"])] == []
