"""Terms that a paper leaves blank and no other paper states: that is no silence, the paper has a place for them."""

from sowcheck.compare.papers.evidence import say_records, shape_of
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import joined
from sowcheck.core.blanks import Blank
from sowcheck.core.discrepancies import Outcome
from sowcheck.core.fields import FIELDS
from sowcheck.core.words import BLANK_REASONS

_SHOWN = 3
_SILENT = frozenset({"SC311", "SC312"})
"""What a record alone states: of a blank there is more to say."""


def check_blanks(facts: Facts, findings: Findings) -> None:
    """Note each term that is blank, with its places; a verdict that the documents are silent gets its reason."""
    for field, row in FIELDS.items():
        blanks = [(paper, blank) for paper in facts.papers for blank in paper.blanks if blank.field == field]
        if not blanks or (field in facts.stated_fields and not row.repeated):
            continue
        recorded = facts.recorded(field)
        where = joined([_place(paper, blank) for paper, blank in blanks[:_SHOWN]])
        said = f"; {say_records(recorded, field)}" if recorded and not row.repeated else ""
        findings.discrepancies = [
            each for each in findings.discrepancies if each.field != field or each.code not in _SILENT or row.repeated
        ]
        findings.explain(Outcome.DOCUMENT_SILENT, field, where, recorded)
        findings.flag(
            "SC313",
            field,
            f"{row.title}: {where}{said}.",
            record_value=shape_of([each.value for each in recorded]) if not row.repeated else None,
            records=recorded if not row.repeated else (),
        )


def _place(paper: Paper, blank: Blank) -> str:
    """Such as "left blank in the SOW, page 3 (“Payment terms: ____”)"."""
    page = f", page {blank.page}" if blank.page else ""
    words = " ".join(blank.quote.text.split())
    return (
        f"{BLANK_REASONS[blank.reason]} in {paper.title}{page} (“{words if len(words) < 120 else words[:118] + '…'}”)"
    )
