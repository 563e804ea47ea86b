"""What a number in a sentence is for: thirty days to pay, to review, to give notice, or to respond.

A contract is full of days, dates, sums and shares, and the same words ("within thirty (30) days") serve all of them. The
purpose of a value is named by the nearest cue in its own sentence: mostly before it ("invoices are payable within ..."),
sometimes directly behind it ("... days written notice"). Cues of purposes that belong to no field are listed too, since
they take the value away from the others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sowcheck.core.spans import Span
from sowcheck.parse.cues import Cue

REACH = 160
"""Largest distance in characters between a value and the cue before it."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a value may be for, with the words that say so."""

    fields: frozenset[str]
    """Fields that it states; empty if it only takes the value away from others."""
    before: Cue
    behind: re.Pattern[str]
    never: Cue
    """Words in the sentence with which it is something else after all."""


def purpose(*fields: str, before: str = "(?!)", behind: str = "(?!)", never: str = "(?!)") -> Purpose:
    """A purpose from its patterns, which ignore case; one that is left out never matches."""
    flags = re.IGNORECASE | re.DOTALL
    return Purpose(frozenset(fields), Cue(before, flags), re.compile(behind, flags), Cue(never, flags))


def states(field: str, purposes: Sequence[Purpose], sentence: str, value: Span, others: Sequence[Span]) -> bool:
    """Whether the nearest cue of a value in its sentence is one of the field's.

    Args:
        field: A name of the dictionary.
        purposes: Those of the value's kind.
        sentence: The words around the value.
        value: Place of the value in `sentence`.
        others: Places of the other values of its kind: a cue beyond one of them belongs to that one.
    """
    left = max((other.end for other in others if other.end <= value.start), default=0)
    right = min((other.start for other in others if other.start >= value.end), default=len(sentence))
    own, rival = _FAR, _FAR
    for candidate in purposes:
        if candidate.never.search(sentence) or (candidate.fields and _RECITAL.match(sentence)):
            continue
        distance = _distance(candidate, sentence, value, max(left, value.start - REACH), right)
        if field in candidate.fields:
            own = min(own, distance)
        else:
            rival = min(rival, distance)
    return own < _FAR and own <= rival + _SHARED


def _distance(candidate: Purpose, sentence: str, value: Span, window: int, right: int) -> int:
    """Characters between the value and the closest cue of a purpose before, inside or right behind it."""
    behind = candidate.behind.match(sentence, value.end, right)
    near = len(behind.group()) - len(behind.group().lstrip(' \t,;:(["“')) if behind else _FAR
    if not candidate.before.may_match(sentence):
        return near
    ends = [match.end() for match in candidate.before.regex.finditer(sentence, window, value.end)]
    return min(near, max(0, value.start - ends[-1]) if ends else _FAR)


_RECITAL = re.compile(r"\W*whereas\b", re.IGNORECASE)
"""A recital tells what was before the agreement; it states none of its terms."""
_FAR = 10_000
_SHARED = 12
"""How much closer another purpose's cue must be to take the value away: a start is often the effective date too."""

_SPENDING = r"expens|travel|subsistence|disbursement|accommodation|lodging|fares?\b|mileage|overnight|hotel|outlay|airfare|flight|per diem|reisekosten|déplacement"

