"""A hostile record file, policy or mapping ends in one error, before it has filled memory."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sowcheck.errors import UnreadableInput
from sowcheck.records.mapping import load_mapping
from sowcheck.records.payload import bytes_of, load
from sowcheck.settings import load_policy, load_trust_roots

RECORDS: dict[str, tuple[bytes, str]] = {
    "0 bytes": (b"", "is empty"),
    "lists nested 200,000 deep": (b"[" * 200_000 + b"]" * 200_000, "nested more than 100 levels deep"),
    "objects nested 100,000 deep": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested more than 100 levels deep"),
    "a million empty objects": (b"[" + b"{}," * 1_000_000 + b"{}]", "more than 300,000 values"),
    "a million numbers": (b"[" + b"1," * 1_000_000 + b"1]", "more than 300,000 values"),
    "a whole number of 100,000 digits": (b'{"Amount":' + b"9" * 100_000 + b"}", "number that cannot be read"),
    "not a number": (b'{"Amount":NaN}', "NaN"),
    "endless": (b'{"Amount":-Infinity}', "-Infinity"),
    "a key that occurs twice": (b'{"Amount":1,"Amount":2}', "names 'Amount' twice"),
    "a key that occurs twice among 50,000": (
        b"{" + b",".join(b'"k%d":1' % number for number in range(50_000)) + b',"k49999":2}',
        "names 'k49999' twice",
    ),
    "half a surrogate pair": (b'{"Name":"\\ud800"}', "half a surrogate pair"),
    "UTF-16": (json.dumps({"Name": "x"}).encode("utf-16"), "is not UTF-8 text"),
    "bytes that are no UTF-8": (b'{"Name":"\xff"}', "is not UTF-8 text"),
    "JSON cut off": (b'{"records":[{"Id":"006', "is cut off"),
    "17 MB of spaces": (b" " * (17 << 20), "more than 16 MB"),
    "a cell of 200,000 characters": (b'Id,Name\n1,"' + b"x" * 200_000 + b'"\n', "field larger than"),
    "a quote that never ends": (b'Id,Name\n1,"open\n', "neither JSON nor CSV"),
    "a million rows": (b"Id,Name\n" + b"1,x\n" * 1_000_000, "more than 300,000 values"),
    "a PDF": (b"%PDF-1.7\n\xff\xfe\xfd", "this is no export"),
    "a ZIP": (b"PK\x03\x04\xff\xfe", "this is no export"),
}


@pytest.mark.parametrize(("data", "words"), RECORDS.values(), ids=RECORDS.keys())
def test_a_hostile_record_gives_one_error(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(data)
    with pytest.raises(UnreadableInput, match=words) as caught:
        load(path, bytes_of(path))
    assert caught.value.hint


def test_of_a_vast_record_only_the_beginning_is_read(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    with path.open("wb") as stream:
        stream.truncate(8 << 30)
    assert len(bytes_of(path)) <= (16 << 20) + 1


def test_a_device_is_no_record() -> None:
    with pytest.raises(UnreadableInput, match="device"):
        bytes_of(Path("/dev/zero"))


SETTINGS: dict[str, Callable[[Path], object]] = {
    "policy": load_policy,
    "mapping": load_mapping,
    "certificate": load_trust_roots,
}


@pytest.mark.parametrize("load_it", SETTINGS.values(), ids=SETTINGS.keys())
def test_a_vast_file_of_settings_gives_one_error(tmp_path: Path, load_it: Callable[[Path], object]) -> None:
    path = tmp_path / "settings.toml"
    with path.open("wb") as stream:
        stream.truncate(8 << 30)
    with pytest.raises(UnreadableInput, match="more than 1 MB"):
        load_it(path)


@pytest.mark.parametrize("load_it", [load_policy, load_mapping])
@pytest.mark.parametrize(
    "content", [b"a = " + b"[" * 100_000, b"a = " + b"{b=" * 5000, b"\xff\xfe", b"a = 1\na = 2\n", b"= 1"]
)
def test_settings_that_are_no_toml_give_one_error(
    tmp_path: Path, load_it: Callable[[Path], object], content: bytes
) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput):
        load_it(path)
