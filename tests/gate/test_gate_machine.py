"""No sequence of steps releases a case without the required, fresh and distinct approvals of people."""

import datetime as dt
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gate_builders import MACHINE, NOON, QUOTE, analysis, decision, finding, person, received, sha
from sowcheck.core.analyses import Analysis, Finding, RequiredApproval
from sowcheck.core.case_events import Entry, Paper, TasksClosed, TasksOpened
from sowcheck.core.decisions import Decision, Resolution, Signature
from sowcheck.core.fields import Owner
from sowcheck.core.incoming import Incoming, IncomingKind
from sowcheck.core.people import Actor
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.core.snapshots import Snapshot
from sowcheck.errors import CaseError, UnreadableInput
from sowcheck.gate import casework, taskwork
from sowcheck.gate.approvals import departs, is_settled, seal_of
from sowcheck.gate.fold import after, case_of
from sowcheck.gate.tasks import task

PEOPLE = (
    person("ann", "finance"),
    person("bo", "finance", "delivery_ops"),
    person("cy", "delivery_ops", "legal"),
    person("di", "legal", "sales_ops"),
    person("eve", "admin", "auditor"),
    MACHINE,
    Actor(id="bot", kind="service", roles=("orchestrator", "finance", "delivery_ops", "legal", "sales_ops")),
)
FINDINGS = (
    finding("d-1", "price.services_total"),
    finding("d-2", "legal.governing_law", "high", "legal"),
    finding("d-3", "term.renewal", "medium", "legal"),
    finding("d-4", "price.services_total", "low", "sales_ops"),
)
REQUIRED = (
    (RequiredApproval(role="finance"),),
    (RequiredApproval(role="delivery_ops"),),
    (RequiredApproval(role="delivery_ops"), RequiredApproval(role="finance")),
    (RequiredApproval(role="finance", people=2), RequiredApproval(role="legal")),
)
NEWER = Paper(name="newer.json", sha256=sha("newer"))
people = st.sampled_from(PEOPLE)
resolutions: st.SearchStrategy[Resolution] = st.sampled_from(
    ["update_record", "amend_document", "enter_value", "accept_with_waiver", "needs_info", "not_a_discrepancy"]
)
roles: st.SearchStrategy[Owner] = st.sampled_from(["finance", "delivery_ops", "legal", "sales_ops"])


def _said(found: Finding, resolution: Resolution) -> Decision:
    said = decision(found, resolution)
    return said.model_copy(update={"asked": PEOPLE[2].id}) if said.asked else said


