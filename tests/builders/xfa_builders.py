"""Forms in XFA: a template and its data, put into a PDF whose pages only ask to wait."""

import io

import pypdf
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    PdfObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import LEFT, Draw, pdf, put

WAIT = "Please wait... If this message is not replaced by the contents of the document, your viewer cannot show it."


def waiting(canvas: Canvas) -> None:
    """What the page of a dynamic form says."""
    put(canvas, LEFT, 100, WAIT[:70])
    put(canvas, LEFT, 112.5, WAIT[70:])


def caption(words: str) -> str:
    """The words beside a field."""
    return f"<caption><value><text>{words}</text></value></caption>"


def asked(name: str, words: str = "", inner: str = "<ui><textEdit/></ui>", attributes: str = "") -> str:
    """A field of the template."""
    return f'<field name="{name}" {attributes}>{inner}{caption(words) if words else ""}</field>'


def said(words: str) -> str:
    """Words of the form itself."""
    return f"<draw><value><text>{words}</text></value></draw>"


def xdp(template: str, data: str, head: str = "") -> bytes:
    """The XML of a form whose outermost group is "order"."""
    return (
        f'{head}<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">'
        '<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/">'
        f'<subform name="order" layout="tb">{template}</subform></template>'
        '<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/">'
        f"<xfa:data><order>{data}</order></xfa:data></xfa:datasets></xdp:xdp>"
    ).encode()


def with_xfa(form: bytes, *pages: Draw, parts: int = 1) -> bytes:
    """A PDF with a form in XFA, in one piece or cut into some."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(*(pages or (waiting,)))))
    size = -(-len(form) // parts)
    streams: list[PdfObject] = []
    for place in range(parts):
        stream = DecodedStreamObject()
        stream.set_data(form[place * size : (place + 1) * size])
        streams += [TextStringObject(f"part {place}"), writer._add_object(stream)]
    acroform = writer.root_object.get("/AcroForm", DictionaryObject({NameObject("/Fields"): ArrayObject()}))
    acroform = acroform.get_object()
    acroform[NameObject("/XFA")] = streams[1] if parts == 1 else ArrayObject(streams)
    writer.root_object[NameObject("/AcroForm")] = acroform
    writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(True)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
