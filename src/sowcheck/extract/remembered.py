"""What is worked out once for each document, however many rules ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sowcheck.extract.reading import Reading

T = TypeVar("T")


def remembered(work: Callable[[Reading], T]) -> Callable[[Reading], T]:
    """The same function, which works once for each reading and gives the same answer from then on.

    Give it a function whose answer nobody changes: a tuple, not a generator.
    """
    key = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def once(reading: Reading) -> T:
        memory = vars(reading)
        if key not in memory:
            memory[key] = work(reading)
        answer: T = memory[key]
        return answer

    return once
