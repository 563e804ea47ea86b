"""Whether the papers were understood at all: a case whose core terms nobody compared must not look like one that agrees."""

from collections.abc import Sequence

from sowcheck.compare.matching.hidden_scope import is_zero
from sowcheck.compare.papers.evidence import say_records, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS
from sowcheck.core.records import RecordValue

_FIELD = "doc.coverage"
_PRICE = "price.services_total"
_SAME_PRICE = (_PRICE, "price.grand_total", "price.nte_cap")
_PRICED = frozenset(
    {
        "price.services_total",
        "price.grand_total",
        "price.nte_cap",
        "price.recurring_fee",
        "price.rate_card",
        "price.lines",
        "billing.milestones",
    }
)
_CONTRACTS = frozenset({"sow", "order_form", "change_order"})
_WITH_A_PRICE = frozenset({"msa", "other"})
"""Kinds that are a contract paper if they state a price: the title of a statement of work may be anything."""
_COMPARED = frozenset({Outcome.MATCH, Outcome.MISMATCH})


def check_understood(facts: Facts, findings: Findings) -> None:
    """Note papers among which none is a contract, and core terms of the records on which there is no conclusion.

    One discrepancy for the whole case, whatever the number of terms: nothing is claimed about any of them.
    """
    _contract_paper(facts, findings)
    _core_terms(facts, findings)


def _contract_paper(facts: Facts, findings: Findings) -> None:
    if not facts.papers or any(_is_contract(paper) for paper in facts.papers):
        return
    read_as = [f"{paper.name} ({_kind(paper)})" for paper in facts.papers]
    findings.flag(
        "SC904",
        _FIELD,
        f"No contract paper was recognised in {joined(read_as)}.",
        severity=findings.context.policy.core.severity,
        document_value={paper.name: _kind(paper) for paper in facts.papers},
        assumptions=[each for paper in facts.papers for each in paper.of("doc.kind")],
    )


def _is_contract(paper: Paper) -> bool:
    return paper.kind in _CONTRACTS or (paper.kind in _WITH_A_PRICE and bool(paper.fields & _PRICED))


def _kind(paper: Paper) -> str:
    return paper.kind if paper.of("doc.kind") else "of unknown kind"


def _core_terms(facts: Facts, findings: Findings) -> None:
    policy = findings.context.policy
    blocked = {each.field for each in findings.discrepancies if each.severity in policy.blocking}
    unclear: dict[str, Sequence[RecordValue]] = {}
    for field in policy.core.fields:
        recorded = _recorded(facts, field)
        if recorded and field not in blocked and not _is_compared(findings, field):
            unclear[field] = recorded
    if not unclear:
        return
    blank = {each.field for paper in facts.papers for each in paper.blanks}
    said = [f"{FIELDS[field].title.lower()} ({say_records(values, field)})" for field, values in unclear.items()]
    why = "the documents leave them blank" if blank >= set(unclear) else "the documents were not understood there"
    findings.flag(
        "SC903",
        _FIELD,
        f"Nobody could compare {joined(said)}: {why}.",
        severity=policy.core.severity,
        record_value={field: shape_of([each.value for each in values]) for field, values in unclear.items()},
        records=[each for values in unclear.values() for each in values],
    )


def _recorded(facts: Facts, field: str) -> Sequence[RecordValue]:
    """What the records state of a core term; the price may be a header alone."""
    values = facts.recorded(field) or (facts.recorded("price.grand_total") if field == _PRICE else ())
    return [each for each in values if not is_zero(each.value)]


def _is_compared(findings: Findings, field: str) -> bool:
    if field != _PRICE:
        return _has_conclusion(findings, field)
    if any(_has_conclusion(findings, each) for each in _SAME_PRICE):
        return True
    # No paper states the price as a sum: then what it is made of must have been compared.
    if _has_conclusion(findings, "price.recurring_fee"):
        return not any(each.field == _PRICE and each.verdict is Outcome.INCOMPARABLE for each in findings.verdicts)
    return findings.context.is_by_the_hour and _has_conclusion(findings, "price.rate_card")


def _has_conclusion(findings: Findings, field: str) -> bool:
    return any(each.field == field and each.verdict in _COMPARED for each in findings.verdicts)
