"""Cases: handed in, listed, shown, with their papers and the report."""

import mimetypes
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Path, Query, Response
from pydantic import Field
from starlette.requests import Request

from sowcheck.core.casefile import CaseFile, CaseState
from sowcheck.core.facts import Fact
from sowcheck.core.noun import Noun
from sowcheck.gate import casework, telling
from sowcheck.gate.acting import Entries
from sowcheck.service.desk import case_id_for
from sowcheck.service.inputs import with_changes
from sowcheck.store.derived import Derived
from sowcheck.web.accept import HTML, JSON, best_of
from sowcheck.web.callers import SOURCE
from sowcheck.web.doors import Door, TheActor, TheDesk, TheSite
from sowcheck.web.headers import REPORT
from sowcheck.web.inputs import CHANGE_BODY, NEW_BODY, TheNewCase, TheNewInputs
from sowcheck.web.kinds import NOT_THERE, TAKEN_AWAY
from sowcheck.web.problems import Fault, Invalid, Refused
from sowcheck.web.views import CasePage, CaseRow, CaseView, view_of

router = APIRouter(route_class=Door, tags=["cases"])


def rows_of(request: Request) -> Derived[CaseRow]:
    """The rows of lists."""
    rows: Derived[CaseRow] = request.app.state.rows
    return rows


TheRows = Annotated[Derived[CaseRow], Depends(rows_of)]
CaseId = Annotated[str, Path(pattern="^[A-Za-z0-9._-]{1,64}$")]


@router.post("/v1/cases", summary="Hand in a case", status_code=201, openapi_extra=NEW_BODY)
def open_case(
    handed_in: TheNewCase,
    key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=255,
            description="Chosen by the caller, one for each case: the same call again is the same case.",
        ),
    ],
    response: Response,
    actor: TheActor,
    desk: TheDesk,
    site: TheSite,
) -> CaseView:
    """Begin a case with papers and record snapshots: files in a form, or hashes of files that were put before."""
    kept = desk.receive(
        handed_in.reference, handed_in.documents, handed_in.records, actor, SOURCE, case_id_for(actor, key)
    )
    response.headers["Location"] = f"/v1/cases/{kept.case.id}"
    return view_of(kept, site)


@router.post("/v1/cases/{case_id}/inputs", summary="Hand in papers or records later", openapi_extra=CHANGE_BODY)
def change_inputs(case_id: CaseId, handed_in: TheNewInputs, actor: TheActor, desk: TheDesk, site: TheSite) -> CaseView:
    """Add papers and record snapshots, or put them in the place of those of the same name.

    The case is checked again; what people decided and signed holds on for everything that says the same as before.
    """

    def step(case: CaseFile) -> Entries:
        documents = with_changes(case.documents, handed_in.documents, handed_in.remove)
        records = with_changes(case.records, handed_in.records, handed_in.remove)
        return casework.change_inputs(case, documents, records, actor, site.clock())

    return view_of(desk.take(case_id, step, actor, SOURCE), site)


@router.get("/v1/cases", summary="List cases")
def list_cases(
    rows: TheRows,
    state: CaseState | None = None,
    reference: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[str, Query(max_length=64, description="The `next` of the page before")] = "",
) -> CasePage:
    """Cases by id, a page at a time."""
    found = rows.page(state=state, reference=reference, limit=limit, after=after)
    return CasePage(cases=found.items, next=found.next)


@router.get("/v1/cases/{case_id}", summary="Show a case")
def show_case(case_id: CaseId, site: TheSite) -> CaseView:
    """A case as it is now: what stands open, which approvals are missing, and who is waited for."""
    return view_of(site.store.load(case_id), site)


@router.get(
    "/v1/cases/{case_id}/report",
    summary="The report of the last check",
    response_class=Response,
    responses={200: {"content": {JSON: {"schema": {"type": "object"}}, HTML: {"schema": {"type": "string"}}}}},
)
def show_report(case_id: CaseId, request: Request, site: TheSite) -> Response:
    """The report that people read and sign: `sowcheck.report/1` as JSON, or a page, by the header Accept."""
    form = best_of(request, (JSON, HTML))
    analysis = _whole(site.store.load(case_id).case).analysis
    sha256 = None if analysis is None else analysis.report if form == JSON else analysis.page
    if sha256 is None:
        raise Refused(NOT_THERE, f"Case {case_id} has not been checked yet.", hint="Wait until it is in review.")
    headers = {"Content-Security-Policy": REPORT} if form == HTML else {}
    return Response(site.contents.get(sha256), media_type=form, headers={**headers, "Vary": "Accept"})


@router.get(
    "/v1/cases/{case_id}/documents/{sha256}",
    summary="A paper or record of a case",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}},
)
def show_paper(case_id: CaseId, sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")], site: TheSite) -> Response:
    """The bytes of a paper or record, as they were handed in."""
    case = _whole(site.store.load(case_id).case)
    paper = next((each for each in (*case.documents, *case.records) if each.sha256 == sha256), None)
    if paper is None:
        raise Refused(NOT_THERE, f"Case {case_id} has no paper {sha256[:12]}.", hint="See the case for its papers.")
    media_type = mimetypes.guess_type(paper.name)[0] or "application/octet-stream"
    # Whatever was handed in is data: no browser shows it as a page of this service.
    return Response(
        site.contents.get(sha256),
        media_type=media_type,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(paper.name, safe='')}"},
    )


def _whole(case: CaseFile) -> CaseFile:
    """The case, if papers and reports of it are kept."""
    if case.taken_away is not None:
        raise Refused(
            TAKEN_AWAY,
            f"Papers and reports of case {case.id} were taken away on {case.taken_away:%Y-%m-%d}.",
            hint="The audit has what happened to the case, with the hashes of its papers.",
        )
    return case


class Reason(Noun):
    """Why."""

    reason: str = Field(min_length=1, max_length=4000)


class Successor(Noun):
    """The case that takes the place of another."""

    by: str = Field(pattern="^[A-Za-z0-9._-]{1,64}$")


@router.post("/v1/cases/{case_id}/rejection", summary="Send a deal back")
def reject(case_id: CaseId, said: Reason, actor: TheActor, desk: TheDesk, site: TheSite) -> CaseView:
    """Send the deal back, with what has to change."""
    return view_of(
        desk.take(case_id, lambda case: casework.reject(case, said.reason, actor, site.clock()), actor, SOURCE), site
    )


@router.post("/v1/cases/{case_id}/supersession", summary="Put another case in its place")
def supersede(case_id: CaseId, said: Successor, actor: TheActor, desk: TheDesk, site: TheSite) -> CaseView:
    """Let another case, which must be here, take this one's place."""
    if site.store.load(said.by).case.id == case_id:
        raise Invalid(Fault(where="body.by", message="A case cannot take its own place."))
    return view_of(
        desk.take(case_id, lambda case: casework.supersede(case, said.by, actor, site.clock()), actor, SOURCE), site
    )


@router.post("/v1/cases/{case_id}/facts", summary="Tell what only other systems know")
def tell(case_id: CaseId, said: Fact, actor: TheActor, desk: TheDesk, site: TheSite) -> CaseView:
    """Tell a fact about the deal, such as when it was won or its project created: the figures in docs/kpis.md rest on them."""
    return view_of(desk.take(case_id, lambda case: telling.tell(case, said, actor, site.clock()), actor, SOURCE), site)
