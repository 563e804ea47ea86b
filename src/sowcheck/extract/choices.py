"""The grammar of closed choices: which words state which value.

Each field has a table of value and pattern. The first pattern that matches decides, so exceptions and negations stand
before the plain statement. Rules and proof share these tables: a choice is proven when its quote, read alone, decides
for the same value.
"""

import re

from sowcheck.parse.cues import Cue

_TAX = (
    r"(?:taxes|tax|mva\.?|moms|ust-?|vat|gst|hst|qst|pst|tva|mwst\.?|mehrwertsteuer|umsatzsteuer|ust\.?|btw|iva|"
    r"(?:sales|use|value[- ]added|excise|applicable|similar)[\w ,/-]{0,40}?tax(?:es)?)"
)
_EXPENSES = r"(?:expenses?|travel\w*|fares|mileage|overnight stays|outlays|hotels?|flights|out[- ]of[- ]pocket|subsistence|accommodation|lodging|disbursements|travel(?:ling)? costs|costs, charges)"
_CHANGE = r"(?:chang\w+|varied|amend\w*|modif\w*|variations?|supplements?|alter(?:s|ed|ing|ations?)?\b|additions?|waive\w*|extra work|additional work(?! statement))"
_NONE = r"\s*(?:\([^)]*\)\s*)?(?:[:\t]|\s[–-]\s)\s*(?:\[?[xX☒☑]\]?\s*)?(?:none|nil|n\.?/?a\b\.?|not (?:applicable|required|expected|planned|allowed|permitted)|keine?|aucune?s?|geen)\b"
"""A label's end and a value that says that there is nothing of the kind."""
_ACCEPTED = r"(?:accepted|approved|acceptance|approval|signed off)"

Table = tuple[tuple[str | bool, str], ...]

