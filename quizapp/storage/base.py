"""The base of all rows."""

import secrets
from datetime import datetime
from typing import Any, cast

from sqlalchemy import JSON, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, registry

from quizapp.storage.types import UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Our own declarative base, so that rows type-check; Flask-SQLAlchemy is handed this one."""

    # A registry and not type_annotation_map: Flask-SQLAlchemy copies this class and would find both.
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON},
    )


def table(row: type[Base]) -> Table:
    """The table of `row`, for statements that are built once and sent often (`database.send`)."""
    return cast(Table, row.__table__)


def public_id() -> str:
    """An unguessable id for addresses: 128 bits, 22 signs."""
    return secrets.token_urlsafe(16)
