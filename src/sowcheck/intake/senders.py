"""Whether a message is from whom it says: HMAC-SHA256 with a secret that only the sender and this program know.

HubSpot signs method, address, body and time (`X-HubSpot-Signature-v3`, base64), and a message is refused five minutes later.
DocuSign Connect signs the body, once for each of its keys (`X-DocuSign-Signature-1`, -2, ...); one that fits suffices.
"""

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Iterator
from urllib.parse import unquote

from pydantic import SecretStr

from sowcheck.core.noun import Noun
from sowcheck.errors import EventError
from sowcheck.intake.message import Message

_OLDEST = dt.timedelta(minutes=5)
_MOST_KEYS = 10
_ESCAPED = re.compile("%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", re.IGNORECASE)
"""The escapes that HubSpot resolves in an address before it signs it, and no others (its page on validating requests)."""


class Unverified(EventError):
    """Nobody vouches that the message is from whom it says."""


class Secrets(Noun):
    """What senders sign with; several for each while one is replaced by another."""

    hubspot: tuple[SecretStr, ...] = ()
    docusign: tuple[SecretStr, ...] = ()


def verify_hubspot(message: Message, secrets: Secrets, now: dt.datetime) -> None:
    """Raises Unverified unless HubSpot sent the message within the last five minutes."""
    stamp = message.header("X-HubSpot-Request-Timestamp")
    try:
        sent = dt.datetime.fromtimestamp(int(stamp) / 1000, dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise _unverified("HubSpot", "it has no time") from error
    if abs(now - sent) > _OLDEST:
        raise _unverified("HubSpot", "it is not of these five minutes")
    signed = message.method.upper().encode() + _decoded(message.url).encode() + message.body + stamp.encode()
    _check("HubSpot", secrets.hubspot, signed, [message.header("X-HubSpot-Signature-v3")])


def verify_docusign(message: Message, secrets: Secrets) -> None:
    """Raises Unverified unless DocuSign sent the message."""
    names = (f"X-DocuSign-Signature-{number}" for number in range(1, _MOST_KEYS + 1))
    _check("DocuSign", secrets.docusign, message.body, [message.header(name) for name in names])


def _check(sender: str, secrets: tuple[SecretStr, ...], signed: bytes, signatures: list[str]) -> None:
    if not secrets:
        raise _unverified(sender, "no secret of this sender is set")
    given = list(_bytes_of(signatures))
    if not given:
        raise _unverified(sender, "it is not signed")
    expected = [hmac.digest(secret.get_secret_value().encode(), signed, hashlib.sha256) for secret in secrets]
    # Every pair is compared, so that the time taken tells nothing.
    if not sum(hmac.compare_digest(one, other) for one in expected for other in given):
        raise _unverified(sender, "its signature does not fit")


def _bytes_of(signatures: list[str]) -> Iterator[bytes]:
    for signature in signatures:
        if signature:
            try:
                yield base64.b64decode(signature, validate=True)
            except binascii.Error:
                continue


def _decoded(url: str) -> str:
    """The address as HubSpot signs it."""
    return _ESCAPED.sub(lambda found: unquote(found[0]), url)


def _unverified(sender: str, reason: str) -> Unverified:
    return Unverified(
        f"A message that says it is from {sender} is refused: {reason}.",
        hint="Set the secret that the sender signs with, and check the clocks of both sides.",
    )
