"""Every way in which a record file can be unusable gives one clear error, never a traceback."""

import json
from pathlib import Path

import pytest

from record_reading import Reader
from sowcheck.errors import UnreadableInput
from sowcheck.records.reader import read_records

OPPORTUNITY = {"attributes": {"type": "Opportunity"}, "Id": "006Hs00001LkQ3aIAF", "Amount": 1000.0}
DEAL = {"id": "1", "properties": {"dealname": "Deal", "amount": "1000"}}
QUOTE_ROWS = "quote_number,currency,role,qty,uom,unit_price,amount,optional,start\n"

BROKEN = {
    "an empty file": (b"", "is empty"),
    "empty cells only": (";;\n;;\n", "holds empty cells only"),
    "white space only": (b" \n\t ", "is empty"),
    "bytes that are no UTF-8": (b'{"Id": "\xff\xfe"}', "is not UTF-8 text (byte 0xff at offset 8)"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "is not UTF-8 text (byte 0x89 at offset 0)"),
    "prose": ("We agreed on ten thousand euros.", "is neither JSON nor a CSV table"),
    "JSON cut off in an object": ('{"totalSize": 1,\n "records": [{"Id": "006"', "is cut off at line 2, column 26"),
    "JSON cut off in a text": ('{"Id": "006', "is cut off at line 1, column 8"),
    "JSON with a wrong comma": ('{"Id": "1",}', "is not JSON"),
    "JSON with text after it": ('{"Id": "1"} x', "is not JSON (Extra data) at line 1, column 13"),
    "JSON that is not a number": ('{"attributes": {"type": "Opportunity"}, "Amount": NaN}', "holds NaN"),
    "JSON that is infinite": ('{"attributes": {"type": "Opportunity"}, "Amount": -Infinity}', "holds -Infinity"),
    "JSON that names a key twice": ('{"Id": "1", "Amount": 1, "Amount": 2}', "names 'Amount' twice"),
    "JSON nested without end": ("[" * 100_000, "is nested more than 100 levels deep"),
    "JSON nested deeply": ("[" * 150 + "]" * 150, "is nested more than 100 levels deep"),
    "a number of too many digits": ('{"Amount": ' + "9" * 5000 + "}", "holds a number that cannot be read"),
    "half a character": ('{"Id": "\\ud800"}', "half a surrogate pair"),
    "JSON of no known shape": ('{"hello": "world"}', "is no record format that is read (a JSON object with 'hello')"),
    "an empty object": ("{}", "is no record format that is read (an empty JSON object)"),
    "an empty list": ("[]", "is no record format that is read (an empty JSON list)"),
    "a list of numbers": ("[1, 2]", "is no record format that is read (a JSON list of 2)"),
    "CSV of no known columns": ("colour,taste\nred,sweet\n", "CSV with the columns 'colour', 'taste'"),
    "CSV with a column twice": ("Id,Amount,amount\n1,2,3\n", "the header names 'Amount' twice"),
    "CSV with a nameless column": ("Id,,Amount\n1,2,3\n", "row 1: a column has no name"),
    "CSV with a short row": (QUOTE_ROWS + "Q-1,EUR,Architect\n", "row 2 has 3 cells where the header has 9"),
    "CSV with a long row": ("Id,Amount\n1,2,3\n", "row 2 has 3 cells where the header has 2"),
    "CSV with an open quote": ('Id,Amount\n"1,2\n', "is neither JSON nor CSV"),
    "a quote without its currency": (
        "quote_number,role,qty,uom,unit_price\nQ-1,Architect,1,day,900\n",
        "lacks the column currency",
    ),
    "a quote without rows": (QUOTE_ROWS, "holds a header and no row"),
    "a quote with a wrong number": (
        QUOTE_ROWS + "Q-1,EUR,Architect,two,day,900,1800,false,\n",
        "rows[0].qty is 'two', not a number",
    ),
    "a quote with a wrong flag": (
        QUOTE_ROWS + "Q-1,EUR,Architect,2,day,900,1800,perhaps,\n",
        "rows[0].optional is 'perhaps', not true or false",
    ),
    "a quote with a date of unknown order": (
        QUOTE_ROWS + "Q-1,EUR,Architect,2,day,900,1800,false,03/08/2026\n",
        "rows[0].start is '03/08/2026', not a date",
    ),
    "rows of two quotes": (
        QUOTE_ROWS + "Q-1,EUR,Architect,2,day,900,1800,false,\nQ-2,EUR,Architect,2,day,900,1800,false,\n",
        "holds rows of several quotes: quote_number 'Q-1' (rows[0]), 'Q-2' (rows[1])",
    ),
    "a query that found nothing": ({"totalSize": 0, "done": True, "records": []}, "holds no record"),
    "objects that state no deal": (
        {"totalSize": 1, "done": True, "records": [{"attributes": {"type": "Task"}, "Subject": "Call"}]},
        "holds only Task",
    ),
    "a record that is none": ({"totalSize": 2, "done": True, "records": [OPPORTUNITY, 7]}, "records[1] is no record"),
    "a first page": (
        {"totalSize": 2001, "done": False, "nextRecordsUrl": "/q/01g-2000", "records": [OPPORTUNITY]},
        "the export is incomplete: records holds 1 of 2001 records",
    ),
    "a last page": ({"totalSize": 3, "done": True, "records": [OPPORTUNITY]}, "the export is incomplete: records holds 1 of 3"),
    "child records cut to a page": (
        {**OPPORTUNITY, "OpportunityLineItems": {"totalSize": 300, "done": False, "records": [{"attributes": {"type": "OpportunityLineItem"}}]}},
        "the export is incomplete: OpportunityLineItems.records holds 1 of 300",
    ),
    "a page of objects": ({"results": [DEAL], "paging": {"next": {"after": "100"}}}, "the export is incomplete"),
    "a batch with objects not found": (
        {"status": "COMPLETE", "results": [DEAL], "numErrors": 1, "errors": [{"category": "OBJECT_NOT_FOUND"}]},
        "the export is incomplete: some objects were not found",
    ),
    "a batch without objects": ({"status": "COMPLETE", "results": []}, "holds no object"),
    "an object of unknown type": ({"id": "1", "properties": {"colour": "red"}}, "no property that tells"),
    "rows with a next page": (
        {"@odata.context": "x#quotes", "@odata.nextLink": "https://x", "value": [{"quoteid": "1"}]},
        "the export is incomplete: there is a next page",
    ),
    "lines with a next page": (
        {"@odata.context": "x#quotes/$entity", "quoteid": "1", "quote_details": [{"quotedetailid": "2"}], "quote_details@odata.nextLink": "https://x"},
        "the export is incomplete: quote_details has a next page",
    ),
    "no rows": ({"@odata.context": "x#quotes", "value": []}, "holds no row"),
    "rows of another table": ({"@odata.context": "x#incidents", "value": [{"incidentid": "1"}]}, "holds a row of incidents"),
}  # fmt: skip

