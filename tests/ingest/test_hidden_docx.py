"""Words that a Word file holds and its pages do not show are kept apart, with the reason."""

import io

import docx
import pytest
from docx.shared import Pt, RGBColor

from docx_builders import paragraph, read, read_body, table
from sowcheck.core.documents import Document

FEE, SECRET = "The fee is EUR 5.", "The fee is EUR 99."
WHITE = "<w:color w:val='FFFFFF'/>"


def hidden(document: Document) -> list[tuple[str, str, str]]:
    return [(each.where, each.reason, each.words) for each in document.hidden]


def test_words_set_to_hidden_white_or_tiny_in_word_are_found() -> None:
    file = docx.Document()
    file.add_paragraph(FEE)
    for change in ("hidden", "white", "tiny"):
        run = file.add_paragraph().add_run(SECRET)
        match change:
            case "hidden":
                run.font.hidden = True
            case "white":
                run.font.color.rgb = RGBColor(255, 255, 255)
            case _:
                run.font.size = Pt(1)
    out = io.BytesIO()
    file.save(out)
    document = read(out.getvalue())
    assert document.text == FEE
    assert hidden(document) == [
        ("paragraph 2", "marked_hidden", SECRET),
        ("paragraph 3", "background_colour", SECRET),
        ("paragraph 4", "tiny", SECRET),
    ]


@pytest.mark.parametrize(
    ("properties", "run"),
    [
        ("", WHITE),
        ("", "<w:color w:val='FDFDFD'/>"),
        ("<w:shd w:val='clear' w:fill='1F3864'/>", "<w:color w:val='1F3864'/>"),
        ("", "<w:color w:val='000000'/><w:highlight w:val='black'/>"),
        ("", f"{WHITE}<w:shd w:val='clear' w:fill='FFFFFF'/>"),
    ],
)
def test_words_in_the_colour_of_what_is_behind_are_hidden(properties: str, run: str) -> None:
    document = read_body(paragraph(FEE) + paragraph(SECRET, properties, run))
    assert hidden(document) == [("paragraph 2", "background_colour", SECRET)]
    assert document.text == FEE


@pytest.mark.parametrize(
    ("properties", "run"),
    [
        ("<w:shd w:val='clear' w:fill='1F3864'/>", WHITE),
        ("", f"{WHITE}<w:shd w:val='clear' w:fill='1F3864'/>"),
        ("", f"{WHITE}<w:shd w:val='pct50' w:fill='FFFFFF'/>"),
        ("", f"{WHITE}<w:highlight w:val='darkBlue'/>"),
        ("", "<w:color w:val='auto'/>"),
        ("", "<w:color w:val='BFBFBF'/>"),
        ("", "<w:sz w:val='10'/>"),
    ],
)
def test_words_that_people_can_read_are_not_hidden(properties: str, run: str) -> None:
    document = read_body(paragraph(SECRET, properties, run))
    assert document.hidden == ()
    assert document.text == SECRET


def test_a_style_hides_its_words() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='Ghost'><w:name w:val='Ghost'/><w:rPr><w:vanish/></w:rPr></w:style>"
        f"<w:style w:type='character' w:styleId='Pale'><w:name w:val='Pale'/><w:rPr>{WHITE}</w:rPr></w:style>"
    )
    body = (
        paragraph(FEE)
        + paragraph(SECRET, "<w:pStyle w:val='Ghost'/>")
        + paragraph(SECRET, run="<w:rStyle w:val='Pale'/>")
    )
    document = read_body(body, styles=styles)
    assert [(each.where, each.reason) for each in document.hidden] == [
        ("paragraph 2", "marked_hidden"),
        ("paragraph 3", "background_colour"),
    ]


def test_white_words_in_a_dark_cell_are_seen_and_in_a_plain_one_they_are_not() -> None:
    cell = f"<w:p><w:r><w:rPr>{WHITE}</w:rPr><w:t>Role</w:t></w:r></w:p>"
    dark = f"<w:tc><w:tcPr><w:shd w:val='clear' w:fill='203050'/></w:tcPr>{cell}</w:tc>"
    plain = f"<w:tc>{cell}</w:tc>"
    document = read_body(f"<w:tbl><w:tr>{dark}{plain}</w:tr><w:tr>{plain}{dark}</w:tr></w:tbl>")
    assert document.text == "Role\nRole"
    assert [each.reason for each in document.hidden] == ["background_colour", "background_colour"]


def test_white_words_in_a_table_whose_style_shades_rows_are_seen() -> None:
    styles = (
        "<w:style w:type='table' w:styleId='Grid'><w:name w:val='Grid'/><w:tblStylePr w:type='firstRow'>"
        "<w:tcPr><w:shd w:val='clear' w:fill='4472C4'/></w:tcPr></w:tblStylePr></w:style>"
    )
    cells = table(["Role", "Rate"], properties="<w:tblStyle w:val='Grid'/>").replace(
        "<w:r>", f"<w:r><w:rPr>{WHITE}</w:rPr>"
    )
    assert read_body(cells, styles=styles).hidden == ()


def test_runs_of_one_hidden_sentence_are_one_passage() -> None:
    runs = "".join(
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space='preserve'>{part}</w:t></w:r>" for part in ("The fee ", "is 9.")
    )
    assert hidden(read_body(paragraph(FEE) + f"<w:p>{runs}</w:p>")) == [
        ("paragraph 2", "marked_hidden", "The fee is 9.")
    ]


def test_the_description_of_a_picture_is_kept_and_is_no_part_of_the_text() -> None:
    drawing = (
        "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='12700' cy='12700'/>"
        "<wp:docPr id='1' name='Picture 1' descr='Logo of the supplier' title='Logo'/></wp:inline></w:drawing></w:r></w:p>"
    )
    document = read_body(paragraph(FEE) + drawing)
    assert document.text == FEE
    assert [(each.reason, each.words) for each in document.hidden] == [
        ("alternate_text", "Logo of the supplier"),
        ("alternate_text", "Logo"),
    ]


def test_words_turned_around_and_words_without_a_shape_state_nothing() -> None:
    body = paragraph("The fee is EUR \u202e99\u202c5.") + paragraph("Due in 30\U000e0039 days.")
    document = read_body(body)
    assert document.text == "The fee is EUR 5.\nDue in 30 days."
    assert [(each.reason, each.words) for each in document.hidden] == [
        ("turned_around", "99"),
        ("invisible_characters", "9"),
    ]
