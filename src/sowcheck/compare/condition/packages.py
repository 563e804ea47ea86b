"""Files of contract packages that nobody read."""

from collections.abc import Sequence

from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.values.wording import first_few
from sowcheck.core.packages import Package

_SHOWN = 4


def check_packages(packages: Sequence[Package], findings: Findings) -> None:
    """Note the files of each package that were not read: what they say, nobody has compared."""
    for package in packages:
        if not package.unread:
            continue
        said = [f"{member.name}: {member.reason}" for member in package.unread]
        count = len(said)
        findings.flag(
            "SC129",
            "doc.coverage",
            f"{count} of the {len(package.members)} files of {package.name} {'was' if count == 1 else 'were'} not read "
            f"({first_few(said, _SHOWN, '; ')}).",
            severity="blocker",
            document_value=[member.name for member in package.unread],
        )
