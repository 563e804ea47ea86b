"""Who the audit names for what is done on the command line: whoever holds the keys of the database, by a number."""

import datetime as dt
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sowcheck.identity.base import By


def by_operator() -> "By":
    """The account of the operating system, now. Its number and not its name, which could never be taken out of the audit."""
    from sowcheck.core.people import Actor
    from sowcheck.identity.base import By

    return By(Actor(id=f"cli-{_account()}", kind="service", roles=("admin",)), dt.datetime.now(dt.UTC), "cli")


def _account() -> str:
    """Behind sudo, the account that asked for it."""
    number = os.getuid() if hasattr(os, "getuid") else None
    asked = os.environ.get("SUDO_UID", "")
    if number == 0 and asked.isdecimal():
        return asked[:10]
    return "unknown" if number is None else str(number)
