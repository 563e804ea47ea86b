"""How the program says what it does: an event in few words, and facts beside it. Who writes the lines, and how, is `lines`."""

import logging
from dataclasses import dataclass

Fact = str | int | float | bool | None | list[str] | dict[str, "Fact"]

FACTS = "sowcheck_facts"
"""Where a record of the standard library carries the facts."""


@dataclass(frozen=True)
class Log:
    """The log of one part of the program. An event is the same words each time; what differs are facts.

    Facts are ids, counts, states and times. Words of papers, of people or of secrets are none.
    """

    name: str

    def debug(self, event: str, **facts: Fact) -> None:
        """Something that only helps to find a bug."""
        self._say(logging.DEBUG, event, facts)

    def info(self, event: str, **facts: Fact) -> None:
        """Something that was done."""
        self._say(logging.INFO, event, facts)

    def warning(self, event: str, **facts: Fact) -> None:
        """Something that did not work and will be tried again, or that somebody should look at."""
        self._say(logging.WARNING, event, facts)

    def error(self, event: str, **facts: Fact) -> None:
        """Something that did not work and will not by itself."""
        self._say(logging.ERROR, event, facts)

    def failed(self, event: str, error: BaseException, **facts: Fact) -> None:
        """Something that did not work, with the kind of the error and where it arose."""
        self._say(logging.ERROR, event, facts, error)

    def _say(self, level: int, event: str, facts: dict[str, Fact], error: BaseException | None = None) -> None:
        logger = logging.getLogger(self.name)
        if logger.isEnabledFor(level):
            # An event is no template: a "%" in it stays one.
            logger.log(level, "%s", event, extra={FACTS: facts}, exc_info=error)
