"""Who was asked to sign, and who has: from the columns of a certificate, and from the events that it tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sowcheck.core.executions import CertifiedSigner
from sowcheck.core.spans import Span
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.dates import find_dates
from sowcheck.segment.certificates.moments import moments_in, time_in
from sowcheck.segment.certificates.pages import EMAIL
from sowcheck.segment.certificates.rows import Row, RowCell
from sowcheck.segment.name_words import has_legal_form
from sowcheck.segment.signing.labels import TITLE_WORDS

_ALONE = re.compile(rf"(?:e-?mail\s*:?\s*)?(?P<mail>{EMAIL})", re.IGNORECASE)
_SECTION = re.compile(r"(?P<kind>[\w\s-]{3,40}?)\s+events\b", re.IGNORECASE)
_SIGNED = re.compile(r"(?:e-?)?signed\b\s*:?", re.IGNORECASE)
_LABEL = re.compile(r"(?:e-?mail|name|signer|recipient|sent|viewed|signed|role|title)\s*:?", re.IGNORECASE)
_SAME_COLUMN = 9.0
_ABOVE = 3
"""Rows above an address in which its owner's name stands."""
_BELOW = 4
_SIGNED_BY = re.compile(
    rf"\b(?:e-?|digitally\s+|electronically\s+)?(?:signed|approved|accepted)\s+by\s+(?P<name>[^()\n\t@]{{2,80}}?)\s*\(\s*(?P<mail>{EMAIL})\s*\)",
    re.IGNORECASE,
)
_SENT_TO = re.compile(
    rf"\b(?:sent|e-?mailed)(?:\s+for\s+(?:signature|approval))?\s+to\s+(?P<people>[^\n\t]*?{EMAIL}[^\n\t]*)",
    re.IGNORECASE,
)
_SENDER = re.compile(rf"\s+(?:from|by)\s+[^()]*\(?\s*{EMAIL}.*$", re.IGNORECASE)
_PERSON = re.compile(rf"(?:(?P<name>[^(),@]{{2,80}}?)\s*\(\s*)?(?P<mail>{EMAIL})\s*\)?")
_AND = re.compile(r"^\s*(?:and|,|&)\s+", re.IGNORECASE)
_LONGEST = 600
"""Characters of a row that tells an event."""
_EVENT = 200
"""Characters in which an event says when it was."""


@dataclass
class _Asked:
    """Somebody who was asked to sign."""

    name: str
    mail: str
    span: Span
    title: str | None = None
    organisation: str | None = None
    signed_at: str | None = None

    def frozen(self) -> CertifiedSigner:
        return CertifiedSigner(
            name=self.name,
            email=self.mail,
            title=self.title,
            organisation=self.organisation,
            signed_at=self.signed_at,
            span=self.span,
        )


def signers_of(rows: Sequence[Row], conventions: Conventions) -> tuple[CertifiedSigner, ...]:
    """Everybody who was asked to sign, in the order of the certificate."""
    asked: dict[str, _Asked] = {}
    for one in (*_in_columns(rows, conventions), *_in_events(rows, conventions)):
        known = asked.setdefault(one.mail.casefold(), one)
        known.signed_at = known.signed_at or one.signed_at
        known.name = one.name if known.name == known.mail else known.name
    return tuple(one.frozen() for one in asked.values())


# Columns: a name, the address below it, and beside them what happened when


def _in_columns(rows: Sequence[Row], conventions: Conventions) -> Iterator[_Asked]:
    sections = _sections(rows)
    owners = [owner for number, row in enumerate(rows) for cell in row if (owner := _owner(rows, number, cell))]
    tops = [owner.top for owner in owners]
    for owner in owners:
        section = sections[owner.top]
        if any(sections) and "sign" not in section.casefold():
            continue
        end = next((number for number in range(owner.top + 1, len(rows)) if sections[number] != section), len(rows))
        end = min([end, *(top for top in tops if top > owner.top)])
        block = rows[owner.top : end]
        if not any(sections) and not any(_LABEL.match(cell.words) for row in block for cell in row):
            continue
        title, firm = _position(rows[owner.number + 1 : end], owner.cell)
        signed_at = _signed_in(block, conventions)
        yield _Asked(owner.name.words.strip(), owner.mail, owner.name.span, title, firm, signed_at)


