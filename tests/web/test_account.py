"""Signing up, logging in and out: whose session it is, and what becomes of a guest's answers."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from fixtures.player import Player
from werkzeug.test import TestResponse

from quizapp.actions import passwords

PASSWORD = "tall ships 1900"
NewPlayer = Callable[[], Player]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Real hashes, with parameters that take no time."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


def send(player: Player, path: str, **fields: Any) -> TestResponse:
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', player.client.get("/").text)
    assert token
    return player.client.post(f"/account/{path}", data={"csrf_token": token[1], **fields})


def sign_up(player: Player, name: str = "Ada Lund", **fields: Any) -> TestResponse:
    return send(player, "sign-up", name=name, password=PASSWORD, **fields)


def log_in(player: Player, login: str = "ada lund", password: str = PASSWORD) -> TestResponse:
    return send(player, "log-in", login=login, password=password)


def secret(player: Player) -> str:
    cookie = player.client.get_cookie("quizapp")
    return cookie.value if cookie else ""


def signed_in(player: Player) -> bool:
    return "Ada Lund" in player.client.get("/account").text


def test_a_guest_keeps_everything_and_the_old_cookie_dies(player: Player, new_player: NewPlayer) -> None:
    player.start()
    player.answer(1)
    old = secret(player)
    assert sign_up(player).status_code == 303
    assert signed_in(player)
    assert player.client.get("/account/log-in").location == "/account"
    assert player.client.get(player.path("1")).status_code == 200
    thief = new_player()
    thief.client.set_cookie("quizapp", old)
    assert not signed_in(thief)
    assert thief.client.get(player.path("1")).status_code == 404


def test_a_name_is_taken_however_it_is_written(player: Player, new_player: NewPlayer) -> None:
    sign_up(player, email="ada@example.org")
    assert sign_up(new_player(), "ADA LUND").status_code == 409
    assert sign_up(new_player(), "Other", email="Ada@Example.org").status_code == 409


@pytest.mark.parametrize("fields", [{"name": "a"}, {"name": "a@b"}, {"password": "12345678"}, {"email": "nowhere"}])
def test_bad_fields_are_told(player: Player, fields: dict[str, str]) -> None:
    page = send(player, "sign-up", **{"name": "Ada Lund", "password": PASSWORD, **fields})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert not secret(player)


def test_log_out_kills_copies_of_the_cookie(player: Player, new_player: NewPlayer) -> None:
    sign_up(player)
    old, elsewhere = secret(player), new_player()
    log_in(elsewhere)
    assert send(player, "log-out").status_code == 303
    assert not secret(player)
    player.client.set_cookie("quizapp", old)
    assert not signed_in(player)
    assert signed_in(elsewhere)


def test_log_out_everywhere(player: Player, new_player: NewPlayer) -> None:
    sign_up(player)
    elsewhere = new_player()
    assert log_in(elsewhere, "Ada Lund").status_code == 303
    send(player, "log-out/everywhere")
    assert not signed_in(elsewhere)


@pytest.mark.parametrize("choice", ["add", "leave"])
def test_a_guest_with_answers_is_asked_about(player: Player, new_player: NewPlayer, choice: str) -> None:
    sign_up(player)
    guest = new_player()
    guest.start()
    guest.answer(1)
    page, old = log_in(guest), secret(guest)
    assert "1 answer of a guest" in page.text
    assert not signed_in(guest)
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token
    assert not signed_in(new_player())
    other = new_player()
    assert send(other, "log-in/guest", token=token[1], choice=choice).location == "/account/log-in"
    assert not signed_in(other)
    assert send(guest, "log-in/guest", token=token[1], choice=choice).location == "/account"
    assert signed_in(guest)
    assert guest.client.get(guest.path("1")).status_code == (200 if choice == "add" else 404)
    guest.client.set_cookie("quizapp", old)
    assert not signed_in(guest)
    assert send(guest, "log-in/guest", token=token[1], choice=choice).location == "/account/log-in"


def test_failed_log_ins_are_limited_but_not_for_a_known_browser(
    player: Player, new_player: NewPlayer, frozen: Callable[..., None]
) -> None:
    frozen()
    sign_up(player)
    send(player, "log-out")
    stranger = new_player()
    assert [log_in(stranger, password="wrong").status_code for _ in range(11)] == [422] * 10 + [429]
    late = log_in(stranger)
    assert late.status_code == 429
    assert 1 <= int(late.headers["Retry-After"]) <= 60
    assert log_in(player).status_code == 303
    assert log_in(new_player(), "nobody", "x").status_code == 422


def test_settings_and_data_are_found_from_the_account(player: Player) -> None:
    as_guest = player.client.get("/account").text
    sign_up(player)
    for page in (as_guest, player.client.get("/account").text):
        assert '<a class="name" href="/settings">' in page
        assert '<a class="name" href="/privacy">' in page
        assert 'class="own" href="/account" aria-current="page"' in page


def test_who_has_an_account_is_not_told_that_none_is_needed(player: Player, new_player: NewPlayer) -> None:
    told, way = "No account needed", "/account/log-in"
    assert told in player.client.get("/").text
    assert way in player.client.get("/progress").text
    sign_up(player)
    assert told not in player.client.get("/").text
    assert way not in player.client.get("/progress").text
    guest = new_player()
    guest.start()
    assert told in guest.client.get("/").text
    assert way in guest.client.get("/progress").text


def test_an_old_hash_is_renewed(player: Player, new_player: NewPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_up(player)
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert log_in(new_player()).status_code == 303
    assert log_in(new_player()).status_code == 303


@pytest.mark.parametrize("unseen", ["\ufe0f", "\u034f", "\u180b", "\u17b4", "\u3164", "\u2800", "\u200b", "\u202e"])
def test_no_name_holds_what_cannot_be_seen(player: Player, unseen: str) -> None:
    page = sign_up(player, f"Ada{unseen} Lund")
    assert page.status_code == 422
    assert "characters that cannot be seen" in page.text


@pytest.mark.parametrize("email", ["(c)a@b.example", "a@[127.0.0.1]", '"a b"@b.example', "a@b.example,c@d.example"])
def test_one_mailbox_has_one_spelling(player: Player, email: str) -> None:
    assert sign_up(player, email=email).status_code == 422


def test_what_is_far_too_long_is_cut_before_it_is_composed(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """Composing accents in the wrong order takes a time that grows with the square of their number."""
    composed: list[int] = []
    normalize = unicodedata.normalize

    def counted(form: Any, text: str) -> str:
        composed.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", counted)
    long = "a" + "\u0301\u0316" * 50_000
    assert sign_up(player, long).status_code == 422
    assert send(player, "sign-up", name="Ada Lund", password=long).status_code == 422
    assert log_in(player, long).status_code == 422
    assert log_in(player, "nobody", long).status_code == 422
    assert max(composed) <= 1000


def test_a_limit_does_not_tell_that_a_name_and_an_address_are_one(
    player: Player, new_player: NewPlayer, frozen: Callable[..., None]
) -> None:
    frozen()
    sign_up(player, email="ada@example.org")
    stranger = new_player()
    assert [log_in(stranger, password="wrong").status_code for _ in range(11)] == [422] * 10 + [429]
    assert log_in(stranger, "ada@example.org", "wrong").status_code == 422
