"""What a limit of precedence is about: words such as "fees" or "limitation of liability" as fields of the dictionary."""

import re

from sowcheck.parse.cues import Cue

_TOPICS: tuple[tuple[Cue, tuple[str, ...]], ...] = tuple(
    (Cue(words), fields)
    for words, fields in (
        (
            r"\b(?:fees?|pric(?:e|es|ing)|charges|rates?|compensation|amounts?|costs?|discounts?|honorar\w*|preis\w*|vergütung|prix)\b",
            ("price.", "billing.milestones", "billing.deposit"),
        ),
        (
            r"\b(?:payments?|invoic\w+|billing|payable|zahlung\w*|paiement\w*|facturation)\b",
            ("billing.",),
        ),
        (r"\bcommercial(?: terms| matters| conditions)?\b", ("price.", "billing.", "expense.")),
        (r"\b(?:expenses?|travel)\b", ("expense.", "travel.")),
        (r"\btax(?:es)?\b|\bvat\b", ("price.tax_treatment",)),
        (
            r"\b(?:scope|services to be (?:performed|provided)|deliverables?|specifications?|technical|work to be performed|leistungsumfang)\b",
            ("scope.",),
        ),
        (
            r"\b(?:schedule|timelines?|time ?tables?|dates?|deadlines?|delivery times?|duration|term\b(?! of)|termin\w*|laufzeit)\b",
            ("schedule.", "term."),
        ),
        (r"\bacceptance\b|\babnahme\b", ("acceptance.",)),
        (r"\bwarrant(?:y|ies)\b|\bgewährleistung\w*", ("warranty.",)),
        (r"\b(?:staff\w*|personnel|team|resourc\w+|roles)\b", ("staffing.",)),
        (r"\bservice levels?\b|\bslas?\b", ("sla.",)),
        (r"\b(?:change (?:control|process|procedure)|changes)\b", ("change.",)),
        (r"\b(?:liabilit\w+|haftung\w*|responsabilité)\b", ("legal.liability_cap",)),
        (r"\bterminat\w+|\bkündigung\w*|\brésiliation", ("legal.termination_notice",)),
        (r"\b(?:governing|applicable) law\b|\bjurisdiction\b", ("legal.governing_law",)),
    )
)
_ABOUT = re.compile(
    r"\b(?:as to|as regards|with (?:respect|regard) to|in (?:respect|relation) (?:of|to)|regarding|concerning|relating to|related to|"
    r"for (?:all )?(?:matters|questions|purposes) of|in matters of|to the extent of|solely for|only for|hinsichtlich|bezüglich|"
    r"concernant|en ce qui concerne|on)\s+(?P<topic>[^,;.:()]{3,90})",
    re.IGNORECASE,
)


def limits(words: str) -> tuple[str, ...] | None:
    """The fields to which words such as "with respect to fees and payment" limit a statement.

    None if nothing is limited; an empty tuple if the limit is about nothing that the dictionary knows.

    >>> limits("this SOW prevails with respect to acceptance"), limits("as to Protected Health Information")
    (('acceptance.',), ())
    >>> limits("this SOW prevails") is None
    True
    """
    found = [match["topic"] for match in _ABOUT.finditer(words) if not match.group().startswith(("on ", "On "))]
    on = [match["topic"] for match in _ABOUT.finditer(words) if match.group().startswith(("on ", "On "))]
    fields = fields_about(" ".join(found)) or fields_about(" ".join(on))
    return fields if found or fields else None


def fields_about(words: str) -> tuple[str, ...]:
    """The fields, or beginnings of their names, that some words are about, each once."""
    return tuple(dict.fromkeys(field for cue, fields in _TOPICS if cue.search(words) for field in fields))
