"""The gate of a change: no figure may fall below the committed baseline, none below its floor or above its ceiling.

A fall counts when the whole 95 % interval of the paired change lies below zero. The finding names the figure, and the
documents and facts that were lost.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from sowcheck.core.fields import FIELDS
from sowcheck.core.noun import Noun
from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.evals.baseline import read_baseline
from sowcheck.evals.card import Card
from sowcheck.evals.comparison import Comparison, compare
from sowcheck.evals.paired import Change, Row
from sowcheck.evals.scores import Scores

SCHEMA = "sowcheck.thresholds/1"
_HINT = "Compare it with eval/thresholds.toml."


class Limits(Noun):
    """Bounds for the figures of one dataset."""

    measures: dict[str, float] = Field(default_factory=dict)
    """By name of the measure."""
    fields: dict[str, float] = Field(default_factory=dict)
    """F1 by field."""


class DatasetThresholds(Noun):
    """What is asked of one dataset."""

    baseline: str | None = None
    """Path of its baseline, relative to the thresholds' folder."""
    floors: Limits = Limits()
    ceilings: Limits = Limits()


class Thresholds(Noun):
    """A thresholds file."""

    datasets: dict[str, DatasetThresholds]
    """By a name of one's own; a run finds its dataset by the content hash of the baseline."""
    folder: Path


class Finding(Noun):
    """A reason to stop."""

    kind: Literal["fall", "floor", "ceiling"]
    name: str
    """The measure or field."""
    message: str
    changes: tuple[Change, ...] = ()
    """The facts that were lost, with their documents."""


class GateResult(Noun):
    """What the gate says of a log."""

    dataset: str
    """Its name in the thresholds file."""
    baseline: str
    comparison: Comparison
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing speaks against the change."""
        return not self.findings


def load_thresholds(path: Path) -> Thresholds:
    """The thresholds of a TOML file.

    Raises:
        UnreadableInput: the file cannot be opened or has a fault.
    """
    try:
        shape = tomllib.loads(path.read_bytes().decode("utf-8"))
        schema = shape.pop("schema", None)
        if schema != SCHEMA:
            raise UnreadableInput(path, f"the schema is {schema!r}, not {SCHEMA}", hint=_HINT)
        thresholds = Thresholds.model_validate({"datasets": shape.pop("datasets", {}), "folder": path.parent, **shape})
    except OSError as error:
        raise UnreadableInput(path, (error.strerror or "cannot be opened").lower(), hint=_HINT) from error
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        raise UnreadableInput(path, f"{where}: {fault['msg']}", hint=_HINT) from error
    except ValueError as error:
        raise UnreadableInput(path, f"the file is not TOML: {error}", hint=_HINT) from error
    for held in thresholds.datasets.values():
        for name in (*held.floors.fields, *held.ceilings.fields):
            if name not in FIELDS:
                raise UnreadableInput(path, f"there is no field {name!r}", hint="Fields: sowcheck explain.")
    return thresholds


def judge_change(thresholds: Thresholds, card: Card, scores: Scores) -> GateResult:
    """Holds a log against the baseline and the limits of its dataset.

    Raises:
        UsageError: no baseline was committed for this dataset, or a limit names no measure.
        UnreadableInput: a baseline cannot be read.
    """
    name, held, baseline = _of_dataset(thresholds, card)
    comparison = compare(baseline, card)
    return GateResult(
        dataset=name,
        baseline=str(held.baseline),
        comparison=comparison,
        findings=(*_falls(comparison), *_limits(held, scores)),
    )


def _of_dataset(thresholds: Thresholds, card: Card) -> tuple[str, DatasetThresholds, Card]:
    known = [
        (name, held, read_baseline(thresholds.folder / held.baseline))
        for name, held in thresholds.datasets.items()
        if held.baseline
    ]
    for name, held, baseline in known:
        if baseline.dataset.sha256 == card.dataset.sha256:
            return name, held, baseline
    command = "`sowcheck eval baseline LOG -o FILE`"
    for name, held, baseline in known:
        if {*baseline.documents} & {*card.documents}:
            raise UsageError(
                f"the baseline of {name} was measured on another version of {card.dataset.name}",
                hint=f"Look at what changed (sowcheck eval compare --common), then renew {held.baseline}: {command}.",
            )
    raise UsageError(
        f"the thresholds hold no baseline of {card.dataset.name} ({card.dataset.sha256[:12]})",
        hint=f"Write one with {command} and name it in the thresholds file.",
    )


def _falls(comparison: Comparison) -> Iterator[Finding]:
    """Fields first: they say where to look; then the figures over many fields, and those of the check."""
    for row in comparison.fields:
        if row.difference.is_loss:
            yield _fall(row, comparison.losses((row.name,)))
    for row in comparison.measures:
        if row.difference.is_loss:
            yield _fall(row, ())


def _fall(row: Row, changes: Sequence[Change]) -> Finding:
    change = row.difference
    assert change.value is not None and change.low is not None and change.high is not None  # noqa: PT018
    return Finding(
        kind="fall",
        name=row.name,
        message=(
            f"{row.name} fell from {row.before:.3f} to {row.after:.3f}: "
            f"{change.value:+.3f}, interval {change.low:+.3f} to {change.high:+.3f}"
        ),
        changes=tuple(changes),
    )


def _limits(held: DatasetThresholds, scores: Scores) -> Iterator[Finding]:
    for limits, kind in ((held.floors, "floor"), (held.ceilings, "ceiling")):
        for name, bound in limits.measures.items():
            if name not in scores.measures:
                raise UsageError(f"there is no measure {name!r}", hint=f"Measures: {', '.join(scores.measures)}.")
            yield from _broken(kind, name, bound, scores.value(name))
        for name, bound in limits.fields.items():
            scored = scores.fields.get(name)
            yield from _broken(kind, name, bound, scored.f1.value if scored else None)


def _broken(kind: str, name: str, bound: float, value: float | None) -> Iterator[Finding]:
    """A limit on something that was not measured is broken: nobody knows that it holds."""
    if value is None:
        told = f"{name} was not measured; its {kind} is {bound:g}"
    elif kind == "floor" and value < bound:
        told = f"{name} is {value:.3f}, below its floor of {bound:g}"
    elif kind == "ceiling" and value > bound:
        told = f"{name} is {value:.3f}, above its ceiling of {bound:g}"
    else:
        return
    yield Finding(kind="floor" if kind == "floor" else "ceiling", name=name, message=told)
