"""A signature block while it is read."""

from dataclasses import dataclass, field

from sowcheck.core.documents import Drawing
from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span
from sowcheck.segment.signing.labels import LabelKind


@dataclass
class Signing:
    """A signature block before its party is known."""

    start: int
    end: int
    entity: Span | None = None
    """The name of the party as the block writes it."""
    entity_goes_on: Span | None = None
    """The rest of that name on the next line."""
    role: PartyRole | None = None
    """Said by a role word in the block."""
    role_at: int | None = None
    """Where the role word stands."""
    place: int = 0
    """Blocks with the same number stand beside or below each other."""
    name: Span | None = None
    title: Span | None = None
    date: Span | None = None
    mark: Span | None = None
    drawing: Drawing | None = None
    """What is drawn in the place to sign."""
    written: Span | None = None
    """A name on the signature line: a mark if the printed name stands apart from it."""
    loose: Span | None = None
    """Words without a label that may be a name."""
    waits_for: LabelKind | None = None
    """A label whose value stands on the next line."""
    seen: list[LabelKind] = field(default_factory=list)
    """The labels so far."""
    is_headed: bool = False
    """Begins with "Authorized by" or the like alone on its line, which need not be the line to sign."""
    is_witness: bool = False
    """Somebody who watches the others sign."""
    parts: list[Span] = field(default_factory=list)
    """The words that were read into it."""

    def entity_name(self, text: str) -> str | None:
        """The party's name as the block writes it, on one line."""
        parts = [part.of(text) for part in (self.entity, self.entity_goes_on) if part]
        return " ".join(" ".join(parts).split()) or None

    @property
    def is_begun(self) -> bool:
        """Whether more than the party is known."""
        return bool(self.seen) or any((self.name, self.title, self.date, self.mark, self.written, self.loose))

    @property
    def is_signing(self) -> bool:
        """Whether this is a place to sign at all: signed, or with a line to sign for somebody."""
        if self.is_witness:
            return False
        for_somebody = self.entity or self.role or self.name or len(set(self.seen)) > 1
        return self.mark is not None or bool("mark" in self.seen and for_somebody) or {"name", "date"} <= set(self.seen)
