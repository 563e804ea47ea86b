"""What the classifier learns from: words with the types that they have, and those that nobody can say."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sowcheck.extract.kinds.features import Words
from sowcheck.extract.kinds.lexicon import NONE
from sowcheck.extract.kinds.types import clause_types, table
from training.clauses.grammar import Frame, Writer


@dataclass(frozen=True)
class Example:
    """Some words and their types."""

    words: Words
    kinds: frozenset[str]
    """Types that the words have; empty for words of none of the types."""
    source: str
    """The document or the frame that they come from: what is split on."""
    unsure: frozenset[str] = frozenset()
    """Types of which nobody can say whether the words have them."""
    own: bool = False
    """Whether the words are our own."""
    weight: float = 1.0
    parties: Mapping[str, str] | None = None
    """The document's own words for its parties."""


_WRITTEN = 6
"""How often each frame is filled."""
_NAMED = 0.5
"""Weight of a phrase of headings as an example."""
_GENERIC = (
    "general", "terms", "terms and conditions", "commercial terms", "agreement", "schedule a", "exhibit b", "attachment 1", "special provisions",
    "details", "notes", "appendix", "other", "project", "part 2", "order form", "general provisions", "statement of work",
)  # fmt: skip
RELATED = {
    "data_and_access": {"client_responsibility", "environments_tools"},
    "environments_tools": {"client_responsibility", "data_and_access"},
    "client_responsibility": {"data_and_access", "environments_tools"},
    "review_period_deemed": {"acceptance_criteria", "rework"},
    "rework": {"review_period_deemed", "warranty"},
    "acceptance_criteria": {"review_period_deemed"},
    "quantity_limits": {"assumption", "in_scope"},
    "time_and_materials": {"rate_card", "not_to_exceed"},
    "fixed_fee": {"blended_or_mixed"},
    "billing_schedule_milestones": {"deposit"},
    "deposit": {"billing_schedule_milestones"},
    "travel_commitment": {"location_onsite"},
    "location_onsite": {"travel_commitment"},
    "custom_integrations": {"in_scope"},
    "in_scope": {"custom_integrations", "deliverables"},
    "deliverables": {"in_scope"},
    "named_roles_and_effort": {"key_personnel", "rate_card"},
    "rate_card": {"named_roles_and_effort", "time_and_materials"},
    "certification_clearance": {"named_roles_and_effort"},
    "subscription_managed_service": {"billing_frequency"},
    "payment_terms": {"billing_frequency"},
    "expenses_at_cost": {"travel_commitment", "per_diem"},
    "per_diem": {"expenses_at_cost", "travel_commitment"},
    "msa_reference": {"order_of_precedence"},
    "order_of_precedence": {"msa_reference"},
}
"""Types that the words of another may have as well: the frames do not say."""


def written(frames: Sequence[Frame], seed: int, each: int = _WRITTEN) -> Iterator[Example]:
    """Examples of our own words, with headings, leads and headers as papers have them."""
    writer = Writer(seed)
    chance = random.Random(seed + 1)  # noqa: S311 (sentences, not secrets)
    leads = _by_kind(frames, "lead")
    headers = _by_kind(frames, "header")
    headings = {name: row["phrases"] for name, row in table("headings").items()}
    for frame in frames:
        if frame.form == "header":
            continue
        for _ in range(each):
            words = Words(writer.fill(frame.words), _path(frame.kind, headings, chance))
            if frame.form == "item" and leads[frame.kind] and chance.random() < 0.7:
                words = replace(words, lead=writer.fill(chance.choice(leads[frame.kind])).casefold())
            if frame.form == "row":
                structure = {"row"}
                if headers[frame.kind] and chance.random() < 0.8:
                    structure.add(f"place={frame.kind}")
                words = replace(words, structure=frozenset(structure))
            if frame.kind == "signature_block" and frame.form == "sentence" and chance.random() < 0.5:
                words = replace(words, structure=frozenset({"place=signature_block"}))
            kinds = frozenset() if frame.kind == NONE else frozenset({frame.kind})
            yield Example(words, kinds, frame.name, unsure=frozenset(RELATED.get(frame.kind, ())), own=True)


def named() -> Iterator[Example]:
    """The words that announce a type in headings, as words of a sentence: they say as much there, but less surely."""
    for kind, row in table("headings").items():
        for phrase in row["phrases"]:
            kinds = frozenset() if kind == NONE else frozenset({kind})
            unsure = frozenset(RELATED.get(kind, ()))
            yield Example(Words(phrase), kinds, f"{kind}/phrase/{phrase}", unsure, own=True, weight=_NAMED)


def _path(kind: str, headings: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """A heading of the type, of no type, or none."""
    draw = chance.random()
    if draw < 0.35:
        return ""
    if draw < 0.6:
        return chance.choice(_GENERIC)
    if draw < 0.75:
        return f"{chance.choice(headings[kind])} > {chance.choice(_GENERIC)}"
    return chance.choice(headings[kind])


def _by_kind(frames: Iterable[Frame], form: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in (*clause_types(), NONE)}
    for frame in frames:
        if frame.form == form:
            found[frame.kind].append(frame.words)
    return found
