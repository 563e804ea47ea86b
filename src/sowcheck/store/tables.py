"""The tables of a store. Whoever changes one writes a migration; a test holds the two together."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_HASH = String(64)
_ID = String(64)
_MOMENT = String(27)
"""As `lines.stamp` writes it: these sort."""

audit = Table(
    "audit",
    metadata,
    Column("sequence", _NUMBER, primary_key=True, autoincrement=False),
    Column("at", _MOMENT, nullable=False),
    Column("actor", Text, nullable=False, comment="JSON"),
    Column("source", Text, nullable=False),
    Column("case_id", _ID, index=True),
    Column("number", Integer),
    Column("type", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("payload", Text, nullable=False, comment="JSON"),
    Column("before", String(32)),
    Column("after", String(32)),
    Column("previous", _HASH, nullable=False),
    Column("hash", _HASH, nullable=False),
    UniqueConstraint("case_id", "number"),
    comment="Lines are added and never changed: triggers refuse it.",
)

audit_end = Table(
    "audit_end",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("count", _NUMBER, nullable=False),
    Column("head", _HASH, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    comment="Where the chain ends. Whoever adds a line locks this row first.",
)

words = Table(
    "words",
    metadata,
    Column("seal", _HASH, primary_key=True),
    Column("salt", String(32), nullable=False),
    Column("words", Text, comment="NULL once they were taken away"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("state", String(32), nullable=False),
    Column("reference", Text, nullable=False),
    Column("number", Integer, nullable=False, comment="of its events"),
    Column("view", Text, nullable=False, comment="JSON: what follows from the events"),
    Column("form", String(64), nullable=False, server_default="", comment="of the view", index=True),
    Index("ix_cases_state", "state", "id"),
    Index("ix_cases_reference", "reference", "id"),
)

open_tasks = Table(
    "open_tasks",
    metadata,
    Column("case_id", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("role", String(32), nullable=False),
    Column("place", String(200), nullable=False, unique=True, comment="in the list of all"),
    Column("view", Text, nullable=False, comment="JSON"),
    Index("ix_open_tasks_role", "role", "place"),
    comment="Follows from the cases: what is open now.",
)

links = Table(
    "links",
    metadata,
    Column("link", String(300), primary_key=True),
    Column("case_id", _ID, primary_key=True, index=True),
    comment="Follows from the cases: the deals, records and envelopes whose news concern them.",
)

seen_events = Table(
    "seen_events",
    metadata,
    Column("key", _HASH, primary_key=True, comment="SHA-256 of source and id"),
    Column("number", _NUMBER, nullable=False, comment="of the line in the audit: in the order in which they came"),
    Column("about", String(300), index=True),
    Column("said", Text, nullable=False, comment="JSON"),
    comment="Events of other systems that were taken in.",
)

users = Table(
    "users",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("login", String(100), nullable=False, unique=True),
    Column("view", Text, nullable=False, comment="JSON"),
    Column("external", _HASH, comment="for somebody who signs in elsewhere"),
    Index("uq_users_external", "external", unique=True),
)

attempts = Table(
    "attempts",
    metadata,
    Column("address", _HASH, primary_key=True, comment="SHA-256"),
    Column("view", Text, nullable=False, comment="JSON"),
    comment="To sign in, by the address that they came from. Kept for minutes.",
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("key", _HASH, primary_key=True),
    Column("until", _MOMENT, nullable=False),
    Column("view", Text, nullable=False, comment="JSON"),
    comment="Browsers that were sent to another system to sign in there. Kept for minutes.",
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("view", Text, nullable=False, comment="JSON"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("key", _HASH, primary_key=True),
    Column("user", _ID, nullable=False, index=True),
    Column("view", Text, nullable=False, comment="JSON"),
)

workers = Table(
    "workers",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("beats", _NUMBER, nullable=False, comment="A worker that lives adds to it all the time."),
)

subscribers = Table(
    "subscribers",
    metadata,
    Column("name", _ID, primary_key=True),
    Column("cursor", _NUMBER, nullable=False, comment="last line of the audit of which deliveries were made"),
    Column("paced", _MOMENT),
    Column("stopped", _MOMENT),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("subscription", _ID, nullable=False),
    Column("sequence", _NUMBER, nullable=False),
    Column("event", _ID, nullable=False),
    Column("type", String(100), nullable=False),
    Column("case_id", _ID),
    Column("body", Text, nullable=False, comment="JSON"),
    Column("state", String(16), nullable=False),
    Column("made", _MOMENT, nullable=False),
    Column("next", _MOMENT, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("begun", _MOMENT),
    Column("last", _MOMENT),
    Column("status", Integer),
    Column("problem", Text),
    Column("done", _MOMENT),
    Column("claimed", _MOMENT),
    UniqueConstraint("subscription", "sequence"),
    Index("ix_deliveries_state", "state", "subscription", "sequence"),
    Index("ix_deliveries_case_id", "case_id", "subscription", "state", "sequence", "id"),
    Index("ix_deliveries_sequence", "sequence", "id"),
    comment="Messages to other systems.",
)
