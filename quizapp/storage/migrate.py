"""Bringing a database to the layout that the code needs; safe to call from several processes at once.

Everything happens in one transaction, on both databases: whoever is killed half-way leaves the old state. Only one
process migrates at a time: the others wait, then find nothing to do.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, inspect, make_url

from quizapp.storage import backup

SCRIPTS = Path(__file__).parent / "migrations"
LOCK_KEY = 0x7175697A  # "quiz": names our advisory lock on PostgreSQL
BUSY_SECONDS = 60


class MigrationError(RuntimeError):
    """The database cannot be brought to this version; the message says what to do."""


def revisions(scripts: Path = SCRIPTS) -> list[str]:
    """Names of all revisions, oldest first. Each file's name begins with its own, so nothing need be imported."""
    return sorted(path.name.partition("_")[0] for path in (scripts / "versions").glob("[0-9]*_*.py"))


def current(connection: Connection) -> str | None:
    """Return the revision that the database is at, or None where it holds nothing of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return revision


def upgrade(url: str, backups: Path | None = None, *, to: str = "", scripts: Path = SCRIPTS) -> bool:
    """Migrate the database at `url` to revision `to`, by default the newest; tells whether there was anything to do.

    What is already there is saved in the folder `backups` first; None saves nothing. Raises MigrationError, or
    backup.BackupError when the copy cannot be made; the database is then as it was.
    """
    target = to or revisions(scripts)[-1]
    _make_private(url)
    with _connect(url) as connection:
        if current(connection) == target:
            return False
    with _alone(url) as connection:
        at = current(connection)
        if at == target:
            return False
        if at is not None:
            _check_known(at, scripts)
            if backups is not None:
                backup.keep(url, backups, f"before-{target}")
        from alembic import command

        _run(connection, scripts, lambda config: command.upgrade(config, target))
    return True


def _make_private(url: str) -> None:
    """Make a new SQLite file for its owner's eyes only, in whatever folder; its log takes the same mode."""
    path = backup.database_file(url)
    if url.startswith("sqlite") and not str(path).startswith("file:"):
        with suppress(OSError):  # Connecting tells it better.
            path.touch(mode=0o600)


def downgrade(url: str, to: str = "base", *, scripts: Path = SCRIPTS) -> None:
    """Undo migrations down to revision `to`. What the newer layout held beyond the older one is lost."""
    from alembic import command

    with _alone(url) as connection:
        _run(connection, scripts, lambda config: command.downgrade(config, to))


def _check_known(revision: str, scripts: Path) -> None:
    known = revisions(scripts)
    if revision not in known:
        raise MigrationError(
            f"The database is at revision {revision}, made by a newer quizapp; this one knows revisions up to "
            f"{known[-1]}. Install the newer version, or restore a backup that is older."
        )


def _run(connection: Connection, scripts: Path, step: Callable[..., None]) -> None:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    step(config)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise MigrationError(f"A migration would leave {len(broken)} rows without their parent; nothing was done.")


@contextmanager
def _connect(url: str) -> Iterator[Connection]:
    """Yield a connection of our own, on which SQLite begins nothing by itself and leaves foreign keys alone.

    With foreign keys on, rebuilding a table (SQLite's only way to change a column) deletes its cascading children.
    """
    sqlite = url.startswith("sqlite")
    arguments = {"isolation_level": None, "timeout": BUSY_SECONDS} if sqlite else {}
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments)
    with engine.connect() as connection:
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        yield connection


@contextmanager
def _alone(url: str) -> Iterator[Connection]:
    """Yield a connection inside a transaction that no other migration runs beside; commits at the end."""
    path = make_url(url).database if url.startswith("sqlite") else None
    if path is None:
        with _connect(url) as connection, connection.begin():
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")
            yield connection
        return
    with _locked(Path(f"{path}.migrating")), _connect(url) as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.exec_driver_sql("PRAGMA synchronous=FULL")
        connection.rollback()
        with connection.begin():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file; the system releases it even when the process is killed."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
