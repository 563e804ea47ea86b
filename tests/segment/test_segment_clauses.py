"""Clauses: numbers, headings, schedules, and numbers that only start a line."""

from segment_builders import words, written
from sowcheck.core.clauses import Clause
from sowcheck.core.documents import Document
from sowcheck.segment.clauses import clauses

CONTRACT = """
# Statement of Work
1. Definitions
“Services” means the work in Schedule 1.
2. Fees and Expenses. The Client shall pay the fee.
2.1 The fee is EUR 10,000 and is due within
30 days after the invoice.
2.2 The Client may:
(a) withhold five percent; or
(b) set off.
3. Term
3.1 The term begins on signature.
12 Harbour Road is the place of work.
Schedule 1: Services
1. Scope
1.1 The Supplier shall build the portal.
2. Limits
Annex A
Rates are daily.
"""


def numbered(document: Document) -> dict[str, Clause]:
    """The clauses by the numbers on their path, such as "2/2.2/a"."""
    tree = clauses(document)
    paths: dict[int, str] = {0: ""}
    for clause in tree[1:]:
        assert clause.parent is not None
        paths[clause.index] = f"{paths[clause.parent]}/{clause.number or '-'}".strip("/")
    return {paths[clause.index]: clause for clause in tree[1:]}


def test_numbers_nest_and_schedules_restart_them() -> None:
    found = numbered(written(CONTRACT))
    assert list(found) == [
        "-", "-/1", "-/2", "-/2/2.1", "-/2/2.2", "-/2/2.2/a", "-/2/2.2/b", "-/3", "-/3/3.1",
        "Schedule 1", "Schedule 1/1", "Schedule 1/1/1.1", "Schedule 1/2", "Annex A",
    ]  # fmt: skip


def test_a_heading_that_runs_into_its_sentence_is_taken_apart() -> None:
    document = written(CONTRACT)
    fees = numbered(document)["-/2"]
    assert words(document, fees.heading) == "Fees and Expenses"
    assert words(document, fees.body) == "The Client shall pay the fee."


def test_a_number_that_only_starts_a_line_is_no_clause() -> None:
    document = written(CONTRACT)
    found = numbered(document)
    assert (words(document, found["-/2/2.1"].body) or "").endswith("30 days after the invoice.")
    assert "12 Harbour Road" in (words(document, found["-/3/3.1"].body) or "")


def test_the_words_of_a_schedule_end_where_the_next_begins() -> None:
    document = written(CONTRACT)
    found = numbered(document)
    assert (words(document, found["Schedule 1"].span) or "").endswith("2. Limits")
    assert words(document, found["Annex A"].body) == "Rates are daily."


def test_a_clause_number_outside_the_text_counts() -> None:
    document = written("7.> Warranty\n7.1> Defects are mended.\n(a)> at no charge;\n(b)> at once.")
    assert list(numbered(document)) == ["7", "7/7.1", "7/7.1/a", "7/7.1/b"]


def test_the_letter_i_and_the_roman_one_are_told_apart_by_their_sequence() -> None:
    roman = written("1. Exclusions\n(i) hosting;\n(ii) licences; and\n(iii) travel.")
    letters = written("1. Terms\n" + "\n".join(f"({letter}) item {letter};" for letter in "abcdefghij"))
    assert list(numbered(roman)) == ["1", "1/i", "1/ii", "1/iii"]
    assert list(numbered(letters))[-3:] == ["1/h", "1/i", "1/j"]


def test_articles_hold_sections() -> None:
    document = written(
        "ARTICLE I\nDEFINITIONS\nSection 1.1 Terms. The terms are as follows.\nSection 1.2 Order. They rank so.\n"
        "ARTICLE II SERVICES\nSection 2.1 Scope. The Supplier performs."
    )
    found = numbered(document)
    assert list(found) == [
        "ARTICLE I", "ARTICLE I/Section 1.1", "ARTICLE I/Section 1.2", "ARTICLE II", "ARTICLE II/Section 2.1",
    ]  # fmt: skip
    assert words(document, found["ARTICLE I"].heading) == "DEFINITIONS"
    assert words(document, found["ARTICLE II/Section 2.1"].body) == "The Supplier performs."


def test_a_sentence_about_a_section_is_no_section() -> None:
    document = written("1. Price\nSection 5 sets out the price, and\nSchedule 4 applies to the rest.")
    assert list(numbered(document)) == ["1"]


def test_a_table_of_contents_is_no_clause() -> None:
    document = written(
        "TABLE OF CONTENTS\n1. Scope .......... 2\n2. Fees .......... 3\n3. Term .......... 4\n"
        "1. Scope\nThe work.\n2. Fees\nThe money.\n3. Term\nThe time."
    )
    found = numbered(document)
    assert list(found) == ["1", "2", "3"]
    assert words(document, found["2"].body) == "The money."


def test_contents_without_page_numbers_are_known_by_their_repetition() -> None:
    titles = ["1.0 Scope", "2.0 Tasks", "3.0 Fees", "4.0 Term"]
    document = written("\n".join([*titles, *(f"{title}\nWords of {title[4:]}." for title in titles)]))
    assert [clause.number for clause in clauses(document)[1:]] == ["1.0", "2.0", "3.0", "4.0"]
    assert words(document, numbered(document)["3.0"].body) == "Words of Fees."


def test_a_list_inside_a_lettered_clause_does_not_restart_the_clauses() -> None:
    document = written(
        "1. TERM\n(a) Ending. Either party may end this:\n1. on notice;\n2. on breach.\n(b) Effect. All ends.\n2. FEES\nNone."
    )
    assert list(numbered(document)) == ["1", "1/a", "1/a/1", "1/a/2", "1/b", "2"]


def test_unnumbered_headings_hold_what_follows() -> None:
    document = written(
        "# Terms\n1. The first term.\n2. The second term.\n# Prices\n1. The price.\nFEES FOR SUPPORT\nNone."
    )
    assert [clause.number for clause in clauses(document)[1:]] == [None, "1", "2", None, "1", None]
    assert [clause.level for clause in clauses(document)[1:6]] == [1, 2, 2, 1, 2]


def test_a_heading_in_capitals_that_runs_into_its_paragraph_is_a_clause() -> None:
    sentence = "The Client asks the firm to plan and to run the move of its archive to the new building."
    document = written(f"OBJECT OF THE WORK: {sentence}\nSERVICES: {sentence}")
    assert [words(document, clause.heading) for clause in clauses(document)[1:]] == ["OBJECT OF THE WORK", "SERVICES"]


def test_the_names_of_signers_are_no_headings() -> None:
    document = written("1. Law\nThe law applies.\n# Ann Okoro\nName: Ann Okoro")
    last = document.blocks[-2].span.joined(document.blocks[-1].span)
    assert [clause.number for clause in clauses(document, [last])[1:]] == ["1"]


def test_an_empty_text_has_the_root_alone() -> None:
    assert len(clauses(written(""))) == 1
