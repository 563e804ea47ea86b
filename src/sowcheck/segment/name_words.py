"""Which words can be a name, and which names are the same."""

import re

from sowcheck.parse.legal_forms import ANY_FORM
from sowcheck.parse.names import name_key
from sowcheck.segment.roles import leaning_of_term, role_of_term

FORM = re.compile(
    rf",?\s?(?:{ANY_FORM}|corporation|limited|Trust|N\.A\.|DAC|D\.A\.C\.|eG|eGmbH|e\. ?V\.)(?![\w])(?!-\w)"
)
"""A legal form behind a name, with the comma and the space before it."""
ONLY_FORM = re.compile(rf"(?:{ANY_FORM}|corporation|limited|trust|DAC|eG)\.?", re.IGNORECASE)
HONORIFIC = re.compile(r"(?:Mr|Ms|Mrs|Dr|Prof|Mme|M|Herr|Frau|Dhr|Mevr)\.?\s")

NO_PART = re.compile(
    r"this|that|these|those|whereas|witnesseth|now|therefore|recitals|background|dated|effective|date|between|by|with|having|"
    r"located|if|in|upon|each|either|both|all|any|no|such|when|where|as|at|from|on|our|your|we|you|it|its|i|he|she|they|his|"
    r"their|page|for|and|or|dear|re|to|signed|name|title|attn|attention|a|an|there|here|see|not|unless",
    re.IGNORECASE,
)
"""Words that a name neither begins with nor goes on with."""
_PAPERS = re.compile(
    r"agreements?|contracts?|statement|sow|schedule|annex|exhibit|appendix|amendment|addendum|recitals|preamble",
    re.IGNORECASE,
)
"""Words for papers: a name without a legal form has none of them."""
_OF_A_DOCUMENT = re.compile(
    rf"{_PAPERS.pattern}|order|form|works?|services?|terms?|date|effective|party|parties|proposal|quote|quotation|invoices?|"
    r"project|section|article|clause|deliverables?|fees?|price|letter|background|scope|introduction|purpose|definitions|"
    r"framework|msa|signatures?|signatory|authori[sz]ed|representative|commencement|witness|whereof|confidential|information|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|"
    r"december|phase|milestones?|version|draft|page|table|total|tax|vat|gst|rates?",
    re.IGNORECASE,
)
"""Words that documents begin lines with: a name does not begin or end with one."""
_ADDRESS = re.compile(
    r"^(?:P\.?O\.?\s|\d|.*\b(?:Street|Avenue|Road|Suite|Floor|Boulevard|Drive|Lane|Highway|Expressway)\b)",
    re.IGNORECASE,
)
_PARTICLES = re.compile(r"van|von|de|der|den|da|di|la|le|el|bin|al")


def is_name(words: str) -> bool:
    """Whether `words` can be the name of a firm, an agency or a person.

    >>> is_name("Northwind Traders, Inc."), is_name("Statement of Work"), is_name("Client"), is_name("A. Rao")
    (True, False, False, True)
    """
    words = words.strip()
    tokens = [token for part in words.split() if (token := part.strip(".,;:()“”\"'’"))]
    if not 2 <= len(words) <= 110 or not 1 <= len(tokens) <= 14 or not any(letter.isalpha() for letter in words):
        return False
    if role_of_term(words) or leaning_of_term(words) or _is_address(words) or ONLY_FORM.fullmatch(words):
        return False
    if len(tokens) == 1 and any(letter.isdigit() for letter in words):
        return False
    return _begins_and_ends_well(words, tokens) and any(_tells(token) for token in tokens)


def _is_address(words: str) -> bool:
    """Whether words are a street or a box; a firm may be called after its street."""
    return bool(_ADDRESS.match(words)) and (words[0].isdigit() or not has_legal_form(words))


def _begins_and_ends_well(words: str, tokens: list[str]) -> bool:
    initial = words[1:2] == "."
    if (NO_PART.fullmatch(tokens[0]) and not initial) or _OF_A_DOCUMENT.fullmatch(tokens[-1]):
        return False
    return has_legal_form(words) or not (
        _OF_A_DOCUMENT.fullmatch(tokens[0]) or any(_PAPERS.fullmatch(token) for token in tokens)
    )


def _tells(token: str) -> bool:
    """Whether a word is one that only a name has."""
    return len(token) > 1 and not _OF_A_DOCUMENT.fullmatch(token) and not NO_PART.fullmatch(token)


def has_legal_form(words: str) -> bool:
    """Whether a name ends with a legal form.

    >>> has_legal_form("Contoso Pty Ltd"), has_legal_form("The Tribune"), has_legal_form("Bolt S.A.")
    (True, False, True)
    """
    words = words.strip()
    return any(match.end() >= len(words) - 1 and match.start() > 0 for match in FORM.finditer(words))


def is_person(words: str) -> bool:
    """Whether a name looks like a person's: two to four capitalised words, not all in capitals, no legal form.

    >>> is_person("Gary A. Miller"), is_person("ACME HOLDING"), is_person("Contoso Ltd")
    (True, False, False)
    """
    words = HONORIFIC.sub("", words.strip())
    tokens = words.split()
    if not 2 <= len(tokens) <= 4 or has_legal_form(words) or words.isupper():
        return False
    return all(token[0].isupper() or _PARTICLES.fullmatch(token) for token in tokens)


def normalised(name: str) -> str:
    """The name for comparing: no case, accents, punctuation, legal form or honorific.

    >>> normalised("The Contoso Company, L.L.C.") == normalised("CONTOSO COMPANY LLC")
    True
    """
    return name_key(re.sub(r"^(?:mr|ms|mrs|dr|prof)\b\.?\s*", "", name.strip(), flags=re.IGNORECASE))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names, normalised, are the same or one is the beginning of the other.

    >>> is_same_name("contoso", "contoso trading"), is_same_name("contoso", "contosoft")
    (True, False)
    """
    return bool(one and other) and (one == other or one.startswith(other + " ") or other.startswith(one + " "))
