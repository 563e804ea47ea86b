"""HEAD answers as GET does, without the body (RFC 9110, 9.3.2): load balancers and monitors ask so whether a service lives."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class _Told(Exception):
    """The head of the answer is out, and nothing else is wanted."""


class Heads:
    """Has routes of GET answer requests for their head; a stream ends with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def head_only(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body", "body": b""})
            elif message.get("more_body"):
                raise _Told

        asked = {**scope, "method": "GET"}
        try:
            await self._app(asked, receive, head_only)
        except _Told:
            return
        finally:
            # Logs and figures outside of here tell the route.
            scope["route"] = asked.get("route")
