"""Markdown inside a paragraph: which characters are markup, and what the others read as."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from sowcheck.ingest.plain.leaves import Piece
from sowcheck.ingest.plain.tags import OpenTags

_LINK_END = re.compile(r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)|\]\[[^\]]*\]|\]")
_IMAGE = re.compile(r"!\[((?:[^\[\]\\]|\\.|\[[^\]]*\])*)(?:\]\((?:[^()\\]|\\.|\([^()]*\))*\)|\]\[[^\]]*\]|\])")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


@dataclass
class InlineText:
    """The words of a paragraph, with the places of its line breaks."""

    lines: list[list[Piece]] = field(default_factory=lambda: [[]])
    """Pieces of each line of the file."""
    hard: list[bool] = field(default_factory=list)
    """Of each break between two lines: the author demands it."""
    bold: bool = True
    """All words are in bold type."""
    images: list[str] = field(default_factory=list)
    """Descriptions or addresses of pictures."""
    comments: list[str] = field(default_factory=list)
    struck: list[list[Piece]] = field(default_factory=lambda: [[]])
    """Words of each line that are crossed out."""
    hidden: list[str] = field(default_factory=list)
    """Words that a tag keeps people from seeing."""
    descriptions: list[str] = field(default_factory=list)
    """Alternate texts of pictures."""

    def new_line(self, *, hard: bool) -> None:
        """End the present line."""
        self.lines.append([])
        self.struck.append([])
        self.hard.append(hard)

    def pieces(self, lines: Sequence[int]) -> list[Piece]:
        """The words of some lines, with a space for each break between them."""
        found: list[Piece] = []
        for line in lines:
            if found:
                found.append(Piece(found[-1].end, found[-1].end, " "))
            found.extend(self.lines[line])
        return found


class InlineReader:
    """Follows the tokens of one paragraph through its characters in the file."""

    def __init__(self, content: str, places: Sequence[int]) -> None:
        """`places[i]` is where `content[i]` stands in the file; one more than `content` is long."""
        self._content = content
        self._places = places
        self._at = 0
        self._strong = 0
        self._struck = 0
        self._tags = OpenTags()
        self.result = InlineText()

    def read(self, tokens: Sequence[Token]) -> InlineText:
        """The words that the tokens stand for."""
        for token in tokens:
            self._token(token)
        if not any(self.result.lines):
            self.result.bold = False
        return self.result

    def _token(self, token: Token) -> None:
        match token.type:
            case "text":
                self._text(token.content)
            case "text_special":
                self._show(len(token.markup or token.content), token.content)
            case "code_inline":
                self._code(token)
            case "softbreak" | "hardbreak":
                self._new_line(hard=token.type == "hardbreak")
            case "strong_open" | "strong_close":
                self._strong += token.nesting
                self._at += len(token.markup)
            case "s_open" | "s_close":
                self._struck += token.nesting
                self._at += len(token.markup)
            case "link_open":
                self._at += 1
            case "link_close":
                self._end_link(token)
            case "image":
                self._image(token)
            case "html_inline":
                self._html(token.content)
            case _:
                self._at += len(token.markup)

    def _text(self, text: str) -> None:
        if not text:
            return
        found = self._content.find(text, self._at)
        if found < 0:
            # In a table, a pipe that separates nothing is written with a backslash.
            escaped = text.replace("|", "\\|")
            found = self._content.find(escaped, self._at)
            if found >= 0:
                self._at = found
                self._show(len(escaped), text)
                return
            # Not written like this anywhere ahead: show it where we are, and take nothing for it.
            self._show(0, text)
            return
        self._at = found
        self._show(len(text), None)

    def _show(self, length: int, text: str | None) -> None:
        start, end = self._at, self._at + length
        self._at = end
        piece = Piece(self._places[start], self._places[end], text)
        if self._tags.hide:
            self.result.hidden.append(self._content[start:end] if text is None else text)
            return
        if self._struck:
            self.result.struck[-1].append(piece)
            return
        self.result.lines[-1].append(piece)
        words = self._content[start:end] if text is None else text
        if words.strip() and self._strong == 0:
            self.result.bold = False

    def _code(self, token: Token) -> None:
        start = self._content.find(token.markup, self._at) + len(token.markup)
        end = self._content.find(token.markup, start)
        self._at = start
        self._show(max(0, end - start), None)
        self._at += len(token.markup)

    def _new_line(self, *, hard: bool) -> None:
        end = self._content.find("\n", self._at)
        self._at = end + 1 if end >= 0 else self._at
        self.result.new_line(hard=hard)

    def _end_link(self, token: Token) -> None:
        if token.markup == "autolink":
            self._at += 1
            return
        end = _LINK_END.match(self._content, self._at)
        self._at = end.end() if end is not None else self._at

    def _image(self, token: Token) -> None:
        found = _IMAGE.match(self._content, self._at)
        self._at = found.end() if found is not None else self._at
        self.result.images.append(token.content or str(token.attrs.get("src", "")))
        described = (token.content, str(token.attrs.get("title", "")))
        self.result.descriptions.extend(text for text in described if text.strip())

    def _html(self, tag: str) -> None:
        self._at = max(self._content.find(tag, self._at), self._at) + len(tag)
        self._tags.read(tag)
        comment = _COMMENT.fullmatch(tag)
        if comment is not None:
            self.result.comments.append(" ".join(comment[1].split()))
        elif _LINE_BREAK_TAG.fullmatch(tag):
            self.result.new_line(hard=True)
