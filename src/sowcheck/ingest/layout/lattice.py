"""Grids of a page: where drawn lines cross, there are cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sowcheck.ingest.layout.content import Rectangle, Rule

_TOUCH = 2.2
"""Points that lines may miss each other by and still meet."""
_SHORTEST = 5.0
"""Shorter lines are ornaments."""


@dataclass(slots=True)
class GridCell:
    """One cell of a grid; merged slots are one cell."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Rectangle


@dataclass(slots=True)
class Grid:
    """Cells that drawn lines enclose."""

    box: Rectangle
    cells: list[GridCell]


def grids(rules: Iterable[Rule], fills: Iterable[Rectangle]) -> list[Grid]:
    """The grids of a page with at least two cells, from top to bottom."""
    drawn = list(rules)
    for fill in fills:
        drawn.extend(edges(fill))
    level, upright = split(drawn)
    found = []
    for rows, columns in _connected(level, upright):
        grid = _grid(rows, columns)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.box.y0, grid.box.x0))


def edges(area: Rectangle) -> list[Rule]:
    """The four sides of an area."""
    x0, y0, x1, y1 = area
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]


def split(rules: Iterable[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules; pieces that continue each other are one."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for rule in rules:
        (level if rule.x1 - rule.x0 >= rule.y1 - rule.y0 else upright).append(rule)
    turned = _merged([Rule(rule.y0, rule.x0, rule.y1, rule.x1) for rule in upright])
    return _merged(level), [Rule(rule.y0, rule.x0, rule.y1, rule.x1) for rule in turned]


def _merged(level: list[Rule]) -> list[Rule]:
    """Horizontal rules; those on one height that touch are joined, short ones dropped."""
    rows: list[list[Rule]] = []
    for rule in sorted(level, key=lambda rule: rule.y0):
        if rows and rule.y0 - rows[-1][0].y0 <= 1.5:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    joined: list[Rule] = []
    for row in rows:
        y = sum(rule.y0 for rule in row) / len(row)
        start: float | None = None
        end = 0.0
        for rule in sorted(row, key=lambda rule: rule.x0):
            if start is None:
                start, end = rule.x0, rule.x1
            elif rule.x0 <= end + _TOUCH:
                end = max(end, rule.x1)
            else:
                joined.append(Rule(start, y, end, y))
                start, end = rule.x0, rule.x1
        if start is not None:
            joined.append(Rule(start, y, end, y))
    return [rule for rule in joined if rule.x1 - rule.x0 >= _SHORTEST]


def _connected(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross each other, directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, row in enumerate(level):
        for j, column in enumerate(upright):
            if row.x0 - _TOUCH <= column.x0 <= row.x1 + _TOUCH and column.y0 - _TOUCH <= row.y0 <= column.y1 + _TOUCH:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, row in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(column)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    xs = _positions([rule.x0 for rule in upright] + [min(r.x0 for r in level), max(r.x1 for r in level)])
    ys = _positions([rule.y0 for rule in level] + [min(r.y0 for r in upright), max(r.y1 for r in upright)])
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    cells = _cells(xs, ys, level, upright)
    if len(cells) < 2:
        return None
    return Grid(Rectangle(xs[0], ys[0], xs[-1], ys[-1]), cells)


def _positions(values: Iterable[float]) -> list[float]:
    """Distinct positions; those closer than a line's thickness are one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= 3.0:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _cells(xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]) -> list[GridCell]:
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(slot: tuple[int, int]) -> tuple[int, int]:
        while parent[slot] != slot:
            slot = parent[slot]
        return slot

    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(columns - 1):
            if not _is_walled(xs[column + 1], middle, upright):
                parent[root((row, column + 1))] = root((row, column))
    turned = [Rule(rule.y0, rule.x0, rule.y1, rule.x1) for rule in level]
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        for row in range(rows - 1):
            if not _is_walled(ys[row + 1], middle, turned):
                parent[root((row + 1, column))] = root((row, column))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for slot in parent:
        groups.setdefault(root(slot), []).append(slot)
    cells = [cell for group in groups.values() for cell in _rectangles(group, xs, ys)]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _is_walled(x: float, y: float, upright: Iterable[Rule]) -> bool:
    return any(abs(rule.x0 - x) <= 3.0 and rule.y0 - 1 <= y <= rule.y1 + 1 for rule in upright)


def _rectangles(slots: list[tuple[int, int]], xs: list[float], ys: list[float]) -> list[GridCell]:
    """The slots as one cell if they fill a rectangle, else row by row."""
    rows = [row for row, _ in slots]
    columns = [column for _, column in slots]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(slots):
        row, column = min(rows), min(columns)
        box = Rectangle(xs[column], ys[row], xs[column + width], ys[row + height])
        return [GridCell(row, column, height, width, box)]
    cells = []
    for row in sorted(set(rows)):
        run: list[int] = []
        for column in sorted(column for at, column in slots if at == row):
            if run and column != run[-1] + 1:
                cells += _rectangles([(row, at) for at in run], xs, ys)
                run = []
            run.append(column)
        cells += _rectangles([(row, at) for at in run], xs, ys)
    return cells
