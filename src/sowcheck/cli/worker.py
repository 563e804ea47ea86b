"""The command `sowcheck worker`, and a worker beside a server."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from sowcheck.cli.stores import ContentsOption, StoreOption, needed


def worker(
    store: StoreOption,
    contents: ContentsOption = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Checks that run at once [default: one for each processor]")
    ] = None,
    metrics_port: Annotated[
        int,
        typer.Option(min=0, max=65535, envvar="SOWCHECK_METRICS_PORT", help="Port on which Prometheus asks; 0 is none"),
    ] = 0,
    metrics_host: Annotated[
        str, typer.Option(envvar="SOWCHECK_METRICS_HOST", help="Address for Prometheus")
    ] = "127.0.0.1",
    beside: Annotated[bool, typer.Option("--beside", hidden=True, help="End when standard input ends.")] = False,
) -> None:
    """Do the program's own work on cases until told to stop: validate, check, release, remind.

    Any number of workers share one PostgreSQL store, and go on with what one of them began and left. SIGTERM or
    Ctrl-C stops a worker once it has finished what it is at.

    Example: sowcheck worker --store postgresql://sowcheck@db/sowcheck --contents s3://bucket/papers
    """
    with needed():
        from sowcheck.service.settings import settings_of
        from sowcheck.telemetry.lines import write_lines_as
        from sowcheck.telemetry.metrics import serve_metrics
        from sowcheck.telemetry.tracing import start_traces
        from sowcheck.work.running import working
    write_lines_as(os.environ)
    start_traces("sowcheck-worker", os.environ)
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    settings = settings_of(os.environ, store=store, contents=contents)
    with working(settings, processes=workers or os.cpu_count() or 1) as running:
        typer.echo(f"{running.name} is at work", err=True)
        if beside:
            threading.Thread(target=_wait_for_end, args=(told,), daemon=True).start()
        stop_metrics = serve_metrics(metrics_port, metrics_host)
        try:
            told.wait()
        finally:
            stop_metrics()


@contextmanager
def worker_beside(store: str, contents: str, workers: int | None = None) -> Iterator[None]:
    """A worker in a process of its own that ends with the block, or with this process however it ends."""
    more = ["--workers", str(workers)] if workers else []
    command = [sys.executable, "-m", "sowcheck", "worker", "--beside", *more]
    # A command line can be read by everybody on the machine, and an address may hold a password.
    places = {**os.environ, "SOWCHECK_STORE": store, "SOWCHECK_CONTENTS": contents}
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=places) as process:  # noqa: S603  (our own program)
        try:
            yield
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait()


def _wait_for_end(told: threading.Event) -> None:
    sys.stdin.buffer.read()
    told.set()
