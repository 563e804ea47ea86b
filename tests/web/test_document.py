"""The OpenAPI document that is published is the one that the service gives out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.facts import MarginPlanned
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


def test_every_shape_with_a_name_stands_once_where_generators_of_clients_look_for_it() -> None:
    """They make one class of each title, and leave a route out when two of its parts have the same."""
    document = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert [each["title"] for each in _objects(document["paths"]) if "title" in each] == []


def test_every_list_says_what_it_holds() -> None:
    document = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert [
        each for each in _shapes(document) if "array" in each["type"] and not {"items", "prefixItems"} & set(each)
    ] == []


def _objects(said: Any) -> Iterator[dict[str, Any]]:
    return (each for each in _shapes(said) if each["type"] == "object")


def _shapes(said: Any) -> Iterator[dict[str, Any]]:
    """Every schema in a document that names its type."""
    if isinstance(said, dict) and isinstance(said.get("type"), str | list):
        yield said
    for held in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from _shapes(held)


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


@given(st.data())
def test_every_text_that_the_document_calls_an_amount_is_taken_as_one(data: st.DataObject) -> None:
    properties = json.loads(PUBLISHED.read_text(encoding="utf-8"))["components"]["schemas"]["MarginPlanned"][
        "properties"
    ]
    said = {
        name: data.draw(st.from_regex(each["anyOf"][1]["pattern"], fullmatch=True, alphabet="-.0123456789"))
        for name, each in properties.items()
        if name in ("margin", "revenue")
    }
    fact = MarginPlanned.model_validate({"currency": "EUR", **said})
    assert (fact.margin.is_finite(), fact.revenue > 0) == (True, True)
