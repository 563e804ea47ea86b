"""The questions about a part: what is asked, in which words, and in which shape the answer is wanted."""

from dataclasses import dataclass
from functools import cache

from sowcheck.extract.prompted.answers import QUOTE_LIMIT, Facts, answer_about
from sowcheck.extract.prompted.facts import Part
from sowcheck.extract.prompted.prompts import label, marked, prompt
from sowcheck.extract.prompted.topics import TOPICS, Topic
from sowcheck.llm.base import ChatRequest

_RULES = "rules.v1"


@dataclass(frozen=True, slots=True)
class Form:
    """A question without the part that it is about."""

    topic: Topic
    instructions: str
    answer: type[Facts]
    label: str
    """Prompt with version and hash: "fees_and_billing.v1#3fa9c1d2"."""
    examples: str
    """The words of its examples, with single spaces."""

    def about(self, part: Part) -> ChatRequest[Facts]:
        """The question about a part."""
        return ChatRequest(self.topic.prompt, self.instructions, marked(part.text), self.answer)

    def repeats_an_example(self, quote: str, part: Part) -> bool:
        """Whether words stand in the examples of the prompt and not in the part."""
        words = " ".join(quote.split())
        return words in self.examples and words not in " ".join(part.text.split())


@cache
def form(name: str) -> Form:
    """The question about a topic."""
    topic = TOPICS[name]
    written = prompt(topic.prompt)
    rules = prompt(_RULES).filled(quote_limit=str(QUOTE_LIMIT))
    instructions = written.filled(rules=rules)
    answer = answer_about(topic.fields, "".join(word.capitalize() for word in name.split("_")))
    examples = " ".join(" ".join(example.text.split()) for example in written.examples)
    return Form(topic, instructions, answer, label(topic.prompt, instructions, answer), examples)
