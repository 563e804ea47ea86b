"""The risk follows from the discrepancies alone, and never leaves its scale."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sowcheck.core.discrepancies import Discrepancy, Exposure
from sowcheck.core.fields import Severity
from sowcheck.core.reasons import DiscrepancyKind
from sowcheck.core.summaries import Summary, SummarySentence
from sowcheck.risk.assess import assess

SUMMARY = Summary(sentences=(SummarySentence(text="Two findings block the gate.", cites=("d-1", "d-2")),))
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
    risk = assess([], SUMMARY)
    assert (risk.score, risk.band, risk.drivers) == (0, "low", ())


def test_the_risk_carries_the_summary_with_what_it_cites() -> None:
    risk = assess([], SUMMARY)
    assert risk.summary == "Two findings block the gate."
    assert (risk.sentences, risk.written_by) == (SUMMARY.sentences, "template")


@given(FINDINGS)
def test_the_score_stays_on_its_scale(findings: list[Discrepancy]) -> None:
    assert 0 <= assess(findings, SUMMARY).score <= 100


@given(FINDINGS, st.sampled_from(SEVERITIES))
def test_one_more_finding_never_lowers_the_score(findings: list[Discrepancy], severity: Severity) -> None:
    assert assess([*findings, finding(severity)], SUMMARY).score >= assess(findings, SUMMARY).score


@given(FINDINGS)
def test_the_order_of_the_findings_does_not_change_the_score(findings: list[Discrepancy]) -> None:
    assert assess(findings[::-1], SUMMARY).score == assess(findings, SUMMARY).score


def test_a_graver_finding_weighs_more() -> None:
    scores = [assess([finding(severity)], SUMMARY).score for severity in SEVERITIES]
    assert scores == sorted(scores)
    assert len(set(scores)) == len(scores)


def test_hidden_scope_weighs_less_than_a_contradiction() -> None:
    assert assess([finding(kind="missing_in_record")], SUMMARY).score < assess([finding()], SUMMARY).score


@pytest.mark.parametrize(("count", "band"), [(0, "low"), (1, "medium"), (2, "high"), (4, "critical")])
def test_blockers_raise_the_band(count: int, band: str) -> None:
    assert assess([finding("blocker")] * count, SUMMARY).band == band


def test_the_drivers_are_the_heaviest_and_five_at_most() -> None:
    findings = [finding("low", id_="d-9"), *(finding("blocker", id_=f"d-{number}") for number in range(1, 7))]
    assert assess(findings, SUMMARY).drivers == ("d-1", "d-2", "d-3", "d-4", "d-5")
    assert assess([finding("info")], SUMMARY).drivers == ()
