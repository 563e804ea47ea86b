"""A cue with the parties in it finds them by whatever name a paper calls them."""

from extract_builders import document_of
from sowcheck.core.clauses import Party
from sowcheck.extract.cast import CLIENT, CUSTOMER_NAME, SUPPLIER, SUPPLIER_NAME, YOU, PartyCue
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.segment.outline import segment

AGREEMENT = (
    'This Statement of Work is between Larkspur Limited ("Larkspur" or the "Client") and Bramley Consulting LLP '
    '(the "Crew" or the "Supplier").'
)
LETTER = 'This letter is between Ottoline Foods Limited ("you") and Bramble Studio LLP ("we"). We will bill monthly.'


def reading_of(words: str) -> Reading:
    document = document_of(words)
    return read_closely(document, segment(document))


def found(expression: str, words: str, paper: str = AGREEMENT) -> str | None:
    match = PartyCue(expression).of(reading_of(paper)).search(words)
    return match.group() if match else None


def test_the_parties_are_found_by_name_by_defined_term_and_by_role() -> None:
    names = [party.name for party in reading_of(AGREEMENT).outline.parties]
    assert names == ["Larkspur Limited", "Bramley Consulting LLP"]
    acts = rf"\b(?:{CLIENT}) (?:shall|will)"
    assert found(acts, "Then LARKSPUR shall pay.") == "LARKSPUR shall"
    assert found(acts, "Then the Client will pay.") == "Client will"
    assert found(acts, "Then the Crew shall work.") is None
    assert found(rf"\b(?:{SUPPLIER}) (?:shall|will)", "Then the Crew shall work.") == "Crew shall"


def test_the_longer_name_counts_where_one_name_holds_another() -> None:
    document = document_of("A paper.")
    parties = (
        Party(role="customer", name="Larkspur", mentions=(), aliases=()),
        Party(role="supplier", name="Larkspur Consulting", mentions=(), aliases=()),
    )
    reading = read_closely(document, segment(document).model_copy(update={"parties": parties}))
    both = PartyCue(rf"(?P<buyer>{CUSTOMER_NAME})|(?P<maker>{SUPPLIER_NAME})")
    match = both.of(reading).search("Larkspur Consulting delivers to Larkspur")
    assert match is not None
    assert match["maker"] == "Larkspur Consulting"
    assert match["buyer"] == ""


def test_a_name_is_found_as_a_whole_word_only() -> None:
    assert found(CUSTOMER_NAME, "Larkspurs and clientele") is None
    assert found(rf"{CUSTOMER_NAME}[’']s", "the Client's own") == "Client's"


def test_words_for_a_party_that_is_not_asked_for_stay_words() -> None:
    assert found(rf"(?:{SUPPLIER_NAME}) of the owner", "the Crew of the owner") == "Crew of the owner"


def test_you_is_the_buyer_in_a_letter_only() -> None:
    assert found(rf"\b(?:{CLIENT}) give", "and you give us access", LETTER) == "you give"
    assert found(rf"\b(?:{CLIENT}) give", "and you give us access") is None
    for paper in (LETTER, AGREEMENT):
        assert found(rf"we ask (?:{YOU}|the (?:{CLIENT})) to", "we ask you to wait", paper) == "we ask you to"


def test_places_and_words_are_those_of_the_text() -> None:
    reading = reading_of(AGREEMENT)
    cue, words = PartyCue(rf"the (?P<who>{SUPPLIER_NAME})"), "The Crew and the Supplier"
    first, second = cue.of(reading).finditer(words)
    assert (first.group("who"), first.span("who"), first.words) == ("Crew", (4, 8), words)
    assert (second.start(), second.end(), second.group()) == (13, 25, "the Supplier")
    assert cue.of(reading).sub("they", words) == "they and they"
    assert cue.of(reading).sub("they", "nobody") == "nobody"
    assert cue.of(reading).match(words) is not None
    assert cue.of(reading).match(words, 13) is not None
    assert cue.of(reading).search(words, 5) is not None
    assert cue.of(reading).fullmatch("the Crew") is not None
    assert cue.of(reading).fullmatch(words) is None


def test_one_cue_serves_many_papers() -> None:
    cue = PartyCue(rf"{CUSTOMER_NAME} pays")
    one, other = cue.of(reading_of(AGREEMENT)), cue.of(reading_of(LETTER))
    assert one.search("Larkspur pays") is not None
    assert other.search("Larkspur pays") is None
    assert other.search("Ottoline Foods Limited pays") is not None
