"""Open tasks, what cases are linked with, and events of other systems that were taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables. What is open and linked follows from a case with its next event."""
    op.create_table(
        "open_tasks",
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("place", sa.String(200), nullable=False, comment="in the list of all"),
        sa.Column("view", sa.Text, nullable=False, comment="JSON"),
        sa.PrimaryKeyConstraint("case_id", "id", name="pk_open_tasks"),
        sa.UniqueConstraint("place", name="uq_open_tasks_place"),
        comment="Follows from the cases: what is open now.",
    )
    op.create_index("ix_open_tasks_role", "open_tasks", ["role", "place"])
    op.create_table(
        "links",
        sa.Column("link", sa.String(300), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("link", "case_id", name="pk_links"),
        comment="Follows from the cases: the deals, records and envelopes whose news concern them.",
    )
    op.create_index("ix_links_case_id", "links", ["case_id"])
    op.create_table(
        "seen_events",
        sa.Column("key", sa.String(64), nullable=False, comment="SHA-256 of source and id"),
        sa.Column(
            "number",
            _NUMBER,
            nullable=False,
            comment="of the line in the audit: in the order in which they came",
        ),
        sa.Column("about", sa.String(300)),
        sa.Column("said", sa.Text, nullable=False, comment="JSON"),
        sa.PrimaryKeyConstraint("key", name="pk_seen_events"),
        comment="Events of other systems that were taken in.",
    )
    op.create_index("ix_seen_events_about", "seen_events", ["about"])


def downgrade() -> None:
    """Take the tables away: events that come again are taken for new."""
    for table in ("seen_events", "links", "open_tasks"):
        op.drop_table(table)
