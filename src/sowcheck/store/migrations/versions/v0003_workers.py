"""Signs of life of the processes that do the program's own work."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "workers",
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column(
            "beats",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            nullable=False,
            comment="A worker that lives adds to it all the time.",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )


def downgrade() -> None:
    """Take the table away: workers that run at this moment are taken for dead once."""
    op.drop_table("workers")
