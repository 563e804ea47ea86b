"""`sowcheck explain`: what a discrepancy code, a field or a type of clause means, and what to do about it."""

from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.output import write
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.core.fields import Field
    from sowcheck.core.reasons import Reason
    from sowcheck.extract.kinds.types import ClauseType


def explain(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE|FIELD|CLAUSE]", help="Such as SC201, price.services_total, payment_terms; or: clauses"
        ),
    ] = None,
) -> None:
    """Say what a discrepancy code, a field or a type of clause means. Without a name, list all codes.

    Example: sowcheck explain SC201

    Example: sowcheck explain billing.payment_terms_days

    Example: sowcheck explain payment_terms
    """
    from sowcheck.core.fields import FIELDS
    from sowcheck.core.reasons import REASONS
    from sowcheck.extract.kinds.types import clause_types

    if name is None:
        write("\n".join(f"{reason.code}  {reason.title}" for reason in REASONS.values()), None)
    elif reason := REASONS.get(name.upper()):
        write(_reason(reason), None)
    elif field := FIELDS.get(name.lower()):
        write(_field(field), None)
    elif name.lower() == "clauses":
        write("\n".join(f"{kind.group:12} {kind.name:29} {kind.title}" for kind in clause_types().values()), None)
    elif kind := clause_types().get(name.lower()):
        write(_clause_type(kind), None)
    else:
        known = [*REASONS, *FIELDS, *clause_types()]
        raise UsageError(f"there is no code, field or type of clause {name!r}", hint=_nearest(name, known))


def _nearest(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), [word.lower() for word in known], n=3, cutoff=0.5)
    suggestions = [word for word in known if word.lower() in near]
    if suggestions:
        return f"Did you mean {' or '.join(suggestions)}?"
    return "`sowcheck explain` without a name lists the codes."


def _reason(reason: "Reason") -> str:
    return "\n".join(
        [
            f"{reason.code}: {reason.title}",
            f"Kind: {reason.kind}",
            "",
            reason.meaning,
            "",
            f"What to do: {reason.advice}",
        ]
    )


def _field(field: "Field") -> str:
    lines = [
        f"{field.name}: {field.title}",
        field.meaning,
        "",
        f"Type: {field.kind.value.replace('_', ' ')}{', a list' if field.repeated else ''}",
        f"Severity of a discrepancy: {field.severity}",
        f"Owner: {field.owner}",
    ]
    if field.choices:
        lines.append(f"Values: {', '.join(field.choices)}")
    lines += ["", f"What to do: ask {field.owner} to bring record and paper into line, or to waive the difference."]
    return "\n".join(lines)


def _clause_type(kind: "ClauseType") -> str:
    return "\n".join(
        [
            f"{kind.name}: {kind.title}",
            kind.meaning,
            "",
            f"Group: {kind.group}",
            f"Fields: {', '.join(kind.fields) or 'none'}",
            f"Severity: {kind.severity}",
            f"Owner: {kind.owner}",
            "",
            f"What to watch: {kind.watch}",
        ]
    )
