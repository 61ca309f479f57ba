"""What a teacher does with a class, on both databases; and that nobody else does."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fixtures.classroom import Classroom, classroom_in, pupil_in
from fixtures.player import Player
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.actions.join_class import MOST_MEMBERS
from quizapp.storage.database import write
from quizapp.storage.models import ClassTeacher, Member, SchoolClass, User
from quizapp.web.database import db

PERSONAL = re.compile(r'class="personal">([A-Z ]{19})<')
TABLES = (SchoolClass, ClassTeacher, Member)


@pytest.fixture
def room(loaded: Flask) -> Classroom:
    """A class of two pupils."""
    return classroom_in(loaded)


class Teacher:
    """A teacher's browser at a class."""

    def __init__(self, app: Flask, room: Classroom) -> None:
        self.browser, self.at = room.teacher.browser(app), f"/classes/{room.public_id}"
        self.token = self.browser.token()

    def get(self, path: str = "") -> TestResponse:
        return self.browser.client.get(self.at + path)

    def post(self, path: str, **form: str) -> TestResponse:
        return self.browser.client.post(self.at + path, data={"csrf_token": self.token, **form})


@pytest.fixture
def teacher(loaded: Flask, room: Classroom) -> Teacher:
    """Who teaches the class."""
    return Teacher(loaded, room)


def rows(app: Flask) -> list[Any]:
    """All there is about classes."""
    with app.app_context():
        return [tuple(row) for model in TABLES for row in db.session.execute(select(model.__table__))]


def one(app: Flask, statement: Any) -> Any:
    with app.app_context():
        return db.session.execute(statement).one()


def class_row(app: Flask, room: Classroom) -> Any:
    return one(app, select(SchoolClass.__table__).where(SchoolClass.id == room.id))


def member_path(app: Flask, room: Classroom, number: int = 0) -> str:
    row = one(app, select(Member.public_id).where(Member.id == room.pupils[number].member_id))
    return f"/members/{row.public_id}"


def names(app: Flask, room: Classroom) -> list[str]:
    with app.app_context():
        found = select(Member.name).where(Member.class_id == room.id, Member.removed_at.is_(None)).order_by(Member.id)
        return list(db.session.scalars(found))


def test_a_class_is_made_once_and_has_a_code(loaded: Flask, teacher: Teacher) -> None:
    before = len(rows(loaded))
    form = {"csrf_token": teacher.token, "name": "  10b  English "}
    first, second = (teacher.browser.client.post("/classes", data=form) for _ in range(2))
    assert (first.status_code, first.location) == (303, second.location), "a double click makes one"
    assert len(rows(loaded)) == before + 2
    made = one(loaded, select(SchoolClass).where(SchoolClass.name == "10b English"))[0]
    assert re.fullmatch("[A-HJKMNP-Z]{6}", made.code)
    page = teacher.browser.client.get(first.location).text
    assert f"{made.code[:3]} {made.code[3:]}" in page
    assert "Nobody has joined yet" in page
    assert teacher.browser.client.post("/classes", data={**form, "name": "x" * 61}).status_code == 422


def test_codes_change_close_and_end(loaded: Flask, room: Classroom, teacher: Teacher) -> None:
    assert teacher.post("/code").status_code == 303
    first = class_row(loaded, room).code
    teacher.post("/code")
    second = class_row(loaded, room).code
    assert first != second
    stranger = Player(loaded).client
    assert (stranger.get(f"/join/{first}").status_code, stranger.get(f"/join/{second}").status_code) == (404, 200)
    teacher.post("/joining", open="")
    assert teacher.get("/poster").status_code == 404
    assert "Joining is closed" in teacher.get().text
    teacher.post("/joining", open="y")
    assert teacher.get("/poster").status_code == 200
    teacher.post("/archive", archived="y")
    assert class_row(loaded, room).code is None
    teacher.post("/code")
    assert class_row(loaded, room).code is None, "an archived class has no code"
    assert room.pupils[0].browser(loaded).client.get(teacher.at).status_code == 200, "its pupils still see it"
    teacher.post("/archive", archived="")
    assert (class_row(loaded, room).open, len(class_row(loaded, room).code)) == (False, 6)


