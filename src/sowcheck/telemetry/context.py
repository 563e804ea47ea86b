"""What is being worked on right now, so that every log line names it without being told."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_facts: ContextVar[Mapping[str, str]] = ContextVar("sowcheck_facts")


@contextmanager
def about(**facts: str | None) -> Iterator[None]:
    """Name what the block is about, such as `case="c-17"`; None leaves a fact as it is.

    >>> with about(request="r-1"), about(case="c-17"):
    ...     facts()
    {'request': 'r-1', 'case': 'c-17'}
    """
    known = {name: value for name, value in facts.items() if value is not None}
    token = _facts.set({**_facts.get({}), **known})
    try:
        yield
    finally:
        _facts.reset(token)


def facts() -> dict[str, str]:
    """What is being worked on."""
    return dict(_facts.get({}))
