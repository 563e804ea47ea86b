"""A fixed piece of work like that of the rules, against which their time is given: noise of the machine cancels."""

import random
import re
import time

_WORDS = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "shall",
    "for",
    "be",
    "or",
    "by",
    "any",
    "with",
    "such",
    "agreement",
    "party",
    "services",
    "this",
    "as",
    "other",
    "will",
    "not",
    "under",
    "fees",
    "days",
    "supplier",
    "client",
    "work",
    "invoice",
    "payment",
    "notice",
    "term",
    "price",
    "delivery",
    "report",
    "system",
    "data",
    "written",
    "accept",
    "month",
    "amount",
]


class Reference:
    """Expressions over sentences, words into a dictionary; the same in every run and on every machine."""

    def __init__(self) -> None:
        random_words = random.Random(20)  # noqa: S311 (the same words every time are the point)
        self._sentences = [" ".join(random_words.choices(_WORDS, k=random_words.randint(8, 40))) for _ in range(60)]
        pairs = [tuple(random_words.sample(_WORDS[12:], 2)) for _ in range(12)]
        self._expressions = [re.compile(rf"\b{a}\b.{{0,40}}\b{b}\b|{b}s\b", re.IGNORECASE) for a, b in pairs]

    def seconds(self) -> float:
        """The processor's time for one run of it."""
        start = time.process_time()
        counts: dict[str, int] = {}
        for sentence in self._sentences:
            for word in sentence.split():
                counts[word] = counts.get(word, 0) + len(word[1:3])
            for expression in self._expressions:
                expression.search(sentence)
        return time.process_time() - start
