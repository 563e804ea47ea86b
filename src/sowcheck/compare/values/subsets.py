"""Which of some amounts add up to a given one: how one line stands for several."""

from collections.abc import Sequence
from decimal import Decimal

_MOST = 14
"""With more amounts than these, some sum fits by chance."""


def places_with_sum(amounts: Sequence[Decimal], target: Decimal, tolerance: Decimal) -> tuple[int, ...] | None:
    """Places of amounts whose sum is `target`: all of them if that fits, else the fewest; None if no choice does.

    >>> places_with_sum([Decimal(10), Decimal(20), Decimal(30)], Decimal(40), Decimal("0.01"))
    (0, 2)
    """
    if amounts and abs(sum(amounts) - target) <= tolerance:
        return tuple(range(len(amounts)))
    if len(amounts) > _MOST:
        return None
    fewest: dict[Decimal, tuple[int, ...]] = {Decimal(0): ()}
    for place, amount in enumerate(amounts):
        for reached, places in list(fewest.items()):
            longer = (*places, place)
            if reached + amount not in fewest or len(longer) < len(fewest[reached + amount]):
                fewest[reached + amount] = longer
    fitting = [places for reached, places in fewest.items() if places and abs(reached - target) <= tolerance]
    return min(fitting, key=lambda places: (len(places), places), default=None)
