"""Content controls and legacy form fields: their names, and what the file says in place of words."""

from sowcheck.ingest.docx.names import SDT, VAL, Element, is_on, number, value, w

_PROPERTIES = w("sdtPr")
CHECKED, UNCHECKED = "☒", "☐"


def control_name(control: Element) -> str | None:
    """The title or tag of a `w:sdt` that holds one value; None for one that only groups other things."""
    properties = control.find(_PROPERTIES)
    if properties is None or properties.find(w("docPartObj")) is not None or properties.find(w("group")) is not None:
        return None
    if next(control.iterdescendants(SDT), None) is not None:
        return None
    return (value(properties, "alias") or value(properties, "tag") or "").strip() or None


def blank_control(control: Element) -> bool:
    """Whether nothing was filled in, so that words in the placeholder's look are only an instruction."""
    properties = control.find(_PROPERTIES)
    mark = properties.find(w("showingPlcHdr")) if properties is not None else None
    return mark is not None and is_on(mark)


def form_name(form: Element) -> str | None:
    """The name of a legacy form field."""
    return value(form, "name") or None


def checkbox_or_choice(form: Element) -> str | None:
    """What a legacy check box or drop-down list shows; None for other form fields."""
    box = form.find(w("checkBox"))
    if box is not None:
        state = box.find(w("checked"))
        state = box.find(w("default")) if state is None else state
        return CHECKED if state is not None and is_on(state) else UNCHECKED
    choices = form.find(w("ddList"))
    if choices is None:
        return None
    index = number(choices, "result")
    index = (number(choices, "default") or 0) if index is None else index
    entries = choices.findall(w("listEntry"))
    return entries[index].get(VAL, "") if 0 <= index < len(entries) else ""
