"""Verdicts on the items of list fields.

Each paper's list is paired with each record's list. A record item is judged against the paper that names it best, the
prevailing one among equals; what remains unpaired on either side is missing on the other, unless sums explain it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as default

from sowcheck.compare.matching.hidden_scope import note_document_silent, note_hidden
from sowcheck.compare.matching.leftovers import explained
from sowcheck.compare.matching.scalars import code_for, worst
from sowcheck.compare.matching.unlisted import lacking_line, name_lacking, name_surplus, surplus_line
from sowcheck.compare.papers.evidence import say_paper, say_records, say_support, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.papers.support import names_item
from sowcheck.compare.sides.effort import rate_exposure
from sowcheck.compare.sides.exposure import worth_of
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import items_in_force
from sowcheck.compare.sides.shares import context_for
from sowcheck.compare.values.bundles import find_bundles
from sowcheck.compare.values.comparators import compare_values, name_of
from sowcheck.compare.values.difference import Difference
from sowcheck.compare.values.pairing import pair_items, score
from sowcheck.compare.values.similarity import likeness, words
from sowcheck.compare.values.wording import say, say_source
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS, Field
from sowcheck.core.items import Milestone
from sowcheck.core.records import RecordValue

_NEAR = 0.1
"""Papers whose names for an item are this close to the best one name it equally well."""
_LISTED_BY_SYSTEMS = frozenset({"price.lines", "price.rate_card", "price.optional_lines", "staffing.roles"})
"""Lists that every quote has, whether or not the paper breaks its price down: their items alone are no finding."""
_LABELS_ALIKE = 0.6

Stated = Sequence[tuple[Paper, Sequence[Assumption]]]


@dataclass
class _Item:
    """A document's item and how it fared against each record."""

    paper: Paper
    assumption: Assumption
    outcomes: list[tuple[RecordValue, Difference]] = default(default_factory=list)
    explained: bool = False
    lacking: list[RecordValue] = default(default_factory=list)
    """One value of each record list in which the item is missing: shows where."""


def compare_lists(facts: Facts, findings: Findings) -> None:
    """Judge every list field that some side states."""
    for name, row in FIELDS.items():
        if not row.repeated:
            continue
        stated, groups = items_in_force(facts, name), facts.lists(name)
        if stated and not groups:
            if name == "price.lines" and (lacking := lacking_line(facts, findings, stated)):
                name_lacking(findings, *lacking)
            note_hidden(findings, name, stated)
        elif groups and not stated:
            _document_has_no_list(facts, findings, name, [value for group in groups for value in group])
        elif stated and groups:
            _compare_list(facts, findings, row, stated, groups)


def _document_has_no_list(facts: Facts, findings: Findings, name: str, values: Sequence[RecordValue]) -> None:
    if name == "price.lines" and (surplus := surplus_line(facts, findings)):
        name_surplus(findings, surplus)
        values = [value for value in values if value is not surplus]
    if name in _LISTED_BY_SYSTEMS:
        findings.judge(Outcome.DOCUMENT_SILENT, name, records=values)
    else:
        note_document_silent(facts, findings, name, values)


def _compare_list(
    facts: Facts, findings: Findings, row: Field, stated: Stated, groups: Sequence[Sequence[RecordValue]]
) -> None:
    items = [_Item(paper, assumption) for paper, own in stated for assumption in own]
    strangers: list[RecordValue] = []
    for group in groups:
        strangers += _compare_group(facts, findings, row, items, group)
    for item in items:
        _judge_item(facts, findings, row, item)
    _judge_strangers(facts, findings, row, strangers)


