"""Pairing of lists survives reordering and renaming, and never hides two errors that cancel out."""

import itertools
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_builders import line, milestone, rate
from sowcheck.compare.values.pairing import best_assignment, pair_items
from sowcheck.compare.values.similarity import likeness, strict_likeness
from sowcheck.compare.values.subsets import places_with_sum
from sowcheck.core.items import KeyPerson, Limit, Signatory, StaffRole
from sowcheck.core.values import Value

WORDS = st.sampled_from(
    [
        "design",
        "build",
        "test",
        "training",
        "migration",
        "platform",
        "data",
        "reports",
        "discovery",
        "hypercare",
        "portal",
        "wave",
        "rollout",
        "audit",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4, unique=True).map(" ".join)
LINES = st.lists(st.tuples(NAMES, st.integers(1, 50)), max_size=7)


def lines_of(pairs: list[tuple[str, int]]) -> list[Value]:
    return [line(name, str(amount)) for name, amount in pairs]


@given(LINES, LINES, st.randoms(use_true_random=False))
def test_the_order_of_the_lists_does_not_matter(
    ours: list[tuple[str, int]], theirs: list[tuple[str, int]], chance: random.Random
) -> None:
    left, right = lines_of(ours), lines_of(theirs)
    shuffled_left, shuffled_right = list(left), list(right)
    chance.shuffle(shuffled_left)
    chance.shuffle(shuffled_right)
    plain = pair_items(left, right)
    mixed = pair_items(shuffled_left, shuffled_right)
    assert sorted((repr(left[pair.left]), repr(right[pair.right])) for pair in plain.pairs) == sorted(
        (repr(shuffled_left[pair.left]), repr(shuffled_right[pair.right])) for pair in mixed.pairs
    )


@given(LINES, LINES)
def test_every_item_is_paired_once_or_left_over(ours: list[tuple[str, int]], theirs: list[tuple[str, int]]) -> None:
    pairing = pair_items(lines_of(ours), lines_of(theirs))
    assert sorted([*(pair.left for pair in pairing.pairs), *pairing.left_only]) == list(range(len(ours)))
    assert sorted([*(pair.right for pair in pairing.pairs), *pairing.right_only]) == list(range(len(theirs)))


@given(st.lists(st.tuples(NAMES, st.integers(1, 50)), max_size=7, unique_by=lambda each: frozenset(each[0].split())))
def test_a_list_pairs_with_itself_item_by_item(items: list[tuple[str, int]]) -> None:
    pairing = pair_items(lines_of(items), lines_of(items))
    assert [(pair.left, pair.right) for pair in pairing.pairs] == [(place, place) for place in range(len(items))]


@given(st.integers(1, 4), st.integers(1, 5), st.data())
def test_the_assignment_has_the_largest_sum(rows: int, columns: int, data: st.DataObject) -> None:
    cell = st.floats(0, 1, allow_nan=False, width=16)
    row = st.lists(cell, min_size=columns, max_size=columns)
    scores = data.draw(st.lists(row, min_size=rows, max_size=rows))
    reached = sum(scores[one][other] for one, other in best_assignment(scores))
    turned = scores if rows <= columns else [list(each) for each in zip(*scores, strict=True)]
    best = max(
        sum(turned[place][other] for place, other in enumerate(choice))
        for choice in itertools.permutations(range(len(turned[0])), len(turned))
    )
    assert abs(reached - best) < 1e-6


def test_nothing_pairs_with_an_empty_list() -> None:
    assert pair_items([], [line("Build", "1")]).right_only == (0,)
    assert best_assignment([]) == []
    assert best_assignment([[]]) == []


def test_two_lines_with_swapped_amounts_stay_paired_by_name() -> None:
    left: list[Value] = [line("Data platform", "210900"), line("Analytics products", "163400")]
    right: list[Value] = [line("Analytics Products", "210900"), line("Data Platform", "163400")]
    assert [(pair.left, pair.right) for pair in pair_items(left, right).pairs] == [(0, 1), (1, 0)]


def test_an_equal_amount_finds_a_renamed_line_but_not_a_stranger() -> None:
    left: list[Value] = [line("Data migration, finance ledgers", "39500")]
    assert pair_items(left, [line("Ledger conversion and finance cutover", "39500")]).pairs
    assert not pair_items(left, [line("Ledger conversion and finance cutover", "39000")]).pairs
    assert not pair_items(left, [line("Hypercare", "39500")]).pairs


def test_an_equal_unit_price_finds_a_renamed_line() -> None:
    ours = line("Monthly retainer, July 2026 to June 2027", "336000", quantity="12", unit="month", unit_price="28000")
    theirs = line("Monthly retainer - data engineering, 160 h", "28000", quantity="1", unit_price="28000")
    assert pair_items([ours], [theirs]).pairs


def test_seniority_tells_two_roles_apart() -> None:
    assert not pair_items([rate("Senior Developer", "800")], [rate("Developer", "800.5")]).pairs
    assert pair_items([rate("Developer", "700")], [rate("developer", "695")]).pairs
    assert not pair_items([StaffRole(role="Lead Consultant")], [StaffRole(role="Consultant")]).pairs


def test_a_number_in_front_of_the_name_decides() -> None:
    left: list[Value] = [milestone("M1 Design", "10"), milestone("M2 Design", "20")]
    right: list[Value] = [milestone("M2 Blueprint", "10"), milestone("M1 Blueprint", "20")]
    assert [(pair.left, pair.right) for pair in pair_items(left, right).pairs] == [(0, 1), (1, 0)]


def test_signatories_pair_by_their_side_and_people_by_name_or_role() -> None:
    assert pair_items([Signatory(party="customer", name="A")], [Signatory(party="customer", name="B")]).pairs
    assert not pair_items([Signatory(party="customer", name="A")], [Signatory(party="supplier", name="A")]).pairs
    assert pair_items([KeyPerson(person="Ana Ruiz")], [KeyPerson(role="Lead", person="Ana Ruiz")]).pairs


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("magasins (stores)", "stores", True),
        ("Redevance mensuelle / Monthly fee", "Managed services, monthly fee", True),
        ("Overage hours", "Overage hours (per hour, as used)", True),
        ("Workload migration (WP3), per workload", "Workload migration", True),
        ("unused hours rolled over to the following month", "unused hours carried forward to the next month", True),
        ("Audit & review", "audit and review", True),
        ("Design", "Hypercare", False),
        ("M1 Design", "M2 Design", False),
        ("Test engineer", "WebOps engineer", False),
    ],
)
def test_labels_of_one_thing_are_alike(one: str, two: str, alike: bool) -> None:
    assert (likeness(one, two) >= 0.6) is alike
    assert likeness(one, two) == likeness(two, one)


