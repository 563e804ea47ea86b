"""Laws of the summary: whatever a model answers and whatever stands in the papers, no figure comes from nowhere."""

import datetime as dt
import json
from decimal import Decimal
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from risk_builders import finding, gate_of
from sowcheck.core.cases import Gate
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import FIELDS
from sowcheck.core.reasons import REASONS
from sowcheck.risk.check import fault, material_of
from sowcheck.risk.narrate import RiskSummaryAnswer, StatedSentence, sifted
from sowcheck.risk.template import summary_by_template

WORDS = st.sampled_from(
    ["Design", "Go-live (final)", "M5 cut-over, 30 June 2026", "approved", "Phase 2: 40 hours", "Legal review", "£ rate & more",
     "https://evil.example", "“ready to start”", "Nothing blocks", "ACME\u202eevil", "Minor works", "a.b@c.test", "*bold*", "IV"]
)  # fmt: skip
AMOUNTS = st.decimals("0.01", "9999999", places=2)
KEYS = st.none() | WORDS | st.text(max_size=80)
VALUES = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(0, 400),
    st.lists(WORDS, max_size=3),
    st.builds(
        lambda amount, currency: {"amount": str(amount), "currency": currency},
        AMOUNTS,
        st.sampled_from(["EUR", "USD", "XXX"]),
    ),
)


@st.composite
def discrepancies(draw: st.DrawFn) -> list[Discrepancy]:
    """Findings of any code on any field, with whatever a document may hold."""
    found = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        code = draw(st.sampled_from(sorted(REASONS)))
        field = "doc.coverage" if code in ("SC107", "SC903", "SC904") else draw(st.sampled_from(sorted(FIELDS)))
        amount = draw(st.none() | AMOUNTS.map(str))
        key = draw(KEYS)
        message = f"{FIELDS[field].title}{f', {key}' if key else ''}: {draw(st.text(max_size=60) | WORDS)}; and {draw(WORDS)}."
        found.append(
            finding(
                f"d-{number}",
                code,
                field,
                key=key or None,
                amount=amount,
                days=draw(st.none() | st.integers(-90, 90)),
                severity=draw(st.sampled_from(["blocker", "high", "medium", "low", "info"])),
                document=_json(draw(VALUES)),
                record=_json(draw(VALUES)),
                message=message,
            )
        )
    return found


@settings(max_examples=60, deadline=None)
@given(discrepancies(), st.booleans())
def test_what_the_template_writes_passes_the_checks_of_what_a_model_writes(
    found: list[Discrepancy], shut: bool
) -> None:
    gate = gate_of(*found)
    if shut:
        gate = Gate(state="blocked", blockers=(*gate.blockers, "doc-1"))
    material = material_of(found, gate)
    for sentence in summary_by_template(found, gate).sentences:
        assert fault(sentence.text, sentence.cites, material) is None, sentence.text


def _json(value: object) -> JsonValue:
    plain: JsonValue = json.loads(json.dumps(value))
    return plain


class Stated(NamedTuple):
    """A figure as a sentence writes it, and what it is."""

    words: str
    kind: str
    value: str


def written_money(amount: int, currency: str) -> list[str]:
    german = f"{amount:,}".replace(",", ".")
    spaced = f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}")
    forms = [
        f"{currency} {amount:,}",
        f"{currency} {amount:,}.00",
        f"{currency} {german},00",
        f"{amount:,} {currency}",
        f"{currency} {spaced}",
    ]
    return [*forms, f"{currency} {amount // 1000}k"] if amount % 1000 == 0 else forms


def written_date(day: dt.date) -> list[str]:
    ordinal = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")
    return [
        day.isoformat(),
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day}{ordinal} {day:%b %Y}",
    ]


