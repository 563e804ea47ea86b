"""Where a party's name ends: legal form in, address and "a Delaware corporation" out."""

import re

from sowcheck.core.spans import Span
from sowcheck.segment.roles import role_of_term

_FORM = (
    r"(?:Incorporated|Inc|L\.?\s?L\.?\s?C|L\.?L\.?P|L\.P|LP|P\.?L\.?L\.?C|P\.?C|Ltd|Limited|Ltda|Corp|Corporation|Co|Company|"
    r"GmbH(?:\s*&\s*Co\.?\s*KGa?A?)?|AG|KGaA|KG|OHG|UG|e\.?V|SE|S\.?A\.?S\.?U?|S\.?A\.?R\.?L|SARL|S\.A|SA|S\.p\.A|SpA|S\.?r\.?l|"
    r"N\.V|NV|B\.V\.B\.A|BVBA|B\.V|BV|VOF|A/S|ApS|AB|ASA|AS(?=\s*(?:$|[,;(\n]))|Oyj|Oy|P\.?L\.?C|plc|Pty|Pte|Pvt|Private|Proprietary|Bhd|Sdn|"
    r"K\.?K|S\.L|SL|S\.A\. de C\.V|inc|ltée|ltd|llc|corp|corporation|limited|GP|PLC|N\.A|Trust|"
    r"INCORPORATED|INC|LTDA|LTD|LIMITED|CORPORATION|CORP|COMPANY|GMBH|PTY|PTE|PVT|PRIVATE|PROPRIETARY|BHD|SDN|OYJ|OY|SPA|SRL|TRUST)"
)
_LEGAL = re.compile(rf",?\s?(?P<form>{_FORM})(?![\w])\.?")
ONLY_FORM = re.compile(rf"{_FORM}\.?", re.IGNORECASE)
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w’'&.·@+!\-]*|[a-z]+[A-Z.][\w.]*\w|\d{1,4}[A-Z]\w*|\d{1,3}(?=\s[A-Z])")
_CONNECTOR = re.compile(
    r"(?:of|the|for|de|du|des|la|le|les|van|von|der|den|und|et|y|e|in|at|to|on|del|di|da|do|dos|&|\+|/|[–-])(?=\s|$)"
)
_AND = re.compile(r"and(?=\s)")
_DIVISION = re.compile(
    r",\s(?=(?:D[eé]partement|Department|Division|Dept|Branch|Abteilung|Niederlassung|Business Unit)\b)"
)
_INSIDE = re.compile(r"\((?:[A-Z][\w.]*\s?){1,3}\)(?=\s+[A-Z]|,?\s+(?:Inc|LLC|Ltd|L\.P))")
_GAP = re.compile(r" {1,2}")
_HONORIFIC = re.compile(r"(?:Mr|Ms|Mrs|Dr|Prof|Mme|M|Herr|Frau|Dhr|Mevr)\.?\s")
_NEXT_PERSON = re.compile(r"(?:,\s|\s(?:and|&)\s|,\sand\s)(?=(?:Mr|Ms|Mrs|Dr|Prof|Mme|Herr|Frau)\.?\s)")
_ABBREVIATED = re.compile(r"^(?:[A-Z]|(?:[A-Z]\.)+[A-Z]?|Mr|Ms|Mrs|Dr|Prof|St|Jr|Sr|Bros|Intl|Mfg|Assoc|Univ|Dept)\.$")
_NO_PART = frozenset(
    [
        "this",
        "that",
        "these",
        "those",
        "whereas",
        "witnesseth",
        "now",
        "therefore",
        "recitals",
        "background",
        "dated",
        "effective",
        "date",
        "between",
        "by",
        "with",
        "having",
        "located",
        "if",
        "in",
        "upon",
        "each",
        "either",
        "both",
        "all",
        "any",
        "no",
        "such",
        "when",
        "where",
        "as",
        "at",
        "from",
        "on",
        "our",
        "your",
        "we",
        "you",
        "it",
        "its",
        "i",
        "he",
        "she",
        "they",
        "his",
        "their",
        "page",
        "for",
        "and",
        "or",
        "dear",
        "re",
        "to",
        "signed",
        "name",
        "title",
        "attn",
        "attention",
        "a",
        "an",
        "there",
        "here",
        "see",
        "not",
    ]
)
_DOCUMENT_WORDS = frozenset(
    [
        "agreement",
        "agreements",
        "contract",
        "statement",
        "sow",
        "order",
        "form",
        "work",
        "works",
        "schedule",
        "annex",
        "exhibit",
        "appendix",
        "amendment",
        "addendum",
        "services",
        "service",
        "term",
        "terms",
        "date",
        "effective",
        "party",
        "parties",
        "proposal",
        "quote",
        "quotation",
        "invoice",
        "project",
        "section",
        "article",
        "clause",
        "deliverables",
        "deliverable",
        "fees",
        "fee",
        "price",
        "letter",
        "recitals",
        "background",
        "scope",
        "introduction",
        "purpose",
        "definitions",
        "framework",
        "msa",
        "signature",
        "signatures",
        "signatory",
        "authorised",
        "authorized",
        "representative",
        "commencement",
        "witness",
        "whereof",
        "invoices",
        "confidential",
        "information",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "phase",
        "milestone",
        "milestones",
        "version",
        "draft",
        "page",
        "table",
        "total",
        "tax",
        "vat",
        "gst",
        "rate",
        "rates",
    ]
)
_PAPERS = frozenset(
    "agreement agreements contract statement sow schedule annex exhibit appendix amendment addendum recitals preamble".split()
)
_ADDRESS = re.compile(
    r"^(?:P\.?O\.?\s|\d|.*\b(?:Street|Avenue|Road|Suite|Floor|Boulevard|Drive|Lane|Highway|Expressway)\b)",
    re.IGNORECASE,
)


