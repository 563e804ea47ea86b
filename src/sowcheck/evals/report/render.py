"""The report as one self-contained HTML page."""

from collections.abc import Iterable
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from sowcheck.core.words import plain, shortened
from sowcheck.evals.report import wording
from sowcheck.evals.report.model import Measured, ReportView, RunView
from sowcheck.evals.report.plots import calibration_plot, length_plot, risk_coverage_plot
from sowcheck.report.wording import field_title, plural

_TRACK = 120.0
"""Width in pixels of the small bars beside a figure; those of the template have it too."""


def page(view: ReportView) -> str:
    """The page; every word of a log is escaped."""
    return _environment().get_template("eval.html.j2").render(view=view, plots=[_plots(run) for run in view.runs])


def _plots(run: RunView) -> dict[str, Markup]:
    """The plots of a run by name; what was not measured has none."""
    drawn = {}
    if run.calibration and run.calibration.bins:
        drawn["calibration"] = calibration_plot(run.calibration.bins, f"{run.anchor}-calibration")
    if run.calibration and run.calibration.curve:
        drawn["risk"] = risk_coverage_plot(run.calibration.curve, f"{run.anchor}-risk")
    if any(row.f1.value is not None for row in run.worst):
        drawn["length"] = length_plot(run.worst, f"{run.anchor}-length")
    return drawn


def _x(value: float, scale: float = 1.0) -> str:
    """Where a share stands on the track of a small bar; 3 pixels are left at either end for the dot."""
    return f"{3 + max(0.0, min(1.0, value / scale)) * (_TRACK - 6):.1f}"


def _x_signed(value: float, scale: float) -> str:
    """Where a difference stands on a track whose middle is zero and whose ends are plus and minus `scale`."""
    return _x((value / scale + 1) / 2)


def _reach(changes: Iterable[Measured]) -> float:
    """The largest end of the intervals, so that all of them fit one track."""
    ends = [abs(end) for change in changes for end in (change.value, change.low, change.high) if end is not None]
    return max(ends, default=0.0) or 1.0


def _many(number: int, what: str) -> str:
    return plural(_thousands(number), what)


def _thousands(number: int) -> str:
    return f"{number:,}"


@cache
def _environment() -> Environment:
    # The page's base and dress are those of a case's report; "report/…" reaches what a file here hides by its name.
    house = PackageLoader("sowcheck.report")
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("sowcheck.evals.report"), house, PrefixLoader({"report": house})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "shortened": shortened,
        "plain": plain,
        "number": wording.number,
        "signed": wording.signed,
        "percent": wording.percent,
        "seconds": wording.seconds,
        "dollars": wording.dollars,
        "figure": wording.figure,
        "interval": wording.interval,
        "x": _x,
        "x_signed": _x_signed,
        "reach": _reach,
        "thousands": _thousands,
        "many": _many,
        "field_title": field_title,
    }
    return environment
