"""Entities: the shipped recogniser loads with the package, and an entity states something only where its frame fits."""

from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from pydantic import JsonValue

from extract_builders import assumptions_of, document_of, stated
from process import python
from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.ner.entities import LABELS, Entity
from sowcheck.extract.ner.found import Recognised
from sowcheck.extract.ner.frames import DELIVERABLES, KEY_PEOPLE, ROLES, SKILLS, SYSTEMS, Frames
from sowcheck.extract.ner.frames import PARTIES as PARTIES_FIELD
from sowcheck.extract.ner.names import Names
from sowcheck.extract.ner.parties import parties
from sowcheck.extract.ner.recogniser import recognise
from sowcheck.extract.readers import OFFLINE
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.segment.outline import segment

PARTIES = 'This Statement of Work is between Halden Foods Inc. ("Client") and Norvik Systems LLC ("Supplier").\n\n'


def found_by_entities(markdown: str, field: str) -> list[JsonValue]:
    """The values for a field that entities alone propose."""
    return stated(PARTIES + markdown, field, ("ner",))


def reading_of(markdown: str) -> Reading:
    document = document_of(PARTIES + markdown)
    return read_closely(document, segment(document))


def fields_of_last_sentence(markdown: str) -> frozenset[str]:
    reading = reading_of(markdown)
    return Frames(reading).fields(prose(reading)[-1])


def test_the_recogniser_that_ships_names_the_parts_of_a_sentence() -> None:
    text = "The Supplier shall assign Ingrid Okafor as Solution Architect no later than 3 May 2027."
    (found,) = recognise([text])
    words = {entity.label: text[entity.start : entity.end] for entity in found}
    assert words["PERSON"] == "Ingrid Okafor"
    assert words["ROLE"] == "Solution Architect"
    assert words["DATE"] == "3 May 2027"


def test_line_breaks_and_tabs_move_no_entity() -> None:
    text = "The Supplier shall assign Ingrid\nOkafor\tas Solution Architect."
    (found,) = recognise([text])
    assert [text[entity.start : entity.end] for entity in found if entity.label == "PERSON"] == ["Ingrid\nOkafor"]


def test_nothing_is_recognised_in_nothing() -> None:
    assert recognise([]) == []
    assert recognise([""]) == [()]


def test_each_entity_has_a_known_label_and_lies_in_its_text() -> None:
    texts = ["Acme GmbH pays EUR 4,000 to Ravi Menon.", "Deliverables", "12.3 (a) §"]
    for text, found in zip(texts, recognise(texts), strict=True):
        for entity in found:
            assert entity.label in LABELS
            assert 0 <= entity.start < entity.end <= len(text)


def test_weights_card_and_figures_ship_with_the_package() -> None:
    folder = Path(str(resources.files("sowcheck"))) / "data" / "ner"
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 6_000_000
    card = (folder / "model_card.md").read_text(encoding="utf-8")
    assert "## Data" in card
    assert "## Figures" in card
    assert "## Limits" in card
    assert (folder / "metrics.json").is_file()


def test_rules_alone_do_not_load_spacy() -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom sowcheck.extract.readers import Readers\nfrom sowcheck.pipeline import read_and_extract\n"
        "read_and_extract(Path('README.md'), readers=Readers(('rules',)))\nprint('spacy' in sys.modules)"
    )
    assert python("-c", code).stdout.strip() == "False"


@pytest.mark.parametrize(
    ("markdown", "roles"),
    [
        ("The Supplier shall assign a Solution Architect to the project.", [{"role": "Solution Architect"}]),
        ("The Client shall appoint a Solution Architect for the project.", []),
        ("A Solution Architect is an expensive person.", []),
        ("If the Solution Architect is replaced, the Supplier shall provide a Test Manager.", []),
    ],
)
def test_a_role_is_staffed_where_the_supplier_puts_somebody_on_the_work(markdown: str, roles: list[JsonValue]) -> None:
    assert found_by_entities(markdown, ROLES) == roles


@pytest.mark.parametrize(
    ("markdown", "people"),
    [
        (
            "The Project Manager and the Lead Engineer shall be named as Key Personnel in the order.",
            [{"role": "Project Manager"}, {"role": "Lead Engineer"}],
        ),
        ("Key Personnel shall report to the Project Manager of the Client every week.", []),
        ("The Project Manager and the Lead Engineer attend every meeting.", []),
    ],
)
def test_people_are_key_where_a_sentence_says_so(markdown: str, people: list[JsonValue]) -> None:
    assert found_by_entities(markdown, KEY_PEOPLE) == people


