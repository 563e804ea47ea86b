"""The XML of a form in XFA: its template and its data. Entities, document types and excess are refused."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

Element = etree._Element


class Refused(Exception):
    """The XML is broken, declares a document type, or is nested too deeply."""


class Packets(NamedTuple):
    """The parts of a form that say something."""

    template: Element
    """What the form asks and says."""
    data: Element | None
    """What was filled in."""


def packets_of(parts: Sequence[tuple[str, bytes]]) -> Packets | None:
    """The template and the data of a form; None if it has no template.

    Args:
        parts: each with its name; together they are one XML document, which some programs cut between any two tags.

    Raises:
        Refused: it is no XML that anybody should read.
    """
    root = _parsed(b"".join(content for _, content in parts))
    template = next((each for each in root.iter() if _is(each, "template", "xfa-template")), None)
    datasets = next((each for each in root.iter() if _is(each, "datasets", "xfa-data")), None)
    data = next(children(datasets, "data"), None) if datasets is not None else None
    return Packets(template, data) if template is not None else None


def _parsed(data: bytes) -> Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("declares a document type")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(str(error)) from error
    # In another encoding than ASCII the words above look otherwise.
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("declares a document type")
    return root


def _is(element: Element, name: str, schema: str) -> bool:
    """Whether an element is of a name and of a schema: a form's settings have elements of the same names."""
    return name_of(element) == name and schema in str(element.tag)


def name_of(element: Element) -> str:
    """Name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of some names; all of them if no name is given."""
    for child in element:
        if name_of(child) and (not names or name_of(child) in names):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at the end of a path of names."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def words_in(element: Element | None) -> str:
    """The words inside an element, with a line for each paragraph."""
    if element is None:
        return ""
    parts: list[str] = []
    for piece in element.iter():
        if name_of(piece) in ("p", "br") and parts:
            parts.append("\n")
        parts.append(piece.text or "")
        if piece is not element:
            parts.append(piece.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))
