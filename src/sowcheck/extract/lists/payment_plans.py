"""Plans of payment: headings and leads that announce them."""

from sowcheck.extract.finding import pattern

_PLAN = pattern(
    r"\b(?:payment|billing|invoic\w+|fee payment|instal?ment) (?:schedule|plan|milestones?|terms|table|events?)\b|\binstal?ments\b|"
    r"\b(?:milestone|progress|stage|phased) payments?\b|\bpayable (?:as follows|in (?:\w+ )?(?:instal?ments|parts|stages))|"
    r"\b(?:pay|pays|paid|payments?|invoiced?|billed)\b[^.;]{0,160}\b(?:as follows|following (?:schedule|payments|instal?ments|milestones|"
    r"manner|dates|events))|zahlungsplan|échéancier|betalingsplan"
)


def announces_payments(words: str) -> bool:
    """Whether a heading or lead announces the payments of a price, one by one."""
    return bool(_PLAN.search(words))