@pytest.mark.parametrize(
    ("markdown", "skills"),
    [
        ("The Supplier shall build the data models in PostgreSQL and Terraform.", ["PostgreSQL", "Terraform"]),
        ("The Client shall build the data models in PostgreSQL and Terraform.", []),
        ("Work on PostgreSQL and Terraform is out of scope.", []),
        ("The Supplier shall send its invoices to the Client.", []),
    ],
)
def test_a_technology_is_a_skill_where_the_work_uses_it(markdown: str, skills: list[JsonValue]) -> None:
    assert found_by_entities(markdown, SKILLS) == skills


@pytest.mark.parametrize(
    ("markdown", "systems"),
    [
        ("The Supplier shall integrate the portal with NetSuite.", [{"system": "NetSuite"}]),
        ("The Client shall integrate the portal with NetSuite.", []),
        ("The Client grants the Supplier a licence to NetSuite.", []),
    ],
)
def test_a_system_is_an_integration_where_something_connects_to_it(markdown: str, systems: list[JsonValue]) -> None:
    assert found_by_entities(markdown, SYSTEMS) == systems


@pytest.mark.parametrize(
    ("markdown", "fits"),
    [
        ("The Supplier shall hand over a cost estimate.", {DELIVERABLES}),
        ("The Client shall prepare a migration plan.", set()),
        ("The Supplier shall hold the Client's data confidential.", set()),
        ("“Software” means the programs that the Supplier delivers.", set()),
    ],
)
def test_a_sentence_is_read_only_for_the_fields_that_its_frame_fits(markdown: str, fits: set[str]) -> None:
    assert fields_of_last_sentence(markdown) == fits


def test_the_duties_of_the_client_in_a_list_feed_no_field() -> None:
    assert (
        fields_of_last_sentence("The Client shall:\n\n- provide a test team;\n- deploy a Test Manager.") == frozenset()
    )


def test_a_value_that_both_find_names_both() -> None:
    markdown = PARTIES + "Ingrid Okafor will be the Solution Architect of the project team."
    (role,) = [one for one in assumptions_of(markdown, OFFLINE) if one.field == ROLES]
    assert {name.split(":")[0] for name in role.extractors} == {"rules@1", "ner@1"}
    assert role.extractors[0].startswith("rules@1")


def test_what_a_rule_found_is_not_proposed_again_in_other_words() -> None:
    markdown = PARTIES + "Ingrid Okafor will be the Solution Architect of the project team."
    assert stated(markdown, ROLES, OFFLINE) == [{"role": "Solution Architect", "person": "Ingrid Okafor"}]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("PostgreSQL", True),
        ("Client", False),
        ("Client's portal", False),
        ("Change Order", False),
        ("January 2027", False),
        ("USD 500", False),
        ("terraform", False),
    ],
)
def test_names_are_told_from_terms_and_from_words_with_capitals(words: str, name: bool) -> None:
    names = Names(reading_of("A change to an order is in writing. Each Change Order is signed."))
    assert names.is_name(words) is name


@pytest.mark.parametrize(
    ("markdown", "things"),
    [
        ("The Supplier shall provide the Client with a written cost analysis.", ["cost analysis"]),
        ("The Client shall provide the Supplier with a written cost analysis.", []),
        ("If the Client asks for it, the Supplier shall provide a cost analysis.", []),
        ("The Supplier shall not deliver a cost analysis.", []),
    ],
)
def test_a_thing_is_a_deliverable_where_the_supplier_hands_it_over(markdown: str, things: list[str]) -> None:
    found = [item["name"] for item in found_by_entities(markdown, DELIVERABLES) if isinstance(item, dict)]
    assert [str(name).removeprefix("written ") for name in found] == things


def test_the_first_firm_before_what_a_party_is_called_is_the_party() -> None:
    text = (
        'Brightwater Data Services LLC, a company with its offices in the house of Norvik Bank AG (the "Contractor"), '
        "agrees with its buyer as follows."
    )
    reading = reading_of("Words.")
    one = replace(prose(reading)[-1], text=text)
    firms = [text.index(name) for name in ("Brightwater", "Norvik")]
    found = (Entity(firms[0], firms[0] + 29, "PARTY"), Entity(firms[1], firms[1] + 14, "PARTY"))
    labelled = Recognised(one, frozenset({PARTIES_FIELD}), found)
    assert [(each.field, each.value) for each in parties(reading, labelled, Names(reading))] == [
        ("supplier.legal_name", "Brightwater Data Services LLC")
    ]


@pytest.mark.parametrize("words", ["SFTP", "SMS", "Agile"])
def test_a_protocol_or_channel_is_no_system(words: str) -> None:
    assert found_by_entities(f"The Supplier shall exchange the data with the bank via {words}.", SYSTEMS) == []


def test_examples_state_nothing() -> None:
    assert found_by_entities("Examples: integration with NetSuite and Okta.", SYSTEMS) == []
