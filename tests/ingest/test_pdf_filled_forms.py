"""Filled forms: what people see of a field is read, whatever else the file holds is named."""

from collections.abc import Callable

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from annotation_builders import Paper
from pdf_builders import LEFT, lines, put
from sowcheck.core.documents import Document, FormField

Change = Callable[[DictionaryObject], object]


def page(canvas: Canvas) -> None:
    put(canvas, LEFT, 100, "Total fee:")
    canvas.acroForm.textfield(name="fee", value="EUR 120,000", x=140, y=738, width=150, height=15, fontSize=10)
    for index, name in enumerate(("fixed", "hourly")):
        canvas.acroForm.checkbox(name=name, checked=index == 0, x=LEFT + index * 120, y=708, size=11)
        put(canvas, LEFT + 16 + index * 120, 131, ("Fixed price", "Time and materials")[index])


def form(change: Change | None = None, name: str = "fee", *, redrawn: bool = False) -> Document:
    paper = Paper(page)
    if change:
        paper.change(change, name)
    if redrawn:
        acroform = paper.writer.root_object["/AcroForm"]
        acroform.update({NameObject("/NeedAppearances"): BooleanObject(True)})  # type: ignore[attr-defined]
    return paper.read()


def entry(key: str, value: object) -> Change:
    """Sets an entry of a field."""
    return lambda entries: entries.update({NameObject(key): value})


def field(document: Document, name: str = "fee") -> FormField:
    (found,) = [each for each in document.form_fields if each.name == name]
    return found


def said(document: Document) -> str:
    """The words of the first line."""
    return " ".join(lines(document)[0].split())


def test_a_value_that_differs_from_its_drawing_is_read_as_drawn_and_named() -> None:
    found = form(entry("/V", TextStringObject("EUR 150,000")))
    assert said(found) == "Total fee: EUR 120,000"
    fee = field(found)
    assert (fee.value, fee.drawn) == ("EUR 150,000", "EUR 120,000")
    assert fee.span is not None
    assert fee.span.of(found.text) == "EUR 120,000"


def test_where_viewers_draw_values_anew_the_value_is_read_and_the_old_drawing_named() -> None:
    found = form(entry("/V", TextStringObject("EUR 150,000")), redrawn=True)
    assert said(found) == "Total fee: EUR 150,000"
    assert (field(found).value, field(found).drawn) == ("EUR 150,000", "EUR 120,000")


def test_a_value_that_a_script_formats_is_the_same_value() -> None:
    for value in ("120000", "120000.00", "EUR 120,000.00"):
        assert field(form(entry("/V", TextStringObject(value)))).drawn is None


def test_a_hidden_field_is_no_text_and_named_as_hidden() -> None:
    for flag in (2, 32):
        found = form(entry("/F", NumberObject(flag)))
        assert "120,000" not in found.text
        assert (field(found).hidden, field(found).span) == (True, None)
        assert [(each.where, each.reason, each.words) for each in found.hidden] == [
            ("form field fee", "marked_hidden", "EUR 120,000")
        ]


def test_a_field_on_a_layer_that_is_switched_off_is_hidden() -> None:
    paper = Paper(page)
    off = paper.layer(shown=False)
    paper.change(lambda entries: entries.update({NameObject("/OC"): off}), "fee")
    assert "120,000" not in paper.read().text


def test_a_value_of_a_field_that_stands_on_no_page_is_hidden() -> None:
    paper = Paper(page)
    entries = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("rebate"),
            NameObject("/V"): TextStringObject("15 percent"),
        }
    )
    paper.writer.root_object["/AcroForm"]["/Fields"].append(paper.writer._add_object(entries))  # type: ignore[index]
    found = paper.read()
    assert field(found, "rebate").hidden
    assert [each.words for each in found.hidden] == ["15 percent"]
    assert "15 percent" not in found.text


def test_a_default_value_that_was_not_filled_in_is_no_value() -> None:
    def emptied(entries: DictionaryObject) -> None:
        entries.update({NameObject("/DV"): TextStringObject("EUR 99,000"), NameObject("/V"): TextStringObject("")})
        del entries["/AP"]

    found = form(emptied)
    assert "99,000" not in found.text
    assert field(found).value == ""


