"""Whatever a sender writes is taken, noted or refused on purpose; of what nobody vouches for nothing is kept."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gate_builders import person
from intake_builders import SECRETS, connect, from_docusign, from_hubspot, message, stage_change
from site_builders import FLOW, site_in
from sowcheck.core.people import Actor
from sowcheck.errors import EventError, NotAllowed
from sowcheck.intake.message import BadEvent, Message
from sowcheck.intake.senders import Unverified
from sowcheck.service import steps
from sowcheck.service.site import Site
from sowcheck.service.taking_in import take_in
from sowcheck.store.memory import MemoryStore
from taking_in_builders import CLOUD, WON, cloud, kinds, opportunity, sent


def test_a_message_that_nobody_vouches_for_leaves_nothing_of_itself(any_site: Site) -> None:
    forged = from_hubspot([stage_change(propertyName="secret-word")], key="guessed")
    for made in (forged, message(opportunity(name="secret-word"))):
        with pytest.raises(Unverified):
            sent(any_site, made, None)
    with pytest.raises(BadEvent):
        sent(any_site, message(b'{"secret-word": '), None)
    lines = list(any_site.store.audit())
    assert [(line.status, line.actor.id) for line in lines] == [("refused", "nobody")] * 3
    assert "secret-word" not in "".join(line.model_dump_json() for line in lines)
    assert any_site.store.find() == []


def test_only_services_that_hand_in_papers_hand_in_events(site: Site) -> None:
    for actor in (person("u-1", "sales_ops"), Actor(id="t-1", kind="service", roles=("auditor",))):
        with pytest.raises(NotAllowed):
            sent(site, message(opportunity()), actor)
    assert [line.status for line in site.store.audit()] == ["refused", "refused"]


@pytest.mark.parametrize("subject", ["x" * 999, "with\nlines", "naïve ☃", "006Hs00001LkQ3a", " 4711 "])
def test_a_deal_may_be_called_anything(any_site: Site, subject: str) -> None:
    sent(any_site, cloud("crm.opportunity.won", subject=subject))
    assert sent(any_site, cloud("crm.opportunity.deleted", "e-2", subject, hours=1)).result == "applied"
    assert "deal_gone" in kinds(any_site)


@pytest.mark.parametrize("name", ["x" * 1001, "with\0nothing", "half \ud83d"])
def test_names_that_no_system_gives_are_refused(any_site: Site, name: str) -> None:
    with pytest.raises(BadEvent):
        sent(any_site, cloud("crm.opportunity.won", name))
    with pytest.raises(BadEvent):
        sent(any_site, cloud("crm.opportunity.won", subject=name))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


def with_something_else(shape: Any, place: int, instead: Any) -> Any:
    """The event with one of its parts, counted in depth, replaced."""
    left = [place]

    def walk(value: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            return instead
        if isinstance(value, dict):
            return {key: walk(held) for key, held in value.items()}
        return [walk(held) for held in value] if isinstance(value, list) else value

    return walk(shape)


def test_an_event_with_anything_in_it_is_taken_or_refused_on_purpose(tmp_path: Path) -> None:
    """Where a sender is not what it seems, its event may hold anything."""
    hook = {"specversion": "1.0", "id": "e", "source": "/x", "type": "io.sowcheck.crm.opportunity.won.v1"}
    hook |= {"subject": WON, "time": "2026-06-01T11:00:00Z", "data": {"crm": "hubspot", "changed_fields": ["amount"]}}  # type: ignore[dict-item]
    senders: list[Callable[[Any], Message]] = [
        message,
        from_hubspot,
        lambda each: from_docusign(each, "connect-key"),
        lambda each: message(each, CLOUD),
    ]
    with site_in(tmp_path) as made:
        site = replace(made, secrets=SECRETS, store=MemoryStore())

        @settings(max_examples=150, deadline=None)
        @given(which=st.integers(0, 3), place=st.integers(1, 22), instead=ANYTHING)
        def law(which: int, place: int, instead: Any) -> None:
            shape = [opportunity(), [stage_change()], connect(), hook][which]
            body = with_something_else(shape, place, instead)
            with suppress(EventError):
                take_in(site, senders[which](body), FLOW)

        law()
        for kept in site.store.find():
            steps.validate(site, kept.case.id)
        assert list(site.store.verify()) == []
