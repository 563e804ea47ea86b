"""What reviewers left in a file that should be final: tracked changes, and comments that nobody has settled."""

from collections.abc import Sequence

from pydantic import JsonValue

from sowcheck.compare.condition.redline_words import say_revision
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.assumptions import Assumption
from sowcheck.core.documents import Comment, Document
from sowcheck.core.fields import FIELDS
from sowcheck.core.words import plain, shortened

_SHOWN = 3
_LONGEST = 120


def check_editing_left(facts: Facts, findings: Findings) -> None:
    """Note the open comments on terms, and for each file what else is open in it. What a term's finding tells is not repeated."""
    for paper in facts.papers:
        remarks = {place: found for place, found in enumerate(map(paper.remarked, paper.document.comments)) if found}
        for place, terms in remarks.items():
            if not paper.document.comments[place].resolved:
                _flag_remark(findings, paper, paper.document.comments[place], terms)
        _flag_file(findings, paper, [paper.document.comments[place] for place in remarks])


def say_comment(comment: Comment) -> str:
    """Such as "comment of A. Rao (2026-07-10) “Is this agreed?”"."""
    day = f" ({plain(comment.date[:10])})" if comment.date else ""
    by = f" of {plain(comment.author)}{day}" if comment.author else ""
    return f"comment{by} “{shortened(plain(comment.text), _LONGEST)}”"


def _flag_remark(findings: Findings, paper: Paper, comment: Comment, terms: Sequence[Assumption]) -> None:
    """An open comment on the words of a term: the heaviest term names it."""
    first, *more = terms
    row = FIELDS[first.field]
    words = shortened(plain(comment.anchor.of(paper.document.text) if comment.anchor else first.quote.text), _LONGEST)
    also = [FIELDS[each.field].title for each in more if each.field != first.field]
    others = f"; it may concern {joined(list(dict.fromkeys(also)))} too" if also else ""
    findings.flag(
        "SC124",
        first.field,
        f"{row.title}: the {say_comment(comment)} is attached to “{words}”{others}.",
        at_most="high",
        document_value={"comment": comment.text, "author": comment.author, "date": comment.date},
        assumptions=terms,
    )


def _flag_file(findings: Findings, paper: Paper, remarks: Sequence[Comment]) -> None:
    document = paper.document
    revisions, comments = document.revisions, document.comments
    if not revisions and not comments and not document.wordless_changes and document.other is None:
        return
    told = {change for each in paper.contested if each.redline for change in each.redline.changes}
    rest = [each for each in revisions if each not in told]
    words = [_told(len(told), len(revisions))] if told else []
    words += [say_revision(each) for each in rest if each.text.strip()][:_SHOWN]
    words += [
        say_comment(each) for each in comments if each.text.strip() and not each.resolved and each not in remarks
    ][:_SHOWN]
    is_open = bool(revisions) or document.other is not None or not all(each.resolved for each in comments)
    value: dict[str, JsonValue] = {"revisions": len(revisions), "comments": len(comments)}
    if document.wordless_changes:
        value["wordless_changes"] = document.wordless_changes
    findings.flag(
        "SC103",
        "doc.version",
        f"{paper.name} still holds {joined(_counted(document))}" + (f": {'; '.join(words)}." if words else "."),
        severity=None if is_open else "low",
        document_value=value,
    )


def _told(count: int, changes: int) -> str:
    """How many of the changes the findings on terms tell."""
    if count >= changes:
        return "all of them decide terms" if changes > 1 else "it decides a term"
    return f"{count} of the changes decide terms" if count > 1 else "one of the changes decides a term"


def _counted(document: Document) -> list[str]:
    resolved = sum(each.resolved for each in document.comments)
    settled = (
        "" if not resolved else " (settled)" if resolved == len(document.comments) else f" ({resolved} of them settled)"
    )
    marked = "marked change" if document.media_type == "application/pdf" else "tracked change"
    counts = (
        (len(document.revisions), marked, ""),
        (document.wordless_changes, "change", " of formatting"),
        (len(document.comments), "comment", settled),
    )
    return [f"{count} {name}{'' if count == 1 else 's'}{more}" for count, name, more in counts if count]
