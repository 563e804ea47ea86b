"""Reads what stands inside a paragraph: runs, fields, changes, controls, marks.

An element that is not known is entered: words are lost only where that is decided here.
"""

import re
from collections.abc import Callable, Iterable

from sowcheck.core.documents import HiddenReason
from sowcheck.ingest.docx.backdrop import TINY, backdrop_of, is_lost
from sowcheck.ingest.docx.controls import blank_control, checkbox_or_choice, control_name, form_name
from sowcheck.ingest.docx.flow import Change, ChangeKind, DrawnAt, FilledField, Flow
from sowcheck.ingest.docx.names import (
    ALTERNATE_CONTENT,
    RUN_PROPERTIES,
    SDT,
    TEXT_BOX_CONTENT,
    Element,
    R,
    T,
    chosen,
    m,
    seen,
    w,
)
from sowcheck.ingest.docx.pictures import (
    Figure,
    descriptions,
    figures_of_drawing,
    figures_of_shape,
    has_ink,
    signature_lines,
    word_art,
)
from sowcheck.ingest.docx.story import NoteKind, OpenField, Story
from sowcheck.ingest.docx.styles import RunLook
from sowcheck.ingest.docx.symbols import is_symbol_font, plain
from sowcheck.ingest.mending import mended
from sowcheck.ingest.veils import veiled

_PRIVATE = re.compile("[\uf000-\uf0ff]")
"""Where Word puts the characters of symbol fonts."""
_CONTENT = w("sdtContent")
_DELETED_TEXT = w("delText")
_SKIPPED = frozenset(
    {w(name) for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "instrText", "delInstrText")}
    | {w(name) for name in ("fldData", "softHyphen", "rt", "proofErr", "bookmarkStart", "bookmarkEnd")}
    | {m(name) for name in ("rPr", "ctrlPr", "fPr", "sSubPr", "sSupPr", "radPr", "dPr", "naryPr", "oMathParaPr")}
)