REFUSED = {
    "a change event": {"schema": "n4F", "payload": {"ChangeEventHeader": {"entityName": "Opportunity"}}, "event": {"replayId": 1}},
    "a platform event": {"schema": "n4F", "payload": {"CreatedDate": "2026-01-01"}, "event": {"replayId": 1}},
    "an envelope": {"event": "envelope-completed", "data": {"envelopeId": "8c1f"}},
    "an agreement": {"event": "AGREEMENT_WORKFLOW_COMPLETED", "webhookNotificationId": "c2b3"},
    "a document event": [{"event": "document_state_changed", "data": {"id": "msFY"}}],
    "a webhook": [{"eventId": 1, "portalId": 2, "subscriptionType": "deal.propertyChange"}],
    "a cloud event": {"specversion": "1.0", "id": "1", "source": "/x", "type": "y", "data": {}},
    "an execution context": {"InputParameters": [], "PrimaryEntityName": "opportunity"},
    "a report": {"schema": "sowcheck.report/1", "documents": []},
    "a composite request": {"compositeRequest": [{"method": "PATCH"}]},
    "an expired session": [{"errorCode": "INVALID_SESSION_ID", "message": "Session expired or invalid"}],
    "an error of an API": {"status": "error", "message": "The access token is expired"},
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_named_with_its_reason_and_the_way_out(name: str, read: Reader) -> None:
    payload, reason = BROKEN[name]
    with pytest.raises(UnreadableInput) as caught:
        read(payload)
    assert reason in caught.value.reason
    assert "record.json" in caught.value.message
    assert caught.value.hint.strip()


@pytest.mark.parametrize("name", REFUSED)
def test_events_and_envelopes_are_recognised_and_refused(name: str, read: Reader) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(REFUSED[name])
    assert caught.value.reason.startswith("is a")
    assert "no record format" not in caught.value.reason
    assert caught.value.hint


def test_a_missing_file_is_an_error_and_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="there is no such file"):
        read_records(tmp_path / "absent.json", "rec-1")


def test_a_folder_is_an_error_and_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="this is a folder"):
        read_records(tmp_path, "rec-1")


def test_a_byte_order_mark_is_no_obstacle(read: Reader) -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps(OPPORTUNITY).encode()).of("deal.opportunity_id") == ["006Hs00001LkQ3aIAF"]
