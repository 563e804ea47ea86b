"""Two people act in the same moment: one of them has their way, the other is told, and nobody signs what they did not see."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from fault_builders import FULL
from gate_builders import analysis, finding
from postgres import Server
from race_builders import Processes, Servers, checked, look, problem, raced, statuses, stays_whole, step
from site_builders import Clock, site_in
from sowcheck.core.analyses import RequiredApproval
from sowcheck.core.case_events import Confirmed, Decided, Signed
from sowcheck.core.casefile import CaseFile
from sowcheck.gate.approvals import seal_of
from sowcheck.gate.fold import case_of
from web_builders import in_review
from web_server import HOST, Running, serving
from work_builders import events, made

pytestmark = pytest.mark.allow_hosts([HOST])

ROUNDS = 20 if FULL else 2
PRICE = finding("d-1", "price.services_total", "high")
WHERE = f"findings/{PRICE.fingerprint}"
FINANCE = (RequiredApproval(role="finance"),)
WAIVER = {"resolution": "accept_with_waiver", "reason": "agreed by phone"}
CORRECTION = {"resolution": "update_record", "reason": "the paper holds"}
FEE, OTHER_FEE = b"The fee is EUR 184,000.", b"The fee is EUR 190,000."


@pytest.fixture(params=["sqlite", "postgresql", "two processes"])
def servers(
    request: pytest.FixtureRequest, tmp_path: Path, record_property: Callable[[str, object], None]
) -> Iterator[Servers]:
    """One server on each database, and two on one."""
    with ExitStack() as stack:
        if request.param == "two processes":
            processes: Processes = request.getfixturevalue("two_processes")
            clock, urls = Clock(dt.datetime.now(dt.UTC)), [each.url for each in processes.all]
            site = stack.enter_context(site_in(processes.folder, store=processes.store, clock=clock))
        else:
            databases: Server | None = None if request.param == "sqlite" else request.getfixturevalue("postgres")
            clock, store = Clock(), made(databases.database() if databases else str(tmp_path / "cases.db"))
            site = stack.enter_context(site_in(tmp_path, store=store, clock=clock))
            urls = [stack.enter_context(serving(site))]
        yield Servers([Running(site, clock, url) for url in urls])
        stays_whole(site, record_property)


@pytest.fixture
def case_of_round(servers: Servers, request: pytest.FixtureRequest) -> Callable[..., str]:
    """A case in review for each round of a test."""
    number = iter(range(1_000_000))
    return lambda check: in_review(servers.all[0], f"{request.node.name}-{next(number)}", check)


def decisions(servers: Servers, case: str) -> list[Decided]:
    return [entry.event for entry in servers.site.store.history(case) if isinstance(entry.event, Decided)]


def was(servers: Servers, case: str, number: int) -> CaseFile:
    """The case as it was when it had so many events."""
    return case_of(case, servers.site.store.history(case)[:number])


def test_of_two_who_decide_on_a_finding_one_decides_and_the_other_is_told(
    servers: Servers, case_of_round: Callable[..., str]
) -> None:
    with servers.person(0, "finance") as fay, servers.person(1, "finance") as finn:
        for _ in range(ROUNDS):
            case = case_of_round(analysis(PRICE))
            for each in (fay, finn):
                assert step(each, case, f"{WHERE}/evidence").status_code == 200
            answers = raced(
                lambda case=case: step(fay, case, f"{WHERE}/decision", **WAIVER),  # type: ignore[misc]
                lambda case=case: step(finn, case, f"{WHERE}/decision", **CORRECTION),  # type: ignore[misc]
            )
            assert statuses(answers) == [200, 409]
            first, second = sorted(answers, key=lambda each: each.status_code)
            assert problem(second) == "not-as-seen"
            (held,) = (each["decision"] for each in first.json()["findings"])
            (made_one,) = decisions(servers, case)
            assert made_one.decision.resolution == held["resolution"]
            assert held["resolution"] in second.json()["detail"]
            # Once the other has seen it, they may decide otherwise.
            loser = fay if answers[0] is second else finn
            again = step(loser, case, f"{WHERE}/decision", **WAIVER, seen=look(loser, case))
            assert again.status_code == 200
            assert len(decisions(servers, case)) == 2


def test_of_two_who_approve_a_decision_one_does_and_the_other_is_told(
    servers: Servers, case_of_round: Callable[..., str]
) -> None:
    with (
        servers.person(0, "finance") as fay,
        servers.person(0, "finance") as finn,
        servers.person(1, "finance") as flo,
    ):
        for _ in range(ROUNDS):
            case = case_of_round(analysis(PRICE))
            for each in (fay, finn, flo):
                step(each, case, f"{WHERE}/evidence")
            number = step(fay, case, f"{WHERE}/decision", **WAIVER).json()["number"]
            answers = raced(*(_confirming(each, case, number) for each in (finn, flo, finn, flo)))
            assert statuses(answers) == [200, 200, 409, 409], "each sends the same twice: both or none are taken"
            assert {problem(each) for each in answers if each.status_code == 409} == {"not-as-seen"}
            assert events(servers.site, case).count("confirmed") == 1


def test_agreement_to_one_decision_is_never_taken_for_agreement_to_another(
    servers: Servers, case_of_round: Callable[..., str]
) -> None:
    with servers.person(0, "finance") as fay, servers.person(1, "finance") as finn:
        for _ in range(ROUNDS):
            case = case_of_round(analysis(PRICE))
            for each in (fay, finn):
                step(each, case, f"{WHERE}/evidence")
            number = step(fay, case, f"{WHERE}/decision", **WAIVER).json()["number"]
            changed, agreed = raced(
                lambda case=case: step(fay, case, f"{WHERE}/decision", **CORRECTION),  # type: ignore[misc]
                _confirming(finn, case, number),
            )
            assert changed.status_code == 200
            assert agreed.status_code == 200 or problem(agreed) == "not-as-seen"
            history = [entry.event for entry in servers.site.store.history(case)]
            for place, event in enumerate(history):
                if isinstance(event, Confirmed):
                    (last,) = [each for each in history[:place] if isinstance(each, Decided)]
                    assert last.decision.resolution == "accept_with_waiver"
            assert servers.site.store.load(case).case.decisions[PRICE.fingerprint].confirmed_by is None


def test_of_two_who_sign_for_a_role_one_does_and_the_other_is_told(
    servers: Servers, case_of_round: Callable[..., str]
) -> None:
    with servers.person(0, "finance") as fay, servers.person(1, "finance") as finn:
        for _ in range(ROUNDS):
            case = case_of_round(analysis(required=FINANCE))
            answers = raced(*(_signing(each, case, look(each, case)) for each in (fay, finn)))
            assert statuses(answers) == [200, 409]
            (told,) = (each for each in answers if each.status_code == 409)
            assert (problem(told), told.json()["detail"]) == (
                "not-as-seen",
                "Everybody who had to sign for finance has.",
            )
            assert events(servers.site, case)[-2:] == ["signed", "gate_opened"]
            assert servers.site.store.load(case).case.state == "signed_off"


def test_two_whose_signatures_are_both_wanted_open_the_gate_once(
    servers: Servers, case_of_round: Callable[..., str]
) -> None:
    with servers.person(0, "finance") as fay, servers.person(1, "finance") as finn, servers.person(0, "legal") as lea:
        for _ in range(ROUNDS):
            required = (RequiredApproval(role="finance", people=2), RequiredApproval(role="legal"))
            case = case_of_round(analysis(required=required))
            number = look(fay, case)
            answers = raced(
                *(_signing(each, case, number) for each in (fay, finn, fay, finn)), _signing(lea, case, number, "legal")
            )
            assert statuses(answers) == [200] * 5
            assert events(servers.site, case)[-4:] == ["signed", "signed", "signed", "gate_opened"]


def test_nobody_signs_papers_that_come_while_they_sign(servers: Servers, case_of_round: Callable[..., str]) -> None:
    site = servers.site
    with servers.person(0, "finance") as fay, servers.all[-1].machine("orchestrator") as flow:
        for _ in range(ROUNDS):
            case = case_of_round(analysis(required=FINANCE))
            number = look(fay, case)
            seal = seal_of(was(servers, case, number), "finance")

            def papers_come(case: str = case) -> httpx.Response:
                answer = flow.post(f"/v1/cases/{case}/inputs", files={"documents": ("sow.txt", OTHER_FEE)})
                checked(site, case, analysis(required=FINANCE, says={"price.services_total": "190,000"}))
                return answer

            came, *signed = raced(papers_come, *(_signing(fay, case, number) for _ in range(3)))
            assert came.status_code == 200
            assert {problem(each) for each in signed if each.status_code != 200} <= {"not-as-seen", "illegal-step"}
            given = [entry.event for entry in site.store.history(case) if isinstance(entry.event, Signed)]
            assert all(each.seal == seal for each in given), "a signature stands for what its signer saw"
            assert site.store.load(case).case.state == "in_review", "and opens no gate for anything else"
            assert _signing(fay, case, number)().status_code == 409
            assert _signing(fay, case, look(fay, case))().json()["state"] == "signed_off"


def _signing(client: httpx.Client, case: str, number: int, role: str = "finance") -> Callable[[], httpx.Response]:
    return lambda: step(client, case, "signatures", role=role, seen=number)


def _confirming(client: httpx.Client, case: str, number: int) -> Callable[[], httpx.Response]:
    return lambda: step(client, case, f"{WHERE}/confirmation", seen=number)
