"""Who may decide what on a finding, who may be asked about it and answer, and who may agree to a decision.

Roles count as they are held at the time of the act: who loses one later has decided all the same, and who is given one
later has not.
"""

import datetime as dt
from fnmatch import fnmatchcase

from sowcheck.core.analyses import Analysis, Finding
from sowcheck.core.casefile import CaseFile
from sowcheck.core.decisions import Decision, Standing
from sowcheck.core.fields import Owner
from sowcheck.core.people import Actor
from sowcheck.errors import NotAllowed, NotAsSeen, NotYet
from sowcheck.gate import rights
from sowcheck.gate.approvals import LETS_THROUGH
from sowcheck.gate.entering import check_value


def check_decision(
    case: CaseFile, finding: Finding, decision: Decision, actor: Actor, now: dt.datetime, asked: Actor | None
) -> None:
    """Let a person decide if they may.

    Args:
        case: As it is.
        finding: What is decided on.
        decision: What they make of it.
        actor: They.
        now: The time.
        asked: Who is asked, as the directory knows them now; None if it knows nobody who could sign in by that id.

    Raises:
        NotAllowed: they may not.
        UsageError: the value that they enter is none of the field.
    """
    _check_role(case, finding, decision, actor)
    _has_looked(case, finding, actor)
    if decision.resolution == "needs_info":
        _check_question(finding, decision, actor, now, asked)
    if decision.resolution == "enter_value":
        check_value(finding, decision.value)
    if decision.resolution in LETS_THROUGH:
        _check_own_papers(case, finding, actor)


def check_confirmation(case: CaseFile, finding: Finding, standing: Standing | None, actor: Actor) -> None:
    """Let a second person agree to a decision if they may.

    Raises:
        NotAllowed: they may not, or there is nothing to agree to.
        NotAsSeen: somebody else has agreed already.
    """
    rights.person(actor, "confirm a decision")
    if standing is None or standing.decision.resolution == "needs_info":
        raise NotYet(f"Nobody has decided on {finding.discrepancy} yet.", hint="Confirm it once it is decided.")
    if standing.by == actor.id:
        raise NotAllowed(
            f"{actor.id} made the decision on {finding.discrepancy} and cannot confirm it.",
            hint="Ask somebody else to confirm it.",
        )
    if actor.id in standing.told_by:
        raise NotAllowed(
            f"The decision on {finding.discrepancy} rests on what {actor.id} answered.",
            hint="Ask somebody to confirm it who was not asked before.",
        )
    analysis = _analysis(case)
    approvers = {finding.owner, *(each.role for each in analysis.required)}
    if not approvers & set(actor.roles):
        raise rights.lacking(actor, sorted(approvers), "confirm it")
    _has_looked(case, finding, actor)
    if standing.confirmed_by is not None:
        raise NotAsSeen(
            f"{standing.confirmed_by} has confirmed this decision already.", hint="Nothing is left to be done."
        )


def check_answer(finding: Finding, standing: Standing | None, words: str, actor: Actor) -> None:
    """Let the person answer who was asked.

    Raises:
        NotAllowed: nobody asked them, or they say nothing.
    """
    rights.person(actor, "answer a question")
    if standing is None or standing.decision.asked != actor.id:
        raise NotAllowed(
            f"Nobody asked {actor.id} about {finding.discrepancy}.", hint="Only the person who was asked answers."
        )
    if not words.strip():
        raise NotAllowed("An empty answer is none.", hint="Say what you know, or that you do not know.")


def _check_role(case: CaseFile, finding: Finding, decision: Decision, actor: Actor) -> None:
    roles = _deciders(_analysis(case), finding, decision)
    rights.person(actor, "decide on it")
    if not roles:
        raise NotAllowed(
            f"By the policy nobody may let {finding.discrepancy} ({finding.code}) through like this.",
            hint="Have the record or the paper corrected.",
        )
    if not set(roles) & set(actor.roles):
        raise rights.lacking(actor, roles, "decide on it")


def _deciders(analysis: Analysis, finding: Finding, decision: Decision) -> tuple[Owner, ...]:
    """The roles of which one is needed: by the first rule on waivers that fits, or else the owner's."""
    for rule in analysis.rules.waivers:
        if (
            decision.resolution in rule.resolutions
            and (not rule.severities or finding.severity in rule.severities)
            and any(fnmatchcase(finding.field, pattern) for pattern in rule.fields)
        ):
            return rule.roles
    return (finding.owner,)


def _check_question(finding: Finding, decision: Decision, actor: Actor, now: dt.datetime, asked: Actor | None) -> None:
    assert decision.due is not None
    if asked is None or asked.id != decision.asked or asked.kind != "person" or not asked.roles:
        raise NotAllowed(
            f"{decision.asked} cannot be asked about {finding.discrepancy}.",
            hint="Ask somebody who is known here, may sign in and holds a role.",
        )
    if asked.id == actor.id:
        raise NotAllowed(f"{actor.id} would ask themself.", hint="Decide, or ask somebody else.")
    if decision.due <= now:
        raise NotAllowed("The answer would be due already.", hint="Give a time that is still to come.")


def _check_own_papers(case: CaseFile, finding: Finding, actor: Actor) -> None:
    if finding.blocks and actor.id in case.brought_by.values() and not _analysis(case).rules.own_papers:
        raise NotAllowed(
            f"{actor.id} handed in papers or records of this case, and cannot let {finding.discrepancy} through.",
            hint="Have somebody else decide, who also holds the role.",
        )


def _has_looked(case: CaseFile, finding: Finding, actor: Actor) -> None:
    if finding.severity in _analysis(case).rules.evidence and (actor.id, finding.fingerprint) not in case.opened:
        raise NotYet(
            f"{actor.id} has not opened the evidence of {finding.discrepancy} ({finding.code}).",
            hint="Look at the words and the record behind it first.",
        )


def _analysis(case: CaseFile) -> Analysis:
    assert case.analysis is not None
    return case.analysis
