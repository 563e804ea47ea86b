"""Skills in sentences: "must have experience in A and B", "shall be proficient in C", "has substantial knowledge regarding D"."""

import re
from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate
from sowcheck.extract.cast import CLIENT, CueOfDocument, PartyCue
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.prose import Prose, prose_holding
from sowcheck.extract.lists.grammar.role_words import ROLE_NOUN
from sowcheck.extract.lists.skills.methods import split_known
from sowcheck.extract.lists.skills.skill_lists import FIELD, enumerated_names
from sowcheck.extract.lists.skills.skill_words import ABOUT_BIDS, people
from sowcheck.extract.reading import Reading
from sowcheck.skills.matcher import Mention, matcher

_HINT = pattern(
    r"experience|expert|proficien|skill|competen|versed|fluent|knowledge|command|familiar|understanding|abilit|able to|know[s ]|"
    r"master|background|practi[sc]ed|languages?|(?:speak|work)s? in [A-Z]|delivered"
)
_DEGREE = (
    r"(?:(?:an?|the|full|thorough|good|sound|strong|deep|solid|broad|demonstrated|proven|substantial|extensive|significant|relevant|"
    r"working|practical|hands-on|prior|current|excellent|detailed|in-depth|level of|technical|professional|\w+ing|"
    r"(?:at least |minimum (?:of )?)?(?:\w+ \(?\d+\)?|\d+\+?|\w+)[’']? years?[’']?(?: of)?)\s+)*"
)
_HEAD = (
    r"(?:experience|expertise|proficiency|skills?|competence|competency|knowledge|know-how|familiarity|understanding|command|fluency|"
    r"background)"
)
_LINK = (
    r"(?:in relation to|with regard to|in the (?:use|areas?|fields?|domains?) of|working with|regarding|concerning|using|in|with|of|"
    r"about|on)"
)
# "must have working knowledge of A, B and C": the names behind the link; what is no enumeration of names stays whole.
_HAS = re.compile(
    rf"\b(?P<verb>have|has|having|possess(?:es|ing)?|demonstrates?|brings?|shows?|needs?|requires?|required?|be|with|in)\s+"
    rf"(?P<whole>(?P<degree>{_DEGREE}){_HEAD}\s+{_LINK}\s+(?P<list>[^;:]{{3,240}}))",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"\b(?P<whole>(?:experienced|skilled|proficient|competent|well[- ]versed|versed|fluent|knowledgeable|trained|expert|familiar|practi[sc]ed|"
    rf"at home)\s+{_LINK}\s+(?P<list>[^;:]{{3,240}}))",
    re.IGNORECASE,
)
# A system is "able to" do things as well, and so is a duty put politely: people *have the ability*, or a language.
_CAN = re.compile(
    r"\b(?:have|has|possess(?:es)?|demonstrates?)\s+(?P<whole>(?:(?:the|an?|proven|demonstrated)\s+)*"
    r"(?:ability|abilities)\s+(?:to|of)\s+(?P<list>[^;:]{3,240}))",
    re.IGNORECASE,
)
_OF_ANYTHING = r"(?:certain|considerable|special|specific|such|requisite|necessary|required|the|all|sufficient|adequate|appropriate)"
_COMPOUND = re.compile(
    rf"\b(?:have|has|possess(?:es)?)\s+(?P<whole>{_DEGREE}(?P<list>(?!{_OF_ANYTHING}\b)(?:[a-z][\w-]+\s+(?:and\s+|or\s+)?){{1,4}}?)"
    r"(?:expertise|know-how|skills))\b(?!\s+(?:necessary|required|and|or|to|needed|of|in|that)\b)",
)
_KNOWS = re.compile(
    rf"\b(?i:{ROLE_NOUN}|team|people|persons|staff|members|them|they|everyone)\s+(?:must |shall |should |will )?(?:master|know|knows|masters)\s+"
    r"(?P<whole>(?P<list>[A-Z][^;:]{2,200}))"
)
_DELIVERED = re.compile(
    r"\b(?:have|has)\s+(?:delivered|completed|implemented|led|performed)\s+(?P<whole>(?:at least\s+|a minimum of\s+|two|one|three|\d)[^;:.]{0,40}?"
    r"(?:projects?|implementations?|engagements?|deployments?|migrations?|rollouts?)\s+(?:with|in|of|on|using)\s+(?P<list>[A-Z][^;:]{2,160}))"
)
_TONGUE = (
    r"(?:English|French|German|Dutch|Spanish|Italian|Portuguese|Danish|Norwegian|Swedish|Finnish|Polish|Czech|Hungarian|Greek|Turkish|"
    r"Russian|Ukrainian|Arabic|Hebrew|Hindi|Mandarin|Chinese|Cantonese|Japanese|Korean|Malay|Thai|Vietnamese|Welsh|Irish)"
)
_ABLE = re.compile(
    rf"\b(?P<whole>able to (?:work|speak|communicate|write|converse)(?: \w+)? in (?P<list>{_TONGUE}(?:(?:,\s*|\s+(?:and|or)\s+){_TONGUE})*))"
)
_SPEAKS = re.compile(
    rf"\b(?:works?|speaks?|communicates?|writes?)\s+(?:in\s+)?(?P<whole>(?P<list>{_TONGUE}(?:(?:,\s*|\s+(?:and|or)\s+){_TONGUE})*))"
)
_MODAL = pattern(
    r"\b(?:must|shall|will|should|needs?|required?|requires|expected|has|have|is|are|with|works?|speaks?|knows?|masters?)\b"
)
_CUT = re.compile(
    r"\s+(?:shall|will|must|is|are|was|were|has|have|so that|in order|arising|sufficient|necessary|required to|as (?:well|set|described)|"
    r"and (?:the|has|have|be|who|is|are|shall|will|must|all|at least|everyone|to|delivered|a|an|hold|holds)|which|who|that (?:is|are)|where|"
    r"during|throughout|before|prior to)\b|\.(?=\s|$)|[;:]|,\s+(?:and\s+)?(?:who|which|as|so|but|including|such|to|has|have|is|"
    r"the|with|hold)\b|\s+\((?=[a-z]+ [a-z])"
)
# "Experience in the field", "knowledge of the services": of these words alone no skill is made.
_ANYTHING = pattern(
    r"the|its|their|his|her|such|these|this|all|any|other|similar|providing|performing|performance|delivery|delivering|"
    r"provision|rendering|of|and|carrying|out|same|relevant|applicable|appropriate|respective|required|kind|type|types|"
    r"nature|scope|size|complexity|comparable|connection|to|be|field|fields|area|areas|industry|service|services|business|"
    r"work|works|duty|duties|obligation|obligations|task|tasks|matter|matters|subject|project|agreement|sow|contract|term|"
    r"terms|condition|conditions|provisions|contents|foregoing|parties|party|in|with|respect|regard|own|place|licensed|"
    r"material|materials|product|products|use|using|system|software|documentation|fact|facts|circumstances|law|laws|perform|"
    r"fulfil|fulfill|enter|into|under|comply|provide|deliver|execute|pay|meet|carry|do|so|assist|obtain|make|a|an|at|least|"
    r"each|operation|operations|current|new|technology|technologies|managed|hardware|for|on|or"
)
_ARTICLE = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)
_OTHER_MATTER = pattern(
    r"\b(?:obligations?|hereunder|herein|hereof|breach|infring\w*|this agreement|bankrupt\w*|insolven\w*|claims?|liabilit\w*|"
    r"transfer of|consent|misconduct|confidential|(?:applicable|appropriate|relevant|prevailing) (?:laws?|rules|regulations|policies))\b"
)
_UNLESS = pattern(
    r"\bto the (?:best|knowledge|actual)|best of (?:its|their|his|her)|without the knowledge|knowledge transfer|no knowledge|"
    r"actual knowledge|trade secrets?|confidential|not (?:be )?able|unable|in the event|\bif\b|\bunless\b|mutual understanding|"
    r"understanding of the parties|entire|arbitrat\w+|disputes?\b|expert determination|\bexperts\b|mediat\w+|acknowledges?|"
    r"represents? (?:and|that it is)"
)


