"""Browsers that were sent to another system to sign in there."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sign_ins",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("until", sa.String(27), nullable=False),
        sa.Column("view", sa.Text, nullable=False, comment="JSON"),
        sa.PrimaryKeyConstraint("key", name="pk_sign_ins"),
        comment="Browsers that were sent to another system to sign in there. Kept for minutes.",
    )


def downgrade() -> None:
    """Take it away, with all that it holds."""
    op.drop_table("sign_ins")
