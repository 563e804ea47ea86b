"""Words that a program finds in a file and people do not see."""

import re

from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import first_few
from sowcheck.core.documents import HiddenReason, HiddenText
from sowcheck.core.fields import Severity
from sowcheck.parse.addressing import find_addresses, hints_at_reader

WHY: dict[HiddenReason, str] = {
    "no_ink": "drawn without ink",
    "transparent": "see-through",
    "background_colour": "in the colour of what is behind",
    "covered": "below something else",
    "cut_off": "cut off",
    "switched_off": "in a layer that is switched off",
    "tiny": "too small to read",
    "outside_page": "beside the page",
    "marked_hidden": "set to hidden",
    "invisible_characters": "in characters without a shape",
    "turned_around": "shown in another order than it is written in",
    "replacing": "in place of what is drawn",
    "alternate_text": "the description of a picture",
}
"""Reasons as a sentence says them."""
_SHOWN = 3
_LONGEST = 160
_PASSAGE = 4
"""So many words are no leftover."""
_ANCHOR = re.compile(r"[/\\{\[<#*_|~%$@:]{1,2}[^\s]{1,60}[/\\}\]>#*_|~%$@:]{1,2}")
"""What programs for electronic signatures look for, such as "/sig1/" or "{{signature}}": hidden by custom."""


def check_hidden_words(facts: Facts, findings: Findings) -> None:
    """Note the hidden words of each document, those that speak to a program apart: they are another finding."""
    for paper in facts.papers:
        hidden = [each for each in paper.document.hidden if not is_harmless(each) and not speaks_to_program(each)]
        if hidden:
            _flag(paper, hidden, findings)


def is_harmless(hidden: HiddenText) -> bool:
    """Whether it is usual that people do not see these words."""
    return hidden.reason == "alternate_text" or all(map(_ANCHOR.fullmatch, hidden.words.split()))


def speaks_to_program(hidden: HiddenText) -> bool:
    """Whether hidden words are meant for a program."""
    seen_by_some = hidden.reason == "alternate_text"
    return bool(find_addresses(hidden.words)) or (not seen_by_some and hints_at_reader(hidden.words))


def say_hidden(hidden: HiddenText) -> str:
    """Such as "page 2 (beside the page) “The fee is EUR 1”"."""
    words = " ".join(hidden.words.split())
    return f"{hidden.where} ({WHY[hidden.reason]}) “{words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}”"


def _flag(paper: Paper, hidden: list[HiddenText], findings: Findings) -> None:
    places = [say_hidden(each) for each in hidden]
    findings.flag(
        "SC108",
        "doc.coverage",
        f"{paper.name} holds words that nobody sees: {first_few(places, _SHOWN, '; ')}.",
        severity=_weight(hidden),
        document_value=[*places],
    )


def _weight(hidden: list[HiddenText]) -> Severity:
    """A figure may be a term, and words that are shown otherwise are one: grave. A passage is high, a leftover word low."""
    if any(each.span or any(character.isdigit() for character in each.words) for each in hidden):
        return "blocker"
    return "high" if any(len(each.words.split()) >= _PASSAGE for each in hidden) else "low"