_BUYER_FIRST = PartyCue(rf"\W*(?:the )?(?:{CLIENT})\b(?!['’])")


def of_sentences(reading: Reading) -> Iterator[Candidate]:
    """What the supplier's people must know, by the grammar of the sentence."""
    who = people(reading)
    client = _BUYER_FIRST.of(reading)
    for one in prose_holding(reading, _HINT):
        if not _HINT.search(one.text) or ABOUT_BIDS.search(one.text) or _UNLESS.search(one.text):
            continue
        if client.match(one.text) or not _MODAL.search(one.text):
            continue
        yield from _of_sentence(reading, one, who)


def _of_sentence(reading: Reading, one: Prose, who: CueOfDocument) -> Iterator[Candidate]:
    taken: list[tuple[int, int]] = []
    for grammar, person in _GRAMMARS:
        for match in grammar.finditer(one.text):
            if any(start < match.end("whole") and match.start("whole") < end for start, end in taken):
                continue
            before = one.text[: match.start("whole")]
            if (
                person
                and not who.search(before)
                and not re.match(r"\W*(?:they|he|she|all|each|both)\b", one.text, re.IGNORECASE)
            ):
                continue
            places = list(_skills(one.text, match))
            for start, end in places:
                quote = clip(reading.text, one.span, one.at(start, end))
                yield Candidate(FIELD, one.text[start:end], quote, f"{FIELD}.prose", 0.7)
            if places:
                taken.append((places[0][0], places[-1][1]))


_GRAMMARS = (
    (_HAS, False),
    (_IS, True),
    (_CAN, True),
    (_COMPOUND, True),
    (_KNOWS, False),
    (_DELIVERED, True),
    (_ABLE, True),
    (_SPEAKS, True),
)
"""Each with whether a person or the supplier must stand before it."""


def _skills(words: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The places of the names behind the link, else of the whole phrase."""
    start, end = match.span("list")
    if cut := _CUT.search(words, start, end):
        end = cut.start()
    listed = words[start:end].rstrip(" ,")
    if len(listed) < 2 or _says_nothing(listed):
        return
    if match.re is _ABLE:
        yield match.span("whole")
    elif names := list(enumerated_names(listed)):
        yield from ((start + first, start + last) for first, last in names)
    elif match.re in (_HAS, _IS) and len(places := list(split_known(listed, _known(listed)))) > 1:
        yield from ((start + first, start + last) for first, last in places)
    elif _is_name(listed):
        yield start, start + len(listed)
    else:
        article = _ARTICLE.match(words, match.start("whole"))
        whole = article.end() if article else match.start("whole")
        yield whole, max(match.end("whole") if match.re is _COMPOUND else whole, start + len(listed))


def _known(words: str) -> tuple[Mention, ...]:
    return matcher().find(words, among_skills=True)


def _says_nothing(words: str) -> bool:
    return bool(_OTHER_MATTER.search(words)) or all(map(_ANYTHING.fullmatch, re.findall(r"[^\W_]+", words)))


def _is_name(words: str) -> bool:
    """One name, such as "SAP Integration Suite (Cloud Integration)": most of its words begin with a capital."""
    parts = words.split()
    capitals = sum(bool(re.match(r"\W*[A-Z\d]", part)) for part in parts)
    return bool(re.match(r"[A-Z]", words)) and len(parts) <= 6 and 2 * capitals > len(parts)