CHOICES: dict[str, Table] = {
    "price.pricing_model": (
        ("mixed", r"\bhybrid\b.{0,80}(?:fixed|labor|time)|\bhybrid\b.{0,40}contract type"),
        (
            "cost_plus",
            r"cost[- ]plus|cost[- ]reimbursement|(?:fixed |percentage )?mark-?up of\b.{0,60}\b(?:cost|charge)s?|cost plus a? ?(?:fixed )?fee",
        ),
        (
            "time_and_materials_nte",
            r"(?:time[- ]and[- ]materials?|t\s?&\s?m\b|hourly rates?|day rates?|nach aufwand).{0,160}"
            r"(?:not[- ]to[- ]exceed|maximum|capped|\bcap\b|ceiling|up to a|limit)",
        ),
        (
            "fixed_fee",
            r"(?:firm[- ])?fixed[- ](?:price|fee|sum)|\bfirm price\b|\bFFP\b|\blump[- ]sum\b|fixed charges? of|\b(?:fees?|price|charges?)\b.{0,40}\b(?:is|are) fixed at|fees?,? fixed\b|"
            r"festpreis|pauschal(?:preis|honorar|e)|prix (?:forfaitaire|ferme)|vaste prijs|"
            r"total (?:cost|price)\b.{0,60}\bis\b",
        ),
        (
            "time_and_materials",
            r"time[- ]and[- ]materials?|\bt\s?&\s?m\b|labou?r[- ]hours? (?:contract|order|basis|\(LH\)|\w* ?CLIN)|nach aufwand|en régie|"
            r"(?:charged|paid|billed|compensat\w*|invoiced|fees?)\b.{0,60}\b(?:at|on) (?:the |an? )?(?:hourly|daily|day) (?:rates?|basis)|per (?:day|hour) for (?:days|hours|time) worked|"
            r"(?:paid|billed|charged|invoiced)\b.{0,40}\b(?:per|by the) (?:day|hour)\b|\b(?:day|hour)(?:ly)? rates?\b.{0,40}\bworked\b|\b(?:compensat|pay|paid|bill|charg|invoic)\w*\b.{0,60}\bat (?:the|a) rate of [^ ]{1,12} ?(?:per|an?|/) ?(?:hour|day)\b|hours actually worked",
        ),
        (
            "retainer",
            r"\bretainer\b|\bhours available\b.{0,80}\bmonth\b|forfait mensuel|consulting fee of\b.{0,140}\bper (?:calendar )?month|"
            r"\b(?:flat|fixed)\b[^.;]{0,20}\b(?:consulting|advisory|service) (?:fee|rate)\b[^.;]{0,60}\b(?:per|a|each) (?:calendar )?month|"
            r"\b(?:consult|advis)\w*\b[^.;]{0,60}\b(?:monthly fee|fee of [^.;]{1,30} (?:per|a|each) (?:calendar )?month)",
        ),
        (
            "subscription_managed_service",
            r"managed services?\b.{0,80}\b(?:fee|charge)|\b(?:fee|charge)\b.{0,40}\bmanaged services?|(?:monthly|annual|quarterly)[- ](?:service|support|maintenance|subscription)[- ](?:fee|charge)|"
            r"pays? a monthly fee|redevance mensuelle|monatliche (?:servicepauschale|vergütung|pauschale|gebühr)",
        ),
        (
            "outcome_based",
            r"share\w* (?:of )?(?:the )?revenues?|\bshar(?:e|es|ing) (?:in )?(?:the |any |all |such )+(?:\w+ )?(?:revenues?|profits|proceeds)\b|revenue[- ]shar|success fee|(?:percent|%)\)? of (?:verified |the |all )?(?:first [^ ]+ of )?(?:\w+ ){0,3}(?:savings|revenues?)\b|commission of",
        ),
        (
            "unit_based",
            r"/?\s?per (?:policy|unit|transaction|record|ticket|device|mailbox|page|document|user|claim|item|sample)\b|"
            r"(?:fees?|charges?|prices?)\b[^.;]{0,80}\bbased (?:up)?on (?:the |its |their )?(?:(?:total|actual|monthly|aggregate) ){0,2}(?:number|volume|count|quantity) of\b|"
            r"\b(?:pay|pays|paid|charged?|billed|invoiced?)\b[^.;]{0,80}\b(?:fee|price|rate|charge)\b[^.;]{0,40}\bfor (?:each|every)\b(?! (?:calendar |contract |subsequent |successive |additional |such |\w+ )?(?:months?|quarters?|years?|weeks?|days?|hours?|period|term|party|phase|milestone|deliverable))",
        ),
        (
            "milestone_based",
            r"(?:payable|paid|invoiced?|payments?|install?ments?)\b.{0,120}\b(?:milestones?|completion|installation|removal|install?ments)",
        ),
    ),
    # In order of precedence: a change order names the statement of work it amends, an order form the agreement above it.
    "doc.kind": (
        (
            "change_order",
            r"change (?:order|request)|(?:contract|order|scope)? ?(?:change|modification|variation)s? (?:order|form|no\b|number|#|\d)|contract modification|"
            r"^\W*(?:\w+ )?(?:amendment|addendum)\b|änderungs(?:auftrag|vereinbarung)|nachtrag|avenant|endringsordre|wijzigingsopdracht",
        ),
        ("solicitation", r"request for (?:quotations?|quotes?|proposals?)|\bRF[QPI]\b|solicitation|\bRFQ\d"),
        (
            "order_form",
            r"order (?:form|schedule|confirmation|acknowledge?ment)|bon de commande|bestell(?:ung|formular|schein)|bestelformulier|bestelling|auftragsformular|"
            r"(?:service|sales|purchase) order\b|^\W*order\b(?!.{0,20}of precedence)|auftragsbestätigung|ordrebekreftelse|orden de compra",
        ),
        (
            "sow",
            r"statements? of (?:work|services)|performance work statement|\bSOW\b|\bPWS\b|scope of (?:work|services)|(?:letter of engagement|engagement letter)|"
            r"work (?:authori[sz]ation|order|package|statement)|task order|call-?off|project (?:order|assignment)|leistungsbeschreibung|leistungsschein|projektvertrag|einzel(?:vertrag|auftrag)|"
            r"oppdragsavtale|this (?:exhibit|schedule|annex|work order)\b.{0,60}\b(?:incorporated into|part of|issued under).{0,40}master",
        ),
        (
            "msa",
            r"master (?:\w+ ){0,3}(?:agreement|contract|terms)|framework (?:\w+ ){0,3}agreement|rahmenvertrag|contrat[- ]cadre|umbrella agreement|"
            r"each (?:work statement|statement of work|order|task order|sow)\b.{0,60}(?:part of this agreement|incorporated|governed)|statements? of work (?:issued|executed|entered) (?:under|pursuant)",
        ),
        ("proposal", r"\bproposal\b|\bquotation\b|\bestimate\b|angebot|offerte"),
        ("other", r"\bagreement\b|\bcontract\b|vertrag|contrat"),
    ),
    "price.tax_treatment": (
        (
            "exempt",
            rf"{_TAX}.{{0,40}}not applicable|exemption certificate on file|\btax[- ]exempt\b|exempt from {_TAX}|(?:will|shall) not charge {_TAX}|has (?:furnished|provided) a.{{0,40}}exemption certificate",
        ),
        (
            "exclusive",
            rf"(?:exclusive of|excluding|exclud\w+|(?:do|does|shall|will) not include|not includ\w+|not inclusive of|net of|without|plus(?: any)?(?: applicable)?|before|zzgl\.?|zuzüglich|exkl?\.?|excl\.?|hors)"
            rf"\s.{{0,80}}?\b{_TAX}|\bhors taxes\b|\b(?:netto|nett)\b.{{0,20}}{_TAX}|{_TAX}\b.{{0,20}}\bnot included|\bnet total\b|\bsumme netto\b|{_TAX}\b.{{0,60}}(?:is|are|will be|shall be) (?:added|charged|payable|paid|borne)\b.{{0,40}}|"
            rf"(?:reimburse|responsible for|shall pay|will pay)\b.{{0,80}}\b(?:taxes|sales tax|vat|gst)\b",
        ),
        ("inclusive", rf"(?:inclusive of|including|includes?|inkl\.?|incl\.?|toutes)\s.{{0,60}}?\b{_TAX}"),
    ),
    "billing.frequency": (
        ("biweekly", r"\bbi-?weekly\b|every (?:two|2) weeks|\bfortnightly\b|every fortnight"),
        ("semiannual", r"\bsemi-?annual|half-yearly|every six months|twice (?:a|per) year|halbjährlich"),
        (
            "quarterly",
            r"\bquarterly\b|(?:each|every|per|a) (?:calendar )?quarter|trimestriel|vierteljährlich|quartalsweise|per kwartaal",
        ),
        (
            "milestone",
            r"(?:by|per|on|upon|after|following)\b.{0,60}\bmilestones?\b|milestones?\b.{0,60}\b(?:invoice|payable|paid|accept)|"
            r"install?ments? (?:according to|when)|upon the (?:occurrence of|events)|falls? due in install?ments?|(?:billed|invoiced) in (?:two|three|four|five|six) parts|(?:invoic\w*|claim\w*|bill(?:s|ed)?)\b.{0,120}\b(?:when|once|after|upon)\b.{0,80}\b(?:accept\w*|milestones?|complet\w*)|(?:%|percent|per cent)\)?.{0,60}\b(?:upon|on|when|after)\b.{0,40}\b(?:complet|accept|sign|countersign|install|remov|deliver|issue)",
        ),
        (
            "monthly",
            r"\bmonthly\b|(?:each|every|a|per|one invoice per) (?:calendar )?month\b|end of the (?:calendar )?month|"
            r"(?:first|last) (?:business |working )?(?:day )?of (?:the|each|every)(?: subsequent| calendar)? month|beginning of the month|mensuel|monatlich|maandelijks",
        ),
        ("annual", r"\bannual(?:ly)?\b|\byearly\b|(?:each|every|per) (?:contract )?year|jährlich|annuel"),
        ("weekly", r"\bweekly\b|(?:each|every|per) week\b|wöchentlich"),
        (
            "one_time",
            r"\b(?:one[- ]time|single|one) (?:invoice|payment)\b(?! (?:for|per) (?:each|every))|in full (?:up)?on|upon completion and (?:handover|delivery)|lump[- ]sum payment",
        ),
    ),
    "billing.timing": (
        (
            "advance",
            r"\bin advance\b|of the month (?:that it is for|for which)|prior to the (?:beginning|start|commencement)|at the (?:beginning|start) of (?:the|each)|terme à échoir|im [Vv]oraus|vooraf|"
            r"(?:first|1st) (?:business |working )?day of (?:each|every)",
        ),
        (
            "arrears",
            r"\bin arrears?\b|\bmonth[- ]end\b|for that month[’']?s?|for the month before|\bafter the work\b|(?:work|services|time|hours|days) (?:performed|rendered|worked|provided)|after the end of (?:each|the) (?:calendar )?month|"
            r"(?:prior|preceding|previous) (?:calendar )?month|following the end of|terme échu|nachträglich|achteraf|upon completion and handover",
        ),
    ),
    "expense.policy": (
        (
            "included_in_fee",
            rf"{_EXPENSES}\b.{{0,100}}\b(?:(?<!not )(?<!nor )(?<!neither )included\b|contained in|comprised in|part of the (?:\w+ )?(?:fee|price|charges?)|covered by|inclus dans|(?:sind )?(?:in .{{0,40}})?enthalten|inbegrepen)|(?:fees?|price|charges?) includes? .{{0,40}}{_EXPENSES}",
        ),
        (
            "not_billable",
            rf"^\W*(?:[\d.]+\s+)?(?:reimbursable |billable |out[- ]of[- ]pocket |travel (?:and|&) |travel/)?expenses?(?: policy)?{_NONE}|{_EXPENSES}\b[^.;]{{0,40}}\b(?:excluded from (?:reimburse|billing)|not applicable)|"
            rf"{_EXPENSES}\b.{{0,60}}\b(?:not|no)\b.{{0,20}}\b(?:reimburs|bill|charge)|(?:contractor|consultant|supplier|developer|provider|vendor)\w* (?:is|are|shall be) responsible for\b.{{0,60}}\bexpenses|"
            rf"(?:bears?|pays?|borne)\b.{{0,40}}\b(?:its|their|his|her) own\b.{{0,40}}\bexpenses\b|no (?:travel )?expenses (?:are|will be|shall be) (?:payable|reimbursed|paid|charged)",
        ),
        (
            "at_cost_capped",
            rf"(?:{_EXPENSES}|at (?:actual )?cost)\b.{{0,240}}\b(?:not (?:to )?exceed|will not exceed|shall not exceed|not exceeding|ceiling|up to|at most|no more than|maximum of|capped at|(?<!not be )(?<!not )limit(?:ed)? (?:of|to)|\d limit\b|höchstens|plafonn)",
        ),
        ("per_diem", r"\bper[- ]diem\b"),
        ("pct_of_fees", rf"{_EXPENSES}\b.{{0,80}}(?:%|percent)\)? of (?:the )?(?:fees|charges)"),
        (
            "client_books_direct",
            r"(?:client|customer|buyer|company)\w*\b.{0,20}\b(?:books?|arranges?)\b.{0,40}(?:travel|flights|hotel|pays?)",
        ),
        (
            "fixed_amount",
            rf"(?:fixed|flat) (?:amount|allowance|sum)\b.{{0,40}}{_EXPENSES}|{_EXPENSES}.{{0,40}}(?:flat rate|fixed allowance)",
        ),
        (
            "at_cost",
            rf"(?:reimburs\w*|repaid|refunded|recharged|passed? (?:on|through)|billed|billable|charged?|pay for|at (?:actual )?cost|erstattet|remboursé)\b.{{0,160}}{_EXPENSES}|{_EXPENSES}\b.{{0,160}}\b(?:reimburs\w*|repaid|refunded|recharged|passed (?:on|through)|as spent|what (?:they|it) costs?|without mark-?up|at (?:actual )?cost|billed|charged|payable|nach aufwand|erstattet|remboursé)",
        ),
        (
            "per_msa",
            rf"{_EXPENSES}\b.{{0,60}}(?:as (?:stated|set out|provided) in|in accordance with|governed by) the (?:master|framework|msa|agreement)",
        ),
    ),
    "term.renewal": (
        ("by_agreement", r"\bnot (?:be )?(?:continue[ds]?|extended|prolonged|renewed)\b.{0,40}\bunless\b"),
        (
            "none",
            r"(?:does|do|shall|will) not (?:automatically )?(?:renew|roll over|be renewed)|\b(?:is|are) not renewed|no (?:automatic )?renewal|\bno option to (?:extend|renew)|^\W*none\b|^\W*(?:[\d.]+\s+)?(?:(?:automatic|auto)[- ])?(?:renewals?|extensions?)(?:[\w /&()-]{0,20})\s*[:\t]\s*(?:none|no|nil|n\.?/?a|not applicable)\b|not extended except|keine (?:automatische )?verlängerung|non[- ]renewable",
        ),
        (
            "auto",
            r"(?:automatically|tacitly) (?:renew|extend|be renewed|be extended)|(?:renew|extend)(?:s|ed|al)?\b.{0,30}\b(?:automatically|tacitly)|year[- ]to[- ]year basis|evergreen (?:term|renewal|contract)|continue (?:automatically )?for (?:additional |further )?successive|"
            r"verlängert sich (?:automatisch|um|jeweils)|tacite reconduction|successive (?:terms|periods)",
        ),
        (
            "option",
            r"option(?:al)? (?:years?|periods?|terms?)\b|option to (?:extend|renew)|(?<!parties )(?<!us )\bmay (?:extend|renew) (?:the|this)|(?:client|customer|buyer|government)\w* may (?:extend|renew)|right to (?:extend|renew)",
        ),
        (
            "by_agreement",
            r"not (?:be )?(?:continued?|extended|prolonged|renewed)\b.{0,40}\bunless\b|(?:extended|renewed|renewable|extend|renew)\b.{0,80}\b(?:agreement|consent|mutual|written|in accordance|amendment|change order)|(?:mutual|written) agreement\b.{0,40}\b(?:extend|renew)|thereafter upon (?:the )?(?:mutual )?(?:written )?(?:agreement|consent)|\brenewable\b[^.;]{0,24}\b(?:terms?|periods?|years?|agreement|contract)\b",
        ),
    ),
    "change.process": (
        (
            "email_ok",
            r"(?:chang|amend|variation)\w*\b.{0,120}\bexchange of e-?mails|(?:chang|amend|variation)\w*\b.{0,160}\b(?:confirmed|agreed|approved|accepted)\b.{0,30}\bby e-?mail(?! is not)|e-?mail (?:approval|confirmation) (?:is|shall be) (?:sufficient|enough)",
        ),
        (
            "written",
            rf"{_CHANGE}\b.{{0,220}}\b(?:in writing|to writing|written|signed|embodied|both parties sign|properly executed|schriftlich\w*|par écrit|avenant|change orders?|variation form)|"
            rf"(?:written|signed)\b.{{0,60}}\b(?:change (?:order|request)|amendment|instrument|modification)|change order.{{0,60}}in writing|\b(?:schriftform)\b|"
            rf"execution of this change order\b.{{0,80}}\b(?:valid|binding)",
        ),
        ("none", r"no (?:formal )?change (?:control|process|order) (?:is|applies)"),
    ),
    "acceptance.deemed": (
        (
            False,
            rf"accept\w* only (?:by|in|upon|through) (?:an? )?(?:written|signed|express)|(?:neither|no) (?:silence|use|failure)\b.{{0,120}}\b(?:constitut|deem|amount|be)\w*\b.{{0,20}}{_ACCEPTED}|(?:no|not)\b.{{0,50}}\baccept\w*\b.{{0,20}}\b(?:by|through) (?:silence|saying nothing|use)|(?:silence|use|saying nothing)\b.{{0,30}}\b(?:does|shall|is|are) not\b.{{0,60}}{_ACCEPTED}|(?:shall|will) not be deemed.{{0,20}}{_ACCEPTED}|no deemed acceptance|\b(?:acceptance|approval)\b[^.;]{{0,40}}\b(?:not|never) (?:be )?deemed (?:to have (?:occurred|been (?:given|made|granted)|taken place)|given|granted)",
        ),
        (
            True,
            rf"(?:deemed|presumed|treated as|treat\b.{{0,30}}\bas|considered(?: to be)?|counts? as|taken (?:as|to be)|regarded as|gilt\b.{{0,60}}als|réputée?s?)\b.{{0,40}}(?:{_ACCEPTED}|abgenommen|acceptée?s?)|deemed (?:acceptance|approval)|\b(?:acceptance|approval of (?:the |any |each |such )?(?:deliverable|work|milestone|document|report|design)\w*)\b[^.;]{{0,60}}\b(?:deemed|presumed|considered) (?:to have (?:occurred|been (?:given|made|granted)|taken place)|given|granted|complete)|(?:acceptance|approval) is deemed|automatically accepted|stands? as accepted|(?:does not|do not|not|no|fails? to)\b.{{0,70}}\b(?:object\w*|respon\w*|repl(?:y|ies)|answers?|reject\w*|contest\w*|comments?|refus\w*|notice)\b.{{0,120}}\b(?:is|are|be|counts? as|as) accepted",
        ),
    ),
    "travel.required": (
        (
            False,
            rf"^\W*(?:[\d.]+\s+)?(?:travel(?: (?:needs|policy|required))?|trips?|site visits?|on[- ]?site (?:visits?|work|presence)){_NONE}|^\W*(?:[\d.]+\s+)?travel (?:required|needed|expected)\s*[:\t]\s*(?:no|false)\b|"
            r"\b(?:do(?:es)?|did|will|shall) not (?:currently )?(?:anticipate|expect|foresee|plan|envisage|need)\b[^.;]{0,30}\b(?:travel|trips?|site visits?)|"
            r"\bno (?:on[- ]?site |site )?(?:visits?|trips?|presence|attendance)\b[^.;]{0,40}\b(?:anticipated|expected|required|necessary|foreseen|planned)|travel (?:is|are|will be) (?:neither|excluded)|"
            r"\btravel\b.{0,30}\bnot (?:be )?(?:foreseen|expected|planned|anticipated)|\bnobody\b.{0,30}\btravel|no travel\b.{0,40}\b(?:anticipated|expected|required|necessary|foreseen)|travel (?:is|will) not (?:be )?(?:anticipated|expected|required|necessary)|does not (?:require|involve) travel|not (?:be )?required to travel\b",
        ),
        (
            True,
            r"\b(?:will|shall|must|may|to) (?:travel|fly) to\b|(?<!not )(?:\bbe|\bis|\bare) required to travel\b|\btravels to\b|\b(?:shall|will|must) be present at\b|\battends? (?:the |all )?[\w-]+ (?:in|at) (?=[A-Z])|\bvisits? to\b.{0,60}\b(?:planned|required|expected|included)|\btravel to (?:your|the|each|our)\b|travel (?:to|outside|within)\b.{0,80}\b(?:anticipated|expected|required|necessary|planned)|travel (?:is|will be) (?:anticipated|expected|required|necessary)|"
            r"\bon[- ]?site\b(?= (?:visits?|work|attendance|presence|days?|weeks?|at|in|for|once|during|every|each|within)\b)|\b(?:works?|attend\w*|present|holds?)\b.{0,100}\b(?:at|in|the)\b.{0,40}\b(?:head office|headquarters|premises|plants?|campus|offices?|base location|depots?)\b|"
            r"\b(?:anticipate|expect|plan)\w*\b.{0,30}\btrips?\b|\bvor Ort\b|\bsur site\b|\bter plaatse\b",
        ),
    ),
    "staffing.location_mode": (
        (
            "hybrid",
            r"\bhybrid\b|\b(?:all other|the remaining|the rest of the) work\b|\b(?:our|own|its)\b.{0,12}\b(?:offices?|premises|studio|cent(?:re|er))\b.{0,120}\b(?:attendance at|held at|at)\b.{0,12}\b(?:your|the (?:client|customer|buyer|company|principal)[’']?s?)\b|\bpartly\b.{0,90}\bpartly\b|\bremote\b.{0,60}\b(?:weeks?|days?)\b.{0,30}\bon[- ]?(?:site|campus)\b|"
            r"\b(?:own|its|our|their|supplier[’']s|contractor[’']s|consultant[’']s)\b.{0,20}\b(?:offices?|studio|premises)\b.{0,80}\band\b.{0,20}\bat\b.{0,60}\b(?:headquarters|offices?|premises|site|campus)\b|"
            r"\bremotely\b.{0,160}\b(?:on[- ]?site|travel to)\b|\bon[- ]?site\b.{0,160}\b(?:remotely|remote)\b|"
            r"(?:days?|weeks?) (?:a|per|in each|in every|every|each) (?:week|month|sprint)\b.{0,80}\b(?:at|on)\b|once (?:each|per|a) (?:month|quarter)\b.{0,140}\b(?:on[- ]?site|at .{0,40}office)|"
            r"\bon[- ]?site visits?\b|teilweise vor Ort",
        ),
        (
            "remote",
            r"\b(?:work\w*|perform\w*|provid\w*|deliver\w*|done|rendered|team|services|conducted)\b.{0,80}\bremote(?:ly)?\b|\bremote(?:ly)?\b[- ]?(?:first|work\w*|basis|delivery|team)|^\W*remote(?:ly)?\b|\b(?:rendered|carried out|performed|done|provided) from\b.{0,60}\b(?:offices?|cent(?:re|er)|premises|studio|over the (?:net|internet))\b|(?:contractor|vendor|supplier|provider|consultant)[’'`]?s?[’']? (?:own )?(?:work ?site|facilit|premises|offices?|location)|works? from (?:our|its|their|his|her) (?:own )?(?:studio|offices?|premises)|work from home|télétravail",
        ),
        (
            "onsite",
            r"\bon[- ]?site\b|at the (?:offices?|premises|site|headquarters|plants?) of the (?:client|customer|buyer|company|council|university|owner|agency)|(?:client|customer|buyer|government|company)[’'`]?s? (?:own )?(?:premises|offices?|site|facilit|headquarters|campus|location)|\bvor Ort\b|work location is\b",
        ),
    ),
}

_COMPILED = {
    field: tuple((value, Cue(pattern, re.IGNORECASE | re.DOTALL)) for value, pattern in table)
    for field, table in CHOICES.items()
}


_ANY = {
    field: Cue("|".join(words for _, words in table), re.IGNORECASE | re.DOTALL) for field, table in CHOICES.items()
}
"""All the patterns of a field together: most sentences hold the pieces of none."""


def find_choice(field: str, words: str) -> tuple[str | bool, int, int] | None:
    """The value that the words state for a field, and where in them; None if they state none."""
    if not _ANY[field].may_match(words):
        return None
    for value, pattern in _COMPILED[field]:
        if match := pattern.search(words):
            return value, match.start(), match.end()
    return None
