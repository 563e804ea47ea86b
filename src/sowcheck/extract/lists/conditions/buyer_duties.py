"""Duties of the buyer in running text: its subject with a binding verb, its part in the passive, what the supplier gets."""

import re
from collections.abc import Iterable, Iterator

from sowcheck.core.spans import Span
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import CUSTOMER_NAME, CueOfDocument, PartyCue
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.announced import statement
from sowcheck.extract.lists.grammar.enumerations import split
from sowcheck.extract.lists.grammar.obligations import Obligation, obligations
from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.lists.grammar.sides import Sides
from sowcheck.extract.lists.grammar.verbs import starts_with_verb
from sowcheck.extract.reading import Reading

FIELD = "scope.client_responsibilities"

LEGAL = pattern(
    r"indemn|warrant|liabil|confiden|disclos|intellectual|propriet|ownership|title|terminat|insur|arbitrat|dispute|governing|jurisdiction|"
    r"assign|force majeure|\btax|announce|publicity|press|non-?soli|solicit|compet|notices?\b|severab|amendment|entire|waiver|"
    r"laws?\b|covenants?\b|remed|default|royalt|patent|trademark|trade ?name|sublicen|licen[cs](?!ees?\b|ors?\b)|exclusiv|bankrupt|infring|audit|"
    r"miscellaneous|transparency|recall|export|independent contractor|no third|interest|"
    r"rights\b|restrict|prohibit|security agreement|escrow|subrogation|financ"
)
"""Headings of clauses whose duties are legal or commercial, not part of the delivery."""
_OF_DUTIES = pattern(r"\bobligations\b|responsibilit|\bduties\b|cooperation")
_NO_DUTY_VERB = pattern(
    r"(?:pay|reimburse|compensate|indemnify|hold (?!a\b|an\b|regular|meetings?|workshops?)|defend|own|retain|have\b|incur|comply|conform|abide|adhere|waive|"
    r"terminate|cancel|purchase|buy|order|sell|sublicen|licen[cs]e(?!es?\b)|grant|remain|continue|become|benefit|enter into|execute|cease|"
    r"discontinue|refrain|recogni[sz]e|acknowledge|agree|accept (?!or\b)|treat|keep (?:confidential|in confidence|secret|such|all)|protect|destroy|"
    r"assign (?:to|all|its|any|this)|assume|publish|cause (?:its affiliates|each)|negotiate|withhold|deduct|remit|credit|charge|invoice|bill|"
    r"use\b.{0,80}\bto (?:monitor|evaluate|assess)|use (?:its (?!best|reasonable|commercially)|the same)|exercise|maintain (?:in confidence|insurance|the confidential)|"
    r"fund|advance|contribute|honou?r|succeed|survive|apply\b|constitute|deem|be\b|not\b|no\b|award|intend|consider|prevail|file|record|"
    r"fail\b|spend|elect|disclose|rely|receive (?!,)|attempt|endeavou?r|choose|share|prioriti[sz]e|make up|outsource|guarantee|"
    r"notify (?:\w+ ){0,4}(?:of (?:any|such) (?:claim|breach|infring|such breach)|if|in writing of (?:its|any))|perform (?:its|such|all|any) (?:obligations|duties)|"
    r"make (?:no|timely|all|any|such|full|prompt)?\s?(?:payments?|copies)|(?:give|provide|furnish|send) (?:\w+ ){0,5}notices?\b|issue (?:a )?(?:press|joint|credit)|renew|determine|"
    r"return (?:to|all|any|such)|discharge|undertake not|be entitled|supersede|engage .{1,60}as)"
)
_EACH = pattern(r"(?:each\s+)?(?:appoint|designate|nominate|name|assign)\b")
EFFORTS = pattern(
    r"(?:use|make|exert) (?:all |its |a |an )?(?:commercially reasonable|reasonable|best|diligent|good faith|every)(?: \w+)? (?:efforts?|endeavou?rs?) to "
)
_NO_DUTY_WORDS = pattern(
    r"\btax(?:es)?\b|warrant|confidential|liabilit|arbitrat|royalt|patents?\b|trademark|indemnif|harmless|attorney|governmental? authorit|"
    r"acts? or omissions?|offerors?|quot(?:er|ation)s?\b|breach|bankrupt|lawsuit|\bclaims?\b|purchase price|interest\b|damages|"
    r"shares\b|dividend|stockholder|securities|invoice[sd]?\b(?!s? are acceptable)|reimburs|payable|royalties|penalt|"
    r"\bsums?\b|\bamounts? (?:owed|due|retained)|each other\b"
)
_NO_DUTY_NOUN = pattern(
    r"(?:all\s+|any\s+|the\s+|its\s+|such\s+|other\s+)*(?:own\s+)?(?:acts|tax|fees?|payment|paying|damages|loss|liabilit|compliance|obligations|employ|salar|"
    r"injur|claims?|freight|shipping)"
)
_AFTERMATH = pattern(
    r"(?:upon|after|following|on|event of|in case of)\s+(?:any\s+|the\s+|such\s+)?(?:\w+\s+)?(?:termination|expir|breach|default)|\bterminat(?:es|ed)\b|\bbreach"
)
_LONGEST = 45
"""Words; a longer clause loses its introduction."""
_SOLICITS = pattern(
    r"\binstructions\b|\bevaluation\b|\bbasis (?:for|of) award|\bquestions\b|\bquot(?:e|es|ation)s?\b|^clauses$|\bclauses$|incorporated by reference"
)
"""Headings of a solicitation that speak of the bidding, not of the work."""
_GIVEN = re.compile(
    r"be\s+(?:\w+ly\s+)?(?P<verb>provided|given|furnished|made\s+available|supplied|delivered|sent|communicated|accessible|available|granted|issued)\b"
)
_DONE = re.compile(
    r"be\s+(?:\w+ly\s+)?(?:provided|furnished|supplied|made\s+available|given|delivered|inspected|reviewed|tested|updated|arranged|organi[sz]ed|prepared|"
    r"done|performed|carried\s+out|conducted|maintained|completed|developed|installed|hosted|operated|managed|handled|configured|evaluated|assessed|"
    r"verified|validated|procured|obtained|assigned|appointed|named|nominated|communicated|scheduled|facilitated|coordinated|supported|"
    r"written|drafted|borne|created|built|designed|shipped|selected|defined|submitted)\b"
)
_MONEY = pattern(
    r"\b(?:payments?|compensation|fees?|sums?|amounts?|invoices?|notices?|certificates? of insurance|licen[cs]e(?!es?\b)|indemn\w*|remedy|title)\b"
)
_MONEY_ITEM = pattern(r"(?:pay\b(?! for)|reimburse|indemnify|[A-Z]{3}\s?\d|[$€£])")
_GETS = re.compile(
    r"(?:be\s+(?:given|provided|granted|furnished|supplied|issued)\b(?!\s+(?:by|to)\b)|have\s+(?:\w+\s+){0,3}access\b)"
)


