"""Cues: regular expressions over sentences that first look whether a sentence can hold a match at all."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from weakref import WeakSet

from sowcheck.parse.needles import branches_of, folded, needle_sets
from sowcheck.parse.piece_index import ANY, PieceIndex


class _Branch:
    """One of the alternatives of an expression, with the pieces of which some stand in every text that it matches."""

    def __init__(self, expression: str, flags: int) -> None:
        self.expression, self.flags = expression, flags
        rarest, *others = needle_sets(expression, flags) or (_ANY_TEXT,)
        self.needles = tuple(sorted(rarest, key=lambda needle: (len(needle), needle)))
        """The rarest pieces: one of them stands in every match."""
        self.others = tuple(others)
        """Further sets of pieces: one of each stands in every match."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.expression, self.flags)

    def may_stand_in(self, low: str) -> bool:
        for needle in self.needles:  # noqa: SIM110 (a plain loop takes half the time of any())
            if needle in low:
                return True
        return False


_ANY_TEXT = frozenset([""])


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
        _CUES.add(self)

    def __repr__(self) -> str:
        return f"Cue({self.expression!r})"

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.expression, self.flags)

    @cached_property
    def _branches(self) -> tuple[_Branch, ...]:
        return tuple(_Branch(branch, self.flags) for branch in branches_of(self.expression, self.flags))

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

    def search(self, words: str, start: int = 0) -> re.Match[str] | None:
        """The first match anywhere in the words, or anywhere from `start`."""
        first: re.Match[str] | None = None
        for branch in self._alive(words):
            found = branch.regex.search(words, start)
            # As within one expression: the leftmost match, of several at one place that of the first alternative.
            if found and (first is None or found.start() < first.start()):
                first = found
        return first

    def _alive_by_needles(self, words: str) -> Sequence[_Branch]:
        low = folded(words)
        return [branch for branch in self._branches if branch.may_stand_in(low)]

    def match(self, words: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at `start`."""
        return self.regex.match(words, start)

    def fullmatch(self, words: str) -> re.Match[str] | None:
        """The match of all the words."""
        return self.regex.fullmatch(words)

    def finditer(self, words: str) -> Iterator[re.Match[str]]:
        """Every match, left to right."""
        alive = self._alive(words)
        if not alive:
            return iter(())
        return (alive[0].regex if len(alive) == 1 else self.regex).finditer(words)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], words: str) -> str:
        """The words with every match replaced."""
        return self.regex.sub(replacement, words) if self.may_match(words) else words

    def look_up_in(self, index: PieceIndex) -> None:
        """From now on ask the index first."""
        self._alive = _Lookup(self._branches, index).alive


class _Lookup:
    """Which alternatives may match, by the bits that a text and their needles share."""

    def __init__(self, branches: tuple[_Branch, ...], index: PieceIndex) -> None:
        self._bits = index.bits
        self._all = branches
        self._mask = index.mask(needle for branch in branches for needle in branch.needles)
        self._others = [tuple(index.mask(needles) for needles in branch.others) for branch in branches]
        self._by_bit: dict[int, list[tuple[int, str]]] = {}
        for place, branch in enumerate(branches):
            for needle in branch.needles:
                self._by_bit.setdefault(index.mask([needle]), []).append((place, needle))

    def alive(self, words: str) -> Sequence[_Branch]:
        bits = self._bits[words]
        shared = self._mask & bits
        if not shared:
            return ()
        low = folded(words)
        if self._mask == ANY:
            return [branch for branch in self._all if branch.may_stand_in(low)]
        places: set[int] = set()
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
