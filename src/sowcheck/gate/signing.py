"""Who may sign in which role: nobody twice in two roles, nobody for their own departure from the paper, nothing that is open."""

from collections.abc import Iterator

from sowcheck.core.analyses import Analysis
from sowcheck.core.casefile import CaseFile
from sowcheck.core.fields import Owner
from sowcheck.core.people import Actor
from sowcheck.errors import NotAllowed, NotAsSeen, NotYet
from sowcheck.gate import rights
from sowcheck.gate.approvals import departs, missing_approvals, open_findings, seal_of, would_approve_alone


def has_signed(case: CaseFile, role: Owner, actor: Actor) -> bool:
    """Whether a signature of theirs in this role stands for what the case says now."""
    theirs = [each.seal for each in case.signatures if (each.by, each.role) == (actor.id, role)]
    return bool(theirs) and seal_of(case, role) in theirs and actor.id not in would_approve_alone(case)


def check_signature(case: CaseFile, role: Owner, actor: Actor) -> None:
    """Let a person sign in a role if they may.

    Raises:
        NotAllowed: they may not, or not yet.
        NotAsSeen: everybody has signed who had to.
    """
    rights.in_role(actor, role, "sign for it")
    analysis = case.analysis
    assert analysis is not None
    if role not in {each.role for each in analysis.required}:
        raise NotAllowed(f"Nobody has to sign this case for {role}.", hint="See which approvals are required.")
    for problem in _in_the_way(case, analysis, actor, role):
        raise problem


def _in_the_way(case: CaseFile, analysis: Analysis, actor: Actor, role: Owner) -> Iterator[NotAllowed]:
    """Why this person cannot sign in this role now."""
    for task in case.tasks:
        yield NotYet(task.message, hint=task.hint)
    for obstacle in analysis.obstacles:
        yield NotYet(obstacle, hint="Hand in papers that can be read and are signed.")
    left = open_findings(case)
    if left:
        named = ", ".join(f"{each.discrepancy} ({each.code})" for each in left[:5])
        yield NotYet(
            f"{len(left)} finding{'s are' if len(left) > 1 else ' is'} not settled: {named}.",
            hint="Each needs a decision by its owner, and some a second person, before anybody signs.",
        )
    if any(each.by == actor.id and each.role != role for each in case.signatures):
        yield NotAllowed(
            f"{actor.id} has signed this case in another role.", hint="Each role's approval takes another person."
        )
    own = [
        each.discrepancy
        for each in analysis.findings
        if (standing := case.decisions.get(each.fingerprint)) is not None
        and standing.by == actor.id
        and standing.confirmed_by is None
        and departs(standing)
    ]
    if own:
        yield NotAllowed(
            f"{actor.id} decided to depart from the paper in {', '.join(own[:5])}, and would approve that alone.",
            hint="Have somebody else confirm the decision, or sign.",
        )
    signers = {each.by for each in case.signatures if each.role == role}
    if actor.id not in signers and role not in {each.role for each in missing_approvals(case)}:
        yield NotAsSeen(f"Everybody who had to sign for {role} has.", hint="Nothing is left to be done.")
