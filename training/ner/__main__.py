"""`make train-ner`: trains the recogniser, judges it, and writes weights, figures and model card into the package."""

import argparse
import json
import random
import shutil
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from spacy.language import Language

from training.ner.card import card
from training.ner.corpus import Paper, papers
from training.ner.figures import Counts
from training.ner.gain import gain
from training.ner.generator import Generator
from training.ner.grammar_files import GrammarText, load_grammar
from training.ner.judge import across_frames, across_papers, judge
from training.ner.labelled import Labelled
from training.ner.recogniser import Plan, train, write

_REPOSITORY = Path(__file__).parents[2]
_OUT = _REPOSITORY / "src" / "sowcheck" / "data" / "ner"
_CORPUS = _REPOSITORY.parent / "shared" / "corpus"
_FOLDS = 3


def main() -> None:
    """Trains with the settings of the command line."""
    options = _options()
    plan = Plan(sentences=options.sentences, epochs=options.epochs)
    grammar = load_grammar()
    real = list(papers(options.corpus)) if options.corpus.is_dir() else []
    made = made_sentences(grammar, plan)

    figures: dict[str, object] = {"plan": asdict(plan), "data": _data(grammar, made)}
    if options.judge:
        _tell(f"judging: {_FOLDS} models, each without a third of the frames and a fifth of the words")
        fewer = Plan(sentences=plan.sentences // 2, epochs=plan.epochs)
        figures["held_out_frames"] = across_frames(grammar, fewer, _FOLDS).figures()
    start = time.monotonic()
    _tell(f"training on {len(made)} sentences")
    nlp = train(made, plan, lambda epoch, loss: _tell(f"  epoch {epoch}: loss {loss:.0f}"))
    _tell(f"trained in {time.monotonic() - start:.0f} s")
    if real:
        figures["real_papers"] = _by_paper([(paper, _judged(nlp, paper)) for paper in real])
    if real and options.judge_with_papers:
        figures["real_papers_learning_from_the_others"] = _by_paper(across_papers(real, made, plan, _FOLDS))
    shutil.rmtree(options.out, ignore_errors=True)
    write(nlp, options.out)
    if real and options.out == _OUT:
        _tell("extracting with rules, entities and both")
        figures["gain"] = gain(options.corpus)
    (options.out / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (options.out / "model_card.md").write_text(card(figures), encoding="utf-8")
    _tell(f"wrote {options.out}")


def made_sentences(grammar: GrammarText, plan: Plan) -> list[Labelled]:
    """The sentences that the shipped model learns from: every frame and every word."""
    rounds = grammar.rounds()
    random.Random(plan.seed).shuffle(rounds)  # noqa: S311 (the order of frames)
    return list(Generator(grammar, seed=plan.seed).sentences(rounds, plan.sentences))


def _judged(nlp: Language, paper: Paper) -> Counts:
    counts = Counts()
    judge(nlp, paper.sentences, counts)
    return counts


def _by_paper(judged: Iterable[tuple[Paper, Counts]]) -> dict[str, object]:
    """Figures of each paper and of all of them together."""
    total, rows = Counts(), {}
    for paper, counts in judged:
        rows[paper.name] = counts.figures()["all"]
        for mine, other in zip(
            (total.gold, total.found, total.exact, total.touched),
            (counts.gold, counts.found, counts.exact, counts.touched),
            strict=True,
        ):
            mine.update(other)
    return {"labels": total.figures(), "papers": rows}


def _data(grammar: GrammarText, made: list[Labelled]) -> dict[str, int]:
    return {
        "frames": len(grammar.frames),
        "rules": len(grammar.rules),
        "sentences": len(made),
        "words": sum(len(one.text.split()) for one in made),
        "entities": sum(len(one.entities) for one in made),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.ner", description=__doc__)
    parser.add_argument("--sentences", type=int, default=Plan().sentences)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--corpus", type=Path, default=_CORPUS, help="real papers to judge by; may be absent")
    parser.add_argument("--no-judge", dest="judge", action="store_false", help="leave out the models that only judge")
    parser.add_argument(
        "--judge-with-papers", action="store_true", help="also judge models that learn from other papers"
    )
    return parser.parse_args()


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    main()
