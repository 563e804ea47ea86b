"""Signature blocks with the party that each belongs to."""

import re
from collections.abc import Sequence
from itertools import pairwise

from sowcheck.core.clauses import Party, SignatureBlock
from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span
from sowcheck.segment.name_words import is_same_name, normalised
from sowcheck.segment.roles import role_of_term
from sowcheck.segment.signing.draft import Signing
from sowcheck.segment.signing.ways import way_of

_BUYERS_PAPER = re.compile(r"\b(?:purchase\s+order|call-?off\s+order|bestellung|bon\s+de\s+commande)\b", re.IGNORECASE)
"""Papers that the buyer alone signs."""
_TITLE = 150
"""Characters in which a paper says what it is."""


def signature_blocks(
    signings: Sequence[Signing], parties: Sequence[Party], text: str, *, stamped: bool = False
) -> tuple[SignatureBlock, ...]:
    """The signature blocks in the order of the text, each with the party that signs there where that is known.

    Args:
        signings: The blocks.
        parties: Who may sign.
        text: The document's text.
        stamped: Whether a signing service has stamped the document with the id of an envelope.
    """
    roles = [_role(signing, parties, text) for signing in signings]
    for place in {signing.place for signing in signings}:
        beside = [index for index, signing in enumerate(signings) if signing.place == place]
        for index, role in zip(beside, _by_elimination([roles[index] for index in beside]), strict=True):
            roles[index] = role
        for before, index in pairwise(beside):
            if roles[index] is None and len({roles[one] for one in beside} - {None}) == 2:
                roles[index] = roles[before]
    if roles == [None] and _BUYERS_PAPER.search(text[:_TITLE]):
        roles = ["customer"]
    return tuple(
        SignatureBlock(
            span=Span(start=signing.start, end=signing.end),
            party=role,
            name=signing.name,
            title=signing.title,
            date=signing.date,
            mark=signing.mark,
            drawing=signing.drawing,
            way=way_of(signing, text, stamped=stamped),
        )
        for signing, role in zip(signings, roles, strict=True)
    )


def _role(signing: Signing, parties: Sequence[Party], text: str) -> PartyRole | None:
    """By the party's name or alias in the block, else by a role word, else because the signer is the party."""
    named = _role_of_entity(signing, parties, text)
    if named and signing.role and named != signing.role and signing.entity and signing.role_at is not None:
        return named if signing.entity.start < signing.role_at else signing.role
    if named or signing.role:
        return named or signing.role
    own = "\n".join(part.of(text) for part in dict.fromkeys(signing.parts))
    for party in parties:
        if any(
            re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", own) for alias in party.aliases if not role_of_term(alias)
        ):
            return party.role
    people = [span.of(text) for span in (signing.name, signing.mark) if span]
    for party in parties:
        for person in people:
            surname = re.findall(r"[^\W\d_]{3,}", person.casefold())[-2:]
            if surname and all(word in party.name.casefold() for word in surname):
                return party.role
    return None


def _role_of_entity(signing: Signing, parties: Sequence[Party], text: str) -> PartyRole | None:
    """The role of the party whose name or alias the block writes."""
    loose = signing.loose.of(text) if signing.loose else None
    for entity in (signing.entity_name(text), loose):
        plain = normalised(entity) if entity else ""
        for party in parties:
            known = [normalised(party.name), *(normalised(alias) for alias in party.aliases)]
            if any(is_same_name(plain, one) for one in known):
                return party.role
    return None


def _by_elimination(roles: list[PartyRole | None]) -> list[PartyRole | None]:
    """With all but one block known and only one party among them, the last block is the other party's."""
    known = {role for role in roles if role}
    if roles.count(None) == 1 and len(known) == 1:
        other: PartyRole = "supplier" if "customer" in known else "customer"
        return [role or other for role in roles]
    return roles