DAYS: tuple[Purpose, ...] = (
    purpose(
        "billing.payment_terms_days",
        before=r"\bpa(?:y|ys|id|yable|ying|yments?|iement)\b|\bnet\b|\binvoices?\b|\bdue\b|\bremit\w*|zahlbar|zahlung\w*|betal\w*|facture|\bsettled?\b",
        behind=r"\s*(?:net\b|date de facture|(?:after|from|of) (?:the )?(?:receipt|date|submission)? ?(?:of )?(?:an?|the|each|any|your)? ?(?:\w+ ){0,3}invoice)",
        never=r"\b(?:late|overdue|interest|dispute|withh[eo]ld|deposit|terminat\w*|cure|discount of|expenses? reports?|instal?ments?|subsequent to the date)\b",
    ),
    purpose(
        "acceptance.review_period",
        before=r"(?<!after )(?<!of )(?<!upon )(?<!its )(?<!following )\b(?:accept(?:ance|s|ed)?|reject\w*|reviews?|reviewing|inspect\w*|approv\w*|comment\w*|examin\w*|checks?|checking|verif\w*|evaluat\w*|tests?|contest|objects?|sign[- ]off|prüf\w*|abnahme\w*|recette)\b",
        behind=r"[^.;]{0,90}\b(?:to|shall|will|must|may|will then) (?:inspect|review|accept|reject|comment|approve|confirm|test|examine|object)",
        never=r"\b(?:renew\w*|defects?|warrant\w*|invoices?|respond|incident\w*|change (?:order|request)s?|(?:test\w*|inspections?|reviews?|evaluation|examination|checks?) (?:shall|will|must|is to|are to|to) (?:commence|begin|start))\b|end-to-end",
    ),
    purpose(
        "warranty.period",
        before=r"warrant\w*|\bdefects?\b|\bbugs?\b|\bfaults?\b|non-?conform\w*|\bclaims\b|rectif\w*|\bmends?\b|make[s]? good|put right|re-?perform\w*|(?:not|to) conform|gewährleist\w*|garantie|mängel",
        behind=r"\s*(?:after|following|from|of)\s[^.;]{0,60}\b(?:correct|repair|remed|fix)|\s*(?:period\s)?(?:\w+\s)?(?:after|following|from)\s[^.;]{0,60}\bto (?:report|claim|raise)\b[^.;]{0,40}\b(?:defect|error|bug|fault)|\s*from\s[^.;]{0,240}\bwarrants\b|\s*warranty|\(?[\"“]?warranty period",
        never=r"^(?!.*(?:warrant|correct|\bfix|repair|remed|rectif|mend|free|charge|put right|make[s]? good|re-?perform|\bto report\b|expire|garant|gewähr|mängel|own cost))|\brespon(?:d|se)\b|\bresol(?:ve|ution)\b|severity|insurance",
    ),
    purpose(
        "legal.termination_notice",
        before=r"terminat\w*|cancel\w*|\bend (?:this|the|our|it)\b|kündig\w*|résili\w*|\bnotice\b",
        behind=r"\W{0,3}(?:prior |previous |advance |written |[’'] )*notice\b",
        never=r"\b(?:cure[sd]?|breach\w*|default\w*|renew\w*|non-renewal|extend\w*|material\w*|insolven\w*|price|insurance|increase|representations?|warrant(?:y|ies))\b",
    ),
    purpose(
        "schedule.duration",
        before=r"\b(?:initial |base )?(?:term|period|duration)\b|\bcontinu\w*|\bforce\b|\bruns?\b|\blasts?\b|\btakes?\b|\btake (?:around|about|up)|(?<!-)\bover (?:an?|the)\b|laufzeit|durée|dauer|\bengagement\b",
        behind=r"\s*(?:(?:initial |base )?term\b|in all\b|in total\b|thereafter\b)",
        never=r"\b(?:notice|warrant\w*|confidential\w*|surviv\w*|records?|retain(?:s|ed)?|retention|invoices?|pay(?:ment|able)?|insurance|cure|liab\w*|non-?solicit\w*|sprints?|grace|after (?:the )?(?:expir|terminat)\w*|agrees? not)\b",
    ),
    purpose(before=r"\b(?:respon(?:d|ds|se)|resol(?:ve|ved|ution)|restor\w*|acknowledg\w*|report(?:ing|ed)? time)\b", behind=r"\s*(?:response|resolution)\b"),
    purpose(before=r"\b(?:renew\w*|option(?:al)?|extension|extend\w*|successive)\b", behind=r"\s*(?:option|renewal|extension) (?:periods?|terms?)"),
    purpose(before=r"\b(?:cure|remed(?:y|ied)|late|overdue|interest)\b"),
    purpose(before=r"\b(?:retain\w*|retention|keep|records|surviv\w*|confidential\w*|insurance)\b"),
    purpose(before=r"\b(?:deliver(?:s|ed)?|submit\w*|furnish\w*|provid(?:e|es|ed)|complet\w*|perform\w*)\b"),
    purpose(behind=r"\W{0,2}(?:sprints?|iterations?|cycles?)\b"),
)  # fmt: skip
"""Purposes of durations and of days."""

