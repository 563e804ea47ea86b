"""Cues: regular expressions over sentences that first look whether a sentence can hold a match at all."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, reduce
from itertools import chain
from operator import or_
from weakref import WeakSet

from sowcheck.parse.beginnings import beginnings_of, matches_at, places_of
from sowcheck.parse.needles import Needles, branches_of, folded, sets_of
from sowcheck.parse.piece_index import ANY, PieceIndex


class _Branch:
    """One of the alternatives of an expression, with the pieces of which some stand in every text that it matches."""

    def __init__(self, expression: str, flags: int, sets: tuple[Needles, ...]) -> None:
        self.expression, self.flags = expression, flags
        rarest, *others = sets or (_ANY_TEXT,)
        self.needles = tuple(sorted(rarest, key=lambda needle: (len(needle), needle)))
        """The rarest pieces: one of them stands in every match."""
        self.others = tuple(others)
        """Further sets of pieces: one of each stands in every match."""
        self._beginnings: tuple[str, ...] = ()
        self._searched = 0

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.expression, self.flags)

    def beginnings(self, words: str) -> tuple[str, ...]:
        """The literals with one of which every match starts; none if it may start otherwise.

        None either until so many words have been searched that it pays to derive them.
        """
        if self._searched < _PAYS:
            self._searched += len(words)
            if self._searched < _PAYS:
                return ()
            self._beginnings = beginnings_of(self.expression, self.flags)
        return self._beginnings

    def search(self, words: str, start: int) -> re.Match[str] | None:
        beginnings = self.beginnings(words)
        if not beginnings:
            return self.regex.search(words, start)
        for place in places_of(beginnings, folded(words), start):
            if found := self.regex.match(words, place):
                return found
        return None

    def may_stand_in(self, low: str) -> bool:
        for needle in self.needles:  # noqa: SIM110 (a plain loop takes half the time of any())
            if needle in low:
                return True
        return False


_ANY_TEXT = frozenset([""])
_PAYS = 10_000
"""Characters that an alternative is run over until its beginnings are looked up instead."""


class Cue:
    """A regular expression that ignores case, with the methods of `re.Pattern`.

    A search begins with the needles (see `needles`): a sentence without any is passed over at a tenth of the price, and
    of an expression "A|B|C" only the alternatives are tried whose needles are all there. Nothing is compiled before it
    is needed, because most papers never need most cues.
    """

    def __init__(self, expression: str, flags: int = re.IGNORECASE) -> None:
        self.expression = expression
        self.flags = flags
        self._alive: Callable[[str], Sequence[_Branch]] = self._alive_by_needles
        """Gives the alternatives that may match some words, in their order; asks the index once there is one."""
        self._among: Callable[[Sequence[str]], list[int]] | None = None
        _CUES.add(self)

    def __repr__(self) -> str:
        return f"Cue({self.expression!r})"

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.expression, self.flags)

    @cached_property
    def _branches(self) -> tuple[_Branch, ...]:
        branches = branches_of(self.expression, self.flags)
        return tuple(_Branch(branch, self.flags, sets_of(tree)) for branch, tree in branches)

    @property
    def needles(self) -> tuple[str, ...]:
        """The rarest pieces in small letters: one stands in every text that matches; ("",) if there are none."""
        needles = dict.fromkeys(needle for branch in self._branches for needle in branch.needles)
        return ("",) if "" in needles else tuple(needles)

    @property
    def all_needles(self) -> Iterator[str]:
        """Every piece that a search asks for."""
        for branch in self._branches:
            for needles in (branch.needles, *branch.others):
                yield from needles

    def may_match(self, words: str) -> bool:
        """Whether a needle stands in the words; if not, nothing in them matches."""
        return bool(self._alive(words))

    def among(self, texts: Sequence[str]) -> list[int]:
        """Which of the texts a search need look at; in the others nothing matches."""
        if self._among:
            return self._among(texts)
        return [place for place, words in enumerate(texts) if self.may_match(words)]

    def search(self, words: str, start: int = 0) -> re.Match[str] | None:
        """The first match anywhere in the words, or anywhere from `start`."""
        first: re.Match[str] | None = None
        for branch in self._alive(words):
            found = branch.search(words, start)
            # As within one expression: the leftmost match, of several at one place that of the first alternative.
            if found and (first is None or found.start() < first.start()):
                first = found
        return first

    def _alive_by_needles(self, words: str) -> Sequence[_Branch]:
        low = folded(words)
        return [branch for branch in self._branches if branch.may_stand_in(low)]

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """The literals with one of which every match starts; none if it may start otherwise."""
        return beginnings_of(self.expression, self.flags)

    def match(self, words: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at `start`."""
        for branch in self._alive(words):
            if found := branch.regex.match(words, start):
                return found
        return None

    def fullmatch(self, words: str) -> re.Match[str] | None:
        """The match of all the words."""
        for branch in self._alive(words):
            if found := branch.regex.fullmatch(words):
                return found
        return None

    def finditer(self, words: str) -> Iterator[re.Match[str]]:
        """Every match, left to right."""
        alive = self._alive(words)
        if not alive:
            return iter(())
        regex = alive[0].regex if len(alive) == 1 else self.regex
        beginnings = [branch.beginnings(words) for branch in alive]
        if not all(beginnings):
            return regex.finditer(words)
        return matches_at(places_of(chain.from_iterable(beginnings), folded(words)), regex, words)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], words: str) -> str:
        """The words with every match replaced."""
        return self.regex.sub(replacement, words) if self.may_match(words) else words

    def look_up_in(self, index: PieceIndex) -> None:
        """From now on ask the index first."""
        lookup = _Lookup(self._branches, index)
        self._alive, self._among = lookup.alive, lookup.among


