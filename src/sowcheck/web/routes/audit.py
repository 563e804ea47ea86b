"""The audit, for those who check it."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Response
from starlette.requests import Request

from sowcheck.core.analyses import Sha256
from sowcheck.core.audit import ChainFault
from sowcheck.core.noun import Noun
from sowcheck.service import audit_lines
from sowcheck.web.accept import CSV, JSON_LINES, best_of
from sowcheck.web.doors import Door, TheActor, TheSite
from sowcheck.web.seats import Seated, Seats

router = APIRouter(route_class=Door, tags=["audit"])
_MOST = 100


class AuditState(Noun):
    """Whether the audit is whole."""

    whole: bool
    lines: int
    head: Sha256
    """Hash of the last line: keep it elsewhere, and a line of a later audit must have it."""
    faults: tuple[ChainFault, ...]
    """The first of them."""


@router.get("/v1/audit/verification", summary="Is the audit whole")
def verify_audit(request: Request, site: TheSite, actor: TheActor) -> AuditState:
    """Check every line, and the words that were set apart. It takes a while where there are many."""
    with _seats(request).taken(actor.id):
        lines, head = site.store.head()
        faults = tuple(fault for _, fault in zip(range(_MOST), site.store.verify(), strict=False))
    return AuditState(whole=not faults, lines=lines, head=head, faults=faults)


@router.get(
    "/v1/audit",
    summary="The lines of the audit",
    response_class=Response,
    responses={
        200: {"content": {JSON_LINES: {"schema": {"type": "string"}}, CSV: {"schema": {"type": "string"}}}},
    },
)
def export_audit(
    request: Request,
    site: TheSite,
    actor: TheActor,
    case: Annotated[str | None, Query(max_length=64, description="Only this case")] = None,
    after: Annotated[int, Query(ge=0, le=2**53, description="Only lines after this one")] = 0,
) -> Response:
    """Every line with its hash, as JSON Lines or CSV by the header Accept. Words that people wrote stay sealed."""
    form = best_of(request, (JSON_LINES, CSV))
    if case is not None:
        site.store.load(case)
    leave = _seats(request).take(actor.id)
    lines = site.store.audit(case_id=case, after=after)
    text = audit_lines.as_csv(lines) if form == CSV else audit_lines.as_json_lines(lines)
    return Seated(_encoded(text), leave, media_type=form, headers={"Vary": "Accept"})


def _seats(request: Request) -> Seats:
    seats: Seats = request.app.state.readers
    return seats


def _encoded(text: Iterator[str]) -> Iterator[bytes]:
    for piece in text:
        yield piece.encode()
