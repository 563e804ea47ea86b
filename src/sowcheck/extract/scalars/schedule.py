"""Dates: when the paper takes effect, when the work starts and ends."""

from collections.abc import Iterator

from sowcheck.core.values import Value
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import Labelled, Stated, pattern
from sowcheck.extract.reading import Reading
from sowcheck.extract.scalars import term
from sowcheck.extract.scalars.kind import kinds_of_paper
from sowcheck.parse.found import Found

_EFFECTIVE: tuple[Rule, ...] = (
    Labelled(
        "doc.effective_date",
        pattern(
            r"effective date|^effective$|^in force|gjelder fra|gyldig fra|date of this \w+|^(?:work authori[sz]ation|task order|modification|call-off|letter|amendment|change) date$|date of (?:this )?(?:sow|agreement|change order|order|contract)|^(?:sow|agreement|contract) date|in kraft|date d['’]effet|ingangsdatum"
        ),
        typed.date,
        unless=pattern(r"master|framework|msa\b|amended"),
        weight=0.93,
    ),
    Stated(
        "doc.effective_date",
        pattern(
            r"(?:effective|entered into|made|executed)(?:\s+and\s+(?:effective|entered into))?\s*(?:as of|as at|on|from|this|by)?\b(?=.{0,60}\d)|takes? effect (?:on|from)|(?:enters?|comes?) into (?:force|effect) on|has effect from|operates from|this (?:\w+ ){1,3}is dated|tritt am|prend effet le"
        ),
        typed.schedule_date,
        unless=pattern(
            r"^\W*whereas|described in|incorporated into .{0,80}effective|expire|insurance (?:coverage|polic)|notice of|amends"
        ),
        reach=45,
        weight=0.75,
    ),
    Stated(
        "doc.effective_date",
        pattern(r"[\"“]?(?:sow |order |agreement )?effective date[\"”]?\)?(?: shall)?(?: means?)?"),
        typed.date,
        unless=pattern(r"(?<!this )(?:master|framework)|prior to|expire|\bMSA\b"),
        reach=110,
        weight=0.85,
    ),
    Stated(
        "doc.effective_date",
        pattern(r"\bdated(?: and effective)?(?: as)? (?:of|on)?(?=.{0,300}\bbetween\b)"),
        typed.date,
        unless=pattern(r"^\W*whereas|pursuant to|\bunder the\b|that certain|in the form"),
        only_after=True,
        reach=6,
        weight=0.76,
    ),
)


