"""Sentences of real papers with the labels that other people gave them."""

import ast
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sowcheck.core.spans import Span
from sowcheck.extract.reading import Reading, Sentence, read_closely
from sowcheck.ingest.reader import read
from sowcheck.segment.outline import segment


@dataclass(frozen=True)
class Label:
    """Words that somebody marked, and the types that the mark stands for, the surest first."""

    words: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """A document with its labels."""

    name: str
    path: Path
    labels: tuple[Label, ...]


def read_paper(paper: Paper) -> Reading:
    """The paper as extraction sees it."""
    document = read(paper.path)
    return read_closely(document, segment(document))


def with_gold(folder: Path, kinds: "LabelKinds") -> Iterator[Paper]:
    """The papers of a folder that have a gold file of facts beside them."""
    for gold in sorted(folder.glob("*.gold.json")):
        payload = json.loads(gold.read_text("utf-8"))
        name = gold.name.removesuffix(".gold.json")
        yield Paper(name, folder / payload["document"], tuple(kinds.of_facts(payload["facts"])))


def of_deals(folder: Path, kinds: "LabelKinds") -> Iterator[Paper]:
    """The papers of the deals in a folder."""
    for gold in sorted(folder.glob("*/gold.json")):
        for name, facts in json.loads(gold.read_text("utf-8"))["documents"].items():
            yield Paper(f"{gold.parent.name}/{name}", gold.parent / name, tuple(kinds.of_facts(facts)))


def of_cuad(folder: Path, kinds: "LabelKinds") -> Iterator[Paper]:
    """The contracts of CUAD with the passages that lawyers marked."""
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Paper(Path(row["file"]).stem, folder / row["file"], tuple(kinds.of_columns(row)))


@dataclass(frozen=True)
class LabelKinds:
    """The table labels.toml."""

    fields: Mapping[str, Sequence[str]]
    values: Mapping[str, Mapping[str, Sequence[str]]]
    cuad: Mapping[str, Sequence[str]]

    def of_facts(self, facts: Iterable[Mapping[str, Any]]) -> Iterator[Label]:
        """The labels that the facts of a gold file are."""
        for fact in facts:
            kinds = self.values.get(fact["field"], {}).get(str(fact["value"])) or self.fields.get(fact["field"])
            if kinds:
                yield Label(fact["quote"], tuple(kinds))

    def of_columns(self, row: Mapping[str, Any]) -> Iterator[Label]:
        """The labels that the columns of one contract are."""
        for column, kinds in self.cuad.items():
            for words in _listed(row.get(column)):
                yield Label(words, tuple(kinds))


def _listed(cell: object) -> list[str]:
    """The passages of a cell, which is written as a Python list."""
    if isinstance(cell, str) and cell.startswith("["):
        return [str(words) for words in ast.literal_eval(cell)]
    return [str(words) for words in cell] if isinstance(cell, list) else []


_FEW = 40
"""Letters of words that may stand anywhere, such as a name; only their first place is meant."""


class Places:
    """Finds marked words in a text, whatever stands between letters and digits."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets = [match.start() for match in re.finditer(r"[^\W_]", text)]
        self._letters = "".join(text[offset] for offset in self._offsets).casefold()
        if len(self._letters) != len(self._offsets):  # a letter such as "ß" folds into two
            self._letters = "".join(text[offset].lower()[:1] for offset in self._offsets)

    def of(self, words: str) -> Iterator[Span]:
        """Every place of some words, the first of a few; those of a passage with gaps, part by part."""
        for part in re.split(r"<omitted>|\.{3,}|…", words):
            letters = "".join(re.findall(r"[^\W_]", part)).casefold()
            start = self._letters.find(letters) if len(letters) >= 6 else -1
            while start >= 0:
                yield Span(start=self._offsets[start], end=self._offsets[start + len(letters) - 1] + 1)
                start = self._letters.find(letters, start + len(letters)) if len(letters) > _FEW else -1


def marked(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[Sentence, tuple[tuple[str, ...], ...]]]:
    """The sentences of a paper that a label touches, with what each label stands for."""
    sentences = reading.sentences
    starts = [sentence.span.start for sentence in sentences]
    found: dict[int, list[tuple[str, ...]]] = {}
    places = Places(reading.text)
    for label in labels:
        for span in places.of(label.words):
            index = max(0, bisect_left(starts, span.start + 1) - 1)
            while index < len(sentences) and sentences[index].span.start < span.end:
                if _shared(sentences[index].span, span) >= 0.5:
                    found.setdefault(index, []).append(label.kinds)
                index += 1
    for index, kinds in sorted(found.items()):
        yield sentences[index], tuple(kinds)


def _shared(one: Span, other: Span) -> float:
    """Which share of the shorter of two places lies in the other."""
    return max(0, min(one.end, other.end) - max(one.start, other.start)) / min(len(one), len(other))
