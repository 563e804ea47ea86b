"""What people do to a PDF after it was signed: each function appends to the file, as an editor does."""

# mypy: disable-error-code="no-untyped-call"

import io
from collections.abc import Callable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfgen.canvas import Canvas

Box = tuple[float, float, float, float]


def _name(text: str) -> generic.NameObject:
    return generic.NameObject(text)


def _numbers(values: tuple[float, ...]) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(each) for each in values])


def appended(data: bytes, change: Callable[[IncrementalPdfFileWriter, generic.DictionaryObject], None]) -> bytes:
    """The file with a change to its first page, or to what hangs on it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    change(writer, page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_content(data: bytes, operators: bytes) -> bytes:
    """More is drawn on the first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=operators)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_other_content(data: bytes, before: bytes, after: bytes) -> bytes:
    """The words of the first page are replaced in place, in a stream that takes over the number of the old one."""

    def replace(writer: IncrementalPdfFileWriter, page: generic.DictionaryObject) -> None:
        stream = page["/Contents"]
        assert isinstance(stream, generic.StreamObject)
        assert before in stream.data
        stream._data = stream.data.replace(before, after)
        stream._encoded_data = None
        writer.update_container(stream)

    return appended(data, replace)


def with_annotation(data: bytes, kind: str, box: Box, words: str = "") -> bytes:
    """An annotation lies over a part of the first page: "/FreeText", "/Square", "/Stamp", "/Text"."""

    def annotate(writer: IncrementalPdfFileWriter, page: generic.DictionaryObject) -> None:
        made = {_name("/Type"): _name("/Annot"), _name("/Subtype"): _name(kind), _name("/Rect"): _numbers(box)}
        made[_name("/Contents")] = generic.TextStringObject(words)
        annotations = page.get("/Annots", generic.ArrayObject())
        annotations.append(writer.add_object(generic.DictionaryObject(made)))
        page[_name("/Annots")] = annotations
        writer.update_container(page)
        writer.update_container(annotations)

    return appended(data, annotate)


def with_picture(data: bytes, box: Box) -> bytes:
    """A white picture lies over a part of the first page."""

    def paint(writer: IncrementalPdfFileWriter, _page: generic.DictionaryObject) -> None:
        x0, y0, x1, y1 = box
        picture = generic.StreamObject(
            dict_data={
                _name("/Type"): _name("/XObject"),
                _name("/Subtype"): _name("/Image"),
                _name("/Width"): generic.NumberObject(1),
                _name("/Height"): generic.NumberObject(1),
                _name("/ColorSpace"): _name("/DeviceGray"),
                _name("/BitsPerComponent"): generic.NumberObject(8),
            },
            stream_data=b"\xff",
        )
        drawn = f"q {x1 - x0} 0 0 {y1 - y0} {x0} {y0} cm /Cover Do Q".encode()
        writer.add_stream_to_page(
            0,
            writer.add_object(generic.StreamObject(stream_data=drawn)),
            resources=generic.DictionaryObject(
                {_name("/XObject"): generic.DictionaryObject({_name("/Cover"): writer.add_object(picture)})}
            ),
        )

    return appended(data, paint)


def with_layer_switched(data: bytes) -> bytes:
    """A layer that was hidden when the paper was signed is shown, and the other way round."""

    def switch(writer: IncrementalPdfFileWriter, _page: generic.DictionaryObject) -> None:
        layers = writer.root["/OCProperties"]["/D"]
        layers[_name("/ON")], layers[_name("/OFF")] = layers["/OFF"], layers["/ON"]
        writer.update_container(layers)

    return appended(data, switch)


def form(lines: tuple[str, ...], **values: str) -> bytes:
    """A page with words, and a text field for each of `values`; without signature fields."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 20 * number, line)
    for number, (name, value) in enumerate(values.items()):
        canvas.acroForm.textfield(name=name, value=value, x=72, y=400 - 40 * number, width=200, height=20)
    canvas.save()
    return stream.getvalue()


def with_field(data: bytes, name: str, value: str | None = None, drawing: bytes | None = None) -> bytes:
    """A field of the form gets another value, which it then shows, or another drawing alone."""
    if value is not None and drawing is None:
        drawing = b"BT /Helv 12 Tf 2 5 Td (%s) Tj ET" % value.encode()

    def fill(writer: IncrementalPdfFileWriter, _page: generic.DictionaryObject) -> None:
        for each in writer.root["/AcroForm"]["/Fields"]:
            field = each.get_object()
            if field.get("/T") != name:
                continue
            if value is not None:
                field[_name("/V")] = generic.TextStringObject(value)
            if drawing is not None:
                shape = generic.StreamObject(
                    dict_data={
                        _name("/Type"): _name("/XObject"),
                        _name("/Subtype"): _name("/Form"),
                        _name("/BBox"): _numbers((0, 0, 200, 20)),
                        _name("/Resources"): writer.root["/AcroForm"]["/DR"],
                    },
                    stream_data=drawing,
                )
                field[_name("/AP")] = generic.DictionaryObject({_name("/N"): writer.add_object(shape)})
            writer.update_container(field)
            return
        raise AssertionError(name)

    return appended(data, fill)


def layered(data: bytes, shown: bytes, hidden: bytes) -> bytes:
    """The file with two more layers on its first page: one that is shown, and one that is switched off."""

    def add(writer: IncrementalPdfFileWriter, _page: generic.DictionaryObject) -> None:
        layers = [
            writer.add_object(
                generic.DictionaryObject(
                    {_name("/Type"): _name("/OCG"), _name("/Name"): generic.TextStringObject(f"Layer {number}")}
                )
            )
            for number in (1, 2)
        ]
        on, off = (generic.ArrayObject([layer]) for layer in layers)
        order = generic.DictionaryObject({_name("/ON"): on, _name("/OFF"): off})
        writer.root[_name("/OCProperties")] = writer.add_object(
            generic.DictionaryObject({_name("/OCGs"): generic.ArrayObject(layers), _name("/D"): order})
        )
        writer.update_root()
        drawn = b"/OC /One BDC " + shown + b" EMC /OC /Two BDC " + hidden + b" EMC"
        names = generic.DictionaryObject({_name("/One"): layers[0], _name("/Two"): layers[1]})
        writer.add_stream_to_page(
            0,
            writer.add_object(generic.StreamObject(stream_data=drawn)),
            resources=generic.DictionaryObject({_name("/Properties"): names}),
        )

    return appended(data, add)
