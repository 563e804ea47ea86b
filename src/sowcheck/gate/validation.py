"""What must be there before a case is worked on, and is not: papers, a record of the deal, and what the records must say."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sowcheck.core.case_events import Paper
from sowcheck.core.casefile import CaseFile
from sowcheck.core.fields import FIELDS, Owner
from sowcheck.core.policy import Policy, alternatives
from sowcheck.core.snapshots import Snapshot
from sowcheck.core.tasks import Task
from sowcheck.gate.tasks import CONTRACT, task

_WON = "deal.is_won"


class ReadRecord(NamedTuple):
    """A record file of a case, as far as it could be read."""

    paper: Paper
    snapshot: Snapshot | None
    """None if it cannot be read."""
    fields: frozenset[str] = frozenset()
    """That it states."""
    problem: str = ""
    """Why it cannot be read."""
    hint: str = ""


def missing(case: CaseFile, records: Sequence[ReadRecord], policy: Policy, now: dt.datetime) -> Iterator[Task]:
    """A task for each thing that the policy asks for and that is not there."""
    if not case.documents:
        yield no_contract(policy, "The case has no document.", "documents", now)
    problems = [each for each in records if each.snapshot is None]
    for each in problems:
        yield task(
            "unreadable",
            owner_of("deal.opportunity_id", policy),
            f"{each.paper.name} {each.problem}.",
            f"{each.hint} Then hand it in anew.",
            each.paper.sha256,
            now,
        )
    # What cannot be read may say all that seems to be missing.
    if not problems:
        yield from _missing_records(case, records, policy, now)


def no_contract(policy: Policy, message: str, about: str, now: dt.datetime) -> Task:
    """The task of whoever has the signed contract."""
    kinds = ", ".join(kind.replace("_", " ") for kind in policy.validation.documents if kind != "other")
    return task(
        "missing_document", owner_of("doc.kind", policy), message, f"Hand in the signed contract: {kinds}.", about, now
    )


def without_contract(kinds: Iterable[str | None], policy: Policy, now: dt.datetime) -> Task | None:
    """The task that follows if none of the papers is of a kind that the policy takes for a contract.

    Args:
        kinds: Of each paper; None for one whose kind is not known.
        policy: Which kinds will do.
        now: When the papers were read.
    """
    found = [kind or "other" for kind in kinds]
    if not found or set(found) & set(policy.validation.documents):
        return None
    named = ", ".join(sorted({kind.replace("_", " ") for kind in found}))
    return no_contract(policy, f"None of the papers is a contract: {named}.", CONTRACT, now)


def owner_of(field: str, policy: Policy) -> Owner:
    """Who owns a field: whom the policy names, or else the dictionary."""
    changed = policy.fields.get(field)
    return (changed and changed.owner) or FIELDS[field].owner


def _missing_records(case: CaseFile, records: Sequence[ReadRecord], policy: Policy, now: dt.datetime) -> Iterator[Task]:
    rules = policy.validation
    snapshots = [each.snapshot for each in records if each.snapshot is not None]
    if rules.records and not any(each.system in rules.records for each in snapshots):
        yield _missing_record(records, policy, now)
        # It would state what a field is asked for.
        return
    stated = frozenset[str]().union(*(each.fields for each in records))
    if any(news.get("deal_won") for news in case.heard.values()):
        stated |= {_WON}
    for entry in rules.fields:
        names = alternatives(entry)
        if not stated & set(names):
            yield _missing_field(entry, names, policy, now)
        elif _WON in names and _is_lost(snapshots):
            yield task(
                "not_won",
                owner_of(_WON, policy),
                "The record says that the deal is not won.",
                "Once the deal is won, export its record again and hand it in; or reject the case.",
                _WON,
                now,
            )


def _missing_record(records: Sequence[ReadRecord], policy: Policy, now: dt.datetime) -> Task:
    """The task of whoever keeps the deal; records that are there and will not do are named, or people would look for them."""
    message, hint = (
        "There is no record of the deal.",
        f"Export the deal ({', '.join(policy.validation.records)}) and hand its record in.",
    )
    others = [f"{each.paper.name} ({each.snapshot.system.replace('_', ' ')})" for each in records if each.snapshot]
    if others:
        message = f"None of the records handed in is of the deal itself: {', '.join(others)}."
        hint += " If such a record is to do, the policy has to say so: `records` of [validation]."
    return task("missing_record", owner_of("deal.opportunity_id", policy), message, hint, "records", now)


def _missing_field(entry: str, names: Sequence[str], policy: Policy, now: dt.datetime) -> Task:
    titles = " or ".join(FIELDS[name].title for name in names)
    return task(
        "missing_field",
        owner_of(names[0], policy),
        f"No record states: {titles} ({' or '.join(names)}).",
        "Fill it in where the deal is kept, export the record again and hand it in.",
        entry,
        now,
    )


def _is_lost(snapshots: Sequence[Snapshot]) -> bool:
    """Whether the newest record that says anything of it says that the deal is not won; of several, the worse counts."""
    said = [each for each in snapshots if each.won is not None]
    known = [each.modified for each in said if each.modified is not None]
    newest = max(known, default=None)
    return any(not each.won for each in said if each.modified is None or each.modified == newest)
