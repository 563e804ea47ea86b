"""One budget and one set of limits for a run of several processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sowcheck.llm.settings import ModelSettings


@contextmanager
def shared(settings: ModelSettings | None, processes: int) -> Iterator[ModelSettings | None]:
    """Yields the settings for each of the processes of a run; the account between them goes when the run ends."""
    if settings is None or processes == 1:
        yield settings
        return
    with TemporaryDirectory(prefix="sowcheck-account-") as folder:
        yield settings.shared_by(processes, Path(folder) / "account.sqlite")
