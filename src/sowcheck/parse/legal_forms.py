"""The legal forms that end an organisation's name, as one pattern."""

import re

_STOP = r"\. ?"


def _dotted(*acronyms: str) -> str:
    """Each acronym as "L.L.C.", "L. L. C." or "LLC"; the plain one takes no full stop, which would be the sentence's."""
    return "|".join(rf"{_STOP.join(acronym)}\.?|{acronym}" for acronym in acronyms)


def _only_dotted(*acronyms: str) -> str:
    """Forms that without their full stops are the post code of a state (PA), or a word of everyday use (AS)."""
    return "|".join(rf"{_STOP.join(acronym)}\." for acronym in acronyms)


# Longer forms stand before their own beginnings.
_FORMS = (
    r"Limited\s+Liability\s+(?:Company|Partnership)|Limited\s+Partnership|Public\s+Limited\s+Company",
    r"(?:\(Pty\)|P(?:ty|TY)\b\.?|P(?:te|TE)\b\.?|P(?:vt|VT)\b\.?|Private|Proprietary)\s+(?:L(?:td|TD)\b\.?|Limited)",
    r"Incorporated|INCORPORATED|I(?:nc|NC)\b\.?|inc\.|Corporation|CORPORATION|C(?:orp|ORP)\b\.?",
    r"(?:Company|COMPANY)(?!\s+(?i:name|representative|address))|Co\b\.?|CO\.",
    r"(?:Limited|LIMITED)(?!\s+(?i:to|warrant|liabilit|remed|partner|use|licen|exclu|power|access))",
    r"L(?:td|TD)\b\.?|ltd\.|[Ll]t[ée]e\b\.?|[Pp]lc\b|Pty\b\.?|Pte\b\.?|Sdn\b\.?\s+Bhd\b\.?|KK|FZ-?(?:LLC|CO|E)",
    _dotted("LLLP", "PLLC", "LLC", "LLP", "LP", "PLC", "ULC", "CIC", "WLL"),
    _only_dotted("PC", "PA", "NA", "KK", "CV", "eV", "sro", "as", "doo"),
    r"g?GmbH(?:\s*&\s*Co\.?\s*KG(?:aA)?)?|mbH|AG|KGaA|KG|OHG|UG(?:\s+\(haftungsbeschränkt\))?",
    r"S\. ?A\. ?de\s+C\. ?V\.?|SA\s+de\s+CV",
    _dotted("SASU", "SAS", "SARL", "SCRL", "SCA", "SA", "SLU", "SL", "SpA", "SPA", "Srl", "SRL"),
    r"SNC|EURL|SPRL|ASBL|VZW|L(?:tda|da)\b\.?|SARL|Sàrl|S\.à ?r\.l\.?",
    _dotted("BVBA", "BV", "NV"),
    r"A/S|K/S|ApS|ASA|AS|AB|DAC|eG|Oyj?|e?hf\b\.?|SE",
    r"[Ss]p\. ?z ?\.?o\. ?o\.?|Kft\b\.?|Zrt\b\.?",
)
ANY_FORM = "|".join(_FORMS)
"""A pattern without boundaries; put `(?<![^\\W_])` before and `(?![^\\W_])` after it."""

LEGAL_FORM = re.compile(rf"(?<![^\W_])(?:{ANY_FORM})(?![^\W_])(?!-[^\W_])")
"""A legal form as it is written at the end of an organisation's name."""
