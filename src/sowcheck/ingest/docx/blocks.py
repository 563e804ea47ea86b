"""Reads the paragraphs and tables of a story, in order, as they read once all changes are accepted."""

from collections.abc import Callable

from sowcheck.ingest.docx.controls import blank_control, control_name
from sowcheck.ingest.docx.flow import FilledField, Flow
from sowcheck.ingest.docx.inline import InlineReader
from sowcheck.ingest.docx.names import (
    ALTERNATE_CONTENT,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    SDT,
    TBL,
    Element,
    P,
    chosen,
    number,
    value,
    w,
)
from sowcheck.ingest.docx.numbering import Label
from sowcheck.ingest.docx.story import Node, Paragraph, Story
from sowcheck.ingest.docx.styles import Indent, ParagraphLook, outline_level
from sowcheck.ingest.docx.tables import TableReader, change_of

_SKIPPED = frozenset(
    w(name)
    for name in (
        "sectPr",
        "tblPr",
        "tblGrid",
        "tblPrEx",
        "trPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
        "pPr",
        "rPr",
    )
)
_GONE_MARKS = (w("del"), w("moveFrom"))


class StoryReader:
    """Reads one story into paragraphs and tables."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._setting = story.setting
        self._inline = InlineReader(story)
        self._tables = TableReader(story, self._cell)
        self._open: Flow | None = None
        """Words whose paragraph mark was deleted: the next paragraph goes on with them."""
        self._handlers: dict[str, Callable[[Element], list[Node]]] = {
            P: self._paragraph,
            TBL: self._table,
            SDT: self._control,
            ALTERNATE_CONTENT: self._alternate,
            w("altChunk"): self._foreign,
            w("moveFrom"): lambda _: [],
            **dict.fromkeys((w("ins"), w("moveTo"), w("del")), self._changed),
            w("commentRangeStart"): self._comment_start,
            w("commentRangeEnd"): self._comment_end,
        }

    def read(self, element: Element) -> list[Node]:
        """Paragraphs and tables inside `element`; the story keeps text boxes and notes for later."""
        return [*self._nodes(element), *self._finished()]

    def _nodes(self, element: Element) -> list[Node]:
        nodes: list[Node] = []
        for child in element:
            handler = self._handlers.get(child.tag)
            if handler is not None:
                nodes.extend(handler(child))
            elif child.tag not in _SKIPPED:
                nodes.extend(self._nodes(child))
        return nodes

    def _paragraph(self, element: Element) -> list[Node]:
        story = self._story
        story.begin_paragraph()
        properties = element.find(PARAGRAPH_PROPERTIES)
        look = self._setting.styles.paragraph(value(properties, "pStyle"))
        flow, self._open = self._open or Flow(), None
        for comment in story.comments:
            flow.comment_starts.setdefault(comment, flow.next)
        story.comments.clear()
        start = flow.next
        self._inline.read(element, flow, look.run)
        if story.changes and story.removed is None and not flow.changes:
            # The row or block around the paragraph was inserted, and its runs do not say so once more.
            flow.keep(story.changes[-1], start)
        story.last = flow
        if _mark_is_gone(properties):
            self._open = flow
            return []
        return [self._dressed(flow, look, properties)]

    def _dressed(self, flow: Flow, look: ParagraphLook, properties: Element | None) -> Paragraph:
        """The paragraph with its number, heading level and indents."""
        heading = outline_level(properties)
        label = self._label(look, properties)
        own, listed = Indent.of(properties), label.indent if label is not None else Indent(None, None)
        left = next((edge for edge in (own.left, listed.left, look.left) if edge is not None), 0.0)
        first = next((edge for edge in (own.first, listed.first, look.first) if edge is not None), 0.0)
        return Paragraph(
            flow,
            look,
            heading=look.heading if heading is None else heading or None,
            label=label,
            left=left,
            first=0.0 if label is not None else first,
        )

    def _label(self, look: ParagraphLook, properties: Element | None) -> Label | None:
        numbering = properties.find(w("numPr")) if properties is not None else None
        num_id = number(numbering, "numId")
        own_level = number(numbering, "ilvl")
        if num_id is None:
            num_id = look.num_id
        if not num_id or self._story.removed is not None:
            return None
        level = own_level
        if level is None:
            level = self._setting.numbering.level_of_style(num_id, look.style)
        return self._setting.numbering.label(num_id, level if level is not None else look.list_level or 0)

    def _control(self, element: Element) -> list[Node]:
        content = element.find(w("sdtContent"))
        if content is None:
            return []
        nodes = self._nodes(content)
        name = control_name(element)
        if name and len(nodes) == 1 and isinstance(nodes[0], Paragraph):
            flow = nodes[0].flow
            if blank_control(element) and flow.stretches and all(part.look.placeholder for part in flow.stretches):
                nodes[0].flow = flow = Flow()
            flow.fields.append(FilledField(name, 0, flow.length))
        return nodes

    def _alternate(self, element: Element) -> list[Node]:
        branch = chosen(element)
        return self._nodes(branch) if branch is not None else []

    def _changed(self, element: Element) -> list[Node]:
        return self._story.under(change_of(element), lambda: self._nodes(element))

    def _foreign(self, _: Element) -> list[Node]:
        self._setting.ledger.miss(f"{self._story.place} embedded file after paragraph {self._story.paragraph}".strip())
        return []

    def _comment_start(self, element: Element) -> list[Node]:
        self._story.comments.append(element.get(w("id"), ""))
        return []

    def _comment_end(self, element: Element) -> list[Node]:
        if self._story.last is not None:
            self._story.last.comment_ends[element.get(w("id"), "")] = self._story.last.length
        return []

    def _table(self, element: Element) -> list[Node]:
        return [*self._finished(), *self._tables.read(element)]

    def _cell(self, element: Element) -> list[Node]:
        nodes = [*self._nodes(element), *self._finished()]
        control = element.getparent()
        control = control.getparent() if control is not None and control.tag == w("sdtContent") else None
        name = control_name(control) if control is not None and control.tag == SDT else None
        if name and len(nodes) == 1 and isinstance(nodes[0], Paragraph):
            nodes[0].flow.fields.append(FilledField(name, 0, nodes[0].flow.length))
        return nodes

    def _finished(self) -> list[Node]:
        """Words whose paragraph mark was deleted, where no paragraph follows to go on with them."""
        flow, self._open = self._open, None
        return [Paragraph(flow, self._setting.styles.paragraph(None))] if flow is not None else []


def _mark_is_gone(properties: Element | None) -> bool:
    mark = properties.find(RUN_PROPERTIES) if properties is not None else None
    return mark is not None and any(mark.find(gone) is not None for gone in _GONE_MARKS)
