"""What papers do to sentences: capitals throughout, numbers and bullets in front, no full stop, a clause behind."""

import random

from training.ner.labelled import Entity, Labelled

_FRONTS = (
    "{n}.{m} ",
    "{n}. ",
    "({c}) ",
    "• ",
    "- ",
    "{n}.{m}.{k} ",
    "({c}) ",
    "* ",
    "Section {n}.{m} ",
    "o ",
    "· ",
    "§ ",
    "###{n}.{m} ",
    "| ",
    "– ",
    "Article {n}. ",
)


def disturbed(sentence: Labelled, chance: random.Random) -> Labelled:
    """The sentence with one of the disturbances, or, mostly, as it is."""
    draw = chance.random()
    if draw < 0.04:
        return _in_capitals(sentence)
    if draw < 0.12:
        return _behind(_front(chance), sentence)
    if draw < 0.20 and sentence.text.endswith(".") and not _at_end(sentence):
        return Labelled(sentence.text[:-1], sentence.entities, sentence.source)
    return sentence


def _in_capitals(sentence: Labelled) -> Labelled:
    """All capitals, as far as that leaves every place where it was."""
    shouted = sentence.text.upper()
    return sentence if len(shouted) != len(sentence.text) else Labelled(shouted, sentence.entities, sentence.source)


def _front(chance: random.Random) -> str:
    return chance.choice(_FRONTS).format(
        n=chance.randint(1, 14), m=chance.randint(1, 9), k=chance.randint(1, 5), c=chance.choice("abcdefghi")
    )


def _behind(front: str, sentence: Labelled) -> Labelled:
    moved = tuple(Entity(one.start + len(front), one.end + len(front), one.label) for one in sentence.entities)
    return Labelled(front + sentence.text, moved, sentence.source)


def _at_end(sentence: Labelled) -> bool:
    """Whether the full stop belongs to an entity ("Brightwater Inc.")."""
    return bool(sentence.entities) and sentence.entities[-1].end == len(sentence.text)
