"""What a rule proposes, before the proposals for a field are weighed against each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sowcheck.core.assumptions import Proof
from sowcheck.core.spans import Span
from sowcheck.core.values import Value
from sowcheck.extract.reading import Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that some words may state."""

    field: str
    value: Value
    quote: Span
    rule: str
    """Name of the rule, such as "payment_terms.sentence"; that of another extractor begins with it: "ner:skill"."""
    weight: float
    """How often such words state this field, from 0 to 1: labelled values near 0.95, loose cues near 0.5."""

    version: str = "1"
    """Of the extractor; of a language model its name."""
    proof: Proof | None = None
    """What its quote proves, where that was judged already and more strictly; None leaves it to `proof.prove`."""

    @property
    def found_by(self) -> str:
        """Extractor, its version and the rule: "rules@1:payment_terms.sentence", "ner@1:skill", "llm@MODEL:PROMPT#HASH"."""
        extractor, colon, rule = self.rule.partition(":")
        return f"{extractor}@{self.version}:{rule}" if colon else f"rules@{self.version}:{self.rule}"


Rule = Callable[[Reading], Iterable[Candidate]]
"""A rule reads a document and proposes values."""
