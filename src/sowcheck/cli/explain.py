"""`sowcheck explain`: what a discrepancy code or a field means, and what to do about it."""

from typing import TYPE_CHECKING, Annotated

import typer

from sowcheck.cli.output import write
from sowcheck.errors import UsageError

if TYPE_CHECKING:
    from sowcheck.core.fields import Field
    from sowcheck.core.reasons import Reason


def explain(
    name: Annotated[
        str | None, typer.Argument(metavar="[CODE|FIELD]", help="Such as SC201 or price.services_total")
    ] = None,
) -> None:
    """Say what a discrepancy code or a field means, and what to do. Without a name, list all codes.

    Example: sowcheck explain SC201

    Example: sowcheck explain billing.payment_terms_days
    """
    from sowcheck.core.fields import FIELDS
    from sowcheck.core.reasons import REASONS

    if name is None:
        write("\n".join(f"{reason.code}  {reason.title}" for reason in REASONS.values()), None)
    elif reason := REASONS.get(name.upper()):
        write(_reason(reason), None)
    elif field := FIELDS.get(name.lower()):
        write(_field(field), None)
    else:
        raise UsageError(f"there is no code or field {name!r}", hint=_nearest(name, [*REASONS, *FIELDS]))


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
