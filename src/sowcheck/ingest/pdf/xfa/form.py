"""What a form in XFA says, in the order of its template: its own words, and its fields with what was filled in.

A field takes its value from the data that has its name, or that it names, inside the data of the group it stands in. A
group that stands in the data several times stands in the form as often.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sowcheck.ingest.pdf.xfa.packets import Element, Packets, child, children, name_of, words_in

_GROUPS = frozenset({"subform", "subformSet", "area", "pageSet", "pageArea"})
_UNSEEN = frozenset({"hidden", "invisible", "inactive"})
_STEP = re.compile(r"(\$?[\w-]+|\$)(?:\[(\d+|\*)\])?")
_OFF = frozenset({"", "0", "off", "false", "no"})
_MOST = 20_000
"""Fields and texts of one form."""


@dataclass(slots=True)
class FormEntry:
    """A field of a form, or words that the form says itself."""

    name: str
    """With the groups above it, as PDF names its fields; empty for the form's own words."""
    label: str
    """What stands beside the field, else what its tip says, else its own name."""
    value: str
    """The form's own words, or the value as the form shows it."""
    mark: bool = False
    """Whether it is a box to be ticked; its value is then empty where it is not."""
    shown: bool = True


@dataclass(slots=True)
class FormReading:
    """What a form says."""

    entries: list[FormEntry] = field(default_factory=list)
    complete: bool = True
    """False if the form has more than is read."""

    @property
    def fields(self) -> list[FormEntry]:
        """The fields alone."""
        return [each for each in self.entries if each.name]


class _Full(Exception):
    """The form has more entries than are read."""


def read_form(packets: Packets) -> FormReading:
    """What the form says with its data."""
    walker = _Walker(packets.data)
    record = next(children(packets.data), None) if packets.data is not None else None
    try:
        for group in children(packets.template, *_GROUPS):
            # The outermost group stands for the whole record.
            own = group.get("name") or "#subform"
            walker.group(group, f"{own}[0]", [record] if record is not None else [], shown=True)
        walker.rest(record)
    except _Full:
        walker.reading.complete = False
    return walker.reading


