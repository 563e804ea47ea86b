"""What begins a signature block: the line that says for whom it is, and the mark or e-sign stamp of a signer."""

import re

from sowcheck.core.spans import Span, stripped
from sowcheck.segment.name_words import has_legal_form
from sowcheck.segment.signing.drafts import Drafts
from sowcheck.segment.signing.labels import LABEL, PERSON, STAMP
from sowcheck.segment.signing.marks import MARK
from sowcheck.segment.signing.parties import named_party


class Openings(Drafts):
    """Gives parties and marks to the block that is read, or begins the next one with them."""

    def _party(self, part: Span) -> None:
        """A line that says for whom the block is."""
        draft = self._draft(part)
        name, role, second = named_party(part, self.text)
        if self.below and draft.is_begun and not (draft.entity or draft.role):
            draft.entity, draft.role = name, role
            self._finish()
            return
        apart = draft.is_signing and (draft.entity or draft.role or not self._is_below(part))
        if apart or draft.is_witness:
            self._finish()
            draft = self._draft(part)
        elif not draft.is_begun and name and draft.entity and self._is_rest_of(draft.entity, name):
            draft.entity_goes_on = name
            return
        elif not draft.is_begun and ((name and draft.entity) or (role and draft.role not in (None, role))):
            self.waiting.append((name, role))
            return
        draft.entity = draft.entity or name
        if role and draft.role is None:
            draft.role, draft.role_at = role, part.start
        if second:
            self.waiting.append((second, None))

    def _is_rest_of(self, first: Span, second: Span) -> bool:
        """Whether a name was broken over two lines: the first has no legal form, the second ends with one."""
        above = self.column.lines[self.place - 1] if self.place else None
        formed = has_legal_form("X " + second.of(self.text)) and not has_legal_form(first.of(self.text))
        return formed and above is not None and above.contains(first)

    def _is_below(self, part: Span) -> bool:
        """Whether a party line belongs to the mark above it: "for Contoso Ltd", or nothing to sign follows."""
        if re.match(r"\s*(?:for|on behalf of)\s", part.of(self.text), re.IGNORECASE):
            return True
        rest = [line.of(self.text) for line in self.column.lines[self.place + 1 : self.place + 12]]
        return not any(MARK.search(words) or STAMP.match(words) or LABEL.match(words) for words in rest)

    def _mark(self, part: Span) -> None:
        draft = self._draft(part)
        if draft.mark is not None:
            alone = not (draft.name or draft.title or draft.date)
            self._finish()
            first, draft = draft, self._draft(part)
            self.beside = [*(self.beside or [first]), draft] if alone else []
        draft.mark, draft.waits_for = part, None

    def _stamp(self, part: Span) -> None:
        """An e-sign stamp; the name stands in it or on the next line."""
        self._mark(part)
        stamp = STAMP.match(part.of(self.text).strip())
        rest = stripped(self.text, part.start + stamp.end(), part.end) if stamp else None
        draft = self._draft(part)
        draft.waits_for = None if rest else "mark"
        draft.loose = rest if rest and PERSON.match(rest.of(self.text)) else draft.loose
