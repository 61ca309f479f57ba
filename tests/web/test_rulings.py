"""Rulings as pages: previewed, made, lifted, logged, told to whom they concern, and to nobody else."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from fixtures.assignment import assignment
from fixtures.classroom import Classroom, classroom, teacher_in
from fixtures.player import Player
from fixtures.ruled import answered
from flask import Flask, render_template_string
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from quizapp.core.assignment import Assignment
from quizapp.core.ruling import candidates, key_name
from quizapp.storage import activities, asked, attempts, contested, given, rulings
from quizapp.storage.database import write
from quizapp.storage.models import Audit, Grading, Learner, Ruling
from quizapp.storage.users import by_learner
from quizapp.web import identity
from quizapp.web.database import db

SETTINGS = Assignment("", length=3, feedback="now", pass_mark=60, kinds=("choice",))


@dataclass
class Case:
    """An assignment of three choices: pupil 1 is wrong in the first question, pupil 2 right in it, pupil 3 away."""

    app: Flask
    room: Classroom
    activity: str
    player: Player
    attempts: list[str]

    @property
    def row(self) -> activities.ActivityRow:
        found = activities.run(db.session(), self.room.teacher.user_id, self.activity, ("assignment",))
        assert found
        return found

    def first(self) -> int:
        """The internal id of the first question's revision."""
        with self.app.app_context():
            return contested.questions(db.session(), self.row.id)[0].question_revision_id

    def wrong_and_key(self) -> tuple[str, str]:
        """What a ruling calls pupil 1's answer, and the key."""
        with self.app.app_context():
            session = db.session()
            question = contested.questions(session, self.row.id)[0]
            rows = given.given(session, self.row.id, question.question_revision_id)
            found = candidates(question.question, [(row.response, row.bucket) for row in rows])
            wrong = next(each.names[0] for each in found if each.count and not each.is_key)
            return wrong, key_name(question.question)

    def get(self, path: str = "") -> TestResponse:
        return self.player.client.get(f"/results/{self.activity}/rulings{path}")

    def post(self, path: str, **form: object) -> TestResponse:
        data = {"csrf_token": self.player.token(), **form}
        return self.player.client.post(f"/results/{self.activity}/rulings{path}", data=data)

    def rule(self, kind: str, right: tuple[str, ...] = (), why: str = "Both are in the text.") -> TestResponse:
        return self.post(f"/{self.first()}", kind=kind, right=list(right), why=why)

    def ruling(self) -> int:
        with self.app.app_context():
            return rulings.of_activity(db.session(), self.row.id)[0].id

    def scores(self) -> list[list[float]]:
        """The latest scores of each attempt."""
        with self.app.app_context():
            found = []
            for pupil, attempt in zip(self.room.pupils, self.attempts, strict=False):
                row = attempts.attempt(db.session(), attempt, pupil.learner_id, "assignment")
                assert row
                found.append([item.grade.score for item in asked.items(db.session(), row.id) if item.grade])
            return found

    def told(self, pupil: int = 0) -> str:
        """What stands beside the result of a pupil."""
        person = self.room.pupils[pupil]
        with self.app.test_request_context("/", headers={"Cookie": f"quizapp={person.secret}"}):
            row = attempts.attempt(db.session(), self.attempts[pupil], person.learner_id, "assignment")
            return unescape(render_template_string('{% include "rulings/_told.html" %}', attempt=row))

    def result(self, pupil: int) -> str:
        """The page of their result."""
        browser = self.room.pupils[pupil].browser(self.app)
        return unescape(browser.client.get(f"/tasks/attempt/{self.attempts[pupil]}").text)

    def home(self, pupil: int) -> str:
        return unescape(self.room.pupils[pupil].browser(self.app).client.get("/").text)


@pytest.fixture
def case(loaded: Flask) -> Case:
    with loaded.app_context():
        room = classroom(db.session(), 3)
        made = assignment(db.session(), room.teacher.user_id, room.id, SETTINGS)
        one = answered(db.session(), made, room.pupils[0].learner_id, (False, True, True))
        two = answered(db.session(), made, room.pupils[1].learner_id, (True, True, True))
    return Case(loaded, room, made, room.teacher.browser(loaded), [one, two])


