"""How papers stand to each other: which prevails, what changed, which holds."""

from typing import Literal

from pydantic import JsonValue

from sowcheck.report.shapes.part import Part


class PrecedenceExceptionShape(Part):
    """Where another paper prevails than a clause says."""

    prevails: str | None
    """Kind of paper; null for whichever meets the condition."""
    fields: tuple[str, ...]
    """Names of fields, or their beginnings ("price."); empty for all."""
    sections: tuple[str, ...]
    expressly: bool
    """Whether that paper must say so itself."""
    words: str


class PrecedenceClauseShape(Part):
    """A clause that says which paper prevails."""

    document: str
    page: int | None
    quote: str
    order: tuple[str, ...]
    """Kinds of papers, the prevailing one first."""
    over_all: bool
    """Whether the first kind prevails over every other."""
    fields: tuple[str, ...]
    sections: tuple[str, ...]
    exceptions: tuple[PrecedenceExceptionShape, ...]


class PrecedenceShape(Part):
    """In which order the papers of the case prevail."""

    documents: tuple[str, ...]
    """Ids, the prevailing one first, where no field in particular is in question."""
    basis: Literal["stated", "usual", "undecided"]
    why: str
    clauses: tuple[PrecedenceClauseShape, ...]
    """Every clause on precedence that was read."""


class ValueChangeShape(Part):
    """A field, or an item of a list, whose value differs in the version that holds."""

    field: str
    key: str | None
    """Names the item of a list field."""
    before: JsonValue
    """null where the version that gives way is silent; several values are a list."""
    after: JsonValue
    """null where the version that holds is silent."""
    assumptions: tuple[str, ...]
    """Ids of the evidence, the version that gives way first."""


class ChangeStepShape(Part):
    """What an amendment does to another paper."""

    operation: str
    """replace, delete, add, increase or decrease."""
    section: str | None
    field: str | None
    item: str | None
    page: int | None
    quote: str


class PaperShape(Part):
    """Where a paper stands among those of the case."""

    document: str
    """Id of the document."""
    state: Literal["in_force", "amended", "amends", "replaced", "copy", "undecided"]
    why: str
    version: str | None
    by: str | None
    """Id of the document that holds in its place, or with which it is undecided."""
    amends: tuple[str, ...]
    amended_by: tuple[str, ...]
    """Ids of the documents that change it, the earliest first."""
    changes: tuple[ValueChangeShape, ...]
    """What differs in the version that holds in its place."""
    steps: tuple[ChangeStepShape, ...]
    """What it changes in others, in its own words."""
