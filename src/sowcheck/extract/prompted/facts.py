"""What a model says of a part of a document, before anything of it is believed."""

from dataclasses import dataclass

from sowcheck.core.readings import FailedRead, Usage
from sowcheck.core.spans import Span
from sowcheck.core.values import Value


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document that is read in one go: clauses that follow each other, tables whole."""

    number: int
    """From 0, in the order of the text."""
    spans: tuple[Span, ...]
    """The places of the document that it holds, in order; they do not overlap."""
    where: str
    """For people: "pages 3-5, 4 Fees and Payment"."""
    page: int | None
    """1-based page on which it starts; None for formats without pages."""
    text: str
    """What the model reads: heading path, definitions, then the words of `spans`."""
    topics: tuple[str, ...]
    """Names of the topics that it may state."""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A value that a model says a part states, with the words it gives for it."""

    field: str
    value: Value
    quote: str
    """The words that the model gives; nobody has looked yet whether they are there."""
    part: Part
    order: int
    """Place among the facts of its answer."""
    prompt: str
    """Prompt with version and hash of prompt and schema: "fees_and_billing.v1#3fa9c1d2"."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that a model said of one document."""

    model: str
    parts: tuple[Part, ...]
    questions: int
    facts: tuple[StatedFact, ...]
    """In the order of parts, topics and answers."""
    failed: tuple[FailedRead, ...]
    usage: Usage
    from_cache: int
    second: tuple[StatedFact, ...] = ()
    """What a second, differently built read said; () if there was none."""
