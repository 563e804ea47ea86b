"""Laws of the outline, on any text and on texts that look like contracts."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segment_builders import written
from sowcheck.core.clauses import Outline
from sowcheck.core.documents import Document
from sowcheck.segment.outline import segment

FRAGMENTS = (
    "1.", "1.1", "2", "(a)", "(b)", "(i)", "Article 3 –", "Schedule 2:", "Annex", "Section 4", "•", "o", "# ", "| a | b |",
    "| Name | By: /s/ A. Rao |", "By:", "/s/ Ann Okoro", "Name: Ann", "Title", "Date: 1 May 2026", "Signed by:",
    "For and on behalf of", "DocuSigned by:", "between", "Contoso Ltd", "and", "Acme, Inc.", "(the “Client”)", "Client:",
    "Supplier", "shall pay", "\t", ":", "; and", "____", "TBD", "Net 30", "☒ Yes ☐ No", "......... 4", "(a) x; (b) y; and (c) z",
    "WHEREAS", "“Services” means", "TERMS", "hereinafter called", "12 Main Street", "page 3", "§ 4", "iv)", "A.", "B. Fees.",
)  # fmt: skip
contracts = st.lists(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=25
).map("\n".join)
texts = st.one_of(st.text(max_size=300), contracts)
some = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outlined(text: str) -> tuple[Document, Outline]:
    document = written(text)
    return document, segment(document)


@some
@given(texts)
def test_clauses_nest_and_siblings_are_ordered_and_apart(text: str) -> None:
    _, outline = outlined(text)
    ends: dict[int, int] = {}
    for clause in outline.clauses[1:]:
        assert clause.parent is not None
        parent = outline.clauses[clause.parent]
        assert clause.parent < clause.index
        assert clause.level == parent.level + 1
        assert parent.span.contains(clause.span)
        assert clause.span.start >= ends.get(clause.parent, 0)
        ends[clause.parent] = clause.span.end
        for own in (clause.heading, clause.body):
            assert own is None or clause.span.contains(own)


@some
@given(texts)
def test_every_place_is_in_the_text_and_has_words(text: str) -> None:
    document, outline = outlined(text)
    places = [
        *(pair.value for pair in outline.key_values),
        *(pair.key for pair in outline.key_values),
        *(item.span for item in outline.lists),
        *(item.lead for item in outline.lists),
        *(mention for party in outline.parties for mention in party.mentions),
        *(definition.span for definition in outline.definitions),
        *(
            place
            for block in outline.signature_blocks
            for place in (block.span, block.name, block.title, block.date, block.mark)
        ),
    ]
    for place in places:
        assert place is None or (place.end <= len(document.text) and place.of(document.text).strip())


@some
@given(texts)
def test_items_begin_and_end_with_words(text: str) -> None:
    document, outline = outlined(text)
    for item in outline.lists:
        words = item.span.of(document.text)
        assert words == words.strip()
        assert not words.endswith(";")
        assert outline.clauses[item.clause].span.contains(item.span)


@some
@given(texts)
def test_the_same_document_has_the_same_outline(text: str) -> None:
    document = written(text)
    assert segment(document) == segment(document)


@some
@given(texts)
def test_the_two_parties_are_not_the_same(text: str) -> None:
    _, outline = outlined(text)
    assert len({party.role for party in outline.parties}) == len(outline.parties)
    assert len({party.name for party in outline.parties}) == len(outline.parties)
