"""The classroom: classes and their members, what activities ask, rooms, players, rulings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("keeps", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class")),
        sa.UniqueConstraint("code", name=op.f("uq_class_code")),
        sa.UniqueConstraint("public_id", name=op.f("uq_class_public_id")),
    )
    op.create_table(
        "class_teacher",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["class.id"], name=op.f("fk_class_teacher_class_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_class_teacher_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("class_id", "user_id", name=op.f("pk_class_teacher")),
    )
    op.create_index(op.f("ix_class_teacher_user_id"), "class_teacher", ["user_id"])
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("extra_percent", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["class.id"], name=op.f("fk_member_class_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_member_learner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("class_id", "learner_id", name=op.f("uq_member_class_id_learner_id")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_member_code_hash")),
        sa.UniqueConstraint("public_id", name=op.f("uq_member_public_id")),
    )
    op.create_index(op.f("ix_member_learner_id"), "member", ["learner_id"])
    op.create_table(
        "room",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("host_hash", sa.String(), nullable=True),
        sa.Column("place_hash", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_room_activity_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_room")),
        sa.UniqueConstraint("code", name=op.f("uq_room_code")),
        sa.UniqueConstraint("host_hash", name=op.f("uq_room_host_hash")),
    )
    op.create_table(
        "allowance",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.Column("extra_percent", sa.Integer(), nullable=True),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_allowance_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_allowance_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("activity_id", "member_id", name=op.f("pk_allowance")),
    )
    op.create_index(op.f("ix_allowance_member_id"), "allowance", ["member_id"])
    op.create_table(
        "room_event",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.activity_id"], name=op.f("fk_room_event_room_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("room_id", "sequence", name=op.f("pk_room_event")),
    )
    op.create_table(
        "activity_question",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_revision_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_question_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_activity_question_edition_id")),
        sa.ForeignKeyConstraint(
            ["question_revision_id"], ["question_revision.id"], name=op.f("fk_activity_question_question_revision_id")
        ),
        sa.PrimaryKeyConstraint("activity_id", "position", name=op.f("pk_activity_question")),
    )
    op.create_index(op.f("ix_activity_question_question_revision_id"), "activity_question", ["question_revision_id"])
    op.create_table(
        "player",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("team", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_player_attempt_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room_id"], ["room.activity_id"], name=op.f("fk_player_room_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_player")),
        sa.UniqueConstraint("public_id", name=op.f("uq_player_public_id")),
        sa.UniqueConstraint("room_id", "name", name=op.f("uq_player_room_id_name")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_player_secret_hash")),
    )
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("question_revision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("right", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_ruling_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_ruling_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["question_revision_id"], ["question_revision.id"], name=op.f("fk_ruling_question_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
    )
    op.create_index(op.f("ix_ruling_activity_id"), "ruling", ["activity_id"])
    op.create_index(op.f("ix_ruling_question_revision_id"), "ruling", ["question_revision_id"])
    with op.batch_alter_table("activity") as batch:
        batch.add_column(sa.Column("class_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("title", sa.String(), server_default="", nullable=False))
        batch.add_column(sa.Column("created_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_index(op.f("ix_activity_class_id"), ["class_id"])
        batch.create_foreign_key(op.f("fk_activity_class_id"), "class", ["class_id"], ["id"], ondelete="SET NULL")
    op.create_index("ix_attempt_activity_id", "attempt", ["activity_id"])
    op.add_column("learner", sa.Column("lasts_days", sa.Integer(), server_default="365", nullable=False))


def downgrade() -> None:
    op.drop_column("learner", "lasts_days")
    op.drop_index("ix_attempt_activity_id", "attempt")
    with op.batch_alter_table("activity") as batch:
        batch.drop_constraint(op.f("fk_activity_class_id"), type_="foreignkey")
        batch.drop_index(op.f("ix_activity_class_id"))
        for column in ("created_at", "title", "class_id"):
            batch.drop_column(column)
    for table in (
        *("ruling", "player", "activity_question", "room_event", "allowance"),
        *("room", "member", "class_teacher", "class"),
    ):
        op.drop_table(table)
