"""Results as pages and files: nothing of what is withheld, nothing for others, and names as they were typed."""

import csv
import io
import itertools
import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from fixtures.banks import NOW
from fixtures.classroom import classroom, pupil_in
from fixtures.player import Player
from fixtures.taught import Lesson
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import update

from quizapp.actions import rule as ruling
from quizapp.core.ruling import DROPPED
from quizapp.storage import users
from quizapp.storage.database import write
from quizapp.storage.models import Answer, Grading
from quizapp.storage.results import questions
from quizapp.web.database import db

NAMES = ("Ada", "=SUM(A1)", "مريم", "Zoë 🦊", "<b>Bo</b>", "+49")
PAGES = ("", "?by=name", "/items", "/points.csv", "/answers.csv", "/results.xlsx", "/pupils/{pupil}")
CLASS_PAGES = ("results", "results.csv", "results.xlsx", "forecast")


class School:
    """A class with its teacher's browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            session = db.session()
            room = classroom(session, 0, NOW - timedelta(days=9))
            write(session)
            room.pupils = [pupil_in(session, room.id, name, NOW - timedelta(days=9)) for name in NAMES]
            session.commit()
        self.room, self.teacher = room, room.teacher.browser(app)

    def teach(self, lesson: Callable[[Lesson], Any]) -> Any:
        """Do something with the class."""
        with self.app.app_context():
            return lesson(Lesson(db.session(), self.room, "farhaven"))

    def pupil(self, activity: str, name: str = "Ada") -> str:
        """The public id by which results know a pupil."""
        page = self.get(f"/results/{activity}/answers.csv")
        assert page.status_code == 200
        with self.app.app_context():
            from quizapp.storage.results.people import people

            row = Lesson(db.session(), self.room, "farhaven").row(activity)
            return next(each.public_id for each in people(db.session(), row) if each.name == name)

    def get(self, path: str, player: Player | None = None) -> Any:
        """A page, for the teacher or somebody else."""
        return (player or self.teacher).client.get(path)

    def everything(self, activity: str) -> dict[str, Any]:
        """All that is told of an activity, page by page."""
        pupil = self.pupil(activity)
        paths = [f"/results/{activity}{page.format(pupil=pupil)}" for page in PAGES]
        paths += [f"/classes/{self.room.public_id}/{page}" for page in CLASS_PAGES]
        return {path: _content(path, self.get(path)) for path in paths}


def _content(path: str, response: Any) -> Any:
    assert response.status_code == 200, path
    return sheets(response.data) if path.endswith("xlsx") else response.text


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The cells of a workbook."""
    return {page.title: list(page.iter_rows(values_only=True)) for page in load_workbook(BytesIO(content)).worksheets}


