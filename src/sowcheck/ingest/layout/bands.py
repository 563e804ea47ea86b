"""Tables whose rows are parted by lines and whose columns are not."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sowcheck.ingest.layout.alignment import cuts_of, row_cells, rows_of
from sowcheck.ingest.layout.columns import asks_twice
from sowcheck.ingest.layout.content import Rectangle, Rule
from sowcheck.ingest.layout.lattice import split
from sowcheck.ingest.layout.tables import FoundCell, FoundTable
from sowcheck.ingest.layout.words import Line, Word, lines_of, parts_of

_SAME_END = 4.0
"""Points by which the ends of a table's lines may differ."""
_COLUMN_GAP = 12.0
"""Points between the pieces of one table's line, at most; two tables side by side stand further apart."""
_STEP = 1.9
"""Font sizes between two lines of one row, at most."""
_TALLEST = 220.0
"""Points between two lines of one table, at most."""


def tables_in_bands(
    rules: Sequence[Rule], words: Sequence[Word], page: int, taken: Sequence[Rectangle]
) -> tuple[list[FoundTable], list[Word]]:
    """The tables between horizontal lines of equal length, and the words that stand in none of them.

    Args:
        rules: all rules of the page.
        words: words outside tables found before.
        page: 1-based number.
        taken: areas of tables found before; their rules are not looked at.
    """
    level, _ = split(rules)
    free = [
        rule for rule in _whole_rows(level) if not any(area.holds((rule.x0 + rule.x1) / 2, rule.y0) for area in taken)
    ]
    tables: list[FoundTable] = []
    left = list(words)
    # Narrow stacks first: two tables side by side stand between the same wide lines.
    for stack in sorted(_stacks(free), key=lambda stack: (len(stack) < 3, stack[0].x1 - stack[0].x0)):
        for table in _tables(stack, left, page):
            tables.append(table)
            gone = {id(word) for cell in table.cells for line in cell.lines for word in line.words}
            left = [word for word in left if id(word) not in gone]
    return tables, left


def _whole_rows(level: Sequence[Rule]) -> list[Rule]:
    """Rules at one height as one, if only the gap between two columns lies between them."""
    rows: list[list[Rule]] = []
    for rule in sorted(level, key=lambda rule: rule.y0):
        if rows and rule.y0 - rows[-1][0].y0 <= 2.0:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    whole: list[Rule] = []
    for row in rows:
        for index, rule in enumerate(sorted(row, key=lambda rule: rule.x0)):
            if index and rule.x0 - whole[-1].x1 <= _COLUMN_GAP:
                whole[-1] = Rule(whole[-1].x0, whole[-1].y0, max(whole[-1].x1, rule.x1), whole[-1].y1)
            else:
                whole.append(Rule(rule.x0, row[0].y0, rule.x1, row[0].y0))
    return whole


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules of equal ends, one under the other."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.y0):
        if rule.x1 - rule.x0 < 100:
            continue
        for stack in stacks:
            last = stack[-1]
            if (
                abs(last.x0 - rule.x0) <= _SAME_END
                and abs(last.x1 - rule.x1) <= _SAME_END
                and rule.y0 - last.y0 <= _TALLEST
            ):
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) > 1]


def _tables(stack: Sequence[Rule], words: Sequence[Word], page: int) -> Iterator[FoundTable]:
    """The tables among the bands of a stack."""
    x0, x1 = stack[0].x0 - _SAME_END, stack[0].x1 + _SAME_END
    inside = [word for word in words if x0 <= word.x0 and word.x1 <= x1]
    bands = [
        lines_of([word for word in inside if above.y0 < word.middle[1] < below.y0], page)
        for above, below in pairwise(stack)
    ]
    run: list[list[Line]] = []
    top = stack[0].y0
    # A band of running text ends a table: a rule under a heading, a rule above the page's foot.
    for start, band in [*zip(stack, bands, strict=False), (stack[-1], [])]:
        for row in _compact(band) or [[]]:
            if row and (_is_tabular(row) or _fits(run, row)):
                if not run:
                    top = start.y0 if row[0] is band[0] else row[0].y0
                run.append(row)
                continue
            if run:
                table = _closed(run, Rectangle(x0, top, x1, max(line.y1 for line in run[-1])), inside, page)
                if table is not None:
                    yield table
            run = []