class Scan:
    """Searches of one cue in one long text, one behind the other."""

    def __init__(self, cue: Cue, words: str) -> None:
        self._regex, self._words = cue.regex, words
        self._places = places_of(cue.beginnings, folded(words)) if cue.beginnings else None

    def search(self, start: int = 0) -> re.Match[str] | None:
        """The first match anywhere from `start`."""
        if self._places is None:
            return self._regex.search(self._words, start)
        for index in range(bisect_left(self._places, start), len(self._places)):
            if found := self._regex.match(self._words, self._places[index]):
                return found
        return None


class _Lookup:
    """Which alternatives may match, by the bits that a text and their needles share."""

    def __init__(self, branches: tuple[_Branch, ...], index: PieceIndex) -> None:
        self._bits = index.bits
        self._all = branches
        self._others = [tuple(index.mask(needles) for needles in branch.others) for branch in branches]
        self._by_bit: dict[int, list[tuple[int, str]]] = {}
        self._anywhere = [place for place, branch in enumerate(branches) if index.mask(branch.needles) == ANY]
        """The alternatives with a needle that cannot be looked up."""
        for place, branch in enumerate(branches):
            for needle in branch.needles if place not in self._anywhere else ():
                self._by_bit.setdefault(index.mask([needle]), []).append((place, needle))
        self._known = reduce(or_, self._by_bit, 0)
        self._mask = ANY if self._anywhere else self._known

    def among(self, texts: Sequence[str]) -> list[int]:
        bits, mask = self._bits, self._mask
        return [place for place, words in enumerate(texts) if mask & bits[words]]

    def alive(self, words: str) -> Sequence[_Branch]:
        bits = self._bits[words]
        shared = self._mask & bits
        if not shared:
            return ()
        low = folded(words)
        places = {place for place in self._anywhere if self._all[place].may_stand_in(low)}
        shared &= self._known
        while shared:
            bit = shared & -shared
            shared ^= bit
            for place, needle in self._by_bit[bit]:
                if needle in low:
                    places.add(place)
        return [self._all[place] for place in sorted(places) if all(map(bits.__and__, self._others[place]))]


_CUES: WeakSet[Cue] = WeakSet()


@cache
def index_cues() -> PieceIndex:
    """Looks the needles of all cues up together, once all rules are loaded; cues made later go without."""
    cues = list(_CUES)
    index = PieceIndex(needle for cue in cues for needle in cue.all_needles)
    for cue in cues:
        cue.look_up_in(index)
    return index
