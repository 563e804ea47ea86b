"""The questions about a part: what is asked, in which words, and in which shape the answer is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sowcheck.extract.prompted.answers import QUOTE_LIMIT, Stated, answer_about
from sowcheck.extract.prompted.facts import Part
from sowcheck.extract.prompted.topics import TOPICS
from sowcheck.extract.prompted.walk import Walk, terms_in_words
from sowcheck.llm.base import ChatRequest
from sowcheck.llm.prompts import label, marked, prompt

_RULES, _VALUES, _WALK = "rules.v1", "values.v1", "walk_clauses.v1"


@dataclass(frozen=True, slots=True)
class Form:
    """A question without the part that it is about."""

    topic: str
    """Name of the topic, or of the walk."""
    prompt: str
    """File of the prompt, without its ending."""
    fields: tuple[str, ...]
    """What is not read if there is no answer; () if another question asks for the same."""
    instructions: str
    answer: type[Stated]
    label: str
    """Prompt with version and hash: "fees_and_billing.v1#3fa9c1d2"."""
    examples: str
    """The words of its examples, with single spaces."""

    def about(self, part: Part) -> ChatRequest[Stated]:
        """The question about a part."""
        return ChatRequest(self.prompt, self.instructions, marked(part.text), self.answer)

    def repeats_an_example(self, quote: str, part: Part) -> bool:
        """Whether words stand in the examples of the prompt and not in the part."""
        words = " ".join(quote.split())
        return words in self.examples and words not in " ".join(part.text.split())


@cache
def form(name: str) -> Form:
    """The question about a topic."""
    topic = TOPICS[name]
    answer = answer_about(topic.fields, "".join(word.capitalize() for word in name.split("_")))
    inputs = {"rules": _rules(), "values": prompt(_VALUES).filled()}
    return _form(name, topic.prompt, topic.fields, answer, inputs)


@cache
def walk_form() -> Form:
    """The question what each clause states; where it has no answer, the topics' questions have."""
    return _form("walk_clauses", _WALK, (), Walk, {"rules": _rules(), "fields": terms_in_words()})


def _rules() -> str:
    return prompt(_RULES).filled(quote_limit=str(QUOTE_LIMIT))


def _form(topic: str, name: str, fields: tuple[str, ...], answer: type[Stated], inputs: Mapping[str, str]) -> Form:
    written = prompt(name)
    instructions = written.filled(**inputs)
    examples = " ".join(" ".join(example.text.split()) for example in written.examples)
    return Form(topic, name, fields, instructions, answer, label(name, instructions, answer), examples)
