"""A redlined document reads as if every change was accepted, and every change is in the ledger."""

from docx_builders import labels, levels, listed, paragraph, read_body
from sowcheck.core.documents import Document, Revision

WHO = 'w:author="Ada Rao" w:date="2026-07-10T06:12:00Z"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str, who: str = WHO) -> str:
    return f'<w:del w:id="1" {who}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def new(text: str, who: str = WHO) -> str:
    return f'<w:ins w:id="2" {who}>{run(text)}</w:ins>'


def in_order(document: Document) -> list[tuple[str, str]]:
    return [(revision.kind, revision.text) for revision in document.revisions]


def holds(document: Document, revision: Revision) -> bool:
    """Whether an insertion's span has its words."""
    return revision.span is not None and revision.span.of(document.text) == revision.text


def test_an_insertion_is_text_and_a_deletion_is_not() -> None:
    document = read_body(f"<w:p>{run('Fee: ')}{gone('EUR 10')}{new('EUR 12')}{run(' net')}</w:p>")
    assert document.text == "Fee: EUR 12 net"
    deleted, inserted = document.revisions
    assert (deleted.kind, deleted.text, deleted.before, deleted.span) == ("deleted", "EUR 10", 5, None)
    assert (inserted.kind, inserted.author, inserted.date) == ("inserted", "Ada Rao", "2026-07-10T06:12:00Z")
    assert holds(document, inserted)


def test_neighbouring_changes_of_one_hand_are_one_change() -> None:
    document = read_body(f"<w:p>{gone('ten ')}{gone('thousand')}{new('twelve ')}{new('thousand')}{run(' euro')}</w:p>")
    assert in_order(document) == [("deleted", "ten thousand"), ("inserted", "twelve thousand")]


def test_changes_of_two_hands_stay_two() -> None:
    other = 'w:author="Bo Lind" w:date="2026-07-11T06:12:00Z"'
    document = read_body(f"<w:p>{new('twelve ')}{new('thousand', other)}</w:p>")
    assert [revision.author for revision in document.revisions] == ["Ada Rao", "Bo Lind"]


def test_a_deletion_inside_an_insertion_is_gone() -> None:
    document = read_body(f"<w:p>{run('a ')}<w:ins w:id='3' {WHO}>{run('b ')}{gone('c ')}{run('d')}</w:ins></w:p>")
    assert document.text == "a b d"
    assert in_order(document) == [("deleted", "c"), ("inserted", "b d")]


def test_a_moved_paragraph_stands_where_it_went() -> None:
    source = f"<w:p><w:moveFrom w:id='4' {WHO}>{run('Travel is extra.')}</w:moveFrom></w:p>"
    target = f"<w:p><w:moveTo w:id='5' {WHO}>{run('Travel is extra.')}</w:moveTo></w:p>"
    document = read_body(source + paragraph("Fees.") + target)
    assert document.text == "Fees.\nTravel is extra."
    (moved,) = document.revisions
    assert moved.kind == "moved"
    assert holds(document, moved)


def test_a_paragraph_that_was_deleted_with_its_mark_leaves_no_line_and_takes_no_number() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{levels(("decimal", "%1."))}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    removed = f"<w:p><w:pPr>{number}<w:rPr><w:del w:id='6' {WHO}/></w:rPr></w:pPr>{gone('Old item')}</w:p>"
    document = read_body(listed("One", 1) + removed + listed("Two", 1), numbering=lists)
    assert document.text == "One\nTwo"
    assert labels(document) == ["1.", "2."]
    (deleted,) = document.revisions
    assert deleted.before == document.text.index("Two")


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='7' {WHO}/></w:rPr></w:pPr>{run('The fee ')}</w:p>"
    document = read_body(first + paragraph("is fixed."))
    assert document.text == "The fee is fixed."
    assert len(document.blocks) == 1


def test_a_deleted_mark_at_the_end_of_the_document_loses_no_words() -> None:
    last = f"<w:p><w:pPr><w:rPr><w:del w:id='7' {WHO}/></w:rPr></w:pPr>{run('The fee is fixed.')}</w:p>"
    assert read_body(paragraph("Fees") + last).text == "Fees\nThe fee is fixed."


def test_an_inserted_paragraph_mark_changes_nothing() -> None:
    marked = f"<w:p><w:pPr><w:rPr><w:ins w:id='8' {WHO}/></w:rPr></w:pPr>{run('Fees')}</w:p>"
    document = read_body(marked + paragraph("Term"))
    assert document.text == "Fees\nTerm"
    assert document.revisions == ()


