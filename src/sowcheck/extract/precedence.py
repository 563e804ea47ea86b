"""Who prevails where readers of one document state different values: one table.

Among rules and entities the weight decides (`choose`), as it was calibrated on. A language model is held against what they
chose, by what the words of each prove. Whoever loses stays as an alternative, and a person looks at both (`gate.review`);
two values that are both proven leave neither proven (`weighing.Chosen.proof`).
"""

from collections.abc import Mapping
from typing import Literal

Reader = Literal["rules", "ner", "llm"]
Status = Literal["proven", "quoted", "unproven"]

# By the proof of what rules or entities chose: who prevails over it, by the proof of what the model states.
_AGAINST_RULES: Mapping[Status, Mapping[Status, Reader]] = {
    "proven": {"proven": "rules", "quoted": "rules", "unproven": "rules"},
    "quoted": {"proven": "llm", "quoted": "rules", "unproven": "rules"},
    "unproven": {"proven": "llm", "quoted": "llm", "unproven": "rules"},
}
# Entities are found by a trained model of ours, which reads the words that it names: they hold as rules do.
_AGAINST_ENTITIES: Mapping[Status, Mapping[Status, Reader]] = {
    "proven": {"proven": "ner", "quoted": "ner", "unproven": "ner"},
    "quoted": {"proven": "llm", "quoted": "ner", "unproven": "ner"},
    "unproven": {"proven": "llm", "quoted": "llm", "unproven": "ner"},
}
PREVAILS: Mapping[Reader, Mapping[Status, Mapping[Status, Reader]]] = {
    "rules": _AGAINST_RULES,
    "ner": _AGAINST_ENTITIES,
}
"""`PREVAILS[reader][its proof][the model's proof]` is the reader whose value is taken."""

STRENGTH: Mapping[Status, int] = {"proven": 2, "quoted": 1, "unproven": 0}
"""Of several values of one model, that with the stronger proof is taken."""


def reader_of(rule: str) -> Reader:
    """Who proposes under the name of a rule: "ner:skill", "llm:fees_and_billing.v1#3fa9c1d2", "payment_terms.sentence"."""
    name = rule.partition(":")[0]
    return "llm" if name == "llm" else "ner" if name == "ner" else "rules"
