"""What the pages and files of results cost: a class of 35 with 20 questions, and 300 people with 50.

Milliseconds are those inside the app, as its log tells them; CPU is that of the worker, which other requests wait for.
What a process of its own does (the workbook, item analysis from `LARGE` answers on) is not in it.
"""

import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import machine
from answer import session_on
from fixtures.answers import right, wrong
from fixtures.classroom import classroom, pupil_in
from fixtures.taught import Lesson
from machine import BELOW, percentile
from serving import Browser, serving
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quizapp.core.grade import assess
from quizapp.storage.asked import Item
from quizapp.storage.base import table
from quizapp.storage.database import write
from quizapp.storage.models import Activity, ActivityQuestion, Answer, Asked, Attempt, Grading, Memory
from quizapp.storage.results.questions import questions

TIMES = 6
NOW = datetime.now(UTC)
PAGES = ("", "/items", "/points.csv", "/answers.csv", "/results.xlsx")


def fill(db: Session, pupils: int, length: int) -> tuple[str, str, str, str]:
    """A class whose assignment is over; ids of activity, class and one pupil, and the teacher's secret."""
    room = classroom(db, 0, NOW - timedelta(days=9))
    write(db)
    room.pupils = [pupil_in(db, room.id, f"Pupil {number}", NOW - timedelta(days=9)) for number in range(pupils)]
    db.commit()
    lesson = Lesson(db, room, "kosovo-2023")
    public_id = lesson.assign(length, NOW - timedelta(days=8))
    write(db)
    activity = db.scalars(select(Activity).where(Activity.public_id == public_id)).one()
    activity.settings = {**activity.settings, "settled": True}
    answer(db, activity.id, [(pupil.learner_id, place / pupils) for place, pupil in enumerate(room.pupils)])
    db.commit()
    return public_id, room.public_id, room.teacher.secret, ""


def answer(db: Session, activity_id: int, people: list[tuple[int, float]]) -> None:
    """Everybody answers everything; each kind of answer is graded once and copied."""
    rows = db.execute(select(ActivityQuestion).where(ActivityQuestion.activity_id == activity_id)).scalars().all()
    known = questions(db, [row.question_revision_id for row in rows])
    rng, at = random.Random(1), NOW - timedelta(days=7)
    graded = {row.position: _gradings(row, known[row.question_revision_id]) for row in rows}
    facts = {fact for each in known.values() for fact in each.fact_ids}
    for learner_id, ability in people:
        settings = {"feedback": "end", "length": len(rows)}
        times = {"started_at": at, "finished_at": at}
        whose = {"learner_id": learner_id, "activity_id": activity_id, "purpose": "assignment"}
        attempt = Attempt(**whose, **times, seed="1", settings=settings)
        db.add(attempt)
        db.flush()
        for row in rows:
            seen = {"attempt_id": attempt.id, "position": row.position, "seed": "1", "released_at": at}
            keys = {"question_revision_id": row.question_revision_id, "edition_id": row.edition_id}
            asked_id = db.execute(insert(table(Asked)).values(**seen, **keys)).inserted_primary_key[0]
            response, grade = graded[row.position][rng.random() < 0.9 - 0.6 * ability]
            moment = {"given_at": at, "received_at": at, "elapsed": 5.0, "confidence": rng.choice((1, 2, 3))}
            one = insert(table(Answer)).values(asked_id=asked_id, response=response, **moment)
            answer_id = db.execute(one).inserted_primary_key[0]
            db.execute(insert(table(Grading)).values(answer_id=answer_id, number=1, by_id=None, why="", at=at, **grade))
        state = {"stability": 5.0 + 20 * rng.random(), "difficulty": 5.0, "last_study_day": at.date(), "reviews": 1}
        rest = {"lapses": 0, "wanted": 0, "suspended": False, "algorithm": "bench", "due_day": at.date()}
        db.execute(
            insert(table(Memory)), [{"learner_id": learner_id, "fact_id": fact, **state, **rest} for fact in facts]
        )


def _gradings(row: ActivityQuestion, question: Any) -> dict[bool, tuple[Any, dict[str, Any]]]:
    item = Item(
        *(0, row.position, 1, None, None, row.question_revision_id, 0, "", 1, question.question, question.fact_ids),
        *(None, None, None, None, None),
    )
    return {good: _grading(item, right(item) if good else wrong(item)) for good in (True, False)}


def _grading(item: Item, form: dict[str, list[str]]) -> tuple[Any, dict[str, Any]]:
    response = item.question.read(form, 1)
    grade = assess(item.question, response)
    facts = zip(item.fact_ids, item.question.facts, strict=True)
    parts = {str(fact_id): grade.parts.get(slug, grade.score) for fact_id, slug in facts}
    told = {"question_revision_id": item.question_revision_id, "score": grade.score, "bucket": grade.bucket}
    return response, {**told, "parts": parts}


def measured(home: Path, secret: str, paths: dict[str, str]) -> dict[str, dict[str, float]]:
    """Milliseconds in the app, CPU of the worker and size, by page."""
    found = {}
    with serving(home) as served:
        browser = Browser(served.address, secret)
        for name, path in paths.items():
            status, _, body = browser.request("GET", path)
            assert status == 200, (path, status)
            before = machine.cpu_seconds(served.worker)
            for _ in range(TIMES):
                browser.request("GET", path)
            used = machine.cpu_seconds(served.worker) - before
            rule = next(rule for rule in served.log() if rule == name)
            found[name.split(">")[-1] or "/"] = {
                "p50_ms": percentile(served.log()[rule], 0.5),
                "cpu_ms": round(used / TIMES * 1000, 1),
                "kilobytes": round(len(body) / 1000, 1),
            }
    return found


def case(folder: Path, pupils: int, length: int) -> dict[str, dict[str, float]]:
    """All pages of one class."""
    folder.mkdir()
    with serving(folder):
        pass  # Migrates, and loads the shipped bank.
    with session_on(folder) as db:
        activity, room, secret, _ = fill(db, pupils, length)
    paths = {f"GET /results/<activity_id>{page}": f"/results/{activity}{page}" for page in PAGES}
    classes = {f"GET /classes/<class_id>/{page}": f"/classes/{room}/{page}" for page in ("results", "forecast")}
    return measured(folder, secret, {**paths, **classes})


def main() -> None:
    """Both sizes."""
    with tempfile.TemporaryDirectory() as folder:
        usual, large = case(Path(folder, "usual"), 35, 20), case(Path(folder, "large"), 300, 50)
    figures = {
        "page_ms": large["/"]["p50_ms"],
        "usual_page_ms": usual["/"]["p50_ms"],
        "35 pupils, 20 questions": usual,
        "300 pupils, 50 questions": large,
    }
    targets = {"page_ms": (BELOW, 300.0), "usual_page_ms": (BELOW, 100.0)}
    machine.report("results", figures, targets)


if __name__ == "__main__":
    main()
