"""Which parties have signed a file digitally: a claim of the file's certificates, not of its words."""

from collections.abc import Sequence

from sowcheck.core.clauses import Party
from sowcheck.core.items import PartyRole
from sowcheck.core.signatures import DigitalSignature
from sowcheck.parse.names import name_key, same_name_score
from sowcheck.segment.roles import role_in

_SAME_NAME = 0.85


def digital_signers(signatures: Sequence[DigitalSignature], parties: Sequence[Party]) -> frozenset[PartyRole]:
    """The parties of whom a signature still holds; one of which nothing tells whose it is counts for nobody."""
    roles = (_party(signature, parties) for signature in signatures if signature.holds)
    return frozenset(role for role in roles if role)


def _party(signature: DigitalSignature, parties: Sequence[Party]) -> PartyRole | None:
    """By the organisation in the certificate, else by the name of the field ("Customer signature")."""
    if signature.organisation:
        for party in parties:
            names = (party.name, *party.aliases)
            if any(_is_same(signature.organisation, name) for name in names):
                return party.role
    field = signature.field.replace("_", " ").replace(".", " ")
    aliases = {party.role for party in parties for alias in party.aliases if alias.casefold() in field.casefold()}
    return aliases.pop() if len(aliases) == 1 else role_in(field)


def _is_same(one: str, other: str) -> bool:
    return name_key(one) == name_key(other) or same_name_score(one, other) >= _SAME_NAME
