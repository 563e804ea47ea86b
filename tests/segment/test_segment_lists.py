"""List items: bullets, letters, enumerations inside sentences, leads and levels."""

from segment_builders import words, written
from sowcheck.core.documents import Document
from sowcheck.segment.clauses import clauses
from sowcheck.segment.lists import lists


def items(document: Document) -> list[tuple[int, str | None, str | None]]:
    """Level, lead and words of each item."""
    found = lists(document, clauses(document))
    return [(item.level, words(document, item.lead), words(document, item.span)) for item in found]


def test_lettered_items_have_their_sentence_as_lead_and_lose_their_ends() -> None:
    document = written("8.1 The Client shall:\n(a) give access;\n(b) name an owner; and\n(c) pay the fee.")
    lead = "The Client shall:"
    assert items(document) == [(0, lead, "give access"), (0, lead, "name an owner"), (0, lead, "pay the fee")]


def test_bullets_of_the_format_nest_by_level() -> None:
    document = written("The price rests on these:\n* data is clean;\n* access is given.")
    lead = "The price rests on these:"
    assert items(document) == [(0, lead, "data is clean"), (0, lead, "access is given")]


def test_bullets_in_the_text_nest_by_their_sign() -> None:
    document = written("Skills include:\n• design, such as:\n◦ research\n◦ writing\n• coding")
    assert items(document) == [
        (0, "Skills include:", "design, such as:"),
        (1, "design, such as:", "research"),
        (1, "design, such as:", "writing"),
        (0, "Skills include:", "coding"),
    ]


def test_an_enumeration_inside_a_sentence_is_a_list() -> None:
    document = written("The Supplier shall (a) build the portal; (b) test it, and (c) train users. It may rest.")
    lead = "The Supplier shall"
    assert items(document) == [(0, lead, "build the portal"), (0, lead, "test it"), (0, lead, "train users")]


def test_a_lone_reference_in_brackets_is_no_list() -> None:
    assert items(written("As set out in clause 2.1(a) and Schedule (b), the fee is due.")) == []


def test_numbered_clauses_are_no_list_unless_a_colon_introduces_them() -> None:
    clause_text = "1. Scope\n1.1 The Supplier builds the portal.\n1.2 The Supplier tests it."
    list_text = "1. Scope\n1.1 The following is excluded:\n1.1.1 hosting;\n1.1.2 licences."
    assert items(written(clause_text)) == []
    assert [item[2] for item in items(written(list_text))] == ["hosting", "licences"]


def test_an_item_that_goes_on_in_the_next_block_is_one_item() -> None:
    document = written("The Client shall:\n- give the team a copy of the schema and\nan extract of the data\n- pay")
    assert [item[2] for item in items(document)] == [
        "give the team a copy of the schema and\nan extract of the data", "pay",
    ]  # fmt: skip


def test_rows_of_a_table_stay_a_table() -> None:
    assert items(written("Assumptions\n| A1 | Data is clean. |\n| A2 | Access is given. |")) == []


def test_each_item_knows_its_clause() -> None:
    document = written("1. Duties\n1.1 The Client shall:\n(a) pay;\n(b) decide.\n2. Law\n- of England")
    tree = clauses(document)
    assert [tree[item.clause].number for item in lists(document, tree)] == ["a", "b", "2"]
