"""Methods and standards that the work follows: "using DevSecOps practices", "tested against IEC 62443"."""

import re
from collections.abc import Iterator, Sequence

from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.prose import prose
from sowcheck.extract.lists.skills.skill_lists import FIELD
from sowcheck.extract.lists.skills.skill_words import ABOUT_BIDS
from sowcheck.extract.lists.skills.work_sentences import ELSEWHERE, WorkSentences
from sowcheck.extract.reading import Reading
from sowcheck.skills.matcher import Mention, matcher

_USE = pattern(
    r"\b(?:uses?|using|utili[sz]\w+|employ(?:s|ing)?|appl(?:y|ies|ying)|adopt(?:s|ed|ing)?|follow(?:s|ing)?|adher\w+ to|"
    r"incorporat(?:es?|ed|ing)|combin(?:es?|ing)|leverag(?:es?|ing)|based on|maintain(?:s|ing)?|"
    r"expertise in|works? (?:by|to|according to)|working (?:by|to|according to))\s+"
    r"(?:(?:the|an?|its|their|all|modern|current|relevant)\s+)*(?=(?P<what>(?!(?:in|on|of|to|for|at|by|from|with)\b)[^.;:()]{3,140}))"
)
_DONE = pattern(
    r"^\W*(?P<what>[A-Z][^.;:,]{3,90}?)\s+(?:shall|must|will|should) be (?:conducted|used|followed|applied|employed|practi[sc]ed|performed)\b"
)
_STOP = re.compile(
    r"\s+(?:to|for|into|during|wherever|where|when|while|so that|in order|as|by|throughout|within|that|which|on|at|unless|with|using|"
    r"and with|in support|in (?:the|its|their|all|accordance|order|this|each)|of (?:the|its|their|all|this)|"
    r"and (?:shall|will|must|the|is|are|assist|support|ensure|provide|use|uses|follow|apply|[a-z]+ (?:the|all|its|their|them)))\b|"
    r",\s+(?:wherever|which|as|where|including|such|so|to|in|using)\b|[:;.]"
)
_BRACKET = re.compile(r"\s\([^()]{2,40}\)")
_AGAINST = pattern(r"\b(?:against|in accordance with|according to|in line with|following)\s+(?=(?P<what>[^.;]{3,160}))")
_MEASURES = pattern(r"\b(?:assess|audit|test|review|evaluat|benchmark|measur|design|buil[dt]|develop|harden)\w*\b")
_REGISTERED = re.compile(r"certifi|registration|accredit|licen[cs]", re.IGNORECASE)
_KINDS = ("method", "standard", "technology", "protocol")
_LONGEST = 9
"""Words of a method; more are a description."""
_LONGEST_SENTENCE = 700


def of_methods(reading: Reading) -> Iterator[tuple[Candidate, bool]]:
    """What the supplier uses, follows and applies, where the taxonomy knows it; with whether it has to, in so many words."""
    judge = WorkSentences(reading)
    for one in prose(reading):
        if len(one.text) > _LONGEST_SENTENCE:
            continue
        places = [*_used(one.text), *_done(one.text), *_against(one.text)]
        if not places:
            continue
        binds = judge.binds_supplier(one.text)
        elsewhere = ELSEWHERE.search(one.topic) or ABOUT_BIDS.search(one.topic)
        if (elsewhere and not binds) or not (judge.tells_work(one.text) or _DONE.search(one.text)):
            continue
        for start, end in places:
            quote = clip(reading.text, one.span, one.at(start, end))
            yield Candidate(FIELD, one.text[start:end], quote, f"{FIELD}.prose", 0.65 if binds else 0.58), binds


def _used(words: str) -> Iterator[tuple[int, int]]:
    """The objects of "use" and its like."""
    for match in _USE.finditer(words):
        start = match.start("what")
        end = start + _first_stop(match.group("what"))
        known = _known(words[start:end])
        if known and len(words[start:end].split()) <= _LONGEST and not _REGISTERED.search(words[start:end]):
            for first, last in split_known(words[start:end], known):
                bracket = _BRACKET.match(words, start + last)
                yield start + first, bracket.end() if bracket and _known(bracket.group()) else start + last


def _first_stop(words: str) -> int:
    """Where the object ends; the "as" of "infrastructure as code" ends nothing."""
    known = matcher().find(words)
    inner = [(one.start, one.end) for one in known]
    stops = (one.start() for one in _STOP.finditer(words) if not any(a < one.start() < b for a, b in inner))
    return len(words[: next(stops, len(words))].rstrip(" ,;"))


def _done(words: str) -> Iterator[tuple[int, int]]:
    """The subject of "must be conducted", if it is a method and little else."""
    match = _DONE.search(words)
    if match and (known := _known(match.group("what"))):
        covered = sum(mention.end - mention.start for mention in known)
        if 2 * covered >= len(match.group("what")):
            yield match.span("what")


def _against(words: str) -> Iterator[tuple[int, int]]:
    """The standards that something is assessed against or built to."""
    for match in _AGAINST.finditer(words):
        if not _MEASURES.search(words[: match.start()]):
            continue
        for mention in _known(match.group("what")):
            if mention.skill.category.kind == "standard":
                yield match.start("what") + mention.start, match.start("what") + mention.end


def _known(words: str) -> list[Mention]:
    found = matcher().find(words)
    return [
        one for one in found if one.skill.category.kind in _KINDS and one.skill.category.key != "collaboration_tool"
    ]


_AND = re.compile(r",?\s+(?:and|or|as well as)\s+|,\s+")


def split_known(words: str, known: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The parts of an enumeration if the taxonomy knows each of them, else all of it."""
    cuts = [cut.span() for cut in _AND.finditer(words) if not any(one.start < cut.start() < one.end for one in known)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)]
    places = list(zip(starts, ends, strict=True))
    if all(any(start <= mention.start < end for mention in known) for start, end in places):
        yield from places
    else:
        yield 0, len(words)
