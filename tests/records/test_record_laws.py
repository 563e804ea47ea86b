"""Laws of reading: any JSON is read or refused, nothing is lost, nothing is rounded."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sowcheck.core.fields import FIELDS
from sowcheck.core.records import RecordValue
from sowcheck.core.values import from_json, to_json
from sowcheck.errors import UnreadableInput
from sowcheck.records.days import read_day
from sowcheck.records.ids import salesforce_id
from sowcheck.records.mapping import load_mapping
from sowcheck.records.numerals import plain, read_decimal
from sowcheck.records.paths import joined
from sowcheck.records.reader import read_records

MAPPING = load_mapping()
KEYS = sorted(
    {name for system in MAPPING.systems.values() for rules in system.objects.values() for name in rules}
    | {name for system in MAPPING.systems.values() for columns in system.lines.values() for group in columns.model_dump().values() for name in group}
    | {key for system in MAPPING.systems.values() for key in system.keys.values()}
    | {"attributes", "type", "records", "done", "totalSize", "record", "lineItems", "properties", "id", "Id", "results", "value"}
    | {"quote_details", "order_details", "lines", "parentGroupKey", "lineItemGroups", "OpportunityLineItems"}
)  # fmt: skip
WORDS = ["Opportunity", "SBQQ__Quote__c", "OpportunityLineItem", "006Hs00001LkQ3aIAF", "true", "1e9", "-0", "30", "Net 30", "1,000.50",
         "2026-02-30", "2026-07-15T03:59:59.999Z", "9999-12-31T23:59:59Z", "Monthly", "hour", "Remote", "Euro", "<b>x</b>", "\u0663", "\x00"]  # fmt: skip


def values_or_reason(file: Path) -> tuple[RecordValue, ...] | str:
    """What the file states, or why it is refused; anything else that is raised fails the law."""
    try:
        return read_records(file, "rec-1", MAPPING)[1]
    except UnreadableInput as error:
        return error.reason


leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(WORDS),
    st.text(max_size=12),
)
payloads = st.recursive(
    leaves,
    lambda below: st.one_of(
        st.lists(below, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=6)), below, max_size=8),
    ),
    max_leaves=40,
)


def sobjects(fields: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    names = st.sampled_from([*MAPPING.systems["salesforce"].objects, *MAPPING.systems["salesforce"].lines, "Task"])
    return st.builds(lambda name, rest: {**rest, "attributes": {"type": name}}, names, fields)


known = st.dictionaries(st.sampled_from(KEYS), leaves, max_size=12)
lines = st.builds(
    lambda found: {"records": found, "totalSize": len(found), "done": True}, st.lists(sobjects(known), max_size=4)
)
queries = st.builds(
    lambda headers, child: {
        "totalSize": len(headers),
        "done": True,
        "records": [{**item, "Lines": child} for item in headers],
    },
    st.lists(sobjects(known), max_size=3),
    lines,
)
batches = st.builds(
    lambda items: {"results": [{"id": "1", "properties": item} for item in items]}, st.lists(known, max_size=4)
)
rows = st.builds(
    lambda table, row, below: {**row, "@odata.context": f"x#{table}s", "quote_details": [{**item, "quotedetailid": "1"} for item in below]},
    st.sampled_from(["quote", "salesorder", "msdyn_project", "account"]),
    known,
    st.lists(known, max_size=3),
)  # fmt: skip


models = st.builds(
    lambda record, found, groups: {"record": record, "lineItems": found, "lineItemGroups": groups},
    sobjects(known),
    st.lists(
        st.one_of(
            leaves, st.builds(lambda line, key: {"record": line, "parentGroupKey": key}, sobjects(known), leaves)
        ),
        max_size=3,
    ),
    st.one_of(
        leaves,
        st.lists(
            st.one_of(leaves, st.builds(lambda group, key: {"record": group, "key": key}, known, leaves)), max_size=2
        ),
    ),
)


@given(payload=st.one_of(payloads, queries, models, batches, rows, st.lists(known, max_size=3)))
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_json_is_read_or_refused_with_a_reason(payload: object, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(payload), encoding="utf-8")
    values = values_or_reason(file)
    if isinstance(values, str):
        assert values.strip()
        return
    assert [value.id for value in values] == [f"rec-1.v{number}" for number in range(1, len(values) + 1)]
    for value in values:
        # What was read has the shape of its field, and survives being written to a report and read again.
        assert from_json(FIELDS[value.field], to_json(value.value)) == value.value


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_refused_with_a_reason(text: str, tmp_path: Path) -> None:
    file = tmp_path / "record.csv"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert values_or_reason(file) != ""


amounts = st.decimals(
    min_value=Decimal("-99999999999.99"), max_value=Decimal("99999999999.99"), places=2, allow_nan=False
)


@given(amount=amounts)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_amount_is_never_rounded(amount: Decimal, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    file.write_text(f'{{"attributes": {{"type": "Opportunity"}}, "CurrencyIsoCode": "EUR", "Amount": {amount}}}')
    _, values = read_records(file, "rec-1", MAPPING)
    assert [to_json(value.value) for value in values if value.field == "price.grand_total"] == [
        {"amount": f"{amount:.2f}", "currency": "EUR"}
    ]


@given(amount=amounts)
def test_a_number_keeps_its_value_whatever_its_zeros(amount: Decimal) -> None:
    assert read_decimal(str(amount)) == amount
    assert plain(amount) == amount
    assert "E" not in str(plain(amount))


@given(short=st.text(alphabet="abcXYZ019", min_size=15, max_size=15))
def test_an_id_of_15_and_its_id_of_18_are_the_same(short: str) -> None:
    long = salesforce_id(short)
    assert long is not None
    assert len(long) == 18
    assert salesforce_id(long) == long


@given(text=st.text(max_size=40))
def test_any_text_is_a_day_or_none(text: str) -> None:
    day = read_day(text)
    assert day is None or text.strip()


@given(numbers=st.lists(st.integers(min_value=0, max_value=40), min_size=1, unique=True))
def test_a_path_of_several_cells_names_each_index(numbers: list[int]) -> None:
    path = joined([f"lines[{number}].amount" for number in numbers])
    inside = path.removeprefix("lines[").removesuffix("].amount")
    runs = [part.split("-") for part in inside.split(",")]
    named = [number for run in runs for number in range(int(run[0]), int(run[-1]) + 1)]
    assert named == sorted(numbers)


@pytest.mark.parametrize(
    "value", [True, None, [], {}, "abc", "1.2.3", "NaN", "Infinity", "1e40", Decimal("1E+90"), 10**30]
)
def test_what_is_no_price_is_no_number(value: object) -> None:
    assert read_decimal(value) is None
