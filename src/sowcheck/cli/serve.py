"""`sowcheck serve`: the HTTP API over a store."""

import gc
import os
from contextlib import closing, nullcontext
from typing import Annotated

import typer

from sowcheck.cli.output import write
from sowcheck.cli.settings import tell_unknown
from sowcheck.cli.stores import ContentsOption, StoreOption, needed
from sowcheck.cli.worker_beside import worker_beside


def serve(
    store: StoreOption,
    contents: ContentsOption = None,
    host: Annotated[
        str, typer.Option(envvar="SOWCHECK_HOST", help="Address to listen at; 0.0.0.0 is every one of this machine")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, envvar="SOWCHECK_PORT", help="Port; 0 is any that is free")
    ] = 8000,
    proxies: Annotated[
        str,
        typer.Option(
            metavar="ADDRESSES",
            envvar="SOWCHECK_PROXIES",
            help="Proxies in front, such as 10.0.0.2: they tell the caller's address and whether TLS was used",
        ),
    ] = "127.0.0.1",
    public_url: Annotated[
        str | None,
        typer.Option(
            envvar="SOWCHECK_PUBLIC_URL",
            help="How others call the service, such as https://gate.example.com: HubSpot signs it",
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            min=0,
            envvar="SOWCHECK_WORKERS",
            help="Checks that run at once, beside it; 0 leaves them to sowcheck worker",
        ),
    ] = 1,
    upload_megabytes: Annotated[
        int, typer.Option(min=1, envvar="SOWCHECK_UPLOAD_MEGABYTES", help="Most that one request brings")
    ] = 500,
) -> None:
    """Answer over HTTP until the process is told to stop; then end what is running, and go.

    The policy, mapping and secrets come from SOWCHECK_POLICY, SOWCHECK_MAPPING, SOWCHECK_HUBSPOT_SECRET, …: docs/runbook.md
    lists all settings, and docs/api.md says how the service is called. Ctrl-C ends it; what waits is gone on with later.

    Example: sowcheck serve --store cases.db --port 8000
    """
    with needed():
        from sowcheck.service.settings import settings_of
        from sowcheck.service.site import opened
        from sowcheck.telemetry.lines import write_lines_as
        from sowcheck.telemetry.tracing import start_traces
        from sowcheck.web.app import create_app
        from sowcheck.web.limits import MEGABYTE, Limits
        from sowcheck.web.server import Server, address_of, listening
        from sowcheck.work.engine import prepare_file
        from sowcheck.work.queue import WorkQueue

    settings = settings_of(os.environ, store=store, contents=contents)
    write_lines_as(os.environ)
    tell_unknown(os.environ)
    start_traces("sowcheck-server", os.environ)
    with (
        closing(WorkQueue(settings.store)) as queue,
        opened(settings, wake=queue.wake, people=True) as site,
        listening(host, port) as listener,
    ):
        # Only now: whatever is wrong so far has left nothing behind.
        prepare_file(settings.store)
        most = upload_megabytes * MEGABYTE
        limits = Limits(upload=most, file=min(most, site.rules.policy.reading.file_megabytes * MEGABYTE))
        where = address_of(listener)
        server = Server(
            create_app(site, limits, public_url),
            proxies=proxies,
            ready=lambda: _begun(where),
        )
        beside = worker_beside(settings.store, settings.contents, workers) if workers else nullcontext()
        with server.told_to_stop(), beside:
            server.run([listener])


def _begun(where: str) -> None:
    # What is loaded now stays. Looking through it again for what nobody uses any more would hold requests up by tenths of a second.
    gc.collect()
    gc.freeze()
    write(f"sowcheck answers at {where}", None)
