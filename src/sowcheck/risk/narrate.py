"""The summary by a language model: it is given the discrepancies alone, and of its sentences only those stand that they bear out."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import BaseModel, Field

from sowcheck.core.cases import Gate
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.readings import Usage
from sowcheck.core.summaries import DroppedSentence, Summary, SummarySentence
from sowcheck.core.words import plain, shortened
from sowcheck.errors import ModelError
from sowcheck.llm.base import ChatModel, ChatRequest
from sowcheck.llm.prompts import label, marked, prompt
from sowcheck.risk.check import LONGEST, Material, fault, material_of

_PROMPT = "risk_summary.v1"
_MOST_SENTENCES = 8
_FEWEST_SENTENCES = 2
_MOST_FINDINGS = 120
"""Findings that the model is given: what blocks, then the others, then the hidden scope."""
_KEPT_SHARE = 0.5
"""A summary of which less than this stands is of no use."""
_ANSWER_TOKENS = 2048


class StatedSentence(BaseModel):
    """One sentence of the answer."""

    text: str = Field(description="One plain sentence.")
    cites: list[str] = Field(description='Ids of the discrepancies that it rests on, such as ["d-1"].')


class RiskSummaryAnswer(BaseModel):
    """The answer that is asked for."""

    sentences: list[StatedSentence]


class Narration(NamedTuple):
    """What came of asking a model for the summary."""

    summary: Summary | None
    """None if what it wrote is of no use."""
    dropped: tuple[DroppedSentence, ...]
    failure: str | None
    """Why there is no summary."""
    usage: Usage


def narrated(discrepancies: Sequence[Discrepancy], gate: Gate, model: ChatModel) -> Narration:
    """The summary that a model writes of the discrepancies, as far as they bear it out."""
    material = material_of(weightiest(discrepancies, gate), gate)
    question = _question(material)
    try:
        answer = model.ask(question)
    except ModelError as error:
        return Narration(None, (), f"{model.name} wrote no summary: {error.message}", error.usage or Usage())
    kept, dropped = sifted(answer.value, material)
    failure = _of_no_use(kept, dropped, material)
    if failure:
        return Narration(None, dropped, f"that of {model.name} was of no use: {failure}", answer.usage)
    writer = f"llm@{model.name}:{label(_PROMPT, question.instructions, question.answer)}"
    return Narration(Summary(sentences=kept, written_by=writer, dropped=dropped), dropped, None, answer.usage)


def weightiest(discrepancies: Sequence[Discrepancy], gate: Gate) -> list[Discrepancy]:
    """What the model is given: what blocks first, and the hidden scope last."""
    blockers = set(gate.blockers)
    ordered = sorted(discrepancies, key=lambda found: (found.id not in blockers, found.kind == "missing_in_record"))
    return ordered[:_MOST_FINDINGS]


def sifted(
    answer: RiskSummaryAnswer, material: Material
) -> tuple[tuple[SummarySentence, ...], tuple[DroppedSentence, ...]]:
    """The sentences that stand, in their order, and the others with the reason."""
    kept: list[SummarySentence] = []
    dropped: list[DroppedSentence] = []
    for stated in answer.sentences:
        text, cites = " ".join(stated.text.split()), tuple(dict.fromkeys(each.strip() for each in stated.cites))
        reason = fault(text, cites, material)
        if reason is None and len(kept) == _MOST_SENTENCES:
            reason = f"comes after {_MOST_SENTENCES} sentences"
        if reason is None and any(each.text.casefold() == text.casefold() for each in kept):
            reason = "repeats another sentence"
        if reason is None:
            kept.append(SummarySentence(text=text, cites=cites))
        else:
            dropped.append(_dropped(text, cites, reason))
    return tuple(kept), tuple(dropped)


def _question(material: Material) -> ChatRequest[RiskSummaryAnswer]:
    instructions = prompt(_PROMPT).filled(most_sentences=str(_MOST_SENTENCES))
    lines = ",\n ".join(json.dumps(source.data, ensure_ascii=False) for source in material.sources.values())
    return ChatRequest(_PROMPT, instructions, marked(f"[{lines}]"), RiskSummaryAnswer, _ANSWER_TOKENS)


def _of_no_use(kept: Sequence[SummarySentence], dropped: Sequence[DroppedSentence], material: Material) -> str | None:
    fewest = min(_FEWEST_SENTENCES, len(material.sources))
    if len(kept) < fewest or len(kept) < _KEPT_SHARE * (len(kept) + len(dropped)):
        return f"{len(kept)} of {len(kept) + len(dropped)} sentences are borne out by what they cite"
    cited = {id_ for sentence in kept for id_ in sentence.cites}
    silent = [id_ for id_, source in material.sources.items() if source.blocks and id_ not in cited]
    return f"it passes over what blocks ({', '.join(silent)})" if silent else None


def _dropped(text: str, cites: Sequence[str], reason: str) -> DroppedSentence:
    return DroppedSentence(
        text=shortened(plain(text), LONGEST),
        cites=tuple(shortened(plain(each), 40) for each in cites[:20]),
        reason=reason,
    )
