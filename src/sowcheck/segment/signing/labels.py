"""The words of a signature block: labels, marks, stamps, titles, dates."""

import re
from typing import Literal

from sowcheck.parse.conventions import Conventions
from sowcheck.parse.dates import find_dates
from sowcheck.segment.signing.marks import has_mark

LabelKind = Literal["mark", "name", "title", "date"]

_LABELS: dict[LabelKind, str] = {
    "mark": (
        r"by|signature|signed|sign(?:ed)? here|authori[sz]ed (?:signature|signatory|representative)|represented by|"
        r"signature of [\w ]{3,40}|(?:accepted|agreed|approved)(?: (?:and|&) (?:accepted|agreed|approved))?(?: to)? by|"
        r"sign\.|sig\.|sgd\.|signatur|underskrift|namnteckning|allekirjoitus|"
        r"par|door|namens|durch|unterschrift|handtekening|firma|por|authori[sz]ed by|approved|authori[sz]ed|per"
    ),
    "name": r"(?:print(?:ed)? |typed |full |signatory )?name(?: \((?:print(?:ed)?|please print|typed|block capitals)\))?|print|nom|naam|nombre|nome",
    "title": r"(?:job )?title|its|position|designation|fonction|titre|qualit[eé]|functie|titel|funktion|capacity|office held|cargo",
    "date": r"date(?: (?:of signing|signed|of signature))?|dated|signature date|signed on|datum|fecha|le",
}
_ANY = "|".join(_LABELS.values())
LABEL = re.compile(
    rf"(?<![\w’'])(?P<label>(?:{_ANY})(?:\s*/\s*(?:{_ANY}))?)\s*(?:\([^()]{{1,20}}\)\s*)?:\s*", re.IGNORECASE
)
LABEL_AT_START = re.compile(rf"\s*(?:{_ANY})(?:\s*/\s*(?:{_ANY}))?\s*:", re.IGNORECASE)
_BARE = re.compile(rf"(?P<label>(?:{_ANY})(?:\s*/\s*(?:{_ANY}))?)\s*(?:\([^()]{{1,20}}\))?\s*:?", re.IGNORECASE)

