"""Figures in people's words: "0.61 (0.55 to 0.67)", "3.2 s"; what was not measured says so."""

from sowcheck.evals.report.model import Measured
from sowcheck.report.wording import MINUS

NOT_MEASURED = "not measured"


def number(value: float | None, places: int = 2) -> str:
    """A share or a score with a fixed number of places.

    >>> number(0.5), number(None)
    ('0.50', 'not measured')
    >>> number(-0.126) == f"{MINUS}0.13"
    True
    """
    if value is None:
        return NOT_MEASURED
    shown = f"{abs(value):.{places}f}"
    return f"{MINUS}{shown}" if value < 0 and float(shown) else shown


def signed(value: float | None, places: int = 3) -> str:
    """A difference with its sign.

    >>> signed(0.0204), signed(0.0)
    ('+0.020', '0.000')
    """
    shown = number(value, places)
    return f"+{shown}" if value is not None and value > 0 and float(shown) else shown


def percent(value: float | None) -> str:
    """A share in percent, to one place where it is small.

    >>> percent(0.756), percent(0.004), percent(0.0), percent(None)
    ('76 %', '0.4 %', '0 %', 'not measured')
    """
    if value is None:
        return NOT_MEASURED
    places = 1 if 0 < abs(value) < 0.1 else 0
    return f"{value * 100:.{places}f} %"


def seconds(value: float | None) -> str:
    """A time.

    >>> seconds(0.0123), seconds(3.25), seconds(150.0), seconds(None)
    ('12 ms', '3.2 s', '2 min 30 s', 'not measured')
    """
    if value is None:
        return NOT_MEASURED
    if value < 1:
        return f"{value * 1000:.0f} ms"
    if value < 60:
        return f"{value:.1f} s"
    minutes, rest = divmod(round(value), 60)
    return f"{minutes} min {rest} s"


def dollars(value: float | None) -> str:
    """A cost, to the hundredth of a cent where it is small.

    >>> dollars(0.0), dollars(0.00123), dollars(12.5)
    ('USD 0', 'USD 0.0012', 'USD 12.50')
    """
    if value is None:
        return NOT_MEASURED
    return f"USD {value:.{0 if value == 0 else 4 if value < 0.1 else 2}f}"


def figure(measured: Measured, places: int = 2) -> str:
    """The value of a measure in its unit.

    >>> figure(Measured("F1", 0.614))
    '0.61'
    >>> figure(Measured("Cost a page", None, unit="dollars"))
    'not measured'
    """
    match measured.unit:
        case "seconds":
            return seconds(measured.value)
        case "dollars":
            return dollars(measured.value)
        case "count":
            return NOT_MEASURED if measured.value is None else f"{measured.value:,.0f}"
        case _:
            return number(measured.value, places)


def interval(measured: Measured, places: int = 2) -> str:
    """The 95 % interval in words; empty where there is none.

    Draws of documents that are all alike are all alike too: that is no certainty, and is not shown as one.

    >>> interval(Measured("F1", 0.614, 0.55, 0.671))
    '0.55 to 0.67'
    >>> interval(Measured("F1", 1.0, 1.0, 1.0))
    'all alike'
    """
    if measured.value is None or measured.low is None or measured.high is None:
        return ""
    if measured.low == measured.high:
        return "all alike"
    return " to ".join(figure(measured._replace(value=end), places) for end in (measured.low, measured.high))


def with_interval(measured: Measured, places: int = 2) -> str:
    """Value and interval.

    >>> with_interval(Measured("F1", 0.614, 0.55, 0.671))
    '0.61 (0.55 to 0.67)'
    """
    around = interval(measured, places)
    return f"{figure(measured, places)} ({around})" if around else figure(measured, places)
