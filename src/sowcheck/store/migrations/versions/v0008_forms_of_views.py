"""Of which form the view of a case is."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; views without a form are worked out anew from the events."""
    form = sa.Column("form", sa.String(64), nullable=False, server_default="", comment="of the view")
    op.add_column("cases", form)
    op.create_index("ix_cases_form", "cases", ["form"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ix_cases_form", "cases")
    op.drop_column("cases", "form")
