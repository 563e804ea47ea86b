"""What a server or worker says of its settings when it starts."""

from collections.abc import Iterable

from sowcheck.cli.failures import print_note


def tell_unknown(names: Iterable[str]) -> None:
    """A note for each variable of the environment that looks like a setting and is none."""
    from sowcheck.service.variables import unknown

    for name, meant in unknown(names):
        print_note(f"{name} means nothing here{f'; is {meant} meant?' if meant else '.'}")
