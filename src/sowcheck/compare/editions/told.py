"""Several versions of one paper in a case: which one holds, what the other says otherwise, and what nobody can decide."""

from collections.abc import Sequence

from sowcheck.compare.lineage.differences import differences
from sowcheck.compare.lineage.marks import place_of, version_places
from sowcheck.compare.lineage.order import Succession, is_executed
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import first_few, say
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Place
from sowcheck.core.fields import FIELDS, Severity
from sowcheck.core.relations import ValueChange

_FIELD = "doc.version"
_SHOWN = 5


def check_editions(facts: Facts, findings: Findings) -> None:
    """Note every paper of which the case holds more than one version."""
    for succession in facts.lineage.successions:
        _superseded(succession, findings)
    for one, other in facts.lineage.undecided:
        _undecided(one, other, findings)


def _superseded(each: Succession, findings: Findings) -> None:
    changes = differences(each.gives_way, each.holds, findings.context)
    against = f", although {each.against}" if each.against else ""
    findings.flag(
        "SC610",
        _FIELD,
        f"Document version: {each.holds.name} holds and {each.gives_way.name} gives way: {each.why}{against}; "
        f"{say_changes(each.gives_way, each.holds, changes, between='against' if each.basis == 'signed' else 'now')}.",
        key=each.gives_way.name,
        severity=_severity(each, changes),
        document_value={paper.name: _version(paper) for paper in (each.holds, each.gives_way)},
        places=each.places,
    )


def _severity(each: Succession, changes: Sequence[ValueChange]) -> Severity:
    """A later version that nobody has signed leaves open what was agreed; two that were signed are worth a look."""
    if each.basis == "signed":
        return "blocker" if each.against else "low"
    if each.against:
        return "high"
    if is_executed(each.gives_way):
        return "medium"
    return "low" if changes else "info"


def _undecided(one: Paper, other: Paper, findings: Findings) -> None:
    changes = differences(one, other, findings.context)
    findings.flag(
        "SC119",
        _FIELD,
        f"Document version: {one.name} and {other.name} are versions of one paper, and nothing says which of them holds; "
        f"{say_changes(one, other, changes, between='against')}.",
        key=one.name,
        severity="blocker",
        document_value={paper.name: _version(paper) for paper in (one, other)},
        places=[place for paper in (one, other) for place in _places(paper)],
    )


def _version(paper: Paper) -> str | None:
    found = version_places(paper)
    return found[0][0] if found else None


def _places(paper: Paper) -> list[Place]:
    """Every stamp of a paper; its name where it bears none."""
    places = [place for _, place, _ in version_places(paper)]
    places += [place_of(paper, stamp) for stamp in paper.versions.stamps if not stamp.label]
    return places or [Place(document=paper.id, where="file name", words=paper.name)]


def say_changes(before: Paper, after: Paper, changes: Sequence[ValueChange], *, between: str) -> str:
    """Such as "2 values differ: Payment terms Net 30, now Net 45; Travel required yes in sow.pdf alone"."""
    if not changes:
        return "no value that was read differs"
    said = [_change(each, before, after, between) for each in changes]
    count = f"{len(said)} values differ" if len(said) > 1 else "1 value differs"
    return f"{count}: {first_few(said, _SHOWN, '; ')}"


def _change(each: ValueChange, before: Paper, after: Paper, between: str) -> str:
    title = FIELDS[each.field].title
    old, new = _values(each, each.before, before), _values(each, each.after, after)
    about = f"{title}, {each.key}," if each.key and old and new and FIELDS[each.field].kind != "statement" else title
    if old and new:
        return f"{about} {old}, {between} {new}"
    alone = before if old else after
    return f"{about} {old or new} in {alone.name} alone"


def _values(each: ValueChange, ids: Sequence[str], paper: Paper) -> str:
    stated: list[Assumption] = [found for found in paper.of(each.field) if found.id in ids]
    return " and ".join(dict.fromkeys(say(found.value, each.field) for found in stated))
