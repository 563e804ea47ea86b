"""Contract packages: each file of a ZIP archive is a document, or is named with what became of it."""

import hashlib
import stat
import zipfile
from pathlib import Path

import pytest

from docx_builders import paragraph, word_file
from pdf_builders import pdf, put
from sowcheck.core.limits import ReadingLimits
from sowcheck.core.packages import Member, Package
from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.ingest.apart.gather import Gathered, gather
from sowcheck.ingest.apart.reading import read
from xlsx_builders import price_sheet, workbook
from zip_builders import SOW, by_method, entries, flagged, overlapping, packed

PDF = pdf(lambda canvas: put(canvas, 72, 100, "Order Form: the fee is EUR 62,000."))


def gathered(folder: Path, data: bytes, *others: Path, limits: ReadingLimits | None = None) -> Gathered:
    path = folder / "deal.zip"
    path.write_bytes(data)
    return gather([*others, path], limits=limits)


def package(folder: Path, data: bytes, *others: Path, limits: ReadingLimits | None = None) -> Package:
    (found,) = gathered(folder, data, *others, limits=limits).packages
    return found


def states(found: Package) -> dict[str, str]:
    return {member.name: member.state for member in found.members}


def unread(found: Package) -> Member:
    (member,) = found.unread
    return member


def test_each_document_of_a_package_is_read_with_its_name_and_hashes(tmp_path: Path) -> None:
    data = packed(
        {
            "signed/Order Form.pdf": PDF,
            "signed/sow.docx": word_file(paragraph("The term is 12 months.")),
            "Annex A.xlsx": workbook(price_sheet),
            "notes.txt": SOW,
        }
    )
    found = gathered(tmp_path, data)
    assert [(id_, document.name) for id_, document, _ in found.documents] == [
        ("doc-1", "deal.zip/signed/Order Form.pdf"),
        ("doc-2", "deal.zip/signed/sow.docx"),
        ("doc-3", "deal.zip/Annex A.xlsx"),
        ("doc-4", "deal.zip/notes.txt"),
    ]
    first = found.documents[0][1]
    assert first.sha256 == hashlib.sha256(PDF).hexdigest()
    assert first.package is not None
    assert first.package.sha256 == found.packages[0].sha256 == hashlib.sha256(data).hexdigest()


def test_a_document_that_is_there_twice_is_counted_once(tmp_path: Path) -> None:
    found = gathered(tmp_path, packed({"a.pdf": PDF, "copy of a.pdf": PDF}))
    assert len(found.documents) == 1
    second = found.packages[0].members[1]
    assert (second.state, second.document) == ("repeated", "doc-1")


def test_a_document_beside_its_package_is_counted_once(tmp_path: Path) -> None:
    beside = tmp_path / "order_form.pdf"
    beside.write_bytes(PDF)
    found = gathered(tmp_path, packed({"a.pdf": PDF, "sow.txt": SOW}), beside)
    assert [document.name for _, document, _ in found.documents] == ["order_form.pdf", "deal.zip/sow.txt"]
    assert found.packages[0].members[0].document == "doc-1"


def test_a_package_after_its_document_counts_it_once_too(tmp_path: Path) -> None:
    (tmp_path / "deal.zip").write_bytes(packed({"a.pdf": PDF, "sow.txt": SOW}))
    (tmp_path / "order_form.pdf").write_bytes(PDF)
    found = gather([tmp_path / "deal.zip", tmp_path / "order_form.pdf"])
    assert [document.name for _, document, _ in found.documents] == ["deal.zip/sow.txt", "order_form.pdf"]
    assert found.packages[0].members[0].document == "doc-2"


def test_a_package_that_is_named_twice_is_a_wrong_call(tmp_path: Path) -> None:
    path = tmp_path / "deal.zip"
    path.write_bytes(packed({"a.pdf": PDF}))
    with pytest.raises(UsageError, match="the same file"):
        gather([path, path])


