"""Automatic numbering: the labels that Word shows and the file does not hold ("7.1", "(a)", "•")."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from sowcheck.ingest.docx.names import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, VAL, Element, number, value, w, whole
from sowcheck.ingest.docx.numerals import numeral
from sowcheck.ingest.docx.styles import Indent, RunLook, Styles
from sowcheck.ingest.docx.symbols import plain

LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET = "•"
_LETTER_STYLES = frozenset({"lowerLetter", "upperLetter", "lowerRoman", "upperRoman"})


class Level(NamedTuple):
    """How one level of a list counts and looks."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    """Such as "%1.%2"."""
    restart: int | None = None
    """0 never starts again; n starts again after a level above n; None after any higher level."""
    legal: bool = False
    """All its numbers are shown as figures."""
    indent: Indent = Indent(None, None)
    paragraph_style: str | None = None
    """The style whose paragraphs stand on this level."""
    font: str | None = None
    hidden: bool = False

    @property
    def bullet(self) -> bool:
        """Whether the level has a bullet rather than a number."""
        return self.style == "bullet"


class Label(NamedTuple):
    """What stands before one paragraph."""

    text: str | None
    """None for a list level that shows nothing."""
    level: int
    bullet: bool
    lettered: bool
    """The last number is a letter or a roman numeral."""
    legal: bool
    """Its list numbers clauses: some level shows the numbers of those above it ("7.1")."""
    depth: int
    """How many numbers it shows: 2 for "7.1"."""
    indent: Indent


@dataclass
class _List:
    """A `w:num`: an abstract list and what it changes about it."""

    abstract: int
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)
    started: set[int] = field(default_factory=set)
    """Levels at which its own start was applied already."""


class Numbering:
    """Counts through a document; ask for each numbered paragraph once, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._levels: dict[int, dict[int, Level]] = {}
        self._legal: set[int] = set()
        """Abstract lists with a level such as "%1.%2"."""
        self._links: dict[int, str] = {}
        self._lists: dict[int, _List] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._styles = styles
        if root is None:
            return
        for abstract in root.iterfind(w("abstractNum")):
            key = whole(abstract.get(w("abstractNumId")))
            if key is None:
                continue
            self._levels[key] = _levels(abstract)
            if any(len(_PLACEHOLDER.findall(level.text)) > 1 for level in self._levels[key].values()):
                self._legal.add(key)
            link = value(abstract, "numStyleLink")
            if link:
                self._links[key] = link
        for entry in root.iterfind(w("num")):
            key, target = whole(entry.get(w("numId"))), number(entry, "abstractNumId")
            if key is not None and target is not None:
                self._lists[key] = _list(entry, target)
        for found in self._lists.values():
            found.abstract = self._linked(found.abstract)

    def level_of_style(self, num_id: int, style: str | None) -> int | None:
        """The level of a list that is reserved for a paragraph style."""
        found = self._lists.get(num_id)
        if found is None or style is None:
            return None
        levels = self._levels.get(found.abstract, {})
        return next((index for index, level in levels.items() if level.paragraph_style == style), None)

    def label(self, num_id: int, level: int) -> Label | None:
        """Count one paragraph of a list; None if there is no such list."""
        found = self._lists.get(num_id)
        if found is None or not 0 <= level < LEVELS:
            return None
        look = self._level(found, level)
        if look is None:
            return None
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        self._count(found, counts, level, look)
        text = "" if look.hidden else self._text(found, counts, look)
        return Label(
            text=text or None,
            level=level,
            bullet=look.bullet,
            lettered=look.style in _LETTER_STYLES,
            legal=found.abstract in self._legal,
            depth=len(_PLACEHOLDER.findall(look.text)),
            indent=look.indent,
        )

    def _linked(self, abstract: int) -> int:
        """The abstract list behind a link to a numbering style."""
        style = self._styles.element(self._links.get(abstract))
        properties = style.find(f"{PARAGRAPH_PROPERTIES}/{w('numPr')}") if style is not None else None
        target = self._lists.get(number(properties, "numId") or 0)
        return target.abstract if target is not None else abstract

    def _level(self, found: _List, level: int) -> Level | None:
        return found.levels.get(level) or self._levels.get(found.abstract, {}).get(level)

    def _count(self, found: _List, counts: list[int | None], level: int, look: Level) -> None:
        start = found.starts.get(level)
        before = counts[level]
        if start is not None and level not in found.started:
            found.started.add(level)
            counts[level] = start
        else:
            counts[level] = look.start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            below = self._level(found, deeper)
            restart = below.restart if below is not None else None
            if restart is None or level < restart:
                counts[deeper] = None

    def _text(self, found: _List, counts: list[int | None], look: Level) -> str:
        if look.bullet:
            return _bullet(look)

        def shown(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            other = self._level(found, index) or Level()
            count = counts[index]
            return numeral(other.start if count is None else count, "decimal" if look.legal else other.style)

        return _PLACEHOLDER.sub(shown, look.text).strip()


def _bullet(look: Level) -> str:
    shown = "".join(plain(ord(character), look.font) or _BULLET for character in look.text).strip()
    # A letter can only be the picture of a bullet (Courier's "o"), a bullet has no words.
    return _BULLET if shown.isalnum() else shown


def _levels(parent: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in parent.iterfind(w("lvl")):
        index = whole(element.get(w("ilvl")))
        if index is not None:
            found[index] = _one_level(element)
    return found


def _one_level(element: Element) -> Level:
    start = number(element, "start")
    legal = element.find(w("isLgl"))
    look = RunLook().over(element.find(RUN_PROPERTIES))
    style = element.find(w("numFmt"))
    return Level(
        start=1 if start is None else start,
        style="decimal" if style is None else style.get(VAL, "decimal"),
        text=value(element, "lvlText") or "",
        restart=number(element, "lvlRestart"),
        legal=legal is not None and legal.get(VAL, "1") not in ("0", "false"),
        indent=Indent.of(element.find(PARAGRAPH_PROPERTIES)),
        paragraph_style=value(element, "pStyle"),
        font=look.font,
        hidden=look.hidden,
    )


def _list(entry: Element, abstract: int) -> _List:
    found = _List(abstract)
    for override in entry.iterfind(w("lvlOverride")):
        index = whole(override.get(w("ilvl")))
        if index is None:
            continue
        own = override.find(w("lvl"))
        if own is not None:
            found.levels[index] = _one_level(own)
        start = number(override, "startOverride")
        if start is not None:
            found.starts[index] = start
    return found
