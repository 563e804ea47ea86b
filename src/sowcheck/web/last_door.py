"""Where a bug ends: the log has where it arose, the caller the id of the request."""

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sowcheck.store.failures import is_full, passes
from sowcheck.telemetry.logs import Log
from sowcheck.web.problems import of_absent_store, of_bug, of_full_disk, of_two_lengths

_LOG = Log("sowcheck.web")


class LastDoor:
    """Turns an exception that nobody expected into an answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _is_of_two_lengths(scope):
            await of_two_lengths()(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except ClientDisconnect:
            return  # nobody is there to be told
        except Exception as error:  # (the last door: a bug, a disk without room, a store that is away)
            if begun:  # half of an answer is out: only the end of the connection can say that it is not whole
                raise
            if is_full(error):
                await of_full_disk()(scope, receive, send)
                return
            _LOG.failed("request failed", error)
            told = of_absent_store() if passes(error) else of_bug()
            await told(scope, receive, send)


def _is_of_two_lengths(scope: Scope) -> bool:
    """Whether a request says in two ways how long it is: a proxy in front may take its rest for another request."""
    names = {name for name, _ in scope["headers"]}
    return {b"content-length", b"transfer-encoding"} <= names
