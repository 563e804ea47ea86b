"""A referee of the gate, who has read docs/policy.md and never the gate's code: from what is on record alone, with the roles
that people held when they acted, it says why a case should not have been let through.

Nothing of `sowcheck.gate` is used here, so that a fault there is not repeated.
"""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple, get_args

from sowcheck.core import case_events as happened
from sowcheck.core.analyses import Analysis, Finding
from sowcheck.core.case_events import Entry
from sowcheck.core.decisions import Decision
from sowcheck.core.fields import Owner
from sowcheck.core.people import Actor

LETS_THROUGH = ("accept_with_waiver", "not_a_discrepancy")
OWNERS = get_args(Owner)


class Ruling(NamedTuple):
    """A decision as it stands."""

    decision: Decision
    by: Actor
    had_looked: bool
    confirmed_by: Actor | None = None
    second_had_looked: bool = False


class Signed(NamedTuple):
    """A signature, with what the role's scope said when it was given."""

    role: str
    by: Actor
    scope: dict[str, object]


class Referee:
    """Watches one case from its first event on."""

    def __init__(self) -> None:
        self.brought: dict[str, str] = {}
        self.check: Analysis | None = None
        self.is_checked = False
        self.looked: set[tuple[str, str]] = set()
        self.rulings: dict[str, Ruling] = {}
        self.answered: dict[str, set[str]] = {}
        self.signed: list[Signed] = []
        self.tasks: set[str] = set()
        self.opened = self.ended = False

    def sees(self, entries: Sequence[Entry]) -> list[str]:
        """Look at what has happened; why the gate should not have opened, and the case not been released."""
        return [why for entry in entries for why in self._sees(entry)]

    def objections(self) -> Iterator[str]:
        """Why the case as it is now must not be let through."""
        if self.check is None or not self.is_checked:
            yield "its papers were not checked"
            return
        if not self.check.required:
            yield "nobody has to approve it"
        if self.check.obstacles:
            yield "something is in the way that nobody can decide on"
        if self.tasks:
            yield "somebody has a task to do"
        for found in self.check.findings:
            yield from self._on_finding(found, self.check)
        yield from self._on_approvals(self.check)

    def _sees(self, entry: Entry) -> Iterator[str]:
        event, actor = entry.event, entry.actor
        if self.ended and not isinstance(event, happened.Superseded | happened.TakenAway):
            yield f"it had ended, and then {event.type} happened"
        match event:
            case happened.Received() | happened.InputsChanged():
                papers = (*event.documents, *event.records)
                self.brought = {each.sha256: self.brought.get(each.sha256, actor.id) for each in papers}
                self.is_checked = self.opened = False
            case happened.CheckFailed():
                self.is_checked = False
            case happened.Analysed():
                self.check, self.is_checked, self.opened = event.analysis, True, False
            case happened.TasksOpened():
                self.tasks |= {each.id for each in event.tasks}
            case happened.TasksClosed():
                self.tasks -= set(event.tasks)
            case happened.EvidenceOpened():
                self.looked.add((actor.id, event.finding))
            case happened.Decided():
                yield from self._decides(event.decision, actor)
            case happened.Answered():
                yield from self._answers(event.finding, actor)
            case happened.Confirmed():
                yield from self._confirms(event.finding, actor)
            case happened.Signed():
                yield from self._signs(event.role, actor)
            case happened.GateOpened():
                self.opened = True
                yield from self.objections()
            case happened.GateClosed():
                self.opened = False
            case happened.Rejected() | happened.Superseded():
                self.ended, self.opened = True, False
                if isinstance(event, happened.Rejected) and not (actor.kind == "person" and _owns(actor)):
                    yield f"{actor.id} sent it back"
            case happened.Released():
                if not self.opened:
                    yield "it was released through a gate that was not open"
                if actor.kind != "service":
                    yield f"{actor.id} released it"
                yield from self.objections()
            case _:
                pass

    def _decides(self, decision: Decision, actor: Actor) -> Iterator[str]:
        found = self._finding(decision.finding)
        if found is None or not self.is_checked:
            yield "somebody decided on a finding that there is not"
            return
        if actor.kind != "person" or not set(self._deciders(found, decision)) & set(actor.roles):
            yield f"{actor.id} decided and may not"
        looked = (actor.id, decision.finding) in self.looked
        if self.check and found.severity in self.check.rules.evidence and not looked:
            yield f"{actor.id} decided unseen"
        self.rulings[decision.finding] = Ruling(decision, actor, looked)

    def _answers(self, finding: str, actor: Actor) -> Iterator[str]:
        ruling = self.rulings.get(finding)
        if ruling is None or ruling.decision.asked != actor.id or actor.kind != "person":
            yield f"{actor.id} answered and was not asked"
        self.answered.setdefault(finding, set()).add(actor.id)

    def _confirms(self, finding: str, actor: Actor) -> Iterator[str]:
        ruling, found = self.rulings.get(finding), self._finding(finding)
        if ruling is None or found is None or self.check is None or not self.is_checked:
            yield f"{actor.id} confirmed what nobody decided"
            return
        approvers = {found.owner, *(each.role for each in self.check.required)}
        if actor.kind != "person" or not approvers & set(actor.roles):
            yield f"{actor.id} confirmed and may not"
        if actor.id == ruling.by.id:
            yield f"{actor.id} confirmed their own decision"
        if actor.id in self.answered.get(finding, ()):
            yield f"{actor.id} confirmed what rests on their answer"
        looked = (actor.id, finding) in self.looked
        if found.severity in self.check.rules.evidence and not looked:
            yield f"{actor.id} confirmed unseen"
        self.rulings[finding] = ruling._replace(confirmed_by=actor, second_had_looked=looked)

    def _signs(self, role: Owner, actor: Actor) -> Iterator[str]:
        if actor.kind != "person" or role not in actor.roles:
            yield f"{actor.id} signed for {role} and does not hold it"
        if self.check is None or not self.is_checked:
            yield f"{actor.id} signed what was not checked"
            return
        self.signed = [each for each in self.signed if (each.role, each.by.id) != (role, actor.id)]
        self.signed.append(Signed(role, actor, self._scope(role, self.check)))

    def _on_finding(self, found: Finding, check: Analysis) -> Iterator[str]:
        rules, ruling, name = check.rules, self.rulings.get(found.fingerprint), found.discrepancy
        must_settle = found.blocks or found.severity in rules.settle
        wanted = must_settle or found.severity in rules.decide
        if ruling is None or ruling.decision.resolution == "needs_info":
            if wanted:
                yield f"nobody decided on {name}"
            return
        if must_settle and ruling.decision.resolution not in LETS_THROUGH:
            yield f"{name} has not been corrected"
        if wanted and (found.blocks or found.severity in rules.confirm) and not ruling.confirmed_by:
            yield f"nobody else agreed on {name}"
        if found.blocks and not rules.own_papers and ruling.by.id in self.brought.values():
            yield f"{ruling.by.id} let {name} through in their own papers"
        others = {each.by.id for each in self._fresh(check) if _covers(check, each.role, found.field)}
        others |= {ruling.confirmed_by.id} if ruling.confirmed_by else set()
        if ruling.decision.resolution != "update_record" and not others - {ruling.by.id}:
            yield f"{ruling.by.id} alone stands for {name}"

    def _on_approvals(self, check: Analysis) -> Iterator[str]:
        fresh, needed = self._fresh(check), {each.role: each.people for each in check.required}
        for role, people in needed.items():
            if len({each.by.id for each in fresh if each.role == role}) < people:
                yield f"{role} has not approved what it says now"
        signers = [each.by.id for each in fresh if each.role in needed]
        if len(signers) != len(set(signers)):
            yield "somebody approved twice"

    def _fresh(self, check: Analysis) -> list[Signed]:
        return [each for each in self.signed if each.scope == self._scope(each.role, check)]

    def _scope(self, role: str, check: Analysis) -> dict[str, object]:
        """What the fields of a role's scope say, and what was decided on them."""
        decided: dict[str, list[tuple[Decision, str]]] = {}
        for found in check.findings:
            if ruling := self.rulings.get(found.fingerprint):
                decided.setdefault(found.field, []).append((ruling.decision, ruling.by.id))
        fields = (field for field in check.fields if _covers(check, role, field))
        return {field: (check.fields[field], decided.get(field, [])) for field in fields}

    def _finding(self, fingerprint: str) -> Finding | None:
        found = self.check.findings if self.check else ()
        return next((each for each in found if each.fingerprint == fingerprint), None)

    def _deciders(self, found: Finding, decision: Decision) -> tuple[str, ...]:
        assert self.check is not None
        for rule in self.check.rules.waivers:
            fits = any(fnmatchcase(found.field, pattern) for pattern in rule.fields)
            if (
                decision.resolution in rule.resolutions
                and fits
                and found.severity in (rule.severities or (found.severity,))
            ):
                return rule.roles
        return (found.owner,)


def _covers(check: Analysis, role: str, field: str) -> bool:
    """Whether who signs in a role signs for a field: for every one, where the policy names none."""
    patterns = {**check.rules.scopes}.get(role, ("*",))  # type: ignore[call-overload]  # a role by its name
    return any(fnmatchcase(field, pattern) for pattern in patterns)


def _owns(actor: Actor) -> bool:
    return any(role in OWNERS for role in actor.roles)
