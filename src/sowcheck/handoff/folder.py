"""The target that needs nothing: a folder with one file for each bundle, whole or absent."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from sowcheck.core.analyses import Sha256
from sowcheck.errors import TargetError

NAME = "folder"
"""What the audit calls this target."""


def place_of(folder: Path, case_id: str, bundle: Sha256) -> Path:
    """Where a bundle lies: its name is its idempotency key, so that it lies there once."""
    return folder / quote(case_id, safe="") / f"{bundle}.json"


def hand_over(folder: Path, case_id: str, bundle: Sha256, content: bytes) -> Path:
    """Write a bundle and read it back; nothing is written if it lies there already.

    Raises:
        TargetError: the folder cannot be written to, or does not give back what was written.
    """
    place = place_of(folder, case_id, bundle)
    try:
        if not _holds(place, bundle):
            _write(place, content)
        if _holds(place, bundle):
            return place
    except OSError as error:
        raise TargetError(
            f"The handoff of {case_id} cannot be written to {folder}: {error.strerror or error}",
            hint="Make room or give access; it is tried again.",
        ) from error
    raise TargetError(
        f"{place} does not hold the bundle that was written to it.",
        hint="See what else writes there; it is tried again.",
    )


def _holds(place: Path, bundle: Sha256) -> bool:
    return place.exists() and hashlib.sha256(place.read_bytes()).hexdigest() == bundle


def _write(place: Path, content: bytes) -> None:
    """Written beside its place, made to last, and only then given its name: whoever watches the folder sees whole files."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o640)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
