"""What a language model might have said of a paper, grounded by the real stages."""

from collections.abc import Sequence
from typing import NamedTuple

from pydantic import JsonValue

from extract_builders import document_of
from sowcheck.core.fields import FIELDS
from sowcheck.core.readings import Claim, Usage
from sowcheck.core.spans import Span
from sowcheck.core.values import from_json
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.prompted.facts import Answers, Part, StatedFact
from sowcheck.extract.prompted.ground import grounded
from sowcheck.extract.reading import Reading, read_closely
from sowcheck.segment.outline import segment

PROMPT = "fees_and_billing.v1#3fa9c1d2"
GUIDED = "guided.v1#5a0b77e1"


class Said(NamedTuple):
    """A fact as a model states it: field, the value's JSON shape, quote."""

    field: str
    value: JsonValue
    quote: str


def reading_of(markdown: str) -> Reading:
    document = document_of(markdown)
    return read_closely(document, segment(document))


def whole(reading: Reading) -> Part:
    """The whole document as one part."""
    return part(reading, 0, len(reading.text))


def part(reading: Reading, start: int, end: int, number: int = 0, above: str = "") -> Part:
    """A part of the document, with the words that stand above it when it is read."""
    words = reading.text[start:end]
    return Part(number, (Span(start=start, end=end),), f"part {number + 1}", None, f"{above}\n{words}", ("fees",))


def answers(reading: Reading, *said: Said, second: Sequence[Said] = (), of: Part | None = None) -> Answers:
    own = of or whole(reading)
    return Answers("test-model", (own,), 1, facts(own, PROMPT, said), (), Usage(), 0, facts(own, GUIDED, second))


def facts(of: Part, prompt: str, said: Sequence[Said]) -> tuple[StatedFact, ...]:
    return tuple(
        StatedFact(each.field, from_json(FIELDS[each.field], each.value), each.quote, of, order, prompt)
        for order, each in enumerate(said)
    )


def ground(markdown: str, *said: Said, second: Sequence[Said] = ()) -> tuple[list[Candidate], tuple[Claim, ...]]:
    reading = reading_of(markdown)
    return grounded(reading, answers(reading, *said, second=second))


def status(markdown: str, field: str, value: JsonValue, quote: str) -> str:
    """Of one answer: "proven", "quoted", "unproven", or "claim" where its words are not there."""
    candidates, _ = ground(markdown, Said(field, value, quote))
    return candidates[0].proof.status if candidates and candidates[0].proof else "claim"
