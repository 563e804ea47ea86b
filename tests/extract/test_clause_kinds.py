"""Clauses, list items and tables have types: by headings, by structure, and from the clause that holds them."""

import pytest

from extract_builders import assumptions_of, document_of, stated
from sowcheck.core.fields import FIELDS
from sowcheck.core.spans import Span
from sowcheck.extract.kinds.lexicon import NONE, announced
from sowcheck.extract.kinds.prior import clause_prior, weighed
from sowcheck.extract.kinds.types import clause_types, feeding, table
from sowcheck.extract.kinds.understanding import best
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.segment.outline import segment

PAPER = """# Statement of Work

## 1. Services

The Supplier configures the ledger and trains the users.

## 2. Fees

### 2.1 Terms of Payment

Invoices are payable within 30 days of receipt.

### 2.2 Remarks

Amounts are shown without cents.

| Role | Hourly rate |
|------|-------------|
| Architect | EUR 140 |
| Tester | EUR 90 |

## 3. Responsibilities of the Client

The Client will:

- name a product owner;
- give access to the test system.

## 4. Force Majeure

Nobody answers for floods.
"""


def reading_of(markdown: str) -> Reading:
    document = document_of(markdown)
    return read_closely(document, segment(document))


def place_of(reading: Reading, words: str) -> Span:
    start = reading.text.index(words)
    return Span(start=start, end=start + len(words))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Terms of Payment", "payment_terms"),
        ("12. GOVERNING LAW AND JURISDICTION", "governing_law"),
        ("Client Responsibilities", "client_responsibility"),
        ("Responsibilities of the Customer", "client_responsibility"),
        ("Out of Scope", "exclusions"),
        ("Mitwirkungspflichten des Auftraggebers", "client_responsibility"),
        ("Vergütung", "fixed_fee"),
        ("Modalités de paiement", "payment_terms"),
        ("Critères d’acceptation", "acceptance_criteria"),
        ("Toepasselijk recht", "governing_law"),
        ("Betalingsvoorwaarden", "payment_terms"),
        ("Confidentiality", "confidentiality_publicity"),
        ("Entire Agreement", NONE),
        ("Force majeure", NONE),
    ],
)
def test_a_heading_announces_its_type_in_four_languages(heading: str, kind: str) -> None:
    types = announced(heading)
    assert max(types, key=lambda name: types[name]) == kind


def test_the_longest_phrase_of_a_heading_counts() -> None:
    assert "in_scope" not in announced("Out of Scope")
    assert announced("Acceptance of Deliverables") == {"review_period_deemed": 1.0}


def test_a_sentence_has_the_type_of_its_heading() -> None:
    reading = reading_of(PAPER)
    likeliest = best(reading.kinds_at(place_of(reading, "payable within 30 days")))
    assert likeliest is not None
    assert likeliest.name == "payment_terms"


def test_a_heading_that_says_nothing_inherits_with_decay() -> None:
    reading = reading_of(PAPER)
    fees = reading.understanding.of_clause(next(c for c in reading.outline.clauses if c.number == "2"))
    remarks = reading.kinds_at(place_of(reading, "without cents"))
    assert 0 < remarks["fixed_fee"] < fees["fixed_fee"]


def test_a_nearer_heading_overrules_an_outer_one() -> None:
    reading = reading_of(PAPER)
    kinds = reading.kinds_at(place_of(reading, "payable within 30 days"))
    assert kinds["payment_terms"] > kinds.get("fixed_fee", 0.0)


