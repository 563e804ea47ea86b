"""Words for who buys and who does the work."""

import re

from sowcheck.core.items import PartyRole

CUSTOMER_WORDS = (
    "client", "customer", "buyer", "purchaser", "owner", "cliente", "acheteur", "donneur d'ordre", "donneur d’ordre",
    "maître d'ouvrage", "maître d’ouvrage", "opdrachtgever", "klant", "afnemer", "auftraggeber", "auftraggeberin",
    "kunde", "kundin", "besteller", "end customer", "end client", "licensee", "subscriber", "commissioning party",
    "government", "purchasing entity", "contracting authority", "sponsor", "the authority", "service recipient",
    "recipient", "employer",
)  # fmt: skip
SUPPLIER_WORDS = (
    "supplier", "contractor", "subcontractor", "sub-contractor", "provider", "service provider", "services provider",
    "vendor", "consultant", "consulting firm", "developer", "seller", "prestataire", "fournisseur", "titulaire",
    "opdrachtnemer", "leverancier", "dienstverlener", "auftragnehmer", "auftragnehmerin", "lieferant", "dienstleister",
    "licensor", "outsourcer", "implementation partner", "implementer", "integrator", "systems integrator", "advisor",
    "adviser", "freelancer", "independent contractor", "offeror", "quoter", "manufacturer", "agency of record",
    "proveedor", "prestatore", "fornitore", "contratista", "servicer",
)  # fmt: skip


def _words_pattern(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_CUSTOMER = re.compile(rf"\b(?:{_words_pattern(CUSTOMER_WORDS)})\b", re.IGNORECASE)
_SUPPLIER = re.compile(rf"\b(?:{_words_pattern(SUPPLIER_WORDS)})\b", re.IGNORECASE)
_OF_A_PARTY = re.compile(
    r"^(?:the\s+|le\s+|de\s+|der\s+)?(?P<role>.+?)"
    r"(?:\s*[(:].*|[’']?s?\s+(?:legal\s+)?(?:name|entity|organi[sz]ation|company(?:\s+name)?|party|full name)|\s+legal entity)?$",
    re.IGNORECASE,
)
_ADDRESSED = {
    "bill to": "customer", "sold to": "customer", "invoice to": "customer", "prepared for": "customer",
    "prepared by": "supplier", "remit to": "supplier", "submitted by": "supplier", "submitted to": "customer",
}  # fmt: skip


def role_of_term(term: str) -> PartyRole | None:
    """The role that a defined term or label stands for; None for other words, and for "Company".

    >>> role_of_term("the Contractor"), role_of_term("Client / Customer"), role_of_term("Company")
    ('supplier', 'customer', None)
    >>> role_of_term("Customer contact") is None
    True
    """
    found = _OF_A_PARTY.match(" ".join(term.split()).strip(" :"))
    if not found:
        return None
    roles: set[PartyRole] = set()
    for part in re.split(r"\s*/\s*|\s+or\s+", found["role"].strip()):
        bare = re.sub(r"^(?:the|le|la|de|der|die|das)\s+", "", part.strip(" .“”\"'"), flags=re.IGNORECASE)
        if _CUSTOMER.fullmatch(bare):
            roles.add("customer")
        elif _SUPPLIER.fullmatch(bare):
            roles.add("supplier")
    return roles.pop() if len(roles) == 1 else None


def role_of_address(label: str) -> PartyRole | None:
    """The role that "Bill to" or "Prepared by" hints at: weaker than a role word."""
    for part in re.split(r"\s*/\s*", label.strip(" :").lower()):
        role = _ADDRESSED.get(part)
        if role == "customer":
            return "customer"
        if role == "supplier":
            return "supplier"
    return None


def role_in(words: str) -> PartyRole | None:
    """The role that is named anywhere in `words`, if only one is.

    >>> role_in("Acceptance by Developer"), role_in("Signed for the Client by the Contractor")
    ('supplier', None)
    """
    customer, supplier = bool(_CUSTOMER.search(words)), bool(_SUPPLIER.search(words))
    if customer == supplier:
        return None
    return "customer" if customer else "supplier"
