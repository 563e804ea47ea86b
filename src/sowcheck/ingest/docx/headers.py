"""Which rows of a table name its columns."""

from sowcheck.ingest.docx.story import Grid, Paragraph, TableCell

LONGEST_COLUMN_NAME = 60
"""Characters."""


def header_rows(grid: Grid) -> int:
    """How many of the first rows are headers: those the author marked, else a first row that looks like one."""
    rows = max(cell.row + cell.row_span for cell in grid.cells)
    if 0 < grid.marked_header_rows < rows:
        return grid.marked_header_rows
    if rows < 2:
        return 0
    first = [cell for cell in grid.cells if cell.row == 0]
    return max(cell.row_span for cell in first) if _names_columns(grid, first) else 0


def _names_columns(grid: Grid, first: list[TableCell]) -> bool:
    texts = [_text(cell) for cell in first]
    if len(first) < 2 or sum(bool(text) for text in texts) < len(texts) - 1:
        return False
    if any(_has_digit(text) or len(text) > LONGEST_COLUMN_NAME or text.endswith(":") for text in texts):
        return False
    second = [cell for cell in grid.cells if cell.row == 1]
    if all(map(_bold, first)) and not all(map(_bold, second)):
        return True
    if all(cell.shaded for cell in first) and not all(cell.shaded for cell in second):
        return True
    return grid.styled_header and (len(first) > 2 or _last_column_is_figures(grid))


def _last_column_is_figures(grid: Grid) -> bool:
    """In two columns a style alone proves nothing: labels with values are styled the same way."""
    below = [_text(cell) for cell in grid.cells if cell.row > 0 and cell.column > 0]
    return bool(below) and sum(map(_has_digit, below)) > len(below) / 2


def _text(cell: TableCell) -> str:
    return " ".join(node.flow.text for node in cell.nodes if isinstance(node, Paragraph)).strip()


def _bold(cell: TableCell) -> bool:
    flows = [node.flow for node in cell.nodes if isinstance(node, Paragraph) and node.flow.length]
    return all(flow.look_of(0, flow.length).bold for flow in flows)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
