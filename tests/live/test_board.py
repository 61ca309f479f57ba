"""What a process knows of a room is what the record says, however it came about and whoever did it."""

import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from live.table import Table

from quizapp.actions.join_room import Change, change_player
from quizapp.core.room_commands import COMMANDS
from quizapp.live.board import Board
from quizapp.live.boards import Boards
from quizapp.storage import rooms
from quizapp.storage.database import write

NewTable = Callable[..., Table]


def said(board: Board) -> dict[str, Any]:
    """All that a board says."""
    known = ("state", "sequence", "code", "players", "by_secret", "by_learner", "given")
    asked = board.asked.get(board.state.position) if board.state.phase == "question" else None
    return {**{name: getattr(board, name) for name in known}, "asked": asked, "totals": board.totals()}


def happen(there: Table, rng: random.Random) -> None:
    """Something happens, in another process so to speak."""
    what = rng.choice(["command", "command", "join", "change", "answer"])
    if what == "command":
        there.do(rng.choice(sorted(set(COMMANDS) - {"end", "lock", "approve"})), seconds=10)
    elif what == "join" and len(there.players) < 8:
        board = Boards(there.sessions).fresh(there.room_id)
        if board and not board.state.is_last:
            there.join()
    elif what == "change":
        with there.sessions() as db:
            player = rng.choice(rooms.players(db, there.room_id))
            db.rollback()
            write(db)
            change = Change(name=rng.choice(["", "Zoe"]), state=rng.choice(["", "in", "out"]))  # type: ignore[arg-type]
            change_player(db, there.room_id, player.public_id, change, datetime.now(UTC))
            db.commit()
    elif what == "answer":
        answer(there, rng)


def answer(there: Table, rng: random.Random) -> None:
    board = Boards(there.sessions).fresh(there.room_id)
    if board and board.state.phase == "question":
        for sent in there.sent(board.state.position, right=rng.random() < 0.5):
            there.live().intake.take(there.room_id, sent)


@pytest.mark.parametrize("seed", range(4))
def test_a_board_that_follows_the_log_is_the_one_that_is_read_anew(new_table: NewTable, seed: int) -> None:
    rng = random.Random(seed)
    there = new_table(3, length=4)
    boards = Boards(there.sessions)
    for _ in range(25):
        happen(there, rng)
        followed = boards.read(there.room_id)
        anew = Boards(there.sessions).fresh(there.room_id)
        assert followed
        assert anew
        assert said(followed) == said(anew)


def test_without_a_hint_nothing_is_read_and_with_one_everybody_waits_for_the_news(new_table: NewTable) -> None:
    there = new_table(2)
    boards = Boards(there.sessions)
    before = boards.fresh(there.room_id)
    there.do("next", 0)
    assert boards.fresh(there.room_id) is before
    boards.stale(there.room_id)
    found: list[Board | None] = []
    threads = [threading.Thread(target=lambda: found.append(boards.fresh(there.room_id))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert before
    assert {board.state.phase for board in found if board} == {"question"}
    assert len({id(board) for board in found}) == 1
    # Whoever was making a view of the earlier one is not disturbed.
    assert (before.state.phase, before.asked) == ("lobby", {})


def test_a_hint_that_comes_while_the_record_is_read_is_not_lost(new_table: NewTable) -> None:
    there = new_table(2)
    boards = Boards(there.sessions)
    boards.fresh(there.room_id)
    meanwhile = iter([lambda: there.do("next", 0)])

    def sessions() -> Any:
        """While this one reads, something else happens, and says so."""
        session = there.sessions()
        rooms.events(session, there.room_id)  # What is read later in this transaction is as old, on SQLite.
        for act in meanwhile:
            act()
            boards.stale(there.room_id)
        return session

    boards._sessions = sessions
    boards.stale(there.room_id)
    boards.fresh(there.room_id)
    board = boards.fresh(there.room_id)
    assert board
    assert board.state.phase == "question"


def test_a_read_that_fails_is_done_again(new_table: NewTable) -> None:
    there = new_table(2)
    boards = Boards(there.sessions)
    boards.fresh(there.room_id)
    there.do("next", 0)

    def broken() -> Any:
        raise OSError("no database")

    boards._sessions = broken
    boards.stale(there.room_id)
    with pytest.raises(OSError, match="no database"):
        boards.fresh(there.room_id)
    boards._sessions = there.sessions
    board = boards.fresh(there.room_id)
    assert board
    assert board.state.phase == "question"


def test_there_is_no_board_of_a_room_that_is_not_there(new_table: NewTable) -> None:
    there = new_table(0)
    boards = Boards(there.sessions)
    assert boards.find("nothing") is None
    assert boards.fresh(there.room_id + 1000) is None
    found = boards.find(there.public_id)
    assert found
    assert found.room_id == there.room_id


def test_what_is_made_of_a_board_is_made_once_however_many_ask_for_it_at_once(new_table: NewTable) -> None:
    there = new_table(1)
    boards = Boards(there.sessions)
    board = boards.fresh(there.room_id)
    assert board
    made: list[int] = []
    ready = threading.Barrier(20, timeout=60)

    def make() -> str:
        made.append(1)
        with there.sessions() as db:  # Whoever waits for the database lets others go on.
            rooms.room_of(db, there.room_id)
        return "made"

    def ask() -> None:
        ready.wait()
        assert board.once("what", lambda: board.once("part", make)) == "made"
        made.append(0)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [0] * 20 + [1]
    there.do("next", 0)
    later = boards.read(there.room_id)
    assert later
    assert later.once("what", lambda: "anew") == "anew"