def _compare_group(
    facts: Facts, findings: Findings, row: Field, items: Sequence[_Item], group: Sequence[RecordValue]
) -> list[RecordValue]:
    """Compare one record's list; returns its values that no paper has."""
    links: dict[int, list[tuple[float, _Item]]] = {}
    paired: set[int] = set()
    linked: dict[str, frozenset[str]] = {}
    for paper in dict.fromkeys(item.paper for item in items):
        own = [item for item in items if item.paper is paper]
        bundles = find_bundles([item.assumption.value for item in own], group)
        bundled = {member.id for bundle in bundles for member in bundle.members}
        for bundle in bundles:
            item = own[bundle.place]
            outcome = compare_values(row, item.assumption.value, bundle.value, findings.context)
            item.outcomes += [(member.model_copy(update={"value": bundle.value}), outcome) for member in bundle.members]
            paired.add(id(item))
        in_bundles = {bundle.place for bundle in bundles}
        open_items = [place for place in range(len(own)) if place not in in_bundles]
        open_values = [place for place in range(len(group)) if group[place].id not in bundled]
        found = pair_items(
            [own[place].assumption.value for place in open_items], [group[place].value for place in open_values]
        )
        pairs = [(open_items[pair.left], open_values[pair.right], pair.score) for pair in found.pairs]
        linked[paper.id] = frozenset({group[right].id for _, right, _ in pairs} | bundled)
        for left, right, value in pairs:
            links.setdefault(right, []).append((value, own[left]))
            paired.add(id(own[left]))
    for place, candidates in links.items():
        best = max(value for value, _ in candidates)
        item = next(each for value, each in candidates if value >= best - _NEAR)
        context = context_for(item.paper, findings.context)
        outcome = compare_values(row, item.assumption.value, group[place].value, context)
        item.outcomes.append((group[place], outcome))
    unpaired = [item for item in items if id(item) not in paired]
    strangers = [value for value in group if not any(value.id in values for values in linked.values())]
    known_items, known_strangers = explained(facts, findings.context, row.name, items, unpaired, group, linked)
    for item in unpaired:
        if id(item) in known_items:
            item.explained = True
        else:
            item.lacking.append(group[0])
    return [value for value in strangers if value.id not in known_strangers]


def _judge_item(facts: Facts, findings: Findings, row: Field, item: _Item) -> None:
    """Verdict and discrepancy of one document item over all records."""
    key, assumption = name_of(item.assumption.value), item.assumption
    values = [value for value, _ in item.outcomes]
    differing = [(value, difference) for value, difference in item.outcomes if difference.differs]
    if differing:
        findings.judge(Outcome.MISMATCH, row.name, key, [assumption], values)
        _flag_mismatch(facts, findings, row, item, differing)
    elif item.lacking and not item.explained and not _restated(facts, row, item):
        findings.judge(Outcome.RECORD_SILENT, row.name, key, [assumption], values)
        _flag_missing(findings, row, item)
    elif any(difference.is_equal for _, difference in item.outcomes) or (item.explained and not item.outcomes):
        findings.judge(Outcome.MATCH, row.name, key, [assumption], values)
    elif item.outcomes:
        findings.judge(Outcome.INCOMPARABLE, row.name, key, [assumption], values)
        if row.name == "billing.milestones" and _is_unmeasured(item):
            _flag_unmeasured(findings, row, item)
    else:
        findings.judge(Outcome.NOT_EVALUATED, row.name, key, [assumption])


def _is_unmeasured(item: _Item) -> bool:
    """Whether the item states a share and the record an amount, or the other way round."""
    sides = [item.assumption.value, *(value.value for value, _ in item.outcomes)]
    milestones = [each for each in sides if isinstance(each, Milestone)]
    return any(each.amount is None and each.percent is not None for each in milestones) and any(
        each.amount is not None for each in milestones
    )


def _flag_unmeasured(findings: Findings, row: Field, item: _Item) -> None:
    """Note that a share and an amount could not be held against each other."""
    values = [value for value, _ in item.outcomes]
    reason = next(difference.reason for _, difference in item.outcomes if not difference.is_equal)
    key = name_of(item.assumption.value)
    findings.flag(
        "SC902",
        row.name,
        f"{row.title}, {key}: {say_paper(item.paper, item.assumption)} says {say(item.assumption.value, row.name)}, "
        f"{say_records(values, row.name)}; {reason}.",
        key=key,
        severity="medium",
        document_value=shape_of([item.assumption.value]),
        record_value=shape_of([value.value for value in values]),
        assumptions=[item.assumption],
        records=values,
    )


