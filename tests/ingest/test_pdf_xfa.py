"""Forms in XFA: values stand behind their captions, hidden ones are named, a second copy that differs is told."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pdf_builders import LEFT, lines, put
from sowcheck.core.documents import Document, FormField
from sowcheck.ingest.pdf.reader import read_pdf
from sowcheck.pipeline import read_and_extract
from xfa_builders import WAIT, asked, said, with_xfa, xdp

BOX = "<ui><checkButton/></ui><items><integer>1</integer><integer>0</integer></items>"


def read(template: str, data: str, head: str = "", parts: int = 1) -> Document:
    return read_pdf(Path("form.pdf"), with_xfa(xdp(template, data, head), parts=parts))


def form_lines(document: Document) -> list[str]:
    """The lines behind the placeholder."""
    found = lines(document)
    assert found[0].startswith(WAIT[:11])
    return found[1:]


def field(document: Document, name: str) -> FormField:
    (found,) = [each for each in document.form_fields if each.name == name]
    return found


@pytest.mark.parametrize("parts", [1, 7])
def test_values_stand_behind_their_captions_in_the_order_of_the_form(parts: int) -> None:
    found = read(
        said("ORDER FORM") + asked("fee", "Total fee") + asked("start", "Start date"),
        "<start>2026-06-01</start><fee>EUR 146,850.00</fee>",
        parts=parts,
    )
    assert form_lines(found) == ["ORDER FORM", "Total fee\tEUR 146,850.00", "Start date\t2026-06-01"]
    fee = field(found, "order[0].fee[0]")
    assert fee.span is not None
    assert (fee.span.of(found.text), fee.label, fee.page) == ("EUR 146,850.00", "Total fee", None)


def test_the_ledger_says_that_the_layout_of_a_dynamic_form_is_not_read() -> None:
    (entry,) = read(asked("fee", "Total fee"), "<fee>5</fee>").coverage.unread
    assert "XFA" in entry.where
    assert "placeholder" in entry.where
    assert entry.reason == "unsupported_content"


def test_a_field_without_a_caption_is_named_by_the_words_before_it() -> None:
    found = read(said("Purchase order") + asked("po"), "<po>4500127</po>")
    assert form_lines(found) == ["Purchase order\t4500127"]


def test_boxes_groups_and_lists_show_what_was_chosen() -> None:
    options = (
        "<items save='1'><text>m</text><text>q</text></items><items><text>Monthly</text><text>Quarterly</text></items>"
    )
    group = (
        '<exclGroup name="model"><caption><value><text>Pricing model</text></value></caption>'
        + asked("a", "Fixed fee", "<ui><checkButton/></ui><items><text>ff</text></items>")
        + asked("b", "Time and materials", "<ui><checkButton/></ui><items><text>tm</text></items>")
        + "</exclGroup>"
    )
    found = read(
        asked("urgent", "Urgent", BOX)
        + asked("travel", "Travel", BOX)
        + asked("billing", "Billing", f"<ui><choiceList/></ui>{options}")
        + group,
        "<urgent>1</urgent><travel>0</travel><billing>q</billing><model>tm</model>",
    )
    assert form_lines(found) == [
        "\u2612 Urgent",
        "\u2610 Travel",
        "Billing\tQuarterly",
        "Pricing model\tTime and materials",
    ]


def test_a_group_stands_as_often_as_its_data_and_a_field_may_name_its_data() -> None:
    row = (
        '<subform name="line"><occur min="0" max="-1"/>'
        + asked("what", "Item")
        + asked("price", "Price", '<bind match="dataRef" ref="$.cost.net"/>')
        + "</subform>"
    )
    data = "".join(
        f"<line><what>{what}</what><cost><net>{net}</net></cost></line>"
        for what, net in (("Design", "100"), ("Build", "200"))
    )
    assert form_lines(read(row, data)) == ["Item\tDesign", "Price\t100", "Item\tBuild", "Price\t200"]
    assert form_lines(read(row + said("End"), "")) == ["End"]


def test_hidden_fields_and_data_that_no_field_shows_are_named_as_hidden() -> None:
    found = read(
        asked("fee", "Fee") + asked("rebate", "Rebate", attributes='presence="hidden"'),
        "<fee>100</fee><rebate>15 percent</rebate><margin>22.5</margin>",
    )
    assert form_lines(found) == ["Fee\t100"]
    assert [(each.where, each.words) for each in found.hidden] == [
        ("form field order[0].rebate[0]", "15 percent"),
        ("form field data.margin", "22.5"),
    ]


def test_an_empty_field_is_no_value_and_keeps_its_caption() -> None:
    found = read(asked("centre", "Cost centre"), "<centre/>")
    assert form_lines(found) == ["Cost centre"]
    assert field(found, "order[0].centre[0]").value == ""


def test_a_dynamic_form_states_its_terms(tmp_path: Path) -> None:
    labels = {
        "customer": ("Customer", "Harbour Foods Ltd"),
        "fee": ("Total fee", "EUR 146,850.00"),
        "start": ("Start date", "1 June 2026"),
        "terms": ("Payment terms", "30 days net"),
    }
    template = said("ORDER FORM") + "".join(asked(name, label) for name, (label, _) in labels.items())
    data = "".join(f"<{name}>{value}</{name}>" for name, (_, value) in labels.items())
    path = tmp_path / "order.pdf"
    path.write_bytes(with_xfa(xdp(template, data)))
    stated = {each.field: each.value for each in read_and_extract(path)[2]}
    assert str(getattr(stated["price.services_total"], "amount", None)) == "146850.00"
    assert str(stated["schedule.start_date"]) == "2026-06-01"
    assert stated["billing.payment_terms_days"] == 30
    assert stated["customer.legal_name"] == "Harbour Foods Ltd"


def page(canvas: Canvas) -> None:
    put(canvas, LEFT, 100, "Total fee:")
    canvas.acroForm.textfield(name="order[0].fee[0]", value="EUR 120,000", x=140, y=738, width=150, height=15)


@pytest.mark.parametrize(("stored", "second"), [("120000", None), ("EUR 150,000", "EUR 150,000")])
def test_a_form_that_pages_show_is_held_against_its_data(stored: str, second: str | None) -> None:
    found = read_pdf(Path("form.pdf"), with_xfa(xdp(asked("fee", "Total fee"), f"<fee>{stored}</fee>"), page))
    assert found.text.split() == ["Total", "fee:", "EUR", "120,000"]
    assert field(found, "order[0].fee[0]").second == second
    assert found.coverage.unread == ()


@pytest.mark.parametrize(
    "form",
    [
        xdp(asked("fee"), "<fee>&all;</fee>", '<!DOCTYPE x [<!ENTITY all "EUR 1">]>'),
        xdp(asked("fee"), "<fee>&all;</fee>", '<!DOCTYPE x [<!ENTITY all SYSTEM "file:///etc/passwd">]>'),
        xdp(asked("fee"), "<fee>1</fee>")[:-9],
        xdp("<subform>" * 300 + "</subform>" * 300, ""),
        ('<?xml version="1.0" encoding="UTF-16"?>' + xdp(asked("fee"), "&e;", "<!DOCTYPE x []>").decode()).encode(
            "utf-16"
        ),
    ],
    ids=["entity", "external entity", "cut off", "nested deeply", "document type in another encoding"],
)
def test_a_form_that_nobody_should_read_is_named(form: bytes) -> None:
    found = read_pdf(Path("form.pdf"), with_xfa(form))
    assert ("form in XFA", "damaged") in [(each.where, each.reason) for each in found.coverage.unread]
    assert "EUR 1" not in found.text
    assert "root:" not in found.text
