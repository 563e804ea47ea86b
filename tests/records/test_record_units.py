"""Days, ids, currencies and names: small readings that decide much."""

import datetime as dt

import pytest

from sowcheck.records.currency_names import currency_code
from sowcheck.records.days import Edge, read_day
from sowcheck.records.ids import salesforce_id
from sowcheck.records.mapping import load_mapping
from sowcheck.records.units import without_rate_phrase


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-14", "2026-05-14"),
        ("2026-05-14T09:41:07.000+0000", "2026-05-14"),
        ("2026-05-14T09:41:07.139Z", "2026-05-14"),
        ("2026-05-14 09:41:07", "2026-05-14"),
        ("2026-07-01T00:00:00Z", "2026-07-01"),
        ("1778751667139", "2026-05-14"),
        ("2026-05-31T21:59:59.999Z", "2026-05-31"),  # Oslo in summer
        ("2026-05-31T22:59:59.999Z", "2026-05-31"),  # London in summer
        ("2026-12-31T23:59:59.999Z", "2026-12-31"),  # London in winter
        ("2026-07-15T03:59:59.999Z", "2026-07-14"),  # Toronto in summer
        ("2026-07-15T06:59:59.999Z", "2026-07-14"),  # Los Angeles in summer
        ("2026-07-15T18:29:59.999Z", "2026-07-15"),  # Mumbai
        ("2026-07-15T11:59:59.999Z", "2026-07-15"),  # Auckland in winter
    ],
)
def test_a_moment_belongs_to_the_day_that_it_has_or_ends(written: str, day: str) -> None:
    assert read_day(written) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("written", "edge", "day"),
    [
        ("2026-02-02T09:00:00Z", "first_day", "2026-02-02"),
        ("2026-06-30T22:00:00Z", "first_day", "2026-07-01"),  # midnight in Brussels
        ("2026-07-31T17:00:00Z", "last_day", "2026-07-31"),
        ("2026-08-01T00:00:00Z", "last_day", "2026-07-31"),  # five in the afternoon in Los Angeles
    ],
)
def test_a_project_starts_in_the_morning_and_ends_in_the_afternoon(written: str, edge: Edge, day: str) -> None:
    assert read_day(written, edge) == dt.date.fromisoformat(day)


@pytest.mark.parametrize("written", ["", "31/05/2026", "2026-02-30", "2026-13-01", "May 2026", "0", None, 3, True, []])
def test_what_is_no_complete_date_is_no_day(written: object) -> None:
    assert read_day(written) is None


@pytest.mark.parametrize(
    ("short", "long"),
    [("a0p61000002NUmo", "a0p61000002NUmoAAG"), ("01t610000033JNP", "01t610000033JNPAA2")],
)
def test_an_id_of_15_characters_gets_its_check_characters(short: str, long: str) -> None:
    assert salesforce_id(short) == long


@pytest.mark.parametrize("text", ["", "006", "Q-00822", "006Hs00001LkQ3a!", "006Hs00001LkQ3aIAFX"])
def test_other_text_is_no_id(text: str) -> None:
    assert salesforce_id(text) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [("EUR", "EUR"), ("eur", "EUR"), ("Euro", "EUR"), ("US Dollar", "USD"), ("Canadian Dollar", "CAD"), ("British Pound", "GBP"),
     ("Schweizer Franken", "CHF"), ("Norwegian Krone", "NOK"), ("Japanese Yen", "JPY"), ("Peanuts", None), ("XXX", None), ("DEM", None)],
)  # fmt: skip
def test_a_currency_is_known_by_its_code_and_its_names(name: str, code: str | None) -> None:
    assert currency_code(name) == code


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Technical Architect", "Technical Architect"),
        ("Senior Consultant - day rate", "Senior Consultant"),
        ("Senior Consultant, hourly rate", "Senior Consultant"),
        ("Overage hours (per hour, as used)", "Overage hours"),
        ("Project Manager (onsite)", "Project Manager (onsite)"),
        ("Day rate", "Day rate"),
    ],
)
def test_a_role_is_named_without_the_words_that_make_it_a_rate(name: str, role: str) -> None:
    assert without_rate_phrase(name, load_mapping().words) == role