def duties_of_clauses(reading: Reading) -> Iterator[Candidate]:
    """One statement for each clause that binds the buyer to more than law and money."""
    own = _OWN_HEADINGS.of(reading)
    for obligation in obligations(reading):
        if obligation.negated or obligation.one.text.endswith(":") or obligation.subordinate or _is_foreign(obligation):
            continue
        if _is_the_buyers(obligation) and _is_delivery(obligation):
            yield from _stated(reading, obligation)
        elif (
            obligation.bearer == "supplier"
            and _GETS.match(obligation.words)
            and not _MONEY.search(obligation.words[:80])
        ):
            yield from statement(reading, FIELD, _shortened(obligation), "gets", 0.6)
        elif obligation.bearer is None and _is_for_supplier(reading, obligation, own):
            yield from statement(reading, FIELD, _shortened(obligation), "passive", 0.6)


def duties_of_roles(reading: Reading) -> Iterator[Candidate]:
    """What the buyer's people do, told in the present tense under a heading about roles: "The sponsor signs …"."""
    sides = Sides.of(reading)
    for one in prose(reading):
        if not _ROLES.search(one.topic) or _SOLICITS.search(one.topic):
            continue
        first = next(iter(sides.within(one.start, one.start + _BEGINS)), None)
        if first and first.side == "customer" and not first.owns:
            verb = _PRESENT.match(one.text, first.end - one.start)
            if verb and is_delivery(one.text[verb.start("verb") :]):
                yield from statement(reading, FIELD, one.span, "role", 0.6)


_OWN_HEADINGS = PartyCue(
    rf"\b(?:{CUSTOMER_NAME})(?:[’']s)?[\w\s]{{0,20}}\b(?:roles|responsibilities|obligations|duties|furnished|inputs)\b"
)
"""Headings of what the buyer does: "Government roles and responsibilities"."""


def _is_the_buyers(obligation: Obligation) -> bool:
    """Whether the buyer is bound; a duty of both sides counts where each has its own part."""
    if obligation.bearer == "both":
        return bool(_EACH.match(obligation.words) or re.search(r"\beach\b", obligation.about, re.IGNORECASE))
    return obligation.bearer == "customer"


def _is_delivery(obligation: Obligation) -> bool:
    return is_delivery(obligation.words, noun=obligation.noun)


