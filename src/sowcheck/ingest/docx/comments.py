"""Reads reviewers' comments: who wrote them when, the words they are attached to, and whether they are settled."""

from sowcheck.core.documents import Comment
from sowcheck.ingest.docx.layout import Layout
from sowcheck.ingest.docx.names import Element, P, T, w
from sowcheck.ingest.docx.package import Package

_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WORD_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def read_comments(package: Package, layout: Layout) -> tuple[Comment, ...]:
    """The comments of a file whose text was laid out."""
    root = package.related("comments")
    if root is None:
        return ()
    settled = _settled(package.related("commentsExtended"))
    return tuple(_comment(element, layout, settled) for element in root.iterfind(w("comment")))


def _comment(element: Element, layout: Layout, settled: frozenset[str]) -> Comment:
    paragraphs = list(element.iter(P))
    lines = ["".join(text.text or "" for text in line.iter(T)) for line in paragraphs]
    last = paragraphs[-1].get(f"{_WORD_2010}paraId", "") if paragraphs else ""
    return Comment(
        text="\n".join(" ".join(line.split()) for line in lines).strip(),
        author=element.get(w("author")),
        date=element.get(w("date")),
        anchor=layout.anchor(element.get(w("id"), "")),
        resolved=last.upper() in settled,
    )


def _settled(extended: Element | None) -> frozenset[str]:
    """Ids of the last paragraphs of comments that are marked as settled, and of the answers to these."""
    entries = list(extended.iter(f"{_WORD_2012}commentEx")) if extended is not None else []
    done = {_id(entry, "paraId") for entry in entries if entry.get(f"{_WORD_2012}done") in ("1", "true")}
    done |= {_id(entry, "paraId") for entry in entries if _id(entry, "paraIdParent") in done}
    return frozenset(done - {""})


def _id(entry: Element, name: str) -> str:
    return entry.get(f"{_WORD_2012}{name}", "").upper()
