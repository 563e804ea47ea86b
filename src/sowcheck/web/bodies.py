"""A body of any size, put aside on disk while it comes in."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from sowcheck.core.analyses import Sha256
from sowcheck.web.limits import too_large

_IN_MEMORY = 1 << 20


class Aside(NamedTuple):
    """A body that was put aside."""

    file: IO[bytes]
    size: int
    sha256: Sha256


@asynccontextmanager
async def put_aside(request: Request, most: int) -> AsyncIterator[Aside]:
    """The body as a file that is read from its beginning, with what it is told by.

    Raises:
        Refused: it has more than `most` bytes.
    """
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        size, digest = 0, hashlib.sha256()
        async for piece in request.stream():
            size += len(piece)
            if size > most:
                raise too_large(most, is_file=True)
            digest.update(piece)
            await run_in_threadpool(file.write, piece)
        file.seek(0)
        yield Aside(cast(IO[bytes], file), size, digest.hexdigest())
