"""Whether some words, read alone, say that a text or a choice belongs to a field."""

import re
from collections.abc import Mapping

_FLAGS = re.IGNORECASE | re.DOTALL


def _compiled(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {field: re.compile(words, _FLAGS) for field, words in table.items()}


_SAYS = _compiled(
    {
        "msa.reference": r"\b(?:this|the present|attached)\b[^.;]{0,160}\b(?:pursuant to|under|subject to|governed by|incorporat\w*|part of|terms of|accordance with|together with|amends?)\b|"
        r"\b(?:issued|made|placed|concluded|entered into|called off|order|executed) (?:under|pursuant to)\b|change order .{0,20}to\b|\btogether with (?:our|the)\b|"
        r"^\W*(?:\w+ ){0,4}(?:agreement|contract|framework|msa|vehicle|contrat-cadre|rahmenvertrag|vertragsgrundlage|standing offer|terms|deed|under|amend(?:s|ed)|under which .{0,30})\b[^.]{0,5}[:\t /]",
        "legal.governing_law": r"\bgovern(?:ed|ing|s)\b|\bconstrued\b|\blaws? of\b|\bapplicable law\b|\blaw applies\b",
        "legal.liability_cap": r"\bliab",
        "doc.version": r"\bversion\b|\brev(?:ision|\.)?\b|\bv\s?\.?\d",
        "price.estimated_hours": r"\bhours\b|\beffort\b|\bstunden\b",
        "price.pricing_model": r"\b(?:is|are|shall|will|basis|order|contract|charged|billed|paid|pays?|price[sd]?|fee|engagement|compensat\w*|☒|☑)\b|[☒☑]",
        "billing.frequency": r"\binvoic|\bbill|\bpa(?:y|id|yable|yments?)\b|factur|rechnung|\bfee\b|\bcharge",
        "billing.timing": r"\binvoic|\bbill|\bpa(?:y|id|yable|yments?)\b|factur|rechnung|\bfee\b|\bcharge",
        "expense.policy": r"expens|travel|reimburs|disburse|subsistence|cost|déplacement|reise",
        "change.process": r"\b(?:chang|amend|modif|vari(?:ed|ation)|supplement|alter)",
        "acceptance.deemed": r"accept|approv|abgenommen",
        "term.renewal": r"renew|exten|roll|continue|prolong|verlänger|reconduction|option|successive|evergreen",
        "travel.required": r"travel|trip|visit|on[- ]?site|premises|office|headquarter|plant|campus|fly|attend|present|vor ort|sur site",
        "staffing.location_mode": r"\b(?:perform|work|provid|render|deliver|services|place|location|team|carried|done|conduct|held|attend)|^\W*(?:on[- ]?site|remote|hybrid)",
    }
)
"""What the words must hold besides the value itself."""

_UNSAYS = _compiled(
    {
        "price.pricing_model": r"\bor (?:labou?r|time)|\bT&M or\b|\bif\b|\bfor (?:each |any )?(?:additional|change|extra)|option|travel|déplacement|expens|\bFAR\b|\binspection\b",
        "change.process": r"\b(?:this|the present|above|previously authori[sz]ed) (?:change order|amendment)\b.{0,40}\b(?:is|may be|was|shall be|takes|has been) (?:signed|executed|effect)|net change|prevails?\b|except as (?:amended|modified|changed)|change orders? to date",
        "billing.frequency": r"\breports?\b|\bmeeting|\btime for payment\b|\bnot (?:\w+ )?(?:achiev|meet|reach|complet)\w*|\bfails? to\b",
        "expense.policy": r"\bbooks\b|\baudit",
        "msa.reference": r"\bunless\b",
        "term.renewal": r"\bsurviv",
    }
)
"""Words with which it says something else."""

_SHORT_STATEMENT = 4
"""A choice needs words around it: the heading "Fixed Fee." names a topic."""
_LABELLED = re.compile(r"[\t\n:☒☑]|\s{3,}")
_NEEDS_A_SENTENCE = {"price.pricing_model", "expense.policy", "billing.frequency", "billing.timing", "change.process"}


def says(field: str, quote: str) -> bool:
    """Whether the quote speaks of the field at all; True for a field that needs no cue."""
    if field in _SAYS and not _SAYS[field].search(quote):
        return False
    if field in _UNSAYS and _UNSAYS[field].search(quote):
        return False
    if field in _NEEDS_A_SENTENCE and not _LABELLED.search(quote.strip()):
        return len(quote.split()) >= _SHORT_STATEMENT
    return True


_BUYER = r"client|customer|buyer|purchaser|bill[- ]?to|sold[- ]to|principal|owner|government|agency|council|university|company"
_SELLER = r"supplier|contractor|provider|vendor|consultant|developer|seller|service provider|we\b|us\b"
_ROLES = {"customer.legal_name": (_BUYER, _SELLER), "supplier.legal_name": (_SELLER, _BUYER)}


def names_party(field: str, name: str, quote: str) -> bool:
    """Whether the words beside a name say that it is the field's party: a label before it, a defined term behind it."""
    own, other = _ROLES[field]
    start = quote.casefold().find(name.casefold())
    if start < 0:
        return False
    before, behind = quote[max(0, start - 40) : start], quote[start + len(name) : start + len(name) + 60]
    label = re.compile(rf"\b(?:{own})\w*\b[^\w]*(?:name\W*)?$", re.IGNORECASE)
    term = re.compile(rf"^[^.;\"“”]{{0,40}}\(?(?:the |hereinafter |as )*[\"“](?:the )?(?:{own})\b", re.IGNORECASE)
    opposite = re.compile(rf"^\W*\(?[\"“](?:the )?(?:{other})\b", re.IGNORECASE)
    return bool(label.search(before) or term.search(behind)) and not opposite.search(behind)