def _fits(run: Sequence[list[Line]], row: Sequence[Line]) -> bool:
    """Whether the words of a row keep to the columns of the rows above, if with gaps too narrow to tell alone."""
    cuts = cuts_of([line for band in run for line in band]) if run else []
    if not cuts or any(word.x0 < cut < word.x1 for line in row for word in line.words for cut in cuts):
        return False
    gaps = [
        right.x0 - left.x1
        for line in row
        for left, right in pairwise(line.words)
        if any(left.x1 <= cut <= right.x0 for cut in cuts)
    ]
    return bool(gaps) and min(gaps) > 0.45 * row[0].size


def _closed(run: Sequence[list[Line]], box: Rectangle, inside: Sequence[Word], page: int) -> FoundTable | None:
    """The table that a run of bands makes, with the rows above its first and below its last line."""
    above = _rows_above([word for word in inside if word.middle[1] < box.y0], box.y0, run, page)
    below = _row_below([word for word in inside if word.y0 > box.y1], run, page)
    rows = [*above, *run, *below]
    box = Rectangle(box.x0, rows[0][0].y0 if above else box.y0, box.x1, max(line.y1 for line in rows[-1]))
    return _built(rows, box, page, len(above))


def _row_below(words: Sequence[Word], bands: Sequence[Sequence[Line]], page: int) -> list[list[Line]]:
    """The row after the last line of a table whose every second row has a background, or whose end has no line."""
    lines = lines_of(words, page)
    if not lines or len(bands) < 2 or len(parts_of(lines[0])) < 2:
        return []
    step = bands[-1][0].baseline - bands[-2][0].baseline
    if lines[0].baseline - bands[-1][0].baseline > 1.2 * max(step, lines[0].size):
        return []
    row = _compact(lines)[0]
    body = [line for band in bands for line in band]
    cuts = cuts_of(body)
    kept = len(row) <= 3 and row[0].bold <= body[-1].bold
    return [row] if kept and cuts and len(cuts_of([*body, *row])) >= len(cuts) else []


def _compact(band: Sequence[Line]) -> list[list[Line]]:
    """The lines of a band, parted at gaps that no cell has inside."""
    chunks: list[list[Line]] = []
    for line in band:
        if chunks and line.baseline - chunks[-1][-1].baseline <= _STEP * max(line.size, chunks[-1][-1].size):
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def _is_tabular(band: Sequence[Line]) -> bool:
    """Whether a band has several parts side by side, and no heading or paragraph above them."""
    if len(parts_of(band[0])) > 1:
        return True
    if band[0].bold and not band[-1].bold:
        return False
    # The tallest cell of a row may begin above the others.
    steps = [below.baseline - above.baseline for above, below in pairwise(band)]
    return any(len(parts_of(line)) > 1 for line in band) and max(steps) < 1.5 * band[0].size


def _rows_above(words: Sequence[Word], top: float, bands: Sequence[Sequence[Line]], page: int) -> list[list[Line]]:
    """The row above the first rule of a table, if its parts stand over the table's columns."""
    lines = lines_of(words, page)
    row: list[Line] = []
    edge = top
    for line in reversed(lines):
        if edge - line.y1 > (1.2 if edge == top else 0.6) * line.size or len(row) >= 3:
            break
        row.insert(0, line)
        edge = line.y0
    if not row or (len(parts_of(row[-1])) < 2 and len(parts_of(row[0])) < 2):
        return []
    body = [line for band in bands for line in band]
    if abs(row[0].size - body[0].size) > 0.15 * body[0].size:
        return []
    cuts = cuts_of(body)
    together = cuts_of([*body, *row])
    return [row] if cuts and len(together) >= len(cuts) else []


def _built(bands: Sequence[Sequence[Line]], box: Rectangle, page: int, above: int) -> FoundTable | None:
    lines = [line for band in bands for line in band]
    cuts = cuts_of(lines)
    if not cuts:
        return None
    # Rules between all rows, or only around the header and at the end.
    each = len(bands) - above >= 4 or all(len(band) <= 2 for band in bands)
    rows = [row for band in bands for row in ([list(band)] if each else rows_of(band, cuts))]
    if len(rows) < 2:
        return None
    cells: list[FoundCell] = []
    for index, row in enumerate(rows):
        cells.extend(row_cells(row, cuts, index))
    return None if asks_twice(cells) else FoundTable(page, box, cells, ruled=True)
