"""Reads one column of a signature area from top to bottom into signature blocks."""

import re

from sowcheck.core.spans import Span, stripped
from sowcheck.segment.labels import is_blank
from sowcheck.segment.name_words import is_name
from sowcheck.segment.roles import role_in, role_of_term
from sowcheck.segment.signing.draft import Signing
from sowcheck.segment.signing.labels import (
    APPROVED_BY_HAND,
    BLANK,
    BUYING_OFFICER,
    FORM_HINT,
    FORM_NUMBER,
    ILLEGIBLE,
    LABEL,
    LABEL_AT_START,
    PERSON,
    SIGNATURE_OF,
    SIGNED_ON,
    STAMP,
    STAMP_ID,
    TITLE_WORDS,
    WITNESS,
    LabelKind,
    fits,
    is_bare_label,
    is_date,
    label_kind,
)
from sowcheck.segment.signing.lines import Column
from sowcheck.segment.signing.marks import CLOCKED, MARK, PROXY, SIGNED_BY, is_statement
from sowcheck.segment.signing.openings import Openings
from sowcheck.segment.signing.parties import is_entity, is_party_line, named_party
from sowcheck.segment.signing.parts import parts_of
from sowcheck.segment.signing.people import name_and_title, name_in_mark, share_a_word
from sowcheck.segment.signing.tails import tail

_PARTY_THEN_LABEL = re.compile(r":\s*(?P<label>name|signature|title|position|date)\s*$", re.IGNORECASE)
_HEAD_OF_BLOCK = re.compile(r"(?:authori[sz]ed|approved|accepted|agreed|signed)(?:\s+and\s+\w+)?\s+by", re.IGNORECASE)
_OPEN_LABEL = re.compile(
    r"(?P<label>(?:printed |print |full )?name|title|position|date|nom|naam|fonction|functie|funktion|datum)\s+(?P<value>\S.*)",
    re.IGNORECASE,
)


def read_column(text: str, column: Column) -> list[Signing]:
    """The signature blocks of a column of lines, from top to bottom."""
    return _Reader(text, column).read()


