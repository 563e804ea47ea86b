"""The signature blocks of a column while they are read: the current one, those before it, what waits for a block."""

from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span
from sowcheck.segment.signing.draft import Signing
from sowcheck.segment.signing.labels import PERSON, LabelKind
from sowcheck.segment.signing.lines import Column
from sowcheck.segment.signing.parties import named_party, parties_stand_below
from sowcheck.segment.signing.people import name_and_title, share_a_word, title_alone
from sowcheck.segment.signing.tails import tail


class Drafts:
    """What a reader knows so far."""

    def __init__(self, text: str, column: Column) -> None:
        self.text = text
        self.column = column
        self.place = 0
        """Index of the line that is read."""
        self.current: Signing | None = None
        self.done: list[Signing] = []
        self.waiting: list[tuple[Span | None, PartyRole | None]] = []
        """Parties that are named before the first of them signs."""
        self.ruled = -9
        """Index of the last line that is a rule to sign on."""
        self.below = parties_stand_below(text, column)
        """Whether the firm of a signer stands below the signer."""
        self.beside: list[Signing] = []
        """Blocks whose marks follow each other at once: what comes next is given to them in turn."""

    def _in_turn(self, kind: LabelKind, draft: Signing) -> Signing:
        """The first of the blocks beside each other that has no such value yet."""
        return next((one for one in self.beside if getattr(one, kind) is None), draft)

    def _is_printed(self, draft: Signing) -> bool:
        """Whether a name is the printed one below a line to sign or a mark, not the signature."""
        return draft.mark is not None or "mark" in draft.seen or self.place - self.ruled <= 2

    def _signer(self) -> str:
        """The words of the marks that a line may repeat."""
        drafts = [self.current, *self.beside] if self.current else self.beside
        return " ".join(
            span.of(self.text) for one in drafts for span in (one.mark, one.written, one.name, one.loose) if span
        )

    def _dated(self, date: Span) -> None:
        draft = self._in_turn("date", self._draft(date))
        draft.date = draft.date or date

    def _firm_of_signer(self, firm: Span) -> None:
        """The firm behind a name and a title on the same line."""
        draft = self._draft(firm)
        name, role, _ = named_party(firm, self.text)
        if name is not None and draft.entity is not None and not share_a_word(draft.entity, name, self.text):
            draft.entity_goes_on = None
        draft.entity = name or draft.entity
        draft.role = draft.role or role

    @property
    def _after_name(self) -> bool:
        """Whether the name of a party was read that may go on."""
        return self.current is not None and self.current.entity is not None

    def _set_title(self, draft: Signing, value: Span) -> None:
        """Keeps a title, and the name, the firm and the date around it."""
        apart = tail(value, self.text, signer=value.of(self.text))
        value, draft.date = apart.head or value, draft.date or apart.date
        title, name, firm = title_alone(value, draft.mark, self.text)
        draft.title, draft.name, draft.entity = title, draft.name or name, draft.entity or firm

    def _draft(self, part: Span) -> Signing:
        if self.current is None:
            entity, role = self.waiting.pop(0) if self.done and self.waiting else (None, None)
            self.current = Signing(part.start, part.end, entity=entity, role=role)
        self.current.start = min(self.current.start, part.start)
        self.current.end = max(self.current.end, part.end)
        self.current.parts.append(part)
        return self.current

    def _finish(self) -> None:
        """Settles what the loose and written names are."""
        draft, self.current = self.current, None
        if draft is None:
            return
        if draft.written is not None and draft.mark is None:
            if draft.name is not None:
                draft.mark = draft.written
            else:
                draft.name, title = name_and_title(draft.written, self.text)
                draft.title = draft.title or title
        if draft.loose is not None:
            if draft.name is None and PERSON.match(draft.loose.of(self.text).strip()):
                draft.name = draft.loose
            elif draft.name and draft.mark is None and share_a_word(draft.name, draft.loose, self.text):
                draft.mark = draft.loose
        self.done.append(draft)
