"""The published JSON Schema of the bundle. `python -m sowcheck.handoff.schema` writes it from the model.

It lies in the package, in `data/handoff-1.schema.json`, so that an installed sowcheck carries it as well.
"""

from sowcheck.handoff.model import Handoff
from sowcheck.report.schema import PublishedSchema

HANDOFF = PublishedSchema("sowcheck.handoff/1", Handoff, "handoff-1.schema.json")


if __name__ == "__main__":
    HANDOFF.write()
