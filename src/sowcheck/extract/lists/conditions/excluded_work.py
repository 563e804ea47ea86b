"""Exclusions in running text: what the supplier need not do, and what is kept for another phase or agreement."""

import re
from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import SUPPLIER_NAME, PartyCue
from sowcheck.extract.finding import pattern
from sowcheck.extract.lists.grammar.announced import statement
from sowcheck.extract.lists.grammar.obligations import Obligation, obligations
from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.reading import Reading

FIELD = "scope.exclusions"

_NEED_NOT = pattern(
    r"\b(?:responsible|responsibility|required|obligated|obliged|obligation|duty|engaged|commissioned|retained|expected)\b"
)
_SERVES = pattern(
    r"(?:be\s+)?(?:provide|perform|supply|deliver|install|maintain|support|develop|configure|host|repair|migrate|convert|test|train|"
    r"monitor|manage|undertake|carry out|create|build|handle|process)\b"
)
_NO_WORK = pattern(
    r"liab|loss(?:es)?\b|damages?\b|delays?\b|fail(?:s|ed|ures?)?\b|acts?\b.{0,20}\bomissions?|claims?\b|taxe?s?\b|payments?\b|\bpay\b|costs?\b|expenses?\b|fees?\b|"
    r"indemn|disclos|confiden|injur|breach|defaults?\b|inaccura|errors? or omissions|consequen|interruption|third part(?:y|ies) claims|reimburs|"
    r"refund|accept (?:any|such|orders)|notice|consent|renew|assign|purchas|sell\b|grant|licen[cs](?!ees?\b|ors?\b)|royalt|return\b|arbitrat|litigat|warrant|"
    r"employ|compensat|insur|\bterminat|continue|extend|enter into|negotiate|agree\b|advance|invest|compet|similar|exclusiv"
)
OF_LAW = pattern(
    r"force majeure|indemn|limitation|liabil|confiden|terminat|intellectual|propriet|assignment|tax|publicity|compensation|non-?solicit|"
    r"non-?compet|arbitrat|insurance|exclusiv|licen[cs]e grant|privacy|personal services|conflict|infring|debar|definition|royalt|"
    r"export|governing"
)
"""Headings of clauses that free the supplier of liability, not of work."""
_CAUSED = pattern(
    r"\bprovided,? (?:that )?(?:the |such |any |an? )?(?:\w+ ){1,4}?(?:is|are|was|were|has|have) not (?:been )?(?:caused by|due to|attributable to|the result of)\b"
)
_APART = pattern(
    r"\b(?:any |all )?(?:other|additional|further) (?:\w+ )?(?:services?|work|assistance)\b.{0,120}\b(?:separate|further|subsequent|additional|another|new) (?:written )?"
    r"(?:agreements?|statements? of work|sows?|contracts?|orders?|quot\w+|proposals?)\b"
)
_LATER = pattern(
    r"\b(?:only|no|not)\b[^.;()]{3,120}?\b(?:in|for|during|of|under)\s+(?:this\s+|the\s+(?:first|initial|current)\s+)?phase\b|"
    r"\b(?:in|for|during)\s+phase\s+(?:1|one|i)\b[^.;()]{0,40}\bbut\b[^.;()]{0,40}\b(?:eventually|later|subsequent\w*|future)\b|"
    r"\b(?:deferred|postponed|left|moved|reserved)\b[^.;()]{0,30}\b(?:to|for|until|into)\s+(?:a\s+)?(?:later|future|subsequent|second|next)\s+(?:phases?|releases?|projects?)\b"
)
_NOTHING = PartyCue(
    rf"\bnothing\b[^.;:]{{0,80}}?\b(?:requires?|obligates?|obliges?|to\s+(?:require|obligate|oblige))\s+(?:the\s+)?(?:{SUPPLIER_NAME})\s+to\b"
)
"""Such as "Nothing in this Agreement obliges the Supplier to …"."""
_BUT = re.compile(r",\s+(?:but|however|although|except)\b|\s+unless\b")


def excluded_work(reading: Reading) -> Iterator[Candidate]:
    """Clauses that free the supplier from work, and sentences that keep work apart."""
    for obligation in obligations(reading):
        if obligation.negated and obligation.bearer == "supplier" and _frees(obligation):
            end = up_to_but(obligation.one.text, obligation.duty, obligation.end)
            yield from statement(reading, FIELD, obligation.one.at(obligation.start, end), "freed", 0.62)
    nothing = _NOTHING.of(reading)
    for one in prose(reading):
        if (
            ("othing" in one.text)
            and (freed := nothing.search(one.text))
            and not _NO_WORK.search(one.text[freed.end() :])
        ):
            yield from statement(
                reading, FIELD, one.at(freed.start(), up_to_but(one.text, freed.end(), len(one.text))), "nothing", 0.6
            )
        elif _CAUSED.search(one.text) and (match := _CAUSED.search(one.text)):
            yield from statement(reading, FIELD, one.at(match.start(), len(one.text)), "caused", 0.6)
        elif _APART.search(one.text) and len(one.text) < _LONGEST:
            yield from statement(reading, FIELD, one.span, "apart", 0.6)
        elif match := _LATER.search(one.text):
            yield from statement(reading, FIELD, one.at(*_inside(one.text, match)), "later", 0.6)


_LONGEST = 320


def _frees(obligation: Obligation) -> bool:
    """Whether the supplier need not do some work; a ban ("shall not copy") frees nobody, and a liability is no work."""
    one = obligation.one
    if one.text.endswith(":") or OF_LAW.search(one.topic.split(" | ")[0].rsplit(" > ", 1)[-1]):
        return False
    if _NO_WORK.search(obligation.words[:100]):
        return False
    return bool(
        _NEED_NOT.search(one.text[obligation.binds : obligation.duty]) or _NEED_NOT.match(obligation.words)
    ) or (
        bool(_SERVES.match(obligation.words))
        and not obligation.subordinate
        and not re.search(r"\bwithout\b|\bunless\b", obligation.words)
    )


def up_to_but(text: str, start: int, end: int) -> int:
    """Where the words end that "but" or "unless" qualifies."""
    cut = _BUT.search(text, start, end)
    return cut.start() if cut else end


def _inside(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The brackets around a match; all the words if it stands in none."""
    opened, closed = text.rfind("(", 0, match.start()), text.find(")", match.end())
    if opened >= 0 and closed >= 0 and text.find(")", opened) == closed:
        return opened + 1, closed
    return 0, len(text)
