"""How long the engagement lasts, and how it is renewed."""

from collections.abc import Iterator

from sowcheck.core.quantities import Duration
from sowcheck.extract import typed
from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.finding import Labelled, Stated, clip, pattern
from sowcheck.extract.reading import Reading

_DURATION: tuple[Rule, ...] = (
    Labelled(
        "schedule.duration",
        pattern(
            r"^(?:\d+\s+)?(?:initial |base |service |contract |project |estimated )?(?:term|duration|period(?: of performance)?|laufzeit|durée|looptijd|expiry date)\b"
        ),
        typed.term,
        unless=pattern(r"warrant|payment|notice|renewal|review|acceptance"),
        weight=0.9,
    ),
    Stated(
        "schedule.duration",
        pattern(
            r"\b(?:initial term|base (?:period|year|term)|period of performance|for (?:an?|the) (?:maximum |minimum |initial |total )?(?:period|term) of|(?:over|is|be) a period of|term of this|duration of|durée|laufzeit|(?:will )?runs? for|will take|(?:project|engagement|work|services|period) takes|a term of|becomes?|that is after)\b|(?:sow|agreement|services|engagement|work)\b.{0,120}\ba period of"
        ),
        typed.term,
        unless=pattern(
            r"defect|time-barred|not usable|result of|install?ment|overdue|claims?\b|warrant|notice|confidential|solicit|during the term\b[^.;]{0,40}\band for|thereafter\b[^.;]{0,40}\b(?:renew|extend|success|continu|month)|after its|execute a|hire|invoice|payable|renewal term|after (?:the )?(?:termination|acceptance|final)|prior to|retain|insurance|records|within|working day is"
        ),
        reach=80,
        weight=0.78,
    ),
    Stated(
        "schedule.duration",
        pattern(
            r"(?:remain|continue|be) in (?:full )?(?:force|effect)|(?:term|agreement|sow)\b.{0,60}\b(?:for|of|shall be for)\b|development:|\bends?\b.{0,40}after the"
        ),
        typed.term,
        unless=pattern(
            r"warrant|notice of|confidential|solicit|hire|execute a|renew|invoice|after (?:the )?(?:termination|expiration|expiry)|breach|cure|retain|default"
        ),
        reach=60,
        weight=0.65,
    ),
    Stated(
        "schedule.duration",
        pattern(
            r"\b(?:continu|remain|run|last|extend)\w*\b[^.;]{0,60}?\bfor (?:an?|the) (?:maximum |minimum |initial |total |fixed |further )?(?:period|term) of\b"
        ),
        typed.term,
        unless=pattern(
            r"warrant|confidential|solicit|renew|hire|invoice|after (?:the )?(?:termination|expiration|expiry)|breach|cure|retain|records|insurance|overdue|default|obligations?\b|during the term\b"
        ),
        topic=None,
        only_after=True,
        reach=12,
        weight=0.78,
    ),
    Stated(
        "schedule.duration",
        pattern(
            r"\b(?:hour|day|week|month|quarter|year)s?(?:[’']s?)?\s+(?:initial |base |fixed )?term\b(?! (?:and|or|of) condition)[^.;]{0,40}\b(?:commenc|beginn|start|from|after|unless|which|that)"
        ),
        typed.term,
        unless=pattern(
            r"warrant|notice of|confidential|solicit|renewals?\b|renewed|successive|(?:extend\w*|extension|additional|further)\b[^.;]{0,30}\bterms?\b|option|surviv"
        ),
        reach=6,
        weight=0.68,
    ),
    Stated(
        "schedule.duration",
        pattern(
            r"\b(?:maintain|support|provide|perform|host|render|operate|manage)\b[^.;]{0,100}\bfor\b(?: (?:an?|additional|further|initial|minimum|total|maximum|the|period|term|of|full))*(?=\s)"
        ),
        typed.term,
        unless=pattern(
            r"records?\b|insurance|books\b|copies|confidential|secret|warrant|notice|retain|backup|back-?up|log\b|logs\b|renew|hours|minutes|terminat|expir|transition|after (?:the )?(?:accept|delivery|end)|each\b"
        ),
        only_after=True,
        reach=4,
        weight=0.6,
    ),
)


_RENEWS = pattern(
    r"renew|thereafter upon|continue (?:automatically )?for|extend|extension|prolong|option(?:al)? (?:period|year|term)|year[- ]to[- ]year|evergreen|roll over|verlänger|reconduc"
)
_OTHER_EXTENSION = pattern(
    r"extend(?:s|ed)? to (?:all|any)|credit|delay|force majeure|deadline|review period|certificate|licen[cs]e|insurance|time for|obligations? .{0,30}extend|extends? beyond|surviv"
)
_TERM_TOPIC = pattern(r"term\b|duration|period of performance|renewal|extension|schedule|laufzeit|durée|commencement")


def _renewal(reading: Reading) -> Iterator[Candidate]:
    for sentence in reading.sentences:
        if not _RENEWS.search(sentence.text) or _OTHER_EXTENSION.search(sentence.text):
            continue
        for found in typed.choice("term.renewal", sentence.text):
            core = sentence.at(found.start, found.end)
            weight = (
                0.7
                + (0.12 if _TERM_TOPIC.search(sentence.topic) else 0)
                + (0.05 if found.value in ("auto", "none") else 0)
            )
            yield Candidate(
                "term.renewal", found.value, clip(reading.text, sentence.span, core), "term.renewal.sentence", weight
            )


_BASE_YEAR = pattern(r"\b(?:an?|one) (?:\(1\) )?(?:\w+ )?base year\b")


def _base_year(reading: Reading) -> Iterator[Candidate]:
    """A "base year" is a duration without a number."""
    for sentence in reading.sentences:
        if match := _BASE_YEAR.search(sentence.text):
            quote = clip(reading.text, sentence.span, sentence.at(match.start(), match.end()))
            yield Candidate(
                "schedule.duration", Duration(count=1, unit="year"), quote, "schedule.duration.base_year", 0.75
            )


RULES: tuple[Rule, ...] = (*_DURATION, _base_year, _renewal)
