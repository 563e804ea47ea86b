"""Contract packages in the report: each file of the archive and what became of it, in words."""

from collections.abc import Iterable
from typing import NamedTuple

from sowcheck.core.words import plain
from sowcheck.report.shapes.packages import MemberShape, PackageShape
from sowcheck.report.wording import plural


class PackageLine(NamedTuple):
    """A package as people are shown it."""

    name: str
    sha256: str
    summary: str
    """Such as "5 files, 3 read as documents"."""
    unread: tuple[str, ...]
    """Files that were not read, with the reason and what to do."""
    notes: tuple[str, ...]
    """Files that are there twice, are records, or were left aside."""


def package_lines(packages: Iterable[PackageShape], names: dict[str, str]) -> tuple[PackageLine, ...]:
    """Packages as people are shown them; `names` gives the name of a document's id."""
    return tuple(_line(package, names) for package in packages)


def _line(package: PackageShape, names: dict[str, str]) -> PackageLine:
    read = sum(member.state == "document" for member in package.members)
    return PackageLine(
        name=plain(package.name),
        sha256=package.sha256,
        summary=f"{plural(str(len(package.members)), 'file')}, {read} read as documents",
        unread=tuple(
            f"{plain(member.name)}: {plain(member.reason or 'not read')}. {plain(member.advice or '')}".rstrip()
            for member in package.members
            if member.state == "unread"
        ),
        notes=tuple(note for member in package.members if (note := _note(member, names))),
    )


def _note(member: MemberShape, names: dict[str, str]) -> str:
    name = plain(member.name)
    match member.state:
        case "repeated":
            return f"{name} is the same file as {plain(names.get(member.document or '', 'another'))}, counted once"
        case "record":
            return f"{name} is one of the records"
        case "ignored":
            return f"{name} was left aside: {plain(member.reason or 'no document')}"
        case _:
            return ""
