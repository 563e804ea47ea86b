"""What a paper calls itself: "this Call-Off", "this Statement of Work (the "SoS")"."""

import re

from sowcheck.parse.cues import Cue

_PAPER = (
    r"(?:statement of (?:work|services)|work (?:authori[sz]ation|order|package)|task order|call-?off(?: order| contract)?|project order|"
    r"engagement letter|letter of engagement|order (?:form|schedule|confirmation)|purchase order|authori[sz]ation|annexure|assignment|instrument|letter)"
)
_OWN_NAME = re.compile(
    r"\b(?i:this|the present)\s+(?:[\w-]+\s+){0,6}?[\w-]+\s*\((?:hereinafter\s+)?(?:(?:the|this)\s+)?[\"“”'‘„]([A-Z][\w-]+(?:\s[A-Z][\w-]+)?)[\"“”'’]\)",
)
_THIS_PAPER = Cue(rf"\b(?:this|the present)\s+({_PAPER})\b")
_FRONT = 6000
"""Characters in which a paper says what it calls itself."""


class OwnNames:
    """The own names of one paper."""

    def __init__(self, text: str) -> None:
        names = {match.group(1) for match in _OWN_NAME.finditer(text[:_FRONT])}
        own = {name for name in names if len(name) > 2 and name.casefold() not in ("agreement", "sow", "contract")}
        listed = "|".join(re.escape(name) for name in sorted(own, key=len, reverse=True))
        self._names = re.compile(rf"\b(?:{listed})\b") if listed else None

    def plain(self, words: str) -> str:
        """The words with the paper's own names as "SOW", padded to keep every offset."""
        if self._names:
            words = self._names.sub(lambda match: "SOW".ljust(len(match.group())), words)
        return _THIS_PAPER.sub(
            lambda match: match.group()[: match.start(1) - match.start()] + "SOW".ljust(len(match.group(1))), words
        )
