"""Open changes as a sentence says them: whose they are, and what the words are with and without them."""

from collections.abc import Sequence

from sowcheck.compare.values.wording import joined, say
from sowcheck.core.assumptions import Redline
from sowcheck.core.documents import Revision
from sowcheck.core.values import Value
from sowcheck.core.words import plain, shortened

_LONGEST = 60


def say_reading(value: Value | None, field: str) -> str:
    """What one reading states."""
    return say(value, field) if value is not None else "nothing"


def say_change(changes: Sequence[Revision]) -> tuple[str, str]:
    """Whose the changes are, and the pronoun for them: ("the proposed change of A. Rao", "it")."""
    authors = say_authors(changes)
    by = f" of {authors}" if authors else ""
    if not changes:
        return "proposed changes elsewhere in it", "them"
    return (f"the proposed change{by}", "it") if _is_one(changes) else (f"the proposed changes{by}", "them")


def say_authors(changes: Sequence[Revision]) -> str:
    """Such as "A. Rao (2026-07-10) and B. Lind"; empty if the file names nobody."""
    people = dict.fromkeys((plain(each.author), (each.date or "")[:10]) for each in changes if each.author)
    return joined([f"{author} ({plain(day)})" if day else author for author, day in people])


def _is_one(changes: Sequence[Revision]) -> bool:
    """Whether the changes are one: words of one hand that replace others."""
    kinds = [each.kind for each in changes]
    return len({(each.author, (each.date or "")[:10]) for each in changes}) == 1 and len(kinds) == len(set(kinds))


def say_revision(revision: Revision) -> str:
    """Such as "inserted by A. Rao “17 August”"."""
    by = f" by {plain(revision.author)}" if revision.author else ""
    return f"{revision.kind}{by} “{shortened(plain(revision.text), _LONGEST)}”"


def quoted_change(redline: Redline) -> str:
    """The words of both readings, short: “within 10 days” (as if rejected: “within 5 days”)."""
    accepted, rejected = (shortened(plain(each), _LONGEST) for each in (redline.accepted_words, redline.rejected_words))
    if not accepted:
        return f"struck “{rejected}”"
    return f"“{accepted}” (as if rejected: “{rejected}”)" if rejected else f"added “{accepted}”"
