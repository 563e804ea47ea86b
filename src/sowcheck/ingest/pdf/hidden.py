"""What the pages of a PDF hold and do not show, in words."""

from collections.abc import Iterable, Iterator

from sowcheck.core.documents import HiddenReason, HiddenText
from sowcheck.ingest.layout.content import Glyph, PageContent
from sowcheck.ingest.layout.kept import characters_of
from sowcheck.ingest.layout.words import words_of
from sowcheck.ingest.mending import mended
from sowcheck.ingest.veils import veiled


def hidden_words(contents: Iterable[PageContent]) -> Iterator[HiddenText]:
    """The hidden passages, page by page.

    Words that the page also shows are left out: a shadow, or a text that is drawn twice, hides nothing.
    """
    for content in contents:
        shown = f" {_said(content.glyphs)} " if content.hidden else ""
        for reason, glyphs in content.hidden:
            words = _said(glyphs)
            if words and f" {words} " not in shown:
                yield _hidden(content, reason, words)
        for words in content.replacing:
            if _letters(words) not in _letters(_said(content.glyphs)):
                yield _hidden(content, "replacing", " ".join(mended(words).split()))
        for found in veiled("".join(characters_of(content.glyphs))):
            if found.reason == "invisible_characters":
                yield _hidden(content, found.reason, found.words)


def _hidden(content: PageContent, reason: HiddenReason, words: str) -> HiddenText:
    return HiddenText(where=f"page {content.number}", reason=reason, words=words, page=content.number)


def _said(glyphs: Iterable[Glyph]) -> str:
    """The words of characters in the order in which the file draws them."""
    return " ".join(mended(word.text) for word in words_of(glyphs)).strip()


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, mended(words)))
