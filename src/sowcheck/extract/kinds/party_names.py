"""A document's own names of its parties, as the classifier writes them."""

import re
from collections.abc import Mapping
from functools import cached_property

from sowcheck.core.clauses import Outline
from sowcheck.core.items import PartyRole
from sowcheck.extract.kinds.tokens import BUYER, SELLER

_TOKENS: Mapping[PartyRole, str] = {"customer": BUYER, "supplier": SELLER}
_STAND_INS: Mapping[PartyRole, str] = {"customer": "client", "supplier": "supplier"}


class PartyNames:
    """Names and defined terms of the parties of one document."""

    def __init__(self, outline: Outline) -> None:
        self._parties = outline.parties

    @cached_property
    def tokens(self) -> Mapping[str, str]:
        """Names of one word, in lower case, each with the token of its role."""
        return {
            alias.casefold(): _TOKENS[party.role]
            for party in self._parties
            for alias in party.aliases
            if " " not in alias
        }

    def replaced(self, words: str) -> str:
        """The words with each name of several words replaced by a word for its role."""
        if not self._long:
            return words
        return self._pattern.sub(lambda match: self._long[match.group().casefold()], words)

    @cached_property
    def _long(self) -> Mapping[str, str]:
        return {
            name.casefold(): _STAND_INS[party.role]
            for party in self._parties
            for name in (party.name, *party.aliases)
            if " " in name
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self._long, key=len, reverse=True))), re.IGNORECASE)
