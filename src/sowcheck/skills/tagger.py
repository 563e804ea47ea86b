"""From the words of a document to canonical skills: by name, by another form, else by nearness of meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sowcheck.embed.connect import connect
from sowcheck.embed.encoder import Encoder, Index
from sowcheck.skills.matcher import matcher
from sowcheck.skills.taxonomy import Skill, taxonomy

THRESHOLDS = {"hashed": 0.66, "minilm": 0.68}
"""From which similarity the nearest skill counts, by encoder: `sowcheck eval skills` chooses them."""
_OTHER_THRESHOLD = 0.7
"""For an encoder that nobody has measured."""

# A product is named or it is not meant: by meaning, only practices, disciplines and qualities are found.
_BY_NAME_ONLY = frozenset(
    re.findall(
        r"\w+",
        "programming_language web_framework development_tool mobile database data_platform analytics machine_learning cloud devops "
        "observability operating_system security_tool integration protocol erp crm service_management_tool business_application "
        "collaboration_tool test_tool design_tool certification human_language",
    )
)
_GENERIC = re.compile(r".[^A-Z\d]+")
"""A form of ordinary words: a capital or digit inside belongs to a name."""
_FRAME = re.compile(
    r"^\W*(?:(?:an?|the|full|strong|good|sound|proven|demonstrated|solid|deep|broad|practical|working|hands-on|extensive|substantial|"
    r"relevant|excellent|advanced|level|of|in|with|to|for|experience|experienced|expertise|ability|able|knowledge|understanding|"
    r"proficiency|proficient|skills?|skilled|familiarity|familiar|background|competence|fluency)\s+)+(?=\w)",
    re.IGNORECASE,
)
_LONGEST = 160
"""Characters; what is longer describes more than a skill."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A canonical skill that some words mean."""

    skill: Skill
    how: Literal["exact", "alias", "semantic"]
    similarity: float | None = None
    """Of the words and the nearest form; None where a form stands in the words."""


class Tagger:
    """Tags phrases; whatever it needs for meaning is made when a phrase needs it."""

    def __init__(self, encoder: Encoder | None = None, threshold: float | None = None) -> None:
        """Chooses how nearness is measured.

        Args:
            encoder: By default the one that is always there.
            threshold: From which similarity a skill counts; by default the one chosen for the encoder.
        """
        self.encoder = encoder or connect()
        self.threshold = THRESHOLDS.get(self.encoder.name, _OTHER_THRESHOLD) if threshold is None else threshold

    def tag(self, words: str) -> tuple[Tag, ...]:
        """The skills that words name, each once; else the one they mean; else none."""
        named: dict[str, Tag] = {}
        for mention in matcher().find(words, among_skills=True):
            named.setdefault(mention.skill.name, Tag(mention.skill, mention.how))
        if named:
            return tuple(named.values())
        nearest = self.nearest(words, 1)
        return tuple(tag for tag in nearest if (tag.similarity or 0) >= self.threshold)

    def nearest(self, words: str, count: int) -> tuple[Tag, ...]:
        """The skills nearest in meaning, whatever the threshold, the nearest first."""
        bare = _FRAME.sub("", words)
        if len(bare) > _LONGEST:
            return ()
        owners, index = self._index
        found: dict[str, Tag] = {}
        for near in index.nearest(bare, count * _FORMS_OF_ONE):
            skill = owners[near.place]
            found.setdefault(skill.name, Tag(skill, "semantic", round(near.similarity, 3)))
        return tuple(found.values())[:count]

    @cached_property
    def _index(self) -> tuple[Sequence[Skill], Index]:
        pairs = [
            (skill, form)
            for skill in taxonomy().skills.values()
            if skill.category.key not in _BY_NAME_ONLY
            for form in skill.forms
            if _GENERIC.fullmatch(form)
        ]
        return [skill for skill, _ in pairs], self.encoder.index([form for _, form in pairs])


_FORMS_OF_ONE = 6
"""So many of the nearest forms may belong to one skill."""
