"""`sowcheck eval skills`: what each encoder brings to the tagging of skills."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sowcheck.cli.output import check_target, write


class SkillsFormat(StrEnum):
    """How the figures are written."""

    TEXT = "text"
    JSON = "json"


def skills(
    phrasings: Annotated[
        Path, typer.Argument(metavar="PHRASINGS.csv", help="Columns phrase, skill, kind; no skill where none is meant")
    ],
    encoder: Annotated[
        list[str] | None,
        typer.Option("--encoder", metavar="NAME", help="hashed, minilm, sentence-transformers:MODEL; may be repeated"),
    ] = None,
    form: Annotated[SkillsFormat, typer.Option("--format", help="Form of the result")] = SkillsFormat.TEXT,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="File to write")] = None,
) -> None:
    """Measure encoders: is the right skill nearest, and from which similarity on are tags right?

    Example: sowcheck eval skills eval/skills/phrasings.csv --encoder hashed
    """
    from sowcheck.embed.connect import HASHED
    from sowcheck.evals.skills import load_phrasings, measure
    from sowcheck.evals.skills_text import skills_json, skills_text

    check_target(output)
    known = load_phrasings(phrasings)
    figures = [measure(name, known) for name in encoder or [HASHED]]
    write(skills_json(figures) if form is SkillsFormat.JSON else skills_text(figures), output)
