"""What the audit keeps for good of a refusal."""

from sowcheck.core.casefile import CaseFile
from sowcheck.errors import CaseError


def for_good(refusal: CaseError, case: CaseFile | None) -> str:
    """A refusal as it may stay in the audit for good: what papers and checks say can be taken away from everywhere else."""
    said = refusal.message
    for task in case.tasks if case else ():
        said = said.replace(task.message, f"{task.id} ({task.kind}) is open.")
    for words in case.analysis.obstacles if case and case.analysis else ():
        said = said.replace(words, "The papers are not whole.")
    return said
