"""The template on whole deals: what it writes of them passes the checks that a model's sentences have to pass."""

from pathlib import Path

import pytest

from shared_data import DEALS, ROOT
from sowcheck.core.cases import Case
from sowcheck.pipeline import check
from sowcheck.records.mapping import load_mapping
from sowcheck.risk.check import fault, material_of
from sowcheck.settings import load_policy

FOLDERS = sorted((ROOT / "fixtures" / "deals").iterdir()) + (sorted(DEALS.glob("*/")) if DEALS.is_dir() else [])


def case_of(folder: Path) -> Case:
    documents = sorted(path for path in folder.iterdir() if path.suffix in (".pdf", ".docx"))
    records = sorted(folder.glob("record_*"))
    return check(documents, records, policy=load_policy(None), mapping=load_mapping(None))


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder.is_dir()], ids=lambda folder: folder.name)
def test_the_summary_of_a_deal_is_borne_out_and_names_all_that_blocks(folder: Path) -> None:
    case = case_of(folder)
    material = material_of(case.discrepancies, case.gate)
    faults = [(each.text, fault(each.text, each.cites, material)) for each in case.risk.sentences]
    assert [each for each in faults if each[1]] == []
    assert 3 <= len(case.risk.sentences) <= 8
    cited = {id_ for each in case.risk.sentences for id_ in each.cites}
    assert cited == {found.id for found in case.discrepancies}, "what is found is somewhere in the summary"
    assert case.risk.summary == " ".join(each.text for each in case.risk.sentences)
