"""Versions of one paper in a case: which one holds and why, what the other says otherwise, and links that are missing."""

import pytest

from compare_builders import Paper, Records, compared, contradictions, day, found, money, outcomes, signed
from sowcheck.compare.compare import Comparison
from sowcheck.core.relations import Standing

TOTAL, TERMS, STATUS, START = (
    "price.services_total",
    "billing.payment_terms_days",
    "doc.signature_status",
    "doc.effective_date",
)
RECORD: Records = {"Quote": [(TERMS, 45)]}
SEVEN = "Statement of Work No. 7"


def sow(version: str, terms: int, *, name: str = "", text: str = "", executed: bool = False, **more: object) -> Paper:
    facts = [(TERMS, terms), *more.pop("facts", [])]  # type: ignore[misc]
    stamp = f"SOW 7, version {version}" if version else ""
    return Paper("sow", *facts, name=name or f"SOW v{version}.txt", text=f"{SEVEN}\n{stamp}\n{text}", executed=executed)


def unsigned(version: str, terms: int, **more: object) -> Paper:
    return sow(version, terms, facts=[(STATUS, "unsigned")], **more)  # type: ignore[arg-type]


def standing(comparison: Comparison, place: int) -> Standing:
    return comparison.standings[place]


def states(comparison: Comparison) -> list[str]:
    return [each.state for each in comparison.standings]


def test_the_later_version_alone_is_compared() -> None:
    comparison = compared([sow("3", 30), sow("4", 45)], RECORD)
    assert outcomes(comparison, TERMS) == ["match"]
    assert states(comparison) == ["replaced", "in_force"]
    assert not found(comparison, "SC402")
    (told,) = found(comparison, "SC610")
    assert told.severity == "low"
    assert "Payment terms Net 30, now Net 45" in told.message
    assert [(place.document, place.words) for place in told.places] == [
        ("doc-2", "SOW 7, version 4"),
        ("doc-1", "SOW 7, version 3"),
    ]


def test_what_the_earlier_version_states_is_superseded_with_the_words_that_say_so() -> None:
    comparison = compared([sow("4", 45), sow("3", 30)], RECORD)
    (lost,) = comparison.superseded
    assert (lost.assumption.partition(".")[0], (lost.by or "").partition(".")[0], lost.rule) == (
        "doc-2",
        "doc-1",
        "version",
    )
    assert "“SOW 7, version 4”" in lost.reason
    assert "“SOW 7, version 3”" in lost.reason


def test_of_three_versions_the_last_one_holds() -> None:
    comparison = compared([sow("2", 15), sow("4", 45), sow("3", 30)], RECORD)
    assert states(comparison) == ["replaced", "in_force", "replaced"]
    assert {each.by for each in comparison.standings if each.by} == {"doc-2"}


def test_two_statements_of_work_with_two_numbers_are_two_papers() -> None:
    eighth = Paper("sow", (TERMS, 30), name="eight.txt", text="Statement of Work No. 8, version 2", executed=False)
    assert states(compared([sow("4", 45), eighth])) == ["in_force", "in_force"]


def test_papers_of_two_customers_are_two_papers() -> None:
    one = sow("3", 30, facts=[("customer.legal_name", "Brightwater Utilities Ltd")])
    two = sow("4", 45, facts=[("customer.legal_name", "Norfield Dairies plc")])
    assert states(compared([one, two])) == ["in_force", "in_force"]


def test_a_schedule_to_a_statement_of_work_is_no_version_of_it() -> None:
    schedule = Paper("sow", (TERMS, 30), name="schedule.txt", text=f"Schedule 2 to {SEVEN}", executed=False)
    assert states(compared([sow("4", 45), schedule])) == ["in_force", "in_force"]


def test_papers_of_one_number_that_share_no_words_are_two_papers() -> None:
    def clauses(subject: str) -> str:
        return "\n".join(
            f"{place}. {subject} {letter} {subject} {letter * 3}."
            for place, letter in enumerate("abcdefghijklmnopqrst")
        )

    one, two = sow("3", 30, text=clauses("mapping")), sow("4", 45, text=clauses("training"))
    assert states(compared([one, two])) == ["in_force", "in_force"]


