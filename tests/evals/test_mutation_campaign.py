"""Campaigns on small deals: what is noticed, what a weakened comparison misses, and that a seed repeats itself."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mutation_builders import by_the_day, fixed_fee, plan
from process import sowcheck_here as sowcheck
from sowcheck.cli.exits import ExitCode
from sowcheck.compare.compare import Comparison, compare
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS, Kind
from sowcheck.core.policy import Policy
from sowcheck.core.records import Record, RecordValue
from sowcheck.evals.mutation.campaign import run
from sowcheck.evals.mutation.export_services_quote import services_quote_json
from sowcheck.evals.mutation.operators import MEANINGS, OPERATORS
from sowcheck.evals.mutation.payloads import Payload
from sowcheck.evals.mutation.results import Campaign, Row
from sowcheck.evals.mutation.terms import RecordTerms
from sowcheck.evals.mutation.text import text
from sowcheck.evals.mutation.vendors import VENDORS

_DATES = frozenset(name for name, row in FIELDS.items() if row.kind in (Kind.DATE, Kind.DURATION))
_DEALS = (fixed_fee(), by_the_day())


def without_dates(
    documents: Sequence[CaseDocument],
    assumptions: Sequence[Assumption],
    records: Sequence[Record],
    values: Sequence[RecordValue],
    policy: Policy,
) -> Comparison:
    """A comparison that calls every day and every length of time equal."""
    found = compare(documents, assumptions, records, values, policy)
    timed = (*_DATES, "billing.milestones")
    kept = tuple(each for each in found.discrepancies if each.field not in timed or each.exposure.days is None)
    kept = tuple(each for each in kept if each.field not in _DATES)
    verdicts = tuple(
        each.model_copy(update={"verdict": Outcome.MATCH}) if each.field in _DATES else each for each in found.verdicts
    )
    return Comparison(verdicts=verdicts, discrepancies=kept)


def blind(
    documents: Sequence[CaseDocument],
    assumptions: Sequence[Assumption],
    records: Sequence[Record],
    values: Sequence[RecordValue],
    policy: Policy,
) -> Comparison:
    """A comparison that finds nothing and calls everything a match."""
    found = compare(documents, assumptions, records, values, policy)
    verdicts = tuple(each.model_copy(update={"verdict": Outcome.MATCH}) for each in found.verdicts)
    return Comparison(verdicts=verdicts, discrepancies=())


def _tried(campaign: Campaign) -> dict[tuple[str, str], tuple[int, int]]:
    """Noticed and tried by operator and side."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for row in campaign.rows:
        killed, mutants = sums.get((row.operator, row.side), (0, 0))
        sums[row.operator, row.side] = (killed + row.killed, mutants + row.mutants)
    return sums


def test_deals_that_agree_have_no_false_flag_in_any_format() -> None:
    campaign = run(_DEALS, plan("version", limit=1), compare)
    assert campaign.false_flags == ()
    assert campaign.baselines == len(_DEALS) * len(VENDORS)


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_change_of_the_small_deals_is_noticed(operator: str) -> None:
    campaign = run(_DEALS, plan(operator), compare)
    assert [trial.change for trial in campaign.survivors] == []
    assert campaign.mutants > 0
    for side in OPERATORS[operator]:
        killed, tried = _tried(campaign)[operator, side]
        assert killed == tried > 0, side


def test_every_operator_is_explained() -> None:
    assert MEANINGS.keys() == OPERATORS.keys()


def test_the_same_seed_gives_the_same_campaign_and_another_seed_another() -> None:
    chosen = plan("amount", "date", "party", limit=2)
    first, second = (run([fixed_fee()], chosen, without_dates) for _ in range(2))
    assert first.model_dump_json() == second.model_dump_json()
    other = run([fixed_fee()], chosen._replace(seed=8), without_dates)
    assert [trial.change for trial in other.survivors] != [trial.change for trial in first.survivors]


def test_a_comparison_without_dates_is_caught_by_the_date_operator_and_by_name() -> None:
    campaign = run(
        [fixed_fee()], plan("amount", "date", "net_days", vendors=("salesforce", "dynamics365")), without_dates
    )
    assert {trial.change.operator for trial in campaign.survivors} == {"date"}
    missed = {(trial.change.field, trial.change.side) for trial in campaign.survivors}
    assert {("schedule.start_date", "record"), ("schedule.end_date", "document")} <= missed
    falsely_matched = {trial.change.field for trial in campaign.false_matches}
    assert {"schedule.start_date", "schedule.end_date"} <= falsely_matched
    report = text(campaign, "again")
    assert "date was not noticed" in report
    assert "again --only date" in report
    assert "schedule.end_date: 2026-12-18 -> " in report