class InlineReader:
    """Reads the children of paragraphs of one story into flows."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._styles = story.setting.styles
        self._flow = Flow()
        self._base = RunLook()
        self._look = RunLook()
        self._paragraph: Element | None = None
        self._backdrop: str | None = None
        """Of the paragraph, once it was asked for."""
        self._skips_placeholder = False
        self._handlers: dict[str, Callable[[Element], None]] = {
            R: self._run,
            T: self._text,
            m("t"): self._text,
            w("tab"): lambda _: self._add("\t"),
            w("ptab"): lambda _: self._add("\t"),
            w("br"): lambda _: self._add("\n"),
            w("cr"): lambda _: self._add("\n"),
            w("noBreakHyphen"): lambda _: self._add("-"),
            _DELETED_TEXT: self._text,
            w("sym"): self._symbol,
            w("fldChar"): self._field_mark,
            w("ins"): lambda element: self._changed(element, "inserted"),
            w("moveTo"): lambda element: self._changed(element, "moved"),
            w("del"): lambda element: self._changed(element, "deleted"),
            w("moveFrom"): self._moved_away,
            w("commentRangeStart"): self._comment_start,
            w("commentRangeEnd"): self._comment_end,
            w("footnoteReference"): self._note,
            w("endnoteReference"): self._note,
            w("drawing"): self._drawing,
            w("pict"): self._shape,
            w("object"): self._shape,
            ALTERNATE_CONTENT: self._alternate,
            SDT: self._control,
            TEXT_BOX_CONTENT: self._text_box,
            w("subDoc"): self._outside,
            m("f"): self._fraction,
        }

    def read(self, paragraph: Element, flow: Flow, look: RunLook) -> None:
        """Read a `w:p` to the end of `flow`; `look` is what its style says of runs."""
        self._flow, self._base, self._look = flow, look, look
        self._paragraph, self._backdrop = paragraph, None
        self._walk(paragraph)

    def _walk(self, element: Element) -> None:
        handlers = self._handlers
        for child in element:
            handler = handlers.get(child.tag)
            if handler is not None:
                handler(child)
            elif child.tag not in _SKIPPED:
                self._walk(child)

    def _run(self, run: Element) -> None:
        outer = self._look
        properties = run.find(RUN_PROPERTIES)
        self._look = self._styles.run(self._base, properties) if properties is not None else self._base
        self._walk(run)
        self._look = outer

    def _text(self, element: Element) -> None:
        text = element.text
        if not text:
            return
        # Bytes that mean a line end in XML mean a space in Word.
        text = text.replace("\n", " ")
        if is_symbol_font(self._look.font) or _PRIVATE.search(text):
            text = "".join(self._shown(ord(character), self._look.font) for character in text)
        if element.tag == _DELETED_TEXT and self._story.removed is None:
            return
        self._add(text if text.isascii() else self._without_veils(text))

    def _without_veils(self, text: str) -> str:
        """The text without words that people do not see, or see turned around."""
        shown = text
        for found in veiled(text):
            self._story.hide(found.words, found.reason)
            if found.reason == "turned_around":
                shown = shown.replace(text[found.start : found.end], "")
        return shown

    def _add(self, text: str) -> None:
        story, look = self._story, self._look
        if any(field.in_code for field in story.fields):
            return
        if look.placeholder and self._skips_placeholder:
            return
        removed = story.removed
        if removed is not None:
            self._flow.delete(text, removed)
        elif (reason := self._hidden(look)) is not None:
            if text.strip():
                story.hide(text, reason)
        elif look.struck and text.strip() and not story.setting.package.rejects:
            self._flow.delete(text, Change("deleted", None, None))
        else:
            self._flow.add(text, look)

    def _hidden(self, look: RunLook) -> HiddenReason | None:
        """Why nobody sees words of a look here; None if they are seen."""
        if look.hidden:
            return "marked_hidden"
        if look.size is not None and look.size < TINY:
            return "tiny"
        if look.colour is None:
            return None
        if self._backdrop is None and self._paragraph is not None:
            self._backdrop = backdrop_of(self._paragraph, self._styles)
        return "background_colour" if is_lost(look, self._backdrop or "") else None

    def _symbol(self, element: Element) -> None:
        try:
            code = int(element.get(w("char"), ""), 16)
        except ValueError:
            return
        self._add(self._shown(code, element.get(w("font"))))

    def _shown(self, code: int, font: str | None) -> str:
        shown = plain(code, font)
        if shown is None:
            usual = mended(chr(code))
            shown = usual if usual != chr(code) else None
        if shown is None:
            self._story.setting.ledger.miss(
                f"{self._story.where} character U+{code:04X} of {font or 'an unnamed font'}", "unmapped_characters"
            )
        return shown or ""

    def _field_mark(self, element: Element) -> None:
        fields = self._story.fields
        match element.get(w("fldCharType")):
            case "begin":
                form = element.find(w("ffData"))
                fields.append(OpenField(self._flow, self._flow.next, form))
            case "separate" if fields:
                fields[-1].in_code = False
                fields[-1].start = self._flow.next
            case "end" if fields:
                self._end_field(fields.pop())

    def _end_field(self, ended: OpenField) -> None:
        if ended.form is None:
            return
        start = min(ended.start, self._flow.next) if ended.flow is self._flow else self._flow.next
        shown = checkbox_or_choice(ended.form)
        if shown is not None and self._flow.length <= start:
            start = self._flow.next
            self._add(shown)
        self._fill(form_name(ended.form), start)

    def _fill(self, name: str | None, start: int) -> None:
        if name and self._story.removed is None:
            self._flow.fields.append(FilledField(name, start, max(start, self._flow.length)))

    def _changed(self, element: Element, kind: ChangeKind) -> None:
        change = Change(kind, element.get(w("author")), element.get(w("date")))
        start = self._flow.next
        self._story.changes.append(change)
        self._walk(element)
        self._story.changes.pop()
        if kind != "deleted" and self._story.removed is None:
            self._flow.keep(change, start)

    def _moved_away(self, element: Element) -> None:
        """Words that were moved: the place they went to has them, and the revision."""

    def _comment_start(self, element: Element) -> None:
        self._flow.comment_starts.setdefault(element.get(w("id"), ""), self._flow.next)

    def _comment_end(self, element: Element) -> None:
        self._flow.comment_ends[element.get(w("id"), "")] = self._flow.length

    def _note(self, element: Element) -> None:
        if self._story.removed is None:
            kind: NoteKind = "footnote" if element.tag == w("footnoteReference") else "endnote"
            self._story.notes.append((kind, element.get(w("id"), "")))

    def _alternate(self, element: Element) -> None:
        branch = chosen(element)
        if branch is not None:
            self._walk(branch)

    def _drawing(self, element: Element) -> None:
        if self._story.removed is None:
            self._show(figures_of_drawing(element))
            if has_ink(element):
                self._flow.drawings.append(DrawnAt("ink", self._flow.next))
            self._describe(descriptions(element))
        self._boxes(element)

    def _shape(self, element: Element) -> None:
        if self._story.removed is None:
            self._show(figures_of_shape(element))
            self._describe(descriptions(element))
            self._story.setting.signers.extend(signature_lines(element))
            self._story.drawn_words.extend(word_art(element))
        self._boxes(element)

    def _show(self, figures: list[Figure]) -> None:
        """Enter figures into the ledger; a small picture may be a signature."""
        pictures = self._story.show(figures)
        self._flow.drawings += [DrawnAt("picture", self._flow.next)] * pictures

    def _describe(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._story.hide(text, "alternate_text")

    def _boxes(self, element: Element) -> None:
        for box in seen(element, TEXT_BOX_CONTENT):
            self._text_box(box)

    def _text_box(self, box: Element) -> None:
        removed = self._story.removed
        if removed is None:
            self._story.boxes.append((f"{self._story.where} text box", box))
        else:
            words = " ".join(part.text or "" for part in box.iter(T, _DELETED_TEXT))
            self._flow.delete(words, removed)

    def _control(self, element: Element) -> None:
        content = element.find(_CONTENT)
        if content is None:
            return
        start, outer = self._flow.next, self._skips_placeholder
        self._skips_placeholder = outer or blank_control(element)
        self._walk(content)
        self._skips_placeholder = outer
        self._fill(control_name(element), start)

    def _outside(self, _: Element) -> None:
        self._story.setting.ledger.miss(f"{self._story.where} subdocument")

    def _fraction(self, element: Element) -> None:
        """A fraction of an equation: without a stroke, 1 over 2 would read as 12."""
        above, below = element.find(m("num")), element.find(m("den"))
        if above is not None:
            self._walk(above)
        self._add("/")
        if below is not None:
            self._walk(below)