class Gate(RuleBasedStateMachine):
    """People and services do what they like; refusals leave the case as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.case = received()
        (first,) = casework.receive("006X", self.case.documents, self.case.records, MACHINE, NOON)
        self.entries: list[Entry] = [first]

    def _try(self, step: "object", *arguments: object) -> None:
        """Take a step, and take it again: a caller that lost the answer sends its call once more."""
        assert callable(step)
        try:
            entries = step(self.case, *arguments, NOON)
        except CaseError:
            return
        for entry in entries:
            if entry.event.type in ("gate_opened", "released"):
                assert self.case.tasks == (), "the gate opened while somebody had a task to do"
            self.case = after(self.case, entry)
        self.entries += entries
        try:
            again = step(self.case, *arguments, NOON)
        except CaseError:
            return
        assert again == (), "the same step again must change nothing"

    @initialize(required=st.sampled_from(REQUIRED), found=st.lists(st.sampled_from(FINDINGS), unique=True, max_size=1))
    def begin(self, required: tuple[RequiredApproval, ...], found: list[Finding]) -> None:
        self._check(analysis(*found, required=required))

    @rule(actor=people, words=st.sampled_from(["a", "b"]), record=st.sampled_from([QUOTE, NEWER]))
    def change_inputs(self, actor: Actor, words: str, record: Paper) -> None:
        self._try(casework.change_inputs, [Paper(name="sow.pdf", sha256=sha(words))], [record], actor)

    @rule(
        found=st.lists(st.sampled_from(FINDINGS), unique=True, max_size=2),
        law=st.sampled_from(["Norway", "Denmark"]),
        price=st.sampled_from(["184,000", "170,000"]),
        required=st.sampled_from(REQUIRED),
    )
    def check(self, found: list[Finding], law: str, price: str, required: tuple[RequiredApproval, ...]) -> None:
        check = analysis(*found, required=required, says={"legal.governing_law": law, "price.services_total": price})
        check = check.model_copy(update={"envelopes": ("8c1f",)})
        self._check(check)

    def _check(self, check: Analysis) -> None:
        said = [Snapshot(sha256=each.sha256, system="salesforce", modified=NOON) for each in self.case.records]
        for step in (
            lambda case, now: casework.validate(case, (), MACHINE, now, said),
            lambda case, now: casework.analyse(case, check, MACHINE, now),
        ):
            self._try(step)

    @rule(found=st.sampled_from(FINDINGS), actor=people)
    def look(self, found: Finding, actor: Actor) -> None:
        self._try(casework.open_evidence, found.fingerprint, actor)

    @rule(found=st.sampled_from(FINDINGS), resolution=resolutions, actor=people)
    def decide(self, found: Finding, resolution: Resolution, actor: Actor) -> None:
        self._try(lambda case, now: casework.decide(case, _said(found, resolution), actor, now, PEOPLE[2]))

    @rule(found=st.sampled_from(FINDINGS), actor=people)
    def answer(self, found: Finding, actor: Actor) -> None:
        self._try(casework.answer, found.fingerprint, "It was agreed.", actor)

    @rule(hours=st.integers(0, 100), actor=people)
    def escalate(self, hours: int, actor: Actor) -> None:
        moment = NOON + dt.timedelta(hours=hours)
        self._try(lambda case, _: casework.escalate(case, ServiceLevels(), actor, moment))

    @rule(found=st.sampled_from(FINDINGS), actor=people)
    def confirm(self, found: Finding, actor: Actor) -> None:
        self._try(casework.confirm, found.fingerprint, actor)

    @rule(role=roles, actor=people)
    def sign(self, role: Owner, actor: Actor) -> None:
        self._try(casework.sign, role, actor)

    @rule(actor=people)
    def release(self, actor: Actor) -> None:
        self._try(casework.release, sha("bundle"), actor)

    @rule(
        kind=st.sampled_from(
            ["deal_won", "deal_changed", "deal_lost", "gap", "envelope_stopped", "envelope_completed"]
        ),
        hours=st.integers(-1, 3),
        actor=st.just(MACHINE) | people,
    )
    def hear(self, kind: IncomingKind, hours: int, actor: Actor) -> None:
        about = "envelope:8c1f" if kind.startswith("envelope") else "salesforce:006X"
        at = NOON + dt.timedelta(hours=hours)
        said = Incoming(source="/x", id="e", system="salesforce", kind=kind, subject="006X", at=at)
        self._try(taskwork.hear, about, said, actor)

    @rule(actor=people, missing=st.booleans())
    def validate(self, actor: Actor, missing: bool) -> None:
        wanted = [task("missing_field", "finance", "Nobody says it.", "Say it.", "price.currency", NOON)]
        self._try(casework.validate, wanted if missing else [], actor)

    @rule(actor=people)
    def fail_check(self, actor: Actor) -> None:
        self._try(taskwork.fail_check, UnreadableInput("sow.pdf", "is no PDF", hint="Save it anew."), actor)

    @precondition(lambda self: self.case.tasks)
    @rule(actor=people, data=st.data())
    def set_aside(self, actor: Actor, data: st.DataObject) -> None:
        found = data.draw(st.sampled_from(self.case.tasks))
        self._try(taskwork.set_aside, found.id, "looked at it", actor)

    @precondition(lambda self: self.case.state == "in_review")
    @rule(
        decider=st.sampled_from(PEOPLE[:4]),
        second=st.sampled_from(PEOPLE[:4]),
        asks=st.booleans(),
        signers=st.permutations(PEOPLE),
    )
    def work_through(self, decider: Actor, second: Actor, asks: bool, signers: list[Actor]) -> None:
        """Everything at once, so that gates do open: a question, a decision, a second person, and everybody signs."""
        assert self.case.analysis is not None
        for found in self.case.analysis.findings:
            for actor in (decider, second):
                self.look(found, actor)
            if asks:
                self.decide(found, "needs_info", decider)
                self.answer(found, PEOPLE[2])
            self.decide(found, "accept_with_waiver", decider)
            self.confirm(found, second)
        for actor in signers:
            for role in get_args(Owner):
                # Nobody signs what is open already: it must have been right to open.
                if role in actor.roles and self.case.state == "in_review":
                    self.sign(role, actor)

    @invariant()
    def what_is_open_was_approved(self) -> None:
        case = self.case
        if case.state not in ("signed_off", "released"):
            return
        analysis = case.analysis
        assert analysis is not None
        assert all(is_settled(case, each) for each in analysis.findings)
        assert case.state == "released" or not case.tasks
        machines = {actor.id for actor in PEOPLE if actor.kind == "service"}
        fresh = [each for each in case.signatures if each.seal.fields == seal_of(case, each.role).fields]
        signers: dict[str, set[str]] = {}
        for signature in fresh:
            signers.setdefault(signature.role, set()).add(signature.by)
        for approval in analysis.required:
            assert len(signers.get(approval.role, set())) >= approval.people
        everybody = [name for names in signers.values() for name in names]
        assert len(everybody) == len(set(everybody)), "one person approved in two roles"
        assert not machines & set(everybody)
        for standing in case.decisions.values():
            assert standing.by not in machines
            assert standing.by != standing.confirmed_by
            assert standing.confirmed_by not in standing.told_by
        for found in analysis.findings:
            self._was_approved_by_another(found, fresh)

    def _was_approved_by_another(self, found: Finding, fresh: list[Signature]) -> None:
        standing = self.case.decisions.get(found.fingerprint)
        if standing is None or not departs(standing):
            return
        approvers = {each.by for each in fresh if found.field in each.seal.fields} | {standing.confirmed_by}
        assert approvers - {standing.by, None}, "a decision to depart from the paper stands by itself"
        if found.blocks:
            assert standing.by not in self.case.brought_by.values(), "who handed in the papers let a blocker through"

    @invariant()
    def what_the_gate_depends_on_is_not_set_aside(self) -> None:
        if self.case.state == "released":
            return
        kinds = {each.event.tasks for each in self.entries if isinstance(each.event, TasksClosed) and each.event.reason}
        opened = [task for each in self.entries if isinstance(each.event, TasksOpened) for task in each.event.tasks]
        aside = {each.kind for each in opened if any(each.id in ids for ids in kinds)}
        assert aside <= {"look_up", "unreadable", "failed_check"}

    @invariant()
    def the_case_follows_from_its_events(self) -> None:
        assert case_of(self.case.id, self.entries) == self.case


TestGate = Gate.TestCase
TestGate.settings = settings(max_examples=250, stateful_step_count=30, deadline=None)
