"""The encoder that is always there: words and pieces of words, weighed by how rare they are, then fuzzy matching.

It knows no meaning: it finds "building web portals" beside "web portal development", and never "cars" beside "vehicles".
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from rapidfuzz import fuzz

from sowcheck.embed.encoder import Near

_BUCKETS = 1 << 20
_WORD = re.compile(r"[^\W_]+[+#]*")
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a an the of to and or in on for with by at as is are be their its our your from into such any all other using use",
    )
)
_SHORTEST_PIECE, _LONGEST_PIECE = 3, 5
_PIECE_WEIGHT = 0.4
"""What a piece of a word counts beside a whole one."""
_RERANKED = 40
"""The best by vector are compared once more, by fuzzy matching."""
_FUZZY_SHARE = 0.35


class HashedEncoder:
    """Sparse vectors of hashed words and pieces of words."""

    name = "hashed"

    def index(self, phrases: Sequence[str]) -> "HashedIndex":
        """An index that weighs rare words of these phrases higher."""
        return HashedIndex(phrases)


class HashedIndex:
    """Phrases by their words and pieces of words."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._plain = [" ".join(_words(phrase)) for phrase in phrases]
        counted = [Counter(dict(_features(phrase))) for phrase in phrases]
        spread = Counter(feature for features in counted for feature in features)
        self._rarity = {feature: math.log((1 + len(phrases)) / (1 + count)) + 1 for feature, count in spread.items()}
        self._unseen = math.log(1 + len(phrases)) + 1
        self._postings: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for place, features in enumerate(counted):
            for feature, weight in self._unit(features.items()).items():
                self._postings[feature].append((place, weight))

    def nearest(self, phrase: str, count: int = 1) -> list[Near]:
        """The phrases that share the rarest words and pieces of words, and look most alike."""
        scores: dict[int, float] = defaultdict(float)
        for feature, weight in self._unit(_features(phrase)).items():
            for place, other in self._postings.get(feature, ()):
                scores[place] += weight * other
        best = sorted(scores.items(), key=lambda score: (-score[1], score[0]))[: max(count, _RERANKED)]
        plain = " ".join(_words(phrase))
        near = [
            Near(
                place, (1 - _FUZZY_SHARE) * score + _FUZZY_SHARE * fuzz.token_set_ratio(plain, self._plain[place]) / 100
            )
            for place, score in best
        ]
        return sorted(near, key=lambda one: (-one.similarity, one.place))[:count]

    def _unit(self, features: Iterable[tuple[int, float]]) -> dict[int, float]:
        """A vector of length 1."""
        weighed: dict[int, float] = defaultdict(float)
        for feature, weight in features:
            weighed[feature] += weight * self._rarity.get(feature, self._unseen)
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {feature: weight / length for feature, weight in weighed.items()}


def _words(phrase: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(phrase)]
    return [word for word in words if word not in _EMPTY] or words


def _features(phrase: str) -> Iterator[tuple[int, float]]:
    """Each word, and each piece of a word, as the number of its bucket with its weight."""
    for word in _words(phrase):
        yield _bucket(word), 1.0
        edged = f"<{word}>"
        for size in range(_SHORTEST_PIECE, min(_LONGEST_PIECE, len(edged) - 1) + 1):
            share = _PIECE_WEIGHT / size
            yield from ((_bucket(edged[start : start + size]), share) for start in range(len(edged) - size + 1))


def _bucket(feature: str) -> int:
    return crc32(feature.encode()) % _BUCKETS