def name_at(text: str, start: int, end: int, *, join_and: bool = False) -> Span | None:
    """The name that begins at `start`, as written, with its legal form.

    Args:
        text: The document's text.
        start: Offset of the name's first character; white space before it is skipped.
        end: Where the name must end at the latest.
        join_and: Whether "and" may be a word of the name ("Smith and Sons Ltd").
    """
    while start < end and text[start] in ' \t\n“"':
        start += 1
    honorific = bool(_HONORIFIC.match(text, start, end))
    last = _name_end(text, start, end, join_and)
    while honorific and last is not None and (more := _NEXT_PERSON.match(text, last, end)):
        following = _name_end(text, more.end(), end, join_and=False)
        if following is None:
            break
        last = following
    if last is None or not is_name(text[start:last]):
        return None
    return Span(start=start, end=last)


def is_name(words: str) -> bool:
    """Whether `words` can be the name of a firm, an agency or a person.

    >>> is_name("Northwind Traders, Inc."), is_name("Statement of Work"), is_name("Client"), is_name("A. Rao")
    (True, False, False, True)
    """
    words = words.strip()
    tokens = [token.strip(".,;:()“”\"'’").lower() for token in words.split()]
    tokens = [token for token in tokens if token]
    if not 2 <= len(words) <= 110 or not tokens or len(tokens) > 14 or role_of_term(words):
        return False
    if not any(letter.isalpha() for letter in words) or _ADDRESS.match(words):
        return False
    initial = words[1:2] == "."
    if (
        (tokens[0] in _NO_PART and not initial)
        or tokens[-1] in _DOCUMENT_WORDS
        or (tokens[0] in _DOCUMENT_WORDS and not has_legal_form(words))
    ):
        return False
    if len(tokens) == 1 and any(letter.isdigit() for letter in words):
        return False
    if _PAPERS.intersection(tokens) and not has_legal_form(words):
        return False
    own = [token for token in tokens if token not in _DOCUMENT_WORDS and token not in _NO_PART and len(token) > 1]
    return bool(own) and not ONLY_FORM.fullmatch(words) and tokens not in (["company"], ["party"], ["parties"])


