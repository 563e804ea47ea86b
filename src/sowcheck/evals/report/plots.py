"""The plots of the report as SVG elements that stand in the page itself.

Their colours are the page's own (CSS variables), so that they follow its light and dark dress; their words are text,
so that they can be read out, searched and copied. This module is the only one that knows matplotlib, and is imported
when a page is drawn.
"""

import io
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager

from markupsafe import Markup, escape
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from sowcheck.evals.report.model import Bin, CurvePoint, DocumentRow
from sowcheck.evals.report.wording import percent

_INK, _SOFT, _LINE, _DATA, _SECOND = "#010203", "#010204", "#010205", "#010206", "#010207"
_VARIABLES = {_INK: "--ink", _SOFT: "--soft", _LINE: "--line", _DATA: "--link", _SECOND: "--high"}
"""Colours that nobody would choose, each standing for a variable of the page's style sheet."""
_MARKERS = ("o", "s", "^", "D", "v", "P")
"""Formats are told apart by shape as well as by colour."""
_HEAD = re.compile(r"<svg\b[^>]*>")
_VIEW_BOX = re.compile(r'viewBox="[^"]*"')
_NAMED = re.compile(r'(\bid="|url\(#|href="#)')
_DROPPED = re.compile(r"<metadata>.*?</metadata>|<style\b.*?</style>", re.DOTALL)


def calibration_plot(bins: Sequence[Bin], name: str) -> Markup:
    """Accuracy over confidence with its intervals, and how many predictions have which confidence.

    Args:
        bins: The predictions by confidence.
        name: Distinguishes the ids of this plot from those of every other on the page.
    """
    with _settings(name):
        figure = _figure(5.2, 4.4)
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
        confidences = [found.confidence for found in bins]
        upper.plot([0, 1], [0, 1], color=_SOFT, linewidth=1, linestyle=(0, (4, 3)))
        upper.text(0.33, 0.22, "as right as sure", color=_SOFT, fontsize=9)
        for found in bins:
            low, high = found.accuracy.low, found.accuracy.high
            if low is not None and high is not None:
                upper.plot([found.confidence] * 2, [low, high], color=_DATA, linewidth=1.5)
        accuracies = [found.accuracy.value or 0.0 for found in bins]
        most = max(found.accuracy.n for found in bins)
        sizes = [12 + 90 * found.accuracy.n / most for found in bins]
        upper.scatter(confidences, accuracies, s=sizes, color=_DATA, zorder=3, clip_on=False)
        upper.set_ylim(0, 1.03)
        upper.set_ylabel("share that is right")
        _percent_axis(upper, "y")
        lower.bar(confidences, [found.accuracy.n for found in bins], width=0.03, color=_SOFT)
        lower.set_ylabel("how many")
        lower.set_xlim(0, 1.02)
        lower.set_xlabel("confidence")
        _percent_axis(lower, "x")
        described = "; ".join(
            f"confidence {percent(found.confidence)}: {percent(found.accuracy.value)} right of {found.accuracy.n}"
            for found in bins
        )
        return _svg(figure, name, f"Calibration. {described}.")


def risk_coverage_plot(curve: Sequence[CurvePoint], name: str) -> Markup:
    """Share of wrong values when only the surest predictions are kept."""
    with _settings(name):
        figure = _figure(5.2, 4.4)
        axes = figure.subplots()
        coverages, risks = [point.coverage for point in curve], [point.risk for point in curve]
        axes.fill_between(coverages, risks, color=_DATA, alpha=0.12, linewidth=0)
        axes.plot(coverages, risks, color=_DATA, linewidth=1.8)
        at_80 = min(curve, key=lambda point: abs(point.coverage - 0.8))
        axes.plot([at_80.coverage], [at_80.risk], color=_SECOND, marker="o", markersize=6)
        said = f"{percent(at_80.risk)} wrong at {percent(at_80.coverage)} coverage"
        axes.text(0.98, 0.95, said, transform=axes.transAxes, ha="right", va="top", color=_SECOND)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, max(0.1, *risks) * 1.25)
        axes.set_xlabel("coverage: share of the predictions that is kept, surest first")
        axes.set_ylabel("risk: share of these that is wrong")
        _percent_axis(axes, "x")
        _percent_axis(axes, "y")
        return _svg(figure, name, f"Risk against coverage: {said}, {percent(curve[-1].risk)} wrong at full coverage.")


def length_plot(documents: Sequence[DocumentRow], name: str) -> Markup:
    """F1 of each document over its length, by format."""
    with _settings(name):
        figure = _figure(10.6, 3.6)
        axes = figure.subplots()
        shown = [row for row in documents if row.f1.value is not None and row.characters]
        formats = sorted({row.format for row in shown})
        for index, format_ in enumerate(formats):
            rows = [row for row in shown if row.format == format_]
            axes.plot(
                [row.characters for row in rows],
                [row.f1.value or 0.0 for row in rows],
                linestyle="none",
                marker=_MARKERS[index % len(_MARKERS)],
                markersize=7,
                markerfacecolor=_DATA if index % 2 == 0 else "none",
                markeredgecolor=_DATA if index % 2 == 0 else _SECOND,
                label=format_.upper(),
            )
        for row in shown if len(shown) <= 40 else ():
            axes.annotate(
                row.id,
                (row.characters, row.f1.value or 0.0),
                xytext=(6, 3),
                textcoords="offset points",
                color=_SOFT,
                fontsize=9,
            )
        axes.set_ylim(0, 1.02)
        axes.set_xlim(left=0)
        axes.margins(x=0.08)
        axes.set_xlabel("length in characters")
        axes.set_ylabel("F1")
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        if len(formats) > 1:
            axes.legend(frameon=False, labelcolor=_INK, loc="lower right", ncols=len(formats))
        return _svg(figure, name, "F1 of each document over its length; the table below has the figures.")


def _settings(name: str) -> AbstractContextManager[None]:
    return rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": name,
            # A "$" in a name of a document is a dollar.
            "text.parse_math": False,
            "font.size": 10,
            "text.color": _INK,
            "axes.labelcolor": _SOFT,
            "axes.edgecolor": _LINE,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": _LINE,
            "grid.linewidth": 0.6,
            "xtick.color": _LINE,
            "ytick.color": _LINE,
            "xtick.labelcolor": _SOFT,
            "ytick.labelcolor": _SOFT,
        }
    )


def _figure(width: float, height: float) -> Figure:
    """A figure of a size in inches that no other code holds on to."""
    return Figure(figsize=(width, height), layout="constrained")


def _percent_axis(axes: Axes, which: str) -> None:
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_formatter(PercentFormatter(xmax=1, decimals=0, symbol=" %"))


def _svg(figure: Figure, name: str, described: str) -> Markup:
    """The figure as one element, with a description for those who do not see it."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    whole = _DROPPED.sub("", stream.getvalue())
    head = _HEAD.search(whole)
    view_box = _VIEW_BOX.search(head.group()) if head else None
    assert head is not None
    assert view_box is not None
    body = _NAMED.sub(lambda found: f"{found.group()}{name}-", whole[head.end() :])
    for colour, variable in _VARIABLES.items():
        body = body.replace(colour, f"var({variable})")
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    # matplotlib escapes what it writes; nothing else comes from a log.
    return Markup(  # noqa: S704
        f'<svg class="plot" {namespaces} {view_box.group()} role="img" aria-label="{escape(described)}">{body}'
    )
