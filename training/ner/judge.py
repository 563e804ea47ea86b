"""Figures on sentences that a model did not learn from: frames and words held out, and real papers."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from spacy.language import Language

from training.ner.corpus import Paper
from training.ner.figures import Counts
from training.ner.generator import Generator
from training.ner.grammar_files import GrammarText
from training.ner.labelled import Labelled
from training.ner.recogniser import Plan, recognise, train

_JUDGED_BY = 1500
"""Sentences a fold."""


def folds_of(grammar: GrammarText, count: int) -> list[frozenset[str]]:
    """The frames in `count` parts; a frame stands in one part only."""
    frames = sorted(grammar.frames)
    random.Random(0).shuffle(frames)  # noqa: S311 (which frame goes where)
    return [frozenset(frames[part::count]) for part in range(count)]


def learnt_and_judged(
    grammar: GrammarText, held_out: frozenset[str], plan: Plan
) -> tuple[list[Labelled], list[Labelled]]:
    """Sentences to learn from and to judge by: no frame and no word of an open list stands on both sides."""
    rounds = [frame for frame in grammar.rounds() if frame not in held_out]
    random.Random(plan.seed).shuffle(rounds)  # noqa: S311 (the order of frames)
    learnt = Generator(grammar, seed=plan.seed, part="known").sentences(rounds, plan.sentences)
    judged = Generator(grammar, seed=plan.seed + 1, part="held_out").sentences(sorted(held_out), _JUDGED_BY)
    return list(learnt), list(judged)


def across_frames(grammar: GrammarText, plan: Plan, count: int) -> Counts:
    """Each part of the frames judged by a model that learnt from the others."""
    counts = Counts()
    for held_out in folds_of(grammar, count):
        learnt, judged = learnt_and_judged(grammar, held_out, plan)
        judge(train(learnt, plan), judged, counts)
    return counts


def judge(nlp: Language, sentences: list[Labelled], counts: Counts) -> None:
    """Adds what a model finds in sentences."""
    for sentence, found in zip(sentences, recognise(nlp, [one.text for one in sentences]), strict=True):
        counts.add(sentence, found)


def across_papers(papers: list[Paper], made: list[Labelled], plan: Plan, count: int) -> Iterator[tuple[Paper, Counts]]:
    """Each paper judged by a model that learnt from the made sentences and from the other papers."""
    for part in range(count):
        judged = papers[part::count]
        others = [paper for paper in papers if paper not in judged]
        learnt = [*made, *chain.from_iterable(_repeated(paper) for paper in others)]
        nlp = train(learnt, replace(plan, sentences=len(learnt)))
        for paper in judged:
            counts = Counts()
            judge(nlp, paper.sentences, counts)
            yield paper, counts


def _repeated(paper: Paper) -> Iterable[Labelled]:
    """Real sentences are few beside the made ones: each counts three times."""
    return [*paper.sentences, *paper.empty] * 3
