"""Proof of choices, names and texts."""

import re

from sowcheck.core.assumptions import Proof
from sowcheck.core.fields import FIELDS, Kind
from sowcheck.extract.choices import CHOICES, find_choice
from sowcheck.extract.statements import names_party, says
from sowcheck.parse.bare_words import bare
from sowcheck.parse.conventions import find_currency_evidence
from sowcheck.parse.versions import find_versions, version_key

_SHARED_SIGNS = {"$", "¥", "kr", "kr."}
"""Signs that several currencies share."""

_MODEL_LABEL = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:pricing|charging|contract|fee|billing|engagement|commercial|price) (?:model|type|method|basis)|^\W*basis of",
    re.IGNORECASE,
)
_PROVEN = Proof(status="proven")
QUOTED = Proof(status="quoted", reason="the document's own words: that they belong to this field is a reading")
"""The paper says these words; no parser derives a value from them."""


def choice(field: str, value: str | bool, quote: str) -> Proof:
    """Proof that the quote, read alone, decides for a choice."""
    found = find_choice(field, quote) if field in CHOICES else None
    if not found or found[0] != value or not says(field, quote):
        return Proof(status="unproven", reason="the quote alone does not decide for this choice")
    if field == "price.pricing_model" and not _MODEL_LABEL.search(quote):
        return Proof(
            status="quoted", reason="how the price comes about follows from the whole paper, not from one sentence"
        )
    return _PROVEN


def text(field: str, value: str, quote: str) -> Proof:
    """Proof of a text: a currency, a choice, a party's name, or the document's own words."""
    if field == "price.currency":
        return _currency(value, quote)
    if field == "doc.version":
        return _version(value, quote)
    if FIELDS[field].kind is Kind.CHOICE:
        return choice(field, value, quote)
    if not holds(quote, value):
        return Proof(status="unproven", reason="the quote does not hold these words")
    if FIELDS[field].kind is Kind.STATEMENT:
        return QUOTED
    if FIELDS[field].kind is Kind.NAME:
        return _PROVEN if names_party(field, value, quote) else QUOTED
    if field == "legal.governing_law" and value.casefold().endswith(" law"):
        return QUOTED
    return _PROVEN if says(field, quote) else QUOTED.model_copy(update={"off_purpose": True})


def holds(quote: str, words: str) -> bool:
    """Whether the quote holds the words as whole words; punctuation and case do not matter."""
    return f" {bare(words)} " in f" {bare(quote)} "


def _currency(value: str, quote: str) -> Proof:
    found = {found.value for found in find_currency_evidence(quote) if _sign(found.words(quote)) not in _SHARED_SIGNS}
    if found == {value}:
        return _PROVEN
    return Proof(status="unproven", reason="the sign alone does not name the currency")


def _version(value: str, quote: str) -> Proof:
    """A label of the quote ("v4", "Rev. C"), with no other beside it."""
    stated = {version_key(found.value) for found in find_versions(quote)}
    if version_key(value) not in stated or None in stated:
        return Proof(status="unproven", reason="the quote does not state this version")
    if len(stated) > 1:
        return Proof(status="unproven", reason="the quote states more than one version")
    return _PROVEN


def _sign(words: str) -> str:
    """What stands beside the digits of a sum."""
    return re.sub(r"[\d.,\s]", "", words)
