"""The base of everything that a report is made of."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of the report: frozen; keys of a later minor version are passed over when one is read."""

    model_config = ConfigDict(frozen=True, extra="ignore", serialize_by_alias=True, validate_by_name=True)
