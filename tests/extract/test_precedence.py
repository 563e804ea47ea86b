"""Clauses on precedence -> typed order. Each case is one wording, said by a paper of one kind."""

import pytest

from compare_builders import Paper
from sowcheck.core.relations import Precedence


def stated_by(kind: str, text: str) -> tuple[Precedence, ...]:
    document, _ = Paper(kind, text=text).built("doc-1")
    return document.relations.precedence


ORDERS = [
    ("sow", "If the documents conflict, this SOW prevails over the Order Form.", ("sow", "order_form")),
    ("order_form", "Should this Order Form and the Statement of Work differ, the latter governs.", ("sow", "order_form")),
    ("order_form", "Should this Order Form and the Statement of Work differ, the former governs.", ("order_form", "sow")),
    ("sow", "In the event of any inconsistency with the Master Services Agreement, the Master Services Agreement shall control.", ("msa",)),
    ("msa", "If a Statement of Work is inconsistent with this Agreement, this Agreement will control.", ("msa", "sow")),
    ("msa", "Where a SOW conflicts with the terms of this Agreement, the terms of the SOW shall take precedence.", ("sow", "msa")),
    ("sow", "The following order of precedence applies: (1) change orders; (2) this SOW; (3) the Order Form; (4) the MSA.", ("change_order", "sow", "order_form", "msa")),
    ("sow", "Conflicts are resolved in descending order of priority: the MSA, then this SOW, then any Order Form.", ("msa", "sow", "order_form")),
    ("sow", "The papers are named in ascending order of precedence: the Order Form, the MSA, this SOW.", ("sow", "msa", "order_form")),
    ("msa", "If papers conflict they prevail in this order:\nany Change Order\nthe Statement of Work\nthis Agreement", ("change_order", "sow", "msa")),
    ("msa", "In case of conflict the order of precedence is as follows:\n(a) any Change Order;\n(b) the Statement of Work; and\n(c) this Agreement.", ("change_order", "sow", "msa")),
    ("sow", "In case of contradiction this SOW prevails over the order form, which prevails over the framework agreement.", ("sow", "order_form", "msa")),
    ("sow", "In a conflict the MSA takes precedence, followed by this SOW, followed by the Order Form.", ("msa", "sow", "order_form")),
    ("sow", "This SOW overrides the Order Form where the two are inconsistent.", ("sow", "order_form")),
    ("sow", "The order of precedence in a conflict is: this SOW; the Master Agreement; any order form placed under this SOW.", ("sow", "msa", "order_form")),
    ("change_order", "If this Change Order and the SOW conflict, this Change Order prevails.", ("change_order", "sow")),
    ("change_order", "In the event of a conflict this Amendment shall prevail.", ("change_order",)),
    ("order_form", "En cas de contradiction, le contrat-cadre prévaut sur le présent bon de commande.", ("msa", "order_form")),
    ("sow", "Bei Widersprüchen geht der Rahmenvertrag dieser Leistungsbeschreibung vor.", ("msa", "sow")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "order"), ORDERS, ids=lambda part: str(part)[:50])
def test_a_clause_on_precedence_is_read_as_an_order(kind: str, text: str, order: tuple[str, ...]) -> None:
    assert [clause.order for clause in stated_by(kind, text)] == [order]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sow", "This SOW is governed by the laws of Norway, and the conflict of laws rules do not apply."),
        ("msa", "If the translation of this Agreement is inconsistent with the English text, the English version prevails."),
        ("msa", "This Agreement supersedes all earlier proposals and understandings of the parties."),
        ("sow", "The Supplier shall control access to the premises and govern the project in the following order of phases."),
        ("sow", "The order of precedence is set out in the Master Agreement."),
        ("msa", "Each party shall avoid a conflict of interest; the Customer's policies control."),
        ("sow", "If invoices differ from the purchase ledger, the ledger prevails."),
    ],
    ids=lambda part: part[:50],
)  # fmt: skip
def test_other_uses_of_the_same_words_state_no_order(kind: str, text: str) -> None:
    assert stated_by(kind, text) == ()


def test_an_exception_for_a_section_and_a_topic_is_kept() -> None:
    text = "If the documents conflict, the MSA governs, except that Section 6 of this SOW prevails on fees."
    (clause,) = stated_by("sow", text)
    (exception,) = clause.exceptions
    assert (clause.order, clause.over_all) == (("msa",), True)
    assert (exception.prevails, exception.sections, exception.expressly) == ("sow", ("6",), False)
    assert "price." in exception.fields


@pytest.mark.parametrize(
    "condition",
    [
        "unless the SOW expressly states otherwise",
        "except where the SOW specifically departs from it",
        "unless the Statement of Work says so and names the section it changes",
    ],
)
def test_an_exception_may_ask_the_other_paper_to_say_so(condition: str) -> None:
    text = f"In the event of conflict between this Agreement and a SOW, this Agreement shall govern {condition}."
    (clause,) = stated_by("msa", text)
    assert clause.order == ("msa", "sow")
    assert [(each.prevails, each.expressly) for each in clause.exceptions] == [("sow", True)]


def test_an_exception_may_stand_first() -> None:
    text = "Unless the SOW expressly provides otherwise, this Agreement prevails over the SOW."
    (clause,) = stated_by("msa", text)
    assert [(each.prevails, each.expressly) for each in clause.exceptions] == [("sow", True)]


@pytest.mark.parametrize(
    ("limit", "field"),
    [
        ("with respect to pricing", "price."),
        ("as to payment terms", "billing."),
        ("regarding the limitation of liability", "legal.liability_cap"),
        ("in respect of acceptance", "acceptance."),
        ("relating to the schedule", "schedule."),
    ],
)
def test_a_clause_may_be_limited_to_a_topic(limit: str, field: str) -> None:
    (clause,) = stated_by("order_form", f"In a conflict {limit}, this Order Form prevails over the SOW.")
    assert clause.order == ("order_form", "sow")
    assert field in clause.fields


def test_a_limit_that_no_field_is_about_states_nothing() -> None:
    text = "If they conflict as to the secrecy of tunnels, this SOW prevails over the Order Form."
    assert stated_by("sow", text) == ()


def test_a_defined_term_stands_for_its_paper() -> None:
    text = (
        "This SOW is issued under the Master Supply Agreement dated 3 March 2024, No. 117 (the “MXA”).\n"
        "If the two conflict, the MXA prevails over this SOW."
    )
    assert [clause.order for clause in stated_by("sow", text)] == [("msa", "sow")]


def test_the_clause_is_quoted_as_it_stands() -> None:
    text = "Something else comes first. If papers conflict, this SOW prevails over the Order Form."
    (clause,) = stated_by("sow", text)
    assert "this SOW prevails over the Order Form" in clause.quote.text
