"""What the supplier's people must know and hold: skills, certifications, clearances."""

from collections.abc import Iterator

from sowcheck.extract.candidates import Candidate, Rule
from sowcheck.extract.lists.skills import certifications, methods, skill_frames, skill_lists, technologies
from sowcheck.extract.reading import Reading
from sowcheck.skills.forms import normal
from sowcheck.skills.matcher import matcher


def _skills(reading: Reading) -> Iterator[Candidate]:
    """What people must know, then what the work is done with: each skill where it is said best."""
    said: list[Candidate] = []
    for rule in (skill_lists.of_lists, skill_lists.of_labels, skill_frames.of_sentences):
        said.extend(rule(reading))
    for candidate, binds in methods.of_methods(reading):
        if binds or _is_new(candidate, said):
            said.append(candidate)
    for candidate in technologies.of_work(reading):
        if _is_new(candidate, said):
            said.append(candidate)
    yield from said


def _is_new(candidate: Candidate, said: list[Candidate]) -> bool:
    """Whether the words or their skills are in no skill that was found before."""
    words = str(candidate.value)
    name = f" {_plain(words)} "
    if any(name in f" {_plain(str(other.value))} " for other in said):
        return False
    skills = {mention.skill.name for mention in matcher().find(words, among_skills=True)}
    known = {mention.skill.name for other in said for mention in matcher().find(str(other.value), among_skills=True)}
    return not skills or not skills <= known


def _plain(words: str) -> str:
    return " ".join(normal(words))


RULES: tuple[Rule, ...] = (certifications.of_sentences, certifications.of_labels, _skills)
