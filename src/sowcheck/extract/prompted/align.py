"""Where quoted words stand in a document: exactly, or not at all.

White space and typography apart (`typography`), every word of a quote must be there in its order; likeness counts for
nothing. Letter case is ignored, since headings in capitals are seldom copied so, and no value hangs on it. A quote begins
and ends with whole words: "20,000" is no quote of "120,000", nor "refundable" of "non-refundable". Dots that join two
pieces are read as words left out; both pieces must follow each other, not far apart, and the place is the whole from the
first to the last, so that nothing that was left out (a "not") is lost to whoever checks the value.

The words are numbered, so that a text is a string of numbers and a search runs as fast as one for a substring: linear in
the document, which is indexed once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from sowcheck.core.spans import Span
from sowcheck.extract.prompted.typography import DASH, ELLIPSIS, Word, is_broken, is_compound, is_said, words_of

_MOST_LEFT_OUT = 600
"""Characters between two pieces of a quote that dots join."""
_AT_THE_ENDS = frozenset(
    [".", ",", ";", ":", "'", "*", "\u2022", "\u00b7", "\u25aa", "\u25cf", "\u25e6", ELLIPSIS, DASH]
)
"""Signs around a quote that are often the quoting person's own."""
_OF_A_FIGURE = frozenset("$\u20ac\u00a3\u00a5%+-\u2212")
"""Signs that belong to the figure beside them."""
_BRACKETS = frozenset("[(])")
_FIRST = 0xE000
"""Number of the first word, above the surrogates."""


class Wording:
    """The words of one document, indexed for quotes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._numbers: dict[str, str] = {}
        words = list(words_of(text))
        self._plain = _Index(text, words, self._numbers, learn=True)
        joined = list(_joined(text, words))
        self._mended = _Index(text, joined, self._numbers, learn=True) if len(joined) < len(words) else None
        self._broken = {word.key for word in joined} - {word.key for word in words}

    def places(self, quote: str, within: Sequence[Span] | None = None) -> tuple[Span, ...]:
        """Every place at which a quote stands, in the order of the text.

        Args:
            quote: The words to look for.
            within: Where to look; None looks everywhere.
        """
        spans = [Span(start=0, end=max(1, len(self._text)))] if within is None else within
        words = list(words_of(quote))
        if not any(map(is_said, words)):
            return ()
        for sought in _without_ends(words):
            if found := self._whole(quote, sought, spans):
                return found
        pieces = _pieces(words)
        return tuple(self._in_pieces(quote, pieces, spans)) if len(pieces) > 1 else ()

    def _whole(self, quote: str, words: Sequence[Word], spans: Sequence[Span]) -> tuple[Span, ...]:
        """The places of words that follow each other; first as they are written, then with broken words made whole."""
        mended = list(_joined(quote, words))
        wordings = [words, mended] if len(mended) < len(words) else [words]
        for wording in wordings:
            if found := self._plain.places(wording, spans):
                return found
        if self._mended:
            for wording in wordings:
                if found := self._mended.places(_made_whole(wording, self._broken), spans):
                    return found
        return ()

    def _in_pieces(self, quote: str, pieces: Sequence[Sequence[Word]], spans: Sequence[Span]) -> Iterator[Span]:
        """From the first piece to the last, each time as near to each other as they stand."""
        for span in spans:
            found = [self._piece(quote, piece, span) for piece in pieces]
            nearest = {end: first.start for first in found[0] if (end := _end_of_rest(first.end, found[1:]))}
            yield from (Span(start=start, end=end) for end, start in nearest.items())

    def _piece(self, quote: str, piece: Sequence[Word], span: Span) -> tuple[Span, ...]:
        return next((found for words in _without_ends(piece) if (found := self._whole(quote, words, [span]))), ())


def _end_of_rest(end: int, rest: Sequence[Sequence[Span]]) -> int | None:
    """Where the last piece ends if each is looked for behind the one before; None if one is not there, or too far."""
    for places in rest:
        index = bisect_left(places, end, key=lambda place: place.start)
        if index == len(places) or places[index].start - end > _MOST_LEFT_OUT:
            return None
        end = places[index].end
    return end


class _Index:
    """One way to read a text as numbered words."""

    def __init__(self, text: str, words: Sequence[Word], numbers: dict[str, str], *, learn: bool) -> None:
        self._text, self._words, self._numbers = text, words, numbers
        for word in words if learn else ():
            if word.key not in numbers:
                numbers[word.key] = chr(_FIRST + len(numbers))
        self._line = "".join(numbers[word.key] for word in words)
        self._starts = [word.start for word in words]
        self._ends = [word.end for word in words]

    def places(self, quoted: Sequence[Word], spans: Sequence[Span]) -> tuple[Span, ...]:
        """Every place of the words inside some stretches of the text."""
        sought = "".join(self._numbers.get(word.key, "") for word in quoted)
        if not quoted or len(sought) < len(quoted):
            return ()
        return tuple(place for span in spans for place in self._inside(sought, span))

    def _inside(self, sought: str, span: Span) -> Iterator[Span]:
        first, last = bisect_left(self._starts, span.start), bisect_right(self._ends, span.end)
        at = self._line.find(sought, first, last)
        while at >= 0:
            behind = at + len(sought)
            if not self._cuts(at) and not self._cuts(behind):
                yield self._with_signs(at, behind)
            at = self._line.find(sought, behind, last)

    def _cuts(self, at: int) -> bool:
        """Whether a cut before a word would part what a hyphen makes one expression."""
        words, text = self._words, self._text
        return (1 < at < len(words) and is_compound(text, words[at - 2], words[at - 1], words[at])) or (
            0 < at < len(words) - 1 and is_compound(text, words[at - 1], words[at], words[at + 1])
        )

    def _with_signs(self, at: int, behind: int) -> Span:
        """The place of some words, with the sign of a figure at its ends: "$", "%", a minus."""
        start, end = self._starts[at], self._ends[behind - 1]
        if self._text[start].isdigit():
            while start and self._text[start - 1] in _OF_A_FIGURE:
                start -= 1
        while end < len(self._text) and self._text[end] == "%" and self._text[end - 1].isdigit():
            end += 1
        return Span(start=start, end=end)


def _without_ends(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words, then those without signs at their ends that may be the quoting person's own."""
    yield words
    first, last = 0, len(words)
    while first < last and words[first].key in _AT_THE_ENDS and not _is_minus(words, first):
        first += 1
    while last > first and words[last - 1].key in _AT_THE_ENDS:
        last -= 1
    if first < last and last - first < len(words):
        yield words[first:last]