def test_a_document_inside_a_package_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "deal.zip"
    path.write_bytes(packed({"signed/Order Form.pdf": PDF, "b.txt": SOW}))
    found = gather([path / "signed" / "Order Form.pdf"])
    assert [document.name for _, document, _ in found.documents] == ["deal.zip/signed/Order Form.pdf"]
    with pytest.raises(UnreadableInput, match=r"x\.pdf: there is no such file in the package") as caught:
        gather([path / "x.pdf"])
    assert "signed/Order Form.pdf, b.txt" in caught.value.hint


def test_a_package_is_not_one_document(tmp_path: Path) -> None:
    path = tmp_path / "deal.zip"
    path.write_bytes(packed({"a.pdf": PDF, "b.txt": SOW}))
    with pytest.raises(UnreadableInput, match="ZIP archive of 2 files, not one document"):
        read(path)


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link.pdf")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def damaged() -> bytes:
    data = bytearray(packed({"a.txt": b"Fees and terms. " * 500, "sow.txt": SOW}))
    data[40:60] = bytes(20)
    return bytes(data)


UNREAD = {
    "a picture": (packed({"sow.txt": SOW, "scan.png": b"\x89PNG\r\n\x1a\n" + bytes(64)}), "PNG picture"),
    "mail": (packed({"sow.txt": SOW, "a.eml": b"Received: x\r\nSubject: y\r\nFrom: z\r\n\r\n"}), "e-mail"),
    "an old Word file": (
        packed({"sow.txt": SOW, "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}),
        "old Office",
    ),
    "an empty file": (packed({"sow.txt": SOW, "a.pdf": b""}), "0 bytes"),
    "a damaged PDF": (packed({"sow.txt": SOW, "a.pdf": b"%PDF-1.7\nnothing"}), "damaged"),
    "a link": (entries(("sow.txt", SOW.encode()), (link(), b"/etc/passwd")), "link to another file"),
    "an encrypted file": (flagged(packed({"a.txt": "secret", "sow.txt": SOW}), 1), "needs a password"),
    "an unknown method": (by_method(packed({"a.txt": "words", "sow.txt": SOW}), 97), "method that is not supported"),
    "a file that does not unpack": (damaged(), "does not unpack"),
    "an archive in the archive": (packed({"sow.txt": SOW, "b.zip": packed({"c.txt": SOW})}), "inside the archive"),
    "a bomb": (packed({"sow.txt": SOW, "a.txt": bytes(30 << 20)}), "zip bomb"),
    "data": (packed({"sow.txt": SOW, "prices.csv": "item,fee\na,1\n"}), "as records are"),
    "a contract that is named like a leftover": (
        packed({"sow.txt": SOW, ".DS_Store": b"%PDF-1.7\nnothing"}),
        "damaged",
    ),
    "bytes behind its end": (packed({"sow.txt": SOW}) + b"%PDF-1.7 more", "belong to none of its files"),
}


@pytest.mark.parametrize(("data", "reason"), UNREAD.values(), ids=UNREAD.keys())
def test_a_file_that_is_not_read_is_named_and_the_others_are_read(tmp_path: Path, data: bytes, reason: str) -> None:
    found = gathered(tmp_path, data)
    assert [document.name for _, document, _ in found.documents] == ["deal.zip/sow.txt"]
    member = unread(found.packages[0])
    assert reason in (member.reason or "")
    assert member.advice


def test_a_file_that_the_list_does_not_name_is_noticed(tmp_path: Path) -> None:
    hidden, shown = packed({"hidden.txt": SOW * 20}), packed({"sow.txt": SOW})
    header = hidden[: hidden.index(b"PK\x01\x02")]
    # Offsets of the list move with what stands before it.
    start = shown.index(b"PK\x01\x02")
    listed = bytearray(shown[start:])
    listed[42:46] = len(header).to_bytes(4, "little")
    end = listed.index(b"PK\x05\x06")
    listed[end + 16 : end + 20] = (start + len(header)).to_bytes(4, "little")
    member = unread(package(tmp_path, header + shown[:start] + bytes(listed)))
    assert "belong to none of its files" in (member.reason or "")


def test_what_systems_leave_behind_is_left_aside(tmp_path: Path) -> None:
    found = package(
        tmp_path,
        packed(
            {
                "sow.txt": SOW,
                "empty folder/": b"",
                "__MACOSX/._sow.txt": b"\x00\x05\x16\x07\x00\x02",
                ".DS_Store": b"\x00\x00\x00\x01Bud1",
                "Thumbs.db": b"\xd0\xcf\x11\xe0",
                "desktop.ini": b"[.ShellClassInfo]",
            }
        ),
    )
    assert list(states(found).values()) == ["document"] + 4 * ["ignored"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/sow.txt", "etc/sow.txt"),
        ("/etc/sow.txt", "etc/sow.txt"),
        ("C:\\deal\\sow.txt", "deal/sow.txt"),
        ("Übersicht.txt".encode().decode("cp437"), "Übersicht.txt"),
        ("a" * 300 + ".txt", "a" * 300 + ".txt"),
    ],
)
def test_a_name_leads_nowhere_outside_the_package(tmp_path: Path, name: str, shown: str) -> None:
    info = zipfile.ZipInfo("x.txt")
    info.filename = name
    data = entries((info, SOW.encode()))
    if not name.isascii():
        data = by_flag(name, SOW)
    found = gathered(tmp_path, data)
    assert [document.name for _, document, _ in found.documents] == [f"deal.zip/{shown}"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["deal.zip"]


def by_flag(name: str, text: str) -> bytes:
    """An archive with a name in bytes of UTF-8 and without the flag that says so."""
    raw = name.encode("cp437")
    data = packed({"x" * len(raw): text})
    return data.replace(b"x" * len(raw), raw)


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = entries(("sow.txt", SOW.encode()), ("SOW.txt", SOW.encode() + b"x"), ("sow.txt", SOW.encode() + b"y"))
    found = gathered(tmp_path, data)
    assert [document.name for _, document, _ in found.documents] == [
        "deal.zip/sow.txt",
        "deal.zip/SOW.txt (2)",
        "deal.zip/sow.txt (3)",
    ]


REFUSED = {
    "an empty archive": (packed({}), ReadingLimits(), "the ZIP archive is empty"),
    "folders alone": (packed({"a/": b"", "b/": b""}), ReadingLimits(), "the ZIP archive is empty"),
    "a list that is cut off": (packed({"sow.txt": SOW})[:-30], ReadingLimits(), "damaged or cut off"),
    "files that share their bytes": (overlapping(200, 1 << 20), ReadingLimits(), "share their bytes"),
    "more than the limit unpacked": (
        overlapping(200, 1 << 20),
        ReadingLimits(expanded_megabytes=100),
        "it unpacks to 200 MB",
    ),
    "too many files": (packed({f"{n}.txt": str(n) for n in range(6)}), ReadingLimits(members=5), "6 files"),
    "too many parts": (packed({f"{n}.txt": str(n) for n in range(6)}), ReadingLimits(parts=5), "6 parts"),
    "no document": (
        packed({"a.png": b"\x89PNG\r\n\x1a\n" + bytes(64), ".DS_Store": b"\x00\x00\x00\x01Bud1"}),
        ReadingLimits(),
        "none of its files is a document that can be read (a.png: this is a PNG picture)",
    ),
}


@pytest.mark.parametrize(("data", "limits", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_package_that_is_refused_gives_one_error(
    tmp_path: Path, data: bytes, limits: ReadingLimits, reason: str
) -> None:
    with pytest.raises(UnreadableInput) as caught:
        gathered(tmp_path, data, limits=limits)
    assert reason in caught.value.reason
    assert caught.value.hint


def test_an_archive_with_64_bit_sizes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deal.zip"
    with zipfile.ZipFile(path, "w") as archive, archive.open("sow.txt", "w", force_zip64=True) as stream:
        stream.write(SOW.encode())
    assert states(gather([path]).packages[0]) == {"sow.txt": "document"}
