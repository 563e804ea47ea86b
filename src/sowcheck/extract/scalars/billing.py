"""Billing: payment terms, frequency and timing, deposit, interest, expenses, travel."""

from collections.abc import Iterator
from dataclasses import replace

from sowcheck.core.quantities import Duration, Percent, RecurringFee
from sowcheck.core.values import Value
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.choices import find_choice
from sowcheck.extract.finding import Labelled, Stated, clip, pattern
from sowcheck.extract.lists.prices.commercial import milestones_of_tables
from sowcheck.extract.reading import Reading
from sowcheck.extract.scalars.chosen import ChoiceByLabel, ChoiceInSentence, ChoiceOverTwoSentences
from sowcheck.parse.found import Found

_INVOICE = r"invoic|bill(?:s|ed|ing)?\b|payable|payments?\b|\bpaid\b|\bpay\b|fakturi|rechnung|factur|in rekening"
_SPENDING = r"\b(?:expenses?|travel\w*|fares|mileage|overnight stays?|outlays|hotels?|flights|airfare|subsistence|accommodation|lodging|out-of-pocket|disbursements|reise\w*|déplacement\w*)\b"


def _calendar_days(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """Net terms, else a duration in calendar days as a count of days."""
    found = list(typed.net_days(words, reading))
    # "Due on receipt, net 30" is payable in thirty days.
    yield from sorted(found, key=lambda each: each.value == 0)
    if not found:
        for other in typed.duration(words, reading):
            if isinstance(other.value, Duration) and other.value.unit == "day":
                yield Found(other.value.count, other.start, other.end)


_TERMS: tuple[Rule, ...] = (
    Labelled(
        "billing.payment_terms_days",
        pattern(
            r"payment(?: terms?| due)?$|payment (?:terms|conditions|period)|terms of payment|discount terms|credit (?:period|terms|days)|due date|zahlungsfrist|betalingsfrist|forfall|invoices? due|^terms$|zahlungs(?:ziel|bedingung\w*)|paiement|betaling\w*"
        ),
        _calendar_days,
        unless=pattern(r"schedule|method"),
    ),
    Stated(
        "billing.payment_terms_days",
        pattern(
            rf"(?:{_INVOICE})|payment terms|\bnet \d|including payment|innerhalb von|zahlbar|due date|due (?:and payable )?(?:up)?on receipt"
        ),
        typed.net_days,
        unless=pattern(
            r"suspend|terminat|dispute\w* .{0,60}notif|object to|deem|withhold|late charge|cure|interest .{0,40}after|records|refund"
        ),
        reach=220,
        weight=0.83,
    ),
    Stated(
        "billing.payment_terms_days",
        pattern(r"\bnet[- ]?(?=\d)"),
        typed.net_days,
        unless=pattern(r"net of|net weight"),
        reach=12,
        weight=0.9,
    ),
    Stated(
        "billing.payment_terms_days",
        pattern(rf"(?:{_INVOICE})[^.]*?\b(?:within|in)\b"),
        _calendar_days,
        unless=pattern(
            r"suspend|terminat|dispute|object to|deem|withhold|late charge|cure|breach|default|submit|report|entered|upload|issue|send|records|refund|audit|notice|deliver"
        ),
        topic=pattern(r"pay|fee|invoic|price|charge|compens|billing|commercial|quotation|vergütung"),
        reach=80,
        weight=0.6,
    ),
)


_FEE_TOPIC = pattern(r"pay|fee|invoic|price|charge|compens|billing|commercial|vergütung|rémunération|facturation")
_NOT_INVOICING = r"report|meeting|review|status|minutes|service level|availab|uptime|backup|interest|late charge|audit|rate of|rates? (?:increase|shall)"


_SUBSCRIPTION = pattern(r"subscription|licen[cs]e|abonnement|maintenance (?:fee|plan)")


def _frequency(reading: Reading) -> Iterator[Candidate]:
    """How often the work is invoiced, and how often a subscription sold with it is."""
    for candidate in _frequencies(reading):
        words = candidate.quote.of(reading.text)
        sold_along = _SUBSCRIPTION.search(words) and candidate.value != "milestone"
        yield replace(candidate, rule=f"{candidate.rule}.subscription") if sold_along else candidate


FREQUENCY_LABEL = ChoiceByLabel("billing.frequency", pattern(r"invoic|billing|facturation|rechnung|engagement type"))
_FREQUENCY = ChoiceInSentence(
    "billing.frequency",
    about=pattern(
        r"invoic|billed|billing|factur|rechnung|\bpayments?\b.{0,60}(?:made|monthly|install?ment)|will be payable|payable in|(?:to be )?paid upon|fee payable"
    ),
    unless=pattern(_NOT_INVOICING),
    topic=_FEE_TOPIC,
    under_topic=True,
    weight=0.72,
    both=0.08,
)


_PAYS_EACH = pattern(
    r"\bpa(?:y|ys|id)\b[^.;]{0,140}\b(?:per|each|every|an?) (?:calendar )?(?:month|quarter|week|year|annum)\b|\bpa(?:y|ys|id)\b[^.;]{0,80}\b(?:monthly|quarterly|annual) (?:\w+ )?(?:fee|retainer|charge)\b"
)
_EACH_PERIOD = {"week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "annual"}
_NO_FEE = pattern(
    r"interest|late|overdue|expense|option|additional (?:user|licen)|increase|minimum|bonus|salary|insurance|premium|third[- ]party"
)


def _by_recurring_fee(reading: Reading) -> Iterator[Candidate]:
    """A fee that is paid for each month is paid monthly."""
    for sentence in reading.sentences:
        if not sentence.counts or not (cue := _PAYS_EACH.search(sentence.text)) or _NO_FEE.search(sentence.text):
            continue
        fee = next(typed.recurring_fee(sentence.text, reading), None)
        if fee and isinstance(fee.value, RecurringFee):
            quote = clip(reading.text, sentence.span, sentence.at(*cue.span()))
            yield Candidate("billing.frequency", _EACH_PERIOD[fee.value.per], quote, "billing.frequency.fee", 0.72)


def _frequencies(reading: Reading) -> Iterator[Candidate]:
    """What is said of invoices; where nothing is, the rhythm of the fee."""
    told = (*_of_milestones(reading), *FREQUENCY_LABEL(reading), *_FREQUENCY(reading))
    yield from told or _by_recurring_fee(reading)


def _of_milestones(reading: Reading) -> Iterator[Candidate]:
    for candidate in milestones_of_tables(reading):
        if find_choice("billing.frequency", candidate.quote.of(reading.text)) is not None:
            yield Candidate("billing.frequency", "milestone", candidate.quote, "billing.frequency.milestones", 0.62)
            break


_TIMING: tuple[Rule, ...] = (
    ChoiceByLabel("billing.timing", pattern(r"invoic|billing|facturation|rechnung|payment")),
    ChoiceInSentence(
        "billing.timing",
        about=pattern(r"invoic|billed|billing|factur|rechnung|payable|\bpaid\b"),
        unless=pattern(
            r"deposit|supporting detail|terminat|interest|expense|travel|option|subscription|notice|warrant"
        ),
        topic=_FEE_TOPIC,
        under_topic=True,
        weight=0.72,
        both=0.08,
    ),
)
_DEPOSIT = pattern(
    r"\bdeposit\b|down[- ]?payment|mobili[sz]ation (?:fee|payment)|advance payment|up-?front|anzahlung|acompte|retainer due at signing"
)
_NO_DEPOSIT = pattern(r"security deposit|direct deposit|deposited|bank|escrow|source code")


def _deposit(reading: Reading) -> Iterator[Candidate]:
    for sentence in reading.sentences:
        match = _DEPOSIT.search(sentence.text)
        if not match or _NO_DEPOSIT.search(sentence.text):
            continue
        near = [
            f
            for f in (*typed.amount(sentence.text, reading), *typed.percent(sentence.text, reading))
            if abs(f.start - match.start()) < 80
        ]
        if not near:
            continue
        found = min(near, key=lambda f: (isinstance(f.value, Percent), abs(f.start - match.start())))
        core = sentence.at(min(found.start, match.start()), max(found.end, match.end()))
        yield Candidate(
            "billing.deposit", found.value, clip(reading.text, sentence.span, core), "billing.deposit.sentence", 0.7
        )


_INTEREST: tuple[Rule, ...] = (
    Stated(
        "billing.late_interest",
        pattern(r"\binterest\b|late (?:charge|fee|payment)|overdue|past due|verzugszins|intérêts? de retard"),
        typed.interest,
        reach=200,
        weight=0.85,
    ),
    Labelled("billing.late_interest", pattern(r"late (?:payment|interest)|interest"), typed.interest),
)


_EXPENSE_POLICY: tuple[Rule, ...] = (
    ChoiceByLabel("expense.policy", pattern(r"expense|travel|reimbursable|déplacement|reisekosten|onkosten")),
    ChoiceInSentence(
        "expense.policy",
        about=pattern(_SPENDING),
        unless=pattern(
            r"\bfunds?\b|custodian|enforce|collection|litigation|defen[sc]e|claims?\b|audit|insurance|inspection|recall|at its (?:own|sole) expense|liabilit|indemn|court|attorney|legal fees|termination|interest|tax(?:es)? on|insurance premium"
        ),
        topic=pattern(r"expense|travel|reimburs|costs|reisekosten"),
        under_topic=True,
        weight=0.72,
        both=0.08,
        firmness={"included_in_fee": 0.06, "at_cost_capped": 0.07},  # each says more than its plain neighbours
    ),
    ChoiceOverTwoSentences("expense.policy", "at_cost_capped", about=pattern(r"expense|travel|costs"), weight=0.84),
)


_EXPENSE_CAP: tuple[Rule, ...] = (
    Labelled(
        "expense.cap",
        pattern(rf"(?:{_SPENDING}).{{0,40}}|(?:limit|cap|maximum) .{{0,20}}(?:{_SPENDING})|reimbursable|expense"),
        typed.total_amount,
        weight=0.9,
    ),
    Stated(
        "expense.cap",
        pattern(
            rf"(?:{_SPENDING}).{{0,260}}?(?:exceed|ceiling|up to|at most|maximum|limit|capped|höchstens)|(?:limit|cap|maximum)\b.{{0,60}}(?:{_SPENDING})"
        ),
        typed.total_amount,
        unless=pattern(
            r"liabilit|insurance|single expense|any (?:one|single|individual) expense|per (?:night|day)\b.{0,20}(?:hotel|meals)"
        ),
        reach=80,
        weight=0.85,
    ),
    Stated(
        "expense.cap",
        pattern(r"\b(?:they|these|such (?:costs|expenses)|total)\b.{0,40}(?:not exceed|exceed|up to|limited to)"),
        typed.total_amount,
        topic=pattern(r"expense|travel|reimburs|costs"),
        unless=pattern(r"liabilit|insurance"),
        reach=80,
        weight=0.7,
    ),
)


_TRAVEL = ChoiceInSentence(
    "travel.required",
    about=pattern(
        r"\btravel|on[- ]?site|\bfly\b|trips?\b|visits?\b|head office|headquarters|campus|premises|plants?\b|depots?"
    ),
    unless=pattern(
        r"reimburs|expense|insurance|liabilit|licen[cs]e|hosting|access to|backup|notice|foregoing premises|above premises|consideration|registered office|principal office|having its|with offices? at|facsimile|address"
    ),
    topic=pattern(r"travel|location|place of (?:work|performance)|on-?site|team|staff|working"),
    under_topic=True,
    weight=0.7,
    both=0.08,
)


RULES: tuple[Rule, ...] = (
    *_TERMS,
    _frequency,
    *_TIMING,
    _deposit,
    *_INTEREST,
    *_EXPENSE_POLICY,
    *_EXPENSE_CAP,
    _TRAVEL,
)
