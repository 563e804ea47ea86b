"""The lines of one quote, opportunity or order as values: items, rates, roles, totals, dates, place of work."""

from collections.abc import Iterator
from decimal import Decimal

from sowcheck.core.items import PriceLine, RateLine, StaffRole
from sowcheck.core.quantities import Percent, RatePeriod, RecurringFee
from sowcheck.core.values import Value
from sowcheck.records.convert import money
from sowcheck.records.days import read_day
from sowcheck.records.entities import Found, text_of
from sowcheck.records.line import Line, where_all
from sowcheck.records.mapping import SystemMapping, Words
from sowcheck.records.numerals import plain, read_decimal, total
from sowcheck.records.paths import joined
from sowcheck.records.units import NO_UNIT, without_rate_phrase

_PER: dict[str, RatePeriod] = {"hour": "hour", "day": "day", "week": "week", "month": "month"}


def read_lines(lines: list[Line], system: SystemMapping, words: Words, stated: frozenset[str]) -> Iterator[Found]:
    """What the lines say. `stated` are fields that their header states itself: its dates and discount go before theirs."""
    for line in lines:
        yield from _items(line)
    yield from _rates(lines, words)
    yield from _roles(lines, words)
    counting = [line for line in lines if line.counts]
    if not counting:
        return
    yield from _services_total(counting)
    yield from _hours(counting)
    if "price.assumed_margin_pct" not in stated:
        yield from _margin(counting)
    yield from _location(counting, system)
    if "schedule.start_date" not in stated:
        yield from _day(counting, "schedule.start_date")
    if "schedule.end_date" not in stated:
        yield from _day(counting, "schedule.end_date")
    if "price.discount_pct" not in stated:
        yield from _discount(counting)


def _items(line: Line) -> Iterator[Found]:
    field = "price.optional_lines" if line.optional else "price.lines"
    # A rate without a quantity ("overage, as used") is a rate alone: nothing of it is sold yet.
    if not (line.is_rate and not line.quantity and not line.amount):
        stated = line.cell(line.columns.contract_total) if line.total not in (None, line.amount) else None
        path, raw = (stated.path, stated.raw) if stated else (line.amount_path, line.amount_raw)
        yield _found(line, field, price_line(line), path, raw)
    recurrence = line.recurrence
    if recurrence is None or line.optional or recurrence.per is None or not recurrence.fee:
        return
    fee = money(_in_cents(recurrence.fee), line.currency)
    value = RecurringFee(amount=fee.amount, currency=fee.currency, per=recurrence.per)
    by_unit = line.columns.unit_price if recurrence.fee == line.unit_price else line.columns.amount
    cell = line.cell(by_unit)
    yield _found(
        line,
        "price.recurring_fee",
        value,
        cell.path if cell else line.amount_path,
        cell.raw if cell else line.amount_raw,
    )


def price_line(line: Line) -> PriceLine:
    """The line as an item. A fee billed in periods is shown over its term: 12 months at 28,000 each."""
    quantity, unit, amount, price = line.quantity, line.unit, line.amount, line.unit_price
    recurrence = line.recurrence
    if recurrence is not None and recurrence.contract_total is not None and recurrence.contract_total != amount:
        amount = recurrence.contract_total
        if quantity in (None, 1) and recurrence.periods and recurrence.per:
            quantity, unit, price = Decimal(recurrence.periods), recurrence.per, recurrence.fee
    return PriceLine(
        description=line.description,
        quantity=quantity,
        unit=None if unit in NO_UNIT else unit,
        unit_price=None if price is None else money(price, line.currency).amount,
        amount=None if amount is None else money(amount, line.currency).amount,
        currency=line.currency,
    )


def _rates(lines: list[Line], words: Words) -> Iterator[Found]:
    """Each rate once; a role with several rates is told apart by its seniority."""
    rates = [line for line in lines if line.is_rate and not line.optional]
    seen: set[Value] = set()
    for line in rates:
        role = _role(line, words)
        if len({(other.unit_price, other.unit) for other in rates if _role(other, words) == role}) > 1:
            role = _with_seniority(line, role)
        assert line.unit_price is not None
        priced = money(line.unit_price, line.currency)
        value = RateLine(role=role, amount=priced.amount, currency=priced.currency, per=_PER[line.unit or ""])
        cell = line.cell(line.columns.unit_price)
        if value not in seen and cell is not None:
            seen.add(value)
            yield _found(line, "price.rate_card", value, cell.path, cell.raw)


def _roles(lines: list[Line], words: Words) -> Iterator[Found]:
    """Each role of the team once, with its hours where it is sold by the hour."""
    by_role: dict[str, list[Line]] = {}
    for line in lines:
        if line.is_rate and not line.optional and line.quantity:
            by_role.setdefault(_role(line, words), []).append(line)
    for role, group in by_role.items():
        hours = (
            total([line.quantity or Decimal(0) for line in group])
            if all(line.unit == "hour" for line in group)
            else None
        )
        path = where_all(group, [group[0].columns.quantity])
        yield _found(
            group[0], "staffing.roles", StaffRole(role=role, hours=None if hours is None else plain(hours)), path, role
        )


