"""A deal in which papers and records agree: what mutation starts from."""

from collections.abc import Callable, Iterator

from sowcheck.compare.values.comparators import name_of
from sowcheck.compare.values.wording import say
from sowcheck.core.fields import FIELDS
from sowcheck.core.noun import Noun
from sowcheck.core.values import Value
from sowcheck.evals.mutation.terms import RecordTerms


class Statement(Noun):
    """A value that a paper states, with the words that state it."""

    field: str
    value: Value
    quote: str

    @property
    def key(self) -> str | None:
        """Names the item of a list field; None for a scalar."""
        return name_of(self.value) if FIELDS[self.field].repeated else None

    def saying(self, value: Value) -> "Statement":
        """The same statement with another value, in words that state the new one."""
        return state(self.field, value)


def state(field: str, value: Value) -> Statement:
    """A statement in plain words, for a value that no gold quote states."""
    title, named = FIELDS[field].title, name_of(value) if FIELDS[field].repeated else None
    said = say(value, field)
    words = f"{title}, {named}: {said}" if named and named != said else f"{title}: {said}"
    return Statement(field=field, value=value, quote=words)


class Paper(Noun):
    """One document of a deal."""

    name: str
    """File name without its folder."""
    statements: tuple[Statement, ...]
    remarks: tuple[str, ...] = ()
    """Lines of the text that state no value."""

    @property
    def kind(self) -> str:
        """As the annotation has it; "other" where it says nothing."""
        return next((str(each.value) for each in self.of("doc.kind")), "other")

    def of(self, field: str) -> tuple[Statement, ...]:
        """What the paper states of a field, in its order."""
        return tuple(each for each in self.statements if each.field == field)

    def first(self, field: str) -> Value | None:
        """The first value that the paper states of a field."""
        return next((each.value for each in self.of(field)), None)

    def edited(self, edit: Callable[[Statement], Statement | None]) -> "Paper":
        """Every statement as `edit` returns it, without those for which it returns None."""
        kept = tuple(new for each in self.statements if (new := edit(each)) is not None)
        return self.model_copy(update={"statements": kept})

    def without(self, *fields: str) -> "Paper":
        """The paper without what it says of some fields."""
        return self.edited(lambda each: None if each.field in fields else each)

    def with_more(self, *statements: Statement) -> "Paper":
        """The paper with further statements at its end."""
        return self.model_copy(update={"statements": (*self.statements, *statements)})


class Deal(Noun):
    """Papers and records of one deal."""

    name: str
    papers: tuple[Paper, ...]
    record: RecordTerms

    @property
    def base(self) -> tuple[Paper, ...]:
        """The papers that a change order amends."""
        return tuple(paper for paper in self.papers if paper.kind != "change_order")

    def with_paper(self, place: int, paper: Paper) -> "Deal":
        """The deal with another paper in one place."""
        papers = tuple(paper if index == place else each for index, each in enumerate(self.papers))
        return self.model_copy(update={"papers": papers})

    def with_record(self, **changes: object) -> "Deal":
        """The deal with some terms of its records changed."""
        record = RecordTerms.model_validate({**dict(self.record), **changes})
        return self.model_copy(update={"record": record})

    def statements(self) -> Iterator[tuple[int, int, Statement]]:
        """Every statement with the places of its paper and of itself."""
        for place, paper in enumerate(self.papers):
            for index, statement in enumerate(paper.statements):
                yield place, index, statement
