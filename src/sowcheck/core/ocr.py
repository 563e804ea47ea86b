"""Words that a program has made out in a picture: how sure it is of them, and what it may take to read them."""

from typing import Annotated, NamedTuple

from pydantic import Field

from sowcheck.core.noun import Noun


class OcrSettings(Noun):
    """Whether and how pictures of text are read."""

    enabled: bool = True
    languages: str = Field(default="eng", pattern=r"^[A-Za-z0-9_]+(\+[A-Za-z0-9_]+)*$")
    """Names of tesseract's language data, such as "deu+eng"."""
    pages: Annotated[int, Field(gt=0)] = 300
    """Pages of one document that are read so; the rest is left unread."""
    seconds: Annotated[int, Field(gt=0)] = 60
    """For one page."""
    sure_from: Annotated[float, Field(ge=0, le=1)] = 0.8
    """A value with a word in its quote below this confidence is unproven."""
    legible_from: Annotated[float, Field(ge=0, le=1)] = 0.7
    """A page whose words are less sure than this on average counts as unread."""


class OcrWord(NamedTuple):
    """A word of the text that was made out in a picture."""

    start: int
    end: int
    confidence: float
    """0 to 1, as the reader of the picture says."""
    other: str = ""
    """What a second look at the same place made of it, where that differs."""


class OcrPage(Noun):
    """A page, or a picture on it, whose words were made out."""

    where: str
    """Such as "page 3" or "page 3 image 1"."""
    page: int
    """1-based."""
    words: int
    confidence: float
    """Mean of the words, each by its length."""


class OcrDoubt(NamedTuple):
    """A word of a quote that may have been misread."""

    word: str
    confidence: float
    other: str = ""


class OcrReading(Noun):
    """How sure the words of a quote are that were made out in a picture."""

    confidence: float
    """Of its least sure word."""
    doubts: tuple[OcrDoubt, ...] = ()
    """Words below the threshold, and those that a second look read otherwise."""
