"""The summary without a language model: what blocks, what is at stake, what to carry over, what to do first."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sowcheck.compare.values.wording import joined
from sowcheck.core.cases import Gate
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.fields import FIELDS, Owner
from sowcheck.core.reasons import REASONS
from sowcheck.core.summaries import Summary, SummarySentence
from sowcheck.core.words import owner_title
from sowcheck.risk.check import Material, fault, material_of
from sowcheck.risk.phrases import clause, in_days, in_money, subject, title, trouble
from sowcheck.risk.sources import SourceText

_AGREES = "The documents and the records agree: no discrepancy was found."
_SHUT = "The gate is shut by the papers themselves: one of them is not signed by both sides, or was not read in full."
_ONLY_HIDDEN = (
    "Nothing blocks the gate, and nothing that was signed contradicts the records; what was signed and never recorded "
    "has to be carried over."
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FIRST_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z])")
_BLOCKING_NAMED, _OTHERS_NAMED, _TERMS_NAMED = 6, 4, 5
"""How many findings, or terms, one sentence names."""
_ADVISED = 2
"""How many owners are told what to do first."""
_UNCLEAR_KINDS = frozenset({"ambiguous", "unmapped_value", "not_comparable"})
_UNCLEAR_CODES = frozenset({"SC107", "SC108", "SC129", "SC313"})
"""Of what nobody could read, compare or work out."""
_CLEAR_CODES = frozenset({"SC123", "SC124"})
"""Of what is known to say two things."""
_KICK_OFF = (
    "scope.exclusions",
    "scope.assumptions",
    "scope.client_responsibilities",
    "scope.deliverables",
    "acceptance.criteria",
    "scope.limits",
    "scope.integrations",
    "sla.targets",
    "staffing.key_personnel",
    "staffing.roles",
    "billing.milestones",
    "expense.policy",
    "legal.liability_cap",
    "legal.termination_notice",
)
"""What a kick-off misses most, if nobody carried it over."""
_PLANNED = ("schedule.", "billing.start_date", "billing.milestones", "scope.deliverables")
"""Fields, or their beginnings, on which days of exposure are days of a plan."""


def summary_by_template(discrepancies: Sequence[Discrepancy], gate: Gate) -> Summary:
    """The summary that needs nothing but the discrepancies.

    Words of documents and records stand in it only as far as they pass the checks that a model's words have to pass:
    a price line may be called "Approved, nothing blocks the gate".
    """
    material = material_of(discrepancies, gate)
    sentences = tuple(_sentences(discrepancies, gate))
    if all(_stands(sentence, material) for sentence in sentences):
        return Summary(sentences=sentences)
    fit = [found if _words_stand(found, material) else _wordless(found) for found in discrepancies]
    least = [_wordless(found) for found in discrepancies]
    pairs = zip(_sentences(fit, gate), _sentences(least, gate), strict=True)
    return Summary(sentences=tuple(_first_that_stands(full, spare, material) for full, spare in pairs))


def _first_that_stands(full: SummarySentence, spare: SummarySentence, material: Material) -> SummarySentence:
    """The fullest sentence that passes the checks; in the end one that only counts."""
    count = len(full.cites)
    counting = f"{_findings(count)} {'needs' if count == 1 else 'need'} attention before kick-off."
    last = SummarySentence(text=counting, cites=full.cites)
    return next((each for each in (full, spare) if _stands(each, material)), last)


def _stands(sentence: SummarySentence, material: Material) -> bool:
    """Whether it passes the checks; of hidden scope alone it holds titles and counts, and no words of anybody."""
    if all(_is_only_counted(material.sources[id_]) for id_ in sentence.cites):
        return True
    return fault(sentence.text, sentence.cites, material) is None


def _is_only_counted(source: SourceText) -> bool:
    return _is_hidden(source.finding) and not source.blocks


def _words_stand(found: Discrepancy, material: Material) -> bool:
    """Whether what the finding is called and how it is explained may stand in a sentence."""
    if _is_only_counted(material.sources[found.id]):
        return True
    return fault(f"The finding is {subject(found)} ({trouble(found)}; {clause(found)}).", [found.id], material) is None


def _wordless(found: Discrepancy) -> Discrepancy:
    """The finding without any word of documents and records."""
    words = f"{FIELDS[found.field].title}: {_lowered(REASONS[found.code].title)}."
    return found.model_copy(update={"key": None, "document_value": None, "record_value": None, "message": words})


def _sentences(discrepancies: Sequence[Discrepancy], gate: Gate) -> Iterable[SummarySentence]:
    blocking = [found for found in discrepancies if found.id in gate.blockers]
    others = [found for found in discrepancies if found.id not in gate.blockers]
    hidden = [found for found in others if _is_hidden(found)]
    rest = [found for found in others if not _is_hidden(found)]
    yield _verdict(discrepancies, gate, blocking, rest)
    yield from _at_stake(blocking + rest)
    if rest and gate.state == "blocked":
        yield _to_settle(rest, more=bool(blocking))
    yield from _carry_over(hidden)
    yield from _unclear(blocking + rest)
    yield from _first(blocking or rest)
    if hidden and not blocking and not rest:
        yield _first_to_carry(hidden)


def _is_hidden(found: Discrepancy) -> bool:
    return found.kind == "missing_in_record"


def _cited(text: str, rests_on: Iterable[Discrepancy]) -> SummarySentence:
    return SummarySentence(text=text, cites=tuple(dict.fromkeys(found.id for found in rests_on)))


def _verdict(
    discrepancies: Sequence[Discrepancy], gate: Gate, blocking: Sequence[Discrepancy], rest: Sequence[Discrepancy]
) -> SummarySentence:
    """Whether anything blocks, and what."""
    if blocking:
        verb = "blocks" if len(blocking) == 1 else "block"
        return _cited(f"{_findings(len(blocking))} {verb} the gate: {_list(blocking, _BLOCKING_NAMED)}.", blocking)
    if gate.state == "blocked":
        return _cited(_SHUT, [found for found in discrepancies if found.kind == "not_executed"] or discrepancies)
    if rest:
        return _to_settle(rest)
    if not discrepancies:
        return SummarySentence(text=_AGREES, cites=())
    return _cited(_ONLY_HIDDEN, discrepancies)


def _to_settle(rest: Sequence[Discrepancy], *, more: bool = False) -> SummarySentence:
    verb = "does not block the gate but needs" if len(rest) == 1 else "do not block the gate but need"
    return _cited(
        f"{_findings(len(rest), 'more ' if more else '')} {verb} a decision: {_list(rest, _OTHERS_NAMED)}.", rest
    )


def _at_stake(findings: Sequence[Discrepancy]) -> Iterable[SummarySentence]:
    """The most money of one finding, and the most days: findings of one cause overlap, so that no sum would be true."""
    money = max((found for found in findings if found.exposure.amount), key=_size, default=None)
    days = max((found for found in findings if _moves_the_plan(found)), key=_days, default=None)
    stakes: dict[str, list[str]] = {}
    if money:
        stakes.setdefault(subject(money), []).append(in_money(_size(money), money.exposure.currency))
    if days:
        stakes.setdefault(subject(days), []).append(in_days(_days(days)))
    if stakes:
        rests_on = [found for found in (money, days) if found]
        parts = [f"{' and '.join(sizes)} ({about})" for about, sizes in stakes.items()]
        yield _cited(f"At stake in a single finding: up to {', and up to '.join(parts)}.", rests_on)


def _carry_over(hidden: Sequence[Discrepancy]) -> Iterable[SummarySentence]:
    """Hidden scope by who has to see to it: delivery in a sentence of its own, the others together."""
    groups: dict[Owner, list[Discrepancy]] = {}
    for found in sorted(hidden, key=_by_kick_off):
        groups.setdefault(found.owner, []).append(found)
    delivery = groups.pop("delivery_ops", [])
    if delivery:
        terms = _counted(len(delivery), "signed term")
        text = f"Delivery operations has {terms} to carry into the project that no record holds: {_terms(delivery)}."
        yield _cited(text, delivery)
    if groups:
        most_first = sorted(groups.items(), key=lambda group: -len(group[1]))
        parts = []
        for number, (owner, group) in enumerate(most_first):
            count = _number(len(group)) if number else _counted(len(group), "signed term")
            parts.append(f"{count} for {owner_title(owner)} ({_terms(group)})")
        lead = "Also in no record" if delivery else "In no record"
        yield _cited(f"{lead}: {joined(parts)}.", [found for _, group in most_first for found in group])


def _unclear(findings: Sequence[Discrepancy]) -> Iterable[SummarySentence]:
    unclear = [
        found
        for found in findings
        if (found.kind in _UNCLEAR_KINDS and found.code not in _CLEAR_CODES) or found.code in _UNCLEAR_CODES
    ]
    if unclear:
        said = [_put_mid_sentence(clause(found)) for found in unclear[:_OTHERS_NAMED]]
        others = "; and others" if len(unclear) > _OTHERS_NAMED else ""
        yield _cited(f"Not known: {'; '.join(said)}{others}.", unclear)


def _first(findings: Sequence[Discrepancy]) -> Iterable[SummarySentence]:
    """What the owners of the weightiest findings do next, in their order."""
    heaviest: dict[Owner, Discrepancy] = {}
    for found in findings:
        heaviest.setdefault(found.owner, found)
    chosen = list(heaviest.values())[:_ADVISED]
    advised: dict[str, list[Discrepancy]] = {}
    for found in chosen:
        advised.setdefault(_FIRST_SENTENCE.split(found.advice)[0].rstrip("."), []).append(found)
    parts = [
        f"for {joined([owner_title(found.owner) for found in group])}, {_lowered(advice)} "
        f"({joined(list(dict.fromkeys(subject(found) for found in group)))})"
        for advice, group in advised.items()
    ]
    if parts:
        yield _cited(f"First, before kick-off: {'; '.join(parts)}.", chosen)


def _first_to_carry(hidden: Sequence[Discrepancy]) -> SummarySentence:
    """Where nothing else is to be done, the carrying over is."""
    owners = joined([owner_title(owner) for owner in dict.fromkeys(found.owner for found in hidden)])
    return _cited(
        f"First, before kick-off: {owners} should carry these terms into the project and billing set-up.", hidden
    )


def _size(found: Discrepancy) -> Decimal:
    return abs(found.exposure.amount or Decimal(0))


def _days(found: Discrepancy) -> int:
    return abs(found.exposure.days or 0)


def _moves_the_plan(found: Discrepancy) -> bool:
    return bool(found.exposure.days) and found.field.startswith(_PLANNED)


def _by_kick_off(found: Discrepancy) -> int:
    return _KICK_OFF.index(found.field) if found.field in _KICK_OFF else len(_KICK_OFF)


def _list(findings: Sequence[Discrepancy], most: int) -> str:
    """What they are about, each subject once, with all that is wrong with it."""
    troubles: dict[str, list[str]] = {}
    for found in findings:
        troubles.setdefault(subject(found), []).append(trouble(found))
    parts = [
        about + (f" ({'; '.join(dict.fromkeys(wrong))})" if any(wrong) else "") for about, wrong in troubles.items()
    ]
    return _some(parts, most)


def _terms(findings: Iterable[Discrepancy]) -> str:
    return _some(list(dict.fromkeys(title(found.field) for found in findings)), _TERMS_NAMED)


def _some(parts: list[str], most: int) -> str:
    """The first few of them, and whether there are others."""
    return joined(parts) if len(parts) <= most else f"{', '.join(parts[:most])} and others"


def _put_mid_sentence(text: str) -> str:
    return _lowered(text) if text.startswith("No") else text


def _findings(count: int, more: str = "") -> str:
    words = f"{_number(count)} {more}finding{'' if count == 1 else 's'}"
    return words[:1].upper() + words[1:]


def _counted(count: int, noun: str) -> str:
    return f"{_number(count)} {noun}{'' if count == 1 else 's'}"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
