"""The version stamps of a file: at the edges of its pages, in its opening, its history, its name and its properties."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from sowcheck.core.documents import Document
from sowcheck.core.versions import VersionRow, VersionStamp
from sowcheck.extract.mentions import PaperNames
from sowcheck.extract.reading import Reading
from sowcheck.extract.versions.places import Spot, Spots, in_words, whole_line
from sowcheck.parse.conventions import Conventions
from sowcheck.parse.dates import find_dates
from sowcheck.parse.found import Found
from sowcheck.parse.versions import find_versions, version_key

OF_SOMETHING_ELSE = re.compile(
    r"guideline|wcag|licen[cs]e|software|platform|\bapi\b|standard|level|\bform\b(?! of)|template|policy|schema|"
    r"\b(?:windows|office|release|firmware|browser|protocol|printed with|acrobat|word)\b",
    re.IGNORECASE,
)
"""Whose version it is, where it is not the paper's."""
OWN_LABEL = re.compile(
    r"^(?:(?P<whose>sow|document|doc\.?|agreement|contract|paper|order|file)\s+)?(?:version|revision|rev\.?|issue|fassung|versie|versjon)"
    r"(?:\s*(?:no\.?|number|nr\.?|#))?$",
    re.IGNORECASE,
)
_PROPERTIES = re.compile(r"^(?:title|subject|version|custom:.*(?:version|revision|document).*)$", re.IGNORECASE)
_LONGEST = 250
"""Characters of a line with a stamp."""
_COMPACT_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_COPY = re.compile(r"\((\d{1,2})\)\s*$|\b(?:final|copy|clean|latest)[\s_-]*\d{0,2}\b", re.IGNORECASE)
_REACH = 60
"""Characters between the name of another paper and a version that is that paper's."""


def stamps_of(reading: Reading, names: PaperNames, history: Iterable[VersionRow]) -> Iterator[VersionStamp]:
    """Every stamp with its place; the same label at the same kind of place once."""
    found = [*_printed(reading, names), *_labelled(reading), *_latest(history)]
    yield from _once(found)
    yield from unprinted_stamps(reading.document, reading.conventions)


def _printed(reading: Reading, names: PaperNames) -> Iterator[VersionStamp]:
    for spot in Spots(reading.document).all():
        if len(spot.words) > _LONGEST or OF_SOMETHING_ELSE.search(spot.words):
            continue
        own = [each for each in find_versions(spot.words) if not _is_of_another(each, spot.words, names)]
        # A line with two versions speaks of more than this one.
        if len({version_key(each.value) for each in own}) == 1:
            yield _stamp(own[0], spot, reading)


def _is_of_another(found: Found[str], words: str, names: PaperNames) -> bool:
    """Whether the paper that is named last before a version is another one: an order form names that of its SOW."""
    before = [each for each in names.find(words) if each.end <= found.start]
    if not before or found.start - before[-1].end > _REACH:
        return False
    return before[-1].kind is not None and before[-1].kind != names.kind and not before[-1].own


def _stamp(found: Found[str], spot: Spot, reading: Reading) -> VersionStamp:
    return VersionStamp(
        label=found.value,
        date=_date_beside(spot.words, reading.conventions),
        place=spot.place,
        where=in_words(spot.place, spot.block.page),
        page=spot.block.page,
        words=whole_line(reading.text, spot.block.span),
        quote=reading.document.quote(spot.block.span),
    )


def _date_beside(words: str, conventions: Conventions) -> dt.date | None:
    """The day of a stamp; None where several stand beside it."""
    dates = {found.value for found in find_dates(words, conventions)}
    return dates.pop() if len(dates) == 1 else None


def _labelled(reading: Reading) -> Iterator[VersionStamp]:
    """A labelled version in the opening, or with a label that names the document."""
    opening = Spots(reading.document).opening
    for pair in reading.key_values:
        label = OWN_LABEL.match(pair.label.strip())
        if label is None or not (pair.value.start <= opening or label["whose"]):
            continue
        words = pair.value.of(reading.text).strip()
        found = find_versions(words) or find_versions(f"version {words}")
        if not found or len(words) > _LONGEST:
            continue
        whole = pair.value.joined(pair.key) if pair.key else pair.value
        page = reading.document.page_of(pair.value.start)
        yield VersionStamp(
            label=found[0].value,
            date=_date_beside(words, reading.conventions),
            place="text",
            where=in_words("text", page),
            page=page,
            words=whole_line(reading.text, whole),
            quote=reading.document.quote(whole),
        )


def _latest(history: Iterable[VersionRow]) -> Iterator[VersionStamp]:
    rows = list(history)
    if rows:
        row = rows[-1]
        yield VersionStamp(
            label=row.label,
            date=row.date,
            place="history",
            where=in_words("history", row.page),
            page=row.page,
            words=" ".join(row.quote.text.split()),
            quote=row.quote,
        )


def unprinted_stamps(document: Document, conventions: Conventions) -> Iterator[VersionStamp]:
    """What the file's name and its properties say."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", document.name).replace("_", " ")
    labels, date = find_versions(stem), _date_in_name(stem, conventions)
    if labels or date or _COPY.search(stem):
        yield VersionStamp(
            label=labels[-1].value if labels else None,
            date=date,
            place="file_name",
            where="file name",
            words=document.name,
        )
    for name, value in document.metadata.items():
        if not _PROPERTIES.match(name) or len(value) > _LONGEST or OF_SOMETHING_ELSE.search(value):
            continue
        bare = name.rpartition(":")[2].casefold()
        found = find_versions(value) or (
            find_versions(f"version {value}") if bare.endswith(("version", "revision")) else []
        )
        if found and value not in (document.name, stem):
            yield VersionStamp(
                label=found[-1].value,
                date=_date_beside(value, conventions),
                place="metadata",
                where=f"property “{name.removeprefix('custom:')}”",
                words=" ".join(value.split()),
            )


def _date_in_name(stem: str, conventions: Conventions) -> dt.date | None:
    """A day in any written form, or as eight digits."""
    spelt = _COMPACT_DATE.sub(lambda found: f"{found[0][:4]}-{found[0][4:6]}-{found[0][6:]}", stem)
    dates = find_dates(spelt, conventions)
    return dates[0].value if dates else None


def _once(stamps: Iterable[VersionStamp]) -> Iterator[VersionStamp]:
    groups: dict[tuple[str, object, object], list[VersionStamp]] = {}
    for stamp in sorted(stamps, key=lambda each: each.quote.span.start if each.quote else 0):
        key = stamp.place, version_key(stamp.label or ""), stamp.date
        groups.setdefault(key, []).append(stamp)
    for group in groups.values():
        first, last = group[0], group[-1]
        yield first.model_copy(update={"where": in_words(first.place, first.page, last.page)})
