"""The headings above a place, without walking the tree of clauses for each."""

from bisect import bisect_right

from sowcheck.core.clauses import Clause, Outline


class HeadingsAbove:
    """Finds the headings above an offset without walking the tree for each."""

    def __init__(self, outline: Outline, text: str) -> None:
        self._clauses = sorted(outline.clauses, key=lambda clause: (clause.span.start, clause.level))
        self._starts = [clause.span.start for clause in self._clauses]
        self._outline = outline
        self._text = text
        self._known: dict[int, str] = {}

    def at(self, offset: int) -> str:
        """The headings above an offset, outermost first, in lower case."""
        index = bisect_right(self._starts, offset) - 1
        clause = self._clauses[index] if index >= 0 else None
        while clause and not (clause.span.start <= offset < clause.span.end):
            clause = self._outline.clauses[clause.parent] if clause.parent is not None else None
        if clause is None:
            return ""
        if clause.index not in self._known:
            self._known[clause.index] = self._path(clause)
        return self._known[clause.index]

    def _path(self, clause: Clause) -> str:
        path = self._outline.path(clause)
        return " > ".join(above.heading.of(self._text).casefold() for above in path if above.heading)
