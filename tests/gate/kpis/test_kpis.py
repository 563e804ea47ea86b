"""Each figure is counted from what happened and from what was told; what nobody told is left out, and said."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest

from gate_builders import MACHINE, finding, person
from kpi_builders import MONDAY, Story, june
from sowcheck.core.discrepancies import Exposure
from sowcheck.core.facts import (
    BillingCorrected,
    BillingSetUp,
    ContractExecuted,
    DealWon,
    DefectFound,
    Fact,
    KickoffPlanned,
    MarginPlanned,
    ProjectCreated,
    ReadinessChecked,
    StaffingFilled,
    StaffingRequested,
)
from sowcheck.core.incoming import Incoming
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.gate import casework, taskwork
from sowcheck.gate.kpis.journey import is_over_before
from sowcheck.gate.kpis.kpis import kpis_of
from sowcheck.gate.kpis.measures import Measured, Share, Spread, Total
from sowcheck.gate.kpis.period import Period

HOUR = dt.timedelta(hours=1)
BLOCKER = finding("d-1", "price.services_total")
PRICED = BLOCKER.model_copy(update={"exposure": Exposure(amount=Decimal(-14000), currency="EUR")})


def figure(stories: Sequence[Story], name: str, group: str = "", period: Period | None = None) -> Measured:
    """One figure over stories."""
    period = period or june()
    (found,) = (
        each
        for each in kpis_of([story.journey(period.levels) for story in stories], period)
        if (each.name, each.group) == (name, group)
    )
    return found


def hours(*values: float) -> Spread:
    """The spread of a few equal durations."""
    return Spread(n=len(values), median=values[0], p90=values[0], mean=values[0])


def share_of(found: Measured) -> tuple[int, int]:
    assert isinstance(found.value, Share)
    return found.value.count, found.value.n


def set_up(won: float, created: float, began: dt.datetime = MONDAY) -> Story:
    """A released case whose deal was won, and its project created, so many hours after it began."""
    story = Story(began=began).checked(at=1).released(at=2)
    return story.told(DealWon(at=story.at(won)), ProjectCreated(at=story.at(created), project="P-1"))


class TestSettingUp:
    def test_the_cycle_goes_from_won_to_project_created(self) -> None:
        assert figure([set_up(0, 30)], "setup_cycle_time").value == hours(30)

    def test_only_hours_that_count_are_counted(self) -> None:
        friday = dt.datetime(2026, 6, 5, 12, tzinfo=dt.UTC)
        workdays = ServiceLevels(weekends=False)
        story = set_up(0, 72, friday)
        assert figure([story], "setup_cycle_time", period=june(levels=workdays)).value == hours(24)

    def test_the_other_clock_starts_with_the_last_signature(self) -> None:
        story = set_up(0, 30).told(ContractExecuted(at=MONDAY + 6 * HOUR))
        assert figure([story], "setup_time_from_signature").value == hours(24)
        assert figure([set_up(0, 30)], "setup_time_from_signature").left_out == {
            "nobody told when the contract was executed": 1
        }

    def test_what_the_crm_said_itself_counts_as_told(self) -> None:
        won = Incoming(
            source="/crm", id="1", system="salesforce", kind="deal_won", subject="006X", at=MONDAY - 3 * HOUR
        )
        story = Story().do(taskwork.hear, "salesforce:006X", won, MACHINE, at=0)
        story.told(ProjectCreated(at=story.at(1), project="P-1"))
        assert figure([story], "setup_cycle_time").value == hours(4)

    def test_same_day_is_the_same_local_day(self) -> None:
        late = dt.datetime(2026, 6, 2, 21, tzinfo=dt.UTC)
        over_midnight_in_oslo = set_up(0, 2, late)
        assert share_of(figure([over_midnight_in_oslo], "same_day_project_creation")) == (1, 1)
        oslo = june(levels=ServiceLevels(time_zone="Europe/Oslo"))
        assert share_of(figure([over_midnight_in_oslo], "same_day_project_creation", period=oslo)) == (0, 1)

    def test_a_deal_that_is_not_released_by_the_end_of_its_day_is_no_same_day_deal(self) -> None:
        waiting = Story().told(DealWon(at=MONDAY))
        assert share_of(figure([waiting], "same_day_project_creation")) == (0, 1)
        assert figure([waiting], "setup_cycle_time").left_out == {"project not created yet": 1}

    def test_what_nobody_told_is_left_out_and_said(self) -> None:
        not_won = Story()
        no_project = Story("case-2").checked(at=1).released(at=2).told(DealWon(at=MONDAY))
        found = figure([not_won, no_project], "same_day_project_creation")
        assert found.value is None
        assert found.left_out == {
            "nobody told when the deal was won": 1,
            "nobody told when the project was created": 1,
        }

    def test_deals_won_in_another_month_are_another_months(self) -> None:
        found = figure([set_up(-24 * 10, 1)], "setup_cycle_time")
        assert (found.value, found.left_out) == (None, {})

    def test_a_case_that_another_one_replaced_is_no_deal(self) -> None:
        story = Story().told(DealWon(at=MONDAY), at=1).do(casework.supersede, "case-9", MACHINE, at=3)
        assert figure([story], "same_day_project_creation") == Measured(name="same_day_project_creation", value=None)


class TestDelivering:
    def story(self, *facts: Fact) -> Story:
        return Story().checked(at=1).released(at=2).told(*facts)

    def test_billing_records_corrected_for_set_up_reasons_within_60_days_count_against_it(self) -> None:
        def corrected(name: str, days: int, records: int, cause: str) -> BillingCorrected:
            at = MONDAY + dt.timedelta(days=days)
            return BillingCorrected.model_validate({"correction": name, "at": at, "records": records, "cause": cause})

        story = self.story(
            BillingSetUp(at=MONDAY, records=10),
            corrected("a", 5, 2, "set_up"),
            corrected("b", 59, 1, "set_up"),
            corrected("c", 61, 4, "set_up"),
            corrected("d", 5, 4, "other"),
        )
        assert share_of(figure([story], "billing_setup_accuracy")) == (7, 10)

    def test_billing_is_not_judged_before_its_60_days_are_over(self) -> None:
        story = self.story(BillingSetUp(at=MONDAY, records=10))
        found = figure([story], "billing_setup_accuracy", period=june(now=MONDAY + dt.timedelta(days=59)))
        assert (found.value, found.left_out) == (None, {"set up less than 60 days ago": 1})

    @pytest.mark.parametrize(
        ("looks", "ready", "held"),
        [([(0, 3), (9, 0)], 1, 1), ([(0, 0), (9, 2)], 0, 1), ([(0, 1), (11, 0)], 0, 1), ([(11, 0)], 0, 0)],
    )
    def test_a_kickoff_is_ready_if_the_last_look_before_it_found_nothing_open(
        self, looks: list[tuple[int, int]], ready: int, held: int
    ) -> None:
        checks = [ReadinessChecked(at=MONDAY + hour * HOUR, open_items=items) for hour, items in looks]
        found = figure([self.story(KickoffPlanned(at=MONDAY + 10 * HOUR), *checks)], "kickoff_readiness")
        if held:
            assert share_of(found) == (ready, held)
        else:
            assert found.left_out == {"nobody told of its checklist": 1}

    def test_staffing_is_timed_by_request_and_open_ones_are_said(self) -> None:
        story = self.story(
            StaffingRequested(request="r-1", at=MONDAY, role_start=dt.date(2026, 6, 3)),
            StaffingRequested(request="r-2", at=MONDAY, role_start=dt.date(2026, 6, 2)),
            StaffingRequested(request="r-3", at=MONDAY),
            StaffingFilled(request="r-1", at=MONDAY + 30 * HOUR),
            StaffingFilled(request="r-2", at=MONDAY + 30 * HOUR),
        )
        time = figure([story], "staffing_request_time")
        assert (time.value, time.left_out) == (hours(30, 30), {"not filled yet": 1})
        before = figure([story], "staffing_before_start")
        assert share_of(before) == (1, 2)
        assert before.left_out == {"nobody told when the role starts": 1}


class TestExceptions:
    def test_a_finding_is_settled_once_decision_and_second_person_are_there(self) -> None:
        story = Story().checked(BLOCKER, at=1).decided(BLOCKER, "accept_with_waiver", at=5)
        assert figure([story], "exception_resolution_time").value == hours(4)
        assert figure([story], "exception_resolution_time", "severity: blocker").value == hours(4)
        assert figure([story], "exception_resolution_time", "owner: finance").value == hours(4)
        assert share_of(figure([story], "exceptions_in_time")) == (1, 1)

    def test_a_correction_settles_it_when_the_next_check_no_longer_finds_it(self) -> None:
        story = Story().checked(BLOCKER, at=1).decided(BLOCKER, "update_record", at=3)
        story.do(casework.change_inputs, story.case.documents, (), MACHINE, at=9).checked(at=10)
        assert figure([story], "exception_resolution_time").value == hours(9)

    def test_a_finding_that_every_check_makes_again_is_one_exception(self) -> None:
        story = Story().checked(BLOCKER, at=1)
        story.do(casework.change_inputs, story.case.documents, (), MACHINE, at=9).checked(BLOCKER, at=10)
        story.decided(BLOCKER, "accept_with_waiver", at=11)
        assert figure([story], "exception_resolution_time").value == hours(10)

    def test_a_decision_after_its_service_level_is_late_although_it_came(self) -> None:
        story = Story().checked(BLOCKER, at=1).decided(BLOCKER, "accept_with_waiver", at=1 + 8.5)
        assert share_of(figure([story], "exceptions_in_time")) == (0, 1)

    def test_what_is_open_has_no_duration_and_is_late_only_once_it_is(self) -> None:
        story = Story().checked(BLOCKER, at=1)
        now = june(now=MONDAY + 3 * HOUR)
        assert figure([story], "exception_resolution_time", period=now).left_out == {"not settled yet": 1}
        assert figure([story], "exceptions_in_time", period=now).value is None
        assert share_of(figure([story], "exceptions_in_time")) == (0, 1)

    def test_a_rejected_case_drops_its_exceptions(self) -> None:
        story = Story().checked(BLOCKER, at=1)
        story.do(casework.reject, "wrong customer", person("u-1", "sales_ops"), at=2)
        found = figure([story], "exception_resolution_time")
        assert (found.value, found.left_out) == (None, {"the case was rejected or superseded first": 1})


class TestChecking:
    def test_margin_adds_up_what_was_kept_apart_by_code_and_currency(self) -> None:
        waived = Story().checked(PRICED, at=1).decided(PRICED, "accept_with_waiver", at=2).released(at=3)
        corrected = Story("case-2").checked(PRICED, at=1).decided(PRICED, "update_record", at=2)
        corrected.do(casework.change_inputs, corrected.case.documents, (), MACHINE, at=3).checked(at=4).released(at=5)
        amended = Story("case-3").checked(PRICED, at=1).decided(PRICED, "amend_document", at=2)
        amended.do(casework.change_inputs, (), corrected.case.records, MACHINE, at=3).checked(at=4).released(at=5)
        found = figure([waived, corrected, amended], "margin_variance", "EUR").value
        assert found == Total(n=2, amount=Decimal(-28000), currency="EUR")
        assert figure([waived], "margin_variance", "code: SC201, EUR").value == Total(
            n=1, amount=Decimal(-14000), currency="EUR"
        )

    def test_margin_in_points_of_revenue_takes_the_revenue_of_every_case(self) -> None:
        def waived(name: str) -> Story:
            return Story(name).checked(PRICED, at=1).decided(PRICED, "accept_with_waiver", at=2).released(at=3)

        planned = MarginPlanned(margin=Decimal(50000), revenue=Decimal(140000), currency="EUR")
        one, other = waived("case-1").told(planned), waived("case-2")
        alone, both = (figure(stories, "margin_variance", "EUR").value for stories in ([one], [one, other]))
        assert isinstance(alone, Total)
        assert isinstance(both, Total)
        assert (alone.of_revenue, both.of_revenue) == (-10.0, None)

    def test_findings_without_an_amount_are_said(self) -> None:
        story = Story().checked(BLOCKER, at=1).decided(BLOCKER, "accept_with_waiver", at=2).released(at=3)
        found = figure([story], "margin_variance")
        assert (found.value, found.left_out) == (None, {"finding without an amount": 1})

    def test_first_pass_counts_first_checks_without_a_blocker(self) -> None:
        stories = [Story().checked(at=1), Story("case-2").checked(BLOCKER, at=1), Story("case-3")]
        assert share_of(figure(stories, "first_pass_release")) == (1, 2)

    def test_precision_counts_what_people_decided(self) -> None:
        other = finding("d-2", "term.renewal")
        story = Story().checked(BLOCKER, other, at=1)
        story.decided(BLOCKER, "accept_with_waiver", at=2)
        assert figure([story], "discrepancy_precision").left_out == {"nobody decided on it": 1}
        story.decided(other, "not_a_discrepancy", at=3)
        assert share_of(figure([story], "discrepancy_precision")) == (1, 2)

    def test_recall_is_not_claimed_where_nobody_tells_of_defects(self) -> None:
        story = Story().checked(BLOCKER, at=1).decided(BLOCKER, "accept_with_waiver", at=2).released(at=3)
        assert figure([story], "discrepancy_recall").value is None
        story.told(DefectFound(defect="T-1", at=MONDAY + 50 * HOUR))
        assert share_of(figure([story], "discrepancy_recall")) == (1, 2)

    def test_time_to_release_needs_no_other_system(self) -> None:
        assert figure([Story().checked(at=1).released(at=7)], "time_to_release").value == hours(7)

    def test_a_case_is_complete_at_once_or_not(self) -> None:
        stories = [Story().validated(at=1), Story("case-2")]
        found = figure(stories, "complete_at_once")
        assert share_of(found) == (1, 1)
        assert found.left_out == {"not looked through yet": 1}


class TestWhatIsOver:
    def ended(self) -> Story:
        may = MONDAY - dt.timedelta(days=20)
        story = Story(began=may).checked(at=1).released(at=2)
        return story.do(casework.acknowledge, "psa", MACHINE, at=3)

    def test_a_case_that_ended_before_is_not_looked_at(self) -> None:
        assert is_over_before(self.ended().case, june())

    def test_a_case_goes_on_mattering_for_as_long_as_facts_are_told(self) -> None:
        told = DefectFound(defect="T-1", at=MONDAY)
        assert not is_over_before(self.ended().told(told, at=24 * 40).case, june())

    def test_a_role_that_starts_later_matters_later(self) -> None:
        story = self.ended()
        story.told(StaffingRequested(request="r", at=story.at(4), role_start=dt.date(2026, 6, 3)), at=5)
        assert not is_over_before(story.case, june())

    def test_what_goes_on_matters(self) -> None:
        assert not is_over_before(Story(began=MONDAY - dt.timedelta(days=90)).case, june())
