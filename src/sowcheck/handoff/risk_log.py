"""What delivery takes over knowingly: findings that were let pass, and the statements on which price and plan rest."""

from collections.abc import Iterator, Sequence
from typing import Literal

from sowcheck.core.fields import FIELDS
from sowcheck.handoff.keys import Keys
from sowcheck.handoff.model import MoneyShape, RiskEntry, TermShape
from sowcheck.handoff.terms import Judged

_CARRIED: dict[str, Literal["assumption", "exclusion", "dependency", "limit"]] = {
    "scope.assumptions": "assumption",
    "scope.exclusions": "exclusion",
    "scope.client_responsibilities": "dependency",
    "scope.limits": "limit",
}


def risk_log(findings: Sequence[Judged], terms: Sequence[TermShape], keys: Keys) -> tuple[RiskEntry, ...]:
    """Findings in the order of the report, then statements."""
    return (*_found(findings, keys), *_carried(terms, keys))


def _found(findings: Sequence[Judged], keys: Keys) -> Iterator[RiskEntry]:
    for each in findings:
        if each.standing is None or each.standing.decision.resolution == "not_a_discrepancy":
            continue  # low findings are in the report; what is none is no risk
        cost = each.found.exposure
        yield RiskEntry(
            external_key=keys.key("risk"),
            kind="discrepancy",
            field=each.found.field,
            code=each.found.code,
            severity=each.found.severity,
            owner=each.found.owner,
            what=each.found.message,
            exposure=MoneyShape(amount=cost.amount, currency=cost.currency) if cost.amount and cost.currency else None,
            exposure_days=cost.days,
            resolution=each.standing.decision.resolution,
        )


def _carried(terms: Sequence[TermShape], keys: Keys) -> Iterator[RiskEntry]:
    for term in terms:
        if term.field not in _CARRIED or term.value is None:
            continue
        for said in term.value if isinstance(term.value, list) else [term.value]:
            yield RiskEntry(
                external_key=keys.key("risk"),
                kind=_CARRIED[term.field],
                field=term.field,
                owner=FIELDS[term.field].owner,
                what=f"{said['metric']}: at most {said['max']}" if isinstance(said, dict) else str(said),
            )