def _restated(facts: Facts, row: Field, item: _Item) -> bool:
    """Whether a paper that prevails names the same item: then that one is judged, and this one for conflict only."""
    for paper in facts.hierarchy.papers_on(row.name):
        if paper is item.paper:
            return False
        if any(score(each.value, item.assumption.value) > 0 for each in paper.of(row.name)):
            return True
    return False


def _flag_mismatch(
    facts: Facts,
    findings: Findings,
    row: Field,
    item: _Item,
    differing: Sequence[tuple[RecordValue, Difference]],
) -> None:
    values, difference = [value for value, _ in differing], worst([each for _, each in differing])
    sentence = say_paper(item.paper, item.assumption)
    reason = f"; {difference.reason}" if difference.reason else ""
    findings.flag(
        code_for(row, difference),
        row.name,
        f"{row.title}, {name_of(item.assumption.value)}: {sentence} says "
        f"{say(item.assumption.value, row.name)}, {say_records(values, row.name)}{reason}"
        f"{say_support(facts.papers, row.name, values)}.",
        key=name_of(item.assumption.value),
        severity=difference.severity,
        exposure=rate_exposure(facts, item.assumption.value, difference.exposure),
        document_value=shape_of([item.assumption.value]),
        record_value=shape_of([value.value for value in values]),
        assumptions=[item.assumption],
        records=values,
    )


def _flag_missing(findings: Findings, row: Field, item: _Item) -> None:
    key = name_of(item.assumption.value)
    sentence = say_paper(item.paper, item.assumption)
    lacking = list(dict.fromkeys(say_source(each.system, each.object, None) for each in item.lacking))
    said = say(item.assumption.value, row.name)
    findings.flag(
        "SC303",
        row.name,
        f"{row.title}, {key}: {sentence} says {said}; there is no such {' and no such '.join(lacking)}.",
        key=key,
        at_most="high",
        exposure=worth_of(item.assumption.value, sign=-1),
        document_value=shape_of([item.assumption.value]),
        assumptions=[item.assumption],
    )


def _judge_strangers(facts: Facts, findings: Findings, row: Field, strangers: Sequence[RecordValue]) -> None:
    """Record items that no paper has, those of several records under one name together."""
    remaining = list(strangers)
    while remaining:
        first = remaining[0]
        key = name_of(first.value)
        alike = [each for each in remaining if likeness(name_of(each.value), key) >= _LABELS_ALIKE]
        remaining = [each for each in remaining if each not in alike]
        if row.name == "price.optional_lines":
            # An option that the paper does not offer costs nobody anything.
            findings.judge(Outcome.DOCUMENT_SILENT, row.name, key, (), alike)
            continue
        excluded = _exclusion(facts, key)
        if not excluded and names_item(facts.papers, key):
            findings.judge(Outcome.NOT_EVALUATED, row.name, key, (), alike)
            continue
        findings.judge(Outcome.DOCUMENT_SILENT, row.name, key, (), alike)
        findings.flag(
            "SC312",
            row.name,
            f"{row.title}, {key}: {say_records(alike, row.name)}; {excluded or 'no document has it'}.",
            key=key,
            at_most="high",
            exposure=worth_of(first.value, sign=1),
            record_value=shape_of([value.value for value in alike]),
            records=alike,
        )


def _exclusion(facts: Facts, name: str) -> str | None:
    """The words by which a paper leaves an item out, such as "the SOW excludes “paid social management”"."""
    wanted = words(name)
    for paper in facts.papers:
        for each in paper.of("scope.exclusions"):
            if wanted and wanted <= words(str(each.value)):
                return f"{paper.title} excludes {say(each.value)}"
    return None
