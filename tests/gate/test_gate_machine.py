"""No sequence of steps releases a case without the required, fresh and distinct approvals of people."""

import datetime as dt
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gate_builders import MACHINE, NOON, QUOTE, analysis, decision, finding, person, received, sha
from gate_referee import Referee
from sowcheck.core.analyses import Analysis, Finding, RequiredApproval
from sowcheck.core.case_events import Entry, Paper, TasksClosed, TasksOpened
from sowcheck.core.decisions import Decision, Resolution
from sowcheck.core.fields import Owner
from sowcheck.core.incoming import Incoming, IncomingKind
from sowcheck.core.people import Actor
from sowcheck.core.policy import SignOffPolicy, WaiverRule
from sowcheck.core.service_levels import ServiceLevels
from sowcheck.core.snapshots import Snapshot
from sowcheck.errors import CaseError, UnreadableInput
from sowcheck.gate import casework, taskwork
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
    finding("d-5", "term.renewal", "low", "legal"),
    finding("d-6", "legal.governing_law", "low", "legal", blocks=True),
)
REQUIRED = (
    (),
    (RequiredApproval(role="finance"),),
    (RequiredApproval(role="delivery_ops"),),
    (RequiredApproval(role="delivery_ops"), RequiredApproval(role="finance")),
    (RequiredApproval(role="finance", people=2), RequiredApproval(role="legal")),
)
_PRICE, _LAW = ("price.*",), ("legal.*",)
RULES = (
    SignOffPolicy(scopes={"finance": _PRICE}),
    SignOffPolicy(scopes={"finance": _PRICE, "delivery_ops": _LAW}, own_papers=True),
    SignOffPolicy(
        scopes={"legal": _LAW},
        evidence=("blocker", "high", "medium"),
        waivers=(
            WaiverRule(severities=("high",), roles=("finance",)),
            WaiverRule(fields=_PRICE, resolutions=("not_a_discrepancy",), roles=()),
        ),
    ),
)
"""What a case is judged by, from its beginning to its end."""
NEWER = Paper(name="newer.json", sha256=sha("newer"))
ASKED = PEOPLE[2]
people = st.sampled_from(PEOPLE)
found_one = st.sampled_from(FINDINGS)
resolutions: st.SearchStrategy[Resolution] = st.sampled_from(
    ["update_record", "amend_document", "enter_value", "accept_with_waiver", "needs_info", "not_a_discrepancy"]
)
roles: st.SearchStrategy[Owner] = st.sampled_from(["finance", "delivery_ops", "legal", "sales_ops"])
other_words = st.sampled_from(
    [{}, {}, {"legal.governing_law": "Denmark"}, {"price.services_total": "170,000"}, {"price.nte_cap": "200,000"}]
)
in_the_way = st.sampled_from([(), (), (), ("The case has no document.",)])


def _said(found: Finding, resolution: Resolution) -> Decision:
    said = decision(found, resolution)
    return said.model_copy(update={"asked": ASKED.id}) if said.asked else said


