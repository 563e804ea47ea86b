"""Who signs where: the lines of a signature block read in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sowcheck.core.documents import Document, Table
from sowcheck.core.items import PartyRole
from sowcheck.core.spans import Span, stripped
from sowcheck.segment.labels import is_blank
from sowcheck.segment.name_words import ONLY_FORM, has_legal_form
from sowcheck.segment.names import name_at
from sowcheck.segment.roles import role_in, role_of_term
from sowcheck.segment.signing_labels import (
    APPROVED_BY_HAND,
    BLANK,
    DATE,
    FOR_PARTY,
    ILLEGIBLE,
    LABEL,
    PERSON,
    SIGNED_ON,
    SLASH_MARK,
    STAMP,
    STAMP_ID,
    TITLE_WORDS,
    LabelKind,
    is_bare_label,
    label_kind,
)
from sowcheck.segment.signing_lines import Column, cut, signing_columns

_PARTY_THEN_LABEL = re.compile(r":\s*(?P<label>name|signature|title|position|date)\s*$", re.IGNORECASE)


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
    written: Span | None = None
    """A name on the signature line: a mark if the printed name stands apart from it."""
    loose: Span | None = None
    """Words without a label that may be a name."""
    waits_for: LabelKind | None = None
    """A label whose value stands on the next line."""
    seen: list[LabelKind] = field(default_factory=list)
    """The labels so far."""
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
        """Whether this is a place to sign at all."""
        return "mark" in self.seen or self.mark is not None or {"name", "date"} <= set(self.seen)


def signings(document: Document, tables: Sequence[Table]) -> list[Signing]:
    """The signature blocks of a document in the order of the text."""
    found: list[Signing] = []
    for place, columns in enumerate(signing_columns(document, tables)):
        for column in columns:
            for signing in _Reader(document.text, column).read():
                signing.place = place
                found.append(signing)
    return sorted((one for one in _merged(found, document.text) if one.is_signing), key=lambda one: one.start)


def _merged(found: list[Signing], text: str) -> list[Signing]:
    """A mark that the page sets apart from its printed name goes to the block with that name."""
    kept: list[Signing] = []
    for signing in found:
        for other in found:
            apart = signing.mark is not None and not (signing.title or signing.date) and other.mark is None
            if apart and signing.place == other.place and other.name and _share_a_word(signing.mark, other.name, text):
                other.mark = signing.mark
                other.entity, other.role = other.entity or signing.entity, other.role or signing.role
                break
        else:
            kept.append(signing)
    return kept


def _share_a_word(one: Span | None, other: Span, text: str) -> bool:
    words = set(re.findall(r"[^\W\d_]{3,}", one.of(text).casefold())) if one else set()
    return bool(words & set(re.findall(r"[^\W\d_]{3,}", other.of(text).casefold())))


class _Reader:
    """Reads one column from top to bottom."""

    def __init__(self, text: str, column: Column) -> None:
        self.text = text
        self.column = column
        self.current: Signing | None = None
        self.done: list[Signing] = []
        self.waiting: list[tuple[Span | None, PartyRole | None]] = []
        """Parties that are named before the first of them signs."""
        self.beside: list[Signing] = []
        """Blocks whose marks follow each other at once: what comes next is given to them in turn."""

    def read(self) -> list[Signing]:
        """The signature blocks of the column."""
        for line in self.column.lines:
            label = self.column.labelled.get(line.start)
            kind = label_kind(label.of(self.text)) if label else None
            if kind:
                self._label(kind, line, line)
                continue
            for part in self._parts(line):
                self._read_part(part)
        self._finish()
        for draft in self.done:
            if draft.name is None and draft.mark is not None:
                draft.name = name_in_mark(draft.mark, self.text)
        return self.done

    def _parts(self, line: Span) -> list[Span]:
        """A line cut before each label, stamp and mark in it."""
        words = line.of(self.text)
        stamps = [match.span() for match in STAMP.finditer(words)]
        places = [start for start, _ in stamps]
        for match in LABEL.finditer(words):
            inside = any(start <= match.start() < end for start, end in stamps)
            if label_kind(match["label"]) and not inside:
                places.append(match.start())
        for match in SLASH_MARK.finditer(words):
            if not words[: match.start()].rstrip().endswith(":"):
                places.append(match.start())
        return cut(line, self.text, sorted({line.start + place for place in places}))

    def _read_part(self, part: Span) -> None:
        """A label with or without its value, or words without a label."""
        words = part.of(self.text)
        labelled = LABEL.match(words)
        if STAMP.match(words) or SLASH_MARK.match(words):
            self._unlabelled(part)
        elif labelled and (kind := label_kind(labelled["label"])):
            self._label(kind, part, stripped(self.text, part.start + labelled.end(), part.end))
        elif is_bare_label(words) and (kind := label_kind(words.rstrip(" :"))):
            self._label(kind, part, None)
        else:
            self._unlabelled(part)

    # Labels

    def _label(self, kind: LabelKind, part: Span, value: Span | None) -> None:
        """Keeps the value of a label: behind it, above it, or on the next line. A label seen before begins a block."""
        draft = self._draft(part)
        if kind in draft.seen and draft.seen[-1] != kind:
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
                draft.mark = draft.mark or loose
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
            name, title = self._name_and_title(value)
            draft.name, draft.title = name, draft.title or title
        elif kind == "title":
            draft = self._in_turn("title", draft)
            draft.title = draft.title or self._without_name(draft, value)
        else:
            draft = self._in_turn("date", draft)
            draft.date = draft.date or value

    def _in_turn(self, kind: LabelKind, draft: Signing) -> Signing:
        """The first of the blocks beside each other that has no such value yet."""
        return next((one for one in self.beside if getattr(one, kind) is None), draft)

    def _signed_by(self, name: Span) -> Signing | None:
        """An earlier block that waits for this very name, if the current one has another mark; it is read on."""
        current = self.current
        if current is None or (own := current.mark or current.written) is None or self._same_person(own, name):
            return None
        for place, earlier in enumerate(self.done):
            if earlier.mark and "name" not in earlier.seen and self._same_person(earlier.mark, name):
                self.done[place] = current
                current.waits_for = None
                earlier.seen.append("name")
                return earlier
        return None

    def _take_mark(self, draft: Signing, value: Span) -> None:
        words = value.of(self.text)
        if SLASH_MARK.match(words):
            self._mark(value)
        elif STAMP.match(words):
            self._unlabelled(value)
        elif self._is_entity(value):
            self._party(value)
        elif draft.written is not None or draft.mark is not None:
            self._words(value, words)
        else:
            draft.written = value

    # Words without a label

    def _unlabelled(self, part: Span) -> None:
        words = part.of(self.text).strip()
        draft = self._draft(part)
        illegible = ILLEGIBLE.match(words)
        signed_on = SIGNED_ON.match(words)
        if _is_empty(words):
            return
        if STAMP_ID.match(words):
            draft.mark = draft.mark.joined(part) if draft.mark and draft.mark.end <= part.start else draft.mark
        elif signed_on:
            draft.date = draft.date or stripped(self.text, part.start + signed_on.start("date"), part.end)
        elif SLASH_MARK.match(words):
            self._mark(part)
        elif STAMP.match(words):
            self._stamp(part)
        elif illegible and (rest := stripped(self.text, part.start + illegible.end(), part.end)):
            self._unlabelled(rest)
        elif draft.waits_for:
            self._awaited(draft, draft.waits_for, part)
        elif DATE.match(words):
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
        elif (kind == "date" and not DATE.match(words)) or kind == "mark" or self._is_party_line(part):
            self._unlabelled(part)
        else:
            self._take(kind, part)

    def _words(self, part: Span, words: str) -> None:
        """A party, a name or a title without a label."""
        draft = self._draft(part)
        then = _PARTY_THEN_LABEL.search(words)
        if then and (head := stripped(self.text, part.start, part.start + then.start())) and self._is_party_line(head):
            self._party(head)
            self._label(label_kind(then["label"]) or "name", part, None)
        elif draft.mark and draft.name is None and self._same_person(draft.mark, part):
            draft.name, title = self._name_and_title(part)
            draft.title = draft.title or title
        elif earlier := next((one for one in self.beside if one.mark and self._same_person(one.mark, part)), None):
            earlier.name, title = self._name_and_title(part)
            earlier.title = earlier.title or title
        elif self._is_party_line(part):
            self._party(part)
        elif draft.is_begun and TITLE_WORDS.search(words) and len(words) < 90:
            self._titled(draft, part)
        elif (PERSON.match(words) or draft.is_begun) and len(words) < 60:
            draft.loose = draft.loose or part

    def _titled(self, draft: Signing, part: Span) -> None:
        """A line with a title in it, perhaps after a name."""
        name, title = self._name_and_title(part)
        draft = self._in_turn("title", draft)
        if title and not draft.name:
            draft.name, draft.title = name, draft.title or title
        elif draft.title is None:
            draft.title = self._without_name(draft, part)

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
        self._draft(part).waits_for = None if rest else "mark"

    # Parties

    def _party(self, part: Span) -> None:
        """A line that says for whom the block is."""
        draft = self._draft(part)
        words = part.of(self.text)
        lead = FOR_PARTY.match(words)
        start = part.start + (lead.end() if lead else 0)
        name = name_at(self.text, start, part.end, join_and=True)
        if name and name.end < part.end - 2 and not has_legal_form(name.of(self.text)):
            name = None
        role = role_of_term(self.text[start : part.end].strip(" :")) or (role_in(words) if name is None else None)
        if draft.is_signing and (draft.entity or draft.role or not self._is_below(part)):
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
        second = name_at(self.text, name.end, part.end, join_and=True) if name else None
        if second:
            self.waiting.append((second, None))

    def _is_rest_of(self, first: Span, second: Span) -> bool:
        """Whether a name was broken over two lines: the first has no legal form, the second ends with one."""
        follows = [line.start for line in self.column.lines if line.start > first.start][:1]
        formed = has_legal_form("X " + second.of(self.text)) and not has_legal_form(first.of(self.text))
        return formed and follows == [second.start]

    def _is_below(self, part: Span) -> bool:
        """Whether a party line belongs to the mark above it: "for Contoso Ltd", or nothing to sign follows."""
        if re.match(r"\s*(?:for|on behalf of)\s", part.of(self.text), re.IGNORECASE):
            return True
        rest = [line.of(self.text) for line in self.column.lines if line.start > part.start]
        return not any(SLASH_MARK.search(words) or STAMP.match(words) or LABEL.match(words) for words in rest)

    def _is_party_line(self, part: Span) -> bool:
        words = part.of(self.text).strip()
        if role_of_term(words.rstrip(":")) or _is_for_party(words):
            return True
        if self._is_entity(part):
            return True
        return role_in(words) is not None and len(words.split()) <= 5 and not TITLE_WORDS.search(words)

    def _is_entity(self, part: Span) -> bool:
        """Whether the line is a firm's name: with a legal form, or in capitals."""
        words = part.of(self.text).strip()
        name = name_at(self.text, part.start, part.end, join_and=True)
        if name is None:
            return bool(self.current and self.current.entity) and bool(ONLY_FORM.fullmatch(words))
        if name.end < part.end - 2 and not (has_legal_form(name.of(self.text)) and words.isupper()):
            return False
        return has_legal_form(words) or (words.isupper() and len(words.split()) >= 2 and not _looks_like_heading(words))

    # People

    def _same_person(self, mark: Span, part: Span) -> bool:
        """Whether a line repeats a word of the name in a mark, in its first words."""
        signed = set(re.findall(r"[^\W\d_]{3,}", mark.of(self.text).casefold()))
        first = re.findall(r"[^\W\d_]{3,}", part.of(self.text).casefold())[:4]
        return bool(signed & set(first)) and len(part) < 110

    def _name_and_title(self, part: Span) -> tuple[Span, Span | None]:
        """Takes "Julian Reyes, VP" and "R. Okafor/President" apart."""
        words = part.of(self.text)
        cutting = re.search(r"\s*[,/]\s*|\s+[–-]\s+|\t", words)  # noqa: RUF001
        if cutting and TITLE_WORDS.search(words[cutting.end() :]) and not TITLE_WORDS.search(words[: cutting.start()]):
            name = stripped(self.text, part.start, part.start + cutting.start())
            title = stripped(self.text, part.start + cutting.end(), part.end)
            if name:
                return name, title
        trimmed = stripped(self.text, part.start, part.end - (1 if words.endswith(",") else 0))
        return trimmed or part, None

    def _without_name(self, draft: Signing, value: Span) -> Span:
        """A title without the signer's name before it and the firm after it."""
        lead = re.match(r"(?P<name>[^/]{3,40})/\s*(?=\w)", value.of(self.text))
        start = value.start
        if lead and draft.mark and self._same_person(draft.mark, Span(start=start, end=start + lead.end())):
            draft.name = draft.name or stripped(self.text, start, start + lead.end("name"))
            start += lead.end()
        for comma in re.finditer(r",\s", self.text[start : value.end]):
            name = name_at(self.text, start + comma.end(), value.end)
            if name and name.end >= value.end - 1 and has_legal_form(name.of(self.text)):
                draft.entity = draft.entity or name
                return stripped(self.text, start, start + comma.start()) or value
        return stripped(self.text, start, value.end) or value

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
                draft.name, title = self._name_and_title(draft.written)
                draft.title = draft.title or title
        if draft.loose is not None:
            if draft.name is None and PERSON.match(draft.loose.of(self.text).strip()):
                draft.name = draft.loose
            elif draft.name and draft.mark is None and self._same_person(draft.name, draft.loose):
                draft.mark = draft.loose
        self.done.append(draft)


def name_in_mark(mark: Span, text: str) -> Span | None:
    """The name in "/s/ A. Rao", unless nobody could read it."""
    slash = SLASH_MARK.match(mark.of(text))
    name = stripped(text, mark.start + slash.end(), mark.end) if slash else None
    return name if name and not ILLEGIBLE.match(name.of(text)) and "_" not in name.of(text) else None


def _is_for_party(words: str) -> bool:
    """Whether the line is "For Contoso Ltd" or "Signed for and on behalf of", and no sentence."""
    return bool(FOR_PARTY.match(words)) and len(words) < 90 and (not words.endswith(".") or has_legal_form(words))


def _is_empty(words: str) -> bool:
    return is_blank(words) or bool(BLANK.match(words))


def _looks_like_heading(words: str) -> bool:
    return bool(
        re.search(
            r"\b(?:AGREED|ACCEPTED|ACCEPTANCE|WITNESS|SIGNATURES?|SCHEDULE|EXHIBIT|ANNEX|APPENDIX|ATTACHMENT|PAGE|BY|AUTHORI[SZ]ATION|"
            r"STATEMENT|AGREEMENT|ORDER)\b",
            words,
        )
    )