def test_a_blind_comparison_notices_nothing_and_every_scalar_is_a_false_match() -> None:
    campaign = run([fixed_fee()], plan("net_days", "party", vendors=("dynamics365",)), blind)
    assert campaign.kill_rate == 0
    assert campaign.mutants == len(campaign.survivors) == len(campaign.false_matches) > 0
    assert campaign.matches_beside_a_finding == 0


def test_a_flag_on_a_deal_that_agrees_is_reported_as_false() -> None:
    deal = fixed_fee()
    wrong = deal.model_copy(update={"record": deal.record.model_copy(update={"payment_days": 60})})
    campaign = run([wrong], plan("version", vendors=("hubspot",)), compare)
    assert [(flag.code, flag.field, flag.vendor) for flag in campaign.false_flags] == [
        ("SC202", "billing.payment_terms_days", "hubspot")
    ]
    assert "False flags on matching deals" in text(campaign, "again")


def test_what_a_format_has_no_place_for_is_no_mutant() -> None:
    campaign = run([fixed_fee()], plan("net_days", "unsigned", vendors=("services_quote_csv",)), compare)
    rows = {(row.operator, row.side): row for row in campaign.rows}
    assert rows["net_days", "record"] == Row(
        operator="net_days",
        side="record",
        vendor="services_quote_csv",
        mutants=0,
        killed=0,
        killed_on_field=0,
        survived=0,
        unread=0,
        no_place=1,
    )
    assert rows["net_days", "record"].kill_rate is None
    # The order form states the same terms: the papers contradict each other, whatever the quote holds.
    assert rows["net_days", "document"].mutants == 2


def test_a_change_that_the_adapter_does_not_read_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def exported(terms: RecordTerms) -> Mapping[str, Payload]:
        """The services quote with a header key that no mapping knows."""
        quote = services_quote_json(terms)["services_quote.json"]
        assert isinstance(quote, Mapping)
        return {"services_quote.json": {**quote, "net_days": terms.payment_days}}

    monkeypatch.setitem(VENDORS, "unmapped", exported)
    campaign = run([fixed_fee()], plan("net_days", vendors=("unmapped",)), compare)
    assert [(trial.fate, trial.change.side) for trial in campaign.survivors] == [("unread", "record")]
    assert "was not read by the adapter" in text(campaign, "again")


def test_the_limit_bounds_the_changes_of_one_kind() -> None:
    campaign = run([fixed_fee()], plan("amount", limit=2, vendors=("salesforce",)), compare)
    assert [row.mutants for row in campaign.rows] == [2, 2]


def test_a_dropped_cap_is_noticed_though_nothing_else_changes() -> None:
    campaign = run([fixed_fee()], plan("cap_removed", vendors=("salesforce",)), compare)
    assert {(row.side, row.killed) for row in campaign.rows} == {("record", 1), ("document", 1)}
    assert fixed_fee().record.cap == Decimal(104000)


def test_a_field_that_matches_beside_a_finding_is_no_false_match() -> None:
    """The order form contradicts the statement of work, which the records follow."""
    campaign = run([fixed_fee()], plan("net_days", vendors=("salesforce",)), compare)
    assert campaign.false_matches == ()
    assert campaign.matches_beside_a_finding == 1


# --- the command -------------------------------------------------------------------------------------------------------

_FIXTURES = Path(__file__).parents[2] / "fixtures" / "deals"


def _mutate(*arguments: str | Path) -> CompletedProcess[str]:
    return sowcheck("eval", "mutate", "--deals", _FIXTURES / "F2-time-and-materials-cap", *arguments)


def test_the_command_writes_the_same_json_twice(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        done = _mutate("--only", "rate", "--only", "cap_removed", "--vendor", "hubspot", "-o", tmp_path / name)
        assert (done.returncode, done.stdout) == (ExitCode.READY, "")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    campaign = Campaign.model_validate_json((tmp_path / "a.json").read_text())
    assert (campaign.schema_name, campaign.seed) == ("sowcheck.mutation/1", 7)
    assert campaign.deals == ("F2-time-and-materials-cap",)
    assert {row.operator for row in campaign.rows} == {"rate", "cap_removed"}
    assert campaign.kill_rate == 1


def test_the_command_prints_a_table_and_holds_a_floor() -> None:
    done = _mutate("--only", "rate", "--vendor", "dynamics365", "--floor", "1")
    assert done.returncode == ExitCode.READY
    assert "0 false flags on 1 matching deals" in done.stdout
    assert "dynamics365" in done.stdout


def test_an_unknown_kind_of_change_is_refused_with_the_known_ones() -> None:
    done = _mutate("--only", "colour")
    assert done.returncode == ExitCode.USAGE
    assert "there is no kind of change 'colour'" in done.stderr
    assert "swapped_milestones" in done.stderr


def test_a_folder_without_deals_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gold.json").write_text('{"document": "a.txt", "facts": []}')
    (tmp_path / "a.txt").write_text("Nothing.")
    done = sowcheck("eval", "mutate", "--deals", tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "there is no deal" in done.stderr
