"""Keys that a target keeps with what it creates: the same deal and paper give the same keys, however often it is sent."""

import re
from collections import Counter

from sowcheck.report.model import Report
from sowcheck.report.shapes.documents import DocumentShape

_SPECIAL = re.compile(r"[^A-Za-z0-9._-]+")
_LEADING_KINDS = ("sow", "order_form", "change_order")


class Keys:
    """The keys of one bundle: `opportunity : document : version : entity`, and `: ordinal` from the second of a kind on.

    Args:
        opportunity: Id of the deal in the CRM.
        report: The report of the case.
    """

    def __init__(self, opportunity: str, report: Report) -> None:
        self.opportunity = opportunity
        paper = _leading(report)
        stem = _plain(paper.name.rpartition(".")[0] or paper.name) if paper else "none"
        self._head = ":".join([_plain(opportunity), stem, _version(paper) if paper else "none"])
        self._seen: Counter[str] = Counter()

    def key(self, entity: str) -> str:
        """The next key of an entity."""
        self._seen[entity] += 1
        ordinal = self._seen[entity]
        return f"{self._head}:{entity}" if ordinal == 1 else f"{self._head}:{entity}:{ordinal}"


def _leading(report: Report) -> DocumentShape | None:
    """The paper that the deal is known by: the first statement of work that holds, or else the next best."""
    gone = {each.document for each in report.papers if each.state in ("replaced", "copy")}
    holding = [each for each in report.documents if each.id not in gone]
    ranked = sorted(holding, key=lambda each: _LEADING_KINDS.index(each.kind) if each.kind in _LEADING_KINDS else 9)
    return ranked[0] if ranked else None


def _version(paper: DocumentShape) -> str:
    """What the paper calls its version; else the beginning of its hash."""
    labels = [stamp.label for stamp in paper.versions.stamps if stamp.label] if paper.versions else []
    return f"v{_plain(labels[0])}" if labels else paper.sha256[:12]


def _plain(words: str) -> str:
    return _SPECIAL.sub("-", words).strip("-")[:80] or "none"
