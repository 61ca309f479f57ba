"""A live game under attack at full size: 2 workers, PostgreSQL, Redis, 50 players and 20 questions."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import machine
from fixtures.redis import Redis
from fixtures.server import running
from machine import ABOVE, BELOW, percentile
from room import postgres
from safety.room_siege import Plan, Siege

PLAN = Plan(players=50, questions=20, within=3.0, cuts=3, late=10, kills=5, restarts=5, gone=30.0)
SEED = 7


def main() -> None:
    """Play one game."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        redis = Redis(home)
        redis.start()
        stack.callback(redis.kill)
        database = stack.enter_context(postgres())
        environ = {"QUIZAPP_DATABASE_URL": database, "QUIZAPP_REDIS_URL": redis.url}
        siege = Siege(PLAN, stack.enter_context(running(home, "--workers", "2", **environ)), redis, database, SEED)
        stack.callback(siege.close)
        faults = siege.play()
        crowd, answers = siege.crowd, siege.crowd.count()
        returns = crowd.returns()
        figures = {
            **{name: siege.done[name] for name in ("cut", "late", "kill", "restart", "leave")},
            "players": len(crowd.phones),
            "answers_acknowledged": answers[200],
            "answers_too_late": answers[410],
            "answers_sent_again": sum(each.tries > 1 for phone in crowd.phones for each in phone.sent.values()),
            "lost_or_wrong": len(faults),
            "faults": faults[:5],
            "odd": crowd.odd()[:5],
            "odd_replies": len(crowd.odd()),
            "reconnects": len(returns),
            "reconnect_p50_s": percentile(returns, 0.5),
            "reconnect_p95_s": percentile(returns, 0.95),
        }
    targets = {
        "lost_or_wrong": (BELOW, 0),
        "odd_replies": (BELOW, 0),
        "reconnect_p95_s": (BELOW, 2),
        "reconnects": (ABOVE, PLAN.players * PLAN.cuts),
        "kill": (ABOVE, PLAN.kills),
        "restart": (ABOVE, PLAN.restarts),
    }
    machine.report("room_faults", figures, targets)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
