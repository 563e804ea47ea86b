"""Fields of a form that say two things at once, and fields that had to be filled in and are empty."""

from collections.abc import Sequence

from sowcheck.compare.facts import Facts
from sowcheck.compare.findings import Findings
from sowcheck.compare.wording import first_few
from sowcheck.core.documents import FormField
from sowcheck.core.words import plain, shortened

_SHOWN = 3
_LONGEST = 80


def check_form_fields(facts: Facts, findings: Findings) -> None:
    """Note what the forms among the documents say of themselves."""
    for paper in facts.papers:
        fields = paper.document.form_fields
        double = [each for each in fields if each.drawn is not None or each.second is not None]
        if double:
            findings.flag(
                "SC125",
                "doc.coverage",
                f"{paper.name}: {first_few([_say(each) for each in double], _SHOWN, '; ')}.",
                severity="blocker" if any(map(_may_be_a_term, double)) else "high",
                document_value=[
                    {"field": each.name, "value": each.value, "drawn": each.drawn, "second": each.second}
                    for each in double
                ],
            )
        _flag_empty(paper.name, fields, findings)


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
