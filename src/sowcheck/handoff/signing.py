"""Signatures of what is sent, as Standard Webhooks has them (standardwebhooks.com): a receiver can use any library of theirs.

`webhook-signature` is "v1," and the base64 of HMAC-SHA256 over `id.timestamp.body`; one for each secret, with spaces between.
"""

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from pydantic import SecretStr

_MARK = "whsec_"
_BYTES = range(24, 65)


def new_secret() -> str:
    """A secret that nobody has had before."""
    return _MARK + base64.b64encode(secrets.token_bytes(32)).decode()


def key_of(secret: SecretStr) -> bytes:
    """The key in a secret.

    Raises:
        ValueError: it is none.
    """
    text = secret.get_secret_value()
    try:
        key = base64.b64decode(text.removeprefix(_MARK), validate=True) if text.startswith(_MARK) else b""
    except binascii.Error:
        key = b""
    if len(key) not in _BYTES:
        raise ValueError(f"a secret is {_MARK} and 24 to 64 bytes in base64; make one with: sowcheck webhooks secret")
    return key


def signed_headers(event: str, body: bytes, keys: Sequence[SecretStr], now: dt.datetime) -> dict[str, str]:
    """The headers that vouch for a message; made anew for each attempt, since receivers refuse old ones."""
    stamp = str(int(now.timestamp()))
    content = f"{event}.{stamp}.".encode() + body
    signatures = (hmac.digest(key_of(key), content, hashlib.sha256) for key in keys)
    return {
        "webhook-id": event,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(each).decode()}" for each in signatures),
    }
