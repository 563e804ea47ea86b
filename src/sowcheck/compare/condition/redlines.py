"""Terms that depend on open changes: a paper says two things, and the record agrees with one of them at most.

A finding that the document and the record differ says so of both readings. Where they agree as the text stands, or no
record speaks, the open change is a finding of its own; and a match with one of two readings is none.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from pydantic import JsonValue

from sowcheck.compare.condition.redline_words import quoted_change, say_change, say_reading
from sowcheck.compare.papers.evidence import say_paper, say_records, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.comparators import compare_values, name_of
from sowcheck.compare.values.difference import heavier
from sowcheck.compare.values.wording import first_few, joined
from sowcheck.core.assumptions import Assumption, Redline
from sowcheck.core.cases import CaseDocument
from sowcheck.core.discrepancies import Discrepancy, Outcome, Place, Verdict
from sowcheck.core.fields import FIELDS, Field
from sowcheck.core.reasons import REASONS
from sowcheck.core.records import RecordValue
from sowcheck.core.values import Value, to_json

REASON = "open changes decide what the document says"
_MANY = 3
"""From more items of one list on, they are one finding."""
_SILENT = frozenset({"missing_in_record", "missing_in_document"})


def check_redlines(facts: Facts, findings: Findings) -> None:
    """Note each term that open changes decide, with both readings and what the records say."""
    for paper in facts.papers:
        contested = paper.contested
        order = list(FIELDS)
        for field, group in groupby(
            sorted(contested, key=lambda each: order.index(each.field)), lambda each: each.field
        ):
            items = list(group)
            for each in items:
                _demote(findings, each)
            if FIELDS[field].repeated and len(items) > _MANY:
                _flag_list(findings, paper, FIELDS[field], items)
            else:
                for each in items:
                    _flag(facts, findings, paper, FIELDS[field], each)


def in_other_reading(documents: Sequence[CaseDocument], assumptions: Iterable[Assumption]) -> list[Assumption] | None:
    """What the documents state if their open changes are decided the other way; None if that is the same."""
    decided = {each.id: each.document.other.decided for each in documents if each.document.other is not None}
    unsettled = [each for document in documents for each in document.unsettled]
    stated = list(assumptions)
    if not unsettled and not any(each.is_contested for each in stated):
        return None
    return [*(other for each in stated if (other := _other(each, decided)) is not None), *unsettled]


def _other(each: Assumption, decided: Mapping[str, str]) -> Assumption | None:
    redline = each.redline
    if redline is None or not redline.decides or each.document not in decided:
        return each
    value = redline.rejected if decided[each.document] == "rejected" else redline.accepted
    return each.model_copy(update={"value": value}) if value is not None else None


def without_one_sided_matches(findings: Findings, other: Sequence[Verdict]) -> None:
    """Turn each match that holds in one reading of the documents alone into an open question.

    Args:
        findings: What comparing the case gave.
        other: The verdicts in the other reading.
    """
    kept = {(each.field, each.key) for each in other if each.verdict is Outcome.MATCH}
    findings.verdicts = [
        _opened(each) if each.verdict is Outcome.MATCH and (each.field, each.key) not in kept else each
        for each in findings.verdicts
    ]


def _opened(verdict: Verdict) -> Verdict:
    return verdict.model_copy(update={"verdict": Outcome.INCOMPARABLE, "reason": REASON})


def _demote(findings: Findings, contested: Assumption) -> None:
    """A match with one reading is no match; nor is a paper silent that speaks if its changes are rejected."""
    field = contested.field
    known = any(contested.id in each.assumptions for each in findings.verdicts)
    for place, each in enumerate(findings.verdicts):
        own = contested.id in each.assumptions and each.verdict is Outcome.MATCH
        unsaid = not known and each.field == field and each.key is None and not each.assumptions
        if own or (unsaid and each.verdict in (Outcome.DOCUMENT_SILENT, Outcome.NOT_EVALUATED)):
            findings.verdicts[place] = _opened(each)


def _flag(facts: Facts, findings: Findings, paper: Paper, row: Field, each: Assumption) -> None:
    redline = each.redline
    assert redline is not None
    records = _records(facts, findings, row, each)
    message = f"{_about(row, each)}: {_readings(paper, row, each)}{_against(findings, row, redline, records)}."
    differing = [
        place
        for place, found in enumerate(findings.discrepancies)
        if found.kind == "value_mismatch" and found.field == row.name and each.id in found.assumptions
    ]
    if differing:
        for place in differing:
            findings.discrepancies[place] = _with_both(findings, findings.discrepancies[place], message)
        return
    findings.discrepancies = [found for found in findings.discrepancies if not _says_less(found, each, records)]
    findings.flag(
        "SC123",
        row.name,
        message,
        key=name_of(each.value) if row.repeated else None,
        document_value=_both(redline),
        record_value=shape_of([value.value for value in records]),
        assumptions=[each] if each.id in paper.stated_ids else (),
        records=records,
        places=_places(paper, [each]),
    )


def _flag_list(findings: Findings, paper: Paper, row: Field, items: Sequence[Assumption]) -> None:
    """Many items of one list: one finding, whose sentence shows the first few."""
    redlines = [each.redline for each in items if each.redline is not None]
    shown = [quoted_change(redline) for redline in redlines]
    findings.flag(
        "SC123",
        row.name,
        f"{row.title}: open changes decide {len(items)} items of {paper.title}: {first_few(shown, _MANY, '; ')}.",
        document_value=[_both(redline) for redline in redlines],
        assumptions=[each for each in items if each.id in paper.stated_ids],
        places=_places(paper, items),
    )


def _places(paper: Paper, items: Sequence[Assumption]) -> list[Place]:
    """Words that the text does not have, and that stand only in the other reading."""
    other = paper.document.other
    where = f"as if its changes were {other.decided}" if other is not None else ""
    return [
        Place(document=paper.id, where=where, words=each.quote.text)
        for each in items
        if each.id not in paper.stated_ids
    ]


def _with_both(findings: Findings, found: Discrepancy, message: str) -> Discrepancy:
    """A difference from the record, told of both readings; it weighs what the field weighs."""
    ceiling = findings.severity_of(found.field)
    weight = heavier(found.severity, ceiling)
    advice = f"{REASONS['SC123'].advice} {found.advice}"
    return found.model_copy(update={"message": message, "severity": weight, "advice": advice})


def _says_less(found: Discrepancy, each: Assumption, records: Sequence[RecordValue]) -> bool:
    """Whether a finding that one side is silent says only a part of what the open change makes of it."""
    if found.kind not in _SILENT or found.field != each.field:
        return False
    if found.assumptions:
        return found.assumptions == (each.id,)
    return each.redline is not None and bool({value.id for value in records} & set(found.record_values))


def _records(facts: Facts, findings: Findings, row: Field, each: Assumption) -> list[RecordValue]:
    """The record values that the term is held against: of the field, or of another one that the total is drawn from."""
    recorded = list(facts.recorded(row.name))
    if recorded and not row.repeated:
        return recorded
    judged: list[Verdict | Discrepancy] = [*findings.verdicts, *findings.discrepancies]
    paired = {
        id_
        for found in judged
        if each.id in found.assumptions or (found.field == row.name and found.key is None and not row.repeated)
        for id_ in found.record_values
    }
    chosen = [value for value in facts.all_recorded if value.id in paired]
    if chosen or each.redline is None:
        return chosen
    stated = [value for value in (each.redline.accepted, each.redline.rejected) if value is not None]
    return [value for value in recorded if any(_is_equal(findings, row, one, value.value) for one in stated)]


def _is_equal(findings: Findings, row: Field, stated: Value, recorded: Value) -> bool:
    if row.repeated and not isinstance(stated, str) and name_of(stated).casefold() != name_of(recorded).casefold():
        return False
    return compare_values(row, stated, recorded, findings.context).is_equal


def _about(row: Field, each: Assumption) -> str:
    named = row.repeated and not isinstance(each.value, str)
    return f"{row.title}, {name_of(each.value)}" if named else row.title


def _readings(paper: Paper, row: Field, each: Assumption) -> str:
    """Such as "the SOW says EUR 12 with the proposed change of A. Rao and EUR 10 without it"."""
    redline = each.redline
    assert redline is not None
    change, it = say_change(redline.changes)
    accepted, rejected = say_reading(redline.accepted, row.name), say_reading(redline.rejected, row.name)
    return f"{say_paper(paper, each)} says {accepted} with {change} and {rejected} without {it}"


def _against(findings: Findings, row: Field, redline: Redline, records: Sequence[RecordValue]) -> str:
    """What the records say, and with which reading that agrees."""
    groups: dict[str, list[RecordValue]] = {}
    for value in records:
        groups.setdefault(_agreement(findings, row, redline, value.value), []).append(value)
    said = [f"{say_records(values, row.name)}, {agreement}" for agreement, values in groups.items()]
    return f"; {joined(said)}" if said else ""


def _agreement(findings: Findings, row: Field, redline: Redline, recorded: Value) -> str:
    _, it = say_change(redline.changes)
    for name, stated in (("with", redline.accepted), ("without", redline.rejected)):
        if stated is not None and _is_equal(findings, row, stated, recorded):
            return f"as the document does {name} {it}"
    return "which is neither"


def _both(redline: Redline) -> JsonValue:
    """Both readings as JSON."""
    return {
        "accepted": to_json(redline.accepted) if redline.accepted is not None else None,
        "rejected": to_json(redline.rejected) if redline.rejected is not None else None,
    }
