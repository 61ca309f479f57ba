"""Paper: the sheets as pages, and typing in what was written on them."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape

import pytest
from fixtures.assignment import assignment
from fixtures.banks import kosovo, load_into
from fixtures.classroom import Classroom, classroom, teacher_in
from fixtures.player import Player
from fixtures.ruled import ruled
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from quizapp.core import paper as sheets
from quizapp.core.assignment import Assignment
from quizapp.core.notation import write as noted
from quizapp.core.paper import VERSIONS, Line
from quizapp.storage import activities, papers
from quizapp.storage.database import write
from quizapp.storage.models import Answer, Asked, Attempt, Grading, Member
from quizapp.web.database import db


@dataclass
class Desk:
    """A teacher's browser, the class, and an assignment of it."""

    app: Flask
    room: Classroom
    activity: str
    player: Player = field(init=False)

    def __post_init__(self) -> None:
        self.player = self.room.teacher.browser(self.app)

    def get(self, path: str = "") -> TestResponse:
        return self.player.client.get(f"/assignments/{self.activity}/paper{path}")

    def post(self, number: int, version: str, texts: dict[int, str], **more: str) -> TestResponse:
        fields = {f"answer-{line}": text for line, text in texts.items()}
        data = {"csrf_token": self.player.token(), "pupil": self.member(number), "version": version, **fields, **more}
        return self.player.client.post(f"/assignments/{self.activity}/paper/answers", data=data)

    def member(self, pupil: int) -> str:
        with self.app.app_context():
            wanted = Member.id == self.room.pupils[pupil].member_id
            return db.session.scalars(select(Member.public_id).where(wanted)).one()

    def lines(self, version: str) -> tuple[Line, ...]:
        with self.app.app_context():
            kinds = ("assignment",)
            row = activities.run(db.session(), self.room.teacher.user_id, self.activity, kinds)
            assert row
            return sheets.sheet(papers.paper(db.session(), row.id).asked, version)

    def key(self, version: str) -> dict[int, str]:
        return {line.number: noted(line.question, line.seed) for line in self.lines(version)}

    def count(self, table: type) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(table)) or 0


def desk(app: Flask, settings: Assignment | None = None, everything: bool = False) -> Desk:
    with app.app_context():
        room = classroom(db.session(), 3)
        made = assignment(db.session(), room.teacher.user_id, room.id, settings, everything=everything)
    return Desk(app, room, made)


def test_every_version_has_all_questions_and_a_key_with_its_proofs(loaded: Flask) -> None:
    there = desk(loaded)
    page = unescape(there.get("/sheet?versions=4&key=1").text)
    assert page.count('class="pages"') == 4
    assert [page.count(f"<b>Version {version}</b>") for version in VERSIONS] == [1] * 4
    _, *keys = page.split('class="paper key')
    assert len(keys) == 4
    for version, key in zip(VERSIONS, keys, strict=True):
        rows = re.findall(r"<tr><td>(\d+)</td><td><b>(.*?)</b></td>.*?<td>([^<]*)</td></tr>", key)
        assert {int(number): answer for number, answer, _ in rows} == there.key(version)
        assert all(re.search(r"s\d+|–", proof) for *_, proof in rows)
    for line in there.lines("A"):
        assert page.count(line.question.stem.split("____")[0]) >= 4


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # What is printed is made from the questions alone.
def test_every_question_of_the_shipped_bank_is_printed_without_its_key(app: Flask) -> None:
    load_into(app, kosovo())
    there = desk(app, everything=True)
    page = unescape(there.get("/sheet").text)
    lines = there.lines("A")
    assert page.count('class="question"') == len(lines) > 100
    assert len(set(re.findall(r'<span class="gap">.*?</span></span>', page))) == 1
    assert "____" not in page
    assert page.count('class="begin"') == 1
    rekeyed = {line.question.id: line.question.rekeyed() for line in lines}
    assert all(line.question.ask(line.seed) == rekeyed[line.question.id].ask(line.seed) for line in lines)


def test_a_key_that_is_printed_later_tells_what_was_ruled(loaded: Flask) -> None:
    there = desk(loaded, Assignment("", length=3, feedback="now"))
    assert "Dropped: it counts for nobody." not in there.get("/sheet?key=1").text
    with loaded.app_context():
        ruled(db.session(), there.activity)
    assert there.get("/sheet?key=1&versions=2").text.count("Dropped: it counts for nobody.") == 2
    assert "Dropped" not in there.get("/sheet").text


@pytest.mark.parametrize("query", ["?versions=0", "?versions=5", "?versions=x", "?size=a3"])
def test_there_are_no_other_versions_or_sizes(loaded: Flask, query: str) -> None:
    assert desk(loaded).get(f"/sheet{query}").status_code == 400


def test_an_individual_draw_says_that_paper_is_the_same_for_all(loaded: Flask) -> None:
    assert "those after which theirs are drawn" in desk(loaded, Assignment("", length=2, draw="individual")).get().text
    assert "those after which theirs are drawn" not in desk(loaded).get().text


