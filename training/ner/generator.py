"""Sentences out of the grammar, with the exact places of their entities."""

import hashlib
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, assert_never

from training.ner import patterns
from training.ner.grammar_files import GrammarText
from training.ner.labelled import Entity, Labelled
from training.ner.noise import disturbed
from training.ner.patterns import Choice, Number, Slot, Words

Part = Literal["all", "known", "held_out"]
"""Which words of the open lists are used: all for the shipped model; one part each for training and judging."""

_HELD_OUT = 5
"""One in so many words of an open list is held out."""
_JOINERS = (" and ", " and ", " and ", " or ", ", and ", ", and ", " & ", ", ", "; ", " + ")
_DEEPEST = 16
_VOWEL = re.compile(r"[aeio]|u(?!ni|s|t)|(?:HR|LMS|MS|NGO|RPA|SAP|SLA|SQL|FTP|XML|MDM|ML)\b", re.IGNORECASE)


class Generator:
    """Draws sentences; the same seed draws the same ones."""

    def __init__(self, grammar: GrammarText, *, seed: int, part: Part = "all") -> None:
        self._random = random.Random(seed)  # noqa: S311 (sentences, not secrets)
        self._rules = {
            name: [patterns.parse(words) for words in _kept(name, alternatives, grammar, part)]
            for name, alternatives in grammar.rules.items()
        }
        self._frames = {name: patterns.parse(words) for name, words in grammar.frames.items()}

    def sentences(self, frames: Sequence[str], count: int) -> Iterator[Labelled]:
        """`count` distinct sentences of the frames in turn, fewer if they hold no more."""
        seen: set[str] = set()
        for turn in range(count * 3):
            sentence = self.sentence(frames[turn % len(frames)])
            if sentence.text not in seen:
                seen.add(sentence.text)
                yield sentence
            if len(seen) == count:
                return

    def sentence(self, frame: str) -> Labelled:
        """One sentence of a frame."""
        text = _Text()
        self._write(self._frames[frame], text, depth=0)
        sentence = Labelled(text.words, tuple(text.entities), frame)
        return disturbed(_capitalised(sentence), self._random)

    def _write(self, sequence: patterns.Sequence, text: "_Text", depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError(f"a rule holds itself: {text.words!r}")
        for piece in sequence:
            match piece:
                case Words(text=words):
                    text.add(words)
                case Number(least=least, most=most, grouped=grouped):
                    number = self._random.randint(least, most)
                    text.add(f"{number:,}" if grouped else str(number))
                case Choice(options=options):
                    self._write(self._random.choice(options), text, depth + 1)
                case Slot():
                    self._fill(piece, text, depth)
                case _:
                    assert_never(piece)

    def _fill(self, slot: Slot, text: "_Text", depth: int) -> None:
        if slot.rule == "a":
            text.add_article()
            return
        texts = self._several(slot, depth) if slot.several else [self._draw(slot, depth)]
        last = self._random.choice(_JOINERS)
        for place, drawn in enumerate(texts):
            if place:
                text.add(last if place == len(texts) - 1 else (last if last in ("; ", " + ") else ", "))
            text.add_drawn(drawn, slot.label)

    def _several(self, slot: Slot, depth: int) -> "list[_Text]":
        wanted = self._random.choice((2, 2, 3, 3, 4, 5))
        drawn = [self._draw(slot, depth) for _ in range(wanted)]
        return list({one.words.casefold(): one for one in drawn}.values())

    def _draw(self, slot: Slot, depth: int) -> "_Text":
        text = _Text()
        self._write(self._random.choice(self._rules[slot.rule]), text, depth + 1)
        if slot.capital:
            text.words = text.words[:1].upper() + text.words[1:]
        return text


class _Text:
    """A text that grows; knows where its entities stand, and chooses "a" or "an" when the next word is known."""

    def __init__(self) -> None:
        self.words = ""
        self.entities: list[Entity] = []
        self._article = False

    def add(self, words: str) -> None:
        """Joins words; a space between an article and its noun is written with the article."""
        if self._article and not words.strip():
            return
        self._settle_article(words)
        self.words += words

    def add_article(self) -> None:
        """Leaves room for "a" or "an"."""
        self._article = True

    def add_drawn(self, drawn: "_Text", label: str | None) -> None:
        """Joins another text to this one; an entity holds no other."""
        if not drawn.words:
            return
        self._settle_article(drawn.words)
        start = len(self.words)
        self.words += drawn.words
        if label is None:
            self.entities += [Entity(start + one.start, start + one.end, one.label) for one in drawn.entities]
        else:
            self.entities.append(Entity(start, len(self.words), label))

    def _settle_article(self, words: str) -> None:
        if self._article:
            self._article = False
            self.words += "an " if _VOWEL.match(words) else "a "


def _capitalised(sentence: Labelled) -> Labelled:
    text = sentence.text
    return Labelled(text[:1].upper() + text[1:], sentence.entities, sentence.source)


def _kept(name: str, alternatives: list[str], grammar: GrammarText, part: Part) -> Iterable[str]:
    if part == "all" or name not in grammar.open_rules:
        return alternatives
    return [words for words in alternatives if _is_held_out(words) == (part == "held_out")] or alternatives


@cache
def _is_held_out(words: str) -> bool:
    return hashlib.sha256(words.encode()).digest()[0] % _HELD_OUT == 0
