"""Noun phrases behind a verb: where the name of a thing ends, what its head is, and what kind of thing that is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.enumerations import split

LONGEST_NAME = 150
"""Characters; a longer phrase is a clause, not a name."""

_ADJUNCT = (
    r"[.;:](?=\s|$)|\s[–—]\s|\s\((?!s\))|"
    r"\s(?:in\s+(?:order\s+to|(?:strict\s+)?accordance|compliance|conformity|connection|response|such|a\s+(?:timely|manner|format|form))|"
    r"so\s+(?:that|as)|such\s+(?:that|as)|pursuant|as\s+(?:set|requested|required|may|needed|necessary|appropriate|described|specified|"
    r"defined|part|well|directed|provided|soon|mutually|agreed|outlined|determined|reasonably|shown|listed|stated|it|they|the|an?|is|"
    r"are|follows|contemplated|more|often)|"
    r"(?:on\s+or\s+)?(?:before|by)\s+(?:no\s+later|not\s+later|the\s+(?:end|date|close|time|last|\d+)|each|\d|[A-Z][a-z]+\s+\d|monday|"
    r"tuesday|wednesday|thursday|friday)|"
    r"(?:no|not)\s+later\s+than|within\s+(?:\w+\s+)?(?:\(?\d+|\w+\s+\(?\d+|an?\s|the\s+(?:time|period|timeframe)|one|two|three|five|ten|"
    r"fifteen|thirty|sixty|ninety)|prior\s+to|promptly|immediately|upon|after|during|throughout|under\s+(?:this|the|such|section)|until|"
    r"unless|if|when|whenever|where|which|who|whose|whether|that|at\s+(?:no|its|the|least|any|all|each|such|a|such)|from\s+time|"
    r"for\s+(?:(?:the\s+)?(?:approval|review|acceptance|comment|use|purposes?)|an?\s+(?:period|fee|term)|so\s+long|as\s+long)|"
    r"on\s+(?:an?\s+\w+(?:\s\w+)?\s+basis|or\s+before|behalf)|(?:an?|per|each|every)\s+(?:month|quarter|week|year)\b|with\s+(?:respect|regard|"
    r"reference|each|(?:the\s+)?(?:goal|aim|intent|purpose))|via|by\s+means|by\s+(?:\w+ing\b|the\s+use)|through\s+(?:the|its|an?)\b|"
    r"using|utili[sz]ing|including|include|includes|(?:and|or|to)\s+(?:shall|will|must|include|otherwise|ensure|enable|allow|assist|help|furnish|provide|submit|deliver|prepare|maintain|make|keep|perform|conduct)|"
    r"other\s+than|e\.g\.|i\.e\.|subject\s+to|except|free\s+of|without|at)\b"
)
_SOFT = re.compile(r"\s(?:with\s+(?:respect|regard|reference)|in\s+connection)", re.IGNORECASE)
"""Ends a name only if that says enough without it."""
_SHORT_NAME = 3
_END = re.compile(_ADJUNCT, re.IGNORECASE)
_POSTMODIFIER = re.compile(
    r"\s(?:(?:of|for|to|that|from|in|into|on|onto|with|at|by|between|among|about|across|regarding|concerning|relating|containing|"
    r"covering|describing|detailing|showing|listing|projecting|outlining|summari[sz]ing|documenting|reflecting|indicating|"
    r"setting|comprising|consisting|based)\b|"
    r"(?:(?:currently|presently|previously|already|otherwise|customarily|ordinarily)\s+)?(?:related|required|needed|necessary|used|created|prepared|developed|produced|generated|delivered|provided|described|set|specified|"
    r"identified|listed|requested|written|compiled|made)(?=\s+(?:by|for|in|to|under|during|as|on|with|from|at|forth|of|out|above|below|"
    r"herein|within|through|upon|using|that)\b|$))",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?P<back>the|such|said|these|those|this|that|its|their|his|her|any|other)\s+|"
    r"(?:an?|all(?:\s+(?:of\s+)?the)?|each|every|one|two|three|four|five|several|multiple|both|and)\s+(?:\(\d+\)\s+)?|\d+\s+",
    re.IGNORECASE,
)

_DOCUMENT = (
    r"(?:report|plan|document|documentation|manual|guide|handbook|stud(?:y|ies)|analys[ie]s|assessment|specification|drawing|diagram|design|"
    r"presentation|slide|deck|summar(?:y|ies)|minutes|roadmap|matri(?:x|ces)|inventor(?:y|ies)|catalogu?e|template|playbook|runbook|"
    r"mock-?up|wireframe|storyboard|stor(?:y|ies)|backlog|artifact|artefact|finding|recommendation|workbook|forecast|newsletter|paper|brief|"
    r"curriculum|material|blueprint|layout|transcript|memorand(?:um|a)|survey|audit|review|projection|update|procedure|checklist|"
    r"statistic|result|schematic|calculation|map|register|charter|concept|evaluation|estimate|collateral|file|record|log)s?"
)
_SOFTWARE = (
    r"(?:software|system|application|app|website|web ?site|site|webpage|page|portal|platform|dashboard|module|component|interface|apis?|"
    r"database|prototype|model|tool|toolkit|feature|functionality|functionalities|code|architecture|repositor(?:y|ies)|release|build|version|solution|"
    r"package|librar(?:y|ies)|plug-?in|integration|pipeline|environment|back-?end|front-?end|logo|firmware|engine|screen|script|data ?set|"
    r"program|programme|game|device|unit|equipment|installation|launch|algorithm|warehouse|store|shop|network|configuration|"
    r"implementation|migration|conversion|enhancement|modification|customi[sz]ation|upgrade|hardware|content|graphics|artwork|video|"
    r"work ?products?|product|tests?|labor|labour|asset)s?"
)
_SERVICE = (
    r"(?:services?|consultation|consultancy|consulting|advice|maintenance|training|hosting|development|research|testing|workshops?|sessions?|"
    r"monitoring|administration|consultations|courses?|seminars?|support|management|processing|marketing|engineering|visits?|assistance|repairs?)"
)
_KINDS = (
    ("document", re.compile(rf"{_DOCUMENT}$", re.IGNORECASE)),
    ("software", re.compile(rf"(?:{_SOFTWARE})$", re.IGNORECASE)),
    ("service", re.compile(rf"{_SERVICE}$", re.IGNORECASE)),
)
_NO_THING = pattern(
    r"\b(?:invoices?|time ?sheets?|notices?|evidence|proposals?|quot(?:e|ation)s?|offers?|bids?|refunds?|credits?|insurance|access|answers?|"
    r"responses?|list of|r[ée]sum[ée]s?|receipts?|certificates? of insurance|polic(?:y|ies) of|personnel|staff|employees|replacements?|"
    r"payments?|consents?|approvals?|proof|opportunit\w+|requests?|claims?|tax|personal data|confidential|proprietary|books|"
    r"licen[cs]es?|waivers?|facilit(?:y|ies)|samples?|forecasts? of|purchase orders?|work ?space|names? of|"
    r"deliverables|following|above|hereunder|background (?:check|investigation)s?|good faith|best efforts|due diligence|consideration|warrant\w+|indemn\w+|all work)\b"
)


_BULLETS = " •●○▪◦·*§"
_BEGINS_BADLY = pattern(r"(?:of|for|to|in|on|with|by|at|from|and|or|as)\s")


_TO_SOMEBODY = re.compile(r"(?:[A-Z][\w&.’'-]*\s+){1,4}(?:an?|all|the|each)\s+(?=\w)")
"""Who receives the thing, named before it: "provide the Board a plan"."""
_ANY = re.compile(
    r"(?:(?:necessary|reasonable|appropriate|suitable|available|required|applicable|adequate|sufficient|relevant|other|certain|additional|proper|"
    r"accurate|complete|all|any|such|its)\s+)*[\w-]+$",
    re.IGNORECASE,
)
"""A head with words that say nothing of which one: "all necessary records"."""


@dataclass(frozen=True)
class Thing:
    """One noun phrase: `words[start:end]` is the name without its article."""

    start: int
    end: int
    name: str
    kind: str | None
    """document, software or service by its head; None for anything else."""
    refers_back: bool
    """Begins with a word that points to something named before ("the", "such")."""
    bare: bool
    """A head alone, without a word that says which one."""


def things(words: str, start: int = 0) -> Iterator[Thing]:
    """The things that one or several coordinated noun phrases at `start` name.

    >>> [thing.name for thing in things("a test plan, a training manual and a final report within 10 days.")]
    ['test plan', 'training manual', 'final report']
    """
    stop = _END.search(words, start)
    if stop and _SOFT.match(stop.group()) and len(words[start : stop.start()].split()) <= _SHORT_NAME:
        stop = _END.search(words, stop.end())
    end = stop.start() if stop else len(words)
    parts = _parts(words, start, end)
    for a, b in parts:
        if thing := _thing(words, a, b):
            yield thing


def end_of_name(words: str, start: int) -> int:
    """Where a phrase ends that begins at `start`: before what says when, how, for whom or on what condition."""
    stop = _END.search(words, start)
    return stop.start() if stop else len(words)


def _parts(words: str, start: int, end: int) -> list[tuple[int, int]]:
    phrase = words[start:end]
    if re.match(r"all\b", phrase, re.IGNORECASE) and re.search(r",?\s+and\s+(?:all\s+)?other\s", phrase):
        return [(start, end)]
    found = [(start + a, start + b) for a, b in split(phrase)]
    if found and all(kind_of(head_of(words[a:b])) for a, b in found):
        return found
    joined = re.search(r"\s+and\s+(?=an?\s)", phrase)
    if joined and "," not in phrase:
        return [(start, start + joined.start()), (start + joined.end(), end)]
    comma = re.search(r",\s", phrase)
    if comma:
        end = start + comma.start()
    return [(start, end)]


def _thing(words: str, start: int, end: int) -> Thing | None:
    back = False
    while start < end and words[start] in _BULLETS:
        start += 1
    while match := _DETERMINER.match(words, start, end):
        back = back or match.group("back") is not None
        start = match.end()
    if other := _TO_SOMEBODY.match(words[start:end]):
        start += other.end()
    name = re.sub(r"\s+(?:and|or|the|an?)$", "", " ".join(words[start:end].split()).rstrip(" ,.;"))
    if _BEGINS_BADLY.match(name):
        return None
    if not 3 < len(name) <= LONGEST_NAME or _NO_THING.search(_first(core_of(name))):
        return None
    return Thing(
        start, start + len(words[start:end].rstrip(" ,.;")), name, kind_of(head_of(name)), back, _is_bare(name)
    )


def _is_bare(name: str) -> bool:
    return name == core_of(name) and bool(_ANY.fullmatch(name))


def core_of(name: str) -> str:
    """The words up to the first that says more about the head."""
    match = _POSTMODIFIER.search(name)
    return name[: match.start()] if match else name


def _first(core: str) -> str:
    """The first of coordinated nouns, by its last three words."""
    return " ".join(re.split(r",|\sand\s|\sor\s", core)[0].split()[-3:])


def head_of(name: str) -> str:
    """The noun that a phrase is about: the last word before what follows the noun."""
    words = re.findall(r"[\w’'-]+", core_of(re.sub(r"\([^)]*\)", " ", name)))
    return words[-1] if words else ""


def kind_of(head: str) -> str | None:
    """What kind of thing a head is."""
    return next((kind for kind, words in _KINDS if words.match(head)), None)
