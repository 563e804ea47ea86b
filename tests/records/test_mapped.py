"""Which changes in a system touch what is read of a deal, and when a record last changed."""

import datetime as dt
from pathlib import Path

import pytest

from sowcheck.records.mapped import is_read, touched
from sowcheck.records.mapping import load_mapping
from sowcheck.records.stamps import modified

MAPPING = load_mapping()


@pytest.mark.parametrize(
    ("system", "object_", "read"),
    [
        ("salesforce", "Opportunity", True),
        ("salesforce", "OpportunityLineItem", True),
        ("salesforce", "Task", False),
        ("salesforce", None, True),
        ("hubspot", "company", True),
        ("hubspot", "ticket", False),
        ("a system of our own", "anything", True),
    ],
)
def test_objects_that_are_read(system: str, object_: str | None, read: bool) -> None:
    assert is_read(MAPPING, system, object_) == read


@pytest.mark.parametrize(
    ("system", "object_", "changed", "matter"),
    [
        ("salesforce", "Opportunity", ["Amount", "NextStep"], ["Amount"]),
        ("salesforce", "Opportunity", ["IsWon", "CloseDate", "StageName"], []),
        ("salesforce", "Opportunity", ["AccountId"], ["AccountId"]),
        ("salesforce", "Opportunity", ["pse__Is_Services_Opportunity__c"], ["pse__Is_Services_Opportunity__c"]),
        ("salesforce", "OpportunityLineItem", ["UnitPrice", "LastViewedDate"], ["UnitPrice"]),
        ("salesforce", "Account", ["Name.FirstName", "BillingAddress.Street"], ["Name.FirstName"]),
        ("salesforce", "Task", ["Subject"], []),
        ("hubspot", None, ["amount", "hs_lastmodifieddate"], ["amount"]),
        ("hubspot", "line_item", ["price"], ["price"]),
        ("a system of our own", None, ["whatever"], ["whatever"]),
    ],
)
def test_fields_that_matter(system: str, object_: str | None, changed: list[str], matter: list[str]) -> None:
    assert list(touched(MAPPING, system, object_, changed)) == matter


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ('{"Id": "1", "LastModifiedDate": "2026-05-14T09:41:07.000+0000"}', "2026-05-14T09:41:07"),
        ('[{"SystemModstamp": "2026-05-14T09:41:07Z"}, {"SystemModstamp": "2026-05-15T00:00:00Z"}]', "2026-05-15"),
        ('{"properties": {"hs_lastmodifieddate": "1778751667500"}}', "2026-05-14T09:41:07.500"),
        ('{"value": [{"modifiedon": "2026-05-14T11:41:07+02:00"}]}', "2026-05-14T09:41:07"),
        ("Id,LastModifiedDate\n1,2026-05-14T09:41:07\n2,2026-05-13T09:41:07\n", "2026-05-14T09:41:07"),
        ('{"LastModifiedDate": "yesterday", "CreatedDate": "2026-05-14"}', None),
        ('{"LastModifiedDate": 5, "modifiedon": "9999999999999999999"}', None),
        ("Id,Name\n1,x\n", None),
    ],
)
def test_a_record_tells_when_it_last_changed(tmp_path: Path, text: str, moment: str | None) -> None:
    file = tmp_path / "record"
    file.write_text(text, encoding="utf-8")
    wanted = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC) if moment else None
    assert modified(file) == wanted
