"""What a running service is told by its environment. A secret may stand in a variable, or in a file that it names."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, SecretStr

from sowcheck.core.noun import Noun
from sowcheck.errors import UsageError
from sowcheck.handoff.subscriptions import Webhooks
from sowcheck.intake.senders import Secrets
from sowcheck.service.secrets import secrets_of
from sowcheck.service.webhooks import load_webhooks


class ServiceSettings(Noun):
    """Where a service keeps what it knows, and what it judges by."""

    store: str = Field(repr=False)
    """A file, or the address of a server."""
    contents: str = Field(repr=False)
    """A folder, or the address of an object store."""
    policy: Path | None = None
    mapping: Path | None = None
    trust_roots: Path | None = None
    handoffs: Path | None = None
    """The folder that takes handoffs; without one, beside the store or the contents."""
    oidc: Path | None = None
    """Who vouches for people that sign in elsewhere."""
    oidc_secret: SecretStr | None = Field(None, repr=False)
    webhooks: Webhooks = Webhooks()
    secrets: Secrets = Field(default=Secrets(), repr=False)

    @property
    def handoff_folder(self) -> Path | None:
        """The folder that takes handoffs; None where a webhook does.

        Raises:
            UsageError: there is none, and neither store nor contents lie in a folder beside which it could be.
        """
        if self.handoffs is not None or self.webhooks.target is not None:
            return self.handoffs
        for place in (self.store, self.contents.removesuffix(".contents")):
            if "://" not in place:
                return Path(f"{place}.handoffs")
        raise UsageError(
            "Nothing says where handoffs go.",
            hint="Set SOWCHECK_HANDOFFS to a folder that the delivery systems read, or let a webhook take them.",
        )


def settings_of(environment: Mapping[str, str], *, store: str, contents: str | None = None) -> ServiceSettings:
    """The settings that an environment spells out.

    Args:
        environment: Variables, such as `os.environ`.
        store: Where cases are kept.
        contents: Where bytes are kept; without it, beside a store that is a file.

    Raises:
        UsageError: something is missing, or a file of a secret cannot be read.
        UnreadableInput: the file of webhooks has a fault.
    """
    return ServiceSettings(
        store=store,
        contents=contents_of(environment, store=store, contents=contents),
        policy=_path(environment, "SOWCHECK_POLICY"),
        mapping=_path(environment, "SOWCHECK_MAPPING"),
        trust_roots=_path(environment, "SOWCHECK_TRUST_ROOTS"),
        handoffs=_path(environment, "SOWCHECK_HANDOFFS"),
        oidc=_path(environment, "SOWCHECK_OIDC"),
        oidc_secret=next(iter(secrets_of(environment, "SOWCHECK_OIDC_SECRET")), None),
        webhooks=load_webhooks(_path(environment, "SOWCHECK_WEBHOOKS"), environment),
        secrets=Secrets(
            hubspot=secrets_of(environment, "SOWCHECK_HUBSPOT_SECRET"),
            docusign=secrets_of(environment, "SOWCHECK_DOCUSIGN_SECRET"),
        ),
    )


def contents_of(environment: Mapping[str, str], *, store: str, contents: str | None = None) -> str:
    """Where bytes are kept; whoever asks for no more needs none of the other settings.

    Args:
        environment: Variables, such as `os.environ`.
        store: Where cases are kept.
        contents: Where bytes are kept, if it was said.

    Raises:
        UsageError: nothing says where.
    """
    return contents or environment.get("SOWCHECK_CONTENTS") or _beside(store)


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    found = environment.get(name)
    return Path(found) if found else None


def _beside(store: str) -> str:
    if "://" in store:
        raise UsageError(
            "Nothing says where the bytes of papers are kept.",
            hint="Give --contents or SOWCHECK_CONTENTS: a folder that all processes see, or an address such as s3://bucket.",
        )
    return f"{store}.contents"
