"""The methods of a path: the framework names those of the first route that fits, and there may be several."""

from fastapi import FastAPI
from starlette.routing import compile_path


def methods_of(app: FastAPI, path: str) -> str:
    """What the header Allow says."""
    paths = app.openapi()["paths"]
    found = {method.upper() for each in paths if compile_path(each)[0].match(path) for method in paths[each]}
    return ", ".join(sorted(found | {"HEAD"} if "GET" in found else found))
