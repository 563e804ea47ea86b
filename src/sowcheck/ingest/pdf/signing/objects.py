"""Objects of a file with what they refer to in place of references."""

from pyhanko.pdf_utils import generic


def resolved(value: object) -> object:
    """What a reference stands for; any other value as it is."""
    return value.get_object() if isinstance(value, generic.Reference | generic.IndirectObject) else value


def entry(holder: generic.DictionaryObject, key: str) -> object:
    """An entry of a dictionary; None if it has none."""
    return resolved(holder.raw_get(key)) if key in holder else None