def test_a_table_with_roles_and_rates_is_a_rate_card_wherever_it_stands() -> None:
    reading = reading_of(PAPER)
    likeliest = best(reading.understanding.of_table(reading.outline.tables[0]))
    assert likeliest is not None
    assert likeliest.name == "rate_card"
    row = best(reading.kinds_at(place_of(reading, "Architect")))
    assert row is not None
    assert row.name == "rate_card"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("| Milestone | Amount |", "billing_schedule_milestones"),
        ("| Meilenstein | Betrag |", "billing_schedule_milestones"),
        ("| Rolle | Stundensatz |", "rate_card"),
        ("| Deliverable | Due |", "deliverables"),
        ("| Role | Hours |", "named_roles_and_effort"),
        ("| Fonction | Taux |", "rate_card"),
    ],
)
def test_the_header_of_a_table_gives_its_type(header: str, kind: str) -> None:
    reading = reading_of(f"# Notes\n\n{header}\n|---|---|\n| Alpha | 12 |\n| Beta | 15 |\n")
    likeliest = best(reading.understanding.of_table(reading.outline.tables[0]))
    assert likeliest is not None
    assert likeliest.name == kind


def test_an_item_has_the_type_of_its_clause() -> None:
    reading = reading_of(PAPER)
    item = next(item for item in reading.outline.lists if "product owner" in item.span.of(reading.text))
    likeliest = best(reading.understanding.of_item(item))
    assert likeliest is not None
    assert likeliest.name == "client_responsibility"


def test_a_clause_of_none_of_the_types_has_no_best_type() -> None:
    reading = reading_of(PAPER)
    assert best(reading.kinds_at(place_of(reading, "floods"))) is None


def test_probabilities_lie_between_0_and_1_everywhere() -> None:
    reading = reading_of(PAPER)
    known = {*clause_types(), NONE}
    opinions = [reading.kinds_of(sentence) for sentence in reading.sentences]
    opinions += [reading.understanding.of_clause(clause) for clause in reading.outline.clauses]
    opinions += [reading.understanding.of_item(item) for item in reading.outline.lists]
    for kinds in opinions:
        assert set(kinds) <= known
        assert all(0 <= probability <= 1 for probability in kinds.values())


def test_the_place_of_an_assumption_names_its_clause() -> None:
    terms = next(found for found in assumptions_of(PAPER) if found.field == "billing.payment_terms_days")
    assert terms.clause is not None
    assert terms.clause.number == "2.1"
    assert terms.clause.heading == "Terms of Payment"
    assert terms.clause.kind == "payment_terms"
    assert terms.clause.probability is not None


def test_types_feed_only_fields_of_the_dictionary() -> None:
    for kind in clause_types().values():
        assert set(kind.fields) <= set(FIELDS), kind.name


def test_every_type_has_words_of_headings() -> None:
    assert set(table("headings")) == {*clause_types(), NONE}


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_the_prior_rises_with_the_type_that_feeds_a_field(field: str) -> None:
    types = sorted(feeding(field))
    if not types:
        assert clause_prior(field, {"confidentiality_publicity": 0.9}) == 1.0
        return
    steps = [clause_prior(field, {types[0]: probability}) for probability in (0.0, 0.1, 0.2, 0.9)]
    assert steps == sorted(steps)
    assert 0 < steps[0] < steps[1] < steps[-1] == 1.0


@pytest.mark.parametrize("weight", [0.3, 0.6, 0.9])
def test_a_prior_lowers_a_weight_and_keeps_the_order_of_weights(weight: float) -> None:
    assert weighed(weight, 1.0) == weight
    assert 0 < weighed(weight, 0.4) < weight
    assert weighed(weight, 0.4) < weighed(weight + 0.05, 0.4)


def test_a_period_in_a_clause_about_something_else_is_no_term_of_the_engagement() -> None:
    paper = """# Agreement

## 1. Term

{term}

## 2. Non-Competition

During the term of this Agreement and for a period of two years after its end the Consultant serves no competitor.
"""
    assert stated(paper.format(term="This Agreement continues for a period of 18 months."), "schedule.duration") == [
        {"count": 18, "unit": "month"}
    ]
    assert stated(paper.format(term="The parties have agreed on it orally."), "schedule.duration") == []
