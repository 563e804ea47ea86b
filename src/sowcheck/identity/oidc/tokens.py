"""ID tokens: who signed them, for whom, until when, and for which sign-in. Nothing of them is believed before."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import ExceededSizeError, InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, Key, KeySet, RSAKey

from sowcheck.identity.oidc.errors import UnknownKey, not_believed, unavailable
from sowcheck.identity.oidc.settings import OidcSettings

ALGORITHMS = ("RS256", "PS256", "ES256")
"""With a key that only the provider has. "none" signs nothing, and a secret that two know (HS256) proves nothing."""
_SHORTEST_MODULUS = 342
"""Characters in base64 of 2048 bits."""
# What makes a public key; whatever else is published is left out, and a private part above all.
_RSA, _EC = ("kty", "kid", "alg", "use", "n", "e"), ("kty", "kid", "alg", "use", "crv", "x", "y")
_LEEWAY = 60
"""Seconds by which two clocks may differ."""


class Shown(NamedTuple):
    """What the provider gave for a code."""

    id_token: str
    access_token: str | None


def key_set(published: Mapping[str, Any]) -> KeySet:
    """The keys of a provider that can sign: those of other kinds, too short or not to be read are none.

    Raises:
        ProviderUnavailable: there is none.
    """
    listed = published.get("keys")
    found: list[Key] = [key for each in (listed if isinstance(listed, list) else ()) if (key := _key(each)) is not None]
    if not found:
        raise unavailable("publishes no key that could sign")
    return KeySet(found)


def _key(published: object) -> RSAKey | ECKey | None:
    if not isinstance(published, dict) or published.get("use", "sig") != "sig":
        return None
    kind = published.get("kty")
    try:
        if kind == "RSA" and len(str(published.get("n"))) >= _SHORTEST_MODULUS:
            return RSAKey.import_key({name: published[name] for name in _RSA if name in published})
        if kind == "EC":
            return ECKey.import_key({name: published[name] for name in _EC if name in published})
    except (JoseError, ValueError, TypeError, KeyError):
        pass
    return None


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
    except ExceededSizeError as error:
        raise not_believed("it is too large, as a token of somebody in hundreds of groups may be") from error
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
