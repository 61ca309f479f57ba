"""Copies of the whole database, correct while it is in use. SQLite by its own backup interface, PostgreSQL by pg_dump.

A copy is written beside its target and renamed when it is complete, so that a half-written one never bears the name.
"""

import os
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, make_url


class BackupError(RuntimeError):
    """A copy could not be made or put back; the message says what to do, and nothing has changed."""


def keep(url: str, folder: Path, why: str) -> Path:
    """Save a copy in `folder` under the time and `why`; returns its path."""
    target = _dated(folder, why, "db" if url.startswith("sqlite") else "pgdump")
    save(url, target)
    return target


def keep_damaged(path: Path, folder: Path) -> Path:
    """Save the bytes of an SQLite file that cannot be read as a database any more; returns the copy's path."""
    target = _dated(folder, "damaged", "db")
    with _complete(target) as half:
        shutil.copyfile(path, half)
    return target


def _dated(folder: Path, why: str, ending: str) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}Z-{why}.{ending}"


def save(url: str, target: Path) -> None:
    """Save a copy as `target`, which must not exist yet."""
    if target.exists():
        raise BackupError(f"{target} exists already; a backup never overwrites anything.")
    if not target.absolute().parent.is_dir():
        raise BackupError(f"There is no folder {target.absolute().parent}; make it first.")
    with _complete(target) as half:
        if url.startswith("sqlite"):
            copy_sqlite(database_file(url), half)
        else:
            _run("pg_dump", make_url(url), "--format=custom", f"--file={half}")


def put_back(url: str, source: Path) -> None:
    """Replace the database by the copy in `source`. Nobody may be using it: the caller sees to that."""
    if not url.startswith("sqlite"):
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
        _run("pg_restore", make_url(url), *options, f"--dbname={_address(make_url(url))}", str(source))
        return
    path = database_file(url)
    with _complete(path) as half:
        copy_sqlite(source, half)
        _close_log(path)


def _close_log(path: Path) -> None:
    """Write a database's log into its file: the log beside it would damage the file that takes its place."""
    try:
        with closing(sqlite3.connect(path, timeout=1)) as old:
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError(f"{path} is in use: {error}.") from error
    except sqlite3.DatabaseError:  # It is damaged: there is nothing in the log that could still be used.
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def database_file(url: str) -> Path:
    """Return the path of an SQLite database."""
    return Path(make_url(url).database or "")


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy one SQLite file to another, page by page, also while others write."""
    address = f"{source.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # One file, nothing beside it.
    except sqlite3.Error as error:
        raise BackupError(f"{source} could not be copied: {error}.") from error


@contextmanager
def _complete(target: Path) -> Iterator[Path]:
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        half.touch(mode=0o600)
        yield half
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def _run(program: str, url: URL, *options: str) -> None:
    """Run a tool of PostgreSQL; the password travels in the environment, where `ps` does not show it."""
    address = () if program == "pg_restore" else (f"--dbname={_address(url)}",)
    command = [program, *address, *options]
    if shutil.which(program) is None:
        wanted = f"Install it, or do it elsewhere by:\n  {shlex.join(command)}"
        raise BackupError(f"{program} was not found, so nothing was done. {wanted}")
    environment = os.environ | ({"PGPASSWORD": url.password} if url.password else {})
    # No shell: every argument is our own or comes from the configuration.
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}\nThe command was:\n  {shlex.join(command)}")


def _address(url: URL) -> str:
    """Write `url` as PostgreSQL's tools read it, without its password."""
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, query=url.query
    ).render_as_string()