def test_letters_in_boxes_of_their_own_are_one_value() -> None:
    def comb(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "PO number:")
        canvas.acroForm.textfield(name="po", value="4500127", x=140, y=738, width=150, height=15, fontSize=10)
        for place, digit in enumerate("4500127"):
            put(canvas, 144 + 20 * place, 100, digit)

    paper = Paper(comb).change(lambda entries: entries.pop("/AP"), "po")
    assert said(paper.read()) == "PO number: 4500127"


def test_a_box_that_is_drawn_otherwise_than_it_is_stored_is_read_as_drawn_and_named() -> None:
    found = form(entry("/V", NameObject("/Yes")), "hourly")
    assert lines(found)[1] == "\u2612 Fixed price\t\u2610 Time and materials"
    assert (field(found, "hourly").value, field(found, "hourly").drawn) == ("Yes", "\u2610")
    found = form(entry("/V", NameObject("/Off")), "fixed")
    assert lines(found)[1] == "\u2612 Fixed price\t\u2610 Time and materials"
    assert (field(found, "fixed").value, field(found, "fixed").drawn) == ("Off", "\u2612")


def test_a_field_knows_what_the_form_calls_it_and_whether_it_must_be_filled() -> None:
    found = form(
        lambda entries: entries.update(
            {NameObject("/TU"): TextStringObject("Fee in euro"), NameObject("/Ff"): NumberObject(2)}
        )
    )
    assert (field(found).label, field(found).required) == ("Fee in euro", True)


def test_a_list_shows_the_words_of_its_choices() -> None:
    options = ArrayObject(
        [
            ArrayObject([TextStringObject("tm"), TextStringObject("Time and materials")]),
            ArrayObject([TextStringObject("ff"), TextStringObject("Fixed fee")]),
        ]
    )

    def choice(entries: DictionaryObject) -> None:
        entries.update(
            {
                NameObject("/FT"): NameObject("/Ch"),
                NameObject("/Opt"): options,
                NameObject("/V"): TextStringObject("ff"),
            }
        )
        del entries["/AP"]

    found = form(choice)
    assert said(found) == "Total fee: Fixed fee"
    assert field(found).value == "Fixed fee"


def test_rich_text_counts_where_there_is_no_plain_value() -> None:
    def rich(entries: DictionaryObject) -> None:
        del entries["/AP"], entries["/V"]
        entries[NameObject("/RV")] = TextStringObject("<body><p>EUR <b>120,000</b></p></body>")

    assert said(form(rich)) == "Total fee: EUR 120,000"


def test_a_field_over_a_printed_blank_takes_its_place() -> None:
    def blank(canvas: Canvas) -> None:
        put(canvas, LEFT, 100, "Total fee: ______________________")
        canvas.acroForm.textfield(name="fee", value="EUR 120,000", x=122, y=738, width=110, height=15, fontSize=10)

    assert said(Paper(blank).read()) == "Total fee: EUR 120,000"


def boxes_behind(canvas: Canvas) -> None:
    """A row of boxes, each behind its words."""
    put(canvas, LEFT, 100, "Pricing model:")
    for x, words, on in ((180, "Fixed fee", False), (260, "Time and materials", True)):
        put(canvas, x, 100, words)
        canvas.acroForm.checkbox(
            name=words, checked=on, x=x + canvas.stringWidth(words, "Helvetica", 10) + 5, y=740, size=10
        )


def test_a_box_behind_its_words_is_ticked_for_them_and_not_for_the_next() -> None:
    assert said(Paper(boxes_behind).read()) == "Pricing model: \u2610 Fixed fee \u2612 Time and materials"


def test_boxes_under_the_heads_of_their_columns_stay_where_they_are() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 200, 80, "Yes")
        put(canvas, 240, 80, "No")
        put(canvas, LEFT, 100, "Travel is included")
        for x, name in ((200, "yes"), (240, "no")):
            canvas.acroForm.checkbox(name=name, checked=name == "no", x=x, y=740, size=10)

    assert " ".join(lines(Paper(page).read())[-1].split()) == "Travel is included \u2610 \u2612"
