"""`sowcheck cases`: what is in a store, for those who run it: cases, one of them, and open tasks."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, TypeVar, get_args

import typer

from sowcheck.cli.failures import safe
from sowcheck.cli.output import write
from sowcheck.cli.stores import StoreOption, directory, opened
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.core.analyses import RequiredApproval
    from sowcheck.core.casefile import CaseFile, CaseState
    from sowcheck.core.people import Role
    from sowcheck.store.base import OpenTask

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line, for other programs")]
_Word = TypeVar("_Word", bound=str)


@app.callback()
def _cases() -> None:
    """Look at the cases of a store, and at what keeps them from going on.

    Example: sowcheck cases tasks --role sales_ops --store cases.db
    """


@app.command("list")
def list_cases(
    store: StoreOption,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="Only those in a state, such as received")] = None,
    reference: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only those of a deal, as its sender calls it")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List cases with their state and how many tasks are open.

    Example: sowcheck cases list --state in_review --store cases.db
    """
    from sowcheck.gate.awaiting import tasks_to_do
    from sowcheck.store.paging import every_case

    wanted = _state(state)
    with opened(store) as kept:
        cases = [case for case, _ in every_case(kept, state=wanted, reference=reference)]
    if as_json:
        write("\n".join(_line(each) for each in cases), None)
        return
    rows = [
        f"{each.id:<30}  {_words(each.state):<12}  {_tasks(len(tasks_to_do(each))):<9}  {each.reference}"
        for each in cases
    ]
    write("\n".join(map(safe, rows)) or "No such case. See whether it is the right store.", None)


@app.command("show")
def show(
    case_id: Annotated[str, typer.Argument(metavar="ID", help="As `cases list` shows it")],
    store: StoreOption,
    as_json: JsonOption = False,
) -> None:
    """Show a case: its papers, its tasks with the way out, and who has signed.

    Example: sowcheck cases show case-0c6f4fd1 --store cases.db
    """
    with opened(store) as kept, directory(store) as people:
        case = kept.load(case_id).case
        logins = {each.id: each.login for each in people.users()}
    write(case.model_dump_json() if as_json else "\n".join(map(safe, _shown(case, logins))), None)


@app.command("tasks")
def tasks(
    store: StoreOption,
    role: Annotated[str | None, typer.Option(metavar="ROLE", help="Only those of a role, such as sales_ops")] = None,
    as_json: JsonOption = False,
) -> None:
    """List open tasks of all cases, the longest open first.

    Example: sowcheck cases tasks --role legal --store cases.db
    """
    from sowcheck.store.paging import every_task

    wanted = role_named(role)
    with opened(store) as kept:
        rows = list(every_task(kept, wanted))
    if as_json:
        write("\n".join(map(_task_line, rows)), None)
        return
    lines = [line for each in rows for line in _task_shown(each)]
    write("\n".join(map(safe, lines)) or "Nobody has a task to do.", None)


def _task_shown(found: "OpenTask") -> Iterator[str]:
    task = found.task
    yield f"{found.case}  {found.reference}  {task.role}  since {task.opened:%Y-%m-%d %H:%M} UTC"
    yield f"  {task.message}"
    yield f"  {task.hint}"


def _task_line(found: "OpenTask") -> str:
    shape = {"case": found.case, "reference": found.reference, "state": found.state}
    return json.dumps(shape | {"task": found.task.model_dump(mode="json")}, ensure_ascii=False)


def _shown(case: "CaseFile", logins: dict[str, str]) -> Iterator[str]:
    yield f"{case.id}: {_words(case.state)} since {case.since:%Y-%m-%d %H:%M} UTC"
    yield f"Deal: {case.reference}"
    yield from _listed("Documents", (f"{each.name}  {each.sha256[:12]}" for each in case.documents))
    yield from _listed("Records", (f"{each.name}  {each.sha256[:12]}" for each in case.records))
    from sowcheck.gate.awaiting import tasks_to_do

    tasks = (f"{each.id}  {each.role}: {each.message} {each.hint}" for each in tasks_to_do(case))
    yield from _listed("Tasks", tasks)
    if case.analysis is not None:
        yield f"Findings: {len(case.analysis.findings)}, decided: {len(case.decisions)}"
        yield from _listed("Must sign", map(_required, case.analysis.required))
    signed = (f"{each.role}: {logins.get(each.by, each.by)}, {each.at:%Y-%m-%d %H:%M} UTC" for each in case.signatures)
    yield from _listed("Signed", signed)
    if case.note:
        yield f"Note: {case.note}"


def _required(approval: "RequiredApproval") -> str:
    people = "1 person" if approval.people == 1 else f"{approval.people} people"
    return f"{approval.role}: {people}. {' '.join(approval.because)}"


def _listed(title: str, rows: Iterable[str]) -> Iterator[str]:
    found = list(rows)
    yield f"{title}: {'none' if not found else ''}".rstrip()
    yield from (f"  {each}" for each in found)


def _line(case: "CaseFile") -> str:
    fields = {"id", "state", "since", "reference", "documents", "records", "tasks"}
    return case.model_dump_json(include=fields)


def _tasks(count: int) -> str:
    return f"{count} task{'s' * (count != 1)}" if count else "-"


def _words(state: str) -> str:
    return state.replace("_", " ")


def _state(name: str | None) -> "CaseState | None":
    from sowcheck.core.casefile import CaseState

    states: tuple[CaseState, ...] = get_args(CaseState)
    return _one_of(name, states, "state")


def role_named(name: str | None) -> "Role | None":
    """The role of this name; None for none.

    Raises:
        UsageError: there is no such role.
    """
    from sowcheck.core.people import ROLES

    return _one_of(name, ROLES, "role")


def _one_of(name: str | None, known: tuple[_Word, ...], what: str) -> _Word | None:
    if name is None:
        return None
    found = next((each for each in known if each == name.replace(" ", "_")), None)
    if found is None:
        raise UsageError(f"{name!r} is no {what}.", hint=f"Use one of {', '.join(known)}.")
    return found
