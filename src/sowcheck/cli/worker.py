"""The command `sowcheck worker`."""

import os
import signal
import sys
import threading
from queue import SimpleQueue
from typing import Annotated

import typer

from sowcheck.cli.settings import tell_unknown
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
    Ctrl-C stops a worker once it has finished what it is at; a second Ctrl-C at once, and others go on with it.

    Example: sowcheck worker --store postgresql://sowcheck@db/sowcheck --contents s3://bucket/papers
    """
    with needed():
        from sowcheck.service.settings import settings_of
        from sowcheck.telemetry.lines import write_lines_as
        from sowcheck.telemetry.metrics import serve_metrics
        from sowcheck.telemetry.tracing import start_traces
        from sowcheck.work.running import working
    write_lines_as(os.environ)
    tell_unknown(os.environ)
    start_traces("sowcheck-worker", os.environ)
    told: SimpleQueue[int] = SimpleQueue()
    _listen(told)
    settings = settings_of(os.environ, store=store, contents=contents)
    with working(settings, processes=workers or os.cpu_count() or 1) as running:
        typer.echo(f"{running.name} is at work", err=True)
        if beside:
            threading.Thread(target=_wait_for_end, args=(told,), daemon=True).start()
        stop_metrics = serve_metrics(metrics_port, metrics_host)
        try:
            told.get()
            typer.echo(f"{running.name} finishes what it is at; Ctrl-C ends it at once", err=True)
        finally:
            stop_metrics()


def _listen(told: SimpleQueue[int]) -> None:
    """Being told to stop is waited for; being told a second time by Ctrl-C means now: nothing is lost by that."""
    before: list[int] = []

    def stop(number: int, _: object) -> None:
        if before and number == signal.SIGINT:
            os._exit(128 + number)
        before.append(number)
        # Who waits may be interrupted while it begins to: an event's lock would then be waited for for ever.
        told.put(number)

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)


def _wait_for_end(told: SimpleQueue[int]) -> None:
    sys.stdin.buffer.read()
    told.put(0)