def test_a_sheet_is_typed_in_and_the_next_pupil_is_up(loaded: Flask) -> None:
    there = desk(loaded, Assignment("", length=3, feedback="now"))
    response = there.post(0, "C", there.key("C"))
    assert response.status_code == 303
    page = there.player.client.get(response.location).text
    assert "The sheet of Pupil 1 is stored." in page
    assert "Pupil 2, version C" in page
    assert "Pupil 1 (version C is typed in)" in page
    with loaded.app_context():
        assert set(db.session.scalars(select(Grading.score))) == {1.0}


def test_the_last_pupil_leads_back_to_those_left_out_and_then_to_nobody(loaded: Flask) -> None:
    there = desk(loaded)
    for pupil in (2, 0, 1):
        response = there.post(pupil, "A", there.key("A"))
        assert f"pupil={there.member((pupil + 1) % 3)}" in response.location or pupil == 1
    assert "Everybody in the class" in there.player.client.get(response.location).text


def test_everything_unreadable_is_told_at_once_and_stays_to_be_mended(loaded: Flask) -> None:
    there = desk(loaded, everything=True)
    lines = there.lines("B")
    unread = {line.number: "§" for line in lines}
    response = there.post(0, "B", unread)
    assert response.status_code == 422
    assert response.text.count('aria-invalid="true"') == len(lines) > 3
    assert response.text.count('value="§"') == len(lines)
    assert there.count(Attempt) == there.count(Answer) == 0


def test_who_has_begun_on_a_screen_is_left_alone(loaded: Flask) -> None:
    there = desk(loaded)
    assert there.post(0, "A", there.key("A")).status_code == 303
    answers = there.count(Answer)
    again = there.post(0, "B", there.key("B"))
    assert again.status_code == 409
    assert "nothing was stored" in again.text
    assert there.count(Answer) == answers


@pytest.mark.parametrize(
    ("more", "told"),
    [({"day": "2999-01-01"}, "future"), ({"day": "soon"}, "2026-11-24"), ({"day": "2001-01-01"}, "did not exist")],
)
def test_a_day_on_which_nobody_can_have_written_is_refused(loaded: Flask, more: dict[str, str], told: str) -> None:
    there = desk(loaded)
    response = there.post(0, "A", there.key("A"), **more)
    assert response.status_code == 422
    assert told in response.text
    assert there.count(Attempt) == 0


def test_an_empty_sheet_and_nobodys_sheet_are_refused(loaded: Flask) -> None:
    there = desk(loaded)
    assert "Type at least one answer" in there.post(0, "A", {1: " "}).text
    assert "Choose whose sheet" in there.post(0, "A", there.key("A"), pupil="nobody").text
    assert there.post(0, "E", {1: "A"}).status_code == 400
    assert there.count(Attempt) == 0


def test_a_pupil_of_another_class_cannot_be_typed_in(loaded: Flask) -> None:
    there, other = desk(loaded), desk(loaded)
    assert there.post(0, "A", there.key("A"), pupil=other.member(0)).status_code == 422
    assert there.count(Attempt) == 0


def test_another_teacher_finds_nothing(loaded: Flask) -> None:
    there = desk(loaded)
    with loaded.app_context():
        write(db.session())
        stranger = teacher_in(db.session(), datetime.now(UTC))
        db.session.commit()
    there.player = stranger.browser(loaded)
    for path in ("", "/sheet", "/answers"):
        assert there.get(path).status_code == 404
    assert there.post(0, "A", {1: "A"}).status_code == 404
    assert there.count(Attempt) == 0


def test_a_sheet_is_deleted_with_a_reason_and_typed_in_again(loaded: Flask) -> None:
    there = desk(loaded, Assignment("", length=3, feedback="now"))
    there.post(0, "A", dict.fromkeys((1, 2, 3), "?"))
    page = there.get(f"/answers?pupil={there.member(0)}").text
    path = f"/assignments/{there.activity}/paper/answers/{there.member(0)}"
    assert path in page
    assert "Delete the sheet of Pupil 1?" in there.player.client.get(path).text
    token = {"csrf_token": there.player.token()}
    refused = there.player.client.post(path, data={**token, "why": " "})
    assert (refused.status_code, "Say why" in refused.text) == (422, True)
    response = there.player.client.post(path, data={**token, "why": "Read from the wrong sheet."})
    assert "Pupil 1, version A" in there.player.client.get(response.location).text
    assert there.post(0, "A", there.key("A")).status_code == 303
    with loaded.app_context():
        told = select(Grading.score).join(Answer).join(Asked).where(Asked.released_at.is_not(None))
        assert set(db.session.scalars(told)) == {1.0}


def test_a_claim_to_be_judged_stands_in_quotation_marks_wherever_questions_are_listed(loaded: Flask) -> None:
    there = desk(loaded, everything=True)
    claims = [line.question.stem for line in there.lines("A") if line.question.kind == "truefalse"]
    for path in ("assignments/{}", "results/{}/rulings"):
        page = unescape(there.player.client.get("/" + path.format(there.activity)).text)
        assert claims
        assert all(f"“{stem}”" in page for stem in claims)
