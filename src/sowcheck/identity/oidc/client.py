"""How this service shows its secret to a provider."""

import base64
from collections.abc import Callable, MutableMapping
from typing import Any
from urllib.parse import quote_plus

Shown = tuple[str, MutableMapping[str, str], Any]
"""Address, headers and body of a request, as the library sends them."""


def authentication(method: str) -> str | Callable[..., Shown]:
    """The method for the library, or what does it right in its place."""
    return _in_header if method == "client_secret_basic" else method


def _in_header(client: Any, _: str, url: str, headers: MutableMapping[str, str], body: Any) -> Shown:
    """Id and secret are written as in a form before they are put together (RFC 6749, 2.3.1), which the library leaves out.

    A colon in the id would end it otherwise, and a provider would read a percent sign or plus in the secret as an escape.
    """
    shown = ":".join(quote_plus(each) for each in (client.client_id, client.client_secret or ""))
    headers["Authorization"] = f"Basic {base64.b64encode(shown.encode()).decode()}"
    return url, headers, body
