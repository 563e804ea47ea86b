"""Laws of extraction over arbitrary documents."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extract_builders import assumptions_of, document_of
from sowcheck.core.fields import FIELDS

sentences = st.sampled_from(
    [
        "# Fees",
        "The total fixed fee is EUR 12,000.00 plus VAT.",
        "The fees shall not exceed $9,000.",
        "Invoices are payable within 30 days of receipt.",
        "| Role | Day rate (EUR) |\n|---|---|\n| Tester | 700.00 |",
        "- the Client grants access",
        "Assumptions:",
        "The Services commence on 1 March 2027 and end on 31 May 2027.",
        "Either party may terminate on 30 days' notice.",
        "Name: ____________",
    ]
)
prose = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)
papers = st.lists(st.one_of(sentences, prose), min_size=1, max_size=12).map("\n\n".join)


@settings(deadline=None, max_examples=60)
@given(papers)
def test_every_quote_stands_in_the_document_and_every_id_is_its_own(paper: str) -> None:
    words = "A paper.\n\n" + paper
    document = document_of(words)
    found = assumptions_of(words)
    assert all(a.quote.span.of(document.text) == a.quote.text for a in found)
    assert all(len(a.quote.text) <= 300 for a in found)
    assert len({a.id for a in found}) == len(found)
    assert {a.field for a in found} <= set(FIELDS)


@settings(deadline=None, max_examples=20)
@given(papers)
def test_the_same_paper_states_the_same_twice(paper: str) -> None:
    words = "A paper.\n\n" + paper
    assert assumptions_of(words) == assumptions_of(words)
