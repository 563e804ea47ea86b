from collections.abc import Iterator
from pathlib import Path

import pytest

from gate_builders import person
from site_builders import FLOW, deal, site_in
from sowcheck.errors import NotAllowed
from sowcheck.gate import casework
from sowcheck.service.desk import Desk, KeyUsed, Upload, case_id_for
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
