"""What no sentence may say, whatever it cites: that the deal is ready, agreed or harmless, or that the gate can wait."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sowcheck.risk.sources import SourceText


class Claim(NamedTuple):
    """Words that are refused, and what is said of them."""

    words: re.Pattern[str]
    reason: str
    allowed: Callable[[Sequence[SourceText], bool], bool] = lambda _cited, _ready: False
    """Whether what is cited, and the state of the gate, bear them out."""


def refused_claim(text: str, cited: Sequence[SourceText], *, ready: bool) -> str | None:
    """Why the sentence says what no summary may say; None if it does not.

    Args:
        text: The sentence, or words that are to stand in one.
        cited: What it rests on.
        ready: Whether nothing keeps the gate shut.
    """
    if _MARKUP.search(text):
        return "holds markup"
    if _LINK.search(text):
        return "holds a link or an address"
    known = {word for source in cited for word in source.words}
    for word in _WEIGHTY.findall(text):
        if word.casefold() not in known:
            return f"says “{word}”, which is not in what it cites"
    for claim in _CLAIMS:
        found = claim.words.search(text)
        if found and not claim.allowed(cited, ready):
            return f"{claim.reason}: “{found.group().strip()}”"
    return None


_MARKUP = re.compile(r"<[^>]{0,80}>|[*_`#|~^{}\\]|\[[^\]]*\]\s*\(|&\w{2,8};|&#\d+;")
_LINK = re.compile(
    r"https?:|www\.|mailto:|\b[\w.+-]+@[\w-]+|\b[\w-]+\.(?!(?:pdf|docx?|txt|md|json|csv|js)\b)[a-z]{2,12}\b",
    re.IGNORECASE,
)

_WEIGHTY = re.compile(
    r"\b(prevails?|prevailing|void|voided|invalid|valid|binding|enforceable|executed|authentic|genuine|forged|fraud\w*|terminated?"
    r"|cancel\w*|withdrawn|supersed\w*|breach\w*|illegal|unlawful|liable|lawful|compliant|guarantee\w*|renegotiat\w*)\b",
    re.IGNORECASE,
)
"""Words of legal weight: what is cited has to say them first."""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


def _none_blocks(cited: Sequence[SourceText], _ready: bool) -> bool:
    return not any(source.blocks for source in cited)


def _all_light(cited: Sequence[SourceText], _ready: bool) -> bool:
    return all(source.finding.severity in ("low", "info") for source in cited)


def _gate_is_ready(_cited: Sequence[SourceText], ready: bool) -> bool:
    return ready


_DONE = r"(?:signed[\s-]off|approved|cleared|waived|released|authori[sz]ed|accepted|confirmed|resolved|settled|finali[sz]ed|agreed)"
_WANTED = (
    r"(?<!\bnot\s)(?<!\bnever\s)(?<!\bnot\syet\s)(?<!\bbe\s)(?<!\bget\s)(?<!\bgets\s)(?<!\bbeing\s)(?<!\bun)(?<!\bnot\sbeen\s)"
    r"(?<!\byet\sbeen\s)(?<!\bor\s)"
)
_CLAIMS = (
    Claim(
        _words(
            r"""^\W*(?:please\s+)?(?:kick\s*-?\s*off|begin|proceed|sign|bill|invoice|pay|send|transfer|release|open|launch|delete|remove
            |hide|change|consider|treat|start(?!\s+(?:and|date|,)))\s+\w | \b(?:sign|start|begin|proceed|bill|pay|go)\s+(?:now|today
            |immediately|at\s+once|first|right\s+away)\b | \b(?:can|may|could|should|will)\s+(?:now\s+)?(?:continue|resume|carry\s+on)\b
            | \bgate\s+(?:opens|will\s+open|may\s+open|can\s+open|(?:should|can|may|could|will)\s+be\s+(?:opened|lifted|passed))\b"""
        ),
        "tells people to do what only they decide",
    ),
    Claim(
        _words(
            r"""\b(?:is|are|was|were|looks?|seems?|appears?|stays?)\s+(?:(?!not\b|no\b)\w+\s+)?(?:correct|right|fine|equal|identical|closed|resolved|normal
            |expected|intended|justified|under\s+control|consistent|in\s+order|in\s+line|unchanged|final)\b
            | \b(?:matches|matched|equals|coincides?|agrees?\s+with|corresponds?\s+to)\b
            | \btreated\s+as\b | \brecords?\s+prevails?\b | \b(?:both|all)\s+(?:parties|sides)\s+(?:have\s+)?(?:signed|agreed|accepted)\b"""
        ),
        "says that something holds, which no finding shows",
    ),
    Claim(
        _words(
            r"""\brisks?\b[^.;,]{0,40}?\s+(?:is|are|remains?|stays?|seems?)\s+(?:\w+\s+)?(?:low|small|acceptable|minimal|limited|manageable|none|nil)\b
            | \bnothing\s+(?:here|to\s+(?:do|decide|settle|fear|correct))\b | \blittle\s+(?:to|reason|need|cause)\b
            | \bno\s+(?:further|more|other|immediate)\s+\w+\s+(?:is|are)\b | \bwithin\s+(?:the\s+)?tolerances?\b
            | \b(?:typos?|typing\s+errors?|clerical|oversight|slip)\b | \b(?:without\s+telling|never\s+notice|conceal\w*|secret\w*|quietly)\b"""
        ),
        "plays down what it cites",
    ),
    Claim(
        _words(
            r"""\b(?:ready|cleared?|safe|free|fit|fine|good|okay|ok|able|allowed|permitted)\s+(?:to|for|and)\s+
            (?:be\s+)?(?:start|begin|proceed|go|kick|sign|launch|bill|invoic|releas|hand|mobili[sz]|staff|plan|execut|deliver)
            | \b(?:good\s+to\s+go|green\s+light|greenlit|all\s+clear|no-go|go-ahead|go\s+ahead|ready\s+now|is\s+ready|are\s+ready
            |ready\s+for\s+(?:sign|kick|handoff|hand-over|handover|delivery|billing))\b
            | \b(?:can|may|could|should|must|will|shall)\s+(?:now\s+|already\s+|safely\s+|still\s+|therefore\s+)?
            (?:start|begin|proceed|commence|go\s+live|kick\s+off|be\s+(?:started|released|opened|kicked))\b"""
        ),
        "says that the work may start, which only people decide",
    ),
    Claim(
        _words(
            r"""\b(?:no|without|zero|nor|free\s+of|lacks?|absence\s+of)\s+(?:any\s+|further\s+|real\s+|significant\s+|material\s+
            |major\s+|open\s+|known\s+|other\s+|more\s+)*(?:risks?|issues?|problems?|blockers?|discrepanc\w+|concerns?|findings?
            |obstacles?|hidden\s+scope|exposures?|contradictions?|mismatch\w*|differences?|objections?|impediments?|impact)\b
            | \brisk[\s-]free\b | \b(?:low|little|minimal|limited)\s+risk\b | \bnothing\s+(?:to\s+worry|stands|wrong|is\s+wrong
            |open|else|remains|prevents|needs|contradicts|differs)\b
            | \b(?:everything|all\s+(?:is|are|terms|fields|values|figures|else|other)|both\s+sides|every\s+term|the\s+papers\s+and\s+(?:the\s+)?records?
            |documents?\s+and\s+records?)\b[^.;]{0,30}?\b(?:match\w*|agrees?|in\s+order|correct|consistent|aligned|fine|identical)\b"""
        ),
        "says that nothing is wrong, and what it cites is wrong",
    ),
    Claim(
        _words(
            rf"""\b(?:is|are|was|were|has|have|had|been|stands?|fully|already|now|all|legal|finance|parties|sides|customer|operations
            |lead|management|they|we)\s+(?:(?:been|already|now|fully|duly|formally|both|all|since)\s+)*{_WANTED}{_DONE}\b
            | ^\s*(?:fully\s+)?{_DONE}\b | \bgate\s+(?:is|stands|remains|now)\s+(?:now\s+)?(?:open|clear\w*|unblocked|ready)\b
            | \b(?:fully|duly|properly|validly)\s+(?:signed|executed)\b(?!\s+copy)"""
        ),
        "says that something is decided, which no finding shows",
    ),
    Claim(
        _words(
            r"""\b(?:skip|bypass|ignor|overrid|overrul|disregard|waiv|circumvent|suppress|dismiss|close|force|open|unblock|lift|remove
            |suspend|neglect|drop)(?:e|es|ed|ing|s|d|ping|ped|ding)?\b[^.;]{0,50}?\b(?:gate|approvals?|sign-?offs?|findings?|checks?
            |discrepanc\w+|reviews?|controls?|warnings?|blockers?|issues?|it|them|this|these)\b
            | \b(?:can|may|could|should)\s+(?:safely\s+|all\s+)?(?:be\s+)?(?:skipped|bypassed|ignored|overridden|overruled|disregarded
            |waived|dismissed|closed|left|wait|dropped|postponed|deferred)\b
            | \b(?:no\s+need|not\s+necessary|unnecessary|needn[’']?t|need\s+not|not\s+need\w*|no\s+reason|not\s+required
            |nobody\s+(?:needs|has)|no\s+(?:action|approval|review|decision|sign-?off)(?:\s+is)?\s*(?:needed|required|necessary)?)\b
            | \b(?:anyway|regardless|nevertheless|irrespective|despite)\b | \bwithout\s+(?:waiting|approval|sign|review|further)\b
            | \b(?:create|start|launch|open)\s+the\s+project\s+(?:now|today|immediately)\b"""
        ),
        "advises to pass over the gate or a finding",
    ),
    Claim(
        _words(
            r"""\b(?:does|do|did|will|would|need)\s*(?:n[’']t|\s+not)\s+(?:yet\s+)?block\b | \bnon-?blocking\b | \bnot\s+(?:a\s+)?block(?:er|ing)\b"""
        ),
        "says that something does not block, and it does",
        _none_blocks,
    ),
    Claim(
        _words(r"\bnothing\s+(?:keeps\s+the\s+gate|blocks?)\b | \bno\s+(?:finding|discrepancy)\s+blocks\b"),
        "says that nothing blocks, and something does",
        _gate_is_ready,
    ),
    Claim(
        _words(
            r"""\b(?:minor|negligible|harmless|trivial|immaterial|insignificant|unimportant|cosmetic|formality|irrelevant|benign
            |acceptable|tolerable|false\s+(?:alarm|positive)s?|not\s+(?:serious|critical|important|material|urgent|relevant))\b"""
        ),
        "makes light of what it cites",
        _all_light,
    ),
    Claim(
        _words(
            r"""\b(?:as\s+an?\s+(?:ai|assistant|language\s+model)|language\s+model|assistant|instructions?|instructed|prompts?
            |system\s+message|ignore\s+(?:all|the|any|previous)|i\s+(?:am|was|cannot|can|have)|i[’']m)\b"""
        ),
        "speaks of the model or to it",
    ),
    Claim(
        _words(
            r"""\b(?:iban|swift|bic|bank\s+(?:account|details)|account\s+(?:number|details)|wire|routing\s+number|passwords?
            |(?:your|their|enter|send|share)\s+credentials|click|visit|download|install|log\s*in)\b | \b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}\b"""
        ),
        "asks for something that no finding is about",
    ),
)
"""Every claim with the reason why it is refused."""