def test_name_keeping_and_teachers(loaded: Flask, room: Classroom, teacher: Teacher) -> None:
    assert teacher.post("/name", name="11c").status_code == 303
    assert teacher.post("/name", name=" ").status_code == 422
    assert teacher.post("/keeping", keeps="y").status_code == 303
    assert (class_row(loaded, room).name, class_row(loaded, room).keeps) == ("11c", True)
    assert teacher.post("/leave").status_code == 409
    other = classroom_in(loaded)
    colleague = Teacher(loaded, other)
    colleague.at = teacher.at
    assert colleague.get().status_code == 404
    assert teacher.post("/teachers", teacher=room.pupils[0].name).status_code == 422, "no account"
    for _ in range(2):
        assert teacher.post("/teachers", teacher=other.teacher.name.upper()).status_code == 303
    assert colleague.get("/settings").status_code == 200
    assert teacher.post("/leave").status_code == 303
    assert teacher.get().status_code == 404
    assert colleague.post("/leave").status_code == 409
    with loaded.app_context():
        write(db.session())
        db.session.get_one(User, other.teacher.user_id).role = "learner"
        db.session.commit()
    assert colleague.get().status_code == 404, "who is no teacher any more teaches nobody"


def test_a_roster_makes_members_with_codes_or_nobody(loaded: Flask, room: Classroom, teacher: Teacher) -> None:
    before = rows(loaded)
    refused = teacher.post("/roster", names="Yara\nPUPIL 1\n...\nyara")
    assert refused.status_code == 422
    told = re.findall(r"<strong>Line (\d+):", refused.text)
    assert told == ["2", "3", "4"], "all problems at once"
    assert "PUPIL 1" in refused.text, "what was typed is still there"
    assert rows(loaded) == before
    made = teacher.post("/roster", names="name\nYara\nRavi <b>")
    assert made.status_code == 200
    codes = PERSONAL.findall(made.text)
    assert len(set(codes)) == 2
    assert made.text.count('class="qr"') == 2
    assert "<b>" not in made.text
    assert names(loaded, room) == ["Pupil 1", "Pupil 2", "Yara", "Ravi <b>"]
    assert "not yet" in teacher.get().text
    phone = Player(loaded)
    back = phone.client.post("/join/again", data={"csrf_token": phone.token(), "code": codes[0]})
    assert "You are Yara here." in phone.client.get(back.location).text
    assert teacher.get().text.count("not yet") == 1
    teacher.post("/archive", archived="y")
    assert teacher.post("/roster", names="Noor").status_code == 422


def test_a_class_is_not_filled_beyond_its_room(loaded: Flask, room: Classroom, teacher: Teacher) -> None:
    for start in (0, 200):
        assert teacher.post("/roster", names="\n".join(f"N{n}" for n in range(start, start + 200))).status_code == 200
    refused = teacher.post("/roster", names="\n".join(f"N{n}" for n in range(400, 500)))
    assert (refused.status_code, "98 places are left" in refused.text) == (422, True)
    assert len(names(loaded, room)) == 402 < MOST_MEMBERS


def test_a_pupil_is_renamed_and_given_time(loaded: Flask, room: Classroom, teacher: Teacher) -> None:
    path = member_path(loaded, room)
    assert teacher.post(f"{path}/name", name="PUPIL 2").status_code == 422
    assert teacher.post(f"{path}/name", name="pupil 1").status_code == 303, "their own name may be written otherwise"
    assert [teacher.post(f"{path}/extra", percent=typed).status_code for typed in ("25 %", "-1", "301", "", "x")] == [
        303,
        *[422] * 4,
    ]
    row = one(loaded, select(Member.name, Member.extra_percent).where(Member.id == room.pupils[0].member_id))
    assert tuple(row) == ("pupil 1", 25)
    assert "25 % more time" in teacher.get().text


def test_who_is_removed_comes_back_only_when_let_in(loaded: Flask, room: Classroom, teacher: Teacher) -> None:
    path, pupil = member_path(loaded, room), room.pupils[0].browser(loaded)
    code = PERSONAL.findall(teacher.post(f"{path}/code").text)[0]
    pupil.client.post("/join/again", data={"csrf_token": pupil.token(), "code": code})
    assert pupil.client.get(teacher.at).status_code == 200
    assert teacher.post(f"{path}/presence").status_code == 422, "asked first"
    assert teacher.post(f"{path}/presence", sure="y").status_code == 303
    assert names(loaded, room) == ["Pupil 2"]
    assert pupil.client.get(teacher.at).status_code == 404
    again = Player(loaded)
    assert again.client.post("/join/again", data={"csrf_token": again.token(), "code": code}).status_code == 422
    assert "1 pupil was removed" in teacher.get().text
    teacher.post("/roster", names="Pupil 1")
    assert teacher.post(f"{path}/presence", present="y").status_code == 303
    assert names(loaded, room) == ["Pupil 1 2", "Pupil 2", "Pupil 1"]
    assert pupil.client.get(teacher.at).status_code == 200
    assert again.client.post("/join/again", data={"csrf_token": again.token(), "code": code}).status_code == 303


