"""`sowcheck webhooks`: what is told to other systems, what of it they did not take, and having it sent again."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.operator import by_operator
from sowcheck.cli.output import write
from sowcheck.cli.stores import StoreOption, needed
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.core.deliveries import Delivery
    from sowcheck.store.deliveries import SqlDeliveries

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

NameOption = Annotated[str | None, typer.Option("--webhook", metavar="NAME", help="One webhook; without it, all")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs")]
_MOST = 100_000


@app.callback()
def _webhooks() -> None:
    """Look after the messages that other systems are sent (docs/webhooks.md).

    Example: sowcheck webhooks dead --store cases.db
    """


@app.command("secret")
def secret() -> None:
    """Make a secret and print it: set it here, and give it to the receiver.

    Example: sowcheck webhooks secret
    """
    with needed():
        from sowcheck.handoff.signing import new_secret
    write(new_secret(), None)


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", envvar="SOWCHECK_WEBHOOKS", help="Such as webhooks.toml")],
) -> None:
    """Check a file of webhooks, and that the secret of each is set; names what is wrong.

    Example: sowcheck webhooks check /etc/sowcheck/webhooks.toml
    """
    with needed():
        from sowcheck.service.webhooks import load_webhooks
    found = load_webhooks(file, os.environ)
    rows = [
        f"{each.name:20} {each.url}  {', '.join(each.events)}  at most {each.per_minute} a minute"
        f"{'  takes handoffs' * each.handoff}"
        f"{'  disabled' * (not each.enabled)}"
        for each in found.subscriptions
    ]
    write("\n".join(rows) or "The file names no webhook.", None)


@app.command("list")
def list_webhooks(store: StoreOption, json_: JsonOption = False) -> None:
    """List the webhooks that were ever sent anything: what waits, what was taken, what was given up.

    Example: sowcheck webhooks list --store cases.db
    """
    with _deliveries(store) as kept:
        counts, known = kept.counts(), kept.subscribers()
        waits = {name: next(iter(kept.find(state="pending", subscription=name, limit=1)), None) for name in known}
    rows = [
        {
            "name": name,
            **{state: counts.get((name, state), 0) for state in ("pending", "delivered", "dead")},
            "stopped": each.stopped.isoformat() if each.stopped else None,
            "problem": first.problem if (first := waits[name]) else None,
            "next": first.next.isoformat() if first else None,
        }
        for name, each in sorted(known.items())
    ]
    if json_:
        write("\n".join(map(json.dumps, rows)), None)
        return
    lines = [
        f"{row['name']:20} {row['pending']:6} waiting {row['delivered']:8} delivered {row['dead']:6} dead{_why(row)}"
        for row in rows
    ]
    write("\n".join(lines) or "Nothing was ever sent. Name webhooks in the file of SOWCHECK_WEBHOOKS.", None)


@app.command("dead")
def dead(store: StoreOption, webhook: NameOption = None, json_: JsonOption = False) -> None:
    """List the messages that were given up, with why.

    Example: sowcheck webhooks dead --store cases.db
    """
    with _deliveries(store) as kept:
        found = kept.find(state="dead", subscription=webhook, limit=_MOST)
    if json_:
        write("\n".join(each.model_dump_json(exclude={"body"}) for each in found), None)
        return
    write("\n".join(map(_row, found)) or "Nothing was given up.", None)


@app.command("redeliver")
def redeliver(
    store: StoreOption,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="As `webhooks dead` shows them")] = None,
    every: Annotated[bool, typer.Option("--all", help="Everything that was given up")] = False,
    webhook: NameOption = None,
) -> None:
    """Have messages sent again, with another day to arrive. What was taken is not sent twice.

    Example: sowcheck webhooks redeliver msg_1f0c22aa41b7e6d93c5b8a02 --store cases.db

    Example: sowcheck webhooks redeliver --all --webhook psa --store cases.db
    """
    if bool(ids) == every:
        raise UsageError("Nothing says which messages.", hint="Name them by their ids, or give --all, and not both.")
    with _deliveries(store) as kept:
        from sowcheck.service.delivering import redeliver as ask_again

        unknown = [each for each in ids or () if kept.get(each) is None]
        if unknown:
            raise UsageError(f"There is no message {', '.join(unknown)}.", hint="See sowcheck webhooks dead.")
        wanted = ids or [each.id for each in kept.find(state="dead", subscription=webhook, limit=_MOST)]
        number = ask_again(kept, wanted, by_operator())
    write(f"{number} message{'s' * (number != 1)} will be sent again by the next worker.", None)


@app.command("resume")
def resume(
    store: StoreOption, name: Annotated[str, typer.Argument(metavar="NAME", help="As `webhooks list` shows it")]
) -> None:
    """Send to a webhook again that had said that it is gone (410).

    Example: sowcheck webhooks resume psa --store cases.db
    """
    with _deliveries(store) as kept:
        from sowcheck.service.delivering import resume as go_on

        if not go_on(kept, name, by_operator()):
            raise UsageError(f"{name} is not stopped.", hint="See sowcheck webhooks list.")
    write(f"{name} is sent its messages again; what it refused is listed by sowcheck webhooks dead.", None)


def _why(row: Mapping[str, object]) -> str:
    """Why something waits."""
    if row["stopped"]:
        return "  stopped: it said that it is gone (410)"
    return f"  {row['problem']}; again {str(row['next'])[:16].replace('T', ' ')} UTC" if row["problem"] else ""


def _row(each: "Delivery") -> str:
    when = f"{each.done:%Y-%m-%d %H:%M} UTC" if each.done else ""
    tries = f"after {each.attempts} attempt{'s' * (each.attempts != 1)}"
    return f"{each.id}  {each.subscription}  {each.type}  {each.case}  {when}  {tries}: {each.problem}"


@contextmanager
def _deliveries(store: str) -> "Iterator[SqlDeliveries]":
    with needed():
        from sowcheck.store.connect import connect_deliveries
    with closing(connect_deliveries(store, create=False)) as kept:
        yield kept
