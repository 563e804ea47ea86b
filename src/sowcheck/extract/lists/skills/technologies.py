"""Technologies that the work is done on or with: "builds the portal in Drupal", "Rails backend + PostgreSQL".

The taxonomy tells which words name a technology; the grammar of the sentence tells whether the work is done with it.
"""

import re
from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate
from sowcheck.extract.finding import clip, pattern
from sowcheck.extract.lists.grammar.prose import Prose, prose
from sowcheck.extract.lists.skills.skill_lists import FIELD
from sowcheck.extract.lists.skills.skill_words import ABOUT_BIDS
from sowcheck.extract.lists.skills.work_sentences import DOES, ELSEWHERE, WorkSentences
from sowcheck.extract.reading import Reading
from sowcheck.skills.matcher import Mention, matcher

# Reports are written in Word and sent by mail: office software is named for the paper, not for the work.
_NOT_THE_WORK = frozenset(["collaboration_tool", "industry_system", "security_practice"])
_CONNECTS = pattern(
    r"(?:\bintegrat\w*|\bconnect\w*|\binterfac\w+|synchroni[sz]\w*|\blink\w*|\bexchang\w+|\bfeeds?|\bsend\w*|\breceiv\w+|"
    r"\baccessible|\bavailable|\bretriev\w+|\bfetch\w*|(?:migrat|mov|convert|export|import|pull|load|extract)\w*(?:\s+[\w-]+){0,5}?\s+from)\b"
    r"[^.;:]{0,60}$"
)
_IN_SCOPE = pattern(
    r"\b(?:applications?|platforms?|modules?|technologies|products|systems?) (?:in scope|covered|to be supported|supported|concerned)"
    r"[^.;:]{0,30}\b(?:are|is|includes?|comprises?)\b"
)
_FINITE = re.compile(r"\b(?:shall|will|must|is|are|was|were|has|have|can|may|does|should)\b", re.IGNORECASE)
_BULLET = re.compile(r"[•·●○◦▪■□➢►▸✓✔‣∙*–—-]\s")


def of_work(reading: Reading) -> Iterator[Candidate]:
    """The technologies that sentences about the work and items of a technical list name."""
    judge = WorkSentences(reading)
    for one in prose(reading):
        if ELSEWHERE.search(one.topic) or ABOUT_BIDS.search(one.topic):
            continue
        found = [mention for mention in matcher().find(one.text) if _names_technology(mention, judge)]
        if not found:
            continue
        if not (_is_stack(one, found) or _IN_SCOPE.search(one.text)):
            found = [mention for mention in found if _is_tool(one.text, mention)] if judge.tells_work(one.text) else []
        for start, end in _phrases(one.text, found):
            quote = clip(reading.text, one.span, one.at(start, end))
            yield Candidate(FIELD, one.text[start:end], quote, f"{FIELD}.prose", 0.6)


def _names_technology(mention: Mention, judge: WorkSentences) -> bool:
    category = mention.skill.category
    named = category.kind in ("technology", "protocol") and category.key not in _NOT_THE_WORK
    return named and not judge.is_party(mention.form.words)


def _is_stack(one: Prose, found: list[Mention]) -> bool:
    """Whether an item names technologies and little else: "Rails backend + PostgreSQL + REST API"."""
    words = one.text
    if len(words) > 160 or _FINITE.search(words) or words.rstrip().endswith(":"):
        return False
    if len({mention.skill.name for mention in found}) < 2:
        return False
    covered = sum(mention.end - mention.start for mention in found)
    return 3 * covered >= len(words) or (6 * covered >= len(words) and _BULLET.match(words) is not None)


def _is_tool(words: str, mention: Mention) -> bool:
    """Whether the work is done on or with a technology, and it is not the other end of an interface."""
    before = words[: mention.start]
    return bool(DOES.search(before)) and not _CONNECTS.search(before)


_VERSION = re.compile(r"\s?v?\d+(?:\.\d+)+(?![\d%])|\s\d{1,2}(?=\s*(?:[,;)+/]|$|\band\b|\bor\b|\.\s|\.$))")


def _phrases(words: str, mentions: list[Mention]) -> Iterator[tuple[int, int]]:
    """The names with their versions; two with nothing between them are one; one in brackets takes what it explains."""
    last: tuple[int, int] | None = None
    for mention in mentions:
        start, end = mention.start, mention.end
        if version := _VERSION.match(words, end):
            end = version.end()
        if last and words[last[1] : start].strip() == "":
            last = (last[0], end)
            continue
        if last:
            yield _explained(words, *last)
        last = (start, end)
    if last:
        yield _explained(words, *last)


_EXPLAINS = re.compile(r"((?:[\w/-]+\s+){0,5}[\w/-]+)\s+\((?:using |e\.g\.,? |such as )?$")
_BREAK = re.compile(
    r"(?:.*\b(?:to|using|with|in|on|by|via|of|for|from|use|uses|through|into|the|a|an|all)\s)?(?:(?:and|or)\s+)?",
    re.DOTALL,
)


def _explained(words: str, start: int, end: int) -> tuple[int, int]:
    """The words before a bracket are the skill as well: "source control (Git)"."""
    before = _EXPLAINS.search(words[:start])
    if before is None or words[end : end + 1] != ")":
        return start, end
    cut = _BREAK.match(before.group(1))
    first = before.start(1) + (cut.end() if cut else 0)
    return (first, end + 1) if words[first:start].count("(") == 1 and start - first > 3 else (start, end)
