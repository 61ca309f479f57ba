"""What one answer costs: stored with synchronous=FULL, with a large memory and a million past answers in the database.

Four measurements on the same server: at a steady 50 a second with the pages that follow, at saturation, the same
action without the web layer, and the same statements without SQLAlchemy. Then once more on a small database.
"""

import argparse
import json
import queue
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import machine
import seed
from machine import ABOVE, BELOW, percentile
from serving import Browser, Serving, serving
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from quizapp.actions.answer import answer
from quizapp.storage import asked, learners
from quizapp.storage.database import engine_options, prepare, write

RATE = 50
LENGTH = 20
BROWSERS = 8
QUESTIONS_EACH = 2
ANSWER, PAGE = "POST /quiz/<attempt_id>/<int:position>", "GET /quiz/<attempt_id>/<int:position>"


@dataclass(frozen=True)
class Size:
    """Of a database."""

    banks: int
    learners: int
    own: int
    answers: int

    @property
    def facts(self) -> int:
        """In all banks."""
        return self.banks * 500


LARGE = Size(banks=200, learners=200, own=100_000, answers=1_000_000)
SMALL = Size(banks=2, learners=2, own=1000, answers=1000)


@dataclass(frozen=True)
class Job:
    """One answer to give."""

    attempt: str
    position: int
    form: dict[str, list[str]]

    @property
    def path(self) -> str:
        """Its address."""
        return f"/quiz/{self.attempt}/{self.position}"


