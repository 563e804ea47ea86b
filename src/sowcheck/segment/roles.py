"""Words for who buys and who does the work."""

import re

from sowcheck.core.items import PartyRole

CUSTOMER_WORDS = (
    "client", "customer", "buyer", "purchaser", "owner", "cliente", "acheteur", "donneur d'ordre", "donneur d’ordre",
    "maître d'ouvrage", "maître d’ouvrage", "opdrachtgever", "klant", "afnemer", "auftraggeber", "auftraggeberin",
    "kunde", "kundin", "besteller", "end customer", "end client", "licensee", "subscriber", "commissioning party",
    "government", "purchasing entity", "contracting authority", "sponsor", "the authority", "service recipient",
    "recipient", "employer", "principal", "ordering party", "ordering entity", "orderer", "besteller", "bestellerin",
    "bestiller", "beställare", "uppdragsgivare", "oppdragsgiver", "ordregiver", "ordonnateur", "committente",
    "mandante", "comitente", "contratante", "cliente final", "zamawiający", "tilaaja", "asiakas", "kund",
    "contracting entity", "purchasing institution", "purchasing entity", "purchasing organisation",
    "purchasing organization", "buying entity", "buying organisation", "buying organization", "acquirer",
    "commissioner", "ordering customer", "ordered by", "order by", "ordering agency", "procuring entity",
)  # fmt: skip
SUPPLIER_WORDS = (
    "supplier", "contractor", "subcontractor", "sub-contractor", "provider", "service provider", "services provider",
    "vendor", "consultant", "consulting firm", "developer", "seller", "prestataire", "fournisseur", "titulaire",
    "opdrachtnemer", "leverancier", "dienstverlener", "auftragnehmer", "auftragnehmerin", "lieferant", "dienstleister",
    "licensor", "outsourcer", "implementation partner", "implementer", "integrator", "systems integrator", "advisor",
    "adviser", "freelancer", "independent contractor", "offeror", "quoter", "manufacturer", "agency of record",
    "proveedor", "prestatore", "fornitore", "contratista", "servicer", "consultancy", "service partner",
    "delivery partner", "services partner", "solution partner", "leverandør", "leverantör", "oppdragstaker",
    "uppdragstagare", "konsult", "toimittaja", "wykonawca", "appaltatore", "contratada", "ordered from", "order from",
    "engineering firm", "consulting company", "awardee", "performing party", "dostawca",
)  # fmt: skip
PUBLIC_WORDS = (
    "council", "district", "university", "institution", "institute", "college", "school", "city", "county", "town",
    "municipality", "agency", "authority", "department", "ministry", "board", "state", "commonwealth", "hospital",
    "co-operative", "cooperative", "society", "credit union", "library", "trust board", "utility", "bank", "insurer",
    "charity", "foundation", "museum", "borough", "shire", "village", "province", "commune", "gemeinde", "kanton",
    "kommune", "stadt",
)  # fmt: skip
"""Words for organisations that mostly buy; they count as the buyer unless a plainer word speaks against it."""
FIRM_WORDS = ("firm", "agent", "studio", "practice", "implementor", "partner", "specialist", "expert")
"""Words for organisations that mostly do the work."""


def _words_pattern(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_CUSTOMER = re.compile(rf"\b(?:{_words_pattern(CUSTOMER_WORDS)})\b", re.IGNORECASE)
_SUPPLIER = re.compile(rf"\b(?:{_words_pattern(SUPPLIER_WORDS)})\b", re.IGNORECASE)
_IN_TITLES = re.compile(r"\b(?:principal|commissioner|sponsor)\b", re.IGNORECASE)
"""Role words that are titles of people as often."""
_OF_A_PARTY = re.compile(
    r"^(?:the\s+|le\s+|de\s+|der\s+)?(?P<role>.+?)"
    r"(?:\s*[(:].*|[’']?s?\s+(?:legal\s+)?(?:name|entity|organi[sz]ation|company(?:\s+name)?|party|full name)|\s+legal entity)?$",
    re.IGNORECASE,
)
_WITH_PARTY = re.compile(
    r"(?:the\s+)?(?P<role>(?:ordering|commissioning|performing)\s+(?:party|entity|organi[sz]ation))", re.IGNORECASE
)
"""Role words whose last word is elsewhere the noun of a label ("Customer entity")."""
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
    plain = " ".join(term.split()).strip(" :")
    found = _WITH_PARTY.fullmatch(plain) or _OF_A_PARTY.match(plain)
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


def leaning_of_term(term: str) -> PartyRole | None:
    """The role that a word for a kind of organisation leans to: weaker than a role word.

    >>> leaning_of_term("the University"), leaning_of_term("Firm"), leaning_of_term("Company")
    ('customer', 'supplier', None)
    """
    bare = re.sub(r"^(?:the|die|der|das|le|la)\s+", "", term.strip(" .:“”\"'"), flags=re.IGNORECASE).casefold()
    if bare in PUBLIC_WORDS:
        return "customer"
    return "supplier" if bare in FIRM_WORDS else None


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
    plain = _IN_TITLES.sub(" ", words)
    customer, supplier = bool(_CUSTOMER.search(plain)), bool(_SUPPLIER.search(plain))
    if customer == supplier:
        return None
    return "customer" if customer else "supplier"
