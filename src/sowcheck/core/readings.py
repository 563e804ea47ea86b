"""What a language model was asked about a document, what it cost, and what became of its answers."""

from decimal import Decimal

from sowcheck.core.noun import Noun
from sowcheck.core.quantities import Currency
from sowcheck.core.values import Value


class Usage(Noun):
    """What calls to a language model used."""

    calls: int = 0
    """Requests that were sent, repeated ones included; 0 where every answer came from the cache."""
    input_tokens: int = 0
    cached_input_tokens: int = 0
    """Of the input tokens, those that the endpoint billed as cached."""
    output_tokens: int = 0
    cost: Decimal | None = Decimal(0)
    """None if the model has no row in the price table."""
    currency: Currency = "USD"

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            cached_input_tokens=self.cached_input_tokens + other.cached_input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cost=None if self.cost is None or other.cost is None else self.cost + other.cost,
            currency=self.currency if self.cost or not other.cost else other.currency,
        )


class FailedRead(Noun):
    """A part of a document on which the model gave no usable answer."""

    topic: str
    """What it was asked about, such as "fees_and_billing"."""
    where: str
    """Such as "pages 3-5, 4 Fees and Payment"."""
    page: int | None
    """1-based page on which the part starts; None for formats without pages."""
    fields: tuple[str, ...]
    """Names of the dictionary that the answer would have fed."""
    reason: str
    """Such as "no answer within 60 s (4 attempts)"."""


class Claim(Noun):
    """A value that a model gave with words that are not in the document, or that cannot be shown beside its words."""

    field: str
    value: Value
    quote: str
    """The words that the model gave."""
    where: str
    """The part of the document that it was reading."""
    page: int | None
    """1-based page on which that part starts; None for formats without pages."""
    reason: str
    """Why it was not believed."""
    extractor: str
    """Such as "llm@gpt-5.1:fees_and_billing.v1#3fa9c1d2"."""


class ModelReading(Noun):
    """How a language model read one document."""

    model: str
    parts: int
    """Into how many parts the document was cut."""
    questions: int
    """How many questions were to be answered: parts by topics that they may state."""
    from_cache: int = 0
    """How many of the answers cost nothing, because they were given before."""
    failed: tuple[FailedRead, ...] = ()
    claims: tuple[Claim, ...] = ()
    usage: Usage = Usage()

    @property
    def unread_fields(self) -> frozenset[str]:
        """Fields of the questions that were not answered."""
        return frozenset(field for part in self.failed for field in part.fields)
