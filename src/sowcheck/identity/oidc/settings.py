"""Who vouches for people, and which roles their groups there bring: a file of settings, with the secret kept elsewhere."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError

from sowcheck.core.noun import Noun
from sowcheck.core.people import Role
from sowcheck.errors import UnreadableInput
from sowcheck.settings import read_setting

_HINT = "docs/identity.md shows such a file."
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine, by its names."""


def is_safe(url: str) -> bool:
    """Whether nobody on the way can read or change what is sent to an address."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or is_local(url))


def is_local(url: str) -> bool:
    """Whether an address is this machine's own."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in LOOPBACK


def _safe(url: str) -> str:
    if not is_safe(url) or urlsplit(url).fragment or urlsplit(url).username:
        raise ValueError("give an address that begins with https://")
    return url


def _with_openid(scopes: tuple[str, ...]) -> tuple[str, ...]:
    return scopes if "openid" in scopes else ("openid", *scopes)


Address = Annotated[str, AfterValidator(_safe)]


class OidcSettings(Noun):
    """What the provider and this service agreed on."""

    issuer: Address
    """Exactly as the provider writes it, down to a slash at the end."""
    client_id: str = Field(min_length=1)
    redirect: Address
    """The callback of this service, as browsers reach it: https://HOST/v1/session/oidc/callback."""
    scopes: Annotated[tuple[str, ...], AfterValidator(_with_openid)] = ("openid", "profile", "email")
    groups_claim: str = Field("groups", min_length=1)
    """Where the token says the groups; a dot leads further in, such as "realm_access.roles"."""
    authentication: Literal["client_secret_basic", "client_secret_post", "none"] = "client_secret_basic"
    """How this service shows its secret; "none" for a client without one."""
    groups: dict[str, tuple[Role, ...]] = Field(min_length=1)
    """Which roles a group brings."""
    secret: SecretStr = SecretStr("")
    """From the environment or a file of its own, never from the file of settings."""


def load_oidc(path: Path, secret: SecretStr | None) -> OidcSettings:
    """The settings of a TOML file, with the secret that came another way.

    Raises:
        UnreadableInput: the file cannot be opened, is not TOML, has a wrong value or a secret in it, or the secret is missing.
    """
    try:
        found = tomllib.loads(read_setting(path).decode("utf-8")).get("oidc")
    except OSError as error:
        raise UnreadableInput(path, error.strerror or "cannot be opened", hint=_HINT) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableInput(path, f"is not TOML: {error}", hint=_HINT) from error
    if not isinstance(found, dict):
        raise UnreadableInput(path, "has no table [oidc]", hint=_HINT)
    if any("secret" in key for key in found):
        # What it says is not repeated.
        raise UnreadableInput(
            path, "holds a secret", hint="Take it out, and set SOWCHECK_OIDC_SECRET or SOWCHECK_OIDC_SECRET_FILE."
        )
    try:
        settings = OidcSettings.model_validate({**found, "secret": secret or SecretStr("")})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(each) for each in ("oidc", *first["loc"]))
        raise UnreadableInput(path, f"{where}: {first['msg'].removeprefix('Value error, ')}", hint=_HINT) from None
    if settings.authentication != "none" and not settings.secret.get_secret_value():
        raise UnreadableInput(
            path,
            "the secret of the client is missing",
            hint="Set SOWCHECK_OIDC_SECRET or SOWCHECK_OIDC_SECRET_FILE, or authentication to none.",
        )
    return settings
