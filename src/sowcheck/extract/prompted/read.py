"""A language model reads a document: asked part by part, its answers located, and only then proposed."""

from sowcheck.core.readings import ModelReading
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.prompted.ask import ask
from sowcheck.extract.prompted.ground import grounded
from sowcheck.extract.readers import Progress, Readers
from sowcheck.extract.reading import Reading
from sowcheck.llm.base import ChatModel


def read_by_model(
    model: ChatModel, reading: Reading, readers: Readers, progress: Progress | None = None
) -> tuple[list[Candidate], ModelReading]:
    """What the model proposes, with the words that it found; and how the reading went.

    Args:
        model: Who is asked.
        reading: The document.
        readers: How many questions are asked at once, and whether each part is read twice.
        progress: Told how far it is, in words.
    """

    def told(answered: int, questions: int) -> None:
        if progress:
            progress(f"Reading {reading.document.name} with {model.name}: {answered} of {questions} questions answered")

    answers = ask(model, reading, concurrency=readers.concurrency, second_read=readers.second_read, progress=told)
    candidates, claims = grounded(reading, answers)
    return candidates, ModelReading(
        model=answers.model,
        parts=len(answers.parts),
        questions=answers.questions,
        from_cache=answers.from_cache,
        failed=answers.failed,
        claims=claims,
        usage=answers.usage,
    )
