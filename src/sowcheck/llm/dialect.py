"""How an endpoint wants to be asked. Servers that call themselves compatible differ, and say so only by refusing."""

from dataclasses import dataclass, replace

from sowcheck.llm.settings import AnswerFormat, ModelSettings

_LOOSER = {
    AnswerFormat.STRICT: AnswerFormat.SCHEMA,
    AnswerFormat.SCHEMA: AnswerFormat.JSON,
    AnswerFormat.JSON: AnswerFormat.TEXT,
}

_ABOUT_FORMAT = ("response_format", "json_schema", "json_object", "schema", "grammar", "guided", "structured")


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to ask. An endpoint that refuses a part of it is asked in the next way that it may accept."""

    format: AnswerFormat = AnswerFormat.STRICT
    fixed_format: bool = False
    """The user chose the format."""
    limit: str = "max_tokens"
    """The name under which the most tokens of an answer are given."""
    other_limit: bool = False
    """Whether this is already the second name that was tried."""
    temperature: bool = True
    """Whether a temperature is sent: some reasoning models accept none."""

    @classmethod
    def of(cls, settings: ModelSettings) -> "Dialect":
        """The way to begin with: OpenAI's newer models know only the newer name of the limit, small servers the older."""
        name = "max_completion_tokens" if settings.needs_key else "max_tokens"
        if settings.answer_format is None:
            return cls(limit=name)
        return cls(limit=name, format=settings.answer_format, fixed_format=True)

    def after(self, refusal: str) -> "Dialect | None":
        """The way to ask after the endpoint refused this one in these words; None if they are about something else."""
        said = refusal.lower()
        about_limit = ("max_tokens" in said or "max_completion_tokens" in said) and "too large" not in said
        if not self.other_limit and about_limit:
            name = "max_completion_tokens" if self.limit == "max_tokens" else "max_tokens"
            return replace(self, limit=name, other_limit=True)
        if self.temperature and "temperature" in said:
            return replace(self, temperature=False)
        if not self.fixed_format and self.format in _LOOSER and any(word in said for word in _ABOUT_FORMAT):
            return replace(self, format=_LOOSER[self.format])
        return None
