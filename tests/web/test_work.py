"""What waits for whom, over HTTP."""

import httpx
import pytest

from web_builders import PRICE, TERM, in_review
from web_server import HOST, Running

pytestmark = pytest.mark.allow_hosts([HOST])


def steps(client: httpx.Client, case: str, **asked: str) -> list[str]:
    """What waits in a case."""
    answer = client.get("/v1/work", params={"limit": "200", **asked})
    assert answer.status_code == 200, answer.text
    found = [each for each in answer.json()["cases"] if each["case"] == case]
    return [step["what"] for each in found for step in each["steps"]]


def test_people_see_what_waits_for_them_and_what_waits_for_a_role(server: Running) -> None:
    case = in_review(server, "work-1")
    with server.person("finance") as fay, server.person("legal") as lea, server.person("delivery_ops") as dan:
        (row,) = (each for each in fay.get("/v1/work?limit=200").json()["cases"] if each["case"] == case)
        assert (row["reference"], row["state"]) == ("006X", "in_review")
        (step,) = row["steps"]
        assert (step["what"], step["about"], step["roles"]) == ("decision", PRICE.fingerprint, ["finance"])
        assert (step["message"], step["overdue"], step["due"]) == (PRICE.message, False, row["due"])
        assert [steps(each, case) for each in (lea, dan)] == [["decision"], []]
        assert steps(dan, case, role="finance") == ["decision"]
        assert steps(dan, case, everybody="true") == ["decision", "decision"]


def test_who_was_asked_sees_the_question_with_its_time(server: Running) -> None:
    case = in_review(server, "work-2")
    asked = server.user("delivery_ops")
    with server.person("legal") as lea, server.signed_in(asked) as dan:
        said = {"resolution": "needs_info", "reason": "Which?", "asked": asked.login, "due": "2099-01-01T00:00:00Z"}
        assert lea.post(f"/v1/cases/{case}/findings/{TERM.fingerprint}/decision", json=said).status_code == 200
        assert (steps(lea, case), steps(dan, case)) == ([], ["question"])
        (row,) = (each for each in dan.get("/v1/work?limit=200").json()["cases"] if each["case"] == case)
        assert row["steps"][0]["person"] == asked.id


def test_a_machine_is_waited_for_by_nobody_and_may_look(server: Running) -> None:
    case = in_review(server, "work-3")
    with server.machine("orchestrator") as flow:
        assert steps(flow, case) == []
        assert steps(flow, case, everybody="true") == ["decision", "decision"]
        answer = flow.get("/v1/work", params={"everybody": "true", "limit": "1"}).json()
        assert (len(answer["cases"]), answer["total"] >= 1) == (1, True)