class _Reader(Openings):
    """Reads one column from top to bottom."""

    def read(self) -> list[Signing]:
        """The signature blocks of the column."""
        for place, line in enumerate(self.column.lines):
            self.place = place
            label = self.column.labelled.get(line.start)
            kind = label_kind(label.of(self.text)) if label else None
            if kind and not LABEL_AT_START.match(line.of(self.text)):
                self._label(kind, line, line)
                continue
            for part in parts_of(line, self.text):
                self._read_part(part)
        self._finish()
        for draft in self.done:
            inside = name_in_mark(draft.mark, self.text) if draft.mark and draft.name is None else None
            if inside is not None:
                draft.name, title = name_and_title(inside, self.text)
                draft.title = draft.title or title
        return self.done

    def _read_part(self, part: Span) -> None:
        """A label with or without its value, or words without a label."""
        number = FORM_NUMBER.match(part.of(self.text))
        part = Span(start=part.start + number.end(), end=part.end) if number else part
        words = part.of(self.text)
        labelled = LABEL.match(words)
        if (clocked := CLOCKED.fullmatch(words.strip())) is not None:
            self._clocked(part, clocked)
        elif STAMP.match(words) or MARK.match(words):
            self._unlabelled(part)
        elif labelled and (kind := label_kind(labelled["label"])):
            self._label(kind, part, stripped(self.text, part.start + labelled.end(), part.end))
        elif is_bare_label(words) and (kind := label_kind(words.rstrip(" :"))):
            self._draft(part).is_headed |= bool(_HEAD_OF_BLOCK.fullmatch(words)) and not self._draft(part).is_begun
            self._label(kind, part, None)
        elif (opened := _OPEN_LABEL.match(words)) and fits(label_kind(opened["label"]), opened["value"]):
            kind = label_kind(opened["label"]) or "name"
            self._label(kind, part, Span(start=part.start + opened.start("value"), end=part.end))
        elif SIGNATURE_OF.search(words) and len(words) < 90:
            self._label("mark", part, None)
            draft = self._draft(part)
            draft.role = draft.role or role_in(words) or ("customer" if BUYING_OFFICER.search(words) else None)
        else:
            self._unlabelled(part)

    # Labels

    def _label(self, kind: LabelKind, part: Span, value: Span | None) -> None:
        """Keeps the value of a label: behind it, above it, or on the next line. A label seen before begins a block."""
        draft = self._draft(part)
        headed = kind == "mark" and draft.is_headed and draft.mark is None and draft.written is None
        if kind in draft.seen and draft.seen[-1] != kind and not headed:
            self._finish()
            draft = self._draft(part)
        draft.seen.append(kind)
        if value is not None and not _is_empty(value.of(self.text)):
            self._take(kind, value)
        elif value is not None:
            draft.waits_for = None
        else:
            self._bare_label(draft, kind, with_colon=part.of(self.text).rstrip().endswith(":"))

    def _bare_label(self, draft: Signing, kind: LabelKind, *, with_colon: bool) -> None:
        """A label alone on its line: under its value if a value is free there, else above it."""
        draft.waits_for = None
        if not with_colon and draft.loose is not None:
            loose, draft.loose = draft.loose, None
            if kind == "mark":
                draft.mark = draft.mark or (loose if PERSON.match(loose.of(self.text)) else None)
            else:
                self._take(kind, loose)
        elif getattr(draft, kind) is not None:
            return
        elif kind == "name" and draft.mark is not None and not with_colon:
            draft.name = name_in_mark(draft.mark, self.text)
        else:
            draft.waits_for = kind

    def _take(self, kind: LabelKind, value: Span) -> None:
        """Keeps a labelled value."""
        draft = self._draft(value)
        draft.waits_for = None
        if kind == "mark":
            self._take_mark(draft, value)
        elif kind == "name":
            draft = self._signed_by(value) or draft
            self.current = draft
            apart = tail(value, self.text, signer=value.of(self.text))
            name, title = name_and_title(apart.head or value, self.text)
            draft.name, draft.title, draft.date = name, draft.title or title, draft.date or apart.date
            if apart.firm is not None:
                self._firm_of_signer(apart.firm)
        elif kind == "title":
            draft = self._in_turn("title", draft)
            if draft.title is None:
                self._set_title(draft, value)
        else:
            draft = self._in_turn("date", draft)
            draft.date = draft.date or value

    def _signed_by(self, name: Span) -> Signing | None:
        """An earlier block that waits for this very name, if the current one has another mark; it is read on."""
        current = self.current
        if current is None or (own := current.mark or current.written) is None or share_a_word(own, name, self.text):
            return None
        for place in range(max(len(self.done) - 4, 0), len(self.done)):
            earlier = self.done[place]
            if earlier.mark and "name" not in earlier.seen and share_a_word(earlier.mark, name, self.text):
                self.done[place] = current
                current.waits_for = None
                earlier.seen.append("name")
                return earlier
        return None

    def _take_mark(self, draft: Signing, value: Span) -> None:
        words = value.of(self.text)
        if (clocked := CLOCKED.fullmatch(words.strip())) is not None:
            self._clocked(value, clocked)
        elif MARK.match(words) or STAMP.match(words) or is_statement(words):
            self._unlabelled(value)
        elif is_entity(value, self.text, after_name=self._after_name):
            self._party(value)
        elif draft.written is not None or draft.mark is not None:
            self._words(value, words)
        else:
            draft.written = value

    # Words without a label

    def _unlabelled(self, part: Span) -> None:
        """Words without a label: taken apart first if they say several things."""
        statement = SIGNED_BY.fullmatch(part.of(self.text)) if is_statement(part.of(self.text)) else None
        if statement:
            self._statement(part, statement)
            return
        if self._after_colon(part):
            return
        cut_off = tail(part, self.text, signer=self._signer())
        if cut_off.head is None and cut_off.date is not None:
            self._place_and_date(cut_off.date)
            return
        self._one_thing(cut_off.head or part)
        if cut_off.firm is not None:
            self._firm_of_signer(cut_off.firm)
        if cut_off.date is not None:
            self._dated(cut_off.date)

    def _after_colon(self, part: Span) -> bool:
        """Reads "Approved for the Council: /s/ A. Rao"; whether it was that."""
        words = part.of(self.text)
        mark = MARK.search(words)
        before = words[: mark.start()].rstrip() if mark else ""
        if not mark or not before.endswith(":") or len(before) > 110 or STAMP.match(words):
            return False
        head = stripped(self.text, part.start, part.start + len(before) - 1)
        if head and is_party_line(head, self.text, after_name=self._after_name):
            self._party(head)
        self._unlabelled(Span(start=part.start + mark.start(), end=part.end))
        return True

    def _place_and_date(self, date: Span) -> None:
        """A place and a date; above a mark of their own they begin a block."""
        draft = self._draft(date)
        if self.below and draft.is_signing and draft.date is not None:
            self._finish()
        self._dated(date)

    def _statement(self, part: Span, said: re.Match[str]) -> None:
        """Reads "Signed by A. Rao, Director, on 3 May 2026": a mark, unless the signer's mark stands there already."""
        who = Span(start=part.start + said.start("who"), end=part.start + said.end("who"))
        draft = self._draft(part)
        own = next((span for span in (draft.mark, draft.name, draft.loose, draft.written) if span), None)
        if own is not None and not share_a_word(own, who, self.text):
            self._finish()
            draft = self._draft(part)
        if said["party"]:
            name, role, _ = named_party(
                Span(start=part.start + said.start("party"), end=part.start + said.end("party")), self.text
            )
            if draft.entity is not None and draft.is_begun and own is None:
                self._finish()
                draft = self._draft(part)
            draft.entity, draft.role = name or draft.entity, role or draft.role
        draft.mark = draft.mark or draft.written or part
        if draft.name is None:
            draft.name, title = name_and_title(who, self.text)
            draft.title = draft.title or title
        date = stripped(self.text, part.start + said.start("date"), part.start + said.end("date"))
        draft.date = draft.date or date

    def _clocked(self, part: Span, said: re.Match[str]) -> None:
        """Reads "Ann Okoro (May 3, 2026 09:05 EDT)": a mark with its day; below the mark itself only its day."""
        draft = self._draft(part)
        if draft.mark is not None and not share_a_word(draft.mark, part, self.text):
            self._finish()
            draft = self._draft(part)
        draft.mark = draft.mark or part
        draft.date = draft.date or Span(start=part.start + said.start("date"), end=part.start + said.end("date"))
        draft.waits_for = None

    def _one_thing(self, part: Span) -> None:
        words = part.of(self.text).strip()
        draft = self._draft(part)
        if WITNESS.match(words):
            self._finish()
            self._draft(part).is_witness = True
            return
        illegible = ILLEGIBLE.match(words)
        signed_on = SIGNED_ON.match(words)
        if _is_empty(words):
            self.ruled = self.place if "___" in words else self.ruled
            return
        if (proxy := PROXY.match(words)) and self._is_printed(draft):
            self._one_thing(Span(start=part.start + proxy.end(), end=part.end))
            return
        if STAMP_ID.match(words):
            draft.mark = draft.mark.joined(part) if draft.mark and draft.mark.end <= part.start else draft.mark
        elif signed_on:
            draft.date = draft.date or stripped(self.text, part.start + signed_on.start("date"), part.end)
        elif MARK.match(words):
            self._mark(part)
        elif STAMP.match(words):
            self._stamp(part)
        elif illegible and (rest := stripped(self.text, part.start + illegible.end(), part.end)):
            self._unlabelled(rest)
        elif draft.waits_for:
            self._awaited(draft, draft.waits_for, part)
        elif is_date(words):
            draft = self._in_turn("date", draft)
            draft.date = draft.date or part
        elif APPROVED_BY_HAND.match(words):
            draft.seen.append("mark")
        elif not illegible:
            self._words(part, words)

    def _awaited(self, draft: Signing, kind: LabelKind, part: Span) -> None:
        """The line below a label or an e-sign stamp."""
        draft.waits_for = None
        words = part.of(self.text)
        if kind == "mark" and draft.mark:
            draft.mark = draft.mark.joined(part) if draft.mark.end <= part.start else draft.mark
            draft.loose = part if PERSON.match(words) else None
        elif (
            (kind == "date" and not is_date(words))
            or kind == "mark"
            or is_party_line(part, self.text, after_name=self._after_name)
        ):
            self._unlabelled(part)
        else:
            self._take(kind, part)

    def _words(self, part: Span, words: str) -> None:
        """A party, a name or a title without a label."""
        draft = self._draft(part)
        if FORM_HINT.search(words):
            return
        then = _PARTY_THEN_LABEL.search(words)
        if (
            then
            and (head := stripped(self.text, part.start, part.start + then.start()))
            and is_party_line(head, self.text, after_name=self._after_name)
        ):
            self._party(head)
            self._label(label_kind(then["label"]) or "name", part, None)
        elif draft.mark and draft.name is None and share_a_word(draft.mark, part, self.text):
            draft.name, title = name_and_title(part, self.text)
            draft.title = draft.title or title
        elif earlier := next(
            (one for one in self.beside if one.mark and share_a_word(one.mark, part, self.text)), None
        ):
            earlier.name, title = name_and_title(part, self.text)
            earlier.title = earlier.title or title
        elif (
            draft.name and not draft.title and TITLE_WORDS.fullmatch(words) and role_of_term(words) and words.istitle()
        ):
            self._set_title(draft, part)
        elif is_party_line(part, self.text, after_name=self._after_name):
            self._party(part)
        elif draft.is_begun and TITLE_WORDS.search(words) and len(words) < 90:
            self._titled(draft, part)
        elif is_name(words) and (
            PERSON.match(words) or (draft.is_begun and len(words.split()) <= 5 and len(words) < 60)
        ):
            draft.loose = draft.loose or part

    def _titled(self, draft: Signing, part: Span) -> None:
        """A line with a title in it, perhaps after a name."""
        name, title = name_and_title(part, self.text)
        draft = self._in_turn("title", draft)
        if title and not draft.name:
            draft.name, draft.title = name, draft.title or title
        elif draft.title is None:
            self._set_title(draft, part)


def _is_empty(words: str) -> bool:
    return is_blank(words) or bool(BLANK.match(words))
