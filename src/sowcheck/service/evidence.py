"""What stands behind a finding: the words of the papers and the values of the records, as the report has them."""

from sowcheck.core.analyses import Sha256
from sowcheck.core.casefile import CaseFile
from sowcheck.core.noun import Noun
from sowcheck.report.model import DiscrepancyShape, Report
from sowcheck.report.shapes.assumptions import AssumptionShape
from sowcheck.report.shapes.records import RecordValueShape
from sowcheck.store.contents import Contents


class Evidence(Noun):
    """Both sides of a finding."""

    discrepancy: DiscrepancyShape
    assumptions: tuple[AssumptionShape, ...]
    """What papers state, with the words, where they stand, and whether they prove it."""
    record_values: tuple[RecordValueShape, ...]
    """What records hold, with system, object, record and path."""


def evidence_of(case: CaseFile, fingerprint: Sha256, contents: Contents) -> Evidence | None:
    """The evidence of a finding of the last check; None if that has no such finding.

    Raises:
        ContentsError: the report cannot be read.
    """
    finding = case.analysis.finding(fingerprint) if case.analysis else None
    if case.analysis is None or finding is None:
        return None
    report = Report.model_validate_json(contents.get(case.analysis.report))
    found = next((each for each in report.discrepancies if each.id == finding.discrepancy), None)
    return None if found is None else _behind(found, report)


def _behind(found: DiscrepancyShape, report: Report) -> Evidence:
    return Evidence(
        discrepancy=found,
        assumptions=tuple(each for each in report.assumptions if each.id in found.assumptions),
        record_values=tuple(each for each in report.record_values if each.id in found.record_values),
    )
