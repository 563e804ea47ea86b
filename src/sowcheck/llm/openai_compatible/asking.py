"""One question: its requests, what they used, and what becomes of the answer."""

import json
import logging
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Generic

import httpx2
import instructor
import openai
import tenacity
from instructor.core.exceptions import InstructorRetryException
from instructor.v2.core.json import extract_json_from_codeblock
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from pydantic import BaseModel, ValidationError

from sowcheck.core.readings import Usage
from sowcheck.errors import AnswerCutOff, InvalidAnswer, ModelError, ModelRefused, ModelUnavailable
from sowcheck.llm.base import Answer, ChatAnswer, ChatRequest
from sowcheck.llm.dialect import Dialect
from sowcheck.llm.failures import Transient, Verdict, of_status
from sowcheck.llm.openai_compatible.endpoint import Endpoint
from sowcheck.llm.openai_compatible.strict import strict_schema
from sowcheck.llm.prices import Tokens
from sowcheck.llm.settings import AnswerFormat
from sowcheck.llm.turnstile import Passage

# It logs what is handled here as errors, with the words of the answer, which are the document's.
logging.getLogger("instructor").setLevel(logging.CRITICAL)

_THOUGHTS = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_UNBILLED = (httpx2.ConnectError, httpx2.ConnectTimeout)
_PERHAPS_BILLED = (408, 504, 524)
"""Somebody between gave up waiting; the model may have worked on."""

_IN_WORDS = "Answer with one JSON object and nothing else. It must be valid against this JSON Schema:\n"
_back_off = tenacity.wait_exponential(multiplier=0.5, max=20) + tenacity.wait_random(0, 0.5)


