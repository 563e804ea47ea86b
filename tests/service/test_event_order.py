"""The law of events: in whatever order they come, and however often, they lead to the same cases, and each has its effect once."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gate_builders import MACHINE, NOON, QUOTE, SOW, analysis
from intake_builders import SECRETS, change_event, connect, from_docusign, message
from site_builders import FLOW, deal, site_in
from sowcheck.core.case_events import Heard
from sowcheck.core.casefile import CaseFile
from sowcheck.core.snapshots import Snapshot
from sowcheck.gate import casework
from sowcheck.intake.message import Message
from sowcheck.service import steps
from sowcheck.service.desk import Desk, Upload
from sowcheck.service.news import needless
from sowcheck.service.site import Site
from sowcheck.service.taking_in import take_in
from sowcheck.store.base import Kept
from sowcheck.store.memory import MemoryStore

DEALS = ("006Qm000001JvGrIAK", "006Hs00001LkQ3aIAF")
"""Of the first there is a record in the fixtures (F9)."""
ENVELOPE = "8c1f2f5e-6a0b-4c57-9d9b-2f6f4f0f7a11"


class Told(NamedTuple):
    """An event, as a test makes it up."""

    what: str
    deal: int
    minutes: int


def sent(told: Told, number: int) -> Message:
    """The event as its system sends it."""
    at = NOON + dt.timedelta(minutes=told.minutes)
    if told.what.startswith("envelope"):
        return from_docusign(connect(told.what) | {"generatedDateTime": at.isoformat()}, "connect-key")
    # Every other event names the deal by the short form of its id.
    subject = DEALS[told.deal][: 15 if number % 2 else 18]
    event = change_event(subject, transactionKey=f"t-{number}", commitTimestamp=int(at.timestamp() * 1000))
    header: dict[str, Any] = event["payload"]["ChangeEventHeader"]
    match told.what:
        case "won":
            pass
        case "lost":
            event["payload"]["IsWon"] = False
        case "changed":
            header["changedFields"] = [["Amount"], ["CurrencyIsoCode"], ["NextStep"]][number % 3]
        case "gap":
            header["changeType"] = "GAP_UPDATE"
        case "gap in everything":
            header |= {"changeType": "GAP_UPDATE", "recordIds": ["006*"]}
        case what:
            header["changeType"] = what
    return message(event)


events = st.lists(
    st.builds(
        Told,
        what=st.sampled_from(
            [
                "won",
                "won",
                "lost",
                "DELETE",
                "changed",
                "changed",
                "gap",
                "gap in everything",
                "envelope-voided",
                "envelope-completed",
            ]
        ),
        deal=st.integers(0, 1),
        minutes=st.integers(-5, 5),
    ),
    max_size=7,
)


def told(site: Site, messages: Sequence[Message]) -> None:
    for each in messages:
        take_in(site, each, FLOW)


def settled(site: Site) -> list[tuple[object, ...]]:
    """What the cases come to once the program has done its work: all but when it was that somebody heard of something."""
    return [_said(kept.case) for kept in _worked(site)]


def _worked(site: Site) -> list[Kept]:
    for kept in site.store.find():
        steps.validate(site, kept.case.id)
    return site.store.find()


def _said(case: CaseFile) -> tuple[object, ...]:
    tasks = sorted((each.id, each.kind, each.role, each.message, str(each.since)) for each in case.tasks)
    return case.id, case.state, case.reference, case.heard, tasks


def in_review(site: Site) -> None:
    """A case of the first deal that people decide on, with a record of its own and papers in an envelope."""
    seen = Snapshot(sha256=QUOTE.sha256, system="salesforce", deals=DEALS[:1], modified=NOON, won=True)
    check = analysis().model_copy(update={"envelopes": (ENVELOPE,)})
    kept = site.store.append("case-1", 0, casework.receive(DEALS[0], [SOW], [QUOTE], MACHINE, NOON), "api")
    kept = site.store.append("case-1", 1, casework.validate(kept.case, (), MACHINE, NOON, [seen]), "test")
    site.store.append("case-1", kept.number, casework.analyse(kept.case, check, MACHINE, NOON), "test")


def forget(site: Site) -> int:
    """Everything is forgotten that need not be remembered, as if it were long ago."""
    long_ago = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    return site.store.forget_seen(long_ago, partial(needless, mapping=site.rules.mapping))


def hold_to_the_law(
    site: Site, other: Site, said: Sequence[Told], seed: int, known: bool, forgetful: bool = False
) -> None:
    shuffle = random.Random(seed)  # noqa: S311  (an order, and no secret)
    messages = [sent(each, number) for number, each in enumerate(said)]
    again = [*messages, *shuffle.choices(messages, k=len(messages))] if messages else []
    shuffle.shuffle(again)
    for each in (site, other):
        if known:
            in_review(each)
    told(site, messages)
    for _ in range(1 + forgetful):
        told(other, again)
        if forgetful:
            forget(other)
    assert settled(site) == settled(other)
    for each in (site, other):
        assert list(each.store.verify()) == []
        for kept in each.store.find():
            heard = Counter(
                (entry.event.said.source, entry.event.said.id, entry.event.said.kind)
                for entry in each.store.history(kept.case.id)
                if isinstance(entry.event, Heard)
            )
            assert set(heard.values()) <= {1}, "an event was heard twice"


def test_order_and_repetition_do_not_matter(tmp_path: Path) -> None:
    with site_in(tmp_path) as made:
        site = replace(made, secrets=SECRETS)

        @settings(max_examples=300, deadline=None)
        @given(said=events, seed=st.integers(0, 1000), known=st.booleans(), forgetful=st.booleans())
        def law(said: list[Told], seed: int, known: bool, forgetful: bool) -> None:
            one, other = replace(site, store=MemoryStore()), replace(site, store=MemoryStore())
            hold_to_the_law(one, other, said, seed, known, forgetful)

        law()


def test_papers_may_come_before_between_or_after_the_events(tmp_path: Path) -> None:
    with site_in(tmp_path) as made:
        site, desk = replace(made, secrets=SECRETS), Desk(made)
        documents = desk.keep([Upload("sow.md", b"# Statement of work")])
        records = desk.keep([Upload(path.name, path.read_bytes()) for path in deal("F9")[1]])

        def comes_to(said: Sequence[Told], place: int, *, forgetful: bool = False) -> tuple[object, ...]:
            there = replace(site, store=MemoryStore())
            for number, each in enumerate([*said, None]):
                if number == min(place, len(said)):
                    kept = Desk(there).receive(DEALS[0], documents, records, FLOW, "api", "key-1")
                    steps.validate(there, kept.case.id)
                if each is not None:
                    told(there, [sent(each, number)])
                if forgetful:
                    forget(there)
            # Its id is that of the event or of the call, whichever came first.
            (case,) = [_said(each.case)[1:] for each in _worked(there) if each.case.documents]
            return case

        @settings(max_examples=100, deadline=None)
        @given(said=events, place=st.integers(0, 7), forgetful=st.booleans())
        def law(said: list[Told], place: int, forgetful: bool) -> None:
            ours = [each for each in said if each.deal == 0]
            assert comes_to(ours, place, forgetful=forgetful) == comes_to(ours, 0)

        law()


@pytest.mark.parametrize("known", [False, True])
def test_order_and_repetition_do_not_matter_on_any_store(any_site: Site, tmp_path: Path, known: bool) -> None:
    said = [
        Told("changed", 0, 3),
        Told("lost", 0, 1),
        Told("won", 0, 2),
        Told("won", 1, 0),
        Told("envelope-voided", 0, 1),
        Told("DELETE", 1, 4),
        Told("gap", 0, 5),
        Told("gap in everything", 0, 4),
        Told("changed", 0, 4),
    ]
    with site_in(tmp_path / "other") as other:
        one = replace(any_site, secrets=SECRETS)
        hold_to_the_law(one, replace(other, secrets=SECRETS), said, 7, known)
        assert (forget(one) > 0, forget(one)) == (True, 0)
        before = settled(one)
        told(one, [sent(each, number) for number, each in enumerate(said)])
        assert settled(one) == before
