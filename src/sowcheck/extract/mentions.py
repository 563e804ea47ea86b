"""Where words name a paper: "this SOW", "the Master Services Agreement", a defined term that stands for one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from sowcheck.core.relations import PaperKind
from sowcheck.extract.reading import Reading

_NAMES: tuple[tuple[str, str], ...] = (
    (
        "change_order",
        r"change (?:orders?|requests?|notices?)|amendments?|addend(?:um|ums|a)|variation (?:orders?|agreements?)|"
        r"contract (?:modification|variation)s?|nachtr[aä]g\w*|änderungs(?:auftr|vereinbarung)\w*|avenants?|endringsordre\w*|"
        r"wijzigingsopdracht\w*",
    ),
    ("purchase_order", r"purchase orders?|\bp\.?o\.?s?\b(?= |[,.;)])"),
    (
        "order_form",
        r"order (?:forms?|schedules?|confirmations?|documents?)|(?:service|sales) orders?|bons? de commande|"
        r"(?:bestell|auftrags)formular\w*|bestellung\w*|bestelformulier\w*",
    ),
    (
        "solicitation",
        r"requests? for (?:proposals?|quotations?|quotes?|tenders?)|\brf[pqt]s?\b|solicitations?|invitations? to tender",
    ),
    (
        "sow",
        r"statements? of (?:work|services)|\bsows?\b|work (?:orders?|statements?|authori[sz]ations?)|task orders?|"
        r"call-?offs?(?: orders?| contracts?)?|project orders?|engagement letters?|letters? of engagement|"
        r"performance work statements?|einzel(?:vertr|auftr)\w+|leistungs(?:beschreibung|schein)\w*",
    ),
    (
        "msa",
        r"master (?:[\w&/-]+ ){0,4}?(?:agreements?|contracts?|terms)|framework (?:[\w&/-]+ ){0,3}?(?:agreements?|contracts?|terms)|"
        r"(?:our |its |the supplier['’]s )?(?:general|standard) (?:[\w&/-]+ ){0,2}?(?:terms|conditions)(?: and conditions| of \w+)?|"
        r"\bmsas?\b|umbrella agreements?|rahmenvertr\w+|(?:contrats?|convention|accord)[- ]cadre|rammeavtale\w*|"
        r"raamovereenkomst\w*|allgemeine[rn]? \w*bedingungen",
    ),
    ("proposal", r"proposals?\b|quotations?\b|\boffers?\b|\bangebot\w*|\bofferte\b"),
    (
        "exhibit",
        r"exhibits?\b|appendi(?:x|ces)\b|annex(?:es|ures?)?\b|attachments?\b|(?-i:Schedules?)\b|\banlagen?\b|\banhang\b|\bannexes?\b",
    ),
    (
        "agreement",
        r"agreements?\b|\bcontracts?\b(?! (?:(?-i:[A-Z])|clauses|documents?|price|value|dates?|period|sum|year))|(?-i:Vertrag)\w*|\bcontrat\b|"
        r"\bavtalen?\b|\bovereenkomst\b",
    ),
    ("order", r"(?-i:Orders?)\b(?! (?:of|(?-i:[A-Z])))"),
    ("letter", r"(?<=this )letter\b"),
)
_OWN = re.compile(
    r"\b(?:this|the present|the instant|diese[rsmn]?|le présent|la présente|denne|dette|deze|dit)\s+"
    r"(?:[A-Z][\w&-]*\s+){0,3}$|\b(?:this|the present)\s+$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<![.:;] )(?<!^)\b(?!The\b|This\b|That\b|Such\b|Any\b|Each\b|An?\b|Our\b|Parent\b)[A-Z][\w&-]+\s+$"
)
"""A name before the word: "the Licence Agreement"."""
_OF_ANOTHER = re.compile(r"\s+(?:thereto|hereto|to (?:it|them|that|such)|of law)\b", re.IGNORECASE)
_STANDS_FOR_A_PAPER = re.compile(
    r"^(?:[A-Z&]{2,8}|.*(?:agreement|contract|terms|order|statement|letter|schedule|framework|proposal|amendment|vertrag\w*))$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<!\bNo)(?<!\bNos)(?<!\b[Rr]ef)(?<!\bInc)(?<!\bLtd)[.;]\s")
_VAGUE = ("agreement", "order", "letter", "exhibit")
"""Names that do not say by themselves which kind of paper is meant."""
_ALIAS_REACH = 160
"""Characters before a defined term within which its paper is named: a number, a date and the parties may stand between."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a paper."""

    kind: PaperKind | None
    """None for a paper of which only the name is known ("the Licence Agreement")."""
    start: int
    end: int
    own: bool = False
    """Whether it is the very paper that speaks."""


