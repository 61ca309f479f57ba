"""Putting a copy of the database back. Whatever cannot be checked beforehand is refused before anything changes."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import NullPool, create_engine

from quizapp.storage import backup, migrate
from quizapp.storage.backup import BackupError

MAGIC = {"sqlite": b"SQLite format 3\0", "postgresql": b"PGDMP"}


def put_back(url: str, source: Path, backups: Path) -> Path | None:
    """Replace the database at `url` by the copy in `source`; returns where the replaced one is kept, if there was one.

    No server may be running: on SQLite the caller sees to that, on PostgreSQL it is checked. Raises BackupError.
    """
    dialect = "sqlite" if url.startswith("sqlite") else "postgresql"
    with source.open("rb") as file:
        if not file.read(16).startswith(MAGIC[dialect]):
            raise BackupError(f"{source} is not a backup of a {dialect} database.")
    (_check_sqlite(source) if dialect == "sqlite" else _check_unused(url))
    kept = _keep(url, backups) if _holds_something(url) else None
    backup.put_back(url, source)
    return kept


def _keep(url: str, backups: Path) -> Path:
    """Save what is there. A damaged SQLite file is saved as it is: it may be the very reason to restore."""
    try:
        return backup.keep(url, backups, "before-restore")
    except BackupError:
        if not url.startswith("sqlite"):
            raise
        return backup.keep_damaged(backup.database_file(url), backups)


def _check_sqlite(source: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            copy.execute("SELECT 1 FROM bank, fact, memory LIMIT 1")
    except sqlite3.Error as error:
        raise BackupError(f"{source} is not a whole quizapp database: {error}.") from error
    if verdict != "ok":
        raise BackupError(f"{source} is damaged: {verdict}.")
    if row is None or row[0] not in migrate.revisions():
        raise BackupError(f"{source} was made by a newer quizapp; install that version to restore it.")


def _check_unused(url: str) -> None:
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        count = connection.exec_driver_sql(others).scalar()
    if count:
        raise BackupError(f"The database is in use by {count} other connections; stop every server first.")


def _holds_something(url: str) -> bool:
    if url.startswith("sqlite"):
        path = backup.database_file(url)
        return path.exists() and path.stat().st_size > 0
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return migrate.current(connection) is not None
