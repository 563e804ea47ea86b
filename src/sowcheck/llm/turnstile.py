"""Every single request goes through here: it fits the budget, waits for its turn, and its use is settled."""

from collections.abc import Iterator
from contextlib import contextmanager

from sowcheck.llm.budget import Budget, Reservation
from sowcheck.llm.limits import Limiter, Turn
from sowcheck.llm.prices import Tokens

_BYTES_PER_TOKEN = 3
"""Of common text; a limit of a minute is not worth the caution that money is."""


class Passage:
    """A request that was let through, until its use is known."""

    def __init__(self, reservation: Reservation, turn: Turn) -> None:
        self._reservation = reservation
        self._turn = turn

    def took(self, tokens: Tokens) -> None:
        """What the endpoint says the request took."""
        self._reservation.settle(tokens)
        self._turn.used(tokens.total)

    def took_nothing(self) -> None:
        """The endpoint turned the request away; nobody bills that."""
        self.took(Tokens())


class Turnstile:
    """The budget and the limits of a run, for each request: repeated ones and failed ones too."""

    def __init__(self, budget: Budget, limiter: Limiter) -> None:
        self._budget = budget
        self._limiter = limiter

    @contextmanager
    def passing(self, most: Tokens) -> Iterator[Passage]:
        """Lets one request through; `most` is what it may take at most.

        A request whose use nobody states, because it was cut off, counts as the most that it could have taken: an
        endpoint may bill what it worked out for nobody.

        Raises:
            BudgetExceeded: it might cost more than is left.
        """
        reservation = self._budget.reserve(most)
        try:
            with self._limiter.turn(most.input // _BYTES_PER_TOKEN + most.output) as turn:
                yield Passage(reservation, turn)
        finally:
            reservation.settle()

    def close_for(self, seconds: float) -> None:
        """Lets nobody through for a while."""
        self._limiter.close_for(seconds)
