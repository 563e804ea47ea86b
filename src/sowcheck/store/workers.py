"""Signs of life of workers. No clock is read, so that machines whose clocks differ agree on who lives."""

from collections.abc import Iterable

from sqlalchemy import Engine, delete, insert, select, update

from sowcheck.store.tables import workers


class SqlWorkers:
    """The table of workers: each adds to its count all the time while it lives."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def beat(self, worker: str) -> None:
        """Give a sign of life; the first one makes a worker known, or known again."""
        with self._engine.execution_options(writes=True).begin() as connection:
            more = update(workers).where(workers.c.id == worker).values(beats=workers.c.beats + 1)
            if connection.execute(more).rowcount == 0:
                connection.execute(insert(workers).values(id=worker, beats=1))

    def beats(self) -> dict[str, int]:
        """How many signs each worker has given."""
        with self._engine.connect() as connection:
            return {row.id: row.beats for row in connection.execute(select(workers.c.id, workers.c.beats))}

    def forget(self, gone: Iterable[str]) -> None:
        """Strike workers off."""
        with self._engine.execution_options(writes=True).begin() as connection:
            connection.execute(delete(workers).where(workers.c.id.in_(list(gone))))
