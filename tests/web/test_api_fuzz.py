"""Whatever schemathesis makes of the OpenAPI document, the service keeps its word: statuses, forms, who may call.

`make api-fuzz` makes many more requests.
"""

import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from gate_builders import analysis, finding
from sowcheck.core.people import ROLES
from sowcheck.web.app import routed
from web_builders import in_review
from web_server import HOST, Running

pytestmark = pytest.mark.allow_hosts([HOST])
EXAMPLES = int(os.environ.get("API_FUZZ_EXAMPLES", "3"))
FINDING = finding("fuzz", "price.services_total", owner="finance")
SAYS_MORE_THAN_ITS_SHAPE = {
    "PUT /v1/contents/{sha256}": "bytes whose hash is not the one that is named",
    "POST /v1/cases": "a key that was used for another case",
    "POST /v1/events": "a payload that is no event of a known system",
    "GET /v1/kpis": "a period that ends before it begins",
    "GET /v1/slo": "a period that ends before it begins",
    "POST /v1/cases/{case_id}/supersession": "the case itself",
    "POST /v1/cases/{case_id}/findings/{fingerprint}/decision": "a value without enter_value, and the like",
}
"""What no schema says, and is refused with 422: in any of them, a NUL character as well."""
schema = schemathesis.openapi.from_dict(routed().openapi())
schema.config.checks.negative_data_rejection.expected_statuses.append("413")


@pytest.fixture(scope="module")
def case_id(server: Running) -> str:
    return in_review(server, "fuzz", analysis(FINDING))


@pytest.fixture(scope="module")
def person(server: Running) -> Iterator[httpx.Client]:
    with server.person(*ROLES) as client:
        yield client


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def test_the_service_keeps_the_word_of_its_document(
    case: schemathesis.Case[Any], server: Running, case_id: str, person: httpx.Client
) -> None:
    operation = f"{case.method} {case.operation.path}"
    if "wait" in (case.query or {}):
        case.query["wait"] = 0
    _point_at_what_there_is(case, case_id)
    refusable = operation in SAYS_MORE_THAN_ITS_SHAPE or _holds_nul(case)
    excluded: list[Any] = [positive_data_acceptance] if refusable else []
    excluded += [negative_data_rejection] if _spoils_bytes_alone(case) else []
    case.call_and_validate(server.url, headers=_caller(operation, server, person), excluded_checks=excluded)


def _caller(operation: str, server: Running, person: httpx.Client) -> dict[str, Any]:
    """A person of every role where people do something; a token elsewhere, which cannot be signed out."""
    if "/v1/cases/{case_id}/" in operation and operation.startswith("POST"):
        return {"Cookie": f"sowcheck={person.cookies['sowcheck']}", "X-CSRF-Token": person.headers["X-CSRF-Token"]}
    return {"Authorization": f"Bearer {server.token('orchestrator', 'auditor')}"}


def _holds_nul(case: schemathesis.Case[Any]) -> bool:
    sent = (case.path_parameters, case.query, case.headers, case.cookies, case.body)
    return "\\x00" in repr(sent)


def _spoils_bytes_alone(case: schemathesis.Case[Any]) -> bool:
    """Whether all that is wrong with a request is the format "binary" of a file, which any bytes have."""
    spoilt = getattr(case.meta.phase.data, "mutations", ()) if case.meta else ()
    files = ("/properties/documents/items", "/properties/records/items")
    return bool(spoilt) and all(each.keywords == ("format",) and each.schema_pointer in files for each in spoilt)


def _point_at_what_there_is(case: schemathesis.Case[Any], case_id: str) -> None:
    """Half of the requests that are right go to a case and a finding that there are."""
    parts = case.path_parameters or {}
    if len(str(case.body)) % 2 and all(isinstance(each, str) and each.isalnum() for each in parts.values()):
        known = {"case_id": case_id, "fingerprint": FINDING.fingerprint}
        parts.update({name: known[name] for name in parts if name in known})
