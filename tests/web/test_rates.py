"""How much strangers may ask for."""

import asyncio

import pytest

from sowcheck.web.problems import Refused
from sowcheck.web.rates import Refusals, Turns


def test_so_many_are_let_in_at_once_some_wait_and_the_rest_are_turned_away() -> None:
    inside, most, refused = 0, 0, 0

    async def come(turns: Turns) -> None:
        nonlocal inside, most, refused
        try:
            async with turns.taken():
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.01)
                inside -= 1
        except Refused:
            refused += 1

    async def crowd() -> None:
        turns = Turns(at_once=2, waiting=3)
        await asyncio.gather(*(come(turns) for _ in range(9)))
        await asyncio.gather(*(come(turns) for _ in range(5)))

    asyncio.run(crowd())
    assert (most, refused, inside) == (2, 4, 0)


def test_an_address_of_which_much_was_refused_waits_and_others_do_not() -> None:
    now = 0.0
    refusals = Refusals(most=3, seconds=60, clock=lambda: now)
    for _ in range(3):
        refusals.check("a")
        refusals.count("a")
        now += 10
    with pytest.raises(Refused) as refusal:
        refusals.check("a")
    assert refusal.value.headers == {"Retry-After": "31"}
    refusals.check("b")
    now += 31
    refusals.check("a")
