"""Whether "proven" keeps its word: a wrong value must never be called proven."""

from collections.abc import Iterable

from sowcheck.evals.scorers.facts import FactVerdict, Judgement

PROVEN = "proven"


def wrong_values(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The predictions that are wrong: misread or invented."""
    return [found for found in judgements if found.verdict in (FactVerdict.MISREAD, FactVerdict.INVENTED)]


def misread_values(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The predictions with another value than the document's for the same fact: wrong beyond doubt.

    An invented fact may also be one that the annotators left out.
    """
    return [found for found in judgements if found.verdict is FactVerdict.MISREAD]


def is_proven(judgement: Judgement) -> bool:
    """Whether the prediction was called proven."""
    return judgement.prediction is not None and judgement.prediction.proof == PROVEN
