"""A comparison pairs facts, lists each that was won or lost, and refuses to compare what cannot be."""

import pytest

from eval_builders import deal, document, flag, found, gold, log, replaced
from sowcheck.errors import UsageError
from sowcheck.evals.card import card_of
from sowcheck.evals.comparison import Comparison, compare
from sowcheck.evals.log import DocumentEntry, Expected, Log
from sowcheck.evals.text import comparison_text

DAYS = "billing.payment_terms_days"


def _document(name: str, days: int | None, kind: str = "sow") -> DocumentEntry:
    predictions = [found("doc.kind", kind)]
    if days is not None:
        predictions.append(found(DAYS, days))
    return document(name, [gold(DAYS, 30), gold("doc.kind", "sow")], predictions)


def _compared(first: Log, second: Log, *, common: bool = False) -> Comparison:
    return compare(card_of(first), card_of(second), common=common)


def test_two_equal_logs_do_not_differ() -> None:
    one = log([_document("D1", 30), _document("D2", 45)])
    comparison = _compared(one, one)
    assert comparison.changes == ()
    assert all(row.difference.value == 0 for row in (*comparison.measures, *comparison.fields))


def test_wins_and_losses_are_listed_fact_by_fact() -> None:
    before = log([_document("D1", 30), _document("D2", None)])
    after = replaced(before, [_document("D1", 45), _document("D2", 30)])
    comparison = _compared(before, after)
    told = [(row.place, row.field, row.gain, row.before, row.after, row.gold) for row in comparison.changes]
    assert told == [
        ("D1", DAYS, False, "matched: 30", "misread: 45", "30"),
        ("D2", DAYS, True, "missed", "matched: 30", "30"),
    ]
    row = next(row for row in comparison.fields if row.name == DAYS)
    assert (row.won, row.lost) == (1, 1)


def test_a_fact_that_nobody_states_is_lost_when_it_is_invented() -> None:
    before = log([_document("D1", 30)])
    entry = before.documents[0]
    extra = entry.model_copy(update={"predictions": (*entry.predictions, found("expense.policy", "per_diem"))})
    comparison = _compared(before, replaced(before, [extra]))
    assert [(row.gain, row.before, row.after, row.gold) for row in comparison.changes] == [
        (False, "nothing", "invented: per_diem", "")
    ]
    assert next(row for row in comparison.fields if row.name == "expense.policy").before is None


def test_a_loss_in_every_document_is_real_and_one_in_many_is_not() -> None:
    before = log([_document(f"D{number}", 30) for number in range(12)])
    all_lost = replaced(before, [_document(f"D{number}", 45) for number in range(12)])
    one_lost = replaced(before, [_document(f"D{number}", 45 if number == 3 else 30) for number in range(12)])
    assert next(row for row in _compared(before, all_lost).fields if row.name == DAYS).difference.is_loss
    assert not next(row for row in _compared(before, one_lost).fields if row.name == DAYS).difference.is_loss


def test_logs_of_different_datasets_are_refused() -> None:
    first = log([_document("D1", 30), _document("D2", 30)], dataset="one")
    second = log([_document("D2", 45), _document("D3", 30)], dataset="two")
    with pytest.raises(UsageError, match="measured different datasets"):
        _compared(first, second)
    comparison = _compared(first, second, common=True)
    assert (comparison.documents, comparison.left_out) == (1, ("D1", "D3"))
    assert [change.place for change in comparison.changes] == ["D2"]


def test_a_document_with_another_gold_is_not_the_same_document() -> None:
    first = log([_document("D1", 30), _document("D2", 30)], dataset="one")
    changed = first.documents[0].model_copy(update={"gold_sha256": "other"})
    second = log([changed, first.documents[1]], dataset="two")
    assert _compared(first, second, common=True).left_out == ("D1",)


def test_nothing_in_common_is_refused() -> None:
    with pytest.raises(UsageError, match="in common"):
        _compared(log([_document("D1", 30)], dataset="one"), log([_document("D2", 30)], dataset="two"), common=True)


def test_deals_are_paired_as_well() -> None:
    planted = [Expected(kind="value_mismatch", field="price.services_total", document_value="1")]
    hit = flag("value_mismatch", "price.services_total")
    false = flag("value_mismatch", "price.currency")
    before = log([], [deal("P1", planted, [hit], must_match=["price.currency"], hidden_scope=["warranty.period"])])
    seen = flag("missing_in_record", "warranty.period")
    after = log(
        [], [deal("P1", planted, [false, seen], must_match=["price.currency"], hidden_scope=["warranty.period"])]
    )
    comparison = _compared(before, after)
    assert [(row.field, row.gain, row.before, row.after) for row in comparison.changes] == [
        ("price.currency", False, "not flagged", "falsely flagged: SC201 1 against 2"),
        ("price.services_total", False, "found", "not found"),
        ("warranty.period", True, "hidden scope not seen", "hidden scope seen"),
    ]
    changes = {row.name: row.difference.value for row in comparison.measures}
    assert changes["checking.recall"] == -1
    assert changes["checking.unflagged"] == -1
    assert changes["checking.hidden_scope"] == 1


def test_the_text_names_losses_before_wins() -> None:
    before = log([_document("D1", 30), _document("D2", None)])
    text = comparison_text(_compared(before, replaced(before, [_document("D1", 45), _document("D2", 30)])))
    assert "1 lost\n  D1  billing.payment_terms_days (should be 30): matched: 30 -> misread: 45" in text
    assert text.index("1 lost") < text.index("1 won")
