"""The skills to staff of a deal: what its papers state, under the names of the taxonomy."""

from collections.abc import Iterable, Iterator

from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import SkillTag
from sowcheck.skills.tagger import Tagger

FIELD = "staffing.skills"


def tag_assumptions(assumptions: Iterable[Assumption], tagger: Tagger) -> tuple[SkillTag, ...]:
    """One tag for each distinct skill, in the order of the papers; words that the taxonomy does not know are a skill as well."""
    tags: dict[str, SkillTag] = {}
    for found in assumptions:
        if found.field == FIELD:
            for tag in _tags(str(found.value), found.id, tagger):
                tags.setdefault((tag.canonical or tag.skill).casefold(), tag)
    return tuple(tags.values())


def _tags(words: str, assumption: str, tagger: Tagger) -> Iterator[SkillTag]:
    known = tagger.tag(words)
    if not known:
        yield SkillTag(skill=words, assumption=assumption)
    for tag in known:
        yield SkillTag(
            skill=words,
            assumption=assumption,
            canonical=tag.skill.name,
            category=tag.skill.category.title,
            matched=tag.how,
            similarity=tag.similarity,
        )
