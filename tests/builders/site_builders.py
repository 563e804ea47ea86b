"""A site for tests: a real store, real contents, and a clock that the test sets."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sowcheck.core.people import Actor
from sowcheck.gate.program import Job, next_job
from sowcheck.service.settings import ServiceSettings
from sowcheck.service.site import Site, opened

DEALS = Path(__file__).parents[2] / "fixtures" / "deals"
FLOW = Actor(id="token-flow", kind="service", roles=("orchestrator",))


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: dt.datetime = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        """Move on by days, hours, minutes, ..."""
        self.moment += dt.timedelta(**span)


@contextmanager
def site_in(folder: Path, *, store: str | None = None, clock: Clock | None = None) -> Iterator[Site]:
    """A site whose files lie in a folder; `woken` of its clock is not needed: nobody is woken."""
    settings = ServiceSettings(store=store or str(folder / "cases.db"), contents=str(folder / "contents"))
    with opened(settings, clock=clock or Clock()) as site:
        yield site


def waiting_job(site: Site, case_id: str) -> Job | None:
    """What the program has to do for a case now."""
    return next_job(site.store.load(case_id).case)


def deal(name: str) -> tuple[list[Path], list[Path]]:
    """Papers and records of a fixture deal, such as "F1"."""
    (folder,) = DEALS.glob(f"{name}-*")
    records = sorted(folder.glob("record_*"))
    papers = sorted(path for path in folder.iterdir() if path.suffix in (".pdf", ".docx", ".md", ".txt"))
    return [path for path in papers if path.stem in ("sow", "order_form", "change_order")], records
