"""The risk of a case in sentences, each of which names the discrepancies that it rests on."""

from sowcheck.core.noun import Noun

TEMPLATE = "template"
"""Who wrote a summary for which no language model was asked, or whose answer was of no use."""


class SummarySentence(Noun):
    """One sentence for a person, and what it rests on."""

    text: str
    cites: tuple[str, ...]
    """Ids of discrepancies; empty only where there is none in the case."""


class DroppedSentence(Noun):
    """A sentence that a language model wrote and that is not shown as part of the summary."""

    text: str
    cites: tuple[str, ...]
    """As the model gave them: they may name nothing."""
    reason: str
    """Such as "states EUR 185,000, which is not in what it cites"."""


class Summary(Noun):
    """What a delivery lead reads first."""

    sentences: tuple[SummarySentence, ...]
    written_by: str = TEMPLATE
    """ "template", or "llm@" with the model and its prompt: "llm@gpt-5.1:risk_summary.v1#3fa9c1d2"."""
    dropped: tuple[DroppedSentence, ...] = ()
    note: str | None = None
    """Why the template wrote it although a language model was asked."""

    @property
    def text(self) -> str:
        """The sentences, one after the other."""
        return " ".join(sentence.text for sentence in self.sentences)
