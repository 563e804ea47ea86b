"""What a system says."""

from sowcheck.core.envelopes import Envelope
from sowcheck.core.noun import Noun
from sowcheck.core.values import Value


class Record(Noun):
    """One file of records from one system."""

    id: str
    name: str
    """File name without its folder."""
    sha256: str
    system: str
    """Such as "salesforce", "hubspot", "dynamics365", "services_quote"."""
    object: str
    """The main object, such as "Opportunity"."""
    record_id: str | None
    unmapped: tuple[str, ...] = ()
    """Paths that hold a value nobody has mapped to a field."""
    envelope: Envelope | None = None
    """Of an e-sign service: who had to sign what."""


class RecordValue(Noun):
    """A field's typed value in a system."""

    id: str
    field: str
    value: Value
    record: str
    """Id of the record."""
    system: str
    object: str
    record_id: str | None
    path: str
    """Where the value stands in the payload, such as "SBQQ__PaymentTerms__c"; a sum names its parts."""
    raw: str
    """The value as the payload writes it."""
