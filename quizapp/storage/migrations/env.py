"""Run by alembic. The app hands over its own connection, already in a transaction (`storage/migrate.py`).

A developer drafts a migration at the top of a checkout with `alembic revision --autogenerate -m "what changes"`,
against the database of the configuration, which must be up to date.
"""

import os
from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.script import ScriptDirectory

from quizapp.storage.models import Bank
from quizapp.storage.types import UtcDateTime


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write plain types into migrations: an old migration must not depend on today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def number(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Name revisions 0001, 0002, …, so that their files sort in order and two branches cannot both be newest."""
    head = ScriptDirectory.from_config(context.config).get_current_head()
    directives[0].rev_id = f"{int(head or 0) + 1:04d}"


def migrate(connection: sa.Connection) -> None:
    """Run what alembic was asked for on `connection`."""
    context.configure(
        connection=connection,
        target_metadata=Bank.metadata,  # all tables: importing one model imports every one
        render_as_batch=True,
        render_item=render_item,
        process_revision_directives=number,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def for_a_developer() -> None:
    """Connect to the database of the configuration."""
    from quizapp.config import load

    engine = sa.create_engine(load(os.environ).database_url)
    with engine.connect() as connection:
        migrate(connection)
    engine.dispose()


if connection := context.config.attributes.get("connection"):
    migrate(connection)
else:
    for_a_developer()