def test_a_new_code_ends_the_old_one_and_all_browsers(loaded: Flask, room: Classroom, teacher: Teacher) -> None:
    path, pupil = member_path(loaded, room), room.pupils[0].browser(loaded)
    first = PERSONAL.findall(teacher.post(f"{path}/code").text)[0]
    assert pupil.client.get(teacher.at).status_code == 404
    second = PERSONAL.findall(teacher.post(f"{path}/code").text)[0]
    new = Player(loaded)
    statuses = [
        new.client.post("/join/again", data={"csrf_token": new.token(), "code": code}).status_code
        for code in (first, second)
    ]
    assert statuses == [422, 303]


def test_no_code_opens_another_teachers_class(loaded: Flask, room: Classroom, teacher: Teacher) -> None:
    other = classroom_in(loaded)
    with loaded.app_context():
        write(db.session())
        both = Member(
            class_id=other.id,
            learner_id=room.pupils[0].learner_id,
            name="Sami",
            joined_at=datetime.now(UTC),
            removed_at=None,
        )
        db.session.add(both)
        db.session.commit()
    refused = teacher.post(f"{member_path(loaded, room)}/code")
    assert (refused.status_code, PERSONAL.findall(refused.text)) == (409, [])
    assert room.pupils[0].browser(loaded).client.get(teacher.at).status_code == 200, "their browsers stay"


def class_routes(app: Flask) -> list[tuple[str, str, set[str]]]:
    """Every route of a class that is not its pupils' own page."""
    return [
        (method, rule.rule, set(rule.arguments))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
        if rule.rule.startswith("/classes/<class_id>") and rule.arguments <= {"class_id", "member_id"}
    ]


FORM = {
    **{"name": "Mine", "names": "Mine", "open": "y", "keeps": "y", "archived": "y", "present": "y", "sure": "y"},
    **{"percent": "50"},
}


def test_nobody_sees_or_changes_a_class_of_somebody_else(
    loaded: Flask, room: Classroom, new_player: Callable[[], Player]
) -> None:
    """Another teacher, pupils of the class itself, and a stranger, on every route; also with a pupil of their own."""
    other = classroom_in(loaded)
    member = member_path(loaded, room).split("/")[-1]
    own_member = member_path(loaded, other).split("/")[-1]
    before, routes = rows(loaded), class_routes(loaded)
    assert len(routes) > 15
    people = {
        "teacher": other.teacher.browser(loaded),
        "pupil": room.pupils[0].browser(loaded),
        "stranger": new_player(),
    }
    for who, browser in people.items():
        token = browser.token()
        for method, rule, arguments in routes:
            path = rule.replace("<class_id>", room.public_id).replace("<member_id>", member)
            own_page = who == "pupil" and rule == "/classes/<class_id>"
            found = browser.client.open(path, method=method, data={"csrf_token": token, **FORM})
            assert found.status_code == (200 if own_page else 404), (who, method, rule)
            if "member_id" in arguments:
                for class_id, member_id in ((other.public_id, member), (room.public_id, own_member)):
                    path = rule.replace("<class_id>", class_id).replace("<member_id>", member_id)
                    found = browser.client.open(path, method=method, data={"csrf_token": token, **FORM})
                    assert found.status_code == 404, (who, method, path)
    assert rows(loaded) == before


def test_a_pupil_sees_no_code_and_no_other_names(loaded: Flask, room: Classroom, teacher: Teacher) -> None:
    teacher.post("/code")
    page = room.pupils[0].browser(loaded).client.get(teacher.at).text
    assert "Pupil 1" in page
    assert "Pupil 2" not in page
    assert class_row(loaded, room).code not in page.replace(" ", "")


def test_the_header_offers_classes_to_whom_it_may_concern(loaded: Flask, room: Classroom) -> None:
    link = 'href="/classes"'
    assert link in room.teacher.browser(loaded).client.get("/").text
    assert link in room.pupils[0].browser(loaded).client.get("/").text
    alone = Player(loaded)
    alone.start(length="1")
    assert link not in alone.client.get("/").text
    assert link not in Player(loaded).client.get("/").text
    with loaded.app_context():
        write(db.session())
        pupil_in(db.session(), room.id, "Late", datetime.now(UTC))
        db.session.rollback()
