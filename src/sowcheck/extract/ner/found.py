"""A sentence with its entities, as proposals and votes look at it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span
from sowcheck.extract.lists.grammar.prose import Prose
from sowcheck.extract.ner.entities import Entity, Label


@dataclass(frozen=True, slots=True)
class Recognised:
    """One sentence that was read, with the fields its frame fits."""

    one: Prose
    fields: frozenset[str]
    entities: tuple[Entity, ...]
    subject: PartyRole | None = None
    """Whose duty the sentence states."""

    def words(self, entity: Entity) -> str:
        """The words of an entity on one line."""
        return " ".join(self.one.text[entity.start : entity.end].split())

    def labelled(self, *labels: Label) -> Iterator[Entity]:
        """The entities with one of the labels, in the order of the text."""
        return (entity for entity in self.entities if entity.label in labels)

    def place(self, entity: Entity) -> Span:
        """Where an entity stands in the document."""
        return self.one.at(entity.start, entity.end)

    def before(self, entity: Entity, reach: int) -> str:
        """The words of the sentence before an entity."""
        return self.one.text[max(0, entity.start - reach) : entity.start]

    def behind(self, entity: Entity, reach: int) -> str:
        """The words of the sentence behind an entity."""
        return self.one.text[entity.end : entity.end + reach]
