"""What a sum is paid for, by the grammar of the words before and behind it."""

import re

_GENERIC = (
    r"(?:hourly|daily|day|hour|flat|fixed|blended|discounted|reduced|agreed|standard|normal|usual|then[- ]current|current|additional|"
    r"consulting|consultancy|billing|one[- ]time|one[- ]off|unit|market|prevailing|special|single|same|following|total|per diem)"
)
_PRICE = r"(?:rates?|fees?|charges?|prices?|costs?|sums?|amounts?|basis)"
_CONNECTOR = re.compile(
    rf"(?:\s+|^)(?:(?:an?|the|its|our|their)\s+)?(?:{_GENERIC}[\s,]+(?:and\s+)?)*{_PRICE}(?:\s+(?:of|equal to))?\s*$|"
    r"(?:\s+|^)(?:at|of|is|are|was|be|to|for|by|equal to|equals|costs?|costing|priced at|@)\s*$|"
    r"(?:\s+|^)(?:shall|will|must|to)\s+be(?:\s+(?:charged|billed|paid|invoiced|payable|priced|compensated))*(?:\s+at|\s+for)?\s*$|"
    r"(?:\s+|^)(?:is|are)\s+(?:charged|billed|paid|invoiced|payable|priced|compensated)(?:\s+at|\s+for)?\s*$|"
    r"[\s:=–—(,@-]+$",
    re.IGNORECASE,
)
_RATE_FOR = re.compile(
    rf"\b(?:{_GENERIC}\s+)*{_PRICE}\s+(?:for|of)\s+(?:the\s+(?:services\s+of\s+)?|each\s+|an?\s+|any\s+|all\s+)?(?P<thing>[^,;:.]{{3,70}}?)"
    r"\s*(?:(?:is|are|will be|shall be|of|at|equals?)\s*)?[:=–—-]?\s*$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"(?:^|[;,.:]\s|\b(?:and|that|which|while|but)\s)(?P<thing>[^;,.:]{3,90}?)\s+(?:is|are|will\s+be|shall\s+be|may\s+be|would\s+be|to\s+be|(?:will|shall|may)\s+)"
    r"(?:\s*(?:charged|billed|invoiced|provided|available|performed|priced|offered|compensated|paid|supplied|rendered|subject\s+to|"
    r"cost|receive))\b[^;.]{0,60}$",
    re.IGNORECASE,
)
_PAYS = re.compile(
    r"\b(?:pays?|compensates?|remunerates?)\s+(?:to\s+)?(?:the\s+)?(?P<thing>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3})\b[^;.]{0,90}$"
)
_NAMED_FEE = re.compile(
    r"\b(?:an?|the|such|its|any|includ\w+|plus|and|minimum)\s+(?P<thing>(?:(?!(?:an?|the|to|of|for|and|or|in|on|charge|pay|shall|will|is)\b(?!-))[\w/&’'-]+\s+){1,5}?(?:fee|charge|price|cost(?=\s+(?:of|is|will|shall)|\s*[:–—-])|surcharge|"
    r"retainer|premium))\s*"
    r"(?:\([^)]{1,60}\)\s*)?(?:of|equal\s+to|in\s+the\s+(?:amount|sum)\s+of|is|will\s+be|shall\s+be|:|at|[–—-])?\s*$",
    re.IGNORECASE,
)
_NAMED_RATE = re.compile(
    rf"\bthe\s+(?P<thing>(?!{_GENERIC}\b)(?:[A-Z][\w/&’'-]*\s+){{1,4}}(?:Rate|rate))\s+(?:of|is|will be|shall be)\s*$"
)
_FOR = re.compile(
    r"\s{0,2}[,)]?\s{0,2}(?:for(?:\s+(?:carrying\s+out|performing|providing|delivering|completing))?|[–—:-])\s+(?:the\s+(?:services\s+of\s+)?|each\s+|every\s+|an?\s+|any\s+|all\s+)*"
    r"(?P<thing>[^\W\d_][\w/&’' -]{1,70}?)"
    r"(?=\s*(?:[,;.()\t]|$|\b(?:and|plus|or)\s+(?:[$€£]|\d|[A-Z]{3}\s?\d)|\b(?:and|at|in excess|that|which|who|when|where|until|during|with|"
    r"if|unless|payable|provided|as|plus|or)\b))",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s+of\s+(?:the\s+|an?\s+)?(?P<thing>[^.;,()]{3,80}?)(?=\s+(?:for|at|in|on|and|or|to|by|with|per)\b|[.;,()]|$)"
)
_NEXT_TO = re.compile(r"\s(?P<thing>[a-z][\w-]+(?:\s[a-z][\w-]+){0,3})(?=[.,;]|$)")
_NO_THING = re.compile(
    r"(?:(?:the|an?|each|any|all|such|actual|up|first|initial|next|remaining|full|whole|further|subsequent|every|no|its|his|her|"
    r"their|our|your|this|these|those|that)\s+)*"
    r"(?:hours?|days?|weeks?|months?|years?|quarters?|time|periods?|terms?|purposes?|services?|work|it|they|them|he|she|who|which|amounts?|"
    r"total|fees?|rates?|charges?|prices?|costs?|sums?|same|following|excess|example|instance|hereunder|thereof|consideration|"
    r"payment|performance|providing|performing|rendering|overtime)\b(?!\s+(?:fee|charge|support|services)).{0,60}",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:\W+|(?:the|an?|each|every|any|all|such|its|our|their|your|and|or|plus|for|of|by|also|in addition|including|that)\s+)+",
    re.IGNORECASE,
)
_FUNCTION_WORDS = re.compile(
    r"(?:\W+|\b(?:and|or|plus|for|of|by|at|to|the|an?|such|each|any|all|this|that|these|with|on|in|also|is|are)\b)*",
    re.IGNORECASE,
)
_POSTMODIFIED = re.compile(
    r"\s*(?:,|\(|;|\b(?:as\s+\w+|which|that|who|when|where|whether|if|unless|requested|required|provided|performed|rendered|incurred|in\s+excess|"
    r"beyond|under\s+this|pursuant|in\s+accordance|necessary|on\s+an?|up\s+to|during|within|per)\b)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:shall|will|may|must|is|are|was|were|has|have|agrees?|pays?|charges?\s+(?:the|an?)|reserves?|provides?|receives?|includes?|"
    r"means?|be|been|can|should|would|understands?|acknowledges?|exceeds?)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)|[•·●○◦▪■□➢►§*o–—-])\s+"
)
_MOST_WORDS = 10


