"""What happens in between: a password that changes while somebody logs in, a second click, limits, the last one."""

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from fixtures.banks import NOW
from fixtures.player import Player
from sqlalchemy import delete as sql_delete
from sqlalchemy import func, select, update
from web.test_account import PASSWORD, NewPlayer, cheap, log_in, send, sign_up, signed_in

from quizapp.actions import passwords
from quizapp.actions.accounts import create_user, new_learner, set_password
from quizapp.actions.merge import merge
from quizapp.storage import learners
from quizapp.storage.database import write
from quizapp.storage.models import Learner, User
from quizapp.storage.models import Session as Browser
from quizapp.web import identity
from quizapp.web.account import log_in as logging_in
from quizapp.web.account import newcomer, present
from quizapp.web.account import sign_up as signing_up
from quizapp.web.aside import aside
from quizapp.web.database import db
from quizapp.web.privacy import erase as deleting

NEW = "long boats 2026"
__all__ = ["cheap"]

Between = Callable[[Any, Callable[[], None]], None]


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch, player: Player) -> Between:
    """Something happens, on another connection, just after a module has checked a password."""

    def happens(module: Any, event: Callable[[], None]) -> None:
        def slow(function: Callable[..., Any], *args: object) -> Any:
            found = aside(function, *args)
            if function is passwords.matches:
                with player.app.app_context():
                    write(db.session())
                    event()
                    db.session.commit()
            return found

        monkeypatch.setattr(module, "aside", slow)

    return happens


def changed() -> None:
    """Ada has a new password."""
    user = db.session.scalars(select(User)).one()
    set_password(db.session(), user.public_id, passwords.hash_password(NEW))


def count(player: Player, table: type) -> int | None:
    with player.app.app_context():
        return db.session.scalar(select(func.count()).select_from(table))


def test_a_log_in_in_flight_ends_with_the_old_password(player: Player, new_player: NewPlayer, between: Between) -> None:
    sign_up(player)
    other = new_player()
    between(logging_in, changed)
    assert log_in(other).status_code == 422
    assert not signed_in(other)
    assert log_in(other, password=NEW).status_code == 422  # It changes again, to another hash.


