"""The risk follows from the discrepancies alone, and never leaves its scale."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.discrepancies import Discrepancy, Exposure
from sowcheck.core.fields import Severity
from sowcheck.core.reasons import DiscrepancyKind
from sowcheck.risk.assess import assess
from sowcheck.settings import load_policy

POLICY = load_policy(None)
SEVERITIES: list[Severity] = ["info", "low", "medium", "high", "blocker"]


def finding(
    severity: Severity = "high",
    kind: DiscrepancyKind = "value_mismatch",
    *,
    id_: str = "d-1",
    amount: str | None = None,
    days: int | None = None,
    key: str | None = None,
) -> Discrepancy:
    money = Decimal(amount) if amount else None
    return Discrepancy(
        id=id_,
        code="SC201",
        kind=kind,
        field="price.services_total",
        key=key,
        severity=severity,
        owner="finance",
        exposure=Exposure(amount=money, currency="EUR" if money else None, days=days),
        message="They differ.",
        advice="Correct it.",
    )


FINDINGS = st.lists(
    st.builds(finding, st.sampled_from(SEVERITIES), st.sampled_from(["value_mismatch", "missing_in_record"]))
)


def test_nothing_found_is_no_risk() -> None:
    risk = assess([], POLICY)
    assert (risk.score, risk.band, risk.drivers, risk.summary) == (0, "low", (), "Documents and records agree.")


@given(FINDINGS)
def test_the_score_stays_on_its_scale(findings: list[Discrepancy]) -> None:
    assert 0 <= assess(findings, POLICY).score <= 100


@given(FINDINGS, st.sampled_from(SEVERITIES))
def test_one_more_finding_never_lowers_the_score(findings: list[Discrepancy], severity: Severity) -> None:
    assert assess([*findings, finding(severity)], POLICY).score >= assess(findings, POLICY).score


@given(FINDINGS)
def test_the_order_of_the_findings_does_not_change_the_score(findings: list[Discrepancy]) -> None:
    assert assess(findings[::-1], POLICY).score == assess(findings, POLICY).score


def test_a_graver_finding_weighs_more() -> None:
    scores = [assess([finding(severity)], POLICY).score for severity in SEVERITIES]
    assert scores == sorted(scores)
    assert len(set(scores)) == len(scores)


def test_hidden_scope_weighs_less_than_a_contradiction() -> None:
    assert assess([finding(kind="missing_in_record")], POLICY).score < assess([finding()], POLICY).score


@pytest.mark.parametrize(("count", "band"), [(0, "low"), (1, "medium"), (2, "high"), (4, "critical")])
def test_blockers_raise_the_band(count: int, band: str) -> None:
    assert assess([finding("blocker")] * count, POLICY).band == band


def test_the_drivers_are_the_heaviest_and_five_at_most() -> None:
    findings = [finding("low", id_="d-9"), *(finding("blocker", id_=f"d-{number}") for number in range(1, 7))]
    assert assess(findings, POLICY).drivers == ("d-1", "d-2", "d-3", "d-4", "d-5")
    assert assess([finding("info")], POLICY).drivers == ()


def test_the_summary_counts_and_names_what_is_at_stake() -> None:
    findings = [
        finding("blocker", amount="-13800", key="Build"),
        finding("high", amount="20", days=-18),
        finding("high", "missing_in_record"),
    ]
    assert assess(findings, POLICY).summary == (
        "2 discrepancies, 1 of them blocking; up to EUR 13,800.00 and 18 days at stake in one of them; "
        "1 signed term missing from the records. Weighs most: services total (Build), services total."
    )


def test_the_summary_of_hidden_scope_alone_says_so() -> None:
    findings = [finding("high", "missing_in_record"), finding("high", "missing_in_record")]
    assert assess(findings, POLICY).summary == (
        "Nothing contradicts the records; 2 signed terms missing from the records."
    )


def test_one_finding_without_figures_makes_a_short_summary() -> None:
    assert assess([finding("high", days=1)], POLICY).summary == (
        "1 discrepancy, none of them blocking; up to 1 day at stake in one of them. Weighs most: services total."
    )


def test_papers_that_were_not_understood_are_named_by_what_is_wrong() -> None:
    unclear = finding("blocker", "not_comparable").model_copy(update={"code": "SC903", "field": "doc.coverage"})
    assert "Weighs most: core terms that nobody could compare." in assess([unclear], POLICY).summary
