"""Indexes along which what is due, and what somebody is working on, is read."""

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


def downgrade() -> None:
    op.drop_index("ix_attempt_running", "attempt")
    op.drop_index("ix_memory_due", "memory")
    op.create_index("ix_memory_due", "memory", ["learner_id", "due_day"])
