"""Open changes in the XML: whether there are any, and the XML as it would be if Word had rejected all of them."""

from collections.abc import Iterator

from sowcheck.ingest.docx.names import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, TC, TR, Element, P, T, w

_NEW = (w("ins"), w("moveTo"))
_OLD = (w("del"), w("moveFrom"))
_MARKS = (*_NEW, *_OLD)
"""Around words and paragraphs, or inside the properties of a row, a list number or the end of a paragraph."""
_NEW_CELL, _OLD_CELL = w("cellIns"), w("cellDel")
_FORMATS = {
    w("rPrChange"): frozenset(_MARKS),
    w("pPrChange"): frozenset({RUN_PROPERTIES, w("sectPr")}),
    w("tblPrChange"): frozenset[str](),
    w("tblPrExChange"): frozenset[str](),
    w("trPrChange"): frozenset({w("ins"), w("del")}),
    w("tcPrChange"): frozenset({_NEW_CELL, _OLD_CELL, w("cellMerge")}),
    w("sectPrChange"): frozenset({w("headerReference"), w("footerReference")}),
}
"""What keeps the properties as they were, with those of the present properties that it says nothing about."""
_ROW_PROPERTIES, _NUMBER = w("trPr"), w("numPr")
_DELETED = {w("delText"): T, w("delInstrText"): w("instrText")}
_ANY = (*_MARKS, _NEW_CELL, _OLD_CELL, *_FORMATS)


def has_changes(root: Element) -> bool:
    """Whether a part holds a change that nobody has accepted or rejected."""
    return next(root.iter(*_ANY), None) is not None


def wordless_changes(root: Element) -> int:
    """How many changes of a part no words show: of formatting, of numbers, of where paragraphs end."""
    formats = sum(1 for _ in root.iter(*_FORMATS))
    return formats + sum(1 for mark in root.iter(*_MARKS) if _is_of_a_number(mark) or _only_splits_or_joins(mark))


def reject_all(root: Element) -> None:
    """Turn the XML of a part into what it was before its changes."""
    for change in list(root.iter(*_FORMATS)):
        _restore(change)
    for mark in list(root.iter(*_MARKS, _NEW_CELL, _OLD_CELL)):
        parent = mark.getparent()
        if parent is not None:
            _reject(mark, parent)
    for words in list(root.iter(*_DELETED)):
        words.tag = _DELETED[str(words.tag)]


def _restore(change: Element) -> None:
    """Properties as they were before they were changed."""
    properties = change.getparent()
    if properties is None:
        return
    kept = _FORMATS[str(change.tag)]
    for child in list(properties):
        if child.tag not in kept:
            properties.remove(child)
    former = next(iter(change), None)
    for child in list(former) if former is not None else ():
        properties.append(child)


def _reject(mark: Element, parent: Element) -> None:
    if mark.tag == _NEW_CELL:
        _drop_around(mark, TC)
    elif mark.tag == _OLD_CELL:
        parent.remove(mark)
    elif parent.tag == _ROW_PROPERTIES:
        if mark.tag in _NEW:
            _drop_around(mark, TR)
        else:
            parent.remove(mark)
    elif parent.tag == _NUMBER:
        _drop_around(mark, _NUMBER)
    elif parent.tag == RUN_PROPERTIES:
        _reject_paragraph_end(mark, parent)
    elif mark.tag in _NEW:
        parent.remove(mark)
    else:
        for child in list(mark):
            mark.addprevious(child)
        parent.remove(mark)


def _reject_paragraph_end(mark: Element, properties: Element) -> None:
    """A paragraph that was not ended before goes on with the next one, which the reader does for a deleted end."""
    if mark.tag in _NEW:
        mark.tag = w("del")
    elif not any(properties.find(name) is not None for name in _NEW):
        properties.remove(mark)


def _drop_around(mark: Element, name: str) -> None:
    """Take out the nearest element of a name around a mark."""
    around = next(mark.iterancestors(name), None)
    outer = around.getparent() if around is not None else None
    if around is not None and outer is not None:
        outer.remove(around)


def _is_of_a_number(mark: Element) -> bool:
    parent = mark.getparent()
    return parent is not None and parent.tag == _NUMBER


def _only_splits_or_joins(mark: Element) -> bool:
    """Whether the end of a paragraph is all that was changed of it."""
    properties = mark.getparent()
    if properties is None or properties.tag != RUN_PROPERTIES:
        return False
    outer = properties.getparent()
    paragraph = outer.getparent() if outer is not None and outer.tag == PARAGRAPH_PROPERTIES else None
    if paragraph is None or paragraph.tag != P:
        return False
    return not any(each.tag in _MARKS for each in _parts(paragraph)) and not _is_inside_a_change(paragraph)


def _parts(paragraph: Element) -> Iterator[Element]:
    return (each for child in paragraph if child.tag != PARAGRAPH_PROPERTIES for each in child.iter(*_MARKS))


def _is_inside_a_change(paragraph: Element) -> bool:
    """Whether the row or block around it was changed, which says the same of its end."""
    if next(paragraph.iterancestors(*_MARKS), None) is not None:
        return True
    row = next(paragraph.iterancestors(TR), None)
    properties = row.find(_ROW_PROPERTIES) if row is not None else None
    return properties is not None and any(properties.find(name) is not None for name in _MARKS)
