"""Fields of a form that say two things at once, and fields that had to be filled in and are empty."""

from collections.abc import Sequence

from pydantic import JsonValue

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import first_few
from sowcheck.core.assumptions import Assumption
from sowcheck.core.documents import FormField
from sowcheck.core.fields import FIELDS
from sowcheck.core.words import plain, shortened

_SHOWN = 3
_LONGEST = 80


def check_form_fields(facts: Facts, findings: Findings) -> None:
    """Note what the forms among the documents say of themselves."""
    for paper in facts.papers:
        fields = paper.document.form_fields
        double = [each for each in fields if each.drawn is not None or each.second is not None]
        terms = {place: found for place, each in enumerate(double) if (found := _terms(paper, each))}
        for place, stated in terms.items():
            _flag_term(paper, double[place], stated, findings)
        rest = [each for place, each in enumerate(double) if place not in terms]
        if rest:
            findings.flag(
                "SC125",
                "doc.coverage",
                f"{paper.name}: {first_few([_say(each) for each in rest], _SHOWN, '; ')}.",
                severity="blocker" if any(map(_may_be_a_term, rest)) else "high",
                document_value=[_both(each) for each in rest],
            )
        _flag_empty(paper.name, fields, findings)


def _terms(paper: Paper, field: FormField) -> list[Assumption]:
    """The terms that are read from a field: those with the fewest other words first."""
    if field.span is None:
        return []
    stated = [each for name in paper.fields for each in paper.of(name) if each.quote.span.overlaps(field.span)]
    return sorted(stated, key=lambda each: (len(each.quote.span), each.field == "price.currency", each.id))


def _flag_term(paper: Paper, field: FormField, stated: Sequence[Assumption], findings: Findings) -> None:
    """A term whose field says two things: no comparison settles which one was agreed."""
    findings.flag(
        "SC125",
        stated[0].field,
        f"{FIELDS[stated[0].field].title}: in {paper.name}, {_say(field)}.",
        document_value=_both(field),
        assumptions=stated,
    )


def _both(field: FormField) -> dict[str, JsonValue]:
    """What a field says, as JSON."""
    said: dict[str, JsonValue] = {"field": field.name, "value": field.value}
    if field.drawn is not None:
        said["drawn"] = field.drawn
    if field.second is not None:
        said["second"] = field.second
    return said


def _flag_empty(paper: str, fields: Sequence[FormField], findings: Findings) -> None:
    empty = [each for each in fields if each.required and not each.hidden and not each.value.strip()]
    if not empty:
        return
    names = first_few([f"“{_name(each)}”" for each in empty], _SHOWN)
    what = "a field" if len(empty) == 1 else f"{len(empty)} fields"
    findings.flag(
        "SC126",
        "doc.coverage",
        f"{paper}: {what} that the form asks for {'is' if len(empty) == 1 else 'are'} empty: {names}.",
        severity="medium",
        document_value=[each.name for each in empty],
    )


def _say(field: FormField) -> str:
    """Such as "the field “Price” holds “150,000” and shows “120,000”"."""
    said = f"the field “{_name(field)}” holds {_quoted(field.value)}"
    if field.drawn is not None:
        said += f" and shows {_quoted(field.drawn)}"
    if field.second is not None:
        said += f" and its copy in the form's data holds {_quoted(field.second)}"
    return said


def _name(field: FormField) -> str:
    return shortened(plain(field.label or field.name), _LONGEST)


def _quoted(value: str) -> str:
    words = " ".join(value.split())
    return f"“{shortened(plain(words), _LONGEST)}”" if words else "nothing"


def _may_be_a_term(field: FormField) -> bool:
    """A figure may be a price or a date; a box that is ticked in one copy alone may be a choice."""
    said = f"{field.value}{field.drawn or ''}{field.second or ''}"
    return any(map(str.isdigit, said)) or "\u2612" in said
