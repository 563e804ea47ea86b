"""Names in a sentence: parties, papers, ids, codes and owners have to stand in what it cites."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from sowcheck.core.fields import FIELDS
from sowcheck.core.reasons import REASONS
from sowcheck.core.words import CHOICES, OWNERS
from sowcheck.risk.figures import Figure
from sowcheck.risk.sources import SourceText, words_in

_ID = re.compile(r"\bd-\d+\b", re.IGNORECASE)
_CODE = re.compile(r"\bSC\d{3}\b", re.IGNORECASE)
REFERENCE = re.compile(f"{_ID.pattern}|{_CODE.pattern}", re.IGNORECASE)
_NAME = re.compile(r"(?<!\w)[^\W\d_][\w'’&-]*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_OPENS = re.compile(r"(?:^|[.:;!?]\s|[\s][“\"(‘]|^[“\"(‘])\W*\Z")
_ONE_WORD_OWNER = r"(?:(?-i:{title})(?!\s+(?:name|entit|terms?\b|set-?up))|\b{low}\s+(?:should|must|has|have|needs?|owns?|to)\b" \
    r"|(?:by|with|from|ask|let|tell)\s+{low}\b)"  # fmt: skip
_KNOWN = (
    "sow sows crm cpq msa psa erp po nte sla id ids pdf docx statement of work order form change master agreement net "
    "usd eur gbp the"
)
_OPENERS = (
    "a about according across add after agree all also although amend among an and another any are as ask at because before "
    "besides between both bring but by calculate check clear compare complete confirm correct create decide despite do does "
    "during each either escalate every everything finally find first follow for fourth from further get give had has have "
    "hidden hold how however if in include including is it its keep kick last leave let look make many meanwhile more most "
    "move moreover most much neither next no nobody nobody's none nor not note nothing now obtain of on once one only or other "
    "others otherwise our over overall pending plan plans please project put raise reach read recalculate reconcile record "
    "records resolve review run second secure send set settle several shift should sign similarly since so some staff staffing "
    "start still stop such supply take team teams than that the their them then there therefore these they third this those "
    "three through thus to together two under unless until up update use verify wait we what when where whether which while who "
    "why will with within without work you your"
)


def unknown_reference(text: str, known: Collection[str], cited: Sequence[SourceText]) -> str | None:
    """Why an id or a code in the text is none that it cites; None if each is."""
    ids = {source.id for source in cited}
    for found in _ID.findall(text):
        if found not in ids:
            return f"names {found}, which {'it does not cite' if found in known else 'is no discrepancy of this case'}"
    codes = {source.finding.code for source in cited}
    for found in _CODE.findall(text):
        if found.upper() not in codes:
            return f"names the code {found}, which no discrepancy that it cites has"
    return None


def unknown_owner(text: str, cited: Sequence[SourceText]) -> str | None:
    """Why a role that is named owns nothing of what is cited; None if each does or is named there."""
    owners = {source.finding.owner for source in cited}
    said = " ".join(str(source.data.get(part, "")) for source in cited for part in ("message", "advice")).casefold()
    for owner, title in OWNERS.items():
        if owner not in owners and title.casefold() not in said and _owner_pattern(title).search(text):
            return f"names {title}, who owns nothing of what it cites"
    return None


def unknown_name(text: str, figures: Sequence[Figure], cited: Sequence[SourceText]) -> str | None:
    """Why a capitalised word is a name that no source has; None if each has one. Words of figures are no names."""
    sources = {word for source in cited for word in source.words}
    for found in _NAME.finditer(text):
        word = found.group()
        figure = any(each.start <= found.start() < each.end for each in figures)
        if figure or not any(char.isupper() for char in word):
            continue
        opens = _OPENS.search(text[: found.start()]) is not None and word[1:].islower()
        parts = words_in(_POSSESSIVE.sub("", word))
        if not parts <= sources | _vocabulary(opens):
            return f"names “{word}”, which is not in what it cites"
    return None


@cache
def _vocabulary(opens: bool) -> frozenset[str]:
    """Words that need no source: short forms of the field, and where a sentence opens also everyday words."""
    names = words_in(_KNOWN) | words_in(" ".join(OWNERS.values()))
    if not opens:
        return names
    texts = [f"{reason.title} {reason.meaning} {reason.advice}" for reason in REASONS.values()]
    texts += [f"{field.title} {field.meaning}" for field in FIELDS.values()]
    texts += [*CHOICES.values(), _OPENERS]
    return names | words_in(" ".join(texts))


@cache
def _owner_pattern(title: str) -> re.Pattern[str]:
    if " " in title:
        return re.compile(rf"\b{re.escape(title)}\b", re.IGNORECASE)
    return re.compile(_ONE_WORD_OWNER.format(title=title, low=title.casefold()), re.IGNORECASE)