_RANGE = r"\s*(?:to|until|till|through|bis|au|[-–—])\s*"

DATES: tuple[Purpose, ...] = (
    purpose(
        "doc.effective_date",
        before=r"\beffective\b|\bentered into\b|\bmade\b|\btakes? effect\b|\bthis\b[^.;]{0,100}\bdated\b|\bdated (?:and effective )?as of\b|date of (?:this |the )?(?:agreement|contract|sow|statement of work|change order|order|letter)\b|\b(?:sow|order|agreement|contract) date\b|wirksam|prend effet|\b(?:in|into) force\b|has effect",
        behind=r"\W{0,4}(?:the )?[\"“]?(?:\w+ ){0,3}effective date",
        never=r"solicitation",
    ),
    purpose(
        "schedule.start_date",
        before=r"\bstart(?:s|ing|ed)?\b|\bbeg[iau]n(?:s|ning)?\b|\bcommenc\w*|\bfirst day\b|(?<!effective )\bfrom\b|kick-?off|leistungsbeginn|\bbeginn\w*|début|\btakes? effect\b|date de prise d.effet",
        behind=_RANGE + r"\S*\d",
        never=r"\b(?:warranty|subscription|licen[cs]e|invoic\w*|insurance|moves?)\b",
    ),
    purpose(
        "schedule.end_date",
        before=r"\bend(?:s|ing|ed)?\b|expir\w*|complet(?:e|ed|ion|es)\b|\bfinish\w*|\buntil\b|\btill\b|\bthrough\b|conclud\w*|\blast day\b|leistungsende|\bende\b|\bfin\b|échéance|(?<=\d)" + _RANGE + r"(?=\w)",
        never=r"\b(?:valid|validity|quote|quotation|offer|proposal|warranty|subscription|licen[cs]e|insurance|milestone|reply|beyond|automatic\w*|extended (?:until|to))\b",
    ),
    purpose("quote.expiration_date", before=r"\bvalid\w*\b|gültig|\b(?:quote|offer|quotation|prices?)\b.{0,30}\b(?:expir\w*|until|open|firm|held)", never=r"insurance"),
    purpose(before=r"\b(?:issued?|reply|respon\w*|due|proposals?|submi\w*|signed|signature|signatory|version|printed|invoices?|amend\w*|deliver\w*|milestones?|release\w*|revis\w*)\b"),
    purpose(before=r"\b(?:agreement|contract|terms|letter|msa|order|framework)\b[^.;]{0,60}\b(?:dated|signed on|made on)(?: as of)?\b"),
)  # fmt: skip
"""Purposes of calendar days."""

_CEILING = r"\b(?:not|never|no event|nor)\b.{0,60}\b(?:exceed\w*|go beyond|more than|surpass)|\bnot-to-exceed|\bnte\b|\bcapped\b|\bcap\b|ceiling|upper limit|\bup to\b|\bat most\b|\bno more than\b|\bmaximum\b|\blimit(?:ed)?\b|höchstens|kostendach|plafond|überschreiten"
_PRICE = r"(?:fees?|price|charges?|costs?|compensation|consideration|value|sum|amount|honorar(?:ium)?|vergütung|auftragswert|quotation|total|estimate)"
_NOT_THE_WHOLE = (
    rf"{_SPENDING}|liab|insurance|indemni|damages|deposit|down payment|\bper (?!cent)\w+|monthly|\bannual|quarterly|minimum|hourly|penalt|\blate\b|credit|threshold|"
    r"\badditional\b|one-off|\boriginal|prior to|before this|previous|net change|revenue|\boption|transition|\bphases?\b|\bstages?\b|work ?packages?|\bmilestones?\b|\bsprints?\b|licen[cs]e|"
    r"subscription|hardware|set-?up|installation|pilot|onboarding|module|instal?lment|incl\w* (?:of )?(?:vat|gst|tax)|including (?:vat|gst|tax)|revenue|budget of"
)