class Gate(RuleBasedStateMachine):
    """People and services do what they like, and roles come and go; a referee who knows only what is on record objects."""

    def __init__(self) -> None:
        super().__init__()
        self.case = received()
        self.holding = {actor.id: actor for actor in PEOPLE}
        self.judged_by = RULES[0]
        (first,) = casework.receive("006X", self.case.documents, self.case.records, MACHINE, NOON)
        self.entries: list[Entry] = [first]
        self.referee = Referee()
        self.referee.sees(self.entries)

    def _now(self, actor: Actor) -> Actor:
        """Somebody with the roles that they hold now."""
        return self.holding[actor.id]

    def _try(self, step: "object", *arguments: object) -> None:
        """Take a step, and take it again: a caller that lost the answer sends its call once more."""
        assert callable(step)
        try:
            entries = step(self.case, *arguments, NOON)
        except CaseError:
            return
        for entry in entries:
            self.case = after(self.case, entry)
            assert self.referee.sees([entry]) == []
        self.entries += entries
        try:
            again = step(self.case, *arguments, NOON)
        except CaseError:
            return
        assert again == (), "the same step again must change nothing"

    @initialize(
        rules=st.sampled_from(RULES),
        required=st.sampled_from(REQUIRED),
        found=st.lists(found_one, unique=True, min_size=1, max_size=2),
    )
    def begin(self, rules: SignOffPolicy, required: tuple[RequiredApproval, ...], found: list[Finding]) -> None:
        self.judged_by = rules
        self._check(analysis(*found, required=required, rules=rules))

    @rule(actor=people, role=roles)
    def give_or_take_a_role(self, actor: Actor, role: Owner) -> None:
        known = self._now(actor)
        held = set(known.roles) ^ {role}
        self.holding[actor.id] = known.model_copy(update={"roles": tuple(sorted(held))})

    @rule(actor=people, words=st.sampled_from(["a", "b"]), record=st.sampled_from([QUOTE, NEWER]))
    def change_inputs(self, actor: Actor, words: str, record: Paper) -> None:
        self._try(casework.change_inputs, [Paper(name="sow.pdf", sha256=sha(words))], [record], self._now(actor))

    @rule(
        found=st.none() | st.lists(found_one, unique=True, max_size=2),
        says=other_words,
        required=st.none() | st.sampled_from(REQUIRED),
        obstacles=in_the_way,
        brings=st.none() | people,
    )
    def check(
        self,
        found: list[Finding] | None,
        says: dict[str, str],
        required: tuple[RequiredApproval, ...] | None,
        obstacles: tuple[str, ...],
        brings: Actor | None,
    ) -> None:
        """Check again, after somebody has handed in other papers; what is left out is found as it was before."""
        known = self.case.analysis
        if brings is not None and self.case.state != "received":
            other = QUOTE if NEWER in self.case.records else NEWER
            self._try(casework.change_inputs, self.case.documents, [other], self._now(brings))
        check = analysis(
            *(known.findings if found is None and known else found or ()),
            required=known.required if required is None and known else required or REQUIRED[1],
            rules=self.judged_by,
            says=says,
        )
        self._check(check.model_copy(update={"envelopes": ("8c1f",), "obstacles": obstacles}))

    def _check(self, check: Analysis) -> None:
        said = [Snapshot(sha256=each.sha256, system="salesforce", modified=NOON) for each in self.case.records]
        for step in (
            lambda case, now: casework.validate(case, (), MACHINE, now, said),
            lambda case, now: casework.analyse(case, check, MACHINE, now),
        ):
            self._try(step)

    @rule(found=found_one, actor=people)
    def look(self, found: Finding, actor: Actor) -> None:
        self._try(casework.open_evidence, found.fingerprint, self._now(actor))

    @rule(found=found_one, resolution=resolutions, actor=people)
    def decide(self, found: Finding, resolution: Resolution, actor: Actor) -> None:
        said, asked = _said(found, resolution), self._now(ASKED)
        self._try(lambda case, now: casework.decide(case, said, self._now(actor), now, asked))

    @rule(found=found_one, actor=people)
    def answer(self, found: Finding, actor: Actor) -> None:
        self._try(casework.answer, found.fingerprint, "It was agreed.", self._now(actor))

    @rule(hours=st.integers(0, 100), actor=people)
    def escalate(self, hours: int, actor: Actor) -> None:
        moment = NOON + dt.timedelta(hours=hours)
        self._try(lambda case, _: casework.escalate(case, ServiceLevels(), self._now(actor), moment))

    @rule(found=found_one, actor=people)
    def confirm(self, found: Finding, actor: Actor) -> None:
        self._try(casework.confirm, found.fingerprint, self._now(actor))

    @rule(role=roles, actor=people)
    def sign(self, role: Owner, actor: Actor) -> None:
        self._try(casework.sign, role, self._now(actor))

    @rule(actor=people)
    def release(self, actor: Actor) -> None:
        self._try(casework.release, sha("bundle"), self._now(actor))

    @precondition(lambda self: len(self.entries) > 8)
    @rule(actor=people, what=st.sampled_from([casework.reject, casework.supersede]))
    def end(self, actor: Actor, what: object) -> None:
        self._try(what, "case-2", self._now(actor))

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
        self._try(taskwork.hear, about, said, self._now(actor))

    @rule(actor=people, missing=st.booleans())
    def validate(self, actor: Actor, missing: bool) -> None:
        wanted = [task("missing_field", "finance", "Nobody says it.", "Say it.", "price.currency", NOON)]
        self._try(casework.validate, wanted if missing else [], self._now(actor))

    @rule(actor=people)
    def fail_job(self, actor: Actor) -> None:
        self._try(taskwork.fail_job, UnreadableInput("sow.pdf", "is no PDF", hint="Save it anew."), self._now(actor))

    @precondition(lambda self: self.case.tasks)
    @rule(actor=people, data=st.data())
    def set_aside(self, actor: Actor, data: st.DataObject) -> None:
        found = data.draw(st.sampled_from(self.case.tasks))
        self._try(taskwork.set_aside, found.id, "looked at it", self._now(actor))

    @precondition(lambda self: self.case.state == "in_review")
    @rule(
        pair=st.permutations(PEOPLE[:4]),
        resolution=st.just("accept_with_waiver") | resolutions,
        asks=st.booleans(),
        looking=st.sampled_from([2, 2, 1, 0]),
        signers=st.permutations(PEOPLE),
    )
    def work_through(
        self, pair: list[Actor], resolution: Resolution, asks: bool, looking: int, signers: list[Actor]
    ) -> None:
        """Everything at once, so that gates do open: a question, a decision, a second person, and everybody signs."""
        assert self.case.analysis is not None
        for found in self.case.analysis.findings:
            decider, second = sorted(pair, key=lambda each: found.owner not in self._now(each).roles)[:2]
            for actor in (decider, second)[:looking]:
                self.look(found, actor)
            if asks:
                self.decide(found, "needs_info", decider)
                self.answer(found, ASKED)
            self.decide(found, resolution, decider)
            self.confirm(found, decider)
            self.confirm(found, second)
        for actor in signers:
            for role in get_args(Owner):
                # Nobody signs what is open already: it must have been right to open.
                if self.case.state == "in_review":
                    self.sign(role, actor)

    @precondition(lambda self: self.case.state == "signed_off")
    @rule(actor=people, resolution=resolutions, releases=st.booleans())
    def change_their_mind(self, actor: Actor, resolution: Resolution, releases: bool) -> None:
        """Between the last signature and the release somebody decides otherwise."""
        assert self.case.analysis is not None
        for found in self.case.analysis.findings:
            self.look(found, actor)
            self.decide(found, resolution, actor)
        if releases:
            self.release(MACHINE)

    @precondition(lambda self: self.case.state == "signed_off")
    @rule(actor=people)
    def bring_papers_that_say_the_same(self, actor: Actor) -> None:
        """Nothing has changed for those who signed, but for whose papers these are."""
        assert self.case.analysis is not None
        other = QUOTE if NEWER in self.case.records else NEWER
        self._try(casework.change_inputs, self.case.documents, [other], self._now(actor))
        self._check(self.case.analysis)

    @invariant()
    def what_is_open_may_be_open(self) -> None:
        assert self.referee.opened == (self.case.state in ("signed_off", "released"))
        if self.case.state == "signed_off":
            assert list(self.referee.objections()) == []

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
TestGate.settings = settings(max_examples=600, stateful_step_count=20, deadline=None)
