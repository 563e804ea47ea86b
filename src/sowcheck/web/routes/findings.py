"""What people do with a finding: look at the evidence, decide, confirm, answer."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import AwareDatetime, Field, JsonValue, ValidationError

from sowcheck.core.casefile import CaseFile, CaseState
from sowcheck.core.decisions import Decision, Resolution
from sowcheck.core.fields import Owner
from sowcheck.core.noun import Noun
from sowcheck.gate import casework
from sowcheck.gate.acting import Entries
from sowcheck.service.evidence import Evidence, evidence_of
from sowcheck.service.site import Site
from sowcheck.web.callers import SOURCE
from sowcheck.web.doors import Door, TheActor, TheDesk, TheSite
from sowcheck.web.kinds import NOT_THERE
from sowcheck.web.problems import Fault, Invalid, Refused
from sowcheck.web.routes.cases import CaseId
from sowcheck.web.views import CaseView, view_of

router = APIRouter(route_class=Door, tags=["decisions"])

Fingerprint = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="Of the finding, as the case shows it")]


class Said(Noun):
    """A decision as somebody sends it."""

    resolution: Resolution
    reason: str = Field(min_length=1, max_length=4000)
    """Why; with `needs_info`, the question."""
    value: JsonValue = None
    """With `enter_value`: what holds."""
    asked: str | None = Field(default=None, max_length=100)
    """With `needs_info`: id or login of the person who has to answer."""
    due: AwareDatetime | None = None
    """With `needs_info`: until when."""
    seen: int | None = Field(default=None, ge=1)
    """`number` of the case as the caller saw it: needed in the place of somebody else's decision."""


class OpenedEvidence(Evidence):
    """What stands behind a finding, with the case."""

    case: str
    state: CaseState
    number: int
    """Of the events of the case."""


class Words(Noun):
    """The answer to a question."""

    answer: str = Field(min_length=1, max_length=4000)


class Agreement(Noun):
    """Agreement to a decision as somebody saw it."""

    seen: int = Field(ge=1)
    """`number` of the case as it was shown: the decision must still be the one that it had then."""


class Role(Noun):
    """The role in which somebody signs, and what they saw."""

    role: Owner
    seen: int = Field(ge=1)
    """`number` of the case as it was shown: what the role signs for must still be what it said then."""


@router.post("/v1/cases/{case_id}/findings/{fingerprint}/evidence", summary="Open the evidence")
def open_evidence(
    case_id: CaseId, fingerprint: Fingerprint, actor: TheActor, desk: TheDesk, site: TheSite
) -> OpenedEvidence:
    """Look at the words and the record behind a finding, which comes before deciding on it; that somebody did is noted."""
    found = evidence_of(site.store.load(case_id).case, fingerprint, site.contents)

    def step(case: CaseFile) -> Entries:
        entries = casework.open_evidence(case, fingerprint, actor, site.clock())
        if found is None:  # whoever is not shown anything has not looked
            raise Refused(NOT_THERE, "The evidence is not here yet.", hint="Ask for it again.")
        return entries

    kept = desk.take(case_id, step, actor, SOURCE)
    assert found is not None
    return OpenedEvidence(case=case_id, state=kept.case.state, number=kept.number, **dict(found))


@router.post("/v1/cases/{case_id}/findings/{fingerprint}/decision", summary="Decide")
def decide(
    case_id: CaseId, fingerprint: Fingerprint, said: Said, actor: TheActor, desk: TheDesk, site: TheSite
) -> CaseView:
    """Decide on a finding, in the role that owns it."""
    return view_of(desk.decide(case_id, _decision(fingerprint, said, site), actor, SOURCE, said.seen), site)


@router.post("/v1/cases/{case_id}/findings/{fingerprint}/confirmation", summary="Confirm somebody else's decision")
def confirm(
    case_id: CaseId, fingerprint: Fingerprint, said: Agreement, actor: TheActor, desk: TheDesk, site: TheSite
) -> CaseView:
    """Agree to the decision that somebody else made, as it was seen."""
    return view_of(desk.confirm(case_id, fingerprint, said.seen, actor, SOURCE), site)


@router.post("/v1/cases/{case_id}/findings/{fingerprint}/answer", summary="Answer a question")
def answer(
    case_id: CaseId, fingerprint: Fingerprint, said: Words, actor: TheActor, desk: TheDesk, site: TheSite
) -> CaseView:
    """Answer the question that was put to the caller."""
    return view_of(
        desk.take(
            case_id, lambda case: casework.answer(case, fingerprint, said.answer, actor, site.clock()), actor, SOURCE
        ),
        site,
    )


@router.post("/v1/cases/{case_id}/signatures", summary="Sign")
def sign(case_id: CaseId, said: Role, actor: TheActor, desk: TheDesk, site: TheSite) -> CaseView:
    """Sign in a role, for everything that its scope said when it was seen, and still says. Only people sign."""
    return view_of(desk.sign(case_id, said.role, said.seen, actor, SOURCE), site)


def _decision(fingerprint: str, said: Said, site: Site) -> Decision:
    """The decision of what was said.

    Raises:
        Invalid: something belongs to another resolution, or nobody is known by who is asked.
    """
    asked = None if said.asked is None else _person(said.asked, site)
    due = None if said.due is None else said.due.astimezone(dt.UTC)
    try:
        return Decision(
            finding=fingerprint, resolution=said.resolution, reason=said.reason, value=said.value, asked=asked, due=due
        )
    except ValidationError as error:
        raise Invalid.of(error) from error


def _person(named: str, site: Site) -> str:
    user = site.directory.user_by_id(named) or site.directory.user(named.strip().lower())
    if user is None or user.disabled:
        raise Invalid(Fault(where="body.asked", message="Nobody is known here by this id or login."))
    return user.id
