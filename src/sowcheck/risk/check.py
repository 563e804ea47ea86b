"""Whether a sentence of a summary may stand: a table of checks, each of which says why not."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from sowcheck.core.cases import Gate
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.reasons import REASONS
from sowcheck.core.words import plain
from sowcheck.risk.claims import refused_claim
from sowcheck.risk.counting import is_count, unknown_figure
from sowcheck.risk.figures import Figure, dollars_among, figures_of, folded
from sowcheck.risk.naming import REFERENCE, unknown_name, unknown_owner, unknown_reference
from sowcheck.risk.roles import wrong_item, wrong_paper, wrong_role
from sowcheck.risk.sides import wrong_side, wrong_way
from sowcheck.risk.sources import SourceText

LONGEST = 600
"""Characters of a sentence."""
_SHORTEST = 12
_QUOTED = re.compile(r"“(?P<curly>[^“”]*)”|\"(?P<straight>[^\"]*)\"")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|[ap]\.m|vs|nos?|inc|ltd|co|corp|llc|plc|gmbh|pte|pty|st|mr|ms|mrs|dr|approx|etc|incl|excl)\.\Z",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(r"[.!?][”\"’)]?\s+(?=[“\"(]?[A-Z])")


class Material(NamedTuple):
    """What a summary may draw from."""

    sources: Mapping[str, SourceText]
    """Every discrepancy that may be cited, by id."""
    ready: bool
    """Whether nothing keeps the gate shut."""


def material_of(discrepancies: Iterable[Discrepancy], gate: Gate) -> Material:
    """Every discrepancy as a source."""
    sources = {found.id: SourceText(found, found.id in gate.blockers) for found in discrepancies}
    return Material(sources, gate.state == "ready")


class Statement(NamedTuple):
    """A sentence under examination."""

    text: str
    """As `folded` gives it."""
    unquoted: str
    """The same with the words that it quotes blotted out."""
    figures: Sequence[Figure]
    cited: Sequence[SourceText]
    material: Material

    @property
    def values(self) -> Sequence[Figure]:
        """The figures that say something of the deal: neither counts of findings nor "two documents" of our own words."""
        bare = _without_own_words(self)
        stated = [figure for figure in self.figures if bare[figure.start : figure.end].strip("x")]
        return [figure for figure in stated if not is_count(figure, self.text, self.cited)]


def fault(text: str, cites: Sequence[str], material: Material) -> str | None:
    """Why a sentence may not stand; None if it may."""
    if not cites:
        return "cites nothing"
    for id_ in cites:
        if id_ not in material.sources:
            return f"cites {plain(id_)[:40]}, which is no discrepancy of this case"
    words = folded(text)
    cited = [material.sources[id_] for id_ in dict.fromkeys(cites)]
    currencies = {fact.unit for source in cited for fact in source.facts if fact.kind == "money"}
    # Digits of ids and codes are no figures.
    figures = figures_of(_blotted(REFERENCE, words), dollars_among(currencies))
    statement = Statement(words, _blotted(_QUOTED, words), figures, cited, material)
    return next((why for check in _CHECKS if (why := check(statement))), None)


def _blotted(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: "x" * len(found.group()), text)


def _shape(said: Statement) -> str | None:
    if plain(said.text) != " ".join(said.text.split()):
        return "holds characters that are not shown"
    if len(said.text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if len(said.text.strip()) < _SHORTEST:
        return "says nothing"
    ends = [end.start() + 1 for end in _NEXT_SENTENCE.finditer(said.unquoted)]
    if any(not _ABBREVIATION.search(said.unquoted[:end]) for end in ends):
        return "is more than one sentence"
    return None


def _without_own_words(said: Statement) -> str:
    """The text without the advice and the titles of the table of reasons: they claim nothing of this case."""
    reasons = [REASONS[source.finding.code] for source in said.cited]
    own = {words.rstrip(".") for reason in reasons for words in (reason.advice, reason.title)}
    return _blotted(re.compile("|".join(map(re.escape, sorted(own, key=len, reverse=True))), re.IGNORECASE), said.text)


def _unknown_words(said: Statement) -> str | None:
    """Words in quotation marks are those of what is cited, to the letter."""
    held = " ; ".join(source.text for source in said.cited)
    for found in _QUOTED.finditer(said.text):
        words = " ".join((found["curly"] or found["straight"] or "").rstrip(" ….").split()).casefold()
        if words not in held:
            return f"quotes “{words[:60]}”, which does not stand in what it cites"
    return None


_CHECKS: Sequence[Callable[[Statement], str | None]] = (
    _shape,
    lambda said: unknown_reference(said.text, said.material.sources, said.cited),
    lambda said: refused_claim(_without_own_words(said), said.cited, ready=said.material.ready),
    lambda said: unknown_figure(_blotted(REFERENCE, said.text), said.figures, said.cited),
    _unknown_words,
    lambda said: unknown_owner(said.unquoted, said.cited),
    lambda said: unknown_name(said.text, said.figures, said.cited),
    lambda said: wrong_side(said.unquoted, said.values, said.cited),
    lambda said: wrong_paper(said.unquoted, said.values, said.cited),
    lambda said: wrong_item(said.text, said.values, said.cited),
    lambda said: wrong_role(said.unquoted, said.values, said.cited),
    lambda said: wrong_way(said.unquoted, said.values, said.cited),
)
"""In the order in which the first reason is given."""