def test_changed_properties_are_no_words() -> None:
    formatted = (
        f"<w:p><w:pPr><w:pPrChange w:id='9' {WHO}><w:pPr><w:pStyle w:val='Old'/></w:pPr></w:pPrChange></w:pPr>"
        f"<w:r><w:rPr><w:rPrChange w:id='9' {WHO}><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Fees</w:t></w:r></w:p>"
    )
    document = read_body(formatted)
    assert (document.text, document.revisions) == ("Fees", ())
    assert document.coverage.unread == ()


def row(words: str, change: str = "", inner: str | None = None) -> str:
    content = inner if inner is not None else run(words)
    return f"<w:tr><w:trPr>{change}</w:trPr><w:tc><w:p>{content}</w:p></w:tc><w:tc><w:p>{run('x')}</w:p></w:tc></w:tr>"


def test_a_deleted_row_is_gone_and_an_inserted_row_is_there() -> None:
    body = (
        "<w:tbl>"
        + row("Design")
        + row("Build", f"<w:del w:id='10' {WHO}/>")
        + row("Test", f"<w:ins w:id='11' {WHO}/>")
        + row("Run", f"<w:ins w:id='12' {WHO}/>", new("Run"))
        + "</w:tbl>"
    )
    document = read_body(body)
    assert document.text == "Design\tx\nTest\tx\nRun\tx"
    assert document.tables[0].rows == 3
    kinds = [(revision.kind, revision.text) for revision in document.revisions]
    assert sorted(kinds) == [
        ("deleted", "Build"),
        ("deleted", "x"),
        *[("inserted", "Run")],
        ("inserted", "Test"),
        *[("inserted", "x")] * 2,
    ]
    assert all(holds(document, revision) for revision in document.revisions if revision.kind == "inserted")


def test_a_change_that_wraps_whole_paragraphs_is_read() -> None:
    document = read_body(
        f"<w:ins w:id='13' {WHO}>{paragraph('New clause.')}</w:ins><w:del w:id='14' {WHO}>{paragraph('Old clause.')}</w:del>"
    )
    assert document.text == "New clause."
    assert in_order(document) == [("inserted", "New clause."), ("deleted", "Old clause.")]


def test_every_offset_lies_in_the_text() -> None:
    document = read_body(paragraph("Fees.") + f"<w:p>{gone('All of it.')}</w:p>")
    (deleted,) = document.revisions
    assert deleted.before == len(document.text)


def test_revisions_are_units_of_the_ledger() -> None:
    document = read_body(f"<w:p>{gone('a')}{new('b')}</w:p>")
    assert (document.coverage.units, document.coverage.read) == (3, 3)


COMMENTS = (
    f'<w:comment w:id="0" {WHO}><w:p><w:r><w:t>Check the </w:t></w:r><w:r><w:t>figure.</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>Today.</w:t></w:r></w:p></w:comment>"
    '<w:comment w:id="1" w:author="Bo Lind"><w:p><w:r><w:t>Agreed</w:t></w:r></w:p></w:comment>'
)


def test_a_comment_has_its_words_its_author_and_its_place() -> None:
    body = (
        f"<w:p>{run('Costs up to ')}<w:commentRangeStart w:id='0'/>{run('EUR 9,000 ')}<w:commentRangeEnd w:id='0'/>"
        f"<w:r><w:commentReference w:id='0'/></w:r>{run('net')}<w:r><w:commentReference w:id='1'/></w:r></w:p>"
    )
    document = read_body(body, comments=COMMENTS)
    assert document.text == "Costs up to EUR 9,000 net"
    first, second = document.comments
    assert (first.text, first.author, first.date) == ("Check the figure.\nToday.", "Ada Rao", "2026-07-10T06:12:00Z")
    assert first.anchor is not None
    assert first.anchor.of(document.text) == "EUR 9,000"
    assert (second.text, second.anchor) == ("Agreed", None)


def test_a_comment_can_span_paragraphs_and_begin_between_them() -> None:
    body = (
        paragraph("One.")
        + "<w:commentRangeStart w:id='0'/>"
        + paragraph("Two.")
        + paragraph("Three.")
        + "<w:commentRangeEnd w:id='0'/>"
    )
    document = read_body(body + paragraph("Four."), comments=COMMENTS)
    anchor = document.comments[0].anchor
    assert anchor is not None
    assert anchor.of(document.text) == "Two.\nThree."
