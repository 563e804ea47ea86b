"""Cases over HTTP, as an orchestrator and people meet them."""

import pytest

from site_builders import deal
from web_server import HOST, Running, files

pytestmark = pytest.mark.allow_hosts([HOST])


def test_papers_in_a_form_become_a_case(server: Running) -> None:
    papers, records = deal("F1")
    with server.machine("orchestrator") as flow:
        answer = flow.post(
            "/v1/cases",
            headers={"Idempotency-Key": "form-1"},
            data={"reference": "006X"},
            files=[*files("documents", papers), *files("records", records)],
        )
        assert answer.status_code == 201, answer.text
        case = answer.json()
        assert (case["reference"], case["state"], case["waiting_for"]) == ("006X", "received", "program")
        assert [each["name"] for each in case["documents"]] == [path.name for path in papers]
        assert flow.get(answer.headers["Location"]).json() == case
        shown = flow.get(f"{answer.headers['Location']}/documents/{case['documents'][0]['sha256']}")
        assert shown.content == papers[0].read_bytes()
