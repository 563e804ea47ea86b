"""Words that people see otherwise than they are written prove nothing."""

from extract_builders import assumptions_of, document_of

TURNED = "# Statement of Work\n\nThe fixed fee for the services is EUR \u202e000,481\u202c.\n\nInvoices are payable within 30 days.\n"


def test_a_value_in_words_that_are_turned_around_is_never_proven() -> None:
    proofs = {each.field: each.proof for each in assumptions_of(TURNED)}
    assert proofs["price.services_total"].status == "unproven"
    assert proofs["price.services_total"].reason == "people do not see these words as they are written"
    assert proofs["billing.payment_terms_days"].status == "proven"


def test_the_same_words_without_marks_of_direction_are_proven() -> None:
    plain = TURNED.replace("\u202e", "").replace("\u202c", "").replace("000,481", "184,000")
    assert document_of(plain).hidden == ()
    assert {each.field: each.proof.status for each in assumptions_of(plain)}["price.services_total"] == "proven"
