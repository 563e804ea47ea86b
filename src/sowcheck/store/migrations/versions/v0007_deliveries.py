"""Messages to other systems."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "subscribers",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("cursor", _NUMBER, nullable=False, comment="last line of the audit of which deliveries were made"),
        sa.Column("paced", sa.String(27)),
        sa.Column("stopped", sa.String(27)),
        sa.PrimaryKeyConstraint("name", name="pk_subscribers"),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("subscription", sa.String(64), nullable=False),
        sa.Column("sequence", _NUMBER, nullable=False),
        sa.Column("event", sa.String(64), nullable=False),
        sa.Column("type", sa.String(100), nullable=False),
        sa.Column("case_id", sa.String(64)),
        sa.Column("body", sa.Text, nullable=False, comment="JSON"),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("made", sa.String(27), nullable=False),
        sa.Column("next", sa.String(27), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("begun", sa.String(27)),
        sa.Column("last", sa.String(27)),
        sa.Column("status", sa.Integer),
        sa.Column("problem", sa.Text),
        sa.Column("done", sa.String(27)),
        sa.Column("claimed", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("subscription", "sequence", name="uq_deliveries_subscription"),
        comment="Messages to other systems.",
    )
    op.create_index("ix_deliveries_case_id", "deliveries", ["case_id"])
    op.create_index("ix_deliveries_state", "deliveries", ["state", "subscription", "sequence"])


def downgrade() -> None:
    """Take the tables away, with all that they hold."""
    for table in ("deliveries", "subscribers"):
        op.drop_table(table)
