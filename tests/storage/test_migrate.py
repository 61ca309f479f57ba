"""Migrations: up, down, with data, cut short, and several at once. On both databases."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from quizapp.storage import migrate
from quizapp.storage.models import Bank

HEAD = migrate.revisions()[-1]
REVISION = """
import os, pathlib, time
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{revision}", "{down}"
def upgrade():
{upgrade}
def downgrade():
    pass
"""


def run(url: str, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        return [tuple(row) for row in result] if result.returns_rows else []


def tables(url: str) -> set[str]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def add_bank(url: str) -> None:
    run(url, "INSERT INTO bank (id, slug, visibility, edition, data, digest) VALUES (1, 'b', 'public', 1, '{}', 'd')")
    run(url, "INSERT INTO fact (id, bank_id, slug) VALUES (1, 1, 'f')")


@pytest.fixture
def next_revision(tmp_path: Path) -> Callable[[str], Path]:
    """Copy the migrations and add one whose upgrade does what is given."""

    def add(upgrade: str) -> Path:
        scripts = tmp_path / "scripts"
        shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        body = "\n".join(f"    {line}" for line in upgrade.strip().splitlines())
        (scripts / "versions" / "9999_next.py").write_text(REVISION.format(revision="9999", down=HEAD, upgrade=body))
        return scripts

    return add


REBUILD_PARENT = """
with op.batch_alter_table("bank") as batch:  # SQLite can change a column only by rebuilding the table
    batch.alter_column("digest", existing_type=sa.String(), nullable=True)
    batch.add_column(sa.Column("colour", sa.String(), nullable=False, server_default="red"))