class Asking(Generic[Answer]):
    """One question: its requests, what they used, and how long it may go on."""

    def __init__(self, endpoint: Endpoint, request: ChatRequest[Answer]) -> None:
        self._endpoint = endpoint
        self._settings = endpoint.settings
        self._request = request
        self._failures = 0
        self._written = ""
        """What the model wrote last, without anything around the JSON."""
        self._until = endpoint.clock.now() + self._settings.total_timeout
        self.usage = Usage() if endpoint.price is None else Usage(currency=endpoint.price.currency)

    def answer(self) -> ChatAnswer[Answer]:
        """What the model answered in the end.

        Raises:
            ModelError: there is no usable answer.
        """
        messages = [
            {"role": "system", "content": _encodable(self._request.instructions)},
            {"role": "user", "content": _encodable(self._request.text)},
        ]
        create: Any = instructor.patch(create=self._create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            create(
                response_model=_checked_shape(self._request.answer),
                max_retries=self._settings.repairs,
                strict=False,
                messages=messages,
            )
        except InstructorRetryException as error:
            raise self._final(error.__cause__ or error) from None  # its text holds the words of the document
        # What instructor returns is of a class of its own; the words that it accepted are read again.
        return ChatAnswer(self._request.answer.model_validate_json(self._written), self.usage)

    def _create(self, *, messages: Sequence[dict[str, Any]], **_: object) -> ChatCompletion:
        """What instructor calls for each try at an answer: one answer, however often it has to be asked for."""
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Transient),
            after=self._count_failure,
            wait=self._wait,
            stop=self._gives_up,
            sleep=self._endpoint.clock.sleep,
            reraise=True,
        )
        return retrying(self._adapting, messages)

    def _count_failure(self, _: tenacity.RetryCallState) -> None:
        self._failures += 1

    def _wait(self, state: tenacity.RetryCallState) -> float:
        asked = _transient(state).wait
        return _back_off(state) if asked is None else asked + _back_off(state) / 4

    def _gives_up(self, state: tenacity.RetryCallState) -> bool:
        asked = _transient(state).wait or 0.0
        late = self._endpoint.clock.now() + state.upcoming_sleep >= self._until
        return self._failures > self._settings.retries or asked > self._settings.longest_wait or late

    def _adapting(self, messages: Sequence[dict[str, Any]]) -> ChatCompletion:
        while True:
            dialect = self._endpoint.dialect
            try:
                return self._send(messages, dialect)
            except openai.APIStatusError as error:
                failure = self._of_status(error)
                refused = error.status_code in (400, 422) and isinstance(failure, ModelUnavailable)
                if not refused or not self._endpoint.learn(dialect, f"{error.message} {error.param or ''}"):
                    raise failure from None

    def _send(self, messages: Sequence[dict[str, Any]], dialect: Dialect) -> ChatCompletion:
        body = self._body(messages, dialect)
        most = Tokens(input=len(json.dumps(body, ensure_ascii=False).encode()), output=self._request.max_output_tokens)
        clock, asked = self._endpoint.clock, self._endpoint.clock.now()
        with self._endpoint.turnstile.passing(most) as passage:
            self._until += clock.now() - asked  # to wait for one's turn is not the endpoint's slowness
            seconds = min(self._settings.timeout, self._until - clock.now())
            if seconds <= 0:
                passage.took_nothing()
                raise self._error(ModelUnavailable, f"no usable answer within {self._settings.total_timeout:g} s")
            self.usage += Usage(calls=1, currency=self.usage.currency)
            completion = self._sent(body, seconds, passage)
            tokens = _tokens(completion)
            self._bill(tokens, passage)
        return self._checked(completion, tokens)

    def _sent(self, body: dict[str, Any], seconds: float, passage: Passage) -> ChatCompletion:
        try:
            completion: object = self._endpoint.client.chat.completions.create(
                **body, extra_body=self._settings.options or None, timeout=seconds
            )
        except openai.APIStatusError as error:
            if error.status_code not in _PERHAPS_BILLED:
                passage.took_nothing()
            raise
        except openai.APITimeoutError as error:
            if isinstance(error.__cause__, _UNBILLED):
                passage.took_nothing()
            raise Transient(f"no answer within {seconds:g} s") from None
        except openai.APIConnectionError as error:
            if isinstance(error.__cause__, _UNBILLED):
                passage.took_nothing()
                raise Transient("no connection") from None
            raise Transient("the connection was cut") from None
        except (ValueError, RecursionError):
            raise Transient("the endpoint's answer is no JSON") from None
        except openai.OpenAIError as error:
            raise self._error(ModelUnavailable, self._endpoint.speaker.quoted(str(error))) from None
        if not isinstance(completion, ChatCompletion):
            passage.took_nothing()
            raise self._error(
                ModelUnavailable,
                "something answers there that does not speak the protocol",
                hint="Check SOWCHECK_LLM_BASE_URL; most addresses end in /v1.",
            )
        return completion

    def _body(self, messages: Sequence[dict[str, Any]], dialect: Dialect) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self._settings.model, "messages": list(messages)}
        body[dialect.limit] = self._request.max_output_tokens
        if dialect.temperature and self._settings.temperature is not None:
            body["temperature"] = self._settings.temperature
        answer = self._request.answer
        name = re.sub(r"[^A-Za-z0-9_-]+", "_", answer.__name__)[:64]
        match dialect.format:
            case AnswerFormat.STRICT:
                schema = {"name": name, "strict": True, "schema": strict_schema(answer)}
                body["response_format"] = {"type": "json_schema", "json_schema": schema}
            case AnswerFormat.SCHEMA:
                schema = {"name": name, "schema": answer.model_json_schema()}
                body["response_format"] = {"type": "json_schema", "json_schema": schema}
            case AnswerFormat.JSON:
                body["response_format"] = {"type": "json_object"}
            case AnswerFormat.TEXT:
                pass
        if dialect.format in (AnswerFormat.JSON, AnswerFormat.TEXT):
            told = f"{messages[0]['content']}\n\n{_IN_WORDS}{json.dumps(answer.model_json_schema())}"
            body["messages"][0] = {**messages[0], "content": told}
        return body

    def _bill(self, tokens: Tokens | None, passage: Passage) -> None:
        if tokens is None:  # then the passage counts as the most it could have taken
            self.usage += Usage(cost=None)
            return
        passage.took(tokens)
        price = self._endpoint.price
        self.usage += Usage(
            input_tokens=tokens.input,
            cached_input_tokens=tokens.cached_input,
            output_tokens=tokens.output,
            cost=None if price is None else price.of(tokens),
            currency=self.usage.currency,
        )

    def _checked(self, completion: ChatCompletion, tokens: Tokens | None) -> ChatCompletion:
        """The same, if it holds an answer at all; with nothing around the JSON."""
        try:
            choice = completion.choices[0]
            message, finish = choice.message, choice.finish_reason
            content, refusal = message.content, message.refusal
        except (AttributeError, IndexError, KeyError, TypeError):  # openai builds its objects from anything
            raise Transient("the endpoint's answer holds nothing") from None
        refusal = refusal if isinstance(refusal, str) else None
        if refusal or finish == "content_filter":
            told = f": {self._endpoint.speaker.quoted(refusal)}" if refusal else " (a filter of the endpoint)"
            raise self._error(ModelRefused, f"the model declined to answer{told}")
        self._written = _json_of(content if isinstance(content, str) else "")
        full = tokens is not None and tokens.output >= self._request.max_output_tokens
        if finish == "length" or (full and not _is_json(self._written)):
            length = tokens.output if tokens else self._request.max_output_tokens
            raise self._error(AnswerCutOff, f"the answer was cut off after {length} tokens")
        # A correction is asked for with this in the conversation, so nothing else of the message may stand in it.
        choice.message = ChatCompletionMessage(role="assistant", content=self._written)
        return completion

    def _of_status(self, error: openai.APIStatusError) -> Transient | ModelError:
        found = of_status(error.status_code, _words(error), error.response.headers, self._endpoint.speaker)
        if isinstance(found, Verdict):
            return self._error(found.kind, found.reason, hint=found.hint)
        if error.status_code == 429 and found.wait:
            self._endpoint.turnstile.close_for(min(found.wait, self._settings.longest_wait))
        return found

    def _final(self, cause: BaseException) -> BaseException:
        match cause:
            case Transient(reason=reason, wait=wait):
                asked = f"; it asks to be left alone for {wait:.0f} s" if wait else ""
                return self._error(ModelUnavailable, f"{reason}{asked}")
            case ModelError():
                cause.usage = self.usage if self.usage.calls else None
                return cause
            case ValidationError():
                return self._error(InvalidAnswer, f"the answer does not have the shape asked for: {_first(cause)}")
            case _:
                return cause

    def _error(self, kind: type[ModelError], reason: str, *, hint: str = "") -> ModelError:
        error = self._endpoint.speaker.error(kind, reason, hint=hint, usage=self.usage)
        if isinstance(error, InvalidAnswer):
            error.answer = self._written or None
        return error


