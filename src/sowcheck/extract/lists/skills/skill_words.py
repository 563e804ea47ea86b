"""Words that speak of what people know and can do, and of the people who must."""

from sowcheck.extract.cast import SUPPLIER, CueOfDocument, PartyCue
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.role_words import ROLE_NOUN
from sowcheck.extract.reading import Reading

# "User experience", "knowledge transfer" and "to the best of its knowledge" speak of no skill.
_NOT_EXPERIENCE = r"(?<!user )(?<!customer )(?<!client )(?<!digital )(?<!employee )(?<!past )(?<!similar )"
_NOT_KNOWLEDGE = r"(?<!best of )(?<!to the )(?<!its )(?<!best )(?<!your )(?<!our )(?<!actual )(?<!common )(?<!public )"
STRONG = (
    rf"(?:{_NOT_EXPERIENCE}(?:hands-on |working |proven |relevant )?experienced?(?! level)|expertise|proficien(?:t|cy)|"
    rf"{_NOT_KNOWLEDGE}knowledge(?! (?:transfer|base|article|management|sharing|of (?:any|such|the)))|"
    r"skill(?:ed|s|sets?)?(?! (?:levels?|transfer|mix|category))|competenc(?:e|y|ies)|familiar(?:ity)? with|fluen(?:t|cy)|"
    r"technical background|know-how in)"
)
"""These name a skill whoever has it."""
WEAK = r"(?:abilit(?:y|ies)|capabilit(?:y|ies)|qualifications?|understanding|background|training|able to|capable of)"
"""These name a skill if people have it: a system has abilities as well."""

_SPEAKS = pattern(rf"\b(?:{STRONG}|{WEAK})\b")
_STRONG = pattern(rf"\b{STRONG}\b")

ABOUT_BIDS = pattern(
    r"\bevaluat\w+|\bofferors?\b|\bbidders?\b|\bquot(?:er|ation)s?\b|\bproposals?\b|\br[ée]sum[ée]s?\b|\bvitae\b|past performance|"
    r"\bsubstitut\w+|\breplacement|\bfactors?\b|\binterview"
)
"""Instructions to bidders and the replacing of people: what they name, no team must have yet."""

_PEOPLE = PartyCue(
    rf"\b(?:{SUPPLIER}|team|personnel|staff|members?|people|persons|resources?|associates?|employees?|everyone|candidates?|{ROLE_NOUN})\b"
)


def people(reading: Reading) -> CueOfDocument:
    """The supplier and its people."""
    return _PEOPLE.of(reading)


def speaks_of_skills(words: str, who: CueOfDocument) -> bool:
    """Whether words name knowledge or experience, or abilities of people."""
    if not _SPEAKS.search(words):
        return False
    return bool(_STRONG.search(words) or who.search(words))
