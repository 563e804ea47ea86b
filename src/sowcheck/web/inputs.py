"""What a case is made of, as somebody sends it: a form with files, or JSON that names files which were put here before."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Annotated, Any, NamedTuple

from fastapi import Depends
from pydantic import Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from sowcheck.core.case_events import Paper
from sowcheck.core.noun import Noun
from sowcheck.service.desk import Upload
from sowcheck.web.doors import desk_of, limits_of, site_of
from sowcheck.web.kinds import OTHER_TYPE
from sowcheck.web.limits import limited
from sowcheck.web.multipart import files_of, form_of, words_of
from sowcheck.web.plain import must_be_plain
from sowcheck.web.problems import Absent, Fault, Invalid, Refused

FORM, JSON = "multipart/form-data", "application/json"
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class NamedContent(Noun):
    """A file that was put here before."""

    name: str = Field(min_length=1, max_length=255)
    sha256: Hash


class Inputs(Noun):
    """Papers and record snapshots of a deal, by hash."""

    documents: tuple[NamedContent, ...] = Field(default=(), max_length=100)
    records: tuple[NamedContent, ...] = Field(default=(), max_length=100)


class NewCase(Inputs):
    """A case that begins."""

    reference: str = Field(min_length=1, max_length=200)
    """What the caller calls the deal, such as the opportunity's id."""


class NewInputs(Inputs):
    """What comes to a case: a file takes the place of one of the same name."""

    remove: tuple[Hash, ...] = Field(default=(), max_length=200)
    """Hashes of papers and records that no longer belong to it."""


def _body(shape: type[Inputs], **more: Any) -> dict[str, Any]:
    """What OpenAPI says of the body."""
    files = {"type": "array", "items": {"type": "string", "format": "binary"}}
    form = {
        "type": "object",
        "properties": {"documents": files, "records": files, **more},
        "additionalProperties": False,
    }
    if "reference" in more:
        form["required"] = ["reference"]
    return {
        "requestBody": {
            "required": True,
            "content": {FORM: {"schema": form}, JSON: {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}},
        }
    }


NEW_BODY = _body(NewCase, reference={"type": "string", "minLength": 1, "maxLength": 200})
CHANGE_BODY = _body(
    NewInputs, remove={"type": "array", "items": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "maxItems": 200}
)


class HandedIn(NamedTuple):
    """Papers and records whose bytes are kept, with what else was said."""

    documents: tuple[Paper, ...]
    records: tuple[Paper, ...]
    reference: str = ""
    remove: tuple[str, ...] = ()


async def new_case(request: Request) -> HandedIn:
    """What a case begins with."""
    return await _handed_in(request, NewCase)


async def new_inputs(request: Request) -> HandedIn:
    """What comes to a case."""
    return await _handed_in(request, NewInputs)


TheNewCase = Annotated[HandedIn, Depends(new_case)]
TheNewInputs = Annotated[HandedIn, Depends(new_inputs)]


async def _handed_in(request: Request, shape: type[Inputs]) -> HandedIn:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == FORM:
        async with _form(request) as form:
            return await run_in_threadpool(_from_form, request, form, shape)
    if media_type == JSON:
        said = _read(shape, await limited(request, limits_of(request).body).body())
        return await run_in_threadpool(_from_hashes, request, said)
    what = (
        f"{media_type} is not taken here." if media_type else "The request does not say what it brings (Content-Type)."
    )
    raise Refused(OTHER_TYPE, what, hint=f"Send {FORM} or {JSON}.")


@asynccontextmanager
async def _form(request: Request) -> AsyncIterator[FormData]:
    form = await form_of(request, limits_of(request))
    try:
        yield form
    finally:
        await form.close()


def _from_form(request: Request, form: FormData, shape: type[Inputs]) -> HandedIn:
    """Whatever is wrong is told before a byte is kept."""
    known = {"documents", "records", *shape.model_fields}
    strange = sorted(set(form) - known)
    if strange:
        raise Invalid(Fault(where=f"body.{strange[0]}", message=f"Only {', '.join(sorted(known))} are known."))
    for name, each in form.multi_items():
        must_be_plain([name, each.filename if isinstance(each, UploadFile) else each], f"body.{name[:100]}")
    uploads = {name: _uploads(files_of(form, name), name) for name in ("documents", "records")}
    said = _valid(shape, {name: _words(form, name) for name in known - uploads.keys() if name in form})
    desk = desk_of(request)
    kept = {name: desk.keep(files) for name, files in uploads.items()}
    return _with_words(kept["documents"], kept["records"], said)


def _words(form: FormData, name: str) -> Any:
    found = words_of(form, name)
    return found if name == "remove" else found[0] if len(found) == 1 else found


def _uploads(files: Iterable[UploadFile], name: str) -> list[Upload]:
    found = [Upload(each.filename or "", each.file) for each in files]
    if not all(0 < len(each.name) <= 255 for each in found):
        raise Invalid(Fault(where=f"body.{name}", message="Each file needs a name of at most 255 characters."))
    return found


def _from_hashes(request: Request, said: Inputs) -> HandedIn:
    """Names of files that are here.

    Raises:
        Absent: one is not.
    """
    contents = site_of(request).contents
    named = {"documents": said.documents, "records": said.records}
    absent = tuple(
        Fault(where=f"body.{kind}.{number}.sha256", message="No such content is kept here. Put it first.")
        for kind, files in named.items()
        for number, each in enumerate(files)
        if not contents.has(each.sha256)
    )
    if absent:
        raise Absent(*absent)
    papers = {kind: tuple(Paper(name=each.name, sha256=each.sha256) for each in files) for kind, files in named.items()}
    return _with_words(papers["documents"], papers["records"], said)


def _with_words(documents: tuple[Paper, ...], records: tuple[Paper, ...], said: Inputs) -> HandedIn:
    match said:
        case NewCase():
            return HandedIn(documents, records, reference=said.reference)
        case NewInputs():
            return HandedIn(documents, records, remove=said.remove)
        case _:
            return HandedIn(documents, records)


def _valid(shape: type[Inputs], said: dict[str, Any]) -> Inputs:
    try:
        return shape.model_validate(said)
    except ValidationError as error:
        raise Invalid.of(error) from error


def _read(shape: type[Inputs], body: bytes) -> Inputs:
    try:
        said = shape.model_validate_json(body)
    except ValidationError as error:
        raise Invalid.of(error) from error
    must_be_plain(said.model_dump(), "body")
    return said