def _is_minus(words: Sequence[Word], place: int) -> bool:
    behind = words[place + 1] if place + 1 < len(words) else None
    return (
        words[place].key == DASH and behind is not None and behind.start == words[place].end and behind.key[0].isdigit()
    )


def _pieces(words: Sequence[Word]) -> list[Sequence[Word]]:
    """What dots join: "the fee … is due", also with brackets around the dots."""
    pieces: list[Sequence[Word]] = []
    begin = 0
    for place, word in enumerate(words):
        if word.key != ELLIPSIS:
            continue
        end, following = place, place + 1
        if 0 < place < len(words) - 1 and words[place - 1].key in _BRACKETS and words[place + 1].key in _BRACKETS:
            end, following = place - 1, place + 2
        pieces.append(words[begin:end])
        begin = following
    pieces.append(words[begin:])
    return [piece for piece in pieces if any(map(is_said, piece))]


def _joined(text: str, words: Sequence[Word]) -> Iterator[Word]:
    """The words, those that the end of a line broke made whole."""
    place = 0
    while place < len(words):
        word = words[place]
        while place + 2 < len(words) and is_broken(text, words[place], words[place + 1], words[place + 2]):
            word = Word(word.key + words[place + 2].key, word.start, words[place + 2].end)
            place += 2
        yield word
        place += 1


def _made_whole(words: Sequence[Word], broken: set[str]) -> Sequence[Word]:
    """The words, those joined across a hyphen that the document has as one word broken at the end of a line."""
    found: list[Word] = []
    place = 0
    while place < len(words):
        word = words[place]
        if place + 2 < len(words) and words[place + 1].key == DASH and word.key + words[place + 2].key in broken:
            word = Word(word.key + words[place + 2].key, word.start, words[place + 2].end)
            place += 2
        found.append(word)
        place += 1
    return found
