"""Papers that call themselves drafts: nobody may rest a deal on them."""

from sowcheck.compare.lineage.marks import clipped, place_of
from sowcheck.compare.lineage.order import is_executed
from sowcheck.compare.papers.paper import Paper
from sowcheck.compare.sides.facts import CONTRACTS, Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import first_few
from sowcheck.core.fields import Severity

_FIELD = "doc.version"

_SHOWN = 3


def check_drafts(facts: Facts, findings: Findings) -> None:
    """Note each paper of the case that is marked as a draft, with the places and words of the marks."""
    for paper in facts.papers:
        marks = paper.versions.drafts
        if not marks:
            continue
        said = [f"“{clipped(mark.words)}” ({mark.where})" for mark in marks]
        findings.flag(
            "SC118",
            _FIELD,
            f"{paper.name} is marked as a draft: {first_few(said, _SHOWN)}{_though_signed(paper)}.",
            key=paper.name,
            severity=_severity(paper),
            document_value=[mark.words for mark in marks],
            assumptions=paper.of("doc.signature_status"),
            places=[place_of(paper, mark) for mark in marks],
        )


def _severity(paper: Paper) -> Severity:
    """A name that was left over weighs less than a mark on the paper; a signature over the whole file more than a mark."""
    if paper.kind not in CONTRACTS and paper.kind != "msa":
        return "medium"
    if not is_executed(paper):
        return "blocker"
    if not any(mark.is_printed for mark in paper.versions.drafts):
        return "medium"
    return "high" if _is_sealed(paper) else "blocker"


def _though_signed(paper: Paper) -> str:
    return ", though both sides have signed it" if is_executed(paper) else ""


def _is_sealed(paper: Paper) -> bool:
    """Whether digital signatures hold over this very file; a typed or drawn one may stand on any copy."""
    signatures = paper.document.signatures
    return bool(signatures) and all(each.holds for each in signatures)
