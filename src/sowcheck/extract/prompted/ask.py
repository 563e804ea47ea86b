"""A document read by a language model: its parts are asked about their topics, several at a time."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from sowcheck.core.readings import FailedRead, Usage
from sowcheck.errors import AnswerCutOff, InvalidAnswer, ModelError, ModelUnavailable
from sowcheck.extract.prompted.answers import Fact, Stated
from sowcheck.extract.prompted.crew import done
from sowcheck.extract.prompted.facts import Answers, Part, StatedFact
from sowcheck.extract.prompted.parts import halved, parts_of
from sowcheck.extract.prompted.questions import Form, form, walk_form
from sowcheck.extract.prompted.salvage import salvaged
from sowcheck.extract.reading import Reading
from sowcheck.llm.base import ChatAnswer, ChatModel, ChatRequest, Remembering

CONCURRENCY = 8
"""Questions that are asked at a time: a minute's work of a document of 60 pages becomes 20 seconds, and the usual
limits of endpoints are kept."""
_PATIENCE = 5
"""Questions without an answer in a row after which the endpoint counts as down and is asked no more."""
_HALVINGS = 2
"""How often a part is halved because an answer about it did not fit."""

Progress = Callable[[int, int], None]
"""Told how many questions are answered, and how many there are."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one question."""

    facts: tuple[StatedFact, ...] = ()
    failed: tuple[FailedRead, ...] = ()
    usage: Usage = Usage()  # noqa: RUF009 (frozen)
    cached: bool = False

    def __add__(self, other: "_Outcome") -> "_Outcome":
        return _Outcome(
            self.facts + other.facts,
            self.failed + other.failed,
            self.usage + other.usage,
            self.cached and other.cached,
        )


def ask(
    model: ChatModel,
    reading: Reading,
    *,
    concurrency: int = CONCURRENCY,
    second_read: bool = False,
    progress: Progress | None = None,
) -> Answers:
    """Everything that a model says of a document. A question without an answer is named, and stops no other.

    Args:
        model: Who is asked; from several threads at once.
        reading: The document and its structure.
        concurrency: How many questions are asked at a time.
        second_read: Whether each part is read a second time in another way; see `walk`. Half as much again to pay.
        progress: Told after each answer.
    """
    parts = parts_of(reading)
    questions = [(part, form(topic)) for part in parts for topic in part.topics]
    first = len(questions)
    if second_read:
        questions += [(part, walk_form()) for part in parts]
    interview = _Interview(model, reading)

    def told(answered: int) -> None:
        if progress:
            progress(answered, len(questions))

    outcomes = done(questions, lambda question: interview.outcome(*question), concurrency, told)
    return Answers(
        model=model.name,
        parts=parts,
        questions=len(questions),
        facts=tuple(fact for outcome in outcomes[:first] for fact in outcome.facts),
        second=tuple(fact for outcome in outcomes[first:] for fact in outcome.facts),
        failed=tuple(failed for outcome in outcomes for failed in outcome.failed),
        usage=sum((outcome.usage for outcome in outcomes), Usage()),
        from_cache=sum(outcome.cached for outcome in outcomes),
    )


class _Interview:
    """Questions to one model about one document."""

    def __init__(self, model: ChatModel, reading: Reading) -> None:
        self._model = model
        self._reading = reading
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._down: str | None = None
        """Why the endpoint counts as down."""

    def outcome(self, part: Part, form: Form, halvings: int = _HALVINGS) -> _Outcome:
        """What becomes of one question."""
        try:
            answer = self._answer(form.about(part))
        except ModelUnavailable as error:
            self._count(error)
            return _lost(part, form, error)
        except InvalidAnswer as error:
            self._count(None)
            return self._mended(part, form, error, halvings)
        except ModelError as error:
            return _lost(part, form, error)
        if not answer.from_cache:
            self._count(None)
        return _believed(part, form, answer.value.stated, answer.usage, cached=answer.from_cache)

    def _answer(self, request: ChatRequest[Stated]) -> ChatAnswer[Stated]:
        """The model's answer; if its endpoint counts as down, only one that it gave before."""
        if not self._down:
            return self._model.ask(request)
        known = self._model.remembered(request) if isinstance(self._model, Remembering) else None
        if known is None:
            # The same words, so that a report does not tell who was asked just before from who was asked no more.
            raise ModelUnavailable(self._down, hint="Ask again when the endpoint is up.")
        return known

    def _mended(self, part: Part, form: Form, error: InvalidAnswer, halvings: int) -> _Outcome:
        """What can be had of a question whose answer has not the shape that was asked for."""
        halves = halved(self._reading, part) if isinstance(error, AnswerCutOff) and halvings else ()
        if halves:
            outcome = _Outcome(usage=error.usage or Usage())
            for half in halves:
                outcome += self.outcome(half, form, halvings - 1)
            return outcome
        found = salvaged(error.answer or "", form.answer.asked)
        kept = _believed(part, form, found.facts)
        if not found.whole:
            return kept + _lost(part, form, error)
        reasons = {rejected.field: rejected.reason for rejected in found.rejected}
        failed = tuple(
            _failed(
                part, form, (field,) if field and form.fields else form.fields, f"a value could not be read: {reason}"
            )
            for field, reason in reasons.items()
        )
        return kept + _Outcome(failed=failed, usage=error.usage or Usage())

    def _count(self, error: ModelUnavailable | None) -> None:
        """Notes whether the endpoint answered."""
        with self._lock:
            self._in_a_row = self._in_a_row + 1 if error else 0
            if error and self._in_a_row >= _PATIENCE and not self._down:
                self._down = error.message


def _believed(
    part: Part, form: Form, facts: tuple[Fact, ...], usage: Usage | None = None, *, cached: bool = False
) -> _Outcome:
    """The facts of an answer, but for those that repeat an example of the prompt."""
    leaked = [fact for fact in facts if form.repeats_an_example(fact.quote, part)]
    stated = tuple(
        StatedFact(fact.field, fact.typed, fact.quote, part, order, form.label)
        for order, fact in enumerate(facts)
        if fact not in leaked
    )
    fields = tuple(dict.fromkeys(fact.field for fact in leaked)) if form.fields else ()
    failed = (_failed(part, form, fields, "the answer repeats an example of the prompt"),) if leaked else ()
    return _Outcome(stated, failed, usage or Usage(), cached)


def _lost(part: Part, form: Form, error: ModelError) -> _Outcome:
    """A question without an answer."""
    return _Outcome(failed=(_failed(part, form, form.fields, error.message),), usage=error.usage or Usage())


def _failed(part: Part, form: Form, fields: tuple[str, ...], reason: str) -> FailedRead:
    return FailedRead(topic=form.topic, where=part.where, page=part.page, fields=fields, reason=reason)
