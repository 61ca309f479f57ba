"""Of which banks a learner has met all; and indexes along which what is due, and worked on, is read."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

RUNNING = sa.text("finished_at IS NULL")


def upgrade() -> None:
    op.drop_index("ix_memory_due", "memory")
    op.create_index("ix_memory_due", "memory", ["learner_id", "due_day", "buried_until", "suspended"])
    running = ("ix_attempt_running", "attempt", ["learner_id", "started_at"])
    op.create_index(*running, sqlite_where=RUNNING, postgresql_where=RUNNING)
    op.create_table(
        "met_bank",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_met_bank_bank_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_met_bank_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "bank_id", name=op.f("pk_met_bank")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("met_bank")
    op.drop_index("ix_attempt_running", "attempt")
    op.drop_index("ix_memory_due", "memory")
    op.create_index("ix_memory_due", "memory", ["learner_id", "due_day"])
