"""Files that are put here before a case names them: large ones one by one, each sent again without harm."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from sowcheck.core.analyses import Sha256
from sowcheck.core.noun import Noun
from sowcheck.web.bodies import Aside, put_aside
from sowcheck.web.doors import Door, TheSite, limits_of
from sowcheck.web.problems import Fault, Invalid

router = APIRouter(route_class=Door, tags=["contents"])
ANY_BYTES = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}}},
    }
}


class KeptContent(Noun):
    """A file that is kept here."""

    sha256: Sha256
    size: int = Field(ge=0)


@router.post("/v1/contents", summary="Put a file", status_code=201, openapi_extra=ANY_BYTES)
async def add_content(request: Request, site: TheSite) -> KeptContent:
    """Keep the bytes of the body; the answer tells the hash to name them by."""
    async with put_aside(request, limits_of(request).file) as body:
        _must_hold_something(body)
        await run_in_threadpool(site.contents.put, body.file)
    return KeptContent(sha256=body.sha256, size=body.size)


@router.put("/v1/contents/{sha256}", summary="Put a file under its hash", openapi_extra=ANY_BYTES)
async def put_content(
    sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")], request: Request, response: Response, site: TheSite
) -> KeptContent:
    """Keep the bytes of the body, if their hash is the one that is named: what was cut off on its way is not kept."""
    async with put_aside(request, limits_of(request).file) as body:
        _must_hold_something(body)
        if body.sha256 != sha256:
            raise Invalid(Fault(where="body", message=f"Its SHA-256 is {body.sha256}, not the one that is named."))
        response.status_code = 200 if await run_in_threadpool(site.contents.has, sha256) else 201
        await run_in_threadpool(site.contents.put, body.file)
    return KeptContent(sha256=sha256, size=body.size)


def _must_hold_something(body: Aside) -> None:
    if body.size == 0:
        raise Invalid(Fault(where="body", message="The body is empty."))
