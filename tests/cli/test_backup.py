"""`quizapp backup` and `quizapp restore`."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import NullPool, create_engine, text

from quizapp.cli import in_use

ADD = "INSERT INTO bank (slug, visibility, edition, data, digest) VALUES ('{}', 'public', 0, '{{}}', '')"


def execute(url: str, statement: str) -> list[str]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        return [str(row[0]) for row in result] if result.returns_rows else []


def banks(url: str) -> list[str]:
    return execute(url, "SELECT slug FROM bank ORDER BY slug")


def test_what_was_saved_comes_back(quizapp: Callable[..., Result], database: str, home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    execute(database, ADD.format("first"))
    saved = quizapp("backup", copy, QUIZAPP_DATABASE_URL=database)
    assert saved.exit_code == 0, saved.stderr
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    execute(database, ADD.format("second"))
    restored = quizapp("restore", copy, QUIZAPP_DATABASE_URL=database)
    assert restored.exit_code == 0, restored.stderr
    assert banks(database) == ["first"]

    (kept,) = (home / "backups").iterdir()
    assert str(kept) in restored.stdout
    quizapp("restore", kept, QUIZAPP_DATABASE_URL=database)
    assert banks(database) == ["first", "second"]


def test_a_backup_never_overwrites(quizapp: Callable[..., Result], database: str, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("precious")
    result = quizapp("backup", tmp_path / "copy", QUIZAPP_DATABASE_URL=database)
    assert result.exit_code == 2
    assert "never overwrites" in result.stderr
    assert (tmp_path / "copy").read_text() == "precious"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_backup_is_right_while_others_write(quizapp: Callable[..., Result], database: str, tmp_path: Path) -> None:
    execute(database, ADD.format("committed"))
    path = database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(ADD.format("halfway"))
        assert quizapp("backup", tmp_path / "copy", QUIZAPP_DATABASE_URL=database).exit_code == 0
        writer.execute("ROLLBACK")
    assert banks(f"sqlite:///{tmp_path / 'copy'}") == ["committed"]
    assert {path.name for path in tmp_path.iterdir()} <= {
        "copy",
        "home",
        "quizapp.db",
        "quizapp.db-wal",
        "quizapp.db-shm",
    }


def test_a_failed_backup_leaves_nothing(quizapp: Callable[..., Result], tmp_path: Path) -> None:
    result = quizapp("backup", tmp_path / "copy")  # There is no database yet.
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_restore_waits_for_no_server(quizapp: Callable[..., Result], home: Path, tmp_path: Path) -> None:
    quizapp("migrate")
    quizapp("backup", tmp_path / "copy")
    with in_use.serving(home), in_use.serving(home):
        result = quizapp("restore", tmp_path / "copy")
    assert result.exit_code == 2
    assert "stop it first" in result.stderr
    assert quizapp("restore", tmp_path / "copy").exit_code == 0


def test_a_restore_is_refused_while_postgresql_is_in_use(
    quizapp: Callable[..., Result], postgres_database: str, tmp_path: Path
) -> None:
    quizapp("backup", tmp_path / "copy", QUIZAPP_DATABASE_URL=postgres_database)
    engine = create_engine(postgres_database, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        result = quizapp("restore", tmp_path / "copy", QUIZAPP_DATABASE_URL=postgres_database)
    assert result.exit_code == 2
    assert "stop every server" in result.stderr


def test_only_whole_known_backups_are_restored(quizapp: Callable[..., Result], home: Path, tmp_path: Path) -> None:
    quizapp("migrate")
    url = f"sqlite:///{home / 'quizapp.db'}"
    execute(url, ADD.format("here"))
    for name, spoil in {
        "is not a backup": lambda path: path.write_text("hello"),
        "whole quizapp database": lambda path: path.write_bytes(path.read_bytes()[:8192]),
        "not a whole quizapp": lambda path: execute(f"sqlite:///{path}", "DROP TABLE memory"),
        "newer quizapp": lambda path: execute(f"sqlite:///{path}", "UPDATE alembic_version SET version_num = '9999'"),
    }.items():
        copy = tmp_path / name
        quizapp("backup", copy)
        spoil(copy)
        result = quizapp("restore", copy)
        assert result.exit_code == 2
        assert name in result.stderr
    assert banks(url) == ["here"]
    assert not (home / "backups").exists()


def test_a_damaged_database_can_be_replaced(quizapp: Callable[..., Result], home: Path, tmp_path: Path) -> None:
    quizapp("migrate")
    quizapp("backup", tmp_path / "copy")
    (home / "quizapp.db").write_bytes(b"spoilt" * 1000)
    told = quizapp("bank", "load")
    assert told.exit_code == 2
    assert "The database is damaged" in told.stderr
    assert quizapp("restore", tmp_path / "copy").exit_code == 0
    assert banks(f"sqlite:///{home / 'quizapp.db'}") == []
    (kept,) = (home / "backups").iterdir()
    assert kept.read_bytes() == b"spoilt" * 1000


def test_the_database_is_private_in_a_folder_others_can_read(quizapp: Callable[..., Result], home: Path) -> None:
    home.mkdir(mode=0o755)
    assert quizapp("migrate").exit_code == 0
    assert stat.S_IMODE((home / "quizapp.db").stat().st_mode) == 0o600


def test_a_backup_into_no_folder_is_told(quizapp: Callable[..., Result], tmp_path: Path) -> None:
    told = quizapp("backup", tmp_path / "none" / "copy")
    assert told.exit_code == 2
    assert f"There is no folder {tmp_path / 'none'}" in told.stderr


def test_what_was_committed_last_is_in_the_kept_copy(
    quizapp: Callable[..., Result], home: Path, tmp_path: Path
) -> None:
    """It may still stand in the log beside the file when the server was killed."""
    quizapp("migrate")
    quizapp("backup", tmp_path / "copy")
    add = f"import os, sqlite3; db = sqlite3.connect({str(home / 'quizapp.db')!r}, isolation_level=None)\n"
    add += f"db.execute({ADD.format('last')!r}); os._exit(0)"
    subprocess.run([sys.executable, "-c", add], check=True)
    assert (home / "quizapp.db-wal").stat().st_size > 0
    assert quizapp("restore", tmp_path / "copy").exit_code == 0
    (kept,) = (home / "backups").iterdir()
    assert banks(f"sqlite:///{kept}") == ["last"]
    assert banks(f"sqlite:///{home / 'quizapp.db'}") == []


def test_a_password_is_on_no_command_line_and_in_no_message(
    quizapp: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = quizapp("backup", tmp_path / "copy", QUIZAPP_DATABASE_URL="postgresql://me:hush@127.0.0.1:1/quiz")
    assert result.exit_code == 2
    assert "pg_dump --dbname=postgresql://me@127.0.0.1:1/quiz --format=custom" in result.stderr
    assert "hush" not in result.output
