"""How much one document may ask for while it is read."""

from typing import Annotated

from pydantic import Field

from sowcheck.core.noun import Noun

_Count = Annotated[int, Field(gt=0)]


class ReadingLimits(Noun):
    """Limits of one document. They are far above what contracts need, and far below what would harm a machine."""

    file_megabytes: _Count = 200
    memory_megabytes: _Count = 2048
    """Address space of the process that reads; systems without such limits ignore it."""
    seconds: _Count = 120
    """Of the clock, and of one processor."""
    pages: _Count = 2000
    characters: _Count = 2_500_000
    """Of the whole text."""
    values: _Count = 20_000
    """That the text states: prices, dates, duties and so on."""
    page_objects: _Count = 100_000
    """Characters, drawn shapes and pictures of one PDF page. A page above it is left unread, and the ledger says so."""
    expanded_megabytes: _Count = 1024
    """Of all parts of a packed file (DOCX) together, once unpacked."""
    part_megabytes: _Count = 64
    """Of one part of a packed file. A side part above it is left unread, and the ledger says so."""
    parts: _Count = 10_000
    """Files inside a packed file."""
    cells: _Count = 50_000
    """Of a workbook, those with words or figures."""
    members: _Count = 200
    """Files of a contract package (ZIP) that could be documents."""
    picture_megapixels: _Count = 200
    """Of one picture on a page that is drawn for a report."""
