"""The reader tells formats by content, and names what it cannot read."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from pdf_builders import pdf, put
from sowcheck.errors import UnreadableInput
from sowcheck.ingest.reader import read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def archive(**members: str) -> bytes:
    """A ZIP file; a double underscore in a name stands for a slash, a single one for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def office(**members: str) -> bytes:
    """The ZIP file of an Office program, which lists its parts."""
    out = io.BytesIO(archive(**members))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


FOREIGN = {
    "an old Word file": ("old.doc", OLE + "WordDocument".encode("utf-16-le"), "old Word file"),
    "an old workbook": ("old.xls", OLE + "Workbook".encode("utf-16-le"), "old Excel workbook"),
    "an old presentation": ("old.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), "old PowerPoint"),
    "an Outlook message": ("mail.msg", OLE + "__substg1.0_0037001F".encode("utf-16-le"), "Outlook message"),
    "another old Office file": ("old.pub", OLE + "Quill".encode("utf-16-le"), "old Office file"),
    "an e-mail": ("sow.eml", b"Received: from a\r\n by b\r\nSubject: SOW\r\nFrom: Ada\r\n\r\nHello", "e-mail"),
    "a web archive": ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--x", "e-mail"),
    "JSON": ("quote.json", b'{"fee": 1}', "as records are"),
    "a Word 2003 XML file": ("a.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "Word"),
    "a signed envelope": ("sow.pdf.p7m", bytes.fromhex("308006092a864886f70d010702") + bytes(200), ".p7m"),
    "a program": ("sow.pdf.exe", b"MZ\x90\x00" + bytes(200), "program"),
    "a HEIC picture": ("a.heic", bytes(3) + b"\x18ftypheic" + bytes(90), "HEIC"),
    "a WebP picture": ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(90), "WebP"),
    "a WordPerfect file": ("a.wpd", b"\xffWPC" + bytes(90), "WordPerfect"),
    "the mark of an open file": ("~$sow.docx", b"\x03Ada" + bytes(158), "beside an open file"),
    "a spreadsheet": ("a.ods", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
    "a binary workbook": ("a.xlsb", office(xl__workbook_bin="x"), ".xlsb"),
    "an e-book": ("a.epub", archive(mimetype="application/epub+zip"), "EPUB"),
    "a file of Pages": ("a.pages", archive(Index__Document_iwa="x"), "Apple Pages"),
    "an XPS file": ("a.xps", archive(FixedDocSeq_fdseq="x"), "XPS"),
    "a package of contracts": ("deal.zip", archive(sow_pdf="x", terms_docx="y"), "ZIP archive"),
    "an encrypted Word file": ("secret.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "Rich Text": ("a.rtf", b"{\\rtf1\\ansi Hello}", "Rich Text"),
    "an HTML page": ("a.html", b"<!DOCTYPE html><html><body>Fee</body></html>", "HTML"),
    "an HTML page named as text": ("a.txt", b"\n <html><body>Fee</body></html>", "HTML"),
    "an XML file": ("a.xml", b"<?xml version='1.0'?><sow/>", "XML"),
    "a PNG picture": ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "PNG"),
    "a JPEG picture named .pdf": ("a.pdf", b"\xff\xd8\xff\xe0" + b"\x00" * 64, "JPEG"),
    "a TIFF picture": ("a.tif", b"II*\x00" + b"\x00" * 64, "TIFF"),
    "a workbook": ("a.xlsx", office(xl__workbook_xml="<w/>"), "Excel"),
    "a presentation": ("a.pptx", office(ppt__presentation_xml="<p/>"), "PowerPoint"),
    "an OpenDocument text": ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument"),
    "a ZIP archive": ("a.zip", archive(sow_pdf="x"), "ZIP archive"),
    "a Word file without its main part": ("a.docx", office(word__styles_xml="<s/>"), "no main document part"),
    "a cut off Word file": ("a.docx", b"PK\x03\x04" + b"\x14\x00" * 40, "damaged or cut off"),
    "text named .pdf": ("a.pdf", b"Statement of Work\nFee: EUR 100\n", "named .pdf"),
    "bytes of no format": ("a.txt", bytes(range(256)) * 4, "not known"),
    "no bytes": ("a.pdf", b"", "empty"),
}


@pytest.mark.parametrize(("name", "data", "reason"), FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_file_gives_one_error_with_name_reason_and_way_out(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableInput) as caught:
        read(path)
    assert reason in caught.value.reason
    assert str(path) in str(caught.value)
    assert caught.value.hint


def test_an_archive_that_stores_a_pdf_as_it_is_stays_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "contract.pdf"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("sow.pdf", pdf(lambda canvas: put(canvas, 72, 80, "The fee is EUR 10,000.")))
        packed.writestr("order_form.pdf", pdf(lambda canvas: put(canvas, 72, 80, "The fee is EUR 20,000.")))

    with pytest.raises(UnreadableInput, match="this is a ZIP archive"):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read(tmp_path / "nowhere.pdf")


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="folder"):
        read(tmp_path)


def test_a_pdf_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "contract.txt"
    path.write_bytes(b"\n" + pdf(lambda canvas: put(canvas, 72, 100, "Statement of Work")))
    assert read(path).media_type == "application/pdf"


def test_a_word_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "contract.bin"
    word = docx.Document()
    word.add_paragraph("Statement of Work")
    word.save(str(path))
    assert read(path).text == "Statement of Work"


def test_a_memo_is_no_mail(tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text("From: Ada Rao\nTo: Ben Lee\nSubject: Scope of work\n\nThe fee is EUR 100.\n", encoding="utf-8")
    assert "EUR 100" in read(path).text


def test_plain_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "BM order.txt"
    path.write_text("BM Consulting\n\nFee: EUR 100\n", encoding="utf-8")
    assert "Fee: EUR 100" in read(path).text