FIGURES = st.one_of(
    st.tuples(st.integers(1, 900).map(lambda number: number * 500), st.sampled_from(["EUR", "USD", "GBP"])).flatmap(
        lambda money: st.sampled_from(written_money(*money)).map(
            lambda words: Stated(words, f"money {money[1]}", str(money[0]))
        )
    ),
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)).flatmap(
        lambda day: st.sampled_from(written_date(day)).map(lambda words: Stated(words, "date", day.isoformat()))
    ),
    st.integers(2, 90).flatmap(
        lambda days: st.sampled_from([f"{days} days", f"{days}-day", f"{days} (calendar) days"]).map(
            lambda words: Stated(words, "days", str(days))
        )
    ),
    st.integers(1, 99).flatmap(
        lambda share: st.sampled_from([f"{share} %", f"{share} percent", f"{share}%"]).map(
            lambda words: Stated(words, "percent", str(share))
        )
    ),
)
FRAMES = st.sampled_from(
    [
        "The difference is {0}.",
        "It is {0} in one place and {1} in another.",
        "At stake are {0}, {1} and {2}.",
        "The {0} of it matter.",
    ]
)


@st.composite
def deals(draw: st.DrawFn) -> tuple[list[Discrepancy], dict[str, set[tuple[str, str]]]]:
    """Findings, and by id every figure that each of them states."""
    found, true = [], {}
    for number in range(1, draw(st.integers(1, 4)) + 1):
        id_ = f"d-{number}"
        match draw(st.sampled_from(["money", "date", "share"])):
            case "money":
                one, other = (draw(st.integers(1, 900)) * 500 for _ in range(2))
                currency = draw(st.sampled_from(["EUR", "USD", "GBP"]))
                found.append(
                    finding(
                        id_,
                        amount=str(one - other),
                        currency=currency,
                        document={"amount": f"{other}.00", "currency": currency},
                        record={"amount": f"{one}.00", "currency": currency},
                    )
                )
                true[id_] = {(f"money {currency}", str(size)) for size in (one, other, abs(one - other))}
            case "date":
                one_day, other_day = (draw(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))) for _ in range(2))
                days = (one_day - other_day).days
                found.append(
                    finding(
                        id_,
                        "SC202",
                        "schedule.end_date",
                        document=other_day.isoformat(),
                        record=one_day.isoformat(),
                        days=days,
                    )
                )
                true[id_] = {("date", one_day.isoformat()), ("date", other_day.isoformat()), ("days", str(abs(days)))}
            case _:
                share = draw(st.integers(1, 99))
                found.append(finding(id_, "SC201", "price.discount_pct", document=str(share), record="0"))
                true[id_] = {("percent", str(share))}
    return found, true


@settings(max_examples=120, deadline=None)
@given(deals(), st.data())
def test_every_figure_of_what_stands_is_in_what_it_cites(
    deal: tuple[list[Discrepancy], dict[str, set[tuple[str, str]]]], data: st.DataObject
) -> None:
    found, true = deal
    sentences = []
    for _ in range(data.draw(st.integers(1, 4))):
        figures = data.draw(st.lists(FIGURES, min_size=3, max_size=3) | _lists_of_true(true))
        frame = data.draw(FRAMES)
        cites = data.draw(st.lists(st.sampled_from(sorted(true)), min_size=1, max_size=3, unique=True))
        sentences.append((figures, frame, cites, frame.format(*(figure.words for figure in figures))))
    answer = RiskSummaryAnswer(sentences=[StatedSentence(text=text, cites=cites) for _, _, cites, text in sentences])
    kept, dropped = sifted(answer, material_of(found, gate_of(*found)))
    assert len(kept) + len(dropped) == len(sentences)
    standing = {(each.text, each.cites) for each in kept}
    for figures, frame, cites, text in sentences:
        if (" ".join(text.split()), tuple(cites)) in standing:
            used = [figure for place, figure in enumerate(figures) if f"{{{place}}}" in frame]
            known = {fact for id_ in cites for fact in true[id_]}
            assert {(figure.kind, figure.value) for figure in used} <= known


def _lists_of_true(true: dict[str, set[tuple[str, str]]]) -> st.SearchStrategy[list[Stated]]:
    """Figures that some finding does state, so that sentences stand too."""
    facts = sorted({fact for facts in true.values() for fact in facts})
    return st.lists(st.sampled_from(facts).map(_as_written), min_size=3, max_size=3)


def _as_written(fact: tuple[str, str]) -> Stated:
    kind, value = fact
    match kind.split():
        case ["money", currency]:
            return Stated(f"{currency} {Decimal(value):,}", kind, value)
        case ["days"]:
            return Stated(f"{value} days", kind, value)
        case ["percent"]:
            return Stated(f"{value} %", kind, value)
        case _:
            return Stated(value, kind, value)
