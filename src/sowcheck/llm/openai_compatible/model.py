"""The model behind an endpoint.

`openai` speaks on the wire, with its own retries off. `tenacity` sends again what failed in passing. `instructor`
checks the answer against its shape and asks the model to correct it. What a question takes in all is counted here.
"""

from sowcheck.llm.base import Answer, ChatAnswer, ChatRequest
from sowcheck.llm.limits import Clock
from sowcheck.llm.openai_compatible.asking import Asking
from sowcheck.llm.openai_compatible.endpoint import Endpoint
from sowcheck.llm.prices import Price
from sowcheck.llm.settings import ModelSettings
from sowcheck.llm.turnstile import Turnstile


class OpenAiCompatible:
    """A model behind an endpoint; may be asked from many threads at once."""

    def __init__(
        self, settings: ModelSettings, turnstile: Turnstile, *, price: Price | None = None, clock: Clock | None = None
    ) -> None:
        self._endpoint = Endpoint(settings, turnstile, price=price, clock=clock)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._endpoint.settings.model

    def ask(self, request: ChatRequest[Answer]) -> ChatAnswer[Answer]:
        """The answer to one question, after as many requests as that takes within the limits.

        Raises:
            ModelError: there is no usable answer; it says what the question used nevertheless.
        """
        return Asking(self._endpoint, request).answer()
