"""What people decided on the findings of finished cases, as labelled examples for the harness."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sowcheck.core.analyses import Sha256
from sowcheck.core.casefile import CaseFile
from sowcheck.evals.labels import Label
from sowcheck.gate.approvals import needs_second
from sowcheck.gate.life import RELEASED
from sowcheck.store.base import CaseStore
from sowcheck.store.paging import every_case


def every_label(store: CaseStore, content: Callable[[Sha256], bytes]) -> Iterator[Label]:
    """The labels of all cases of a store.

    Raises:
        ContentsError: a report that must be there cannot be read.
    """
    for case, _ in every_case(store):
        yield from labels_of(case, content)


def labels_of(case: CaseFile, content: Callable[[Sha256], bytes]) -> Iterator[Label]:
    """The labels of a case: what was decided on each finding, and confirmed where that takes a second person.

    Args:
        case: One that is not released has none: its decisions may still change.
        content: The bytes of its report; where they were taken away on purpose, labels come without values and quotes.

    Raises:
        ContentsError: its report is gone, damaged or out of reach, and nobody had it taken away.
    """
    analysis = case.analysis
    if case.state not in RELEASED or analysis is None:
        return
    report: Mapping[str, Any] = {} if case.taken_away else json.loads(content(analysis.report))
    found = {each["id"]: each for each in report.get("discrepancies", ())}
    quotes = {each["id"]: each["quote"] for each in report.get("assumptions", ())}
    for finding in analysis.findings:
        standing = case.decisions.get(finding.fingerprint)
        if standing is None or standing.decision.resolution == "needs_info":
            continue
        if needs_second(analysis, finding) and standing.confirmed_by is None:
            continue
        shown = found.get(finding.discrepancy, {})
        yield Label(
            case=case.id,
            code=finding.code,
            field=finding.field,
            key=finding.key,
            severity=finding.severity,
            resolution=standing.decision.resolution,
            document_value=shown.get("document_value"),
            record_value=shown.get("record_value"),
            quotes=tuple(quotes[each] for each in shown.get("assumptions", ()) if each in quotes),
        )
