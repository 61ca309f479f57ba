"""Administrators look people up, add them and give them roles; the owner link makes the first of them."""

import re
from datetime import timedelta

import pytest
from fixtures.banks import NOW
from fixtures.player import Player
from sqlalchemy import select
from web.test_account import PASSWORD, NewPlayer, cheap, sign_up
from web.test_account import send as send_account
from werkzeug.test import TestResponse

from quizapp.actions import owner, tokens
from quizapp.actions.accounts import create_user, new_learner, set_role
from quizapp.storage import people, users
from quizapp.storage.database import write
from quizapp.storage.models import Audit, Learner, Token, User
from quizapp.web.database import db

__all__ = ["cheap"]
SETTINGS = {
    **{"new_a_day": "7", "order": "topic", "forms": "typed", "retention": "85", "zone": "UTC", "rollover": "3"},
    **{"ready_by": "", "ready_bank": ""},
}
LINK = re.compile(r">http://localhost(/account/reset/[\w-]{22})<")


def send(player: Player, path: str, **fields: str) -> TestResponse:
    return player.client.post(path, data={"csrf_token": player.token(), **fields})


def give(player: Player, role: str, login: str = "ada lund") -> str:
    """Give somebody a role behind the app's back; returns their public id."""
    with player.app.app_context():
        account = users.by_login(db.session(), login)
        assert account
        set_role(db.session(), account.public_id, role)
        db.session.commit()
    return account.public_id


def role_of(player: Player, login: str) -> str:
    with player.app.app_context():
        account = users.by_login(db.session(), login)
        assert account
        return account.role


def audits(player: Player) -> list[tuple[str, str, str]]:
    with player.app.app_context():
        rows = db.session.execute(select(Audit.who, Audit.action, Audit.subject).order_by(Audit.id))
        return [(row.who, row.action, row.subject) for row in rows]


@pytest.fixture
def ada(player: Player) -> Player:
    """An administrator."""
    sign_up(player)
    give(player, "administrator")
    return player


def owner_link(player: Player, lasts: timedelta = timedelta(days=3650)) -> str:
    """The address that a start of the server would print."""
    with player.app.app_context():
        session = db.session()
        write(session)
        secret = owner.offer(session, NOW + lasts - tokens.OWNER_LASTS)
        session.commit()
    assert secret
    return f"/owner/{secret}"


# -- people


def test_the_way_in_is_on_the_account_page(ada: Player, new_player: NewPlayer) -> None:
    assert "/people" in ada.client.get("/account").text
    bo = new_player()
    sign_up(bo, "Bo Berg")
    assert "/people" not in bo.client.get("/account").text
    assert bo.client.get("/people").status_code == 404


def test_people_are_found_by_name_and_address(ada: Player, new_player: NewPlayer) -> None:
    sign_up(new_player(), "Bo Berg", email="bo@example.org")
    new_player().start()
    page = ada.client.get("/people").text
    assert "2 accounts" in page
    assert "Ada Lund" in page
    assert "Bo Berg" in page
    assert "Ada Lund" not in ada.client.get("/people?q=BO@").text
    assert "Bo Berg" in ada.client.get("/people?q=BO@").text
    assert "Nobody" in ada.client.get("/people?q=%25").text
    assert ada.client.get("/people?q=%00&after=%00").status_code == 200


def test_many_people_come_a_page_at_a_time(ada: Player) -> None:
    with ada.app.app_context():
        for number in range(people.PAGE + 1):
            user = create_user(db.session(), f"Cy {number:03}", "", "!", "learner", NOW)
            new_learner(db.session(), user, NOW)
        db.session.commit()
    first = ada.client.get("/people?q=cy").text
    assert first.count("Cy 0") == people.PAGE
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert more
    rest = ada.client.get(more[1].replace("&amp;", "&")).text
    assert "Cy 050" in rest
    assert rest.count("Cy 0") == 1
    assert 'rel="next"' not in rest


