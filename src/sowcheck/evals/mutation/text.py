"""A campaign for a terminal."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sowcheck.evals.mutation.operators import MEANINGS
from sowcheck.evals.mutation.results import Campaign, Row, Trial

_FATES = {"survived": "was not noticed", "unread": "was not read by the adapter"}


def text(campaign: Campaign, command: str) -> str:
    """The figures, false flags, false matches, and every survivor with what was changed.

    Args:
        campaign: What was found.
        command: The call that tries one operator again, without the operator's name.
    """
    return (
        "\n".join([*_summary(campaign), "", *_table(campaign), *_flags(campaign), *_survivors(campaign, command)])
        + "\n"
    )


def _summary(campaign: Campaign) -> Iterator[str]:
    rate = campaign.kill_rate
    share = "not measured" if rate is None else f"{rate:.1%}"
    yield (
        f"{campaign.mutants} mutants of {len(campaign.deals)} deals with {len(campaign.vendors)} record formats: "
        f"{campaign.killed} noticed ({share}), {len(campaign.survivors)} not (seed {campaign.seed})."
    )
    yield (
        f"{len(campaign.false_flags)} false flags on {campaign.baselines} matching deals; "
        f"{len(campaign.false_matches)} changes that nothing names count as a match."
    )


def _table(campaign: Campaign) -> Iterator[str]:
    """One row an operator and side, one column a vendor: noticed of tried."""
    by_place: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in campaign.rows:
        by_place[row.operator, row.side][row.vendor] = row
    widths = [max(len(vendor), 9) for vendor in campaign.vendors]
    heads = "  ".join(vendor.rjust(width) for vendor, width in zip(campaign.vendors, widths, strict=True))
    yield f"{'operator':<20}{'side':<10}{'noticed':>9}{'on field':>10}  {heads}"
    for (operator, side), rows in by_place.items():
        killed, tried = sum(row.killed for row in rows.values()), sum(row.mutants for row in rows.values())
        on_field = sum(row.killed_on_field for row in rows.values())
        cells = [_cell(rows[vendor]).rjust(width) for vendor, width in zip(campaign.vendors, widths, strict=True)]
        yield f"{operator:<20}{side:<10}{_share(killed, tried):>9}{_share(on_field, tried):>10}  {'  '.join(cells)}"
    yield "on field: named on the changed field itself, not on one that shows the same fault (a wrong line for a wrong rate)."
    yield "-: the vendor's records hold nothing that such a change could show in."


def _cell(row: Row) -> str:
    return f"{row.killed}/{row.mutants}" if row.mutants else "-"


def _share(killed: int, tried: int) -> str:
    return f"{killed / tried:.1%}" if tried else "-"


def _flags(campaign: Campaign) -> Iterator[str]:
    if campaign.false_flags:
        yield ""
        yield "False flags on matching deals"
    for flag in campaign.false_flags:
        yield f"  {flag.deal}, {flag.vendor}: {flag.code} {flag.message}"


def _survivors(campaign: Campaign, command: str) -> Iterator[str]:
    """What was changed, each change once with the vendors whose records did not show it."""
    grouped: dict[tuple[str, ...], list[Trial]] = defaultdict(list)
    for trial in campaign.survivors:
        change = trial.change
        what = change.field + (f", {change.key}" if change.key else "")
        grouped[change.operator, trial.fate, trial.deal, change.place, what, change.before, change.after].append(trial)
    previous = None
    for (operator, fate, deal, place, what, before, after), trials in sorted(grouped.items()):
        if (operator, fate) != previous:
            previous = (operator, fate)
            yield ""
            yield f"{operator} {_FATES[fate]} ({MEANINGS[operator]}); again: {command} --only {operator}"
        yield f"  {deal}, {_side(trials)} ({place}), {what}: {before} -> {after}"
        yield f"    {_vendors(trials)}"


def _side(trials: Sequence[Trial]) -> str:
    return trials[0].change.side


def _vendors(trials: Sequence[Trial]) -> str:
    names = ", ".join(trial.vendor for trial in trials)
    matched = [trial.vendor for trial in trials if trial.false_match]
    return f"{names}; counts as a match: {', '.join(matched)}" if matched else names
