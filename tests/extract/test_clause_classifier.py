"""The classifier knows clauses by their words where no heading helps, reads them fast, and is trained reproducibly."""

import pytest
from training.clauses.examples import written as examples_of
from training.clauses.fit import fit
from training.clauses.grammar import Frame, Writer, frames
from training.clauses.papers import Label, marked

from extract_builders import document_of
from sowcheck.extract.kinds.features import Words, features
from sowcheck.extract.kinds.model import Model, parse, shipped, written
from sowcheck.extract.kinds.tokens import BUYER, SELLER, tokens
from sowcheck.extract.kinds.types import clause_types
from sowcheck.extract.kinds.understanding import best
from sowcheck.extract.reading import read_closely
from sowcheck.segment.outline import segment


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The Purchaser settles every invoice within forty days of receiving it.", "payment_terms"),
        ("This deed is governed by and construed in accordance with the laws of Portugal.", "governing_law"),
        (
            "The Vendor's total liability shall not exceed the charges paid in the twelve months before.",
            "liability_cap",
        ),
        ("Either party may terminate this engagement on sixty days' written notice.", "termination"),
        ("Client shall provide test data and name a contact for each department.", "client_responsibility"),
        ("Training of end users and data cleansing are out of scope.", "exclusions"),
        ("All prices are exclusive of value added tax.", "tax"),
        ("Neither party shall disclose confidential information of the other.", "confidentiality_publicity"),
        ("Receipted travel costs are reimbursed at cost.", "expenses_at_cost"),
        ("The Contractor shall maintain commercial general liability insurance.", "security_insurance"),
    ],
)
def test_a_sentence_without_a_heading_is_known_by_its_words(sentence: str, kind: str) -> None:
    document = document_of(f"{sentence}\n")
    reading = read_closely(document, segment(document))
    likeliest = best(reading.kinds_of(reading.sentences[0]))
    assert likeliest is not None
    assert likeliest.name == kind


def test_a_sentence_of_no_type_gets_none() -> None:
    document = document_of("If a provision is invalid, the remaining provisions of this Agreement stay in force.\n")
    reading = read_closely(document, segment(document))
    assert best(reading.kinds_of(reading.sentences[0])) is None


def test_the_parties_own_names_count_as_buyer_and_seller() -> None:
    own = {"nordlys": BUYER, "quill": SELLER}
    assert tokens("Nordlys shall pay Quill", own) == [BUYER, "shall", "pay", SELLER]
    assert f"m:{BUYER} shall" in features(Words("Nordlys shall pay Quill"), own)


def test_numbers_in_words_and_digits_are_one_token() -> None:
    assert tokens("thirty (30) days", {}) == tokens("45 days", {})


def test_a_feature_stands_once_and_in_a_fixed_order() -> None:
    words = Words("Fees and fees and fees", path="fees > payment terms", lead="the client shall:")
    names = features(words, {})
    assert len(names) == len(set(names))
    assert names == features(words, {})


def test_a_weights_file_says_what_the_model_is() -> None:
    model = Model(("tax", "ip"), (-2.0, -1.5), {"vat": ((0, 3.25),), "licence": ((0, -0.5), (1, 4.0))})
    assert parse(written(model)) == model


def test_the_shipped_weights_are_for_the_types_of_the_table() -> None:
    assert set(shipped().types) == {*clause_types(), "none"}
    assert written(parse(written(shipped()))) == written(shipped())


def test_a_name_that_the_grammar_coins_is_never_drawn_twice() -> None:
    writer = Writer(7)
    names = [writer.fill("{coined}") for _ in range(200)]
    assert len(set(names)) > 195
    assert not {name.casefold() for name in names} & set(shipped().weights)


def test_the_same_seed_teaches_the_same_weights() -> None:
    few = [
        Frame("tax", "sentence", "VAT of {pct} is added to {money}."),
        Frame("tax", "sentence", "{buyer} pays the VAT."),
    ]
    few += [Frame("ip", "sentence", "{buyer} owns the {thing}."), Frame("ip", "sentence", "{seller} owns its {thing}.")]
    first, second = (written(fit(list(examples_of(few, seed=5, each=8)))) for _ in range(2))
    assert first == second
    assert parse(first).judged(features(Words("VAT is added."), {}))["tax"] > 0.5


def test_every_frame_can_be_written_and_belongs_to_a_type() -> None:
    writer = Writer(3)
    known = {*clause_types(), "none"}
    for frame in frames():
        assert frame.kind in known
        assert "{" not in writer.fill(frame.words)
    assert {frame.kind for frame in frames()} == known


def test_marks_are_found_whatever_stands_between_their_letters() -> None:
    document = document_of("# Fees\n\nThe fee is USD 1,000 - net of tax. It is due in May.\n")
    reading = read_closely(document, segment(document))
    found = [
        (sentence.text, kinds)
        for sentence, kinds in marked(reading, [Label("fee is  USD 1,000 – net", ("fixed_fee", "tax"))])
    ]
    assert found == [("The fee is USD 1,000 - net of tax.", (("fixed_fee", "tax"),))]