def _services_total(lines: list[Line]) -> Iterator[Found]:
    """The sum of the services lines; none is stated if one of them has no known total or another currency."""
    totals = [line.total for line in lines if not (line.is_rate and line.total is None and not line.quantity)]
    known = [part for part in totals if part is not None]
    whole = total(known)
    if whole is None or len(known) < len(totals) or not known or len({line.currency for line in lines}) > 1:
        return
    path = joined([path for line in lines for path in _total_path(line)])
    raw = " + ".join(str(part) for part in known)
    yield _found(
        lines[0],
        "price.services_total",
        money(whole, lines[0].currency),
        f"sum of {path}" if len(known) > 1 else path,
        raw,
    )


def _total_path(line: Line) -> list[str]:
    if line.total is None:
        return []
    stated = line.cell(line.columns.contract_total) if line.total != line.amount else None
    return [stated.path if stated else line.amount_path]


def _hours(lines: list[Line]) -> Iterator[Found]:
    """Hours of the engagement, if its people are all sold by the hour."""
    sold = [line for line in lines if line.is_rate and line.quantity]
    if sold and all(line.unit == "hour" for line in sold):
        hours = total([line.quantity or Decimal(0) for line in sold])
        if hours is not None:
            path = where_all(sold, [sold[0].columns.quantity])
            yield _found(sold[0], "price.estimated_hours", plain(hours), path, str(hours))


def _margin(lines: list[Line]) -> Iterator[Found]:
    """What is left of the price of the services, if every line of them says what it costs the seller."""
    priced = [line for line in lines if not (line.is_rate and line.total is None and not line.quantity)]
    prices = [line.total for line in priced if line.total is not None]
    costs = [found for line in priced if (found := line.cost) is not None]
    price, cost = total(prices), total([each.amount for each in costs])
    if not len(prices) == len(costs) == len(priced) or len({line.currency for line in priced}) > 1:
        return
    if not price or cost is None:
        return
    points = plain(round((price - cost) / price * 100, 2))
    path = joined([each.path for each in costs])
    yield _found(priced[0], "price.assumed_margin_pct", Percent(points=points), path, f"{price} less {cost}")


def _day(lines: list[Line], field: str) -> Iterator[Found]:
    """The earliest start or the latest end of the lines."""
    first = field == "schedule.start_date"
    cells = [(line, line.cell(line.columns.start if first else line.columns.end)) for line in lines]
    days = [(day, line, cell) for line, cell in cells if cell is not None and (day := read_day(cell.value)) is not None]
    if days:
        pick = min if first else max
        day, line, cell = pick(days, key=lambda item: item[0])
        yield _found(line, field, day, cell.path, cell.raw)


def _discount(lines: list[Line]) -> Iterator[Found]:
    """The discount that all lines share."""
    cells = [line.cell(line.columns.discount) for line in lines]
    discounts = {read_decimal(cell.value) if cell else None for cell in cells}
    points = next(iter(discounts))
    if len(discounts) == 1 and points:
        path = where_all(lines, [lines[0].columns.discount])
        yield _found(lines[0], "price.discount_pct", Percent(points=plain(points)), path, str(points))


def _location(lines: list[Line], system: SystemMapping) -> Iterator[Found]:
    """Where the work is done, if every line that names a place names one that is understood."""
    modes = location_modes(lines, system)
    if modes and None not in modes.values():
        distinct = set(modes.values())
        mode = distinct.pop() if len(distinct) == 1 else "hybrid"
        path = where_all(lines, [lines[0].columns.location])
        yield _found(lines[0], "staffing.location_mode", mode or "", path, ", ".join(modes))


def location_modes(lines: list[Line], system: SystemMapping) -> dict[str, str | None]:
    """The mode of work by the place as the lines write it; None for a place that says nothing of it."""
    picklist = system.picklists.get("staffing.location_mode", {})
    places = dict.fromkeys(text_of(cell.value).strip() for line in lines if (cell := line.cell(line.columns.location)))
    return {place: picklist.get(place.casefold()) or None for place in places}


def _role(line: Line, words: Words) -> str:
    return line.role or without_rate_phrase(line.description, words)


def _with_seniority(line: Line, role: str) -> str:
    cell = line.cell(line.columns.seniority)
    return f"{role} ({text_of(cell.value).strip()})" if cell else role


def _in_cents(amount: Decimal) -> Decimal:
    return amount if amount == round(amount, 6) else round(amount, 2)


def _found(line: Line, field: str, value: Value, path: str, raw: str) -> Found:
    return Found(field, value, line.entity.object, line.entity.record_id, path, raw)
