"""The pricing model: from a label, a ticked box of a form, or the sentences that say how the price comes about."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sowcheck.core.items import Milestone
from sowcheck.core.spans import Span
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.choices import find_choice
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.prices.milestones import milestones
from sowcheck.extract.reading import Reading
from sowcheck.extract.remembered import remembered
from sowcheck.extract.scalars.price import caps

_DENIED = pattern(r"\b(?:nothing|not|no|never)\b.{0,40}\b(?:fixed (?:price|fee)|lump sum|retainer|time and materials)")
_INSTRUCTION = re.compile(
    r"\[\s*(?:please\s+)?(?:specify|indicate|insert|describe|enter|state|choose|select|complete|fill|identify|list|add|set out|delete)\b[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]?",
    re.IGNORECASE,
)
"""What a form tells its writer to put in a blank: "[specify a fixed price or hourly rates]"."""
_MODEL_LABEL = pattern(
    r"(?:pricing|charging|engagement|contract|fee|billing|commercial|price) (?:model|type|method|basis|arrangement)|basis of (?:the )?(?:price|charges?|fees?)|^fees?$|^price$|^charges?$|basis of (?:price|charge)|charging method|abrechnungsart|type of contract"
)
_MODEL_TOPIC = pattern(
    r"fee|price|pricing|charge|payment|compensation|commercial|cost|contract type|budget|vergütung|rates?|invoic|consideration"
)
_MODEL_WEIGHT = {
    "mixed": 0.88,
    "cost_plus": 0.86,
    "time_and_materials_nte": 0.82,
    "fixed_fee": 0.8,
    "time_and_materials": 0.78,
    "retainer": 0.76,
    "subscription_managed_service": 0.74,
    "outcome_based": 0.7,
    "unit_based": 0.6,
    "milestone_based": 0.55,
}


_ON_THE_SIDE = pattern(
    r"outside|additional \w+|only if|out[- ]of[- ]scope|beyond|in excess|extra|optional|change (?:order|request)|except|skill level|overtime"
)


_OTHERS_COSTS = pattern(r"subconsultant|subcontract|expense|travel|third[- ]party|disbursement|outside services")
"""Costs that are passed on beside the price, with a mark-up or without."""
_SPECIFIC_LINE = pattern(r"\t.*\t.*\d")
"""A row of several cells with a figure: a line of the price, not the price."""
_BOX = re.compile(r"[☐☒☑□■✓✔\[]")
_OPTION = re.compile(r"(?:[☐☒☑□■✓✔]|\[[ xX]?\])[^☐☒☑□■✓✔\[\t]*")
_CELL = re.compile(r"[^\t]+")
_TICKED = re.compile(r"[☒☑■✓✔]|\[[xX]\]")


def _options(words: str) -> list[re.Match[str]]:
    """The options of a form's menu: each box with its words, or each cell that names a model."""
    boxes = list(_OPTION.finditer(words)) if _BOX.search(words) else []
    if boxes or "\t" not in words:
        return boxes
    chosen = [(cell, find_choice("price.pricing_model", cell.group())) for cell in _CELL.finditer(words)]
    return [cell for cell, choice in chosen if choice] if len({choice for _, choice in chosen if choice}) > 1 else []


def _ticked(place: Span, options: list[re.Match[str]]) -> Iterator[Candidate]:
    """The one option of a form's menu that is ticked."""
    ticked = [option for option in options if _TICKED.search(option.group())]
    if len(ticked) == 1 and (found := find_choice("price.pricing_model", ticked[0].group())):
        quote = Span(start=place.start + ticked[0].start(), end=place.start + ticked[0].end())
        yield Candidate("price.pricing_model", found[0], quote, "price.pricing_model.ticked", 0.96)


def _capped_model(reading: Reading) -> Iterator[Candidate]:
    """Time and materials under a ceiling that another sentence states."""
    if all(cap.weight < 0.8 for cap in caps(reading)):
        return
    for candidate in _models(reading):
        if candidate.value == "time_and_materials" and candidate.weight >= 0.7:
            yield replace(
                candidate,
                value="time_and_materials_nte",
                rule="price.pricing_model.capped",
                weight=candidate.weight + 0.03,
            )


def _without_denials(words: str) -> str:
    """The words with "nothing in this order is a fixed price" and a form's instructions blanked, of the same length."""
    if "[" in words:
        words = _INSTRUCTION.sub(lambda match: " " * len(match.group()), words)
    return _DENIED.sub(lambda match: " " * len(match.group()), words)


@remembered
def _models(reading: Reading) -> tuple[Candidate, ...]:
    return (*_of_labels(reading), *_of_sentences(reading))


def _of_labels(reading: Reading) -> Iterator[Candidate]:
    for pair in reading.key_values:
        if not _MODEL_LABEL.search(pair.label):
            continue
        if options := _options(pair.value.of(reading.text)):
            yield from _ticked(pair.value, options)
            continue
        for found in typed.choice("price.pricing_model", _without_denials(pair.value.of(reading.text))):
            whole = pair.value.joined(pair.key) if pair.key else pair.value
            core = pair.value
            yield Candidate(
                "price.pricing_model", found.value, clip(reading.text, whole, core), "price.pricing_model.label", 0.95
            )


def _of_sentences(reading: Reading) -> Iterator[Candidate]:
    for sentence in reading.sentences:
        if options := _options(sentence.text):
            yield from _ticked(sentence.span, options)
            continue
        for found in typed.choice("price.pricing_model", _without_denials(sentence.text)):
            weight = (
                _MODEL_WEIGHT[str(found.value)]
                - (0.2 if sentence.row and _SPECIFIC_LINE.search(sentence.text) else 0)
                + (0.08 if _MODEL_TOPIC.search(sentence.topic) else 0)
                - (0.25 if _ON_THE_SIDE.search(sentence.text) else 0)
                - (0.3 if found.value == "cost_plus" and _OTHERS_COSTS.search(sentence.text) else 0)
            )
            core = sentence.at(found.start, found.end)
            yield Candidate(
                "price.pricing_model",
                found.value,
                clip(reading.text, sentence.span, core),
                "price.pricing_model.sentence",
                weight,
            )


_FEWEST_PAYMENTS = 2
_BY_PAYMENTS = 0.66
"""Weight of what a plan of payments says of the model: more than a rate for extra work, less than a stated model."""


_OF_WORK = frozenset(["milestone_completed", "milestone_accepted", "deliverable_submitted", "go_live"])


def _by_payments(reading: Reading) -> Iterator[Candidate]:
    """A price that sentences and lists pay in parts is paid by milestones, or fixed where the calendar makes most due."""
    told = [one for one in milestones(reading) if not one.rule.endswith(".table")]
    paid = [one.value for one in told if isinstance(one.value, Milestone) and (one.value.amount or one.value.percent)]
    by_work = sum(payment.trigger in _OF_WORK for payment in paid)
    by_date = sum(payment.trigger == "calendar" for payment in paid)
    if max(by_work, by_date) >= _FEWEST_PAYMENTS:
        model = "milestone_based" if by_work >= by_date else "fixed_fee"
        yield Candidate("price.pricing_model", model, told[0].quote, "price.pricing_model.payments", _BY_PAYMENTS)


RULES: tuple[Rule, ...] = (_models, _capped_model, _by_payments)
