from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gate_builders import analysis, person
from site_builders import FLOW, deal, site_in
from sowcheck.core.casefile import CaseFile
from sowcheck.errors import NotAllowed, NotYet
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.gate.tasks import task
from sowcheck.gate.taskwork import set_aside
from sowcheck.service.desk import PROGRAM, Desk, Upload, case_id_for
from sowcheck.service.joining import KeyUsed
from sowcheck.service.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as made:
        yield made


def uploads(paths: list[Path]) -> list[Upload]:
    return [Upload(path.name, path.read_bytes()) for path in paths]


def test_the_same_call_again_is_the_same_case(site: Site) -> None:
    desk = Desk(site)
    papers, records = (desk.keep(uploads(each)) for each in deal("F1"))
    id_ = case_id_for(FLOW, "key-1")
    first = desk.receive("006X", papers, records, FLOW, "api", id_)
    assert desk.receive("006X", papers, records, FLOW, "api", id_) == first
    assert [line.type for line in site.store.audit()] == ["received"]


def test_a_key_is_not_used_again_for_other_papers(site: Site) -> None:
    desk = Desk(site)
    papers, records = (desk.keep(uploads(each)) for each in deal("F1"))
    id_ = case_id_for(FLOW, "key-1")
    desk.receive("006X", papers, records, FLOW, "api", id_)
    with pytest.raises(KeyUsed, match="used for a case with other inputs"):
        desk.receive("006Y", papers, records, FLOW, "api", id_)


def test_a_key_means_another_case_for_everybody() -> None:
    assert case_id_for(FLOW, "1") != case_id_for(FLOW.model_copy(update={"id": "token-other"}), "1")


def test_a_refusal_keeps_nothing_for_good_that_could_be_taken_away(site: Site) -> None:
    """What papers and checks say is sealed elsewhere, and may name people."""
    desk, id_ = Desk(site), case_id_for(FLOW, "key-1")
    desk.receive("006X", (), (), FLOW, "api", id_)
    shut = analysis().model_copy(update={"obstacles": ("Not everybody has signed: Anna Berg.pdf.",)})
    wanted = [task("unreadable", "finance", "Bo Lund.json is damaged.", "Export it anew.", "records", site.clock())]
    finance = person("u-1", "finance")

    def step(what: Callable[[CaseFile], Entries]) -> None:
        desk.take(id_, what, PROGRAM, "sowcheck")

    step(lambda case: casework.validate(case, wanted, PROGRAM, site.clock()))
    with pytest.raises(NotYet, match="Bo Lund"):
        desk.take(id_, lambda case: set_aside(case, wanted[0].id, "no", finance, site.clock()), finance, "api")
    step(lambda case: casework.validate(case, (), PROGRAM, site.clock()))
    step(lambda case: casework.analyse(case, shut, PROGRAM, site.clock()))
    with pytest.raises(NotYet, match="Anna Berg"):
        desk.take(id_, lambda case: casework.sign(case, "finance", finance, site.clock()), finance, "api")
    refused = [line.payload for line in site.store.audit() if line.status == "refused"]
    assert refused == [
        {"refusal": f"This task cannot be set aside: {wanted[0].id} (unreadable) is open."},
        {"refusal": "The papers are not whole."},
    ]


def test_a_refusal_is_on_record(site: Site) -> None:
    desk = Desk(site)
    id_ = case_id_for(FLOW, "key-1")
    desk.receive("006X", (), (), FLOW, "api", id_)
    auditor = person("u-1", "auditor")
    with pytest.raises(NotAllowed):
        desk.take(id_, lambda case: casework.reject(case, "no", auditor, site.clock()), auditor, "api")
    last = list(site.store.audit())[-1]
    assert (last.type, last.status, last.actor.id, last.case) == ("refused", "refused", "u-1", id_)
    assert not list(site.store.verify())
