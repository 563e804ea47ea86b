"""`sowcheck eval mutate`: changes one thing in a matching deal and asks whether the check notices."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sowcheck.cli.arguments import PolicyOption
from sowcheck.cli.exits import ExitCode
from sowcheck.cli.output import check_target, chosen_format, write
from sowcheck.cli.progress import spinner
from sowcheck.errors import UsageError


class MutationFormat(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"


def mutate(
    deals: Annotated[list[Path], typer.Option("--deals", metavar="DIR", help="Deals with gold.json; may be repeated")],
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed makes the same changes")] = 7,
    limit: Annotated[
        int,
        typer.Option("--limit", min=0, metavar="N", help="Most changes of one kind a deal and vendor; 0 tries all"),
    ] = 2,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="OPERATOR", help="Try this kind of change only")
    ] = None,
    vendor: Annotated[
        list[str] | None, typer.Option("--vendor", metavar="VENDOR", help="Write records in this format only")
    ] = None,
    floor: Annotated[
        float | None,
        typer.Option("--floor", min=0, max=1, metavar="SHARE", help="Exit with 1 below this share, or on a false flag"),
    ] = None,
    policy: PolicyOption = None,
    form: Annotated[MutationFormat | None, typer.Option("--format", help="Form of the result")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="File to write")] = None,
) -> None:
    """Change exactly one thing in deals that agree, and count which changes the check notices.

    Papers come from each deal's gold, records from the same gold in each vendor's format, read by the real adapters.

    Example: sowcheck eval mutate --deals fixtures/deals --only swapped_milestones --seed 7
    """
    check_target(output)
    with spinner() as tell:
        tell("Starting")
        from sowcheck.compare.compare import compare
        from sowcheck.evals.dataset import load_datasets
        from sowcheck.evals.mutation.campaign import Plan, matching_deal, run
        from sowcheck.evals.mutation.gold import gold_of
        from sowcheck.evals.mutation.operators import OPERATORS
        from sowcheck.evals.mutation.text import text
        from sowcheck.evals.mutation.vendors import VENDORS
        from sowcheck.settings import load_policy

        plan = Plan(
            policy=load_policy(policy),
            seed=seed,
            limit=limit,
            only=_known("kind of change", only, tuple(OPERATORS)),
            vendors=_known("record format", vendor, tuple(VENDORS)) or tuple(VENDORS),
        )
        sources = load_datasets(deals).deals
        if not sources:
            named = ", ".join(map(str, deals))
            raise UsageError(f"there is no deal in {named}", hint="A deal is a folder with documents and gold.json.")
        matching = [matching_deal(gold_of(source)) for source in sources]
        campaign = run(matching, plan, compare, tell=lambda name: tell(f"Changing {name}"))
    command = " ".join(
        ["sowcheck eval mutate", *(f"--deals {folder}" for folder in deals), f"--seed {seed} --limit {limit}"]
    )
    chosen = chosen_format(form, output, {".json": MutationFormat.JSON}, MutationFormat.TEXT)
    write(campaign.model_dump_json(indent=2) if chosen is MutationFormat.JSON else text(campaign, command), output)
    if floor is not None and (campaign.false_flags or campaign.kill_rate is None or campaign.kill_rate < floor):
        raise typer.Exit(ExitCode.BLOCKED)


def _known(what: str, names: list[str] | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """The names, in the order of the table.

    Raises:
        UsageError: one of them is none of the known ones.
    """
    for name in names or ():
        if name not in known:
            raise UsageError(f"there is no {what} {name!r}", hint=f"Use one of: {', '.join(known)}.")
    return tuple(name for name in known if name in (names or ()))
