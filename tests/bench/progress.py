"""What the progress page costs a learner with 100,000 facts and 100,000 reviews, in a database of 1,000,000 reviews.

Half of the facts were last seen long ago; some come back as cards in the last month, and some were certain and wrong.
A second figure is that of a learner with one bank, as most have.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import machine
import seed
from answer import session_on
from machine import BELOW, percentile
from serving import Browser, serving
from sqlalchemy import event

from quizapp.core.study_day import study_day
from quizapp.storage import learners
from quizapp.storage.progress import days, facts, latest, quizzes, recall, retention
from quizapp.storage.progress.grounds import grounds
from quizapp.web.progress.calendar import first_day

BANKS, FACTS, QUESTIONS = 200, 500, 2
LEARNERS, ANSWERS = 200, 1_000_000
TIMES = 60
CAME_BACK = 3000
SURE_WRONG = 20


def fill(home: Path, banks: int, own: int, answers: int) -> None:
    """Seed a database in which learner 1 has a memory of `own` facts, some of them met again this month."""
    with seed.database(home) as db:
        seed.banks(db, banks, FACTS, QUESTIONS)
        seed.past(db, banks * FACTS, LEARNERS if answers > own else 1, own, answers, QUESTIONS)
        db.execute("UPDATE memory SET stability = 1 + fact_id * 37 % 300 WHERE learner_id = 1")
        db.execute(f"UPDATE memory SET wanted = 1 WHERE learner_id = 1 AND fact_id <= {SURE_WRONG}")
        db.execute("UPDATE answer SET confidence = 1 + id % 3")
        back = f"'{seed.NOW:%Y-%m-%d}', -(fact_id % 28) || ' days'"
        db.execute(
            f"""
            INSERT INTO review (learner_id, fact_id, sequence, type, own_grade, guess_rate, given_at, study_day, zone)
            SELECT 1, fact_id, 2, 'card', 1 + fact_id % 4, 0, datetime({back}) || '.000000', date({back}), zone
            FROM review WHERE learner_id = 1 ORDER BY fact_id LIMIT {min(CAME_BACK, own // 3)}"""
        )


def page(home: Path) -> dict[str, float]:
    """Milliseconds inside the app, CPU milliseconds, and the page's size."""
    with serving(home) as served:
        browser = Browser(served.address, seed.SECRET)
        status, _, body = browser.request("GET", "/progress")
        assert status == 200
        assert b"You would recall" in body
        before = machine.cpu_seconds(served.worker)
        for _ in range(TIMES):
            browser.request("GET", "/progress")
        used = machine.cpu_seconds(served.worker) - before
        first, *others = served.log()["GET /progress"]
        return {
            "first_ms": first,
            "p50_ms": percentile(others, 0.5),
            "p95_ms": percentile(others, 0.95),
            "cpu_ms": round(used / TIMES * 1000, 1),
            "kilobytes": round(len(body) / 1000, 1),
        }


def reads(home: Path) -> dict[str, float]:
    """Milliseconds that the database takes for each subject, the second time it is asked."""
    told: dict[str, float] = {}
    with session_on(home) as db:
        who = learners.by_secret(db, seed.SECRET, datetime.now(UTC))
        assert who
        today = study_day(datetime.now(UTC), who.zone, who.rollover)
        subjects: dict[str, Callable[[], object]] = {
            "banks_known": lambda: recall.by_bank(db, who.id, today),
            "topics_of_seven": lambda: recall.by_topic(db, who.id, range(1, 8), today),
            "banks": lambda: grounds(db, who.id, range(1, BANKS + 1)),
            "due": lambda: days.due(db, who.id, today, 14),
            "done": lambda: days.answers(db, who.id, first_day(today)),
            "retention": lambda: retention.retention(db, who.id, first_day(today)),
            "latest": lambda: latest.latest(db, who.id),
            "sure_wrong": lambda: facts.sure_wrong(db, who.id),
            "quizzes": lambda: quizzes.quizzes(db, who.id, 1),
        }
        for name, read in subjects.items():
            read()
            told[name] = round(machine.median_of(5, lambda: _milliseconds(read)), 1)  # noqa: B023 - called at once
    return told


def _milliseconds(read: Callable[[], object]) -> float:
    began = time.perf_counter()
    read()
    return (time.perf_counter() - began) * 1000


def statements(home: Path) -> int:
    """How many statements the largest reads send: it must not grow with facts."""
    sent: list[str] = []
    with session_on(home) as db:
        event.listen(db.get_bind(), "before_cursor_execute", lambda _c, _cursor, statement, *_: sent.append(statement))
        facts.sure_wrong(db, 1)
        latest.latest(db, 1)
        quizzes.quizzes(db, 1, 1)
    return len([each for each in sent if each.startswith("SELECT")])


def rows(home: Path) -> dict[str, int]:
    """What the database holds."""
    with closing(sqlite3.connect(home / "quizapp.db")) as db:
        count = lambda sql: int(db.execute(sql).fetchone()[0])  # noqa: E731 - short, and used at once
        return {
            "reviews": count("SELECT count(*) FROM review"),
            "own_reviews": count("SELECT count(*) FROM review WHERE learner_id = 1"),
            "own_facts": count("SELECT count(*) FROM memory WHERE learner_id = 1"),
        }


def main() -> None:
    """A large memory and a usual one."""
    with tempfile.TemporaryDirectory() as folder:
        large, usual = Path(folder, "large"), Path(folder, "usual")
        fill(large, BANKS, BANKS * FACTS, ANSWERS)
        fill(usual, 1, 400, 400)
        told = {"large": page(large), "usual": page(usual)}
        figures = {
            "p95_ms": told["large"]["p95_ms"],
            "usual_p95_ms": told["usual"]["p95_ms"],
            "statements": statements(large),
            **told,
            "reads_ms": reads(large),
            "rows": rows(large),
        }
    targets = {"p95_ms": (BELOW, 200.0), "usual_p95_ms": (BELOW, 100.0), "statements": (BELOW, 6.0)}
    machine.report("progress", figures, targets, [f"{BANKS} banks of {FACTS} facts, all of them known to one learner"])


if __name__ == "__main__":
    main()
