"""A live game survives what happens to it: nothing acknowledged is lost, and everybody finds back."""

from fixtures.redis import Redis
from fixtures.server import Starter
from safety.room_siege import Plan, Siege

PLAN = Plan(players=10, questions=5, within=1.0, cuts=1, late=2, kills=1, restarts=1, gone=1.0)


def test_every_acknowledged_answer_is_kept_once_whatever_happens(
    start_server: Starter, postgres_database: str, redis_server: Redis
) -> None:
    environ = {"QUIZAPP_DATABASE_URL": postgres_database, "QUIZAPP_REDIS_URL": redis_server.url}
    server = start_server("--workers", "2", **environ)
    siege = Siege(PLAN, server, redis_server, postgres_database, seed=5)
    try:
        assert siege.play() == []
        assert siege.done == {"cut": 10, "late": 2, "kill": 1, "restart": 1, "leave": 1}
        assert siege.crowd.odd() == []
        answers = siege.crowd.count()
        assert answers.keys() <= {200, 410}
        assert answers[200] >= PLAN.players * PLAN.questions - 2 * PLAN.cuts * PLAN.players
        assert len(siege.crowd.returns()) >= PLAN.players
    finally:
        siege.close()
