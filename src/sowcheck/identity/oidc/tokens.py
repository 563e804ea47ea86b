"""ID tokens: who signed them, for whom, until when, and for which sign-in. Nothing of them is believed before."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from sowcheck.identity.oidc.errors import UnknownKey, not_believed
from sowcheck.identity.oidc.settings import OidcSettings

ALGORITHMS = ("RS256", "ES256")
"""With a key that only the provider has. "none" signs nothing, and a secret that two know (HS256) proves nothing."""
_LEEWAY = 60
"""Seconds by which two clocks may differ."""


class Shown(NamedTuple):
    """What the provider gave for a code."""

    id_token: str
    access_token: str | None


def key_set(published: object) -> KeySet:
    """The keys that a provider publishes.

    Raises:
        NotBelieved: there are none.
    """
    try:
        keys = KeySet.import_key_set(published)  # type: ignore[arg-type]  # whatever it is
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise not_believed("its keys cannot be read") from error
    return KeySet([each for each in keys.keys if each.key_type in ("RSA", "EC") and not each.is_private])


def verified(shown: Shown, keys: KeySet, settings: OidcSettings, nonce: str, now: dt.datetime) -> Mapping[str, Any]:
    """What a token says, once everything about it is right.

    Raises:
        NotBelieved: something is not.
        UnknownKey: its key is not among them.
    """
    registry = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        token = jwt.decode(shown.id_token, keys, ALGORITHMS, registry)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": settings.issuer},
                "aud": {"essential": True, "value": settings.client_id},
                "sub": {"essential": True},
            },
            {"nonce": nonce, "client_id": settings.client_id, "access_token": shown.access_token},
        )
        claims.validate(int(now.timestamp()), _LEEWAY)
    except InvalidKeyIdError as error:
        raise not_believed("it was signed with a key that is not the provider's", UnknownKey) from error
    except (JoseError, ValueError, TypeError) as error:
        raise not_believed(_reason(error)) from error
    return dict(claims)


def _reason(error: Exception) -> str:
    """What is wrong, in words of the library that hold nothing of the token's."""
    claim = getattr(error, "claim", None)
    name = type(error).__name__.removesuffix("Error")
    return f"{name} ({claim})" if claim else name