def test_nothing_decides_between_two_versions() -> None:
    comparison = compared([sow("", 30, name="one.txt"), sow("", 45, name="two.txt")], RECORD)
    assert states(comparison) == ["undecided", "undecided"]
    (flagged,) = found(comparison, "SC119")
    assert flagged.severity == "blocker"
    assert [place.words for place in flagged.places] == ["one.txt", "two.txt"]
    assert "Payment terms Net 30, against Net 45" in flagged.message


def test_the_day_decides_where_no_version_does() -> None:
    papers = [
        sow("", days, name=f"{date}.txt", facts=[(START, day(date))])
        for date, days in (("2026-05-01", 30), ("2026-06-01", 45))
    ]
    comparison = compared(papers, RECORD)
    assert states(comparison) == ["replaced", "in_force"]
    assert "2026-06-01" in standing(comparison, 0).why


def test_a_paper_that_says_what_it_replaces_holds() -> None:
    words = "This Statement of Work supersedes the Statement of Work dated 1 May 2026 in its entirety."
    old = sow("", 30, name="old.txt", facts=[(START, day("2026-05-01"))])
    new = sow("", 45, name="new.txt", text=words)
    comparison = compared([old, new], RECORD)
    assert states(comparison) == ["replaced", "in_force"]
    assert "supersedes the Statement of Work dated 1 May 2026" in standing(comparison, 0).why


def test_a_clause_on_the_entire_agreement_replaces_no_paper() -> None:
    words = "This Statement of Work supersedes all prior statements of work, proposals and understandings."
    other = Paper("sow", (TERMS, 30), name="eight.txt", text="Statement of Work No. 8", executed=False)
    assert states(compared([other, sow("", 45, name="new.txt", text=words)])) == ["in_force", "in_force"]


def test_a_restatement_holds_over_what_it_restates() -> None:
    old = sow("", 30, name="old.txt")
    new = Paper("sow", (TERMS, 45), name="new.txt", text=f"Amended and Restated {SEVEN}", executed=False)
    assert states(compared([old, new], RECORD)) == ["replaced", "in_force"]


def test_of_two_signed_versions_the_later_signed_prevails_and_it_is_told() -> None:
    def version(label: str, terms: int, date: str) -> Paper:
        return sow(label, terms, facts=[(STATUS, "completed"), signed("customer", date), signed("supplier", date)])

    comparison = compared([version("3", 30, "2026-05-03"), version("4", 45, "2026-05-10")], RECORD)
    assert states(comparison) == ["replaced", "in_force"]
    (told,) = found(comparison, "SC610")
    assert told.severity == "medium"
    assert "both versions have been signed" in told.message
    crossed = compared([version("4", 30, "2026-05-03"), version("3", 45, "2026-05-10")], RECORD)
    assert states(crossed) == ["replaced", "in_force"]
    (told,) = found(crossed, "SC610")
    assert told.severity == "high"
    assert "although" in told.message


def test_a_later_version_that_waits_for_a_signature_does_not_hold_and_blocks() -> None:
    comparison = compared([sow("3", 45, executed=True), unsigned("4", 30)], RECORD)
    assert states(comparison) == ["in_force", "replaced"]
    assert outcomes(comparison, TERMS) == ["match"]
    (told,) = found(comparison, "SC610")
    assert told.severity == "blocker"
    assert not found(comparison, "SC101")


def test_an_unsigned_copy_of_a_signed_paper_is_a_copy() -> None:
    clauses = "\n".join(
        f"{place}. The Supplier maps plant {word} and hands the map over to the Client."
        for place, word in enumerate("abcdefghijklmnopqrstuvwxyz")
    )
    comparison = compared(
        [
            sow("4", 45, name="signed.txt", text=clauses, executed=True),
            unsigned("4", 45, name="copy.txt", text=clauses),
        ],
        RECORD,
    )
    assert states(comparison) == ["in_force", "copy"]
    assert [code for code, *_ in contradictions(comparison) if code in ("SC101", "SC119", "SC610")] == []


