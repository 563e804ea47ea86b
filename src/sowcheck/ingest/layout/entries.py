"""Fields of a form that have their label above them: label and value belong together, whatever stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sowcheck.ingest.layout.content import Rectangle
from sowcheck.ingest.layout.words import Line, Word, line_of, lines_of, segments

_HIGHEST = 1.6
"""A label stands no further above its field than this many of its font sizes."""


@dataclass(slots=True)
class Entry:
    """A filled field with the words that name it."""

    page: int
    label: Line
    value: list[Line]

    @property
    def top(self) -> float:
        """Where the label begins."""
        return self.label.y0


def entries_of(areas: Mapping[int, Rectangle], words: Sequence[Word], page: int) -> tuple[list[Entry], list[Word]]:
    """The fields with a label above them, and the words that belong to none.

    Args:
        areas: area of each form field on the page, by the number that its words carry.
        words: words outside tables.
        page: 1-based number.
    """
    printed = lines_of([word for word in words if word.field is None], page)
    entries: list[Entry] = []
    taken: set[int] = set()
    for index, area in areas.items():
        typed = [word for word in words if word.field == index]
        if not typed or _has_neighbour(area, typed, printed):
            continue
        label = _label_above(area, printed, taken)
        if label is None:
            continue
        entries.append(Entry(page, label, lines_of(typed, page)))
        taken.update(id(word) for word in (*label.words, *typed))
    return entries, [word for word in words if id(word) not in taken]


def _has_neighbour(area: Rectangle, typed: Sequence[Word], printed: Sequence[Line]) -> bool:
    """Whether printed words lead up to the field on its own line."""
    size = typed[0].style.size
    for line in printed:
        if not area.y0 <= (line.y0 + line.y1) / 2 <= area.y1:
            continue
        if any(-1 < area.x0 - word.x1 < 2.5 * size or area.holds(*word.middle) for word in line.words):
            return True
    return False


def _label_above(area: Rectangle, printed: Sequence[Line], taken: set[int]) -> Line | None:
    for line in reversed(printed):
        if not -0.3 * line.size <= area.y0 - line.baseline <= _HIGHEST * line.size:
            continue
        for words in segments(line):
            inside = [word for word in words if area.x0 - 6 <= word.middle[0] <= area.x1 and id(word) not in taken]
            if inside and abs(inside[0].x0 - area.x0) <= 1.5 * line.size:
                return line_of(inside, line.page)
    return None


def by_party(entries: Sequence[Entry]) -> list[Entry]:
    """Entries in rows; where two rows or more ask each column for the same thing, column by column.

    Two people who sign side by side each fill a column: name, position, date.
    """
    rows: list[list[Entry]] = []
    for entry in entries:
        if rows and abs(entry.top - rows[-1][0].top) < 4:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    alike = [len(row) > 1 and len({entry.label.text.lower() for entry in row}) == 1 for row in rows]
    if sum(alike) < 2:
        return [entry for row in rows for entry in row]
    first, last = alike.index(True), len(alike) - 1 - alike[::-1].index(True)
    # The row that names the parties stands above the rows that are alike.
    if first and len(rows[first - 1]) == len(rows[first]):
        first -= 1
    block = sorted(
        (entry for row in rows[first : last + 1] for entry in row), key=lambda entry: round(entry.label.x0 / 9)
    )
    before = [entry for row in rows[:first] for entry in row]
    return [*before, *block, *(entry for row in rows[last + 1 :] for entry in row)]
