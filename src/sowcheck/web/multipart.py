"""Files of a form, put aside while they come in: each within its limit, and no more of them than are taken."""

import math
from collections.abc import AsyncGenerator

from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from sowcheck.web.limits import TOO_LARGE, Limits, too_large
from sowcheck.web.problems import Fault, Invalid, Refused

_FIELDS = 20
"""Parts of a form that are no files."""


async def form_of(request: Request, limits: Limits) -> FormData:
    """The form that a request brings; whoever asks for it closes it.

    Raises:
        Refused: a file is too large, or there are too many.
        Invalid: it is no form.
    """
    try:
        form = await _Parser(request.headers, _stream(request), limits).parse()
    except (MultiPartException, MultipartParseError) as error:
        reason = getattr(error, "message", None) or str(error)
        raise Invalid(Fault(where="body", message=f"This is no form: {reason}")) from error
    if sum(isinstance(each, UploadFile) for _, each in form.multi_items()) > limits.files:
        await form.close()
        raise _too_many(limits.files)
    return form


class _Parser(MultiPartParser):
    """The framework's parser puts files aside on disk but takes them whatever their size."""

    def __init__(self, headers: Headers, stream: AsyncGenerator[bytes, None], limits: Limits) -> None:
        super().__init__(headers, stream, max_files=math.inf, max_fields=math.inf)
        self._limits = limits
        self._parts = self._bytes = 0

    def on_part_begin(self) -> None:
        """Count the part that begins."""
        self._parts, self._bytes = self._parts + 1, 0
        if self._parts > self._limits.files + _FIELDS:
            raise _too_many(self._limits.files)
        super().on_part_begin()

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Count the bytes of the part."""
        self._bytes += end - start
        if self._bytes > self._limits.file:
            raise too_large(self._limits.file, is_file=True)
        super().on_part_data(data, start, end)


def _too_many(most: int) -> Refused:
    return Refused(TOO_LARGE, f"The form has more than {most} files.", hint=f"Send at most {most} at once.")


def files_of(form: FormData, name: str) -> list[UploadFile]:
    """The files that a form has under a name.

    Raises:
        Invalid: something else stands there.
    """
    found = form.getlist(name)
    if not all(isinstance(each, UploadFile) for each in found):
        raise Invalid(Fault(where=f"body.{name}", message="Send files, each with its name."))
    return [each for each in found if isinstance(each, UploadFile)]


def words_of(form: FormData, name: str) -> list[str]:
    """The values that are no files."""
    return [each for each in form.getlist(name) if isinstance(each, str)]


async def _stream(request: Request) -> AsyncGenerator[bytes, None]:
    async for piece in request.stream():
        yield piece
