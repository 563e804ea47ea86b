"""Lists of SHA-256 hashes tell which files were signed, whoever keeps them."""

import pytest

from record_reading import Reader
from sowcheck.errors import UnreadableInput

ONE, TWO = "ab" * 32, "cd" * 32


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{ONE}  SOW-77.pdf\n{TWO}  Order.pdf\n", ["SOW-77.pdf", "Order.pdf"]),
        (f"{ONE} *SOW-77.pdf\n\n{TWO} *Order.pdf", ["SOW-77.pdf", "Order.pdf"]),
        (f"{ONE}  ./signed/SOW-77.pdf\r\n{TWO}  C:\\signed\\Order.pdf\r\n", ["SOW-77.pdf", "Order.pdf"]),
        (f"SHA256 (SOW-77.pdf) = {ONE.upper()}\nSHA256 (Order.pdf) = {TWO}\n", ["SOW-77.pdf", "Order.pdf"]),
        (f"Name,Version,SHA-256\nSOW-77.pdf,4,{ONE}\nOrder.pdf,1,{TWO}\n", ["SOW-77.pdf", "Order.pdf"]),
    ],
    ids=["sha256sum", "binary mode", "with folders", "BSD", "a table of a document store"],
)
def test_a_list_of_hashes_names_files(text: str, names: list[str], read: Reader) -> None:
    found = read(text, name="signed.sha256")
    assert found.record.system == "checksums"
    assert found.of("doc.sha256") == [ONE, TWO]
    assert found.record.envelope is not None
    assert [each.name for each in found.record.envelope.documents] == names


def test_a_lone_hash_is_that_of_a_file_without_a_name(read: Reader) -> None:
    found = read(f"{ONE}\n", name="signed.txt")
    assert found.record.envelope is not None
    assert [(each.name, each.sha256) for each in found.record.envelope.documents] == [(None, ONE)]


@pytest.mark.parametrize(
    "text", [f"{ONE[:40]}  SOW-77.pdf", f"{ONE}  SOW-77.pdf\nhello", "Name,SHA-256\nSOW-77.pdf,abc"]
)
def test_a_list_with_something_else_in_it_is_refused(text: str, read: Reader) -> None:
    with pytest.raises(UnreadableInput):
        read(text)