def fill(home: Path, size: Size, count: int) -> None:
    """Seed a database, with `count` questions asked and not answered."""
    with seed.database(home) as db:
        seed.banks(db, size.banks, 500, QUESTIONS_EACH)
        seed.past(db, size.facts, size.learners, size.own, size.answers, QUESTIONS_EACH)
        seed.open_attempts(db, count // LENGTH, LENGTH, size.facts, QUESTIONS_EACH)


def session_on(home: Path) -> Session:
    """A session as the app has it."""
    url = f"sqlite:///{home / 'quizapp.db'}"
    engine = create_engine(url, **engine_options(url))
    prepare(engine)
    return Session(engine)


def jobs(home: Path) -> list[Job]:
    """All answers to give, right and wrong in turn, in the order of the quizzes."""
    found = []
    with session_on(home) as db:
        for row in attempts_open(db):
            for item in asked.items(db, row[0]):
                if item.response is None:
                    form = item.question.key(item.seed) if item.position % 3 else {"unknown": ["1"]}
                    found.append(Job(row[1], item.position, {**form, "confidence": ["2"]}))
    return found


def attempts_open(db: Session) -> Sequence[Any]:
    """Ids and public ids."""
    return db.connection().exec_driver_sql("SELECT id, public_id FROM attempt WHERE finished_at IS NULL").all()


# -- the load, in a process of its own --------------------------------------------------------------------------------


def browse(
    address: tuple[str, int],
    waiting: queue.SimpleQueue[Job | None],
    ready: threading.Barrier,
    codes: list[int],
    pages: bool,
) -> None:
    """One browser: answers what is waiting, and looks at the pages that follow."""
    browser = Browser(address, seed.SECRET)
    browser.greet()
    ready.wait()
    while job := waiting.get():
        status, location, _ = browser.request("POST", job.path, job.form)
        codes.append(status)
        if pages:
            assert browser.request("GET", location)[0] == 200
            browser.request("GET", f"/quiz/{job.attempt}/{job.position % LENGTH + 1}")


def send(address: tuple[str, int], todo: Sequence[Job], rate: float, pages: bool) -> dict[str, Any]:
    """Give all answers over BROWSERS connections, `rate` a second (0: as fast as they are taken)."""
    waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
    codes: list[int] = []
    ready = threading.Barrier(BROWSERS + 1)
    given = (address, waiting, ready, codes, pages)
    threads = [threading.Thread(target=browse, args=given, daemon=True) for _ in range(BROWSERS)]
    for thread in threads:
        thread.start()
    ready.wait(timeout=60)
    began = time.perf_counter()
    for number, job in enumerate(todo):
        if rate:
            time.sleep(max(0.0, began + number / rate - time.perf_counter()))
        waiting.put(job)
    for _ in threads:
        waiting.put(None)
    for thread in threads:
        thread.join()
    return {"seconds": time.perf_counter() - began, "codes": {str(code): codes.count(code) for code in set(codes)}}


def load(served: Serving, todo: Sequence[Job], rate: float, pages: bool) -> dict[str, Any]:
    """The same from another process, with the worker's CPU time for each answer."""
    order = {"address": served.address, "rate": rate, "pages": pages, "jobs": [vars(job) for job in todo]}
    before = machine.cpu_seconds(served.worker)
    done = subprocess.run(
        [sys.executable, __file__, "--send"], check=False, input=json.dumps(order), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["codes"] == {"303": len(todo)}, told
    used = machine.cpu_seconds(served.worker) - before
    return {"per_second": round(len(todo) / told["seconds"], 1), "cpu_ms": round(used / len(todo) * 1000, 2)}


# -- without the web --------------------------------------------------------------------------------------------------


def act(db: Session, job: Job) -> None:
    """What the view does, without a request; the caller commits."""
    now = datetime.now(UTC)
    who = learners.by_secret(db, seed.SECRET, now)
    assert who
    write(db, [who.id])
    receipt = answer(db, who, job.attempt, job.position, job.form, now)
    assert receipt.outcome == "new"


class Clock:
    """CPU and wall time of what runs inside `with`, summed up."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0
        self.times = 0

    def __enter__(self) -> None:
        self.began = time.process_time(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.cpu += time.process_time() - self.began[0]
        self.wall += time.perf_counter() - self.began[1]
        self.times += 1

    def means(self) -> dict[str, float]:
        """In milliseconds."""
        return {"cpu_ms": round(self.cpu / self.times * 1000, 2), "wall_ms": round(self.wall / self.times * 1000, 2)}


def without_web(home: Path, todo: Sequence[Job]) -> dict[str, float]:
    """The action as the view calls it, and the commit."""
    clock = Clock()
    with session_on(home) as db:
        act(db, todo[0])
        db.commit()
        for job in todo[1:]:
            with clock:
                act(db, job)
                db.commit()
    return clock.means()


def statements_alone(home: Path, todo: Sequence[Job]) -> dict[str, Any]:
    """The statements of the action by the driver alone; they are learnt from running it and rolling it back."""
    sent: list[tuple[str, Any]] = []
    clock = Clock()
    with session_on(home) as db, closing(sqlite3.connect(home / "quizapp.db", isolation_level=None)) as driver:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000"):
            driver.execute(f"PRAGMA {pragma}")
        note = lambda _c, _cursor, statement, parameters, *_: sent.append((statement, parameters))  # noqa: E731 - short, and used at once
        event.listen(db.get_bind(), "before_cursor_execute", note)
        for job in todo:
            sent.clear()
            act(db, job)
            db.rollback()
            with clock:
                for statement, parameters in sent:
                    if driver.in_transaction and statement.startswith("BEGIN"):
                        driver.execute("ROLLBACK")
                    driver.execute(statement, parameters).fetchall()
                driver.execute("COMMIT")
    return {**clock.means(), "statements": len(sent) + 1}


def scans(home: Path, job: Job) -> list[str]:
    """Steps in the plans of an answer's statements that read a whole table or sort."""
    sent: list[tuple[str, Any]] = []
    found: list[str] = []
    with session_on(home) as db:
        note = lambda _c, _cursor, statement, parameters, *_: sent.append((statement, parameters))  # noqa: E731 - short, and used at once
        event.listen(db.get_bind(), "before_cursor_execute", note)
        act(db, job)
        db.rollback()
        for statement, parameters in [each for each in sent if not each[0].startswith("BEGIN")]:
            plan = db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            found += [row[3] for row in plan if row[3].startswith("SCAN") and "CONSTANT" not in row[3]]
    return found


# -- all of it --------------------------------------------------------------------------------------------------------


def measure(home: Path, size: Size, counts: dict[str, int]) -> dict[str, Any]:
    """All figures of one database."""
    fill(home, size, sum(counts.values()) + 2 * LENGTH)
    todo = iter(jobs(home))
    take = lambda name: [next(todo) for _ in range(counts[name])]  # noqa: E731 - short, and used at once
    figures: dict[str, Any] = {"scans": len(scans(home, next(todo)))}
    figures["action"] = without_web(home, take("direct"))
    figures["statements"] = statements_alone(home, take("direct_bare"))
    with serving(home) as served:
        load(served, take("warm"), 0, pages=True)
        if counts["steady"]:
            before = {name: len(values) for name, values in served.log().items()}
            figures["steady"] = load(served, take("steady"), RATE, pages=True)
            for name, rule in (("answer", ANSWER), ("page", PAGE)):
                values = served.log()[rule][before.get(rule, 0) :]
                figures["steady"][name] = {f"p{share}_ms": percentile(values, share / 100) for share in (50, 95, 99)}
        figures["saturation"] = load(served, take("saturation"), 0, pages=False)
        figures["rss_mib"] = round(machine.resident_mib(served.worker), 1)
    return figures


def main() -> None:
    """Run it all, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--send", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help="where the databases are made (default: a folder of the system's own)")
    given = parser.parse_args()
    if given.send:
        order = json.load(sys.stdin)
        todo = [Job(**job) for job in order["jobs"]]
        print(json.dumps(send(tuple(order["address"]), todo, order["rate"], order["pages"])))
        return
    counts = {"direct": 400, "direct_bare": 200, "warm": 200, "steady": 1000, "saturation": 3000}
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        small = measure(Path(folder, "small"), SMALL, {**counts, "steady": 0, "saturation": 1500})
        large = measure(Path(folder, "large"), LARGE, counts)
    cpu = large["saturation"]["cpu_ms"]
    figures = {
        "answer_p95_ms": large["steady"]["answer"]["p95_ms"],
        "page_p95_ms": large["steady"]["page"]["p95_ms"],
        "answers_per_second": large["saturation"]["per_second"],
        "answer_cpu_ms": cpu,
        "cpu_against_1000_facts": round(cpu / small["saturation"]["cpu_ms"], 2),
        "cpu_against_action": round(cpu / large["action"]["cpu_ms"], 2),
        "wall_against_statements": round(1000 / large["saturation"]["per_second"] / large["statements"]["wall_ms"], 2),
        "plans_that_scan": large["scans"],
        "large": large,
        "small": small,
    }
    targets = {
        "answer_p95_ms": (BELOW, 10),
        "page_p95_ms": (BELOW, 15),
        "answers_per_second": (ABOVE, 300),
        "answer_cpu_ms": (BELOW, 3),
        "cpu_against_1000_facts": (BELOW, 1.5),
        "plans_that_scan": (BELOW, 0),
    }
    machine.report("answer", figures, targets, [f"{LARGE}", f"steady: {RATE} a second, each with two pages"])


if __name__ == "__main__":
    main()
