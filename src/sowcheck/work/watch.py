"""Who of the workers is dead: told from signs of life alone, without comparing clocks."""

from collections.abc import Iterable, Mapping


class WorkerWatch:
    """Looks at the workers again and again.

    A look that fails, as while the database restarts, is no look: nobody could have given a sign either.

    Args:
        looks: After how many looks without a new sign a worker is taken for dead.
    """

    def __init__(self, looks: int) -> None:
        self._looks = looks
        self._seen: dict[str, tuple[int, int]] = {}

    def look(self, beats: Mapping[str, int], at_work: Iterable[str]) -> list[str]:
        """Take a look; who is dead by now.

        Args:
            beats: The signs that each known worker has given so far.
            at_work: Workers who have begun something; one who is not even known is dead too, but for a last chance.
        """
        names = {*beats, *at_work}
        seen = {name: self._after(name, beats.get(name, 0)) for name in names}
        self._seen = seen
        return sorted(name for name, (_, still) in seen.items() if still >= self._looks)

    def living(self) -> list[str]:
        """Those who may still be at work."""
        return sorted(name for name, (_, still) in self._seen.items() if still < self._looks)

    def _after(self, name: str, beats: int) -> tuple[int, int]:
        before, still = self._seen.get(name, (None, 0))
        return (beats, still + 1) if before == beats else (beats, 0)
