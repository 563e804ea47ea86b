"""Who buys and who does the work: the two parties, their names and the words that stand for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sowcheck.core.clauses import KeyValue, Party
from sowcheck.core.documents import Cell, Document, Table
from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.agencies import buying_agency
from sowcheck.segment.grammar import duties
from sowcheck.segment.letters import Correspondents, correspondents
from sowcheck.segment.name_words import has_legal_form, is_name, is_same_name, normalised
from sowcheck.segment.names import name_at
from sowcheck.segment.preamble import Introduced, introduced_in, introduced_parties, terms_after
from sowcheck.segment.roles import leaning_of_term, role_of_address, role_of_term
from sowcheck.segment.signing.draft import Signing
from sowcheck.segment.tables import rows_of

_OTHER: dict[PartyRole, PartyRole] = {"customer": "supplier", "supplier": "customer"}
_NAME_ROW = re.compile(
    r"^(?:legal |full |company |registered |entity )*(?:name|entity|company|organi[sz]ation|party|firm)(?: name)?$|"
    r"^(?:legal name.*|d[eé]nomination.*|raison sociale)$",
    re.IGNORECASE,
)


_COMMON = frozenset(
    {
        "international", "national", "global", "general", "united", "american", "european", "first", "bank", "city",
        "state", "county", "university", "digital", "the", "data", "software", "systems", "business", "technology",
        "technologies", "services", "solutions", "group", "health", "world", "new", "north", "south", "east", "west",
        "advanced", "applied", "integrated", "royal", "federal", "central", "public",
    }
)  # fmt: skip
"""First words of names that do not stand for the name alone."""


_PARTIES = re.compile(
    r"(?:the\s+)?(?:contracting\s+)?part(?:y|ies)|between|(?:contract(?:ing)?\s+)?partners", re.IGNORECASE
)
_LABEL_TAIL = re.compile(r"[’']?s?\s+(?:(?:full|legal)\s+)*(?:name|entity)$", re.IGNORECASE)
_LABEL_INSIDE = re.compile(r"(?<=\s)(?P<label>[^\W\d_][\w-]*(?:\s[\w-]+)?(?:\s\([^()\n]{2,30}\))?)\s?:\s+")
"""A label inside a value: two labelled names that were set on one line."""

_MOST_ENTITIES = 60
"""Possible parties of a document; names beyond are left out."""
_MOST_WEIGHED = 8
"""Possible parties whose duties are counted in the text."""


@dataclass
class _Entity:
    """A possible party and what speaks for each role."""

    place: Span
    name: str
    aliases: list[str] = field(default_factory=list)
    weight: dict[PartyRole, float] = field(default_factory=lambda: {"customer": 0.0, "supplier": 0.0})
    introduced: bool = False
    """Stands in the opening words of the document."""

    def lean(self, role: PartyRole) -> float:
        """How much more speaks for `role` than for the other."""
        return self.weight[role] - self.weight[_OTHER[role]]


def parties(
    document: Document, tables: Sequence[Table], key_values: Sequence[KeyValue], signings: Sequence[Signing]
) -> tuple[Party, ...]:
    """The customer and the supplier, as far as the document names them."""
    found = _Entities(document.text, key_values)
    for introduced in introduced_parties(document):
        found.introduce(introduced)
    for pair in key_values:
        found.read_label(pair)
    for table in tables:
        found.read_columns(table)
    for signing in signings:
        found.read_signing(signing)
    found.read_letter(correspondents(document, key_values))
    found.weigh_duties()
    chosen = found.chosen()
    if not chosen:
        agency = buying_agency(document)
        if agency:
            chosen["customer"] = _Entity(agency.name, agency.name.of(document.text), aliases=list(agency.aliases))
    return tuple(_party(document.text, role, chosen[role]) for role in ("customer", "supplier") if role in chosen)


class _Entities:
    """All possible parties of a document, the same name counted once."""

    def __init__(self, text: str, key_values: Sequence[KeyValue]) -> None:
        self.text = text
        self.entities: list[_Entity] = []
        self.inside = {pair.key.start: pair.value for pair in key_values if pair.key and _NAME_ROW.match(pair.label)}
        """Values labelled as a name, by the start of the label."""

    def introduce(self, introduced: Introduced) -> None:
        """A party of the opening words, with the terms that stand for it."""
        entity = self._entity(introduced.name)
        entity.introduced = True
        for alias in introduced.aliases:
            self._alias(entity, alias, 10.0)

    def read_label(self, pair: KeyValue) -> None:
        """A labelled name: "Supplier: Contoso Ltd", or weaker "Bill to: Contoso Ltd"."""
        if _PARTIES.fullmatch(pair.label):
            for introduced in introduced_in(self.text, pair.value):
                self.introduce(introduced)
            return
        label, start = pair.label, pair.value.start
        for inside in _LABEL_INSIDE.finditer(self.text, pair.value.start, pair.value.end):
            if (words := _role_label(inside["label"])) is not None:
                self._labelled_name(label, start, inside.start() + len(inside["label"]) - len(words))
                label, start = words, inside.end()
        self._labelled_name(label, start, pair.value.end)

    def _labelled_name(self, label: str, start: int, end: int) -> None:
        value = stripped(self.text, start, end)
        role, weight = role_of_term(label), 10.0
        if role is None:
            role, weight = leaning_of_term(label), 6.0
        if role is None:
            role, weight = role_of_address(label), 2.0
        if role is None or value is None:
            return
        name = name_at(self.text, value.start, value.end, join_and=True)
        if name is None or not (has_legal_form(name.of(self.text)) or _stands_alone(self.text, name, value)):
            return
        words = name.of(self.text)
        if len(self.entities) >= _MOST_ENTITIES:
            return
        if not has_legal_form(words) and len(re.findall(re.escape(words), self.text, re.IGNORECASE)) < 2:
            weight = min(weight, 5.0 if _is_organisation(words) else 1.0)
        entity = self._entity(name)
        entity.weight[role] += weight
        if weight >= 5:
            for part in re.split(r"\s*[/()]\s*", label):
                if role_of_term(part) or leaning_of_term(part):
                    self._alias(entity, _LABEL_TAIL.sub("", part), 0.0)
            for alias in terms_after(self.text, name, value.end):
                self._alias(entity, alias, 4.0)

    def read_letter(self, letter: Correspondents) -> None:
        """The writer and the reader of a letter or an order."""
        if letter.role_of_writer is None:
            return
        for name, role in ((letter.writer, letter.role_of_writer), (letter.reader, _OTHER[letter.role_of_writer])):
            if name is not None:
                self._entity(name).weight[role] += 4.0

    def read_columns(self, table: Table) -> None:
        """A table with a column for each party: role words on top, a row of names below."""
        rows = rows_of(table)
        for header, cells in enumerate(rows[:2]):
            roles = {cell.column: role for cell in cells if cell.span and (role := self._column_role(cell.span))}
            if set(roles.values()) != {"customer", "supplier"}:
                continue
            for row in rows[header + 1 :]:
                if self._read_names(row, roles):
                    return

    def _column_role(self, span: Span) -> PartyRole | None:
        return role_of_term(span.of(self.text))

    def _read_names(self, cells: Sequence[Cell], roles: dict[int, PartyRole]) -> bool:
        """Reads a row of names below role words; whether it is one."""
        label = next((cell for cell in cells if cell.span and cell.column not in roles), None)
        if label and label.span and not _NAME_ROW.match(label.span.of(self.text).strip()):
            return False
        found = False
        for cell in cells:
            role = roles.get(cell.column)
            if role is None or cell.span is None:
                continue
            value = self.inside.get(cell.span.start, cell.span)
            name = name_at(self.text, value.start, value.end, join_and=True)
            if name and (has_legal_form(name.of(self.text)) or _stands_alone(self.text, name, value)):
                self._entity(name).weight[role] += 10.0
                found = True
        return found

    def read_signing(self, signing: Signing) -> None:
        """A signature block that says for whom it is."""
        if signing.entity is None:
            return
        entity = self._entity(signing.entity, signing.entity_name(self.text))
        if signing.role and not entity.introduced:
            entity.weight[signing.role] += 6.0

    def weigh_duties(self) -> None:
        """Who pays and engages, who provides and invoices."""
        known = [entity for entity in self.entities if entity.introduced or max(entity.weight.values()) > 0]
        known = sorted(known or self.entities, key=lambda one: (not one.introduced, -max(one.weight.values())))
        for entity in known[:_MOST_WEIGHED]:
            others = [other for other in known if other is not entity]
            customer, supplier = duties(self.text, {entity.name, *entity.aliases, *_short_forms(entity, others)})
            total = customer + supplier
            if total:
                entity.weight["customer"] += 5.0 * customer / (total + 1)
                entity.weight["supplier"] += 5.0 * supplier / (total + 1)

    def chosen(self) -> dict[PartyRole, _Entity]:
        """The best entity for each role; of two introduced parties, what one is the other is not."""
        introduced = [entity for entity in self.entities if entity.introduced]
        if len(introduced) == 2 or (
            len(introduced) > 2 and not any(abs(one.lean("customer")) > 4 for one in self.entities)
        ):
            first, second = introduced[0], introduced[1]
            lean = first.lean("customer") - second.lean("customer")
            if abs(lean) > 0.5:
                return {"customer": first, "supplier": second} if lean > 0 else {"customer": second, "supplier": first}
        chosen: dict[PartyRole, _Entity] = {}
        ranked = sorted(
            ((entity.lean(role), role, place) for place, entity in enumerate(self.entities) for role in _OTHER),
            key=lambda one: (-one[0], one[2]),
        )
        taken: set[int] = set()
        for lean, role, place in ranked:
            if lean > 1.5 and role not in chosen and place not in taken:
                chosen[role] = self.entities[place]
                taken.add(place)
        return self._completed(chosen, taken)

    def _completed(self, chosen: dict[PartyRole, _Entity], taken: set[int]) -> dict[PartyRole, _Entity]:
        """With one role known, the only other introduced or signing party has the other."""
        if len(chosen) != 1:
            return chosen
        known = next(iter(chosen))
        others = [entity for place, entity in enumerate(self.entities) if place not in taken]
        introduced = [entity for entity in others if entity.introduced]
        rest = introduced or others
        if len(rest) == 1:
            chosen[_OTHER[known]] = rest[0]
        return chosen

    def _alias(self, entity: _Entity, alias: str, weight: float) -> None:
        words = re.sub(r"^(?:the|le|la|de|der|die)\s+", "", alias.strip(), flags=re.IGNORECASE)
        if words and words not in entity.aliases:
            entity.aliases.append(words)
        role = role_of_term(words)
        if role is None and words.lower() in ("we", "us", "our"):
            role = "supplier"
        if role is None and words.lower() in ("you", "your"):
            role = "customer"
        leaning = leaning_of_term(words) if role is None else None
        if role:
            entity.weight[role] += weight
        elif leaning:
            entity.weight[leaning] += weight / 3

    def _entity(self, place: Span, name: str | None = None) -> _Entity:
        """The entity of a name, a new one if the name is new."""
        name = name or " ".join(place.of(self.text).split())
        plain = normalised(name)
        for entity in self.entities:
            theirs = normalised(entity.name)
            if plain == theirs or (min(len(plain), len(theirs)) >= 4 and is_same_name(plain, theirs)):
                if plain.startswith(theirs + " ") and has_legal_form(name) and not has_legal_form(entity.name):
                    entity.name, entity.place = name, place
                return entity
            if any(plain == alias.casefold() for alias in entity.aliases):
                return entity
        entity = _Entity(place, name)
        if len(self.entities) < _MOST_ENTITIES:
            self.entities.append(entity)
        return entity


def _short_forms(entity: _Entity, others: Sequence[_Entity]) -> set[str]:
    """The name without its legal form, and its first word if no other party's name has it."""
    words = normalised(entity.name).split()
    taken = {word for other in others for word in normalised(other.name).split()}
    first = {words[0]} if words and len(words[0]) >= 4 and words[0] not in taken and words[0] not in _COMMON else set()
    return {" ".join(words), *first} - {""}


