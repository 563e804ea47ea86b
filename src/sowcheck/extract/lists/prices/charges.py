"""Whether a sum is a charge that the buyer pays for work, by the words around it; and which sums are the whole price."""

import re

from sowcheck.extract.finding import pattern

_CHARGES = pattern(
    r"\bfees?\b|\bcharg(?:es?|ed|ing|eable)\b|\brates?\b|\bpric(?:es?|ing|ed)\b|\bcosts?\b|\bcompensat\w+|\bremunerat\w+|\bcommercials?\b|"
    r"\bquotation\b|\bconsideration\b|\binvoic\w+|\bbill(?:ed|able|ing)\b|\bpayable\b|\bpa(?:y|id)\b|\bpayments?\b|vergütung|preise?\b|honorar|"
    r"\b(?:available|offered|provided) (?:at|for)\b|\btarif\w*|\bprix\b|\bkosten\b"
)
_NO_CHARGE = pattern(
    r"insur|liabilit|indemni|penalt|\bdamages\b|par value|\bshares?\b|\bstock\b|royalt|net sales|\brevenue|\bexample\b|per diem|"
    r"late (?:payment|charge|fee)|interest|threshold|\bfine\b|mileage|lodging|hotel|occurrence|accident|aggregate|coverage|"
    r"merger|acquisition|loan|warrant(?:s|y)? bond|service credits?|refund|salary|wage|cancellation|terminat\w+ (?:fee|charge|payment)|"
    r"liquidated|overdue|returned che(?:ck|que)|budget of|market capitali[sz]ation"
)
_WHOLE_PRICE = pattern(
    r"\W*(?:the |our |your |this )?(?:(?:sub|grand|total|overall|aggregate|fixed|firm|lump|contract|agreed|estimated?|net|gross|services?|project|"
    r"order|sow|engagement|initial|maximum|full|annual|yearly|monthly|quarterly|weekly|recurring|base|new|revised|current|previous|"
    r"original|purchase|all[- ]in|additional|not[- ]to[- ]exceed|approved|development|work|professional|consulting|managed)[\s-]+)*"
    r"(?:fees?|prices?|pricing|charges?|costs?|values?|amounts?|sums?|totals?|subtotals?|budgets?|quotations?|ceilings?|caps?|limits?|"
    r"consideration|compensation|rates?|deposits?|discounts?|taxe?s?|vat|gst|payments?|instal?lments?|balance|retainers?|expenses?|nte)"
    r"(?:\s+(?:for|of|under|before|after|in|to|payable|due|excluding|including|without|incl\.?|excl\.?)\b.*)?\W*"
)


_SIDE_SUM = pattern(
    r".*\b(?:budget|cap|ceiling|limit|deposit|discount|tax|vat|gst|totals?|subtotal|retention|holdback|credit|expenses?|maximum|not to exceed|"
    r"balance|due|paid|value)\W*|.*\b(?:total|not[- ]to[- ]exceed|discount)\b.*"
)


def is_side_sum(name: str) -> bool:
    """Whether a name means a total, a bound, a tax or a deduction."""
    return bool(_SIDE_SUM.fullmatch(name))


def is_about_charges(words: str) -> bool:
    """Whether a heading, lead or sentence speaks of what is paid."""
    return bool(_CHARGES.search(words))


def is_no_charge(words: str) -> bool:
    """Whether the words speak of another kind of sum: insured, forfeited, invested, lent, reimbursed."""
    return bool(_NO_CHARGE.search(words))


def is_whole_price(name: str) -> bool:
    """Whether a name means the price as a whole, or a deduction from it, and no line of it."""
    return bool(_WHOLE_PRICE.fullmatch(re.sub(r"\s*\([^()]*\)", "", name)))
