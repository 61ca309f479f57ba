"""Type in what a pupil wrote on a sheet of paper: read all of it, then store it by the one path of every answer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from quizapp.actions.answer import answer, read
from quizapp.actions.hand_in import hand_in
from quizapp.actions.start import new_seed
from quizapp.core import notation
from quizapp.core.assignment import assignment_from
from quizapp.core.message import Message
from quizapp.core.paper import Line
from quizapp.core.question import BadAnswer, Form
from quizapp.storage import learners, papers
from quizapp.storage.activities import ActivityRow
from quizapp.storage.assignments import KIND
from quizapp.storage.models import Asked, Attempt


class Unreadable(ValueError):
    """Some answers cannot be read; `problems` tells each one's mending, by its number on the sheet."""

    def __init__(self, problems: Mapping[int, Message]) -> None:
        """Hold the messages."""
        self.problems = problems
        super().__init__(", ".join(str(message) for message in problems.values()))


class AlreadyAnswered(ValueError):
    """This pupil has answers in the activity: nothing is replaced."""


def forms(lines: Sequence[Line], typed: Mapping[int, str], sentences: Collection[str]) -> dict[int, Form]:
    """The form of every answer that was written, by the number of its line. Raises Unreadable for all at once."""
    found: dict[int, Form] = {}
    problems: dict[int, Message] = {}
    for line in lines:
        if not (text := typed.get(line.number, "").strip()):
            continue
        try:
            found[line.number] = notation.read(line.question, line.seed, text, sentences)
            read(line.question, found[line.number], line.seed)
        except BadAnswer as error:
            problems[line.number] = error.message
    if problems:
        raise Unreadable(problems)
    return found


def type_in(
    db: Session,
    activity: ActivityRow,
    learner_id: int,
    version: str,
    lines: Sequence[Line],
    written: Mapping[int, Form],
    given_at: datetime,
    now: datetime,
) -> str:
    """Store a sheet of the pupil's, written at `given_at`, as an attempt; returns its public id.

    What is blank stays unanswered. Results are told when those of the screen are. The caller has begun to write for
    the learner. Raises AlreadyAnswered.
    """
    if learner_id in papers.begun(db, activity.id, [learner_id]):
        raise AlreadyAnswered
    given_at, who = min(given_at, now), learners.by_id(db, learner_id)
    attempt = Attempt(
        learner_id=learner_id,
        activity_id=activity.id,
        edition_id=lines[0].asked.edition_id,
        purpose=KIND,
        settings=_settings(activity, version, len(lines)),
        seed=new_seed(),
        started_at=given_at,
        finished_at=None,
    )
    db.add(attempt)
    db.flush()
    db.execute(insert(Asked), [_asked(attempt.id, line) for line in lines])
    for number, form in written.items():
        answer(db, who, attempt.public_id, number, form, now, given_at, KIND)
    hand_in(db, who, attempt.id, now)
    db.execute(update(Attempt).where(Attempt.id == attempt.id).values(finished_at=given_at))
    return attempt.public_id


def _settings(activity: ActivityRow, version: str, length: int) -> dict[str, object]:
    """As those of an attempt on a screen, with the version of the sheet."""
    feedback = "each" if assignment_from(activity.settings).feedback == "now" else "end"
    return {
        "length": length,
        "wanted": length,
        "fact_ids": [],
        "feedback": feedback,
        "confidence": False,
        "paper": version,
    }


def _asked(attempt_id: int, line: Line) -> dict[str, object]:
    return {
        "attempt_id": attempt_id,
        "position": line.number,
        "question_revision_id": line.asked.question_revision_id,
        "edition_id": line.asked.edition_id,
        "seed": str(line.seed),
    }