def shown(page: str) -> dict[str, tuple[str, str]]:
    """The scores before and after of a preview, by pupil."""
    rows = re.findall(r'<th scope="row">(.*?)</th><td class="figure">(.*?)</td><td class="figure">(.*?)</td>', page)
    return {name: (before, after) for name, before, after in rows}


def test_a_key_is_previewed_corrected_told_and_lifted(case: Case) -> None:
    wrong, key = case.wrong_and_key()
    query = urlencode({"kind": "key", "right": [wrong, key]}, doseq=True)
    page = unescape(case.get(f"/{case.first()}/preview?{query}").text)
    assert shown(page) == {"Pupil 1": ("2 of 3", "3 of 3")}
    assert "one answer" in page
    assert case.scores() == [[0.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    assert case.rule("key", (wrong, key)).status_code == 303
    assert case.scores() == [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    assert "Both are in the text." in case.get().text
    assert "Reason: Both are in the text." in case.told()
    assert "The key is corrected" in case.told()
    assert shown(unescape(case.get(f"/lift/{case.ruling()}").text)) == {"Pupil 1": ("3 of 3", "2 of 3")}
    assert case.post(f"/lift/{case.ruling()}", why="It was right before.").status_code == 303
    assert case.scores() == [[0.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    assert "It was right before." in case.told()
    with case.app.app_context():
        rows = db.session.execute(select(Audit.action, Audit.who, Audit.why).order_by(Audit.id)).all()
        teacher = by_learner(db.session(), case.room.teacher.learner_id)
        assert teacher
        assert [tuple(row) for row in rows if row.who == teacher.public_id] == [
            ("rule: key", teacher.public_id, "Both are in the text."),
            ("lift: key", teacher.public_id, "It was right before."),
        ]


def test_another_key_in_its_place_takes_marks_away_and_tells_who_no_longer_passes(case: Case) -> None:
    wrong, _ = case.wrong_and_key()
    page = unescape(case.get(f"/{case.first()}/preview?kind=key&right={wrong}").text)
    assert shown(page) == {"Pupil 1": ("2 of 3", "3 of 3"), "Pupil 2": ("3 of 3", "2 of 3")}
    assert "Nobody passes or fails who did not before." in page
    case.rule("key", (wrong,))
    assert case.scores() == [[1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]


def test_dropping_is_previewed_and_told_to_all_who_were_asked(case: Case) -> None:
    page = unescape(case.get(f"/{case.first()}/preview?kind=dropped").text)
    assert shown(page) == {"Pupil 1": ("2 of 3", "2 of 2")}
    case.rule("dropped", why="Two are right.")
    assert all("Dropped: it counts for nobody." in case.told(pupil) for pupil in (0, 1))
    assert all("Reason: Two are right." in case.told(pupil) for pupil in (0, 1))
    assert "Reason: Two are right." in case.result(0)


def test_who_is_concerned_finds_it_on_the_first_page_until_they_have_seen_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Your results have changed" not in case.home(0)
    case.rule("dropped")
    assert "Your results have changed" in case.home(0)
    assert "Your results have changed" in case.home(1)
    assert "Your results have changed" not in case.home(2)
    browser = case.room.pupils[0].browser(case.app)
    page = unescape(browser.client.get("/rulings").text)
    assert "Dropped: it counts for nobody." in page
    assert "Reason: Both are in the text." in page
    assert browser.client.post("/rulings/seen", data={"csrf_token": browser.token()}).status_code == 303
    assert "Your results have changed" not in case.home(0)
    case.post(f"/lift/{case.ruling()}", why="After all it is not.")
    assert "Your results have changed" in case.home(0)
    later = datetime.now(UTC) + timedelta(days=15)
    monkeypatch.setattr(identity, "now", lambda: later)
    assert "Your results have changed" not in case.home(1)


def test_one_answer_is_graded_otherwise_and_its_pupil_alone_is_told(case: Case) -> None:
    with case.app.app_context():
        row = next(row for row in given.given(db.session(), case.row.id, case.first()) if row.score == 0)
    path = f"/{case.first()}/answers/{row.answer_id}"
    assert "Grade Pupil 1’s answer otherwise" in unescape(case.get(path).text)
    assert case.post(path, score="0.5", why="").status_code == 422
    assert case.post(path, score="2", why="More.").status_code == 400
    assert case.post(path, score="0.5", why="You explained it aloud.").status_code == 303
    assert case.scores()[0] == [0.5, 1.0, 1.0]
    assert "Reason: You explained it aloud." in case.told(0)
    assert case.told(1).strip() == ""
    assert "Your results have changed" in case.home(0)
    assert "Your results have changed" not in case.home(1)
    assert "You explained it aloud." in case.get().text


def test_an_answer_given_after_a_correction_gets_the_corrected_key(case: Case) -> None:
    wrong, _ = case.wrong_and_key()
    case.rule("key", (wrong,))
    with case.app.app_context():
        case.attempts.append(answered(db.session(), case.activity, case.room.pupils[2].learner_id, (True,)))
    assert case.scores()[2] == [0.0]
    assert "The key is corrected" in case.told(2)


@pytest.mark.parametrize("why", ["", "   "])
def test_a_reason_is_required(case: Case, why: str) -> None:
    response = case.rule("dropped", why=why)
    assert response.status_code == 422
    assert "Say why" in response.text
    with case.app.app_context():
        assert db.session.scalar(select(func.count(Ruling.id))) == 0


def test_choosing_nothing_or_the_key_as_it_is_is_told(case: Case) -> None:
    _, key = case.wrong_and_key()
    assert "Choose at least one" in case.get(f"/{case.first()}/preview?kind=key").text
    assert "This is the key as it is" in case.get(f"/{case.first()}/preview?kind=key&right={key}").text
    assert case.get(f"/{case.first()}/preview?kind=other").status_code == 400
    assert case.rule("key").status_code == 400
    assert case.rule("dropped", ("0",)).status_code == 303  # What is dropped has no key: the field is left out.


def test_what_stands_already_is_not_ruled_twice(case: Case) -> None:
    case.rule("dropped")
    assert "This stands already" in case.get(f"/{case.first()}/preview?kind=dropped").text
    case.rule("dropped")
    with case.app.app_context():
        assert db.session.scalar(select(func.count(Ruling.id))) == 1


def test_results_that_are_not_told_tell_nothing_of_rulings(loaded: Flask) -> None:
    with loaded.app_context():
        room = classroom(db.session(), 1)
        made = assignment(db.session(), room.teacher.user_id, room.id, Assignment("", length=2, kinds=("choice",)))
        one = answered(db.session(), made, room.pupils[0].learner_id, (False,))
    there = Case(loaded, room, made, room.teacher.browser(loaded), [one])
    assert "No answer is graded yet" in there.get(f"/{there.first()}").text
    there.rule("dropped")
    assert there.told().strip() == ""
    assert "Your results have changed" not in there.home(0)


def test_a_typed_answer_that_nobody_gave_can_be_made_right(loaded: Flask) -> None:
    with loaded.app_context():
        room = classroom(db.session(), 2)
        settings = Assignment("", length=1, feedback="now", kinds=("number", "text"))
        made = assignment(db.session(), room.teacher.user_id, room.id, settings)
    there = Case(loaded, room, made, room.teacher.browser(loaded), [])
    page = there.get(f"/{there.first()}/preview?kind=key&answer=9999").text
    names = re.findall(r'name="right" value="([^"]+)"', page)
    assert [name.split("=")[-1] for name in names] == ["9999"]
    assert "9999" in page
    assert there.rule("key", tuple(names)).status_code == 303
    with loaded.app_context():
        there.attempts = [answered(db.session(), made, room.pupils[0].learner_id, (False,))]
    assert there.scores() == [[1.0]]


def test_another_teacher_finds_nothing(case: Case) -> None:
    case.rule("dropped")
    first, ruling, rows = case.first(), case.ruling(), case.scores()
    with case.app.app_context():
        answer = given.given(db.session(), case.row.id, first)[0].answer_id
        write(db.session())
        stranger = teacher_in(db.session(), datetime.now(UTC))
        db.session.commit()
    case.player = stranger.browser(case.app)
    for path in ("", f"/{first}", f"/{first}/preview?kind=dropped", f"/lift/{ruling}", f"/{first}/answers/{answer}"):
        assert case.get(path).status_code == 404, path
    for path in (f"/{first}", f"/lift/{ruling}", f"/{first}/answers/{answer}"):
        assert case.post(path, kind="dropped", score="1", why="Mine.").status_code == 404, path
    assert case.scores() == rows
    with case.app.app_context():
        assert db.session.scalar(select(func.count(Grading.id)).where(Grading.number > 1)) == 0
        assert db.session.scalars(select(Learner.id)).first()
