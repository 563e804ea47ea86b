"""Finds the forms of the taxonomy in a text, in one pass over its words; the longest form wins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sowcheck.skills.forms import JOINS, WORD, normal, stem
from sowcheck.skills.taxonomy import NAMED, Skill, Taxonomy, taxonomy


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a skill."""

    skill: Skill
    words: str
    """As the taxonomy writes it."""
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A form where it stands."""

    start: int
    end: int
    form: Form

    @property
    def skill(self) -> Skill:
        """The skill that is meant."""
        return self.form.skill

    @property
    def how(self) -> Literal["exact", "alias"]:
        """Whether the canonical name stands there or another form of it."""
        return "exact" if self.form.words == self.skill.name else "alias"


class _Node(dict[str, "_Node"]):
    """The forms that go on with a word."""

    __slots__ = ("form",)

    def __init__(self) -> None:
        super().__init__()
        self.form: Form | None = None


class Matcher:
    """A tree of the words of all forms."""

    def __init__(self, known: Taxonomy) -> None:
        self._root = _Node()
        self._stems: dict[str, str] = {}
        for skill in known.skills.values():
            for words in skill.forms:
                self._add(Form(skill, words, words in skill.ambiguous))

    def _add(self, form: Form) -> None:
        node = self._root
        for word in normal(form.words):
            node = node.setdefault(word, _Node())
        if node.form is None or (node.form.ambiguous and not form.ambiguous):
            node.form = form

    def find(self, text: str, *, among_skills: bool = False) -> tuple[Mention, ...]:
        """What stands in the text, in its order, without overlaps.

        Args:
            text: A sentence, or any words that belong together: the neighbours of an ambiguous form are looked for here.
            among_skills: The text is about skills: an ambiguous form needs no neighbour.
        """
        found = list(self._longest(text))
        if among_skills or not any(one.form.ambiguous for one in found):
            return tuple(found)
        sure = [one for one in found if not one.form.ambiguous and one.skill.category.kind in NAMED]
        return tuple(one for one in found if not one.form.ambiguous or _has_neighbour(text, one, sure))

    def _stem(self, word: str) -> str:
        """The stem, remembered: texts repeat their words."""
        if len(self._stems) > _REMEMBERED:
            self._stems.clear()
        return self._stems.setdefault(word, stem(word))

    def _longest(self, text: str) -> Iterator[Mention]:
        known = self._stems.get
        stems = [known(word) or self._stem(word) for word in WORD.findall(text)]
        nodes = enumerate(map(self._root.get, stems))
        starts = [index for index, node in nodes if node is not None and _may_go_on(node, stems, index)]
        if not starts:
            return
        places = [match.span() for match in WORD.finditer(text)]
        free = 0
        for index in starts:
            if index < free:
                continue
            best, ends = self._longest_at(text, stems, places, index)
            if best is not None and not _in_an_address(text, places[index][0], places[ends][1]):
                yield Mention(places[index][0], places[ends][1], best)
                free = ends + 1

    def _longest_at(
        self, text: str, stems: list[str], places: list[tuple[int, int]], index: int
    ) -> tuple[Form | None, int]:
        """The longest form that begins with a word, and the place of its last word."""
        best, ends, step = None, index, index
        node = self._root.get(stems[index])
        while node is not None:
            if node.form is not None and _fits_case(node.form, text[places[index][0] : places[step][1]]):
                best, ends = node.form, step
            step += 1
            if step == len(places) or not node or not _joined(text, places[step - 1][1], places[step][0]):
                break
            node = node.get(stems[step])
        return best, ends


_REMEMBERED = 50_000
"""Words whose stems are remembered at once."""


def _may_go_on(node: _Node, stems: list[str], index: int) -> bool:
    """Whether a word is a form, or the next goes on with one."""
    return node.form is not None or (index + 1 < len(stems) and stems[index + 1] in node)


@cache
def matcher() -> Matcher:
    """The matcher of the package's taxonomy, made once."""
    return Matcher(taxonomy())


def _joined(text: str, end: int, start: int) -> bool:
    return JOINS.fullmatch(text, end, start) is not None


def _fits_case(form: Form, written: str) -> bool:
    if form.skill.exact_case:
        return written == form.words or written.isupper() or " " in form.words
    if form.ambiguous and " " not in form.words:
        return written == form.words
    return True


_ADDRESS = re.compile(r"\.(?:com|org|net|gov|edu|io|html?|aspx?|co|eu|de)\b|@|://", re.IGNORECASE)


def _in_an_address(text: str, start: int, end: int) -> bool:
    """Whether the form is a piece of a file name or web address: "app.json", "github.com"."""
    return (start > 0 and text[start - 1] in ".@") or _ADDRESS.match(text, end) is not None


_LETTER = re.compile(r"[\s-]+(?:programming|language|code|script)", re.IGNORECASE)
_BESIDE = 5
_NEAR = 60
"""Characters between an ambiguous form and a neighbour of its kind."""
_CUE = (
    r"(?:programming|languages?|framework|databases?|developers?|development|engineers?|scripts?|scripting|codebase|librar(?:y|ies)|"
    r"back-?end|front-?end|stack|platform|cloud|clusters?|modules?|sdk|apis?|apps?|servers?|consultants?|architects?|"
    r"administrators?|dashboards?|environment|tools?|implementation|tenant|instance|migration|upgrade|testing|tests)"
)
_BEHIND = re.compile(rf"[\s-]+(?:(?:\w+\s)?{_CUE}|v?\d+(?:\.\d+)+)\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b{_CUE}\W{{1,3}}$|\b(?:written|developed|built|coded|programmed) in\s$", re.IGNORECASE)


def _has_neighbour(text: str, one: Mention, sure: list[Mention]) -> bool:
    """Whether the words around say that the technology is meant."""
    letter = len(one.form.words) == 1
    near = _BESIDE if letter else _NEAR
    if any(0 <= max(other.start - one.end, one.start - other.end) <= near for other in sure):
        return True
    if letter:
        return _LETTER.match(text, one.end) is not None
    return bool(_BEHIND.match(text, one.end) or _BEFORE.search(text[max(0, one.start - 30) : one.start]))
