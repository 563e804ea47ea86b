"""A dataset is a folder, known by its content; whatever is left out is named."""

import json
import shutil
from pathlib import Path

import pytest

from eval_builders import FIXTURES, write_dataset
from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.evals.dataset import load_datasets, shared_documents


def test_documents_are_found_with_their_gold(tmp_path: Path) -> None:
    dataset = load_datasets([write_dataset(tmp_path / "small")])
    assert [source.id for source in dataset.documents] == ["S1", "S2", "S3"]
    assert dataset.documents[1].gold[0].value == 45
    assert dataset.info.name == "small"
    assert dataset.info.documents == 3


def test_the_fixtures_are_a_dataset_of_deals() -> None:
    dataset = load_datasets([FIXTURES])
    names = {deal.id for deal in dataset.deals}
    assert "F9-clean" in names
    deal = next(deal for deal in dataset.deals if deal.id == "F1-fixed-fee-milestones")
    assert [source.id for source in deal.documents] == [f"{deal.id}/order_form.pdf", f"{deal.id}/sow.docx"]
    assert [path.name for path in deal.records] == ["record_1.json", "record_2.json"]
    assert "price.services_total" in {row.field for row in deal.expected}
    assert deal.must_match


def test_the_hash_is_of_the_content_and_not_of_the_place(tmp_path: Path) -> None:
    first = load_datasets([write_dataset(tmp_path / "here")])
    second = load_datasets([write_dataset(tmp_path / "there" / "other")])
    assert first.info.sha256 == second.info.sha256


@pytest.mark.parametrize("name", ["S2.md", "S2.gold.json"])
def test_one_changed_byte_is_another_dataset(tmp_path: Path, name: str) -> None:
    folder = write_dataset(tmp_path / "small")
    before = load_datasets([folder]).info.sha256
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace("45", "46"), encoding="utf-8")
    assert load_datasets([folder]).info.sha256 != before


def test_another_record_is_another_dataset(tmp_path: Path) -> None:
    folder = tmp_path / "deal"
    shutil.copytree(FIXTURES / "deals" / "F9-clean", folder)
    before = load_datasets([folder]).info.sha256
    record = folder / "record_1.json"
    record.write_bytes(record.read_bytes() + b"\n")
    assert load_datasets([folder]).info.sha256 != before


def test_notes_for_people_do_not_change_a_dataset(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "small")
    before = load_datasets([folder]).info.sha256
    path = folder / "S1.gold.json"
    shape = json.loads(path.read_bytes())
    path.write_text(json.dumps({**shape, "notes": "a hard one"}), encoding="utf-8")
    assert load_datasets([folder]).info.sha256 == before


def test_an_absent_optional_dataset_is_skipped_by_name(tmp_path: Path) -> None:
    dataset = load_datasets([write_dataset(tmp_path / "small")], [tmp_path / "absent"])
    assert [(skip.what, skip.why) for skip in dataset.info.skipped] == [
        (str(tmp_path / "absent"), "there is no such folder")
    ]


def test_an_absent_dataset_that_was_asked_for_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="absent is no folder"):
        load_datasets([tmp_path / "absent"])


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no gold"):
        load_datasets([tmp_path])


def test_documents_without_gold_are_named(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "small")
    (folder / "bare.pdf").write_bytes(b"%PDF-")
    (folder / "more").mkdir()
    (folder / "more" / "one.pdf").write_bytes(b"%PDF-")
    (folder / "more" / "two.docx").write_bytes(b"PK")
    skipped = load_datasets([folder]).info.skipped
    assert [skip.what for skip in skipped] == ["bare.pdf", "more: 2 documents"]


def test_gold_without_its_document_is_an_error(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "small")
    (folder / "S2.md").unlink()
    with pytest.raises(UnreadableInput, match=r"S2\.gold\.json: its document 'S2\.md' is not beside it"):
        load_datasets([folder])


def test_gold_of_an_unknown_field_is_an_error(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "small")
    path = folder / "S1.gold.json"
    path.write_text(path.read_text(encoding="utf-8").replace("doc.effective_date", "doc.birthday"), encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"there is no field 'doc\.birthday'"):
        load_datasets([folder])


def test_gold_with_a_broken_fact_names_the_place(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "small")
    (folder / "S1.gold.json").write_text('{"document": "S1.md", "facts": [{"value": 1}]}', encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"0\.field: Field required"):
        load_datasets([folder])


def test_the_same_document_twice_is_refused(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "small", days=(30, 30))
    with pytest.raises(UsageError, match="S1 and S2 are the same file"):
        load_datasets([folder])


def test_two_datasets_may_not_use_one_name_for_two_documents(tmp_path: Path) -> None:
    first, second = write_dataset(tmp_path / "a", days=(30,)), write_dataset(tmp_path / "b", days=(45,))
    with pytest.raises(UsageError, match="call something 'S1'"):
        load_datasets([first, second])


def test_a_document_of_a_deal_without_facts_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "deal"
    shutil.copytree(FIXTURES / "deals" / "F9-clean", folder)
    (folder / "annex.pdf").write_bytes(b"%PDF-")
    with pytest.raises(UnreadableInput, match=r"it says nothing about annex\.pdf"):
        load_datasets([folder])


def test_what_would_leak_between_two_datasets_is_told(tmp_path: Path) -> None:
    train = load_datasets([write_dataset(tmp_path / "train", days=(30, 45))])
    test = load_datasets([write_dataset(tmp_path / "test", days=(60, 45, 90))])
    assert shared_documents(train, test) == (("S2", "S2"),)