def _near_the_top(reading: Reading) -> Iterator[Candidate]:
    """Effective dates; one that the opening states counts more than one in passing."""
    horizon = max(2500, len(reading.text) // 8)
    for rule in _EFFECTIVE:
        for found in rule(reading):
            defined = "effective date" in found.quote.of(reading.text).casefold()
            late = found.quote.start > horizon and found.rule.endswith("sentence") and not defined
            yield Candidate(found.field, found.value, found.quote, found.rule, found.weight - (0.2 if late else 0))


_START = r"(?:commenc\w*|begin\w*|start\w*|beginn\w*|débute\w*|\bruns? from)"
_END = r"(?:end(?:s|ing|ed)?\b|expir\w*|conclud(?:es|ing)\b|complet\w*|finish\w*|through|until|terminat\w* on|endet|bis zum|\bau\b|moves? (?:by|to|from))"
_THE_WORK = r"services?|works?\b|assignment|work|engagement|project|agreement|sow\b|statement of work|term\b|performance|contractor|consultant|supplier|period|order|leistung|vertrag|durée"
_NOT_THE_TERM = r"\b(?:pilot|freeze|holidays?|blackout|hypercare|phase|training)\b|\b(?:was|were|has been|have been|had been) (?:\w+ ){0,2}(?:completed|ended|finished|delivered|started|begun|concluded|signed|issued|passed|made)\b|insurance|warrant|invoice|valid|sprint \d|milestone \d|invoiced|deliverable|quote|pricing is valid|offer|option|lease|migration window|phase \d|first time|subscription"


def _first_of_two(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """The first date of a period with two."""
    both = list(typed.schedule_date(words, reading))
    yield from both[:1] if len(both) == 2 else ()


def _second_of_two(words: str, reading: Reading) -> Iterator[Found[Value]]:
    """The second date of a period with two."""
    both = list(typed.schedule_date(words, reading))
    yield from both[1:] if len(both) == 2 else ()


_PERIOD = pattern(
    r"^(?:\d+\s+)?(?:service |contract |initial |delivery |project |engagement |work |valid )?(?:term|period|from|dates|schedule|duration|laufzeit|leistungszeitraum|durée|looptijd)(?: of (?:the )?(?:services?|work|engagement|performance))?(?: / \w+)?$"
)

_DATES: tuple[Rule, ...] = (
    Stated(
        "schedule.end_date",
        pattern(
            r"\b(?:sow|agreement|term|period|services?|engagement|work|order)\b[^,;]{0,40}\b(?:ends?|expires?|(?:is|are|shall be|will be) completed|completion is)\b(?:\s+(?:on|by|before|at the latest(?: on| by)?))?"
        ),
        typed.schedule_date,
        unless=pattern(_NOT_THE_TERM),
        only_after=True,
        reach=24,
        weight=0.86,
    ),
    Stated(
        "schedule.end_date",
        pattern(r"^\W*(?:[\d.]+\s+)?completion\b(?: date)?\W{0,3}(?:is|becomes)\b"),
        typed.schedule_date,
        reach=20,
        only_after=True,
        weight=0.84,
    ),
    Labelled("schedule.start_date", _PERIOD, _first_of_two, weight=0.9),
    Labelled("schedule.end_date", _PERIOD, _second_of_two, weight=0.9),
    Labelled(
        "schedule.start_date",
        pattern(r"^(?:first day|services? from|from|work from|valid from|gjelder fra|gyldig fra)$"),
        typed.schedule_date,
        weight=0.85,
    ),
    Labelled(
        "schedule.end_date",
        pattern(r"^(?:last day|services? (?:to|until)|until|work until|valid (?:to|until)|gjelder til|gyldig til)$"),
        typed.schedule_date,
        weight=0.85,
    ),
    Stated(
        "schedule.start_date",
        pattern(r"takes? effect on(?=.{0,80}\b(?:and|to)\b.{0,30}\b(?:ends?|expires?|runs?|remains?|continues?)\b)"),
        typed.schedule_date,
        reach=20,
        weight=0.8,
    ),
    Stated(
        "schedule.start_date",
        pattern(r"\bcommencing on\b(?=.{0,80}(?:and thereafter|the parties shall))"),
        typed.schedule_date,
        reach=20,
        weight=0.7,
    ),
    Stated(
        "schedule.end_date",
        pattern(r"\b(?:finish|complete|end|conclude)\w*\s+(?:on|by)\b"),
        typed.schedule_date,
        unless=pattern(_NOT_THE_TERM),
        topic=None,
        reach=20,
        weight=0.66,
    ),
    Labelled(
        "schedule.start_date",
        pattern(
            r"^(?:\d+\s+)?(?:project|service|services|contract|engagement|work statement|planned|estimated|work)?\s*(?:commencement|start|begin)\w*(?:\s+date)?$|commencement date|start date|kick-?off|notice to proceed|work begins|services? start|^start$|leistungsbeginn|vertragsbeginn|startdatum|date de début|beginn"
        ),
        typed.schedule_date,
        unless=pattern(r"billing|invoice"),
    ),
    Labelled(
        "schedule.end_date",
        pattern(
            r"^(?:\d+\s+)?(?:project|service|services|contract|engagement|planned|estimated|work)?\s*(?:end|completion|expiry|expiration|finish)(?:\s+date)?$|end date|services? end|completion date|expiry date|leistungsende|vertragsende|einddatum|date de fin"
        ),
        typed.schedule_date,
        unless=pattern(r"quote|offer|valid|pricing"),
    ),
    Stated(
        "schedule.start_date",
        pattern(rf"(?:{_THE_WORK}).{{0,80}}?\b{_START}|\b{_START}.{{0,30}}(?:on|from|as of|the)\b"),
        typed.schedule_date,
        unless=pattern(_NOT_THE_TERM),
        reach=40,
        weight=0.75,
    ),
    Stated(
        "schedule.start_date",
        pattern(r"(?:term|durée|period|laufzeit)\b.{0,40}\b(?:from|du|vom|commencing)\b|commencement date"),
        typed.schedule_date,
        unless=pattern(_NOT_THE_TERM),
        reach=30,
        weight=0.75,
    ),
    Stated(
        "schedule.end_date",
        pattern(rf"(?:{_THE_WORK}).{{0,160}}?\b{_END}.{{0,24}}\b(?:on|by|before|until|through|to|at|am|le)?\b"),
        lambda words, reading: reversed(list(typed.schedule_date(words, reading))),
        unless=pattern(_NOT_THE_TERM),
        reach=60,
        weight=0.72,
    ),
    Stated(
        "schedule.end_date",
        pattern(r"\bend date\b|expiry date|completion date"),
        lambda words, reading: reversed(list(typed.schedule_date(words, reading))),
        unless=pattern(_NOT_THE_TERM),
        reach=80,
        weight=0.7,
    ),
    Stated(
        "schedule.end_date",
        pattern(r"\b(?:to|au|bis|until|through)\b\s+(?=\w+ \d|\d)"),
        lambda words, reading: list(typed.schedule_date(words, reading))[1:2],
        topic=None,
        unless=pattern(rf"{_NOT_THE_TERM}|between"),
        reach=4,
        weight=0.74,
    ),
)


_FROM_EFFECT = pattern(
    r"(?:commenc|begin|start|effective|term)\w*\b.{0,80}\b(?:on|as of|from|upon)\s+(?:the\s+)?[\"“]?(?:\w+ )?(?:effective date|date (?:first|hereof|set forth above|of this agreement|of execution|above|written above))|"
    r"from the date (?:hereof|first|of this)"
)


def _start_by_effect(reading: Reading) -> Iterator[Candidate]:
    """A term that runs from "the Effective Date" or "the date first above written" starts when the paper takes effect."""
    if not any(_FROM_EFFECT.search(sentence.text) for sentence in reading.sentences):
        return
    for found in _near_the_top(reading):
        yield Candidate("schedule.start_date", found.value, found.quote, "schedule.start_date.effective", 0.35)


_AGREEMENT_ENDS = pattern(
    r"\b(?:agreement|msa|framework|contract)\b[^.;]{0,80}\b(?:expires?|remains? in|continues? in|until|through|ends?)\b"
)


def _own_dates(reading: Reading) -> Iterator[Candidate]:
    """Dates of the engagement; in a statement of work or order, "the Agreement" is another paper with its own term."""
    best = max(kinds_of_paper(reading), key=lambda candidate: candidate.weight, default=None)
    is_agreement = best is None or best.value in ("msa", "other")
    for rule in _DATES:
        for candidate in rule(reading):
            words = candidate.quote.of(reading.text)
            if is_agreement or candidate.rule.endswith("label") or not _AGREEMENT_ENDS.search(words):
                yield candidate


RULES: tuple[Rule, ...] = (_near_the_top, _own_dates, _start_by_effect, *term.RULES)
