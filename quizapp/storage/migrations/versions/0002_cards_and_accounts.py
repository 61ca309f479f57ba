"""Cards, progress and accounts: notes, fitted parameters, counts of what is limited, sure errors."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_note_fact_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_note_learner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "fact_id", name=op.f("pk_note")),
    )
    op.create_table(
        "fit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("default_loss", sa.Double(), nullable=False),
        sa.Column("fitted_loss", sa.Double(), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_fit_learner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fit")),
    )
    op.create_index(op.f("ix_fit_learner_id"), "fit", ["learner_id"])
    op.create_table(
        "tally",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("minute", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "minute", name=op.f("pk_tally")),
    )
    op.add_column("memory", sa.Column("wanted", sa.Integer(), server_default="0", nullable=False))
    wanted = sa.text("wanted > 0")
    op.create_index("ix_memory_wanted", "memory", ["learner_id"], sqlite_where=wanted, postgresql_where=wanted)
    voids = sa.text("voids_id IS NOT NULL")
    op.create_index("ix_review_voids", "review", ["voids_id"], sqlite_where=voids, postgresql_where=voids)


def downgrade() -> None:
    op.drop_index("ix_review_voids", "review")
    op.drop_index("ix_memory_wanted", "memory")
    op.drop_column("memory", "wanted")
    op.drop_table("tally")
    op.drop_table("fit")
    op.drop_table("note")
