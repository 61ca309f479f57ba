"""Joining a class and coming back, on both databases."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fixtures.classroom import Classroom, classroom_in
from fixtures.player import Player
from flask import Flask
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from quizapp.actions import limit
from quizapp.storage.database import write
from quizapp.storage.models import Learner, Member, Room, SchoolClass, Tally
from quizapp.web.database import db
from quizapp.web.join import gate

PERSONAL = re.compile(r'class="personal">([A-Z ]{19})<')
CODE = "KMPXYZ"


@pytest.fixture
def room(loaded: Flask) -> Classroom:
    """A class of two pupils, open to newcomers by CODE."""
    made = classroom_in(loaded)
    change(loaded, made, code=CODE)
    return made


def change(app: Flask, room: Classroom, **values: object) -> None:
    with app.app_context():
        write(db.session())
        db.session.execute(update(SchoolClass).where(SchoolClass.id == room.id).values(**values))
        db.session.commit()


def join(player: Player, name: str = "", code: str = CODE, **more: str) -> tuple[int, str]:
    """Join by the code; the status, and the page or where it leads."""
    token = player.token()
    response = player.client.post(f"/join/{code}", data={"csrf_token": token, "name": name, **more})
    return response.status_code, response.location or response.text


def members(app: Flask, room: Classroom) -> dict[str, Member]:
    with app.app_context():
        rows = db.session.scalars(select(Member).where(Member.class_id == room.id)).all()
        db.session.expunge_all()
    return {row.name: row for row in rows}


def guests(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Learner)) or 0


def try_code(player: Player, code: str) -> int:
    return player.client.post("/join", data={"csrf_token": player.token(), "code": code}).status_code


def test_a_stranger_joins_by_name_and_comes_back_by_the_personal_code(loaded: Flask, room: Classroom) -> None:
    phone, before = Player(loaded), guests(loaded)
    assert phone.client.get(f"/join/{CODE}").status_code == 200
    assert guests(loaded) == before, "looking makes nobody"
    found = phone.client.post("/join", data={"csrf_token": phone.token(), "code": "kmp xyz"})
    assert found.status_code == 303
    assert found.location.startswith(f"/join/{CODE}?k=")
    status, page = join(phone, "Zoë")
    assert (status, guests(loaded)) == (200, before + 1)
    personal = PERSONAL.search(page)
    assert personal
    assert "Zoë" in members(loaded, room)
    code_hash = members(loaded, room)["Zoë"].code_hash
    assert code_hash
    assert personal[1] not in code_hash
    own = phone.client.get(f"/classes/{room.public_id}")
    assert "You are Zoë here." in own.text
    assert personal[1] not in own.text, "shown once"
    assert 'href="/classes"' in own.text

    other = Player(loaded)
    assert other.client.get(f"/classes/{room.public_id}").status_code == 404
    back = other.client.post("/join", data={"csrf_token": other.token(), "code": personal[1].lower()})
    assert (back.status_code, back.location) == (303, f"/classes/{room.public_id}")
    assert "You are Zoë here." in other.client.get(back.location).text
    assert guests(loaded) == before + 1


def test_a_slip_asks_before_it_lets_in(loaded: Flask, room: Classroom) -> None:
    _, page = join(Player(loaded), "Zoë")
    personal = PERSONAL.search(page)
    assert personal
    other = Player(loaded)
    asked = other.client.get(f"/join/again/{personal[1].replace(' ', '')}")
    assert "Are you Zoë?" in asked.text
    assert other.client.get(f"/classes/{room.public_id}").status_code == 404
    back = other.client.post("/join/again", data={"csrf_token": other.token(), "code": personal[1]})
    assert back.status_code == 303
    assert other.client.get(back.location).status_code == 200


def test_who_is_in_already_goes_straight_in_and_stays_as_they_are(loaded: Flask, room: Classroom) -> None:
    change(loaded, room, open=False)
    pupil = room.pupils[0].browser(loaded)
    shown = pupil.client.get(f"/join/{CODE}")
    assert (shown.status_code, shown.location) == (303, f"/classes/{room.public_id}")
    assert join(pupil, "Somebody else") == (303, f"/classes/{room.public_id}")
    assert set(members(loaded, room)) == {"Pupil 1", "Pupil 2"}


@pytest.mark.parametrize(
    ("name", "status", "word"),
    [
        ("pupil  1", 409, "has a name like this"),
        ("PÚPIL-1", 409, "has a name like this"),
        ("<b>", 200, "You are in"),
        ("x" * 25, 422, "1 to 24"),
        ("...", 422, "letter or digit"),
        ("fuck", 422, "will not do"),
    ],
)
def test_names_are_harmless_and_not_alike(loaded: Flask, room: Classroom, name: str, status: int, word: str) -> None:
    before, phone = guests(loaded), Player(loaded)
    found, page = join(phone, name)
    assert (found, word in page) == (status, True)
    assert guests(loaded) == before + (status == 200), "who is not let in is nobody"
    assert "<b>" not in page


def test_a_made_name_is_like_none_in_the_class(loaded: Flask, room: Classroom) -> None:
    for _ in range(5):
        assert join(Player(loaded))[0] == 200
    assert len({name.casefold() for name in members(loaded, room)}) == 7


def test_an_account_joins_without_a_personal_code(loaded: Flask, room: Classroom) -> None:
    teacher = classroom_in(loaded).teacher
    browser = teacher.browser(loaded)
    assert join(browser, "Ada") == (303, f"/classes/{room.public_id}")
    assert members(loaded, room)["Ada"].code_hash is None
    assert "You are Ada here." in browser.client.get(f"/classes/{room.public_id}").text


def test_closed_removed_and_archived_say_so(loaded: Flask, room: Classroom) -> None:
    change(loaded, room, open=False)
    stranger = Player(loaded)
    assert "closed this class to newcomers" in stranger.client.get(f"/join/{CODE}").text
    assert join(stranger, "Zoë")[0] == 409
    change(loaded, room, open=True)
    with loaded.app_context():
        write(db.session())
        out = update(Member).where(Member.id == room.pupils[0].member_id)
        db.session.execute(out.values(removed_at=datetime.now(UTC)))
        db.session.commit()
    status, page = join(room.pupils[0].browser(loaded), "Anew")
    assert (status, "Only whoever invited you can let you back in" in page) == (409, True)
    change(loaded, room, code=None, archived_at=datetime.now(UTC))
    assert stranger.client.get(f"/join/{CODE}").status_code == 404
    assert join(stranger, "Zoë")[0] == 404


def fill(app: Flask, what: str, of: str, count: int, now: datetime) -> None:
    """Pretend that something was counted so often this minute."""
    with app.app_context():
        write(db.session())
        subject = limit.subject(str(app.secret_key), what, of)
        minute = now.replace(second=0, microsecond=0)
        db.session.add(Tally(subject=subject, minute=minute, count=count))
        db.session.commit()


def test_wrong_codes_are_limited_by_address_and_by_the_minute(
    loaded: Flask, room: Classroom, frozen: Callable[..., None]
) -> None:
    now = datetime(2026, 11, 28, 10, 0, 30, tzinfo=UTC)
    frozen(now)
    fill(loaded, "wrong code from", "127.0.0.1", gate.PER_ADDRESS - 2, now)
    guesser = Player(loaded)
    assert [try_code(guesser, code) for code in ("AAAAAA", "hello", "AAAAAB", CODE)] == [422, 422, 429, 429]
    assert guesser.client.get(f"/join/{CODE}").status_code == 429
    assert guesser.client.get("/join/AAAAAA").status_code == 429
    frozen(now + timedelta(minutes=1))
    assert try_code(guesser, CODE) == 303


def test_all_together_are_limited_too(loaded: Flask, room: Classroom, frozen: Callable[..., None]) -> None:
    now = datetime(2026, 11, 28, 10, 0, 30, tzinfo=UTC)
    frozen(now)
    fill(loaded, "wrong code", "anybody", gate.OVERALL, now)
    assert try_code(Player(loaded), "AAAAAA") == 429
    assert try_code(Player(loaded), CODE) == 429


def test_who_is_not_guessing_is_never_refused(loaded: Flask, room: Classroom, frozen: Callable[..., None]) -> None:
    """By a QR code, as a member of a class, and where a teacher shows the code."""
    now = datetime(2026, 11, 28, 10, 0, 30, tzinfo=UTC)
    frozen(now)
    fill(loaded, "wrong code from", "127.0.0.1", gate.PER_ADDRESS, now)
    with loaded.test_request_context():
        key = gate.key(CODE)
    scanned = Player(loaded)
    assert scanned.client.get(f"/join/{CODE}?k={key}").status_code == 200
    assert scanned.client.get(f"/join/{CODE}?k={key[:-1]}0").status_code in (429, 200 if key.endswith("0") else 429)
    assert join(scanned, "Zoë", k=key)[0] == 200
    assert try_code(classroom_in(loaded).pupils[0].browser(loaded), CODE) == 303
    assert try_code(Player(loaded), CODE) == 429
    shown = room.teacher.browser(loaded).client.get(f"/classes/{room.public_id}/poster")
    assert f"/join/{CODE}?k={key}" not in shown.text, "it is in the QR code"
    assert try_code(Player(loaded), CODE) == 303
    elsewhere = Player(loaded)
    elsewhere.client.environ_base["REMOTE_ADDR"] = "10.0.0.9"
    fill(loaded, "wrong code from", "10.0.0.9", gate.PER_ADDRESS, now)
    assert try_code(elsewhere, CODE) == 429
    assert try_code(Player(loaded), "AAAAAA") == 429


def test_two_hundred_join_from_one_address_while_wrong_codes_get_nowhere(
    loaded: Flask, room: Classroom, frozen: Callable[..., None]
) -> None:
    """With 25 wrong codes to each right one, at a tenth of the size; the guesser tries the right code, too."""
    frozen(datetime(2026, 11, 28, 10, 0, 30, tzinfo=UTC))
    assert room.teacher.browser(loaded).client.get(f"/classes/{room.public_id}").status_code == 200
    guesser = Player(loaded)
    guesser.client.environ_base["REMOTE_ADDR"] = "10.0.0.9"
    token, wrong = guesser.token(), []
    for number in range(20):
        assert try_code(pupil := Player(loaded), CODE) == 303
        assert join(pupil)[0] == 200
        for guess in range(25):
            code = "".join("ABCDEFGHJK"[int(digit)] for digit in f"{number * 25 + guess:06d}")
            wrong.append(guesser.client.post("/join", data={"csrf_token": token, "code": code}).status_code)
    assert len(members(loaded, room)) == 22
    assert wrong == [422] * gate.PER_ADDRESS + [429] * (500 - gate.PER_ADDRESS)
    assert guesser.client.post("/join", data={"csrf_token": token, "code": CODE}).status_code == 429


def personal_code(app: Flask, name: str) -> tuple[Player, str]:
    """Somebody who joins under a name: their browser and their personal code."""
    player = Player(app)
    found = PERSONAL.search(join(player, name)[1])
    assert found
    return player, found[1]


def come_back(player: Player, code: str, **more: str) -> TestResponse:
    return player.client.post("/join/again", data={"csrf_token": player.token(), "code": code, **more})


def test_a_guest_leaves_a_browser_only_if_they_can_come_back(loaded: Flask, room: Classroom) -> None:
    pupil, code = personal_code(loaded, "Zoë")
    pupil.client.post("/account/log-out", data={"csrf_token": pupil.token()})
    assert pupil.client.get(f"/classes/{room.public_id}").status_code == 404
    assert come_back(pupil, code).status_code == 303
    assert pupil.client.get(f"/classes/{room.public_id}").status_code == 200
    alone = Player(loaded)
    alone.start(length="1")
    alone.client.post("/account/log-out", data={"csrf_token": alone.token()})
    assert alone.client.get(alone.path("1")).status_code == 200


@pytest.mark.parametrize("choice", ["add", "leave"])
def test_what_a_browser_did_before_is_asked_about(loaded: Flask, room: Classroom, choice: str) -> None:
    _, code = personal_code(loaded, "Zoë")
    browser = Player(loaded)
    browser.start(length="2")
    browser.answer(1)
    asked = come_back(browser, code)
    assert (asked.status_code, "1 answer of a guest" in asked.text) == (200, True)
    assert browser.client.get(f"/classes/{room.public_id}").status_code == 404
    assert come_back(browser, code, choice=choice).status_code == 303
    assert "You are Zoë here." in browser.client.get(f"/classes/{room.public_id}").text
    assert browser.client.get(browser.path("1")).status_code == (200 if choice == "add" else 404)
    assert come_back(Player(loaded), code).status_code == 303


@pytest.mark.parametrize("choice", ["add", "leave"])
def test_an_account_is_asked_before_the_place_becomes_its_own(loaded: Flask, room: Classroom, choice: str) -> None:
    _, code = personal_code(loaded, "Zoë")
    account = classroom_in(loaded).teacher.browser(loaded)
    account.start(length="1")
    assert "You are logged in as Teacher" in come_back(account, code).text
    assert come_back(account, code, choice=choice).status_code == 303
    assert "You are Zoë here." in account.client.get(f"/classes/{room.public_id}").text
    assert ("Log out" in account.client.get("/account").text) == (choice == "add")
    assert come_back(Player(loaded), code).status_code == (422 if choice == "add" else 303), "an account needs no code"


def sign_up(player: Player, name: str) -> None:
    form = {"csrf_token": player.token(), "name": name, "password": "tall ships 1900"}
    assert player.client.post("/account/sign-up", data=form).status_code == 303


def test_a_pupil_who_signs_up_keeps_the_class(loaded: Flask, room: Classroom) -> None:
    pupil, code = personal_code(loaded, "Zoë")
    sign_up(pupil, "zoe")
    assert "with your account" in pupil.client.get(f"/classes/{room.public_id}").text
    assert come_back(Player(loaded), code).status_code == 422, "no slip of paper opens an account"


def test_a_pupil_who_logs_in_is_asked_and_takes_the_class_along(loaded: Flask, room: Classroom) -> None:
    sign_up(Player(loaded), "zoe")
    pupil, _ = personal_code(loaded, "Zoë")
    form = {"csrf_token": pupil.token(), "login": "zoe", "password": "tall ships 1900"}
    asked = pupil.client.post("/account/log-in", data=form)
    token = re.search(r'name="token" value="([^"]+)"', asked.text)
    assert token, "though nothing was answered yet"
    pupil.client.post("/account/log-in/guest", data={"csrf_token": pupil.token(), "token": token[1], "choice": "add"})
    assert "with your account" in pupil.client.get(f"/classes/{room.public_id}").text
    assert members(loaded, room)["Zoë"].code_hash is None


def test_a_guest_who_answers_is_kept_from_then_on(loaded: Flask, room: Classroom, frozen: Callable[..., None]) -> None:
    start = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
    frozen(start)
    pupil, _ = personal_code(loaded, "Zoë")
    pupil.start(length="3")
    learner_id = members(loaded, room)["Zoë"].learner_id

    def kept() -> timedelta:
        with loaded.app_context():
            expires = db.session.scalar(select(Learner.expires_at).where(Learner.id == learner_id))
        assert expires
        return expires - start

    assert kept() == timedelta(days=30)
    frozen(start + timedelta(hours=1))
    pupil.answer(1)
    assert kept() == timedelta(days=30), "not with every answer"
    frozen(start + timedelta(days=2))
    pupil.answer(2)
    assert kept() == timedelta(days=32)


def test_a_code_of_a_live_quiz_leads_there_and_is_never_refused_where_it_was_opened(
    loaded: Flask, room: Classroom, frozen: Callable[..., None]
) -> None:
    now = datetime.now(UTC)
    frozen(now)
    host = room.teacher.browser(loaded)
    form = {"csrf_token": host.token(), "bank": "farhaven", "length": "3", "seconds": "30"}
    opened = host.client.post("/rooms", data=form)
    assert opened.status_code == 303, opened.text
    game = opened.location.rsplit("/", 1)[-1]
    with loaded.app_context():
        code = db.session.scalar(select(Room.code))
    assert code
    fill(loaded, "wrong code from", "127.0.0.1", gate.PER_ADDRESS, now)
    fill(loaded, "wrong code from", "10.0.0.9", gate.PER_ADDRESS, now)
    pupil, elsewhere = Player(loaded), Player(loaded)
    elsewhere.client.environ_base["REMOTE_ADDR"] = "10.0.0.9"
    found = pupil.client.post("/join", data={"csrf_token": pupil.token(), "code": code})
    assert (found.status_code, found.location) == (303, f"/play/{game}")
    assert pupil.client.get(f"/join/{code}").location == f"/play/{game}"
    assert try_code(elsewhere, code) == 429
