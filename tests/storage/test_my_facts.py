"""A filter by state reads the learner's own rows, however many facts there are."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from quizapp.storage.my_facts import Wanted, search

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
OWN = {"due": "memory", "learning": "memory", "known": "memory", "wrong": "memory", "leech": "memory"}
OWN |= {"suspended": "memory", "buried": "memory", "marked": "note"}


def plan(session: Session, wanted: Wanted) -> list[str]:
    """The steps that SQLite takes, in its own words."""
    sent: list[tuple[str, Any]] = []
    connection = session.connection()

    def heard(_c: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        sent.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", heard)
    search(session, 1, wanted, date(2026, 11, 24))
    event.remove(connection, "before_cursor_execute", heard)
    [(statement, parameters)] = sent
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]


@pytest.mark.parametrize("state", OWN)
def test_a_state_is_looked_up_along_the_own_rows_in_order(state: str, session: Session) -> None:
    first, *others = plan(session, Wanted(state=state, after=7))
    assert first.startswith(f"SEARCH {OWN[state]} "), first
    assert "learner_id=? AND fact_id>?" in first
    assert not any("TEMP B-TREE" in step or "SCAN" in step for step in others), others


def test_without_a_state_the_facts_are_read_in_order(session: Session) -> None:
    assert not any("TEMP B-TREE" in step for step in plan(session, Wanted(after=7)))