def without_label(words: str) -> str:
    """The words without the bullet or number of their item."""
    return _LABEL.sub("", words)


def cleaned(words: str) -> str | None:
    """A thing's name: without article, postmodifier and punctuation; None if the words name nothing."""
    name = _ARTICLE.sub("", words).strip(" \t:;,.–—-=*•·")
    if match := _POSTMODIFIED.search(name):
        name = name[: match.start()].rstrip(" ,:–—-")
    name = " ".join(name.split())
    if _FUNCTION_WORDS.fullmatch(name):
        return None
    if len(re.findall(r"[^\W\d_]", name)) < 2 or len(name.split()) > _MOST_WORDS or _NO_THING.fullmatch(name):
        return None
    return name


def has_verb(words: str) -> bool:
    """Whether words hold a finite verb, so that they are a clause and no name."""
    return bool(_VERB.search(words))


def thing_behind(words: str) -> str | None:
    """What words behind a price say it is for: "for a senior analyst, and", "computer time." behind "$150 per hour"."""
    match = _FOR.match(words)
    return cleaned(match["thing"]) if match else None


def thing_of_unit(words: str) -> str | None:
    """What a unit is a unit of: "of photo work" behind "$900 for each ten days"."""
    match = _OF.match(words)
    return cleaned(match["thing"]) if match else None


def thing_beside(words: str) -> str | None:
    """What stands right behind a price without a preposition: "computer processing time."."""
    match = _NEXT_TO.match(words)
    name = cleaned(match["thing"]) if match else None
    return (
        name
        if name and not has_verb(name) and not re.match(r"\W*(?:in|on|to|by|of|up|plus|and|or|as|from)\b", name)
        else None
    )


def named_fee(words: str) -> str | None:
    """The named fee that a sum is: "an administration fee of"."""
    match = _NAMED_FEE.search(words)
    return cleaned(match["thing"]) if match else None


_RATE = re.compile(r"\s+rates?$", re.IGNORECASE)
"""What "the Overage Rate" adds to what is charged."""


def thing_before(words: str) -> str | None:
    """What words before a price say it is for: "Telephone support at the rate of", "Hourly rate for repairs is"."""
    words = without_label(words)
    listed = re.split(r":\s", words)[-1]
    words = listed if re.search(r"\w{2}", listed) else words
    for grammar in (_RATE_FOR, _PAYS, _PASSIVE, _NAMED_RATE):
        if (match := grammar.search(words)) and (name := cleaned(match["thing"])):
            return _RATE.sub("", name) or name
    bare = words
    while (shorter := _CONNECTOR.sub("", bare)) != bare:
        bare = shorter
    if not bare or has_verb(bare):
        return None
    # "A project lead costs" and "$90 and a tester": only what stands behind the last comma or "and" is priced.
    last = re.split(r"[;,]\s+(?:and\s+|plus\s+)?|^\s*(?:and|plus|or)\s+", bare)[-1]
    return cleaned(last)
