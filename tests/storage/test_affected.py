"""What a correction would touch: questions, learners, open activities, results, certificates."""

from datetime import UTC, datetime, timedelta

import pytest
from actions.desk.newsroom import Newsroom
from fixtures.assignment import OPEN, assignment
from fixtures.classroom import classroom
from fixtures.ruled import answered
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.core.assignment import Assignment
from quizapp.storage import affected
from quizapp.storage.affected import Results, Touched
from quizapp.storage.database import write
from quizapp.storage.models import Certificate, Edition, Question, QuestionRevision, QuestionRevisionFact
from quizapp.storage.models import Fact as FactRow


@pytest.fixture
def room(session: Session) -> Newsroom:
    return Newsroom.over_the_harbour(session)


def stale(room: Newsroom, slug: str) -> list[str]:
    """The questions that test a fact."""
    query = (
        select(Question.slug)
        .join(QuestionRevision, QuestionRevision.question_id == Question.id)
        .join(QuestionRevisionFact, QuestionRevisionFact.question_revision_id == QuestionRevision.id)
        .join(FactRow, FactRow.id == QuestionRevisionFact.fact_id)
        .where(FactRow.slug == slug, QuestionRevisionFact.role == "tested")
    )
    return sorted(room.session.scalars(query))


def touched(room: Newsroom, slug: str, later: timedelta = timedelta(0)) -> Touched:
    work = room.work(slug)
    assert work.live
    ids = (room.bank_id, work.id, slug, work.live.id)
    return affected.touched(room.session, *ids, stale(room, slug), datetime.now(UTC) + later)


def certify(room: Newsroom, slug: str, holder: str) -> None:
    edition = room.session.scalars(select(Edition)).one()
    fact = {"slug": slug, "number": 1, "revision_id": 1, "statement": "S.", "importance": "must-know"}
    score = {"points": 1.0, "of": 1, "pass_mark": 50}
    write(room.session)
    row = Certificate(
        learner_id=None,
        programme_id=None,
        holder=holder,
        title="Harbour",
        bank_id=edition.bank_id,
        edition_id=edition.id,
        facts=[fact],
        score=score,
        issued_at=datetime.now(UTC),
        expires_at=datetime.now(UTC) + timedelta(days=30),
        attempt_id=None,
        renews_id=None,
    )
    room.session.add(row)
    room.session.commit()


def test_a_bank_that_nobody_uses_loses_questions_alone(room: Newsroom) -> None:
    found = touched(room, "builder")
    assert "hand" in {each.slug for each in found.questions if each.origin == "hand"}
    assert {each.slug for each in found.questions} == set(stale(room, "builder"))
    assert (found.learners, found.open, found.results, found.certificates) == (0, (), Results(0, 0), ())


def test_an_assignment_that_asks_it_is_open_until_its_end(room: Newsroom, session: Session) -> None:
    school = classroom(session, 2)
    activity = assignment(session, school.teacher.user_id, school.id, Assignment("", length=3), everything=True)
    answered(session, activity, school.pupils[0].learner_id, [True])
    (found,) = touched(room, "keeper").open
    assert (found.kind, found.title, found.running) == ("assignment", "Homework", 1)
    assert touched(room, "keeper", OPEN + timedelta(minutes=5)).open == ()


def test_answers_count_by_the_revision_they_were_given_against(room: Newsroom, session: Session) -> None:
    school = classroom(session, 1)
    activity = assignment(
        session, school.teacher.user_id, school.id, Assignment("", length=3, feedback="now"), everything=True
    )
    answered(session, activity, school.pupils[0].learner_id, [True] * 30)
    found = touched(room, "keeper")
    assert found.results.answers > 0
    assert found.results.activities == 1
    assert found.learners == 1
    room.change("keeper", statement="Bo Lund has kept the lamp.")
    room.step("keeper", "ask", room.ann)
    room.step("keeper", "accept", room.ben)
    room.publish()
    assert touched(room, "keeper").results == Results(0, 0)


def test_certificates_that_hold_the_fact_are_named(room: Newsroom) -> None:
    certify(room, "keeper", "Zoë")
    certify(room, "pilot", "Yan")
    assert touched(room, "keeper").certificates == (("Zoë", "Harbour"),)
    assert touched(room, "keeper", timedelta(days=31)).certificates == ()