class _Owner(NamedTuple):
    """An address alone in its cell, with the name above it."""

    number: int
    """Row of the address."""
    cell: RowCell
    mail: str
    top: int
    """Row of the name."""
    name: RowCell


def _owner(rows: Sequence[Row], number: int, cell: RowCell) -> _Owner | None:
    found = _ALONE.fullmatch(cell.words.strip())
    named = _name_above(rows, number, cell) if found else None
    return _Owner(number, cell, found["mail"], *named) if found and named else None


def _sections(rows: Sequence[Row]) -> list[str]:
    """Of each row, what the section that it stands in is about: "Signer", "Carbon Copy"; empty above all."""
    kinds: list[str] = []
    for row in rows:
        found = _SECTION.fullmatch(row[0].words.strip()) if row else None
        kinds.append(found["kind"] if found else kinds[-1] if kinds else "")
    return kinds


def _name_above(rows: Sequence[Row], number: int, mail: RowCell) -> tuple[int, RowCell] | None:
    for above in range(number - 1, max(number - 1 - _ABOVE, -1), -1):
        for cell in rows[above]:
            is_label = _LABEL.fullmatch(cell.words.strip()) or _SECTION.fullmatch(cell.words.strip())
            if abs(cell.x - mail.x) <= _SAME_COLUMN and not is_label and "@" not in cell.words:
                return above, cell
    return None


def _signed_in(block: Sequence[Row], conventions: Conventions) -> str | None:
    """When the block says that somebody signed."""
    for row in block:
        for place, cell in enumerate(row):
            found = _SIGNED.match(cell.words.strip())
            if found is None:
                continue
            words = " ".join(each.words for each in row[place:])
            moments = moments_in(words, conventions)
            if moments and moments[0].start <= found.end() + 4:
                return moments[0].iso
    return None


def _position(below: Sequence[Row], mail: RowCell) -> tuple[str | None, str | None]:
    """Title and firm under an address."""
    lines: list[str] = []
    for row in below[:_BELOW]:
        own = next((cell.words.strip() for cell in row if abs(cell.x - mail.x) <= _SAME_COLUMN), None)
        if own is None:
            continue
        if ":" in own or "@" in own or _LABEL.fullmatch(own) or any(letter.isdigit() for letter in own):
            break
        lines.append(own)
    title = next((line for line in lines if TITLE_WORDS.search(line) and not has_legal_form(line)), None)
    firm = next((line for line in lines if line != title and has_legal_form(line)), None)
    return title, firm


# Events, such as that somebody signed, with an address in brackets


def _in_events(rows: Sequence[Row], conventions: Conventions) -> Iterator[_Asked]:
    lines = ["\t".join(cell.words for cell in row)[:_LONGEST] for row in rows]
    for number, (line, row) in enumerate(zip(lines, rows, strict=True)):
        span = row[0].span
        for found in _SENT_TO.finditer(line):
            for person in _PERSON.finditer(_SENDER.sub("", found["people"])):
                name = _AND.sub("", person["name"] or "").strip()
                yield _Asked(name or person["mail"], person["mail"], span)
        for found in _SIGNED_BY.finditer(line):
            rest = "\n".join([line[found.end() :], *lines[number + 1 : number + 3]])
            before = line[: found.start()]
            yield _Asked(found["name"].strip(), found["mail"], span, signed_at=_when(before, rest, conventions))


def _when(before: str, rest: str, conventions: Conventions) -> str | None:
    """The moment of an event: behind it, or a date before it on its line and the time of day on the next."""
    days = find_dates(before, conventions)
    if days:
        own = moments_in(before, conventions)
        clock = time_in(rest[:_EVENT])
        return own[-1].iso if own else f"{days[-1].value.isoformat()}T{clock}" if clock else days[-1].value.isoformat()
    found = moments_in(rest[:_EVENT], conventions)
    return found[0].iso if found else None
