"""Prompts: versioned files of words, filled in without branches; a variant is another file.

A file begins with a head between two lines "+++" (TOML: task, version, inputs) and goes on with the words. An input
stands in them as {{name}}. What an example says is known, so that it is noticed when an answer repeats it.
"""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from pydantic import BaseModel

_HEAD = re.compile(r"\+\+\+\n(?P<head>.*?)\n\+\+\+\n(?P<body>.*)", re.DOTALL)
_INPUT = re.compile(r"\{\{(\w+)\}\}")
_EXAMPLE = re.compile(r"```text\n(?P<text>.*?)\n```\s*```json\n(?P<answer>.*?)\n```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """An invented text and the answer that it should get."""

    text: str
    answer: Any


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it lies in its file."""

    name: str
    """Such as "extract_legal.v1"."""
    task: str
    inputs: frozenset[str]
    body: str

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples in it, in their order."""
        return tuple(Example(found["text"], json.loads(found["answer"])) for found in _EXAMPLE.finditer(self.body))

    def filled(self, **inputs: str) -> str:
        """The words of the prompt with its inputs in their places.

        Raises:
            KeyError: an input is missing, or one is given that the prompt does not have: a bug of the caller.
        """
        if inputs.keys() != self.inputs:
            raise KeyError(f"{self.name} has the inputs {sorted(self.inputs)}, not {sorted(inputs)}")
        return _INPUT.sub(lambda place: inputs[place[1]], self.body)


@cache
def prompt(name: str) -> Prompt:
    """The prompt of a name such as "extract_legal.v1"."""
    path = resources.files("sowcheck") / "data" / "prompts" / f"{name}.md"
    found = _HEAD.fullmatch(path.read_text("utf-8"))
    assert found, f"{name}.md has no head between lines of +++"
    head = tomllib.loads(found["head"])
    inputs = frozenset(head["inputs"])
    named = set(_INPUT.findall(found["body"]))
    assert named == inputs, f"{name}.md names the inputs {sorted(inputs)} and uses {sorted(named)}"
    assert name.endswith(f".v{head['version']}"), f"{name}.md says that it is version {head['version']}"
    return Prompt(name, head["task"], inputs, found["body"].strip())


def label(name: str, instructions: str, answer: type[BaseModel]) -> str:
    """How assumptions name a prompt: "legal.v1#3fa9c1d2", with a hash of its words and of the shape of its answer."""
    schema = json.dumps(answer.model_json_schema(), sort_keys=True)
    digest = hashlib.sha256(f"{instructions}\n{schema}".encode()).hexdigest()
    return f"{name.removeprefix('extract_')}#{digest[:8]}"


def marked(text: str) -> str:
    """A text between two lines that nobody who wrote it could have written into it.

    >>> print(marked("The fee is nine."))
    ===== DOCUMENT 806354b5d3ca BEGINS =====
    The fee is nine.
    ===== DOCUMENT 806354b5d3ca ENDS =====
    """
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"===== DOCUMENT {mark} BEGINS =====\n{text}\n===== DOCUMENT {mark} ENDS ====="