SUMS: tuple[Purpose, ...] = (
    purpose(
        "price.services_total",
        before=rf"(?:total|fixed|estimated|overall|whole|contract|project|services?|order|agreed|firm|lump)[\s-]+(?:\w+\s+){{0,2}}{_PRICE}\b|{_PRICE}\s+(?:for|of)\s+(?:the|this|all)\s+(?:\w+\s+)?(?:project|services|engagement|work|sow|statement of work)\b|"
        rf"^(?:\W*\d[\d.]*\s+)?(?:the |our )?{_PRICE}\b|{_PRICE}.{{0,30}}\b(?:is|are) fixed at|estimates? the {_PRICE} at|\bcomes? to\b|{_PRICE}\b.{{0,60}}\b(?:increased|raised|amended)\b.{{0,40}}\bto\b|lump[- ]sum|^quotation|gesamt\w*|\bsumme\b|festpreis|montant total|total ht|fixed (?:price|fee|charges?) of",
        never=rf"{_NOT_THE_WHOLE}|{_CEILING}",
    ),
    purpose("price.nte_cap", before=_CEILING, behind=r"\W{0,3}(?:cap|ceiling|limit)\b", never=rf"^(?:(?!exclu).)*?(?:{_SPENDING})|liab|insurance|damages|penalt|interest|indemn|service credit|rates? (?:shall|will|increase)"),
    purpose("expense.cap", before=_CEILING, behind=r"\W{0,3}(?:cap|ceiling|limit)\b", never=rf"^(?!.*(?:{_SPENDING})).*$|liab|insurance|damages|\ban? overnight stay\b"),
    purpose("billing.deposit", before=r"deposit|down[- ]?payment|mobili[sz]ation|up-?front|advance payment|anzahlung|acompte", behind=r"\W{0,6}(?:down[- ]?payment|deposit|mobili[sz]ation)"),
    purpose("price.recurring_fee", before=r"\bfees?\b|\bretainers?\b|\bcharges?\b|subscription|maintenance|monthly|annual|quarterly|redevance|pauschale|vergütung", never=rf"{_SPENDING}|\boption|each additional|additional (?:user|device)|overage|\blate\b|interest|damages|credit"),
    purpose(before=r"\b(?:liab\w*|insur\w*|damages|penalt\w*|indemni\w*|coverage)\b"),
)  # fmt: skip
"""Purposes of money."""

_YEARLY = (
    r"\byears?\b|\byearly|annu|anniversar|renew|per annum|\bp\.a\.|\bcpi\b|price index|inflation|indexation|(?:twelve|12)[\s)(\d]* months|"
    r"jahr|jähr|\ban(?:s|née)?\b|jaar|januar"
)
"""Words that tell a recurring increase from a surcharge."""

SHARES: tuple[Purpose, ...] = (
    purpose("price.discount_pct", before=r"discount\w*|rabatt|nachlass|\bremise\b|korting", behind=r"\W{0,3}(?:\w+ )?(?:discount|rabatt)", never=r"\bearly\b|\bprompt\b|net \d"),
    purpose("price.rate_escalation_pct", before=r"increas\w*|enhanc\w*|escalat\w*|uplift\w*|\brise[s]?\b|\braised?\b|index\w*|adjust\w*|erhöh\w*", behind=r"\W{0,3}(?:annual |yearly )?(?:increase|uplift|escalat|indexation)", never=rf"liab|damages|overrun|volume|market share|revenue|^(?!.*(?:{_YEARLY}))"),
    purpose("price.holdback_pct", before=r"\bretain(?:s|ed)?\b|hold-?back|hold back|withh[eo]ld\w*|retainage|retention|einbehalt\w*|retenue", behind=r"\W{0,3}(?:hold-?back|retention|retainage)", never=r"\btax(?:es)?\b|employ|records|copies|retainer"),
    purpose("billing.deposit", before=r"deposit|down[- ]?payment|mobili[sz]ation|up-?front|advance payment|anzahlung|acompte", behind=r"\W{0,6}(?:down[- ]?payment|deposit|mobili[sz]ation)"),
    purpose("billing.late_interest", before=r"interest|late|overdue|verzugszins\w*", behind=r"\W{0,3}interest"),
    purpose(before=r"\b(?:liab\w*|tax|vat|gst|availab\w*|uptime|margin|service credits?|savings)\b"),
)  # fmt: skip
"""Purposes of percentages."""