"""


def test_models_match_migrations(database: str) -> None:
    engine = create_engine(database, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Bank.metadata) == []


def test_file_names_tell_the_order_that_alembic_sees() -> None:
    script = ScriptDirectory(str(migrate.SCRIPTS))
    assert [revision.revision for revision in reversed(list(script.walk_revisions()))] == migrate.revisions()


def test_up_and_down_and_up(empty_database: str) -> None:
    assert migrate.upgrade(empty_database)
    assert {"bank", "fact", "memory"} <= tables(empty_database)
    migrate.downgrade(empty_database)
    assert tables(empty_database) == {"alembic_version"}
    assert migrate.upgrade(empty_database)


ENTRY = (
    "INSERT INTO audit (at, who, action, subject, before, after, why) VALUES ('2026-01-01 00:00:00', 'ann', 'save', "
)
ERASED = """UPDATE audit SET who = 'erased-1', subject = 'user erased-1', why = '', after = '{"erased": true}'"""


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit",
        "UPDATE audit SET who = 'ben'",
        "UPDATE audit SET action = 'drop'",
        "UPDATE audit SET at = '2025-01-01 00:00:00'",
        "UPDATE audit SET after = '{}'",
        "UPDATE audit SET before = NULL",
        "UPDATE audit SET why = 'Other words.'",
        "UPDATE audit SET subject = 'user ben', who = 'erased-1'",
    ],
)
def test_the_database_itself_refuses_to_rewrite_the_audit_log(database: str, change: str) -> None:
    run(database, ENTRY + "'user ann', '{\"a\": 1}', '{\"a\": 2}', '')")
    before = run(database, "SELECT * FROM audit")
    with pytest.raises(DatabaseError, match="append-only"):
        run(database, change)
    assert run(database, "SELECT * FROM audit") == before


def test_the_database_lets_a_person_be_erased_from_the_audit_log(database: str) -> None:
    run(database, ENTRY + "'user ann', NULL, '{\"a\": 2}', '')")
    run(database, ERASED)
    assert run(database, "SELECT who, subject FROM audit") == [("erased-1", "user erased-1")]


def test_a_database_that_is_up_to_date_is_left_alone(database: str, tmp_path: Path) -> None:
    assert not migrate.upgrade(database, tmp_path / "backups")
    assert not (tmp_path / "backups").exists()


def test_rebuilding_a_parent_keeps_its_children(database: str, next_revision: Callable[[str], Path]) -> None:
    add_bank(database)
    migrate.upgrade(database, scripts=next_revision(REBUILD_PARENT))
    assert run(database, "SELECT slug, colour FROM bank") == [("b", "red")]
    assert run(database, "SELECT slug FROM fact") == [("f",)]


def test_what_is_there_is_saved_first(database: str, tmp_path: Path, next_revision: Callable[[str], Path]) -> None:
    add_bank(database)
    migrate.upgrade(database, tmp_path / "backups", scripts=next_revision(REBUILD_PARENT))
    (copy,) = (tmp_path / "backups").iterdir()
    assert "before-9999" in copy.name
    assert copy.stat().st_mode & 0o077 == 0
    if database.startswith("sqlite"):
        assert run(f"sqlite:///{copy}", "SELECT version_num FROM alembic_version") == [(HEAD,)]
        assert run(f"sqlite:///{copy}", "SELECT slug FROM fact") == [("f",)]
    else:
        listing = subprocess.run(["pg_restore", "--list", copy], capture_output=True, text=True, check=True)
        assert "TABLE DATA public fact" in listing.stdout


def test_a_failing_migration_changes_nothing(database: str, next_revision: Callable[[str], Path]) -> None:
    scripts = next_revision(REBUILD_PARENT + "\nraise RuntimeError('no')")
    with pytest.raises(RuntimeError, match="no"):
        migrate.upgrade(database, scripts=scripts)
    assert run(database, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    with pytest.raises(Exception, match="colour"):
        run(database, "SELECT colour FROM bank")


def test_orphans_stop_a_migration_on_sqlite(tmp_path: Path, next_revision: Callable[[str], Path]) -> None:
    url = f"sqlite:///{tmp_path / 'q.db'}"
    migrate.upgrade(url)
    add_bank(url)
    with pytest.raises(migrate.MigrationError, match="without their parent"):
        migrate.upgrade(url, scripts=next_revision('op.execute("DELETE FROM bank")'))
    assert run(url, "SELECT slug FROM bank") == [("b",)]


def test_killed_half_way_the_old_state_stays(
    database: str, tmp_path: Path, next_revision: Callable[[str], Path]
) -> None:
    add_bank(database)
    reached = tmp_path / "reached"
    scripts = next_revision(f"{REBUILD_PARENT}\npathlib.Path({str(reached)!r}).touch()\ntime.sleep(60)")
    code = "import sys, pathlib; from quizapp.storage import migrate; "
    code += "migrate.upgrade(sys.argv[1], scripts=pathlib.Path(sys.argv[2]))"
    with subprocess.Popen([sys.executable, "-c", code, database, scripts]) as process:
        while not reached.exists() and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert reached.exists()
    assert run(database, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    (scripts / "versions" / "9999_next.py").write_text(
        REVISION.format(revision="9999", down=HEAD, upgrade=REBUILD_PARENT.replace("\n", "\n    "))
    )
    assert migrate.upgrade(database, scripts=scripts)
    assert run(database, "SELECT slug FROM fact") == [("f",)]


def _upgrade(url: str, start: float, results: "multiprocessing.Queue[str]") -> None:
    time.sleep(max(0.0, start - time.time()))
    try:
        results.put(str(migrate.upgrade(url)))
    except Exception as error:
        results.put(repr(error))


def test_four_upgrades_at_once(empty_database: str) -> None:
    spawn = multiprocessing.get_context("fork")
    results: multiprocessing.Queue[str] = spawn.Queue()
    start = time.time() + 0.3
    processes = [spawn.Process(target=_upgrade, args=(empty_database, start, results)) for _ in range(4)]
    for process in processes:
        process.start()
    told = sorted(results.get(timeout=60) for _ in processes)
    for process in processes:
        process.join()
    assert told == ["False", "False", "False", "True"]


def test_a_newer_database_is_refused_with_advice(database: str) -> None:
    run(database, "UPDATE alembic_version SET version_num = '9998'")
    with pytest.raises(migrate.MigrationError, match="newer quizapp"):
        migrate.upgrade(database)


def test_without_pg_dump_a_migration_stops_and_prints_the_command(
    postgres_database: str, tmp_path: Path, next_revision: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(migrate.backup.BackupError, match=r"pg_dump .*--format=custom"):
        migrate.upgrade(postgres_database, tmp_path / "backups", scripts=next_revision(REBUILD_PARENT))
    assert run(postgres_database, "SELECT version_num FROM alembic_version") == [(HEAD,)]
