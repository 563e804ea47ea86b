"""The recogniser itself: a small spaCy pipeline, its training and what of it is written down."""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import fix_random_seed

from training.ner.labelled import LABELS, Entity, Labelled

_MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 64,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [3000, 1000, 1500, 1500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 64,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    },
}
"""Words are hashed by form, beginning, end and shape: no vectors, 3 MB, and a word that was never seen has them too."""

_SPACY = ">=3.8.0,<3.9.0"
"""Versions of spaCy that read the weights."""


@dataclass(frozen=True)
class Plan:
    """How a model is trained."""

    sentences: int = 16_000
    epochs: int = 7
    batch: int = 32
    dropout: float = 0.2
    learn_rate: float = 0.003
    seed: int = 20_260_101


def train(sentences: Sequence[Labelled], plan: Plan, told: Callable[[int, float], None] | None = None) -> Language:
    """A pipeline trained on the sentences; the same sentences and plan give the same weights."""
    fix_random_seed(plan.seed)
    chance = random.Random(plan.seed)  # noqa: S311 (the order of sentences)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner", config={"model": _MODEL})
    examples = [example for one in sentences if (example := _example(nlp, one))]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = plan.learn_rate
    for epoch in range(plan.epochs):
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for start in range(0, len(examples), plan.batch):
            batch = examples[start : start + plan.batch]
            nlp.update(batch, sgd=optimizer, drop=plan.dropout, losses=losses)
        if told:
            told(epoch + 1, losses["ner"])
    with nlp.use_params(optimizer.averages):
        weights = nlp.to_bytes()
    return nlp.from_bytes(weights)


def _example(nlp: Language, sentence: Labelled) -> Example | None:
    """None if an entity begins or ends inside a token: nothing could be learnt from it."""
    doc = nlp.make_doc(sentence.text)
    reference = Doc(nlp.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
    spans: list[Span] = []
    for one in sentence.entities:
        span = reference.char_span(one.start, one.end, label=one.label)
        if span is None:
            return None
        spans.append(span)
    reference.set_ents(spans)
    return Example(doc, reference)


def recognise(nlp: Language, texts: Iterable[str]) -> list[tuple[Entity, ...]]:
    """The entities of each text."""
    return [
        tuple(Entity(span.start_char, span.end_char, span.label_) for span in doc.ents)
        for doc in nlp.pipe(texts, batch_size=256)
    ]


def write(nlp: Language, folder: Path) -> None:
    """Writes the pipeline, without the words it was trained with: it knows words by their hashes."""
    nlp.to_disk(folder)
    strings = sorted({*spacy.blank("en").vocab.strings, *LABELS})
    (folder / "vocab" / "strings.json").write_text(json.dumps(strings, indent=0) + "\n", encoding="utf-8")
    meta = folder / "meta.json"
    about = json.loads(meta.read_text(encoding="utf-8"))
    about |= {"name": "sowcheck_entities", "version": "1", "license": "Apache-2.0", "spacy_version": _SPACY}
    about.pop("spacy_git_version", None)
    meta.write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")