@dataclass(frozen=True)
class PaperNames:
    """How one paper calls itself and others."""

    reading: Reading
    kind: PaperKind
    """Kind of the paper that speaks."""

    def find(self, words: str) -> list[Mention]:
        """The papers that some words name, in order; the longest name at a place counts."""
        found = [self._mention(match, words) for match in self._matches(words)]
        return [mention for mention in found if mention is not None]

    def _mention(self, match: re.Match[str], words: str) -> Mention | None:
        if _OF_ANOTHER.match(words, match.end()):
            return None
        own = bool(_OWN.search(words[max(0, match.start() - 40) : match.start()]))
        kind = self._kind(match, words, own=own)
        return Mention(kind, match.start(), match.end(), own=own and kind == self.kind)

    def _kind(self, match: re.Match[str], words: str, *, own: bool) -> PaperKind | None:
        name = match.lastgroup
        assert name is not None
        if name == "alias":
            return self.aliases[_key(match.group())]
        if name == "agreement":
            return self._agreement(match, words, own=own)
        if name == "letter":
            return self.kind
        if name == "order":
            return self.kind if own else "order_form" if self.kind != "sow" else None
        if name == "exhibit" and own and "exhibit" in self.called:
            return self.kind
        return cast("PaperKind", name)

    def _agreement(self, match: re.Match[str], words: str, *, own: bool) -> PaperKind | None:
        """In a statement of work or an order "the Agreement" is the one above it; in an agreement it is this one."""
        above = self.kind not in ("msa", "other")
        if _NAMED.search(words[max(0, match.start() - 30) : match.start()]) and not own:
            return "msa" if above else None
        if "agreement" in self.aliases:
            return self.aliases["agreement"]
        return self.kind if own or not above else "msa"

    @cached_property
    def called(self) -> tuple[PaperKind, ...]:
        """Kinds that lines of the title begin with, beside the paper's own."""
        found: list[PaperKind] = []
        for line in self.reading.title.splitlines():
            match = _PLAIN.match(line.strip(' \t"“(*#'))
            if match and match.lastgroup not in ("agreement", "order", "letter", self.kind):
                found.append(cast("PaperKind", match.lastgroup))
        return tuple(dict.fromkeys(found))

    @cached_property
    def aliases(self) -> Mapping[str, PaperKind]:
        """Defined terms that stand for a paper, in lower case."""
        return dict(self._aliases())

    def _aliases(self) -> Iterable[tuple[str, PaperKind]]:
        text = self.reading.text
        for definition in self.reading.outline.definitions:
            if not _STANDS_FOR_A_PAPER.search(definition.term):
                continue
            start = max(definition.span.start - _ALIAS_REACH, text.rfind("\n", 0, definition.span.start) + 1)
            named = list(_PLAIN.finditer(text, start, definition.span.start))
            if (
                not named
                or named[-1].lastgroup in _VAGUE
                or _SENTENCE_END.search(text, named[-1].end(), definition.span.start)
            ):
                continue
            own = _OWN.search(text[max(start, named[-1].start() - 60) : named[-1].start()])
            yield _key(definition.term), self.kind if own else cast("PaperKind", named[-1].lastgroup)

    def _matches(self, words: str) -> Iterable[re.Match[str]]:
        """Names and defined terms from left to right; of two that overlap the longer one."""
        found = [*_PLAIN.finditer(words), *(self._terms.finditer(words) if self._terms else ())]
        end = -1
        for match in sorted(found, key=lambda each: (each.start(), -each.end())):
            if match.start() >= end:
                yield match
                end = match.end()

    @cached_property
    def _terms(self) -> re.Pattern[str] | None:
        terms = sorted((term for term in self.aliases if not _PLAIN.fullmatch(term)), key=len, reverse=True)
        listed = "|".join(re.escape(term).replace(r"\ ", r"\s+") for term in terms)
        return re.compile(rf"\b(?P<alias>{listed})\b", re.IGNORECASE) if listed else None


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()


_PLAIN = re.compile("|".join(rf"\b(?P<{kind}>{name})" for kind, name in _NAMES), re.IGNORECASE)