class _Walker:
    """Goes through the template with the data beside it."""

    def __init__(self, data: Element | None) -> None:
        self.reading = FormReading()
        self._data = data
        self._used: set[Element] = set()

    def group(self, group: Element, path: str, scopes: list[Element], *, shown: bool) -> None:
        """Adds what stands in a group.

        Args:
            group: of the template.
            path: its name with those above it.
            scopes: the data of the groups around it and of its own, the outermost first.
            shown: whether people see it.
        """
        shown = shown and group.get("presence") not in _UNSEEN
        counts: dict[str, int] = {}
        for each in children(group, *_GROUPS, "field", "exclGroup", "draw"):
            kind, name = name_of(each), each.get("name") or f"#{name_of(each)}"
            visible = shown and each.get("presence") not in _UNSEEN
            if kind == "draw":
                self._say(each, visible)
            elif kind in _GROUPS:
                for scope in self._instances(each, scopes):
                    place = counts[name] = counts.get(name, -1) + 1
                    inner = scopes if scope is None else [*scopes, scope]
                    self.group(each, f"{path}.{name}[{place}]", inner, shown=visible)
            else:
                place = counts[name] = counts.get(name, -1) + 1
                self._field(each, f"{path}.{name}[{place}]", scopes, visible)

    def rest(self, record: Element | None) -> None:
        """Adds the data that no field of the template shows."""
        for each in record.iter() if record is not None else ():
            if name_of(each) and each not in self._used and not len(each) and (each.text or "").strip():
                name = name_of(each)
                self._add(FormEntry(f"data.{name}", name, words_in(each), shown=False))

    def _instances(self, group: Element, scopes: list[Element]) -> Iterator[Element | None]:
        """The data of each instance of a group; None where it has none of its own."""
        name, bind = group.get("name"), child(group, "bind")
        match = bind.get("match") if bind is not None else None
        if not name or match == "none" or name_of(group) != "subform":
            yield None
            return
        occur = child(group, "occur")
        most, fewest = (_whole(occur, "max"), _whole(occur, "min")) if occur is not None else (1, 1)
        found = [each for each in self._bound(group, scopes) if each not in self._used]
        found = found if most < 0 else found[:most]
        self._used.update(found)
        yield from found
        if not found and fewest > 0:
            yield None

    def _field(self, each: Element, path: str, scopes: list[Element], shown: bool) -> None:
        data = next((found for found in self._bound(each, scopes) if found not in self._used), None)
        if data is not None:
            self._used.add(data)
        stored = words_in(data) if data is not None else words_in(child(each, "value"))
        label = _label_of(each)
        if name_of(each) == "exclGroup":
            value = next((_label_of(one) for one in children(each, "field") if stored in _on_values(one)), stored)
            self._add(FormEntry(path, label, "" if stored.casefold() in _OFF else value, shown=shown))
        elif child(each, "ui", "checkButton") is not None:
            on = _on_values(each)
            ticked = stored in on if on else stored.casefold() not in _OFF
            self._add(FormEntry(path, label, stored if ticked else "", mark=True, shown=shown))
        elif child(each, "ui", "button") is None and child(each, "ui", "signature") is None:
            self._add(FormEntry(path, label, _displayed(each, stored), shown=shown))

    def _say(self, draw: Element, shown: bool) -> None:
        words = words_in(child(draw, "value", "text")) or words_in(child(draw, "value", "exData"))
        if words and shown:
            self._add(FormEntry("", "", words))

    def _add(self, entry: FormEntry) -> None:
        if len(self.reading.entries) >= _MOST:
            raise _Full
        self.reading.entries.append(entry)

    def _bound(self, each: Element, scopes: list[Element]) -> Sequence[Element]:
        """The data that a field or group may take, the nearest first."""
        bind, name = child(each, "bind"), each.get("name") or ""
        match = bind.get("match") if bind is not None else None
        if match == "none":
            return ()
        reference = bind.get("ref") if bind is not None else None
        if match == "dataRef" and reference:
            return self._referred(reference, scopes)
        for scope in reversed(scopes):
            found = [one for one in children(scope, name) if one not in self._used]
            if found:
                return found
        return ()

    def _referred(self, reference: str, scopes: list[Element]) -> Sequence[Element]:
        """The data at a path such as "$.order.fee" or "$record.lines.line[*]"."""
        found: list[Element] = scopes[-1:]
        for step, index in _STEP.findall(reference):
            match step:
                case "$":
                    found = scopes[-1:]
                case "$record":
                    found = scopes[:1]
                case "$data":
                    found = [self._data] if self._data is not None else []
                case _:
                    found = [one for scope in found for one in children(scope, step)]
            if index.isdigit():
                found = found[int(index) : int(index) + 1]
        return found


def _whole(element: Element, key: str) -> int:
    value = element.get(key) or "1"
    return int(value) if value.lstrip("-").isdigit() and len(value) < 9 else 1


def _label_of(each: Element) -> str:
    caption = child(each, "caption")
    seen = caption is not None and caption.get("presence") not in _UNSEEN
    said = words_in(child(caption, "value")) if seen else ""
    tip = words_in(child(each, "assist", "toolTip"))
    return " ".join((said or tip or each.get("name") or "").split())


def _on_values(each: Element) -> set[str]:
    """What a box stands for when it is ticked: the first of its items."""
    items = child(each, "items")
    first = next(children(items), None) if items is not None else None
    return {words_in(first)} if first is not None else set()


def _displayed(each: Element, stored: str) -> str:
    """What a list shows for a stored value."""
    lists = list(children(each, "items"))
    saved = next((items for items in lists if items.get("save") == "1"), None)
    shown = next((items for items in lists if items.get("save") != "1"), None)
    if saved is None or shown is None:
        return stored
    pairs = zip(map(words_in, children(saved)), map(words_in, children(shown)), strict=False)
    return next((words for value, words in pairs if value == stored), stored)