def _stands_alone(text: str, name: Span, value: Span) -> bool:
    """Whether the name is the whole value or ends before an address or a parenthesis."""
    rest = text[name.end : value.end].strip()
    return not rest or rest[0] in ",(;–—-|/" or rest[0].isdigit()


def _role_label(words: str) -> str | None:
    """The label at the end of words if it is a role: "Oslo Supplier" ends with one."""
    parts = words.split()
    for place in range(min(2, len(parts))):
        if role_of_term(" ".join(parts[place:])):
            return " ".join(parts[place:])
    return None


def _is_organisation(words: str) -> bool:
    """Whether a name has a word for a kind of organisation: "Harbour City Council"."""
    return any(leaning_of_term(word) == "customer" for word in words.split())


def _party(text: str, role: PartyRole, entity: _Entity) -> Party:
    name = entity.name
    pattern = re.compile(r"\s+".join(re.escape(word) for word in name.split()), re.IGNORECASE)
    places = [Span(start=match.start(), end=match.end()) for match in pattern.finditer(text)]
    mentions = (entity.place, *(place for place in places if place != entity.place))
    aliases = tuple(alias for alias in dict.fromkeys(entity.aliases) if alias != name and is_alias(alias))
    return Party(role=role, name=name, mentions=mentions, aliases=aliases)


def is_alias(words: str) -> bool:
    """Whether words are short enough to stand for a party."""
    return 0 < len(words) <= 60 and (is_name(words) or role_of_term(words) is not None or len(words.split()) <= 3)
