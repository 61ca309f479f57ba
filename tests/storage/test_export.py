"""The export is complete: every table and column is in it, or stands here with the reason why not."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from fixtures.everything import one_of_everything
from sqlalchemy import Column, Table
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

from quizapp.storage.base import Base
from quizapp.storage.export import forms
from quizapp.storage.export.section import SLICE, Section
from quizapp.storage.models import Audit, Learner, User

CONTENT = "what banks say, the same for everybody; what one wrote is exported with its bank"
NOT_OWN = {
    **dict.fromkeys(("bank", "edition", "source", "sentence_revision", "fact", "fact_revision", "evidence"), CONTENT),
    **dict.fromkeys(("fact_link", "question", "question_revision", "question_revision_fact"), CONTENT),
    "proposal": "what a machine found in a text: nobody's own",
    "tally": "counts of hashes, of which nobody can tell whose they are; gone after an hour",
    "job": "what the clock brings to all",
}
LEFT_OUT = {
    "user.password_hash": "a secret, even from who has taken over the browser",
    "session.secret_hash": "a secret",
    "token.secret_hash": "a secret",
    "token.subject": "a key: the public id",
    "attempt.seed": "chance, which could tell questions still to come",
    "rating.subject": "a key: the learner",
    "member.code_hash": "a secret",
    "player.secret_hash": "a secret",
    "room.host_hash": "a secret",
    "room.place_hash": "of a network address, which nobody can tell from it",
    "activity_question.seed": "chance, which could tell the order of options still to come",
}


def own_tables() -> dict[str, Table]:
    return {name: table for name, table in Base.metadata.tables.items() if name not in NOT_OWN}


def is_key(column: Column[object]) -> bool:
    """A number that means nothing outside."""
    return bool(column.foreign_keys) or (column.primary_key and column.name in ("id", "subject_id"))


def exported() -> set[str]:
    """Every column that is part of what some section tells."""
    found = set()
    for section in forms.sections(1):
        for told in section.rows.selected_columns:
            for each in visitors.iterate(told):
                table = getattr(each, "table", None)
                if isinstance(each, Column) and table is not None:
                    found.add(f"{getattr(table, 'element', table).name}.{each.name}")
    return found


def test_every_table_that_hangs_on_a_person_is_exported() -> None:
    reached = {"learner", "user"}
    while True:
        more = {
            name
            for name, table in Base.metadata.tables.items()
            for key in table.foreign_keys
            if key.column.table.name in reached and key.ondelete == "CASCADE"
        }
        if more <= reached:
            break
        reached |= more
    assert len(reached) >= 11
    assert not reached & set(NOT_OWN)
    assert set(NOT_OWN) <= set(Base.metadata.tables)
    assert {name.partition(".")[0] for name in exported()} >= set(own_tables())


@pytest.mark.parametrize("name", sorted(own_tables()))
def test_every_column_is_exported(name: str) -> None:
    wanted = {f"{name}.{column.name}" for column in own_tables()[name].columns if not is_key(column)}
    assert wanted - exported() == {each for each in LEFT_OUT if each.startswith(f"{name}.")}


def test_no_slice_is_large(session: Session) -> None:
    assert SLICE <= 200
    now = datetime.now(UTC)
    own = Learner(created_at=now, last_seen_at=now)
    session.add(own)
    session.flush()
    session.add_all(Learner(created_at=now, last_seen_at=now, merged_into_id=own.id) for _ in range(SLICE + 1))
    session.flush()
    merged = next(each for each in forms.sections(own.id) if each.name == "merged")
    assert [len(rows) for rows in merged.slices(session)] == [SLICE, 1]
    by_key = Section("merged", merged.rows, Learner.id, merged.rows.with_only_columns(Learner.id), 150)
    assert [len(rows) for rows in by_key.slices(session)] == [150, SLICE + 1 - 150]


def test_who_else_did_it_and_what_others_were_is_not_told(session: Session) -> None:
    now = datetime.now(UTC)
    user = User(name="ada", shown_name="Ada", email=None, password_hash="x", created_at=now)
    session.add(user)
    session.flush()
    own = Learner(user_id=user.id, created_at=now, last_seen_at=now)
    session.add(own)
    session.flush()
    other = "somebody-else"
    for who, subject in ((other, user.public_id), (user.public_id, other), (other, other)):
        before = {"role": f"of {subject}"}
        session.add(Audit(at=now, who=who, action="role", subject=subject, before=before, after=before, why=""))
    session.flush()
    audit = next(each for each in forms.sections(own.id) if each.name == "audit")
    about, by = [row for rows in audit.slices(session) for row in rows]
    assert (about["by_you"], about["before"]) == (False, {"role": f"of {user.public_id}"})
    assert (bool(by["by_you"]), by["before"], by["after"], by["subject"]) == (True, None, None, other)


def test_the_tables_hold_every_leaf_of_the_json(session: Session) -> None:
    own = one_of_everything(session)
    file = io.BytesIO()
    pieces = sum(1 for _ in forms.write_zip(session, own, file))
    with zipfile.ZipFile(file) as archive:
        data = json.loads(archive.read("data.json"))
        tables = {name: table(archive.read(f"{name}.csv")) for name in data}
        assert len(archive.namelist()) == 1 + len(data)
    assert all(data.values()), [name for name, rows in data.items() if not rows]
    for name, rows in data.items():
        assert [{column: plain(value) for column, value in row.items()} for row in rows] == tables[name], name
    assert pieces > 2 * len(data), "others go on between two tables"
    assert "'=note.text" in [row["text"] for row in tables["notes"]]


def test_a_kind_of_thing_that_a_learner_has_none_of_has_no_table(session: Session) -> None:
    now = datetime.now(UTC)
    own = Learner(created_at=now, last_seen_at=now)
    session.add(own)
    session.flush()
    file = io.BytesIO()
    list(forms.write_zip(session, own.id, file))
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["data.json", "learner.csv"]


def table(content: bytes) -> list[dict[str, str]]:
    """A table as a program reads it."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def plain(value: object) -> str:
    """How a value of the JSON is written in a cell."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value)
    return f"'{value}" if isinstance(value, str) and value.startswith("=") else str(value)
