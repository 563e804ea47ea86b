"""Money and tokens that a run may spend: what a request may take at most is set aside before it is sent."""

from decimal import Decimal

from sowcheck.errors import BudgetExceeded
from sowcheck.llm.accounts import Account, Limits, OwnAccount, Sum
from sowcheck.llm.prices import Price, Tokens

_HINT = "Allow more, or ask about fewer documents; answers that were given stay in the cache and cost nothing."


class Reservation:
    """What was set aside for one request, until it is known what it took."""

    def __init__(self, budget: "Budget", number: int, most: Tokens) -> None:
        self._budget = budget
        self._number = number
        self._most = most
        self._open = True

    def settle(self, used: Tokens | None = None) -> None:
        """Gives back what was not used; None where nobody said what was: then all of it counts as used.

        Only the first call counts.
        """
        if self._open:
            self._open = False
            self._budget._settle(self._number, self._most if used is None else used)


class Budget:
    """What a run may spend, shared by all its threads, and by its processes if their account is.

    Spent and set aside together never exceed the limits. A request that would fit if the others took nothing waits
    until these are settled, so that how many run at once does not decide what is refused.
    """

    def __init__(
        self,
        *,
        max_cost: Decimal | None = None,
        max_tokens: int | None = None,
        price: Price | None = None,
        account: Account | None = None,
    ) -> None:
        """A limit of None is no limit; a limit in money needs a price."""
        assert max_cost is None or price is not None, "a budget in money needs a price"
        self._limits = Limits(max_cost, max_tokens)
        self._price = price
        self._account = account or OwnAccount()

    @property
    def spent(self) -> Decimal:
        """What settled requests cost; 0 without a price."""
        return self._account.spent().cost

    @property
    def spent_tokens(self) -> int:
        """What settled requests took."""
        return self._account.spent().tokens

    def reserve(self, most: Tokens) -> Reservation:
        """Sets aside what a request may take at most.

        Raises:
            BudgetExceeded: it might exceed a limit, whatever the requests under way take.
        """
        amount = Sum(Decimal(0) if self._price is None else self._price.most_of(most), most.total)
        number = self._account.set_aside(amount, self._limits)
        if number is None:
            raise self._refusal(amount)
        return Reservation(self, number, most)

    def _settle(self, number: int, used: Tokens) -> None:
        cost = Decimal(0) if self._price is None else self._price.of(used)
        self._account.settle(number, Sum(cost, used.total))

    def _refusal(self, amount: Sum) -> BudgetExceeded:
        spent, limits = self._account.spent(), self._limits
        if limits.cost is not None and spent.cost + amount.cost > limits.cost:
            assert self._price is not None
            unit = self._price.currency
            return BudgetExceeded(
                f"the next question may cost {_shown(amount.cost)} {unit}, and {_shown(limits.cost - spent.cost)} {unit} "
                f"of {_shown(limits.cost)} {unit} are left; it was not sent",
                hint=_HINT,
            )
        assert limits.tokens is not None
        left = limits.tokens - spent.tokens
        return BudgetExceeded(
            f"the next question may take {amount.tokens} tokens, and {left} of {limits.tokens} are left; it was not sent",
            hint=_HINT,
        )


def _shown(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.0001')).normalize():f}"