def rows(text: str) -> list[list[str]]:
    """The rows of a file of CSV."""
    return list(csv.reader(io.StringIO(text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}"), newline="")))


@pytest.fixture
def school(loaded: Flask, frozen: Callable[..., None]) -> School:
    frozen()
    return School(loaded)


def turned(app: Flask) -> None:
    """Make every answer another one: what is withheld must not show that."""
    with app.app_context():
        write(db.session())
        db.session.execute(update(Grading).values(score=0.0, bucket="unknown", why="secret"))
        db.session.execute(update(Answer).values(response={"unknown": True}, confidence=3, elapsed=77.0))
        db.session.commit()


def test_an_open_assignment_tells_nothing_of_its_answers(school: School) -> None:
    def work(lesson: Lesson) -> str:
        activity = lesson.assign(3, NOW - timedelta(hours=2))
        for pupil, said in zip(school.room.pupils, ("rrr", "www", "ru-"), strict=False):
            lesson.do(activity, pupil, NOW - timedelta(hours=1), answers=said)
        return activity

    activity = school.teach(work)
    before = school.everything(activity)
    turned(school.app)
    assert school.everything(activity) == before
    assert "Nothing is told yet" in before[f"/results/{activity}"]
    assert "Three of six have begun" in before[f"/results/{activity}"]
    assert all(set(row[1:]) <= {""} for row in rows(before[f"/results/{activity}/points.csv"])[1:])


def test_an_open_question_of_a_room_tells_nothing_and_a_closed_one_does(school: School) -> None:
    def game(lesson: Lesson) -> str:
        game = lesson.open(2, NOW)
        for pupil in school.room.pupils:
            lesson.join(game, pupil, NOW)
        lesson.host(game, "next", NOW)
        lesson.answer(game, 1, NOW, dict(zip(NAMES, "rrwwru", strict=True)))
        return game

    activity = school.teach(game)
    before = school.everything(activity)
    turned(school.app)
    assert school.everything(activity) == before
    school.teach(lambda lesson: lesson.host(activity, "close", NOW))
    after = school.everything(activity)
    assert all(after[path] != before[path] for path in before if "forecast" not in path)
    assert len(rows(after[f"/results/{activity}/answers.csv"])) == 1 + len(NAMES)


def told(lesson: Lesson, *said: str, **settings: Any) -> str:
    """An assignment that is over, answered by the first pupils."""
    activity = lesson.assign(len(said[0]), NOW - timedelta(days=5), **settings)
    for pupil, marks in zip(lesson.room.pupils, said, strict=False):
        lesson.do(activity, pupil, NOW - timedelta(days=4), answers=marks)
    return activity


def test_what_is_due_is_told_by_the_page_itself(school: School) -> None:
    activity = school.teach(lambda lesson: told(lesson, "rrr", "rww"))
    page = school.get(f"/results/{activity}").text
    assert "did not reach half the class" not in page
    assert page.count('class="sq right"') == 4 + 1  # The legend has one, too.
    assert page.count('class="sq wrong"') == 2 + 1


def test_names_survive_in_pages_and_files(school: School) -> None:
    activity = school.teach(lambda lesson: told(lesson, *["rw"] * 6))
    page = school.get(f"/results/{activity}").text
    assert "<bdi>&lt;b&gt;Bo&lt;/b&gt;</bdi>" in page
    assert "<bdi>مريم</bdi>" in page
    found = [row[0] for row in rows(school.get(f"/results/{activity}/points.csv").text)[1:]]
    assert sorted(found) == sorted(["Ada", "'=SUM(A1)", "مريم", "Zoë 🦊", "<b>Bo</b>", "'+49"])
    book = sheets(school.get(f"/results/{activity}/results.xlsx").data)
    assert {row[0] for row in book["Points"][1:]} == set(NAMES)
    assert list(book) == ["Points", "Facts", "Topics", "Questions", "Answers"]


def test_files_agree_with_the_page(school: School) -> None:
    activity = school.teach(lambda lesson: told(lesson, "rrr", "rwu", "w-r"))
    points = {row[0]: row for row in rows(school.get(f"/results/{activity}/points.csv").text)}
    assert points["Ada"][1:6] == ["1", "1", "1", "3", "3"]
    assert points["'=SUM(A1)"][1:6] == ["1", "0", "0", "1", "3"]
    assert points["مريم"][1:6] == ["0", "", "1", "1", "3"]
    assert points["Zoë 🦊"][1:] == [""] * 6
    answers = rows(school.get(f"/results/{activity}/answers.csv").text)[1:]
    assert sorted(row[5] for row in answers) == ["did not know", "not answered", *["right"] * 5, *["wrong"] * 2]
    response = school.get(f"/results/{activity}/points.csv")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"] == 'attachment; filename="points-the-first-lesson.csv"'


def test_files_of_a_class_agree_with_what_it_did(school: School) -> None:
    school.teach(lambda lesson: told(lesson, "rrr", "rwu", "w-r"))
    path = f"/classes/{school.room.public_id}/results"
    response = school.get(f"{path}.csv")
    shares = {row[0]: row[1:] for row in rows(response.text)}
    assert shares["Pupil"] == ["1. The first lesson"]
    assert (shares["Ada"], shares["'=SUM(A1)"], shares["مريم"]) == (["100"], ["33.3"], ["33.3"])
    assert (shares["Zoë 🦊"], len(shares)) == ([""], 1 + len(NAMES))
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="class-')
    book = sheets(school.get(f"{path}.xlsx").data)
    assert list(book) == ["Pupils", "Activities", "Facts", "Topics"]
    assert {row[0]: row[1] for row in book["Pupils"][1:]}["=SUM(A1)"] == 33.3
    assert book["Activities"][1][:3] == (1, "The first lesson", "assignment")
    assert book["Activities"][1][4] == pytest.approx(0.5556, abs=1e-4)
    assert book["Activities"][1][7] == 3
    assert all(row[2] <= later[2] for row, later in itertools.pairwise(book["Facts"][1:]))


def test_nobody_else_sees_any_of_it(school: School, loaded: Flask) -> None:
    activity = school.teach(lambda lesson: told(lesson, "rrr"))
    pupil = school.pupil(activity)
    with loaded.app_context():
        other = classroom(db.session(), 1)
    strangers = [other.teacher.browser(loaded), school.room.pupils[0].browser(loaded), Player(loaded)]
    paths = [f"/results/{activity}{page.format(pupil=pupil)}" for page in PAGES]
    paths += [f"/classes/{school.room.public_id}/{page}" for page in CLASS_PAGES]
    for path in paths:
        assert school.get(path).status_code == 200, path
        assert [school.get(path, each).status_code for each in strangers] == [404, 404, 404], path
    mine = other.teacher.browser(loaded)
    assert school.get(f"/results/{activity}/pupils/nobody").status_code == 404
    assert school.get(f"/classes/{other.public_id}/results", mine).status_code == 200


def test_a_rehearsal_has_no_results(school: School) -> None:
    game = school.teach(lambda lesson: lesson.open(2, NOW, rehearsal=True))
    assert school.get(f"/results/{game}").status_code == 404
    assert school.get(f"/results/{game}/results.xlsx").status_code == 404


def test_a_dropped_question_counts_for_nobody_and_is_said_to(school: School) -> None:
    activity = school.teach(lambda lesson: told(lesson, "rw", "rw"))
    school.get(f"/results/{activity}")

    def drop(lesson: Lesson) -> None:
        session, row = lesson.session, lesson.row(activity)
        by = users.by_learner(session, school.room.teacher.learner_id)
        assert by
        revision = questions.in_order(session, row.id)[2]
        ruling.begin(session, row.id, revision)
        ruling.rule(session, by, row.id, revision, DROPPED, (), "It was ambiguous.", NOW)
        session.commit()

    assert "of 2 points" in school.get(f"/results/{activity}").text
    school.teach(drop)
    page = school.get(f"/results/{activity}").text
    assert "of 1 points" in page
    assert page.count('class="sq dropped"') == 2 + 1
    assert "dropped: counts for nobody" in school.get(f"/results/{activity}/items").text
    assert rows(school.get(f"/results/{activity}/points.csv").text)[0][1:3] == ["1", "2 (dropped)"]
    told_of = rows(school.get(f"/results/{activity}/answers.csv").text)[1:]
    assert {(row[2], row[9]) for row in told_of} == {("1", ""), ("2", "dropped")}
    points = {row[0]: row for row in rows(school.get(f"/results/{activity}/points.csv").text)}
    assert points["Ada"][1:5] == ["1", "0", "1", "1"]


def test_the_headline_is_the_finding(school: School) -> None:
    low = school.teach(lambda lesson: told(lesson, "rw", "rw", "rr", "rw", "rw", "rw"))
    assert "One fact did not reach half the class" in school.get(f"/results/{low}").text
    well = school.teach(lambda lesson: told(lesson, *["rr"] * 6))
    assert "The class has all of it" in school.get(f"/results/{well}").text


def test_few_answers_are_nothing_about_the_class(school: School) -> None:
    activity = school.teach(lambda lesson: told(lesson, "rr"))
    page = school.get(f"/results/{activity}").text
    assert "Too few have answered" in page
    assert "There are 2 answers of 12." in page
    assert "the class" not in page.split("<main")[1]
    assert "Too few have answered" in school.get(f"/classes/{school.room.public_id}/results").text


def test_missing_answers_narrow_the_finding_to_those_who_answered(school: School) -> None:
    half = school.teach(lambda lesson: told(lesson, *["r-"] * 3, *["-r"] * 3))
    page = school.get(f"/results/{half}").text
    assert "Each fact is known to most of those who answered it" in page
    assert "At least half of those who answered had each fact." in page
    low = school.teach(lambda lesson: told(lesson, "rw", "rw", "rr", "rw"))
    assert "One fact did not reach half of those who answered it" in school.get(f"/results/{low}").text
    page = school.get(f"/classes/{school.room.public_id}/results").text
    assert "Half or more of those who answered have 2 of 2 facts" in page


def test_few_answers_are_counts_and_no_alarm(school: School) -> None:
    activity = school.teach(lambda lesson: told(lesson, *["wrr"] * 6))
    page = school.get(f"/results/{activity}/items").text
    assert "Too few answers to judge the questions" in page
    assert page.count("too few answers") == 3
    assert "Key may be wrong" not in page
    assert "Reliability needs answers of at least 10 people." in page


def test_a_forecast_is_told_of_five_pupils_and_not_of_four(school: School) -> None:
    path = f"/classes/{school.room.public_id}/forecast"
    assert "Nothing to forget yet" in school.get(path).text
    activity = school.teach(lambda lesson: told(lesson, *["rr"] * 4))
    school.get(f"/results/{activity}")
    page = school.get(path).text
    assert "Too few to forecast" in page
    assert 'class="recall' not in page
    more = school.teach(lambda lesson: told(lesson, *["rr"] * 5))
    school.get(f"/results/{more}")
    assert school.get(path).text.count('class="recall') == 2 * 4


def test_pupils_are_told_what_five_or_more_of_them_have_and_nothing_while_books_are_closed(school: School) -> None:
    pupil = school.room.pupils[0]
    path, browser = f"/classes/{school.room.public_id}", pupil.browser(school.app)
    first = school.teach(lambda lesson: told(lesson, *["rr"] * 4))
    school.get(f"/results/{first}")
    assert "What the class has" not in school.get(path, browser).text
    second = school.teach(lambda lesson: told(lesson, *["rr"] * 5))
    school.get(f"/results/{second}")
    page = school.get(path, browser).text
    assert "Of two facts it was asked lately, the class has" in page
    assert not any(name in page for name in ("مريم", "Zoë"))
    school.teach(lambda lesson: lesson.assign(2, NOW - timedelta(hours=1)))
    assert "What the class has" in school.get(path, browser).text
    running = school.teach(lambda lesson: lesson.assign(2, NOW - timedelta(hours=1)))
    browser.client.post(f"/tasks/{running}", data={"csrf_token": browser.token()})
    assert "What the class has" not in school.get(path, browser).text


def test_the_order_of_the_grid(school: School) -> None:
    activity = school.teach(lambda lesson: told(lesson, "ww", "rr", "rw"))

    def order(query: str) -> list[str]:
        grid = school.get(f"/results/{activity}{query}").text.split("<tbody>")[1].split("</tbody>")[0]
        return [line.split("</bdi>")[0] for line in grid.split("<bdi>")[1:]]

    assert order("") == ["=SUM(A1)", "مريم", "Ada"]
    assert order("?by=name") == ["=SUM(A1)", "Ada", "مريم"]
    assert order("?by=nonsense") == order("")


def test_what_was_missed_can_be_asked_again_in_another_form(school: School) -> None:
    activity = school.teach(lambda lesson: told(lesson, "rww", "rww"))
    page = school.get(f"/results/{activity}").text
    link = page.split('">Ask these two again')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    form = school.get(link).text
    chosen = re.findall(r'name="questions"[^>]*value="([^"]+)"[^>]*checked', form)
    assert len(chosen) == 2
    with school.app.app_context():
        session = db.session()
        row = Lesson(session, school.room, "farhaven").row(activity)
        asked = questions.questions(session, questions.in_order(session, row.id).values())
    assert set(chosen).isdisjoint(each.question.id for each in asked.values())