@cache
def _checked_shape(answer: type[BaseModel]) -> type[BaseModel]:
    """The class that instructor would make of it for every question anew."""
    shape: type[BaseModel] = instructor.response_schema(answer)
    return shape


def _transient(state: tenacity.RetryCallState) -> Transient:
    assert state.outcome is not None
    error = state.outcome.exception()
    assert isinstance(error, Transient)
    return error


def _tokens(completion: ChatCompletion) -> Tokens | None:
    """What the endpoint says the request took; None if it does not say."""
    given, taken = (getattr(completion.usage, name, None) for name in ("prompt_tokens", "completion_tokens"))
    cached = getattr(getattr(completion.usage, "prompt_tokens_details", None), "cached_tokens", None)
    if not isinstance(given, int) or not isinstance(taken, int) or given < 0 or taken < 0:
        return None
    return Tokens(given, taken, min(max(cached, 0), given) if isinstance(cached, int) else 0)


def _json_of(content: str) -> str:
    """The JSON in an answer: without thoughts before it, a fence around it or words beside it."""
    bare = _THOUGHTS.sub("", _encodable(content)).strip()
    if bare.startswith("{") or "{" not in bare:
        return bare
    try:
        return extract_json_from_codeblock(bare)
    except ValueError:
        return bare


def _encodable(text: str) -> str:
    """The same with question marks for halves of characters, which no JSON can be sent with."""
    return text.encode("utf-8", "replace").decode()


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _words(error: openai.APIStatusError) -> str:
    if isinstance(error.body, dict):
        return f"{error.body.get('message') or ''} {error.code or ''}".strip()
    return str(error.body or "")


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]
