"""A redlined Word file has two readings: each is what the file would say had all changes been accepted, or rejected."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docx_builders import paragraph, read, read_body
from redline_builders import ADA, BO, Fate, Line, Part, Redlined, Row, Words
from sowcheck.core.documents import Document
from sowcheck.core.spans import Span

# --- laws --------------------------------------------------------------------------------------------------------------

FATES: list[Fate] = ["kept", "kept", "new", "old", "passing"]
WORDS = st.builds(
    Words,
    text=st.text(alphabet="ab1 .,", min_size=1, max_size=8),
    fate=st.sampled_from(FATES),
    moved=st.booleans(),
    control=st.booleans(),
    formatted=st.booleans(),
)
LINES = st.builds(
    Line,
    words=st.lists(WORDS, max_size=4).map(tuple),
    end=st.sampled_from(FATES),
    numbered=st.booleans(),
)
RUNS = st.lists(LINES, min_size=1, max_size=4)
CELLS = st.builds(Line, words=st.lists(WORDS, max_size=3).map(tuple))
ROWS = st.builds(Row, cells=st.tuples(CELLS, CELLS), fate=st.sampled_from(["kept", "new", "old"]))
PARTS: st.SearchStrategy[Part] = st.one_of(RUNS, st.lists(ROWS, min_size=1, max_size=4))
FEW = st.lists(LINES, max_size=2).map(tuple)
FILES = st.builds(Redlined, body=st.lists(PARTS, max_size=4).map(tuple), box=FEW, note=FEW, header=FEW, footer=FEW)


def rejected(document: Document) -> Document | None:
    """The document as if its changes were rejected; itself where that is the same."""
    return document.other.document if document.other is not None else document


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_the_text_is_that_of_the_file_with_all_changes_accepted(redlined: Redlined) -> None:
    document, accepted = read(redlined.file("open")), read(redlined.file("accepted"))
    assert document.text == accepted.text
    assert [block.span for block in document.blocks] == [block.span for block in accepted.blocks]


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_the_other_reading_is_that_of_the_file_with_all_changes_rejected(redlined: Redlined) -> None:
    document, before = rejected(read(redlined.file("open"))), read(redlined.file("rejected"))
    assert document is not None
    assert document.text == before.text
    if document.text != read(redlined.file("accepted")).text:
        assert [(block.span, block.label) for block in document.blocks] == [
            (block.span, block.label) for block in before.blocks
        ]
        assert [table.cells for table in document.tables] == [table.cells for table in before.tables]


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_what_the_map_calls_unchanged_says_the_same_in_both_readings(redlined: Redlined) -> None:
    document = read(redlined.file("open"))
    if document.other is None or document.other.document is None:
        return
    text, there, edits = document.text, document.other.document.text, document.other.offsets.edits
    place = place_there = 0
    for edit in edits:
        assert text[place : edit.text_start] == there[place_there : edit.source_start]
        place, place_there = edit.text_end, edit.source_end
    assert text[place:] == there[place_there:]


# --- cases -------------------------------------------------------------------------------------------------------------


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def new(inner: str) -> str:
    return f"<w:ins {ADA}>{inner}</w:ins>"


def gone(text: str) -> str:
    return f'<w:del {BO}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def text_before(document: Document) -> str:
    before = rejected(document)
    assert before is not None
    return before.text


def test_a_changed_fee_has_both_amounts() -> None:
    document = read_body(f"<w:p>{run('The fee is EUR ')}{gone('120,000')}{new(run('140,000'))}{run(' net.')}</w:p>")
    assert document.text == "The fee is EUR 140,000 net."
    assert text_before(document) == "The fee is EUR 120,000 net."


def test_a_moved_paragraph_stands_where_it_was_if_the_move_is_rejected() -> None:
    source = f"<w:p><w:pPr><w:rPr><w:moveFrom {ADA}/></w:rPr></w:pPr><w:moveFrom {ADA}>{run('Travel is extra.')}</w:moveFrom></w:p>"
    target = f"<w:p><w:pPr><w:rPr><w:moveTo {ADA}/></w:rPr></w:pPr><w:moveTo {ADA}>{run('Travel is extra.')}</w:moveTo></w:p>"
    document = read_body(source + paragraph("Fees.") + target + paragraph("Term."))
    assert (document.text, text_before(document)) == (
        "Fees.\nTravel is extra.\nTerm.",
        "Travel is extra.\nFees.\nTerm.",
    )


def test_words_that_a_change_of_format_hides_are_there_if_it_is_rejected() -> None:
    hidden = f"<w:vanish/><w:rPrChange {ADA}><w:rPr/></w:rPrChange>"
    document = read_body(f"<w:p>{run('The fee is fixed')}{run(' and includes travel', hidden)}{run('.')}</w:p>")
    assert (document.text, text_before(document)) == ("The fee is fixed.", "The fee is fixed and includes travel.")
    assert document.wordless_changes == 1


def test_a_change_of_numbering_or_format_alone_is_counted_and_makes_no_other_reading() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    former = f"<w:pPrChange {ADA}><w:pPr>{number}</w:pPr></w:pPrChange>"
    bold = f"<w:b/><w:rPrChange {ADA}><w:rPr/></w:rPrChange>"
    document = read_body(f"<w:p><w:pPr>{former}</w:pPr>{run('Fees', bold)}</w:p>")
    assert (document.wordless_changes, document.other, document.revisions) == (2, None, ())


def test_a_paragraph_that_a_change_splits_is_one_if_it_is_rejected() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:ins {ADA}/></w:rPr></w:pPr>{run('The fee ')}</w:p>"
    document = read_body(first + paragraph("is fixed."))
    assert (document.text, text_before(document)) == ("The fee\nis fixed.", "The fee is fixed.")
    assert document.wordless_changes == 1


def test_the_end_of_an_inserted_paragraph_is_no_change_of_its_own() -> None:
    added = f"<w:p><w:pPr><w:rPr><w:ins {ADA}/></w:rPr></w:pPr>{new(run('Travel is extra.'))}</w:p>"
    document = read_body(added + paragraph("Term."))
    assert (text_before(document), document.wordless_changes) == ("Term.", 0)


@pytest.mark.parametrize(
    ("mark", "now", "before"), [("cellIns", "a\tb\tc", "a\tc"), ("cellDel", "a\tc", "a\tb\tc")], ids=["in", "out"]
)
def test_an_inserted_or_deleted_cell_is_there_in_one_reading(mark: str, now: str, before: str) -> None:
    cell = "<w:tc>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    changed = cell.format(f"<w:tcPr><w:{mark} {ADA}/></w:tcPr>", "b")
    document = read_body(f"<w:tbl><w:tr>{cell.format('', 'a')}{changed}{cell.format('', 'c')}</w:tr></w:tbl>")
    assert (document.text.split("\n")[0], text_before(document).split("\n")[0]) == (now, before)


def test_the_result_of_a_deleted_field_is_there_if_the_deletion_is_rejected() -> None:
    marks = ['<w:fldChar w:fldCharType="begin"/>', "<w:delInstrText> DATE </w:delInstrText>"]
    marks += ['<w:fldChar w:fldCharType="separate"/>', "<w:delText>1 May 2026</w:delText>"]
    marks += ['<w:fldChar w:fldCharType="end"/>']
    runs = "".join(f"<w:r>{mark}</w:r>" for mark in marks)
    document = read_body(f"<w:p>{run('Start: ')}<w:del {ADA}>{runs}</w:del>{run('soon')}</w:p>")
    assert (document.text, text_before(document)) == ("Start: soon", "Start: 1 May 2026soon")


def test_words_struck_out_by_hand_stand_if_nothing_is_accepted() -> None:
    document = read_body(f"<w:p>{run('Fee: ')}{run('EUR 10 ', '<w:strike/>')}{run('EUR 12')}</w:p>")
    assert (document.text, text_before(document)) == ("Fee: EUR 12", "Fee: EUR 10 EUR 12")


def test_a_file_that_is_wholly_inserted_has_no_words_in_its_other_reading() -> None:
    document = read_body(f"<w:p>{new(run('The fee is EUR 10.'))}</w:p>")
    assert document.other is not None
    assert document.other.document is None


def test_a_file_that_is_only_watched_for_changes_has_one_reading() -> None:
    accepted = '<w:p w:rsidR="00AB12CD" w:rsidDel="00AB12CE"><w:r w:rsidRPr="00AB12CF"><w:t>Fees</w:t></w:r></w:p>'
    document = read_body(accepted, settings='<w:trackRevisions/><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids>')
    assert (document.other, document.revisions, document.wordless_changes) == (None, (), 0)


def test_a_place_in_the_text_leads_to_its_place_in_the_other_reading() -> None:
    document = read_body(
        paragraph("First.") + f"<w:p>{run('Pay within ')}{gone('30')}{new(run('60'))}{run(' days.')}</w:p>"
    )
    assert document.other is not None
    start = document.text.index("60 days")
    found = document.other.offsets.to_source(Span(start=start, end=start + 7))
    assert text_before(document)[slice(*found)] == "30 days"


# --- comments ----------------------------------------------------------------------------------------------------------

WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"


def test_a_comment_that_is_marked_as_settled_says_so_and_so_do_its_answers() -> None:
    comments = "".join(
        f'<w:comment w:id="{place}" w:author="Ada Rao"><w:p w14:paraId="0000000{place}"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        for place, words in enumerate(("Can we do 140?", "Yes.", "And travel?"), start=1)
    )
    entries = (
        f'<w15:commentEx xmlns:w15="{WORD_2012}" w15:paraId="00000001" w15:done="1"/>'
        f'<w15:commentEx xmlns:w15="{WORD_2012}" w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
        f'<w15:commentEx xmlns:w15="{WORD_2012}" w15:paraId="00000003" w15:done="0"/>'
    )
    document = read_body(paragraph("Fees."), comments=comments, commentsExtended=entries)
    assert [(comment.text, comment.resolved) for comment in document.comments] == [
        ("Can we do 140?", True),
        ("Yes.", True),
        ("And travel?", False),
    ]
