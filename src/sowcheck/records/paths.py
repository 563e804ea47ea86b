"""Paths of values that several cells make up."""

import re

_INDEX = re.compile(r"\[(\d+)\]")


def joined(paths: list[str]) -> str:
    """One path for several cells.

    >>> joined(["records[0].Amount", "records[1].Amount", "records[2].Amount", "records[5].Amount"])
    'records[0-2,5].Amount'
    >>> joined(["properties.price", "properties.amount"])
    'properties.price + properties.amount'
    """
    distinct = list(dict.fromkeys(paths))
    if len(distinct) == 1:
        return distinct[0]
    indices = [[int(index) for index in _INDEX.findall(path)] for path in distinct]
    shapes = {_INDEX.sub("[]", path) for path in distinct}
    varying = (
        [place for place in range(len(indices[0])) if len({row[place] for row in indices}) > 1]
        if len(shapes) == 1
        else []
    )
    if len(varying) != 1:
        return " + ".join(distinct)
    place = varying[0]
    runs = _runs(sorted(row[place] for row in indices))
    head, tail = _cut(distinct[0], place)
    return f"{head}[{runs}]{tail}"


def below(path: str, name: str) -> str:
    """The path of a named member."""
    return f"{path}.{name}" if path else name


def _cut(path: str, place: int) -> tuple[str, str]:
    match = list(_INDEX.finditer(path))[place]
    return path[: match.start()], path[match.end() :]


def _runs(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
