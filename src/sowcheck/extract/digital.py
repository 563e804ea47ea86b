"""Which parties have signed a file digitally: a claim of the file's certificates, not of its words."""

import re
from collections.abc import Iterable, Sequence

from sowcheck.core.cases import DigitalSigner
from sowcheck.core.clauses import Party
from sowcheck.core.items import PartyRole
from sowcheck.core.signatures import DigitalSignature
from sowcheck.parse.names import name_key, same_name_score
from sowcheck.segment.roles import role_in

_SAME_NAME = 0.85
_SHORTEST = 4
"""A shorter word of a name stands in addresses by chance."""


def digital_signers(
    signatures: Sequence[DigitalSignature], parties: Sequence[Party], text: str = ""
) -> frozenset[PartyRole]:
    """The parties of whom a signature still holds; one of which nothing tells whose it is counts for nobody."""
    return frozenset(digital_by_party(signatures, parties, text))


def digital_by_party(
    signatures: Sequence[DigitalSignature], parties: Sequence[Party], text: str = ""
) -> dict[PartyRole, DigitalSignature]:
    """The same, each with its signature: of several the one that somebody trusted vouches for."""
    found: dict[PartyRole, DigitalSignature] = {}
    for signature in signatures:
        role = signer_of(signature, parties, text).party if signature.holds else None
        if role and (role not in found or (signature.trust == "trusted" and found[role].trust != "trusted")):
            found[role] = signature
    return found


def signer_of(signature: DigitalSignature, parties: Sequence[Party], text: str = "") -> DigitalSigner:
    """Whose signature it is, by its certificate, else by the name of its field, else by what the paper says of the signer.

    Args:
        signature: Of the file.
        parties: Of the paper.
        text: Of the paper.
    """
    if party := _by_organisation(signature, parties):
        return DigitalSigner(field=signature.field, party=party, told_by="organisation")
    if party := _by_address(signature.email, parties):
        return DigitalSigner(field=signature.field, party=party, told_by="address")
    if party := _by_field(signature.field, parties):
        return DigitalSigner(field=signature.field, party=party, told_by="field")
    if party := _by_text(signature.signer, parties, text):
        return DigitalSigner(field=signature.field, party=party, told_by="text")
    return DigitalSigner(field=signature.field)


def _by_organisation(signature: DigitalSignature, parties: Sequence[Party]) -> PartyRole | None:
    """The organisation in the certificate; a seal has its name in place of a person's."""
    for name in (signature.organisation, signature.signer):
        for party in parties if name else ():
            if any(_is_same(name or "", known) for known in (party.name, *party.aliases)):
                return party.role
    return None


def _by_address(address: str | None, parties: Sequence[Party]) -> PartyRole | None:
    """The domain of an address that one party's name gives: "i.dahl@mail.fjellheim.no" is of Fjellheim Logistikk AS."""
    labels = (address or "").rpartition("@")[2].casefold().split(".")[:-1]
    plain = {re.sub(r"[^a-z0-9]", "", label) for label in labels}
    return _one(party.role for party in parties if plain & _short_names(party))


def _short_names(party: Party) -> set[str]:
    """What a party's domain is likely to be called: its first words, run together."""
    words = name_key(party.name).split()
    joined = ("".join(words[:count]) for count in range(1, len(words) + 1))
    return {name for name in joined if len(name) >= _SHORTEST}


def _by_field(name: str, parties: Sequence[Party]) -> PartyRole | None:
    """The name of the field ("Customer signature")."""
    field = re.sub(r"[_.\-]+|(?<=[a-z])(?=[A-Z0-9])", " ", name)
    aliases = _one(party.role for party in parties for alias in party.aliases if alias.casefold() in field.casefold())
    return aliases or role_in(field)


def _by_text(name: str | None, parties: Sequence[Party], text: str) -> PartyRole | None:
    """The lines that name the signer, if they name one party alone."""
    if not name or " " not in name or name not in text:
        return None
    found: set[PartyRole] = set()
    for line in text.splitlines():
        if name in line:
            named = {party.role for party in parties if party.name in line}
            role = role_in(line.replace(name, " "))
            found |= named or ({role} if role else set())
    return _one(found)


def _one(roles: Iterable[PartyRole]) -> PartyRole | None:
    distinct = set(roles)
    return distinct.pop() if len(distinct) == 1 else None


def _is_same(one: str, other: str) -> bool:
    return name_key(one) == name_key(other) or same_name_score(one, other) >= _SAME_NAME
