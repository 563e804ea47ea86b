"""The summary of a case's risk: a language model writes it if one is at hand, else the template does."""

from collections.abc import Sequence
from typing import NamedTuple

from sowcheck.core.cases import Gate
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.readings import Usage
from sowcheck.core.summaries import Summary
from sowcheck.llm.base import ChatModel
from sowcheck.risk.narrate import narrated
from sowcheck.risk.template import summary_by_template


class Written(NamedTuple):
    """A summary, and what writing it used."""

    summary: Summary
    usage: Usage


def written(discrepancies: Sequence[Discrepancy], gate: Gate, model: ChatModel | None = None) -> Written:
    """The summary of the discrepancies for a delivery lead.

    The model is given the discrepancies alone, and its sentences stand only as far as these bear them out. Where it
    fails, or too little of its summary stands, the template writes it and the summary says why.
    """
    if model is None or not discrepancies:
        return Written(summary_by_template(discrepancies, gate), Usage())
    narration = narrated(discrepancies, gate, model)
    if narration.summary is not None:
        return Written(narration.summary, narration.usage)
    by_template = summary_by_template(discrepancies, gate)
    noted = by_template.model_copy(
        update={"dropped": narration.dropped, "note": f"Written by the template, because {narration.failure}."}
    )
    return Written(noted, narration.usage)
