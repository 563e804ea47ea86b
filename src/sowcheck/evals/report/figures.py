"""A measure of the scores as a figure that people are shown."""

from sowcheck.evals.intervals import Measure
from sowcheck.evals.report.model import Measured, Unit


def measured(title: str, measure: Measure | None, meaning: str = "", unit: Unit = "share") -> Measured:
    """A measure with its name; one that does not exist was not measured. "{n}" in the meaning is how many there are."""
    measure = measure or Measure(value=None)
    meaning = meaning.format(n=f"{measure.n:,}")
    return Measured(title, measure.value, measure.low, measure.high, measure.n, unit, meaning)
