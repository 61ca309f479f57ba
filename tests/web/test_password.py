"""A new password by the present one or by a link: used once, and every other session ends."""

from datetime import timedelta

from fixtures.banks import NOW
from fixtures.player import Player
from web.test_account import PASSWORD, NewPlayer, cheap, log_in, secret, send, sign_up, signed_in

from quizapp.actions import tokens
from quizapp.storage import users
from quizapp.storage.database import write
from quizapp.web.database import db

NEW = "long boats 2026"
__all__ = ["cheap"]


def link(player: Player, lasts: timedelta = timedelta(days=3650)) -> str:
    """A link for the one account there is."""
    with player.app.app_context():
        session = db.session()
        write(session)
        account = users.by_login(session, "ada lund")
        assert account
        made = tokens.issue(session, tokens.RENEWAL, account.public_id, NOW + lasts, NOW)
        session.commit()
    return made


def test_changed_by_the_present_one(player: Player, new_player: NewPlayer) -> None:
    sign_up(player)
    other, old = new_player(), secret(player)
    log_in(other)
    assert send(player, "password", present="wrong one", password=NEW).status_code == 422
    assert send(player, "password", present=PASSWORD, password="short").status_code == 422
    assert send(player, "password", present=PASSWORD, password=NEW).status_code == 303
    assert signed_in(player)
    assert not signed_in(other)
    thief = new_player()
    thief.client.set_cookie("quizapp", old)
    assert not signed_in(thief)
    assert log_in(other).status_code == 422
    assert log_in(other, password=NEW).status_code == 303


def test_a_guest_and_a_stranger_have_no_password_to_change(player: Player) -> None:
    assert player.client.get("/account/password").status_code == 404
    player.start()
    assert player.client.get("/account/password").status_code == 404
    assert send(player, "password", present="", password=NEW).status_code == 404


def test_a_link_works_once(player: Player, new_player: NewPlayer) -> None:
    sign_up(player)
    path = f"reset/{link(player)}"
    other = new_player()
    assert other.client.get(f"/account/{path}").status_code == 200
    assert send(other, path, password="12345678").status_code == 422
    assert send(other, path, password=NEW).status_code == 303
    assert signed_in(other)
    assert not signed_in(player)
    assert other.client.get(f"/account/{path}").status_code == 404
    assert send(player, path, password=PASSWORD).status_code == 404
    assert log_in(player, password=NEW).status_code == 303


def test_a_link_that_is_late_or_made_up_leads_nowhere(player: Player) -> None:
    sign_up(player)
    for path in (link(player, timedelta(days=-1)), "made-up"):
        assert player.client.get(f"/account/reset/{path}").status_code == 404
        assert send(player, f"reset/{path}", password=NEW).status_code == 404


def test_guessing_the_present_password_is_slowed(player: Player) -> None:
    sign_up(player)
    codes = [send(player, "password", present="guess", password=NEW).status_code for _ in range(25)]
    assert 429 in codes