def test_a_new_user_sets_the_password_by_the_link(ada: Player, new_player: NewPlayer) -> None:
    page = send(ada, "/people/new", name="Bo  Berg", email="bo@example.org", role="teacher")
    link = LINK.search(page.text)
    assert link, page.text
    assert "7 days" in page.text or "seven days" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    bo = new_player()
    assert send_account(bo, "log-in", login="bo berg", password="!").status_code == 422
    assert send(bo, link[1], password=PASSWORD).status_code == 303
    assert "Bo Berg" in bo.client.get("/account").text
    assert role_of(ada, "bo@example.org") == "teacher"
    assert audits(ada)[-1][1] == "add user"


def zone_of(ada: Player, email: str) -> str:
    with ada.app.app_context():
        of = select(Learner.zone).join(User, User.id == Learner.user_id).where(User.email == email)
        return db.session.scalars(of).one()


def test_who_was_invited_lives_in_the_zone_of_their_browser(ada: Player, new_player: NewPlayer) -> None:
    link = LINK.search(send(ada, "/people/new", name="Bo Berg", email="bo@example.org", role="teacher").text)
    assert link
    bo = new_player()
    assert "data-zone" in bo.client.get(link[1]).text
    send(bo, link[1], password=PASSWORD, zone="Asia/Tokyo")
    assert zone_of(ada, "bo@example.org") == "Asia/Tokyo"
    send_account(new_player(), "log-in", login="bo berg", password=PASSWORD, zone="Europe/Paris")
    assert zone_of(ada, "bo@example.org") == "Asia/Tokyo"


def test_a_zone_is_taken_at_log_in_only_where_none_was_given_or_chosen(ada: Player, new_player: NewPlayer) -> None:
    bo = new_player()
    sign_up(bo, "Bo Berg", email="bo@example.org")
    assert "data-zone" in new_player().client.get("/account/log-in").text
    for zone in ("", "Nowhere/Land"):
        send_account(new_player(), "log-in", login="bo berg", password=PASSWORD, zone=zone)
    assert zone_of(ada, "bo@example.org") == "UTC"
    send(bo, "/settings", **SETTINGS)
    send_account(new_player(), "log-in", login="bo berg", password=PASSWORD, zone="Asia/Tokyo")
    assert zone_of(ada, "bo@example.org") == "UTC"


def test_what_cannot_be_added_is_told(ada: Player) -> None:
    assert send(ada, "/people/new", name="ADA lund", role="learner").status_code == 409
    assert send(ada, "/people/new", name="b", role="learner").status_code == 422
    assert send(ada, "/people/new", name="Bo Berg", email="nowhere").status_code == 422
    assert send(ada, "/people/new", name="Bo Berg", role="king").status_code == 400
    with ada.app.app_context():
        assert len(users.everyone(db.session())) == 1


def test_a_role_is_changed_at_once_and_written_down(ada: Player, new_player: NewPlayer) -> None:
    bo = new_player()
    sign_up(bo, "Bo Berg")
    person = give(ada, "learner", "bo berg")
    assert send(ada, f"/people/{person}/role", role="administrator").status_code == 303
    assert bo.client.get("/people").status_code == 200
    assert send(ada, f"/people/{person}/role", role="editor").status_code == 303
    assert bo.client.get("/people").status_code == 404
    assert send(ada, f"/people/{person}/role", role="king").status_code == 400
    assert send(ada, "/people/nobody/role", role="editor").status_code == 404
    admin = give(ada, "administrator")
    assert audits(ada)[-2:] == [(admin, "role", person)] * 2