def test_an_old_hash_that_is_renewed_does_not_bring_the_old_password_back(
    player: Player, new_player: NewPlayer, between: Between, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_up(player)
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    between(logging_in, changed)
    assert log_in(new_player()).status_code == 422
    monkeypatch.setattr(logging_in, "aside", aside)
    assert log_in(new_player()).status_code == 422
    assert log_in(new_player(), password=NEW).status_code == 303


def test_of_two_changes_at_once_the_second_is_refused(player: Player, new_player: NewPlayer, between: Between) -> None:
    sign_up(player)
    between(present, changed)
    assert send(player, "password", present=PASSWORD, password="other ships 99").status_code == 422
    assert log_in(new_player(), password=NEW).status_code == 303


def test_an_address_is_not_changed_by_a_password_that_is_no_more(player: Player, between: Between) -> None:
    sign_up(player, email="ada@example.org")
    between(present, changed)
    assert send(player, "email", present=PASSWORD, email="thief@example.org").status_code == 422
    assert "ada@example.org" in player.client.get("/account").text


def test_a_guest_who_is_merged_while_signing_up_gets_no_account(
    player: Player, new_player: NewPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the account would be erased with the one it was merged into."""
    sign_up(player, "Bo Berg")
    guest = new_player()
    guest.start()

    def slow(function: Callable[..., Any], *args: object) -> Any:
        monkeypatch.undo()
        with player.app.app_context():
            session = db.session()
            theirs, own = session.scalars(select(Learner.id).order_by(Learner.id.desc())).all()
            write(session, [theirs, own])
            merge(session, learners.by_id(session, theirs), learners.by_id(session, own), NOW)
            session.commit()
        return aside(function, *args)

    monkeypatch.setattr(newcomer, "aside", slow)
    assert sign_up(guest).status_code == 303
    assert not signed_in(guest)
    assert count(player, User) == 1


def test_sign_ups_are_limited_by_address(
    player: Player, new_player: NewPlayer, frozen: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signing_up.PER_ADDRESS >= 60
    frozen()
    monkeypatch.setattr(signing_up, "PER_ADDRESS", 2)
    assert [sign_up(new_player(), f"Ada {n}").status_code for n in range(3)] == [303, 303, 429]
    late = sign_up(player)
    assert "Too many people sign up" in late.text
    assert 1 <= int(late.headers["Retry-After"]) <= 60
    assert count(player, User) == 2


def test_a_stranger_who_signs_up_has_one_session(player: Player) -> None:
    sign_up(player)
    assert "in one browser." in player.client.get("/account").text
    assert count(player, Browser) == 1


def delete(player: Player, **fields: str) -> Any:
    return send(player, "delete", **fields)


def test_guessing_the_password_before_deleting_is_slowed(player: Player, frozen: Callable[..., None]) -> None:
    frozen()
    sign_up(player)
    guesses = [delete(player, sure="y", password="guess") for _ in range(present.PER_ACCOUNT + 1)]
    assert [page.status_code for page in guesses] == [422] * present.PER_ACCOUNT + [429]
    assert "Too many attempts" in guesses[-1].text
    assert delete(player, sure="y", password=PASSWORD).status_code == 429
    assert send(player, "password", present=PASSWORD, password=NEW).status_code == 429
    assert count(player, User) == 1


def test_a_second_click_on_delete_leads_to_the_same_page(player: Player, between: Between) -> None:
    sign_up(player)
    session = player.client.get_cookie("quizapp")
    assert session
    between(deleting, lambda: db.session.execute(sql_delete(Learner)) and None)
    assert delete(player, sure="y", password=PASSWORD).location == "/account/deleted"
    player.client.set_cookie("quizapp", session.value)
    assert delete(player, sure="y", password=PASSWORD).location == "/account/deleted"
    assert not any(player.client.get_cookie(name) for name in ("quizapp", "quizapp_known"))


def test_a_password_changed_in_flight_stops_the_deletion(player: Player, between: Between) -> None:
    sign_up(player)
    between(deleting, changed)
    assert delete(player, sure="y", password=PASSWORD).status_code == 422
    assert count(player, User) == 1


def administrators(player: Player, *names: str) -> None:
    """Make Ada one, and others."""
    with player.app.app_context():
        session = db.session()
        write(session)
        session.execute(update(User).values(role="administrator"))
        for name in names:
            new_learner(session, create_user(session, name, "", "!", "administrator", NOW), NOW)
        session.commit()


def test_the_only_administrator_stays(player: Player) -> None:
    sign_up(player)
    administrators(player)
    assert "Name another administrator first" in player.client.get("/account/delete").text
    page = delete(player, sure="y", password=PASSWORD)
    assert page.status_code == 409
    assert "Name another administrator first" in page.text
    assert signed_in(player)
    administrators(player, "Bo Berg")
    assert "cannot be undone" in player.client.get("/account/delete").text
    assert delete(player, sure="y", password=PASSWORD).status_code == 303
    assert count(player, User) == 1


def test_of_two_administrators_who_leave_at_once_one_stays(player: Player, between: Between) -> None:
    sign_up(player)
    administrators(player, "Bo Berg")
    between(deleting, lambda: db.session.execute(sql_delete(User).where(User.name == "bo berg")) and None)
    assert delete(player, sure="y", password=PASSWORD).status_code == 409
    assert count(player, User) == 1


def test_a_write_of_somebody_just_deleted_is_not_found(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    player.start()
    form = player.fields(1)

    def late(session: Any, learner_ids: Any = ()) -> None:
        with player.app.app_context():
            write(db.session())
            db.session.execute(sql_delete(Learner))
            db.session.commit()
        write(session, learner_ids)

    monkeypatch.setattr(identity, "write", late)
    assert player.post(1, form).status_code == 404
