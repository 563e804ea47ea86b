"""How long a case is kept whole once it has ended."""

from typing import Annotated

from pydantic import Field

from sowcheck.core.noun import Noun

Days = Annotated[int, Field(gt=0)]


class RetentionPolicy(Noun):
    """Days from the end of a case until its words and papers are taken away; None keeps them for good.

    What happened, when and by whose id stays in the audit all the same.
    """

    rejected_days: Days | None = None
    superseded_days: Days | None = None
    acknowledged_days: Days | None = None
