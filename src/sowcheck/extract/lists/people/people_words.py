"""Names of people in running words."""

import re

from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.role_words import ROLE_NOUN
from sowcheck.extract.reading import Reading
from sowcheck.segment.name_words import is_person

_TITLES = r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Dipl\.-Ing|Ing)\.?\s+)*"
PERSON = rf"{_TITLES}[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:de|van|der|von|la|le|el|al|da|di|te)\s+|(?:Te|El|Van|De|Al)\s+)?[A-ZÀ-Þ][\w’'-]*\.?){{1,3}}(?<!\.)"
"""A name of two to four words."""
_NOBODY = pattern(
    rf"^(?:The|This|Each|Any|All|Our|Your|Its|If|In|On|For|No|Key|Work|Services?|Project|Statement|Order|Such|Either|Neither|Both)\b|"
    rf"\b{ROLE_NOUN}\b|\b(?:agreements?|information|services?|parties|party|date|term|data|section|article|competitors?|products?|system|"
    r"software|payments?|notices?|deliverables?|property|materials?|documents?|law|state|board|group|company|office|department|"
    r"committee|program|plan|standard|period|fees?|orders?|team|university|bank|trust|fund|partners?|schedule|exhibit)\b"
)


def is_somebody(name: str, reading: Reading, *, own: bool = False) -> bool:
    """Whether capitalised words name a person: no term of the paper, no part of a contract, no party unless `own`."""
    bare = re.sub(rf"^{_TITLES}", "", name)
    if _NOBODY.search(bare) or not (is_person(name) or name != bare):
        return False
    if own:
        return not re.search(r",|\band\b", name)
    known = {definition.term.casefold() for definition in reading.outline.definitions}
    known |= reading.party_words("customer") | reading.party_words("supplier")
    return name.casefold() not in known
