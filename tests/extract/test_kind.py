"""The kind of a paper follows from its own title, never from the papers it names."""

import pytest

from extract_builders import stated

BODY = "\n\nThis paper is between Ostrava Foods Ltd (the “Client”) and Bluefin Advisory LLC (the “Supplier”).\n"

TITLES = [
    ("# Statement of Work No. 4", "sow"),
    ("# Statement of Services SS-19", "sow"),
    ("# Work Authorization No. 7", "sow"),
    ("# Task Order 12 under Agreement No. 21-3300", "sow"),
    ("# Call-Off Order 3", "sow"),
    ("# Letter of engagement: security review", "sow"),
    ("# Order Form", "order_form"),
    ("# Order Confirmation 45001", "order_form"),
    ("# Order Schedule to the Master Services Agreement", "order_form"),
    ("# Bestellung 4711", "order_form"),
    ("# Change Order 2 to Statement of Work No. 4", "change_order"),
    ("# Contract Modification No. 1", "change_order"),
    ("# Amendment No. 3 to the Services Agreement", "change_order"),
    ("# Master Services Agreement", "msa"),
    ("# Consulting Agreement", "other"),
    ("# Request for Proposal: data platform", "solicitation"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "kind"), TITLES, ids=[title for title, _ in TITLES])
def test_a_title_names_the_kind(title: str, kind: str) -> None:
    assert stated(title + BODY, "doc.kind") == [kind]


def test_a_paper_that_the_cover_refers_to_does_not_name_the_kind() -> None:
    cover = "# Statement of Work\n\nGoverning agreement: Master Services Agreement No. 7 dated 4 May 2025\n\nOrder Form no.: none\n"
    assert stated(cover + BODY, "doc.kind") == ["sow"]


def test_a_paper_that_restates_terms_of_another_is_a_change_order() -> None:
    words = "# Portal project\n\nSection 4 of the earlier paper is restated as follows: the price is EUR 9,000.\n"
    assert stated(words + BODY, "doc.kind") == ["change_order"]
