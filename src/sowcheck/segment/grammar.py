"""Who does what: verbs and prepositions that tell the buyer from the one who does the work."""

import re

_MODAL = r"(?:\s+(?:shall|will|must|agrees?\s+to|hereby|may|is\s+(?:obliged|required)\s+to|undertakes\s+to|promptly|also|in\s+addition|further|then|therefore|always|only|additionally|immediately|jointly|has|have|first|wishes\s+to|desires\s+to|doit|moet|soll))*"
_BUYS = (
    r"{who}{modal}\s+(?:pay|pays|compensate|reimburse|reimburses|engage|engages|retain|retains|retained|hire|hires|appoint|"
    r"appoints|procure|procures|purchase|purchases|issue\s+a\s+purchase\s+order|order|orders|ordered|entrust|entrusts|entrusted|commission|commissions|commissioned|bought|buys|pague|paie|betaalt|zahlt)\b",
    r"(?:invoices?|bills?)\s+(?:to\s+)?(?:the\s+)?{who}\b",
    r"(?:services|deliverables|work|advice|support)\s+to\s+(?:the\s+)?{who}\b",
    r"{who}{modal}\s+(?:accepts?|approves?|reviews?)\s+(?:the|each|or|any)\b",
    r"{who}[’']s\s+(?:premises|offices?|head\s?quarters|sites?|facilit(?:y|ies)|property|users|end\s+users)\b",
    r"{who}\s+(?:wishes|desires|would\s+like|has\s+requested)\b",
    r"(?:provide|provided|furnish|supply|deliver|render|perform)\w*\s+(?:services\s+)?(?:to|for)\s+(?:the\s+)?{who}\b",
)
_WORKS = (
    r"{who}{modal}\s+(?:provide|provides|perform|performs|render|renders|deliver|delivers|develop|develops|design|designs|"
    r"build|builds|supply|supplies|furnish|furnishes|invoice|invoices|carry\s+out|implement|implements|assign|assigns\s+the\s+following|"
    r"warrant|warrants|migrate|migrates|configure|configures|hand|hands|rebuild|rebuilds|install|installs|connect|connects|integrate|integrates|train|trains|write|writes|introduce|introduces|invoices|charge|charges|staff|staffs|host|hosts|maintain|maintains|move|moves|plan|plans|create|creates|produce|produces|set\s+up|sets\s+up|correct|corrects|fix|fixes|repair|repairs|owe|owes|submit\s+(?:an\s+)?invoices?|issue\s+(?:an\s+)?invoices?|re-perform|remedy|deploy)\b",
    r"(?:pay|paid|pays|payable|compensate|reimburse|reimburses|remit)\s+(?:by\s+\w+\s+)?(?:to\s+)?(?:the\s+)?{who}\b",
    r"(?:engage|engages|retain|retains|retained|appoint|appoints|hire|hires|engaged)\s+(?:the\s+)?{who}\b",
    r"(?:services|work|deliverables|support)\s+(?:to\s+be\s+)?(?:provided|performed|rendered|furnished|delivered|supplied)\s+by\s+(?:the\s+)?{who}\b",
    r"{who}[’']s\s+(?:personnel|consultants?|staff|employees|invoices?|fees?|rates?|compensation|services|standard\s+rates)\b",
    r"{who}\s+is\s+(?:engaged\s+in\s+the\s+business|in\s+the\s+business|a\s+provider|an?\s+independent\s+contractor)\b",
)


def duties(text: str, words: set[str]) -> tuple[int, int]:
    """How often a party, under any of its names, does what a buyer does, and what a supplier does.

    >>> duties("Acme shall pay Bolt. Bolt shall develop it for Acme.", {"Acme"})
    (1, 0)
    >>> duties("Acme shall pay Bolt. Bolt shall develop it for Acme.", {"Bolt"})
    (0, 2)
    """
    if not words:
        return 0, 0
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    who = rf"(?<!\w)(?i:{alternatives})(?!\w)"
    return _count(text, _BUYS, who), _count(text, _WORKS, who)


def _count(text: str, patterns: tuple[str, ...], who: str) -> int:
    return sum(len(re.findall(pattern.replace("{who}", who).replace("{modal}", _MODAL), text)) for pattern in patterns)
