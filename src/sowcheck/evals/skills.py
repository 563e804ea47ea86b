"""What an encoder brings to the tagging of skills: phrasings with the skill they mean, and phrasings that mean none.

The threshold is chosen on one half of the phrasings and judged on the other. No phrasing names its skill in a form of the
taxonomy: those need no encoder.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from sowcheck.embed.connect import connect
from sowcheck.errors import UnreadableInput
from sowcheck.skills.tagger import Tag, Tagger
from sowcheck.skills.taxonomy import taxonomy

PRECISE = 0.9
"""The threshold is the lowest from which so many tags are right."""
_TOP = 5
_STEPS = tuple(step / 100 for step in range(30, 96, 2))


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Words of a contract, and the skill that they mean."""

    words: str
    skill: str | None
    """None if they mean no skill."""
    kind: str
    """How far they are from the skill's name: "reworded", "paraphrased"; "none" if they mean no skill."""

    @property
    def judges(self) -> bool:
        """Whether it belongs to the half on which a threshold is judged."""
        return bool(crc32(self.words.encode()) & 1)


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """None where there was nothing to count."""
        return self.part / self.whole if self.whole else None


class Step(NamedTuple):
    """What tagging from one similarity on finds."""

    threshold: float
    precision: Share
    """Of what is tagged, what is right."""
    recall: Share
    """Of the phrasings that mean a skill, what is tagged right."""


@dataclass(frozen=True, slots=True)
class EncoderFigures:
    """One encoder, measured."""

    encoder: str
    first: dict[str, Share]
    """Right skill first, by kind of phrasing."""
    among_first: dict[str, Share]
    """Right skill among the first five, by kind."""
    curve: tuple[Step, ...]
    """On the half that chooses."""
    chosen: float | None
    """The lowest threshold that is precise enough there."""
    judged: Step | None
    """What it brings on the other half."""
    shipped: Step
    """What the shipped threshold brings on the other half."""


def load_phrasings(path: Path) -> tuple[Phrasing, ...]:
    """The phrasings of a CSV file with the columns phrase, skill, kind.

    Raises:
        UnreadableInput: it is not there, has no such columns, or names a skill that the taxonomy does not know.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        found = tuple(Phrasing(row["phrase"], row["skill"] or None, row["kind"]) for row in rows)
    except (OSError, KeyError) as error:
        raise UnreadableInput(
            path, f"no phrasings: {error!r}", hint="It needs the columns phrase, skill, kind."
        ) from error
    unknown = sorted({one.skill for one in found if one.skill} - taxonomy().skills.keys())
    if unknown:
        raise UnreadableInput(path, f"no skill is called {unknown[0]}", hint="Name skills as data/skills does.")
    return found


def measure(encoder: str, phrasings: Sequence[Phrasing]) -> EncoderFigures:
    """The figures of one encoder.

    Raises:
        UsageError: there is no such encoder, or what it needs is not installed.
    """
    tagger = Tagger(connect(encoder))
    answers = [(one, tagger.nearest(one.words, _TOP)) for one in phrasings]
    choosing = [answer for answer in answers if not answer[0].judges]
    judging = [answer for answer in answers if answer[0].judges]
    curve = tuple(_step(threshold, choosing) for threshold in _STEPS)
    chosen = next((step.threshold for step in curve if (step.precision.value or 0) >= PRECISE), None)
    kinds = sorted({one.kind for one in phrasings if one.skill})
    return EncoderFigures(
        encoder,
        {kind: _found(answers, kind, 1) for kind in kinds},
        {kind: _found(answers, kind, _TOP) for kind in kinds},
        curve,
        chosen,
        None if chosen is None else _step(chosen, judging),
        _step(tagger.threshold, judging),
    )


_Answer = tuple[Phrasing, tuple[Tag, ...]]


def _found(answers: Sequence[_Answer], kind: str, count: int) -> Share:
    of_kind = [(one, tags) for one, tags in answers if one.kind == kind]
    return Share(sum(any(tag.skill.name == one.skill for tag in tags[:count]) for one, tags in of_kind), len(of_kind))


def _step(threshold: float, answers: Sequence[_Answer]) -> Step:
    tagged = [(one, tags[0]) for one, tags in answers if tags and (tags[0].similarity or 0) >= threshold]
    right = sum(tag.skill.name == one.skill for one, tag in tagged)
    return Step(threshold, Share(right, len(tagged)), Share(right, sum(one.skill is not None for one, _ in answers)))
