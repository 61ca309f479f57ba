"""A small class that was asked three questions of the harbour's bank: who built, kept and painted."""

from dataclasses import dataclass
from datetime import timedelta

from actions.harbour import NOW, bank, loaded
from safety.consistency import _memories
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quizapp.actions.accounts import become, create_user
from quizapp.actions.answer import answer
from quizapp.actions.enrol import enrol_guest
from quizapp.actions.hand_in import hand_in
from quizapp.storage import activities, asked, learners, users
from quizapp.storage.activities import ActivityRow
from quizapp.storage.database import write
from quizapp.storage.models import (
    Activity,
    ActivityQuestion,
    Asked,
    Attempt,
    ClassTeacher,
    Edition,
    Grading,
    Member,
    Memory,
    Question,
    QuestionRevision,
    SchoolClass,
)
from quizapp.storage.users import Account

QUESTIONS = ("builder.choice.1", "keeper.choice.1", "painter.text.1")


@dataclass
class Lesson:
    """A class and its assignment. Pupils are known by their number."""

    db: Session
    teacher: Account
    activity: ActivityRow
    revisions: list[int]
    edition: int

    def begin(self, count: int = 1, feedback: str = "each", purpose: str = "assignment") -> list[int]:
        """Pupils who begin; their learner ids."""
        return [self._begin(feedback, purpose) for _ in range(count)]

    def _begin(self, feedback: str, purpose: str) -> int:
        write(self.db)
        pupil, _ = enrol_guest(self.db, NOW)
        name = f"Pupil {pupil:03d}"
        self.db.add(
            Member(class_id=self.activity.class_id, learner_id=pupil, name=name, joined_at=NOW, removed_at=None)
        )
        settings = {"feedback": feedback, "length": len(self.revisions)}
        attempt = Attempt(
            learner_id=pupil,
            activity_id=self.activity.id,
            purpose=purpose,
            settings=settings,
            seed="1",
            started_at=NOW,
            finished_at=None,
        )
        self.db.add(attempt)
        self.db.flush()
        rows = [
            {
                "attempt_id": attempt.id,
                "position": place,
                "question_revision_id": revision,
                "edition_id": self.edition,
                "seed": str(place),
            }
            for place, revision in enumerate(self.revisions, 1)
        ]
        self.db.execute(insert(Asked), rows)
        self.db.commit()
        return pupil

    def attempt(self, pupil: int) -> Attempt:
        return self.db.scalars(select(Attempt).where(Attempt.learner_id == pupil)).one()

    def give(self, pupil: int, position: int, text: str = "", minutes: int = 1) -> None:
        """Answer with an option or a text; with the key where nothing is said."""
        item = asked.item(self.db, self.attempt(pupil).id, position)
        assert item
        options = {option["text"]: option["id"] for option in item.question.ask(item.seed).get("options", ())}
        form = {"answer": [options.get(text, text)]} if text else item.question.key(item.seed)
        write(self.db, [pupil])
        who = learners.by_id(self.db, pupil)
        at = NOW + timedelta(minutes=minutes)
        attempt = self.attempt(pupil)
        answer(self.db, who, attempt.public_id, position, form, at, purpose=attempt.purpose)
        self.db.commit()

    def hand_in(self, pupil: int, minutes: int = 50) -> None:
        write(self.db, [pupil])
        who = learners.by_id(self.db, pupil)
        hand_in(self.db, who, self.attempt(pupil).id, NOW + timedelta(minutes=minutes))
        self.db.commit()

    def grades(self, pupil: int, position: int) -> list[tuple[int, float, str]]:
        """Number, score and reason of every grading of an answer."""
        item = asked.item(self.db, self.attempt(pupil).id, position)
        assert item
        rows = self.db.execute(
            select(Grading.number, Grading.score, Grading.why)
            .where(Grading.answer_id == item.answer_id)
            .order_by(Grading.number)
        )
        return [(number, score, why) for number, score, why in rows]

    def memory(self, pupil: int, position: int) -> tuple[float | None, int, int]:
        """Stability, lapses and number of reviews of the fact that a question tests."""
        item = asked.item(self.db, self.attempt(pupil).id, position)
        assert item
        row = self.db.execute(
            select(Memory.stability, Memory.lapses, Memory.reviews).where(
                Memory.learner_id == pupil, Memory.fact_id == item.fact_ids[0]
            )
        ).one_or_none()
        return (row.stability and round(row.stability, 9), row.lapses, row.reviews) if row else (None, 0, 0)

    def sound(self) -> list[str]:
        """What is wrong with the memories of all."""
        self.db.expire_all()
        return list(_memories(self.db))


def lesson(db: Session) -> Lesson:
    """A teacher, a class, and an assignment of QUESTIONS with a pass mark of 60 %."""
    loaded(db, bank())
    write(db)
    user = create_user(db, "Teacher", "", "!", "teacher", NOW)
    learner, _ = enrol_guest(db, NOW)
    become(db, user, learner, NOW)
    school = SchoolClass(name="7b", code="ABCDEF", created_at=NOW, archived_at=None)
    db.add(school)
    db.flush()
    db.add(ClassTeacher(class_id=school.id, user_id=user.id, since=NOW))
    activity = Activity(
        kind="assignment",
        owner_id=user.id,
        settings={"pass_mark": 60},
        class_id=school.id,
        title="The harbour",
        created_at=NOW,
        opens_at=None,
        closes_at=None,
    )
    db.add(activity)
    db.flush()
    edition = db.scalars(select(Edition.id)).one()
    by_slug = {
        slug: revision
        for slug, revision in db.execute(
            select(Question.slug, QuestionRevision.id).join(
                QuestionRevision, QuestionRevision.question_id == Question.id
            )
        )
    }
    revisions = [by_slug[slug] for slug in QUESTIONS]
    for place, revision in enumerate(revisions, 1):
        db.add(
            ActivityQuestion(
                activity_id=activity.id,
                position=place,
                question_revision_id=revision,
                edition_id=edition,
                seed=str(10 + place),
            )
        )
    db.commit()
    teacher = users.by_learner(db, learner)
    row = activities.run(db, user.id, activity.public_id, ("assignment",))
    assert teacher
    assert row
    return Lesson(db, teacher, row, revisions, edition)
