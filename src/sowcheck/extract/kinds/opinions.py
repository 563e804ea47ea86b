"""Several opinions on the types of some words in one."""

from collections.abc import Iterable

from sowcheck.extract.kinds.headings import Kinds


def together(opinions: Iterable[tuple[Kinds, float]]) -> Kinds:
    """Each type as likely as it is that one of the opinions is right, each trusted as far as its weight says.

    >>> together([({"tax": 0.5}, 1.0), ({"tax": 0.5, "ip": 0.4}, 0.5)])
    {'tax': 0.625, 'ip': 0.2}
    """
    doubt: dict[str, float] = {}
    for kinds, trust in opinions:
        for name, probability in kinds.items():
            doubt[name] = doubt.get(name, 1.0) * (1.0 - trust * probability)
    return {name: round(1.0 - left, 4) for name, left in doubt.items()}
