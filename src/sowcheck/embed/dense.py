"""An index of dense vectors of length 1: the nearest have the largest product."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sowcheck.embed.encoder import Near

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Vectors = NDArray[float32]

Encode = Callable[[Sequence[str]], "Vectors"]
"""One vector a phrase, each of length 1."""


class DenseIndex:
    """Phrases as rows of a matrix."""

    def __init__(self, encode: Encode, rows: "Vectors") -> None:
        self._encode = encode
        self._rows = rows

    def nearest(self, phrase: str, count: int = 1) -> list[Near]:
        """The phrases whose vectors point most nearly the same way."""
        products = self._rows @ self._encode([phrase])[0]
        best = products.argsort()[::-1][:count]
        return [Near(int(place), float(products[place])) for place in best if products[place] > 0]
