"""What a running service forgets by itself: what nobody needs once its time is over. What happened stays in the audit."""

import datetime as dt
from functools import partial

from sowcheck.service.news import needless
from sowcheck.service.site import Site

REMEMBERED = dt.timedelta(days=180)
"""How long every event of another system is remembered; no sender tries again for so long."""
_EVERY = dt.timedelta(hours=12)


class Tidying:
    """Tidies a site; a process has one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._looked: dt.datetime | None = None

    def tidy(self) -> int:
        """Take away sessions and the like that are over, and twice a day events and halves of files that nobody needs; how many."""
        now = self._site.clock()
        swept = self._site.directory.sweep(now)
        if self._looked is not None and now - self._looked < _EVERY:
            return swept
        forgotten = self._site.store.forget_seen(now - REMEMBERED, partial(needless, mapping=self._site.rules.mapping))
        cleared = self._site.contents.clear_unfinished()
        self._looked = now
        return swept + forgotten + cleared
