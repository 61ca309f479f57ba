"""The audit log is append-only by the database: no entry goes, and none changes except to erase a person.

Whoever rebuilds the table on SQLite has to make its triggers again.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SAYS = "the audit log is append-only"
ERASED = '{"erased": true}'
"""What actions/erase.py leaves of a side that told who it was."""


def _forbidden(differs: str, as_text: str) -> str:
    """What no update may do; `differs` compares two values that may be NULL, `as_text` casts JSON."""
    kept = [f"new.{name} {differs} old.{name}" for name in ("id", "at", "action")]
    named = [
        f"(new.{name} {differs} old.{name} AND new.{name} NOT LIKE '{like}')"
        for name, like in (("who", "erased-%"), ("subject", "%erased-%"), ("why", "%erased-%"))
    ]
    sides = [
        f"({as_text.format(f'new.{side}')} {differs} {as_text.format(f'old.{side}')}"
        f" AND {as_text.format(f'new.{side}')} {differs} '{ERASED}')"
        for side in ("before", "after")
    ]
    return " OR ".join([*kept, *named, *sides])


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        op.execute(f"CREATE TRIGGER audit_kept BEFORE DELETE ON audit {refuse}")
        op.execute(f"CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit WHEN {_forbidden('IS NOT', '{}')} {refuse}")
        return
    op.execute(
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$"
    )
    call = "EXECUTE FUNCTION audit_is_append_only()"
    forbidden = _forbidden("IS DISTINCT FROM", "CAST({} AS text)")
    op.execute(f"CREATE TRIGGER audit_kept BEFORE DELETE ON audit FOR EACH ROW {call}")
    op.execute(f"CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT {call}")
    op.execute(f"CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit FOR EACH ROW WHEN ({forbidden}) {call}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_kept")
        op.execute("DROP TRIGGER audit_unchanged")
        return
    for name in ("audit_kept", "audit_not_emptied", "audit_unchanged"):
        op.execute(f"DROP TRIGGER {name} ON audit")
    op.execute("DROP FUNCTION audit_is_append_only()")
