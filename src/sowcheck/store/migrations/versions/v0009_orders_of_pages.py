"""Indexes in the order in which pages are read, and by what waits before a delivery."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them in the place of shorter ones."""
    op.drop_index("ix_cases_state", "cases")
    op.create_index("ix_cases_state", "cases", ["state", "id"])
    op.drop_index("ix_cases_reference", "cases")
    op.create_index("ix_cases_reference", "cases", ["reference", "id"])
    op.drop_index("ix_deliveries_case_id", "deliveries")
    op.create_index("ix_deliveries_case_id", "deliveries", ["case_id", "subscription", "state", "sequence", "id"])
    op.create_index("ix_deliveries_sequence", "deliveries", ["sequence", "id"])


def downgrade() -> None:
    """Make the shorter ones again."""
    op.drop_index("ix_deliveries_sequence", "deliveries")
    op.drop_index("ix_deliveries_case_id", "deliveries")
    op.create_index("ix_deliveries_case_id", "deliveries", ["case_id"])
    op.drop_index("ix_cases_reference", "cases")
    op.create_index("ix_cases_reference", "cases", ["reference"])
    op.drop_index("ix_cases_state", "cases")
    op.create_index("ix_cases_state", "cases", ["state"])