def has_legal_form(words: str) -> bool:
    """Whether a name ends with a legal form.

    >>> has_legal_form("Contoso Pty Ltd"), has_legal_form("The Tribune")
    (True, False)
    """
    found = list(_LEGAL.finditer(words))
    return bool(found) and found[-1].end() >= len(words) - 1 and found[-1].start() > 0


def is_person(words: str) -> bool:
    """Whether a name looks like a person's: two to four capitalised words, none in capitals alone, no legal form.

    >>> is_person("Gary A. Miller"), is_person("ACME HOLDING"), is_person("Contoso Ltd")
    (True, False, False)
    """
    words = _HONORIFIC.sub("", words.strip())
    tokens = words.split()
    if not 2 <= len(tokens) <= 4 or has_legal_form(words) or words.isupper():
        return False
    return all(token[0].isupper() or token in ("van", "von", "de", "der", "den", "da", "di", "la") for token in tokens)


def normalised(name: str) -> str:
    """The name for comparing: small letters, no punctuation, no legal form, no honorific.

    >>> normalised("The Contoso Company, L.L.C.") == normalised("CONTOSO COMPANY LLC")
    True
    """
    words = re.sub(r"^(?:the|mr|ms|mrs|dr)\b\.?\s*", "", name.strip().casefold())
    words = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", words)
    words = re.sub(r"[^\w\s&]", " ", words)
    tokens = words.split()
    while len(tokens) > 1 and (ONLY_FORM.fullmatch(tokens[-1]) or len(tokens[-1]) == 1):
        tokens.pop()
    return " ".join(tokens)


def _name_end(text: str, start: int, end: int, join_and: bool) -> int | None:
    """One past the last character of the name that begins at `start`."""
    place, last = start, None
    formed, joined = False, True
    while place < end:
        legal = _LEGAL.match(text, place, end) if last is not None else None
        if legal:
            place = last = _form_end(text, legal)
            formed = True
            continue
        division = _DIVISION.match(text, place, end) if last is not None else None
        if division:
            place, formed, joined = division.end(), False, True
            continue
        gap = _GAP.match(text, place, end)
        if not joined and not gap:
            break
        here = place if joined or not gap else gap.end()
        joined = False
        inside = _INSIDE.match(text, here, end) if last is not None else None
        if inside:
            place = last = inside.end()
            continue
        if formed:
            break
        capital = _CAPITAL.match(text, here, end)
        if capital and not (last is not None and capital.group().lower() in _NO_PART):
            place, last, stop = _after_capital(text, capital)
            if stop:
                break
            continue
        connector = _CONNECTOR.match(text, here, end) or (_AND.match(text, here, end) if join_and else None)
        following = _CAPITAL.match(text, connector.end() + 1, end) if connector else None
        if last is None or following is None or following.group().lower() in _NO_PART:
            break
        place = connector.end() if connector else place
    return last


def _form_end(text: str, legal: re.Match[str]) -> int:
    """The end of a legal form, with its full stop where it is an abbreviation."""
    if text[legal.end() - 1] == "." and re.search(
        r"(?:Limited|Company|Corporation|GmbH|plc|PLC|LLC|LLP|AG|NV|BV|SA|SAS)\.$", legal.group()
    ):
        return legal.end() - 1
    return legal.end()


def _after_capital(text: str, capital: re.Match[str]) -> tuple[int, int, bool]:
    """Where to go on after a capitalised word, the end of the name so far, and whether the sentence ends here."""
    word = capital.group()
    if word.endswith((".", "’", "'", "-")) and not _ABBREVIATED.match(word):
        trimmed = capital.end() - (len(word) - len(word.rstrip(".’'-")))
        return trimmed, trimmed, True
    possessive = re.search(r"[’']s$", word)
    if possessive:
        trimmed = capital.end() - 2
        return (
            capital.end(),
            (capital.end() if re.match(r" [A-Z]", text[capital.end() : capital.end() + 2]) else trimmed),
            False,
        )
    return capital.end(), capital.end(), False
