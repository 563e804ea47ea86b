"""Cases, the audit and its end, and the words that can be taken away."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_HASH = sa.String(64)
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_NEVER = "lines of the audit are never changed or taken away"


def upgrade() -> None:
    """Make the tables, and refuse changes to lines of the audit."""
    op.create_table(
        "audit",
        sa.Column("sequence", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.Text, nullable=False, comment="JSON"),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("case_id", sa.String(64)),
        sa.Column("number", sa.Integer),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("payload", sa.Text, nullable=False, comment="JSON"),
        sa.Column("before", sa.String(32)),
        sa.Column("after", sa.String(32)),
        sa.Column("previous", _HASH, nullable=False),
        sa.Column("hash", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
        sa.UniqueConstraint("case_id", "number", name="uq_audit_case_id"),
        comment="Lines are added and never changed: triggers refuse it.",
    )
    op.create_index("ix_audit_case_id", "audit", ["case_id"])
    end = op.create_table(
        "audit_end",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("count", _NUMBER, nullable=False),
        sa.Column("head", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_end"),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_end_one_row")),
        comment="Where the chain ends. Whoever adds a line locks this row first.",
    )
    op.bulk_insert(end, [{"id": 1, "count": 0, "head": "0" * 64}])
    op.create_table(
        "words",
        sa.Column("seal", _HASH, nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("words", sa.Text, comment="NULL once they were taken away"),
        sa.PrimaryKeyConstraint("seal", name="pk_words"),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, comment="of its events"),
        sa.Column("view", sa.Text, nullable=False, comment="JSON: what follows from the events"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    op.create_index("ix_cases_state", "cases", ["state"])
    op.create_index("ix_cases_reference", "cases", ["reference"])
    _refuse_changes()


def downgrade() -> None:
    """Take the tables away, with all that they hold."""
    for table in ("cases", "words", "audit_end", "audit"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_kept()")


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_NEVER}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept()"
        )
    else:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
            )
