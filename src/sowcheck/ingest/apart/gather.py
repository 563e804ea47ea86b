"""The documents of a case: those that are named, and those in the packages that are named."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sowcheck.core.documents import Document
from sowcheck.core.limits import ReadingLimits
from sowcheck.core.packages import Member, Package
from sowcheck.errors import UnreadableInput, UsageError
from sowcheck.ingest.apart.reading import opened, read_member

_DATA = (".json", ".jsonl", ".csv", ".tsv")
_IS_DATA = "this is data, as records are, and whoever packed the papers may not say what they are checked against"
_NAME_RECORD = "If it is your own CRM or CPQ export, name it after --record; if it belongs to the contract, name it as PDF or XLSX."


class Gathered(NamedTuple):
    """Documents in the order in which they were named; those of a package in the order of its list."""

    documents: tuple[tuple[str, Document, Path], ...]
    """Id, document, and the file on disk that holds it."""
    packages: tuple[Package, ...]


def gather(
    paths: Sequence[Path],
    trusted: Sequence[bytes] = (),
    limits: ReadingLimits | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Gathered:
    """Reads all documents. A file of a package that cannot be read is named there and does not stop the others.

    Args:
        paths: Documents and packages; a document of a package may be named as "package.zip/sow.pdf".
        trusted: Certificates of the authorities that may vouch for digital signatures, PEM or DER.
        limits: What one document may ask for.
        tell: Called before each file of a package.

    Raises:
        UnreadableInput: one that is named cannot be read, or a package holds no document that can.
        UsageError: a document is named twice.
    """
    found: list[tuple[Path, Document | Package]] = []
    for path in paths:
        found.append((path, _named(path, trusted, limits)))
    refuse_twins((one.sha256, path) for path, one in found)
    # Documents that were named themselves come first where a package holds them too.
    ids: dict[str, str] = {}
    documents: list[tuple[str, Document, Path]] = []
    named = {one.sha256 for _, one in found if isinstance(one, Document)}
    packages: list[Package] = []
    for path, one in found:
        if isinstance(one, Document):
            ids[one.sha256] = id_ = f"doc-{len(documents) + 1}"
            documents.append((id_, one, path if one.package is None else package_of(path) or path))
            continue
        members: list[Member] = []
        for member in one.members:
            if member.state != "document" or member.sha256 is None:
                members.append(member)
            elif member.sha256 in named or member.sha256 in ids:
                members.append(member.model_copy(update={"state": "repeated"}))
            elif Path(member.name).suffix.lower() in _DATA:
                members.append(
                    member.model_copy(update={"state": "unread", "reason": _IS_DATA, "advice": _NAME_RECORD})
                )
            else:
                tell(f"Unpacking {member.name}")
                try:
                    document = read_member(path, one, member, trusted, limits)
                except UnreadableInput as error:
                    members.append(_unread(member, error))
                    continue
                ids[member.sha256] = id_ = f"doc-{len(documents) + 1}"
                documents.append((id_, document, path))
                members.append(member.model_copy(update={"document": id_}))
        packages.append(one.model_copy(update={"members": tuple(members)}))
        if all(member.state in ("unread", "ignored") for member in members):
            raise _nothing_to_read(path, packages[-1])
    return Gathered(tuple(documents), tuple(_with_ids(package, ids) for package in packages))


def _named(path: Path, trusted: Sequence[bytes], limits: ReadingLimits | None) -> Document | Package:
    """The document or package in a file, or the document that is named inside a package."""
    outer = package_of(path)
    if outer is None:
        return opened(path, trusted, limits)
    package = opened(outer, (), limits)
    if isinstance(package, Document):
        raise UnreadableInput(outer, "this is a document, no package of files", hint="Name it without what follows.")
    inner = path.relative_to(outer).as_posix()
    member = next((each for each in package.members if each.name == inner), None)
    if member is None:
        names = ", ".join(each.name for each in package.members if each.state == "document")
        raise UnreadableInput(path, "there is no such file in the package", hint=f"It holds: {names or 'no document'}.")
    if member.state != "document":
        raise UnreadableInput(path, member.reason or "it cannot be read", hint=member.advice or "Name another file.")
    return read_member(outer, package, member, trusted, limits)


def package_of(path: Path) -> Path | None:
    """The file on disk above a path that leads into it, such as "deal.zip" for "deal.zip/sow.pdf"; None for others."""
    try:
        return None if path.exists() else next((each for each in path.parents if each.is_file()), None)
    except (OSError, ValueError):
        return None


def _unread(member: Member, error: UnreadableInput) -> Member:
    return member.model_copy(update={"state": "unread", "reason": error.reason, "advice": error.hint})


def _with_ids(package: Package, ids: dict[str, str]) -> Package:
    members = tuple(
        member.model_copy(update={"document": ids.get(member.sha256 or "")}) if member.state == "repeated" else member
        for member in package.members
    )
    return package.model_copy(update={"members": members})


def with_records(packages: Iterable[Package], sha256s: Sequence[str]) -> tuple[Package, ...]:
    """The packages, their files that were named as records no longer unread."""
    return tuple(
        package.model_copy(update={"members": tuple(_or_record(member, sha256s) for member in package.members)})
        for package in packages
    )


def _or_record(member: Member, sha256s: Sequence[str]) -> Member:
    if member.state != "unread" or member.sha256 not in sha256s:
        return member
    return member.model_copy(update={"state": "record", "reason": None, "advice": None})


_SHOWN = 5


def _nothing_to_read(path: Path, package: Package) -> UnreadableInput:
    unread = package.unread
    said = "; ".join(f"{member.name}: {member.reason}" for member in unread[:_SHOWN])
    more = f"; and {len(unread) - _SHOWN} more" if len(unread) > _SHOWN else ""
    return UnreadableInput(
        path,
        f"none of its files is a document that can be read ({said}{more})" if unread else "it holds no document",
        hint=next((member.advice for member in unread if member.advice), "Ask the sender for the documents."),
    )


def refuse_twins(files: Iterable[tuple[str, Path]]) -> None:
    """The same file twice would agree with itself and count double."""
    seen: dict[str, Path] = {}
    for sha256, path in files:
        if sha256 in seen:
            raise UsageError(
                f"{seen[sha256]} and {path} are the same file (SHA-256 {sha256[:16]}…)",
                hint="Name each document and each record once.",
            )
        seen[sha256] = path
