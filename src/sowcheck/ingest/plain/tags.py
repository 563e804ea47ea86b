"""HTML tags in a Markdown file: which of them keep people from seeing the words inside."""

import re

_NAME = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*(?:\.\d+)?(?:[01](?:\.\d+)?)?(?:px|pt)?\s*[;\"']"
    r"|opacity\s*:\s*0*(?:\.0\d*)?\s*[;\"']|[^-]color\s*[:=]\s*[\"']?\s*(?:white|#fff(?:fff)?|transparent)\b"
    r"|\s(?:hidden|aria-hidden)(?=[\s=/>])",
    re.IGNORECASE,
)
_NEVER_SHOWN = frozenset({"script", "style", "template", "noscript", "head", "title", "datalist"})
_EMPTY = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "source"})


class OpenTags:
    """The tags that are open at a place of the file."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []

    @property
    def hide(self) -> bool:
        """Whether one of them keeps people from seeing what stands here."""
        return any(hides for _, hides in self._open)

    def read(self, tag: str) -> None:
        """Take an opening or closing tag into account; comments and the like are passed over."""
        named = _NAME.match(tag)
        if named is None or tag.endswith("/>"):
            return
        name = named[2].lower()
        if not named[1] and name not in _EMPTY:
            self._open.append((name, name in _NEVER_SHOWN or _HIDING.search(tag) is not None))
        elif named[1]:
            places = [place for place, (opened, _) in enumerate(self._open) if opened == name]
            del self._open[places[-1] if places else len(self._open) :]
