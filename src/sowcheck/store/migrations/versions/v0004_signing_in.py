"""People who sign in elsewhere, and attempts to sign in by address."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column and the table."""
    op.add_column("users", sa.Column("external", sa.String(64), comment="for somebody who signs in elsewhere"))
    op.create_index("uq_users_external", "users", ["external"], unique=True)
    op.create_table(
        "attempts",
        sa.Column("address", sa.String(64), nullable=False, comment="SHA-256"),
        sa.Column("view", sa.Text, nullable=False, comment="JSON"),
        sa.PrimaryKeyConstraint("address", name="pk_attempts"),
        comment="To sign in, by the address that they came from. Kept for minutes.",
    )


def downgrade() -> None:
    """Take them away, with all that they hold."""
    op.drop_table("attempts")
    op.drop_index("uq_users_external", "users")
    op.drop_column("users", "external")
