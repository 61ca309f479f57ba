"""What browsers are told when they post at once, and that pages come while others write."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from fixtures.player import Player
from fixtures.server import Starter
from flask import Flask
from safety.consistency import faults
from safety.guest import Guest
from safety.parallel import PATIENCE, at_once, connected
from sqlalchemy import func, select

from quizapp.storage.database import write
from quizapp.storage.models import Answer, Attempt, Grading, Learner

POSTS = 50


@pytest.fixture
def player(loaded: Flask) -> Player:
    """A browser with a quiz begun."""
    player = Player(loaded)
    player.start()
    return player


def post(player: Player, path: str, fields: dict[str, object]) -> tuple[int, str]:
    """Send a form as another tab of the same browser; returns status and where it leads."""
    client = player.app.test_client(use_cookies=False)
    reply = client.post(path, data=fields, headers={"Cookie": player.cookies()})
    return reply.status_code, reply.location or ""


def at_once_from(player: Player, path: str, forms: list[dict[str, object]]) -> list[tuple[int, str]]:
    def send(number: int, ready: Callable[[], object]) -> tuple[int, str]:
        ready()
        return post(player, path, forms[number % len(forms)])

    return at_once(POSTS, send)


def sound(database: str, *tables: type) -> list[int]:
    """How many rows there are; fails where anything is not as it must be."""
    with connected(database) as db:
        assert faults(db) == []
        return [db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


class TestTheApp:
    """Fifty tabs of one browser, in threads of one process."""

    def test_one_answer_fifty_times_is_one_answer_with_one_reply(self, player: Player, database: str) -> None:
        replies = at_once_from(player, player.path("1"), [player.fields(1)])
        assert replies == [(303, player.path("1"))] * POSTS
        assert sound(database, Answer, Grading) == [1, 1]

    def test_different_answers_get_the_reply_that_is_due_to_each(self, player: Player, database: str) -> None:
        forms = [player.fields(1), {"unknown": "1", "csrf_token": player.token()}]
        replies = at_once_from(player, player.path("1"), forms)
        first, second = replies[::2], replies[1::2]
        assert sorted([set(first), set(second)], key=str) == [{(303, player.path("1"))}, {(409, "")}]
        assert sound(database, Answer, Grading) == [1, 1]
        unknown = player.item(1).response == {"unknown": True}
        assert (second if unknown else first) == [(303, player.path("1"))] * (POSTS // 2)

    def test_a_quiz_started_fifty_times_is_one(self, player: Player, database: str) -> None:
        player.answer(1)
        form = {"csrf_token": player.token(), "length": "7", "feedback": "end"}
        replies = at_once_from(player, "/quiz", [form])
        assert len(set(replies)) == 1
        assert sound(database, Attempt) == [2]

    def test_handing_in_fifty_times_releases_once(self, loaded: Flask, database: str) -> None:
        player = Player(loaded)
        player.start(feedback="end")
        for position in player.positions()[:3]:
            player.answer(position)
        replies = at_once_from(player, player.path("hand-in"), [{"csrf_token": player.token()}])
        assert replies == [(303, player.path())] * POSTS
        assert sound(database, Answer, Grading) == [3, 3]

    def test_pages_come_while_somebody_writes(self, player: Player, database: str) -> None:
        player.answer(1)
        paths = ["/", player.path("1"), "/bank/farhaven", "/health"]
        with connected(database) as db, ThreadPoolExecutor(1) as pool:
            write(db, list(db.scalars(select(Learner.id))))
            db.execute(Learner.__table__.update().values(rollover=0))
            pages = [pool.submit(player.client.get, path) for path in paths]
            statuses = [page.result(PATIENCE).status_code for page in pages]
            db.rollback()
        assert statuses == [200] * len(paths)


def test_two_workers_give_fifty_posts_one_answer_and_one_reply(start_server: Starter, database: str) -> None:
    server = start_server("--workers", "2", QUIZAPP_DATABASE_URL=database)
    guest = Guest(server)
    for position in range(1, 6):
        with connected(database) as db:
            key = guest.key(db, position)
        path = f"/quiz/{guest.attempt}/{position}"

        def send(_number: int, ready: Callable[[], object]) -> tuple[int, str]:
            ready()
            return guest.send(path, key)  # noqa: B023 - all are done before the next position

        assert at_once(POSTS, send) == [(303, path)] * POSTS
    server.stop()
    assert sound(database, Answer, Grading) == [5, 5]