def is_delivery(words: str, *, noun: bool = False) -> bool:
    """Whether what somebody owes belongs to the delivery: no payment, no promise of law, nothing to be left undone."""
    if len(words) < 8 or _LEAVES.match(words) or _NO_DUTY_WORDS.search(words[:120]):
        return False
    efforts = EFFORTS.match(words)
    words = words[efforts.end() :] if efforts else words
    return not (_NO_DUTY_NOUN if noun else _NO_DUTY_VERB).match(words)


def _is_foreign(obligation: Obligation) -> bool:
    """Whether the clause stands where law, money or the bidding is spoken of."""
    return is_foreign(obligation.one.topic.split(" | ")[0]) or bool(_AFTERMATH.search(obligation.about))


def is_foreign(headings: str) -> bool:
    """Whether headings, outermost first, speak of law, money or the bidding."""
    leaf = headings.rsplit(" > ", 1)[-1]
    return bool((LEGAL.search(leaf) and not _OF_DUTIES.search(leaf)) or _SOLICITS.search(headings))


_LEAVES = re.compile(r"\w+\s+no\s")
"""Such as "provide no assistance"."""
_ROLES = pattern(r"\broles?\b|responsibilit")
_BEGINS = 6
_PRESENT = re.compile(
    r"(?:\s*\([^()]*\))?\s+(?:also\s+)?(?P<verb>(?!(?:is|was|has|does|acknowledges|represents|reserves|intends|believes|seeks|wishes|requires|desires|consists|agrees)\b)[a-z]{2,}s)\s(?!(?:are|is|was|were|shall|will|may|that)\b)"
)
_DO_NOT = pattern(r"(?:shall |will |must )?(?:not\b|no\b|refrain|cease\b)")


def owed(reading: Reading, items: Iterable[Candidate]) -> Iterator[Candidate]:
    """The items of an announced list that the buyer does or provides: none that it leaves undone, none of its people."""
    for item in items:
        words = str(item.value)
        if _DO_NOT.match(words) or _MONEY_ITEM.match(words):
            continue
        if starts_with_verb(words):
            yield item
            continue
        named = Sides.of(reading).within(item.quote.start, item.quote.end)
        if sum(mention.end - mention.start for mention in named if mention.side == "customer") < 0.5 * len(words):
            yield item


def _is_for_supplier(reading: Reading, obligation: Obligation, own: CueOfDocument) -> bool:
    """Such as "Updates will be provided to the Contractor", "Reports shall be reviewed by the Client"."""
    words, one = obligation.words, obligation.one
    given, done = _GIVEN.match(words), _DONE.match(words)
    if (
        not (given or done)
        or len(obligation.about.split()) < 2
        or _MONEY.search(obligation.about[-60:])
        or _NO_DUTY_WORDS.search(words[:120])
    ):
        return False
    for mention in Sides.of(reading).within(one.start + obligation.duty, one.start + obligation.end):
        before = one.text[: mention.start - one.start]
        if mention.owns:
            continue
        if re.search(
            r"(?<!concurrence )(?<!approval )(?<!requested )(?<!specified )(?<!selected )\b(?:by|from)\s+(?:the\s+)?(?:\w+\s+)?$",
            before,
        ):
            return mention.side == "customer"
        if given and mention.side == "supplier" and re.search(r"\bto\s+(?:the\s+)?(?:\w+\s+)?$", before):
            return True
    return given is not None and bool(own.search(one.topic))


_DESCRIBED = re.compile(r",\s+(?:that|which|who)\s")
_ENOUGH = 30
"""Characters of a duty before which nothing is cut off."""


def _shortened(obligation: Obligation) -> Span:
    """The clause; a long one without its introduction and without what it says of its object."""
    text = obligation.one.text
    if len(text[obligation.start : obligation.end].split()) <= _LONGEST:
        return obligation.one.at(obligation.start, obligation.end)
    described = _DESCRIBED.search(text, obligation.duty + _ENOUGH, obligation.end)
    return obligation.one.at(obligation.subject, described.start() if described else obligation.end)


def _stated(reading: Reading, obligation: Obligation) -> Iterator[Candidate]:
    """Each of several verbs with its object; the clause if there is one."""
    words = obligation.words.rstrip(" .;,")
    parts = [] if obligation.noun else split(words)
    if (
        len(parts) > 1
        and all(len(words[a:b].split()) >= 3 for a, b in parts)
        and all(starts_with_verb(words[a:b]) for a, b in parts)
    ):
        for start, end in parts:
            lead = re.match(r"to\s+|", words[start:end])
            begin = start + (lead.end() if lead else 0)
            yield from statement(
                reading, FIELD, obligation.one.at(obligation.duty + begin, obligation.duty + end), "part", 0.7
            )
        return
    yield from statement(reading, FIELD, _shortened(obligation), "clause", 0.62)
