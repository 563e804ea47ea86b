"""Money, its conflicts, and prices for each period."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sowcheck.core.quantities import Money
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.money import find_money, find_money_conflicts
from sowcheck.parse.rates import find_rates

US = Conventions(currency="USD")
EURO = Conventions(decimal_mark=",", day_first=True, currency="EUR")


def amounts(text: str, conventions: Conventions = US) -> list[tuple[str, str]]:
    return [(str(found.value.amount), found.value.currency) for found in find_money(text, conventions)]


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("$279,000.00", "279000.00", "USD"),
        ("EUR 184 000", "184000.00", "EUR"),
        ("184.000,00 EUR", "184000.00", "EUR"),
        ("€ 12.500,00", "12500.00", "EUR"),
        ("US $24502", "24502.00", "USD"),
        ("USD100,000.00", "100000.00", "USD"),
        ("$10,000,000.00", "10000000.00", "USD"),
        ("28 000,00 $", "28000.00", "USD"),
        ("CAD $1,000", "1000.00", "CAD"),
        ("C$1,000", "1000.00", "CAD"),
        ("A$ 500", "500.00", "AUD"),
        ("GBP 12k", "12000.00", "GBP"),
        ("£768,625.00", "768625.00", "GBP"),
        ("CHF 1'250.50", "1250.50", "CHF"),
        ("1,029,221.20 US dollars", "1029221.20", "USD"),
        ("thirty thousand dollars ($30,000)", "30000.00", "USD"),
        ("thirty thousand ($30,000) dollars", "30000.00", "USD"),
        ("thirty thousand (30,000) dollars", "30000.00", "USD"),
        ("$125.00 (one hundred and twenty five Dollars)", "125.00", "USD"),
        ("One Hundred Thousand and 00/100 Dollars ($100,000.00)", "100000.00", "USD"),
        ("five dollars and fifty cents", "5.50", "USD"),
        ("$1.2 million", "1200000.00", "USD"),
        ("$     1,470,316", "1470316.00", "USD"),
        ("$1,000 CAD", "1000.00", "CAD"),
        ("$500.00 (NZD)", "500.00", "NZD"),
        ("€ 500,-", "500.00", "EUR"),
        ("INR 12,34,567", "1234567.00", "INR"),
        ("-$500.00", "-500.00", "USD"),
        ("$-500.00", "-500.00", "USD"),
        ("$.305", "0.305", "USD"),
        ("JPY 120,000", "120000", "JPY"),
        ("2 500 $ CA", "2500.00", "CAD"),
        ("Five Hundred Dollars and No Cents ($500.00)", "500.00", "USD"),
        ("Fr. 1'000.-", "1000.00", "CHF"),
        ("two hundred pounds sterling", "200.00", "GBP"),
    ],
)
def test_each_written_form_is_one_find_over_all_its_words(written: str, amount: str, currency: str) -> None:
    text = f"The fee is {written}; it is due."
    [found] = find_money(text, US)
    assert found.value == Money(amount=Decimal(amount), currency=currency)
    assert str(found.value.amount) == amount
    assert found.words(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "10% of the fees",
        "section 5.2",
        "$____",
        "$[***]",
        "$1[***]",
        "$0% of revenue",
        "the dollar amount",
        "12 months",
        "dollars and cents",
        "FAR 52.212-4",
        "in 2026",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert amounts(text) == []


def test_a_range_gives_both_ends() -> None:
    assert amounts("$5,000 to $7,000") == [("5000.00", "USD"), ("7000.00", "USD")]
    assert amounts("$5,000-$7,000") == [("5000.00", "USD"), ("7000.00", "USD")]


def test_a_bare_dollar_is_the_documents_dollar() -> None:
    assert amounts("$100", Conventions(currency="AUD")) == [("100.00", "AUD")]
    assert amounts("$100", EURO) == [("100.00", "USD")]
    assert amounts("US$100", Conventions(currency="AUD")) == [("100.00", "USD")]


def test_a_krone_needs_a_country() -> None:
    assert amounts("kr 500 and 600 kr", Conventions(currency="SEK")) == [("500.00", "SEK"), ("600.00", "SEK")]
    assert amounts("kr 500", US) == []


def test_a_symbol_belongs_to_the_amount_that_it_touches() -> None:
    assert amounts("Qty 2 EUR 500 USD 600") == [("500.00", "EUR"), ("600.00", "USD")]


def test_three_zeros_after_a_comma_are_a_group_everywhere() -> None:
    assert amounts("EUR 50,000", EURO) == [("50000.00", "EUR")]
    assert amounts("EUR 1,234", EURO) == [("1.234", "EUR")]


def test_a_count_before_an_amount_in_brackets_is_not_the_amount_in_words() -> None:
    assert amounts("Milestone One ($5,000)") == [("5000.00", "USD")]
    assert find_money_conflicts("Milestone One ($5,000)", US) == []


def test_words_and_figures_that_disagree_are_both_found_and_reported() -> None:
    text = "a fee of nine thousand five hundred dollars ($9,000.00) each"
    assert amounts(text) == [("9500.00", "USD"), ("9000.00", "USD")]
    [conflict] = find_money_conflicts(text, US)
    assert (conflict.words.amount, conflict.figures.amount) == (Decimal("9500.00"), Decimal("9000.00"))
    assert text[conflict.start : conflict.end] == "nine thousand five hundred dollars ($9,000.00)"


def test_words_and_figures_that_agree_are_no_conflict() -> None:
    assert find_money_conflicts("nine thousand dollars ($9,000.00)", US) == []


MONEY = st.builds(
    Money,
    amount=st.decimals(1, 10**8, places=2),
    currency=st.sampled_from(["USD", "EUR", "GBP", "CAD", "AUD", "CHF", "NOK"]),
)


def renderings(money: Money) -> list[str]:
    english = f"{money.amount:,.2f}"
    european = english.translate(str.maketrans(",.", ".,"))
    sign = {"USD": "US$", "EUR": "€", "GBP": "£", "CAD": "C$", "AUD": "A$"}.get(money.currency)
    forms = [
        f"{money.currency} {english}",
        f"{money.currency}{english}",
        f"{english} {money.currency}",
        f"{money.currency} {european}",
        f"{european} {money.currency}",
        f"{english.replace(',', ' ')} {money.currency}",
        f"{money.currency} {english.replace(',', chr(0xA0))}",
        f"{money.currency} {money.amount}",
    ]
    return [*forms, f"{sign}{english}", f"{sign} {english}", f"{european} {sign}"] if sign else forms


@given(MONEY, st.data(), st.sampled_from([".", ","]))
def test_written_money_is_found_again_in_text(money: Money, data: st.DataObject, decimal_mark: str) -> None:
    written = data.draw(st.sampled_from(renderings(money)))
    assume(
        not (written[-1] == "$" and money.currency in {"AUD", "CAD", "USD"})
        or written[-3:].strip() in {"US$", "C$", "A$"}
    )
    conventions = Conventions(decimal_mark="." if decimal_mark == "." else ",")
    text = f"The total fee amounts to {written}, payable at signature."
    found = find_money(text, conventions)
    assert [each.value for each in found] == [money]
    # The law of proof: the words of a find alone say the same.
    assert [each.value for each in find_money(found[0].words(text), conventions)] == [money]


@given(st.text(alphabet="$€1234567890.,- ()kUSDEURone hundred\t\n%", max_size=60))
def test_finds_are_ordered_apart_and_say_the_same_alone(text: str) -> None:
    found = find_money(text, US)
    assert all(left.end <= right.start for left, right in pairwise(found))
    for each in found:
        assert each.value in [again.value for again in find_money(each.words(text), US)]


@pytest.mark.parametrize(
    ("text", "amount", "per", "words"),
    [
        ("at $125 per hour", "125.00", "hour", "$125 per hour"),
        ("$1,700 per day for", "1700.00", "day", "$1,700 per day"),
        ("fee of X ($33,333.00) per calendar month", "33333.00", "month", "($33,333.00) per calendar month"),
        ("US$95/hr", "95.00", "hour", "US$95/hr"),
        ("$650 a day", "650.00", "day", "$650 a day"),
        ("$1,000.00 monthly", "1000.00", "month", "$1,000.00 monthly"),
        ("$5,000 per annum", "5000.00", "year", "$5,000 per annum"),
        ("$5,000 p.a.", "5000.00", "year", "$5,000 p.a."),
        ("a monthly fee of $5,000", "5000.00", "month", "monthly fee of $5,000"),
        ("Hourly rate for visits is $125.00", "125.00", "hour", "Hourly rate for visits is $125.00"),
        ("$900 plus GST per day", "900.00", "day", "$900 plus GST per day"),
        ("$20,000 per quarter", "20000.00", "quarter", "$20,000 per quarter"),
        ("$300 per diem", "300.00", "day", "$300 per diem"),
        ("$1,200 (per day)", "1200.00", "day", "$1,200 (per day)"),
        ("$500 (ex VAT) per day", "500.00", "day", "$500 (ex VAT) per day"),
        ("$45 per user per month", "45.00", "month", "$45 per user per month"),
        ("$900 each week", "900.00", "week", "$900 each week"),
    ],
)
def test_a_price_with_its_period(text: str, amount: str, per: str, words: str) -> None:
    [found] = find_rates(text, US)
    assert (str(found.value.money.amount), found.value.per) == (amount, per)
    assert found.words(text) == words
    assert [each.value for each in find_rates(words, US)] == [found.value]


@pytest.mark.parametrize("text", ["$100 per shipment", "$500 a visit", "a fee of $500", "$500 by the end of the year"])
def test_a_price_without_a_period_is_no_rate(text: str) -> None:
    assert find_rates(text, US) == []
