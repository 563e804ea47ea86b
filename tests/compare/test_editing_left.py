"""What reviewers left in a file: an open comment on a term is told at the term, the rest once for the file."""

import pytest

from compare_builders import Paper, compared, found, money
from sowcheck.core.documents import Comment, Revision
from sowcheck.core.spans import Span

CAP = "The cap is EUR 140,000."


def paper(*comments: Comment, revisions: tuple[Revision, ...] = ()) -> Paper:
    """A signed statement of work whose text begins with its cap."""
    text = f"{CAP}\nThe parties agree."
    return Paper(
        "sow",
        ("price.nte_cap", money("140000")),
        text=text,
        quoting={"price.nte_cap": CAP},
        comments=comments,
        revisions=revisions,
    )


def on_cap() -> Span:
    """The place of the amount."""
    start = paper().built("doc-1")[0].document.text.index("EUR 140,000")
    return Span(start=start, end=start + len("EUR 140,000"))


def comment(words: str, *, on_term: bool = True, resolved: bool = False) -> Comment:
    anchor = on_cap() if on_term else None
    return Comment(text=words, author="Bo Lind", date="2026-07-11T09:30:00Z", anchor=anchor, resolved=resolved)


def test_an_open_comment_on_the_words_of_a_term_is_told_at_the_term() -> None:
    (flagged,) = found(compared([paper(comment("Can we do 120?"))]), "SC124")
    assert (flagged.field, flagged.severity) == ("price.nte_cap", "high")
    assert flagged.message == (
        "Not-to-exceed cap: the comment of Bo Lind (2026-07-11) “Can we do 120?” is attached to “EUR 140,000”."
    )
    assert flagged.document_value == {
        "comment": "Can we do 120?",
        "author": "Bo Lind",
        "date": "2026-07-11T09:30:00Z",
    }


def test_the_file_counts_a_comment_that_a_term_tells_and_does_not_repeat_its_words() -> None:
    (flagged,) = found(compared([paper(comment("Can we do 120?"))]), "SC103")
    assert flagged.message == "sow.txt still holds 1 comment."
    assert flagged.severity == "blocker"


def test_a_comment_that_is_attached_to_no_term_is_told_with_the_file() -> None:
    comparison = compared([paper(comment("Nice.", on_term=False))])
    assert not found(comparison, "SC124")
    assert "comment of Bo Lind (2026-07-11) “Nice.”" in found(comparison, "SC103")[0].message


def test_a_settled_comment_is_no_finding_on_a_term_and_does_not_block() -> None:
    comparison = compared([paper(comment("Can we do 120?", resolved=True))])
    assert not found(comparison, "SC124")
    (flagged,) = found(comparison, "SC103")
    assert (flagged.severity, flagged.message) == ("low", "sow.txt still holds 1 comment (settled).")


@pytest.mark.parametrize("place", [0, 1])
def test_one_open_comment_among_settled_ones_blocks(place: int) -> None:
    comments = [comment("Yes.", resolved=True), comment("Yes.", resolved=True)]
    comments[place] = comment("And travel?")
    (flagged,) = found(compared([paper(*comments)]), "SC103")
    assert (flagged.severity, flagged.message) == ("blocker", "sow.txt still holds 2 comments (1 of them settled).")


def test_changes_of_formatting_alone_are_told_and_do_not_block() -> None:
    (flagged,) = found(compared([Paper("sow", wordless_changes=3)]), "SC103")
    assert (flagged.severity, flagged.message) == ("low", "sow.txt still holds 3 changes of formatting.")
    assert flagged.document_value == {"revisions": 0, "comments": 0, "wordless_changes": 3}


def test_a_change_that_touches_no_term_names_its_author() -> None:
    change = Revision(kind="inserted", text="gladly", author="Ada Rao", date="2026-07-10")
    (flagged,) = found(compared([paper(revisions=(change,))]), "SC103")
    assert flagged.message == "sow.txt still holds 1 tracked change: inserted by Ada Rao “gladly”."
