"""What a case consists of after something came to it."""

from collections.abc import Collection, Sequence

from sowcheck.core.analyses import Sha256
from sowcheck.core.case_events import Paper


def with_changes(
    papers: Sequence[Paper], new: Sequence[Paper] = (), removed: Collection[Sha256] = ()
) -> tuple[Paper, ...]:
    """The papers with new ones, each in the place of the one that had its name, and without those that were taken out.

    >>> def paper(name: str, digit: str) -> Paper:
    ...     return Paper(name=name, sha256=digit * 64)
    >>> [each.sha256[0] for each in with_changes([paper("sow.pdf", "1"), paper("order.pdf", "2")], [paper("sow.pdf", "3")])]
    ['3', '2']
    """
    stay = [each for each in papers if each.sha256 not in removed]
    coming = list(new)
    for place, known in enumerate(stay):
        same = next((each for each in coming if each.name == known.name), None)
        if same is not None:
            stay[place] = same
            coming.remove(same)
    return (*stay, *coming)