STAMP = re.compile(
    r"(?:docu\s?signed|e-?signed|digitally signed|electronically signed)\s+by\b\s*:?|"
    r"(?:e-?signed|signed\s+(?:electronically|digitally)|(?:electronically|digitally)\s+signed)\s*:\s*(?=\w)|"
    r"(?<!docu)signed\s+by\s*(?::|$)",
    re.IGNORECASE,
)
STAMP_ID = re.compile(r"^(?:[0-9A-F]{8,}(?:[0-9A-F-]*)(?:\.{2,}|…)?|[0-9A-F]{8}-[0-9A-F-]{10,})$")
SIGNED_ON = re.compile(
    r"^(?:signed|executed|accepted|agreed)(?: electronically| digitally)?\s+on\s+(?P<date>.+)$", re.IGNORECASE
)
APPROVED_BY_HAND = re.compile(
    r"^(?:lu et approuv[eé]|gelezen en goedgekeurd|bon pour accord|read and approved|gelesen und genehmigt)\W*$",
    re.IGNORECASE,
)
FOR_PARTY = re.compile(
    r"^(?:(?:agreed|accepted|acknowledged|confirmed)\s*(?:and\s+(?:agreed|accepted)\s*)?:\s*(?=\w{3,}\s\w)|"
    r"(?:(?:signed|executed|accepted|agreed|authori[sz]ed|approved|acknowledged|confirmed)\s*(?:and \w+\s*)?)?"
    r"(?:for\s+and\s+on\s+behalf\s+of|on\s+behalf\s+of|signed\s+for|for|pour|voor|für|namens)\b\s*:?\s*)"
    r"(?:the\s+|le\s+|la\s+|de\s+|den\s+|die\s+)?",
    re.IGNORECASE,
)
TITLE_WORDS = re.compile(
    r"\b(?:president|vice president|vp|svp|evp|ceo|cfo|cto|coo|cio|ciso|cmo|chief|director|manager|partner|officer|secretary|treasurer|"
    r"founder|chair(?:man|woman|person)?|head of|owner|principal|counsel|member|shareholder|representative|executive|lead|"
    r"pr[eé]sident|directeur|directrice|g[eé]rant|bestuurder|zaakvoerder|gesch[aä]ftsf[uü]hrer(?:in)?|prokurist(?:in)?|vorst[aä]nd(?:in)?|inhaber(?:in)?|leiter(?:in)?|direkt[oø]r|daglig leder|designated partner|proprietor|karta|gerente|director[ae]?|direttore|amministratore|apoderad[oa]|dean|provost|registrar|superintendent|bursar|clerk|chef|verkst[aä]llande direkt[oö]r|toimitusjohtaja|zeichnungsberechtigt|attorney|administrator|"
    r"supervisor|controller|trustee|commissioner|mayor|engineer|coordinator)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"^(?!(?:[A-Z’'.-]+\s+){3,}[A-Z’'.-]+$)(?:(?:Mr|Ms|Mrs|Dr|Prof|Mme|M|Ir|Ing)\.?\s+)*[^\W\d_a-z][\w’'.-]*"
    r"(?:\s+(?:[^\W\d_a-z][\w’'.-]*|\([A-Z]\w+\)|van|von|de|der|den|da|di|la|le|el|bin|al|ter|ten)){1,5}$"
)
BLANK = re.compile(r"^[\s_.\-–—…|]*$")
ILLEGIBLE = re.compile(r"^(?:[\[(]\s?(?:illegible|signature)\s?[\])]|illegible)[,.]?", re.IGNORECASE)

FORM_NUMBER = re.compile(r"\d{1,3}[a-z]?\.\s+(?=\S)")
"""The number of a box of a form."""
FORM_HINT = re.compile(r"\(\s*(?:please )?(?:type or print|print or type|print|block capitals)\s*\)", re.IGNORECASE)
"""How to fill in a box of a form: the words around it are its label."""
WITNESS = re.compile(
    r"^(?:as\s+)?witness(?:es|ed)?(?:\s+by)?\s*(?::|$|\d)|^attest(?:ed)?\b|^(?:signed\s+)?in\s+the\s+presence\s+of\b|^notary\b",
    re.IGNORECASE,
)
SIGNATURE_OF = re.compile(r"\bsignature of\b", re.IGNORECASE)
BUYING_OFFICER = re.compile(r"\b(?:contracting|purchasing|procurement|ordering) officer\b", re.IGNORECASE)
_STRONG = re.compile(
    r"(?im)(?:^|\t|\s)(?:/\s?s\s?/|(?:docu\s?|e-?|electronically |digitally )signed\s+by\b|signed\s+by\s*:|signatures?\s*(?::|$)|"
    r"signature of\b|(?:signed\s+)?for\s+and\s+on\s+behalf\s+of|signed\s+for\b|accepted\s+and\s+agreed|agreed\s+and\s+accepted|agreed\s+to\s+and\s+accepted|"
    r"authori[sz]ed\s+signat|represented\s+by\s*:|signed\s+electronically|e-?signed\s*:|lu\s+et\s+approuv|gelezen\s+en\s+goedgekeurd|bon\s+pour\s+accord|unterschrift\s*(?::|$)|handtekening\s*(?::|$))"
)
_LINE_TO_SIGN = re.compile(
    r"(?im)(?:^|\t)\s*(?:by|par|door)\s*(?:/\s*\w+\s*)?:(?=\s|$|_)|\bby\s*:.{0,90}\b(?:name|title)\s*:"
)
_INLINE_LABELS = re.compile(
    r"(?i)\b(?:name|nom|naam)\s*(?:/\s*\w+\s*)?:.{1,80}\b(?:title|titre|position|designation|fonction|functie|its)\s*(?:/\s*\w+\s*)?:.{1,90}"
    r"\b(?:date|datum)\s*(?:/\s*\w+\s*)?:"
)
_WEAK = re.compile(
    rf"(?im)(?:^|\t)\s*(?:{_LABELS['name']}|{_LABELS['title']}|{_LABELS['date']})(?:\s*/\s*\w+)?\s*(?::|$|\t)"
)


def is_date(words: str) -> bool:
    """Whether `words` are a date and hardly anything else.

    >>> is_date("29 August, 1997"), is_date("12/06/2026"), is_date("Week 6"), is_date("Signed on 1 May 2026 in Paris")
    (True, True, False, False)
    """
    found = find_dates(words, Conventions()) if any(letter.isdigit() for letter in words) and len(words) < 60 else []
    return bool(found) and found[0].end - found[0].start >= 0.8 * len(words.strip(" .,_"))


def strength(line: str) -> int:
    """How strongly a line speaks for a signature block: 4 a mark or a line to sign, 1 a name, title or date.

    >>> strength("By: /s/ A. Rao"), strength("Title: President"), strength("The fee is due by 1 June")
    (4, 1, 0)
    """
    return max(_line_strength(part) for part in line.split("\n"))


def _line_strength(line: str) -> int:
    if len(line) > 600:
        return 0
    asks = _WEAK.findall(line) if len(line) < 200 else []
    if _INLINE_LABELS.search(line) or has_mark(line):
        return 4
    if (_STRONG.search(line) or _LINE_TO_SIGN.search(line)) and (len(line) < 160 or "/s/" in line.lower()):
        return 4
    return min(len(asks), 2)


def label_kind(label: str) -> LabelKind | None:
    """What a label asks for; the first of a bilingual one decides.

    >>> label_kind("Printed Name"), label_kind("Titre"), label_kind("By / Par"), label_kind("Fee")
    ('name', 'title', 'mark', None)
    """
    first = re.split(r"\s*/\s*", label.strip())[0].rstrip(" :")
    for kind, pattern in _LABELS.items():
        if re.fullmatch(pattern, first, re.IGNORECASE):
            return kind
    return None


def is_bare_label(words: str) -> bool:
    """Whether `words` are a label and nothing else."""
    return bool(_BARE.fullmatch(words.strip())) and words.strip().lower() not in (
        "approved",
        "authorized",
        "authorised",
    )


def fits(kind: LabelKind | None, value: str) -> bool:
    """Whether what follows a label without a colon can be its value: "Name Ann Okoro", "Date 3 May 2026"."""
    match kind:
        case "name":
            return bool(PERSON.match(value))
        case "date":
            return is_date(value)
        case "title":
            return bool(TITLE_WORDS.search(value)) and len(value) < 60
        case _:
            return False
