"""Words that people have typed onto a page: those that fill a gap in it stand in its text, the others in a box of their own.

Where the file holds a drawing of the words, that is what is read: people see it. Where there is none, viewers draw the
words that the annotation states.
"""

from collections.abc import Mapping, Sequence

from sowcheck.core.documents import BlockKind, HiddenReason, HiddenText
from sowcheck.ingest.layout.content import PageContent, Rectangle
from sowcheck.ingest.layout.paragraphs import Passage
from sowcheck.ingest.layout.turning import forth
from sowcheck.ingest.layout.words import Line, Word, lines_of
from sowcheck.ingest.mending import mended
from sowcheck.ingest.pdf.annotations import Annotation
from sowcheck.ingest.pdf.fields import clear_blank, laid_out, lettered_end

Key = tuple[int, int]
"""Page and place among its annotations."""
_SHARED = 0.35
"""Share of the lower one's height from which two words stand beside each other."""


def typed_in(
    annotations: Sequence[Annotation], contents: Sequence[PageContent], words: Sequence[list[Word]]
) -> tuple[list[Passage], list[HiddenText]]:
    """Adds typed words that the file does not draw to those of their pages, and takes out those that fill no gap.

    Returns:
        The boxes of those that were taken out, in the order of the pages; and what annotations state and people do
        not see.
    """
    if not annotations:
        return [], []
    unseen = _unseen(annotations, contents, words)
    drawn = {
        (content.number, word.style.annotation) for content, page in zip(contents, words, strict=True) for word in page
    }
    for each in annotations:
        if each.kind != "FreeText" or not each.shown or not each.contents or (each.page, each.index) in drawn:
            continue
        if _place(each, contents):
            _draw(each, contents[each.page - 1], words[each.page - 1])
    kinds = {(each.page, each.index): each.kind for each in annotations}
    boxes = [box for content, page in zip(contents, words, strict=True) for box in _taken_out(content, page, kinds)]
    return boxes, unseen


def _place(annotation: Annotation, contents: Sequence[PageContent]) -> bool:
    content = contents[annotation.page - 1]
    return not content.damaged and not content.overfull


def _draw(annotation: Annotation, content: PageContent, page: list[Word]) -> None:
    area = forth(content.view.box(*annotation.bounds), content.turn, content.view.size)
    for word in laid_out(annotation.contents, area, annotation.size):
        word.style = word.style._replace(annotation=annotation.index)
        page.append(word)


def _taken_out(content: PageContent, page: list[Word], kinds: Mapping[Key, str]) -> list[Passage]:
    typed: dict[int, list[Word]] = {}
    for word in page:
        if word.style.annotation is not None:
            typed.setdefault(word.style.annotation, []).append(word)
    if not typed:
        return []
    printed = [word for word in page if word.style.annotation is None]
    boxes = []
    for index, words in typed.items():
        lines = lines_of([word for word in words if word.style.angle == 0], content.number)
        if not lines:
            continue
        if kinds.get((content.number, index)) == "FreeText" and _fills_a_gap(lines, printed):
            for line in lines:
                clear_blank(page, Rectangle(line.x0, line.y0, line.x1, line.y1))
            continue
        boxes.append(Passage(BlockKind.TEXT_BOX, lines))
    taken = {id(word) for box in boxes for line in box.lines for word in line.words}
    page[:] = [word for word in page if id(word) not in taken]
    return boxes


def _fills_a_gap(lines: Sequence[Line], printed: Sequence[Word]) -> bool:
    """Whether typed lines stand where the page was empty, as its own words could: in a blank, behind a label, in a gap.

    Several lines beside several lines of the page are a remark in its margin.
    """
    if not printed:
        return True
    left, right = min(word.x0 for word in printed), max(word.x1 for word in printed)
    beside = 0
    for line in lines:
        row = [word for word in printed if _stand_beside(word, line)]
        lettered = [word for word in row if any(map(str.isalnum, word.text))]
        if any(word.x0 < line.x1 - 1 and line.x0 < lettered_end(word) - 1 for word in lettered):
            return False
        if lettered and (line.x0 < left - line.size or line.x0 > right + 1):
            return False
        beside += bool(lettered)
    return beside <= 1


def _stand_beside(word: Word, line: Line) -> bool:
    shared = min(word.y1, line.y1) - max(word.y0, line.y0)
    return shared > _SHARED * min(word.y1 - word.y0, line.y1 - line.y0)


def _unseen(
    annotations: Sequence[Annotation], contents: Sequence[PageContent], words: Sequence[Sequence[Word]]
) -> list[HiddenText]:
    """What annotations state and people do not see: they are hidden, or their drawings say something else."""
    drawn: dict[Key, str] = {}
    for content, page in zip(contents, words, strict=True):
        for word in page:
            if word.style.annotation is not None:
                key = content.number, word.style.annotation
                drawn[key] = drawn.get(key, "") + _letters(word.text)
    found = []
    for each in annotations:
        if each.kind != "FreeText" or not each.contents:
            continue
        seen = drawn.get((each.page, each.index))
        if not each.shown:
            found.append(_hidden(each, "marked_hidden"))
        elif seen and _letters(each.contents) != seen:
            found.append(_hidden(each, "replacing"))
    return found


def _hidden(annotation: Annotation, reason: HiddenReason) -> HiddenText:
    where = f"page {annotation.page} annotation {annotation.index + 1}"
    words = " ".join(mended(annotation.contents).split())
    return HiddenText(where=where, reason=reason, words=words, page=annotation.page)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, mended(words)))
