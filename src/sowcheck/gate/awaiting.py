"""Whose step a case waits for: what people can do now, and who of them may."""

from collections.abc import Iterator
from typing import NamedTuple

from sowcheck.core.analyses import Finding
from sowcheck.core.casefile import CaseFile
from sowcheck.core.people import ROLES, Actor, Role
from sowcheck.core.service_levels import Awaited
from sowcheck.core.tasks import Task
from sowcheck.gate.approvals import (
    LETS_THROUGH,
    changed_fields,
    missing_approvals,
    needs_second,
    open_findings,
    waits_for_correction,
    would_approve_alone,
)
from sowcheck.gate.life import FINISHED

BRINGS_PAPERS: Role = "sales_ops"


class Step(NamedTuple):
    """Something that a case waits for, and that people do."""

    what: Awaited
    about: str
    """Fingerprint of the finding, id of the task, or the role that has to sign; "" for what concerns the case as a whole."""
    roles: tuple[Role, ...]
    """Whose step it is comes first; whoever holds one of them may take it."""
    person: str | None = None
    """Id of the one person who can take it: who was asked."""
    barred: frozenset[str] = frozenset()
    """Ids of those who may not take it, whatever roles they hold."""

    def may_be_taken_by(self, actor: Actor) -> bool:
        """Whether it waits for this actor."""
        if self.person is not None:
            return actor.id == self.person
        return actor.id not in self.barred and not set(self.roles).isdisjoint(actor.roles)

    def says(self, case: CaseFile) -> str:
        """What it is about, in words: the question, what the finding says and was decided on it, or why a signature is wanted."""
        analysis = case.analysis
        if self.what == "papers":
            obstacles = analysis.obstacles if analysis else ()
            return next((each.message for each in case.tasks if each.id == self.about), " ".join(obstacles))
        assert analysis is not None
        if self.what == "signature":
            return " ".join(why for each in analysis.required if each.role == self.about for why in each.because)
        finding, standing = analysis.finding(self.about), case.decisions.get(self.about)
        assert finding is not None
        if self.what == "question" and standing is not None:
            return f"{standing.decision.reason} ({finding.message})"
        if self.what in ("confirmation", "correction") and standing is not None:
            resolution = standing.decision.resolution.replace("_", " ").capitalize()
            return f"{finding.message} {resolution}: {standing.decision.reason}"
        return finding.message


def tasks_to_do(case: CaseFile) -> tuple[Task, ...]:
    """Open tasks that are still anybody's: with a case that was rejected or superseded they end, and its record keeps them."""
    return () if case.state in ("rejected", "superseded") else case.tasks


def steps(case: CaseFile) -> Iterator[Step]:
    """Everything that people have to do before the case goes on; in review, in the order of the report."""
    if case.state not in FINISHED:
        yield from (Step("papers", task.id, (task.role,)) for task in case.tasks)
    if case.state == "in_review":
        yield from _in_review(case)


def _in_review(case: CaseFile) -> Iterator[Step]:
    assert case.analysis is not None
    left = open_findings(case)
    yield from (_on_finding(case, each) for each in left)
    if case.analysis.obstacles:
        yield Step("papers", "", (BRINGS_PAPERS,))
    elif not left and not case.tasks:
        alone = would_approve_alone(case)
        for approval in missing_approvals(case):
            yield Step("signature", approval.role, (approval.role,), barred=alone | _have_signed(case, approval.role))


def _on_finding(case: CaseFile, finding: Finding) -> Step:
    """What an open finding waits for."""
    analysis, standing = case.analysis, case.decisions.get(finding.fingerprint)
    assert analysis is not None
    owner: tuple[Role, ...] = (finding.owner,)
    if standing is None:
        return Step("decision", finding.fingerprint, owner)
    if standing.decision.resolution == "needs_info":
        if standing.answered_at is None:
            return Step("question", finding.fingerprint, owner, person=standing.decision.asked)
        return Step("decision", finding.fingerprint, owner)
    if standing.decision.resolution not in LETS_THROUGH and waits_for_correction(analysis, finding):
        return Step("correction", finding.fingerprint, owner)
    if standing.confirmed_by is not None or not needs_second(analysis, finding):
        # Its maker has handed in papers since: somebody else has to decide.
        return Step("decision", finding.fingerprint, owner, barred=frozenset({standing.by}))
    others = {each.role for each in analysis.required} - {finding.owner}
    approvers = (finding.owner, *(role for role in ROLES if role in others))
    return Step("confirmation", finding.fingerprint, approvers, barred=standing.told_by | {standing.by})


def _have_signed(case: CaseFile, role: Role) -> frozenset[str]:
    """Who has signed in another role, or in this one for what the case says now."""
    return frozenset(each.by for each in case.signatures if each.role != role or not changed_fields(case, each))