@pytest.mark.parametrize(
    ("sentences", "state"), [(("", ""), "in_force"), (("Sixty days.", "Ninety days."), "undecided")]
)
def test_another_format_of_the_same_words_is_no_version_though_it_was_read_otherwise(
    sentences: tuple[str, str], state: str
) -> None:
    words = [chr(97 + place // 26) + chr(97 + place % 26) for place in range(60)]
    clauses = "\n".join(f"The Supplier maps plant {word} and hands map {word} over to the Client." for word in words)
    papers = [
        sow("4", days, name=f"{letter}.txt", text=f"{clauses}\n{more}", executed=True)
        for letter, days, more in zip("ab", (45, 30), sentences, strict=True)
    ]
    comparison = compared(papers, RECORD)
    assert states(comparison) == [state, state]
    assert bool(found(comparison, "SC119")) is (state == "undecided")


def test_an_item_that_a_version_adds_or_changes_is_a_difference() -> None:
    old = sow("3", 45, facts=[("scope.deliverables", "x")][:0])
    new = sow("4", 45, facts=[(TOTAL, money("120000"))])
    comparison = compared([old, new], RECORD)
    (change,) = standing(comparison, 0).changes
    assert (change.field, change.before, len(change.after)) == (TOTAL, (), 1)


# --- amendments --------------------------------------------------------------------------------------------------------


def amendment(number: int, *facts: tuple[str, object], text: str = "", date: str = "2026-06-01") -> Paper:
    title = f"Change Order No. {number} to {SEVEN}"
    return Paper("change_order", (START, day(date)), *facts, name=f"change {number}.txt", text=f"{title}\n{text}")


def test_amendments_and_what_they_amend_stand_in_a_chain() -> None:
    first = amendment(
        1, (TERMS, 40), text="Section 4.2 is deleted and replaced as follows: invoices fall due in 40 days."
    )
    second = amendment(2, (TERMS, 45), date="2026-07-01")
    comparison = compared([sow("", 30, name="sow.txt", executed=True), first, second], RECORD)
    assert states(comparison) == ["amended", "amends", "amends"]
    assert standing(comparison, 0).amended_by == ("doc-2", "doc-3")
    assert standing(comparison, 1).amended_by == ("doc-3",)
    assert standing(comparison, 2).amends == ("doc-1", "doc-2")
    assert [step.section for step in standing(comparison, 1).steps] == ["4.2"]
    assert not found(comparison, "SC611")


def test_a_second_amendment_without_the_first_is_a_missing_link() -> None:
    (flagged,) = found(compared([sow("", 30, name="sow.txt", executed=True), amendment(3)]), "SC611")
    assert (flagged.severity, flagged.document_value) == ("high", ["1", "2"])
    assert "Change Order No. 3 to Statement of Work No. 7" in flagged.message


def test_a_missing_amendment_that_two_papers_speak_of_is_one_finding() -> None:
    order = Paper("order_form", text="This order is placed under the SOW, as amended by Change Order No. 1.")
    papers = [sow("", 30, name="sow.txt", executed=True), amendment(2), order]
    (flagged,) = found(compared(papers), "SC611")
    assert flagged.document_value == ["1"]
    assert [place.document for place in flagged.places] == ["doc-2", "doc-3"]


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("This order is placed under the SOW, as amended by Change Order No. 1.", ["1"]),
        ("This order is placed under the SOW, as amended by Amendments No. 1 and 2.", ["1", "2"]),
        ("This order is placed under the SOW, as amended by Change Order No. 1, 12 May 2026.", ["1"]),
        ("This order is placed under the SOW, as amended by Amendment No. 1 and 2, 12.05.2026.", ["1", "2"]),
        ("This order is placed under the SOW, as amended from time to time.", []),
    ],
)
def test_an_amendment_that_another_paper_names_is_missing(words: str, missing: list[str]) -> None:
    flagged = found(compared([sow("", 30, name="sow.txt"), Paper("order_form", text=words)]), "SC611")
    assert [each.document_value for each in flagged] == ([missing] if missing else [])