def test_the_last_administrator_stays(ada: Player, new_player: NewPlayer) -> None:
    own = give(ada, "administrator")
    refused = send(ada, f"/people/{own}/role", role="learner")
    assert refused.status_code == 409
    assert "last administrator" in refused.text
    assert role_of(ada, "ada lund") == "administrator"
    sign_up(new_player(), "Bo Berg")
    bo = give(ada, "administrator", "bo berg")
    assert send(ada, f"/people/{own}/role", role="learner").location == "/account"
    assert send(ada, f"/people/{bo}/role", role="learner").status_code == 404
    assert role_of(ada, "bo berg") == "administrator"


def test_a_link_for_who_forgot(ada: Player, new_player: NewPlayer) -> None:
    bo = new_player()
    sign_up(bo, "Bo Berg")
    person = give(ada, "learner", "bo berg")
    links = [LINK.search(send(ada, f"/people/{person}/link").text) for _ in range(2)]
    assert links[0]
    assert links[1]
    assert new_player().client.get(links[0][1]).status_code == 404
    assert send(new_player(), links[1][1], password="long boats 2026").status_code == 303
    assert "Bo Berg" not in bo.client.get("/account").text
    assert [action for _, action, _ in audits(ada)] == ["password link"] * 2
    assert links[1][1] not in ada.client.get(f"/people/{person}").text


# -- the owner link


def test_a_stranger_becomes_the_owner_once(player: Player, new_player: NewPlayer) -> None:
    link = owner_link(player)
    assert "Sign up as administrator" in player.client.get(link).text
    assert counted(player) == (0, 0)
    assert send(player, link, name="Ada Lund", password="short").status_code == 422
    assert send(player, link, name="Ada Lund", password=PASSWORD).status_code == 303
    assert player.client.get("/people").status_code == 200
    other = new_player()
    assert other.client.get(link).status_code == 404
    assert send(other, link, name="Bo Berg", password=PASSWORD).status_code == 404
    assert counted(player) == (1, 1)
    assert [action for _, action, _ in audits(player)] == ["owner link"]


def counted(player: Player) -> tuple[int, int]:
    with player.app.app_context():
        return len(db.session.scalars(select(User)).all()), len(db.session.scalars(select(Learner)).all())


def test_a_guest_keeps_what_they_answered(player: Player, new_player: NewPlayer) -> None:
    player.start()
    player.answer(1)
    old = player.client.get_cookie("quizapp")
    assert send(player, owner_link(player), name="Ada Lund", password=PASSWORD).status_code == 303
    assert player.client.get(player.path("1")).status_code == 200
    assert player.client.get("/people").status_code == 200
    thief = new_player()
    assert old
    thief.client.set_cookie("quizapp", old.value)
    assert thief.client.get("/people").status_code == 404


def test_a_user_presses_one_button(player: Player) -> None:
    sign_up(player)
    link = owner_link(player)
    page = player.client.get(link).text
    assert "logged in as Ada Lund" in page
    assert 'type="password"' not in page
    assert send(player, link).location == "/people"
    assert role_of(player, "ada lund") == "administrator"
    assert player.client.get(link).status_code == 404


def test_a_name_that_is_taken_leaves_the_link_alive(player: Player, new_player: NewPlayer) -> None:
    sign_up(player)
    link = owner_link(player)
    assert send(new_player(), link, name="ada lund", password=PASSWORD).status_code == 409
    assert send(player, link).status_code == 303


def test_the_link_dies(player: Player, new_player: NewPlayer) -> None:
    first = owner_link(player)
    second = owner_link(player)
    assert player.client.get(first).status_code == 404
    assert player.client.get(second).status_code == 200
    late = owner_link(player, timedelta(days=-1))
    assert player.client.get(late).status_code == 404
    assert player.client.get("/owner/made-up").status_code == 404
    last = owner_link(player)
    sign_up(player)
    give(player, "administrator")
    assert new_player().client.get(last).status_code == 404
    assert send(new_player(), last, name="Bo Berg", password=PASSWORD).status_code == 404
    with player.app.app_context():
        assert owner.offer(db.session(), NOW) is None
        db.session.commit()
        assert db.session.scalars(select(Token)).all() == []
