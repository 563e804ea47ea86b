"""What stands against an answer although its words are there: it is another party's, or the words say the opposite."""

import re
from collections.abc import Callable

from sowcheck.core.clauses import SignatureBlock
from sowcheck.core.items import PartyRole, Signatory
from sowcheck.core.spans import Span
from sowcheck.core.values import Value
from sowcheck.extract.lists.grammar.leads import NOT_IN, Leads
from sowcheck.extract.lists.grammar.obligations import bound_by, obligations
from sowcheck.extract.lists.grammar.sides import Sides
from sowcheck.extract.reading import Reading, Sentence
from sowcheck.parse.names import name_key

_EXCLUDES = re.compile(
    rf"\b{NOT_IN}\b|\b(?:not|no|none|nor|neither|never|without|except\w*|exclu\w*|only|solely|outside|beyond|separate(?:ly)?|"
    r"additional|extra|later|future|instead|remains?|nicht|kein\w*|ausge\w*|hors|sauf|niet|geen)\b",
    re.IGNORECASE,
)
"""Words of which one must be there where something is left out."""
_LEFT_OUT = re.compile(rf"\b{NOT_IN}\b", re.IGNORECASE)
_PART_OF_THE_WORK = frozenset(
    [
        "scope.deliverables",
        "scope.integrations",
        "staffing.roles",
        "staffing.skills",
        "staffing.certifications",
        "sla.targets",
    ]
)
_WHO: dict[PartyRole, str] = {"customer": "buyer", "supplier": "supplier"}

Objection = str


def objection(reading: Reading, field: str, value: Value, place: Span) -> Objection | None:
    """Why an answer does not fit the place of its words; None if nothing stands against it."""
    look = _LOOKS.get(field) or (_left_out if field in _PART_OF_THE_WORK else None)
    return look(reading, field, value, place) if look else None


def _other(role: PartyRole) -> PartyRole:
    return "supplier" if role == "customer" else "customer"


def _party(reading: Reading, field: str, value: Value, place: Span) -> Objection | None:  # noqa: ARG001 (one shape for all)
    """A name that the document gives the other party."""
    role: PartyRole = "customer" if field.startswith("customer") else "supplier"
    own, other = reading.outline.party(role), reading.outline.party(_other(role))
    claimed = name_key(str(value))
    if own and name_key(own.name) == claimed:
        return None
    if other and claimed in {name_key(name) for name in (other.name, *other.aliases)}:
        return f"the document names it as the {_WHO[_other(role)]}"
    return None


def _signatory(reading: Reading, field: str, value: Value, place: Span) -> Objection | None:  # noqa: ARG001
    """A person who signs in the other party's block, or of whom nothing says for whom."""
    if not isinstance(value, Signatory):
        return None
    parties = {block.party for block in reading.outline.signature_blocks if _is_of(reading, block, value, place)}
    if value.party in parties:
        return None
    if signs := next((party for party in parties if party), None):
        return f"the document has this signature for the {_WHO[signs]}"
    said = {mention.side for mention in Sides.of(reading).within(place.start, place.end)}
    return None if said == {value.party} else "the words do not say for which party"


def _is_of(reading: Reading, block: SignatureBlock, value: Signatory, place: Span) -> bool:
    """Whether a block is that of a person, by the name in it or, without a name, by the place."""
    if block.name and value.name:
        return name_key(block.name.of(reading.text)) == name_key(value.name)
    return block.span.overlaps(place)


def _duty(reading: Reading, field: str, value: Value, place: Span) -> Objection | None:  # noqa: ARG001
    """A duty that binds the supplier, or that the buyer need not do."""
    binding = [
        each
        for each in obligations(reading)
        if each.one.start + each.start < place.end and place.start < each.one.start + each.end
    ]
    sides = {each.bearer for each in binding if not each.subordinate}
    if "supplier" in sides and not sides & {"customer", "both"}:
        return "the words bind the supplier"
    if binding and all(each.negated for each in binding):
        return "the words say what need not be done, or must not"
    lead = next((item.lead for item in reading.outline.lists if item.span.overlaps(place)), None)
    if not binding and lead and bound_by(reading, lead) == "supplier":
        return "the list binds the supplier"
    return None


def _exclusion(reading: Reading, field: str, value: Value, place: Span) -> Objection | None:  # noqa: ARG001
    """Something that is not left out."""
    sentence = _sentence(reading, place)
    words = f"{sentence.text} {sentence.topic}" if sentence else place.of(reading.text)
    if _EXCLUDES.search(words) or _is_announced(reading, sentence):
        return None
    return "the words do not say that it is left out"


def _left_out(reading: Reading, field: str, value: Value, place: Span) -> Objection | None:  # noqa: ARG001
    """Something that is no part of the work."""
    sentence = _sentence(reading, place)
    if _is_announced(reading, sentence) or _LEFT_OUT.search(sentence.text if sentence else place.of(reading.text)):
        return "the words say that it is left out"
    return None


def _is_announced(reading: Reading, sentence: Sentence | None) -> bool:
    """Whether what is listed under the sentence's lead or heading is left out."""
    if sentence is None:
        return False
    nearest_first = [sentence.lead, *reversed(sentence.heading.split(" > "))]
    return Leads.of(reading).announced("scope.exclusions", [words for words in nearest_first if words])


def _sentence(reading: Reading, place: Span) -> Sentence | None:
    return reading.sentence_at(Span(start=place.start, end=place.start + 1))


_LOOKS: dict[str, Callable[[Reading, str, Value, Span], Objection | None]] = {
    "customer.legal_name": _party,
    "supplier.legal_name": _party,
    "doc.signatories": _signatory,
    "scope.client_responsibilities": _duty,
    "scope.exclusions": _exclusion,
}