def test_a_label_that_says_more_is_not_the_same_word_for_word() -> None:
    one, two = "usability testing rounds", "participants in each round of usability testing"
    assert strict_likeness(one, two) < 0.8 < likeness(one, two)
    assert strict_likeness("Reports", "reports") == 1.0
    assert pair_items([Limit(metric="reports", max=Decimal(1))], [Limit(metric="Reports", max=Decimal(2))]).pairs


@given(st.lists(st.integers(1, 60), min_size=1, max_size=9), st.data())
def test_a_sum_of_some_amounts_is_found(amounts: list[int], data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.integers(0, len(amounts) - 1), min_size=1))
    target = Decimal(sum(amounts[place] for place in chosen))
    places = places_with_sum([Decimal(each) for each in amounts], target, Decimal("0.01"))
    assert places is not None
    assert sum(amounts[place] for place in places) == target


def test_no_sum_is_found_where_none_is() -> None:
    amounts = [Decimal(10), Decimal(20)]
    assert places_with_sum(amounts, Decimal(15), Decimal("0.01")) is None
    assert places_with_sum([], Decimal(0), Decimal("0.01")) is None
    assert places_with_sum([Decimal(1)] * 20, Decimal(3), Decimal("0.01")) is None
    assert places_with_sum([Decimal(1)] * 20, Decimal(20), Decimal("0.01")) == tuple(range(20))
