"""Money and tokens that a run may spend: what a request may take at most is set aside before it is sent."""

import threading
from decimal import Decimal

from sowcheck.errors import BudgetExceeded
from sowcheck.llm.prices import Price, Tokens

_NOTHING = Decimal(0)


class Reservation:
    """What was set aside for one request, until it is known what it took."""

    def __init__(self, budget: "Budget", most: Tokens) -> None:
        self._budget = budget
        self.most = most
        self._open = True

    def settle(self, used: Tokens | None = None) -> None:
        """Gives back what was not used; None where nobody said what was: then all of it counts as used.

        Only the first call counts.
        """
        if self._open:
            self._open = False
            self._budget._settle(self.most, self.most if used is None else used)


class Budget:
    """What a run may spend, shared by all its threads.

    Spent and set aside together never exceed the limits. A request that would fit if the others took nothing waits
    until these are settled, so that how many run at once does not decide what is refused.
    """

    def __init__(
        self, *, max_cost: Decimal | None = None, max_tokens: int | None = None, price: Price | None = None
    ) -> None:
        """A limit of None is no limit; a limit in money needs a price."""
        assert max_cost is None or price is not None, "a budget in money needs a price"
        self._max_cost = max_cost
        self._max_tokens = max_tokens
        self._price = price
        self._changed = threading.Condition()
        self._spent, self._spent_tokens = _NOTHING, 0
        self._aside, self._aside_tokens = _NOTHING, 0

    @property
    def spent(self) -> Decimal:
        """What settled requests cost; 0 without a price."""
        with self._changed:
            return self._spent

    @property
    def spent_tokens(self) -> int:
        """What settled requests took."""
        with self._changed:
            return self._spent_tokens

    def reserve(self, most: Tokens) -> Reservation:
        """Sets aside what a request may take at most.

        Raises:
            BudgetExceeded: it might exceed a limit, whatever the requests under way take.
        """
        cost = self._cost(most)
        with self._changed:
            while not self._fits(
                self._spent + self._aside + cost, self._spent_tokens + self._aside_tokens + most.total
            ):
                if not self._fits(self._spent + cost, self._spent_tokens + most.total):
                    raise self._refusal(cost, most)
                self._changed.wait()
            self._aside += cost
            self._aside_tokens += most.total
        return Reservation(self, most)

    def _settle(self, most: Tokens, used: Tokens) -> None:
        with self._changed:
            self._aside -= self._cost(most)
            self._aside_tokens -= most.total
            self._spent += _NOTHING if self._price is None else self._price.of(used)
            self._spent_tokens += used.total
            self._changed.notify_all()

    def _cost(self, tokens: Tokens) -> Decimal:
        return _NOTHING if self._price is None else self._price.most_of(tokens)

    def _fits(self, cost: Decimal, tokens: int) -> bool:
        return (self._max_cost is None or cost <= self._max_cost) and (
            self._max_tokens is None or tokens <= self._max_tokens
        )

    def _refusal(self, cost: Decimal, most: Tokens) -> BudgetExceeded:
        hint = "Allow more, or ask about fewer documents; answers that were given stay in the cache and cost nothing."
        if self._max_cost is not None and self._spent + cost > self._max_cost:
            assert self._price is not None
            unit = self._price.currency
            return BudgetExceeded(
                f"the next question may cost {_shown(cost)} {unit}, and {_shown(self._max_cost - self._spent)} {unit} "
                f"of {_shown(self._max_cost)} {unit} are left; it was not sent",
                hint=hint,
            )
        assert self._max_tokens is not None
        left = self._max_tokens - self._spent_tokens
        return BudgetExceeded(
            f"the next question may take {most.total} tokens, and {left} of {self._max_tokens} are left; it was not sent",
            hint=hint,
        )


def _shown(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.0001')).normalize():f}"
