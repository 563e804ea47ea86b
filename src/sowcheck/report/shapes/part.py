"""The base of everything that a report is made of."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

BoxShape = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the page's top left corner."""


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


DecimalText = Annotated[str, BeforeValidator(_as_text)]
"""A number as text, so that no reader rounds it."""


class Part(BaseModel):
    """A part of the report: frozen; keys of a later minor version are passed over when one is read.

    `Shape.model_validate(noun)` takes over what a noun calls by the same names.
    """

    model_config = ConfigDict(
        frozen=True, extra="ignore", serialize_by_alias=True, validate_by_name=True, from_attributes=True
    )
