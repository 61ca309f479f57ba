"""A link by mail for whoever forgot their password; nobody else learns whether there is an account."""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fixtures.banks import NOW, load_into
from fixtures.mail import Got, MailServer, silent
from fixtures.player import Player
from fixtures.readme import example_bank
from flask import Flask
from web.test_account import PASSWORD, cheap, log_in, send, sign_up, signed_in

from quizapp.config import Mail
from quizapp.web import aside
from quizapp.web.account import mail as mails

NEW = "long boats 2026"
HOSTS = ("quiz.example", "localhost")
SENT = "If there is an account with an e-mail address, a link is on its way."
__all__ = ["cheap"]

MakeApp = Callable[..., Flask]
MailServers = Callable[..., MailServer]


def mail(port: int) -> Mail:
    return Mail("127.0.0.1", port, False, "quiz@example.org")


def settle() -> None:
    """Wait until nothing is on its way."""
    for thread in threading.enumerate():
        if thread.name == "send_link":
            thread.join()


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(aside, "PAUSE", 0)
    yield
    settle()


@pytest.fixture
def server(mail_server: MailServers) -> MailServer:
    return mail_server()


@pytest.fixture
def new_player(server: MailServer, make_app: MakeApp, tmp_path: Path) -> Callable[[], Player]:
    """Browsers at a site that sends mail; the first of them is Ada's."""
    app = make_app(mail=mail(server.port), hosts=HOSTS)
    load_into(app, example_bank(tmp_path))
    assert sign_up(Player(app), email="ada@example.org").status_code == 303
    return lambda: Player(app)


def path_in(got: Got, site: str = "http://quiz.example") -> str:
    found = re.search(rf"^{re.escape(site)}/account/(reset/[\w-]{{22}})$", got.mail.get_content(), re.M)
    assert found, got.mail.get_content()
    return found[1]


@pytest.mark.parametrize("login", ["Ada Lund", " ADA@example.org "])
def test_a_link_comes_by_mail_and_works_once(new_player: Callable[[], Player], server: MailServer, login: str) -> None:
    ada = new_player()
    assert "/account/forgotten" in ada.client.get("/account/log-in").text
    assert "Send me a link" in ada.client.get("/account/forgotten").text
    asked = send(ada, "forgotten", login=login)
    assert (asked.status_code, asked.location) == (303, "/account/forgotten?sent=1")
    assert SENT in ada.client.get(asked.location).text
    got = server.next()
    assert (got.recipients, got.mail["Subject"]) == (["ada@example.org"], "A new password for Quizapp")
    path = path_in(got)
    assert send(ada, path, password=NEW).location == "/account"
    assert signed_in(ada)
    assert send(ada, path, password=NEW).status_code == 404
    assert log_in(new_player()).status_code == 422
    assert log_in(new_player(), password=NEW).status_code == 303


def test_nobody_learns_whether_there_is_an_account(new_player: Callable[[], Player], server: MailServer) -> None:
    sign_up(new_player(), "Bo Berg")
    asked = [send(new_player(), "forgotten", login=login) for login in ("nobody", "Bo Berg", "x@y.org", "ada lund")]
    assert {(each.status_code, each.location, each.text) for each in asked} == {
        (303, "/account/forgotten?sent=1", asked[0].text)
    }
    assert server.next().recipients == ["ada@example.org"]
    settle()
    assert server.got.empty()


def test_nothing_typed_is_told(new_player: Callable[[], Player]) -> None:
    page = send(new_player(), "forgotten", login=" ")
    assert page.status_code == 422
    assert "Type your name" in page.text


def test_the_answer_does_not_wait_for_the_mail(
    new_player: Callable[[], Player], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """And a server that fails is the log's business, not the reader's."""
    monkeypatch.setattr(mails, "SECONDS", 1)
    player = new_player()
    with silent() as deaf:
        player.app.config["MAIL"] = mail(deaf.getsockname()[1])
        asked = send(player, "forgotten", login="ada lund")
        assert any(thread.name == "send_link" for thread in threading.enumerate())
        assert SENT in player.client.get(asked.location).text
        settle()
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(told) == 1
    assert "did not take a mail" in told[0]
    assert "ada" not in told[0]


def test_asking_is_limited_by_name_and_mails_by_account(
    new_player: Callable[[], Player], server: MailServer, frozen: Callable[..., None]
) -> None:
    frozen()
    player = new_player()

    def ask(login: str) -> int:
        status = send(player, "forgotten", login=login).status_code
        settle()
        return status

    for login in ("ada lund", "nobody"):
        assert [ask(login) for _ in range(6)] == [303] * 5 + [429]
    assert ask("ada@example.org") == 303
    frozen(NOW + timedelta(minutes=1))
    assert ask("ada lund") == 303
    assert server.got.qsize() == 3
    frozen(NOW + timedelta(minutes=15))
    assert ask("ada lund") == 303
    assert server.got.qsize() == 4
    late = [send(player, "forgotten", login=f"nobody {number}") for number in range(30)][-1]
    assert late.status_code == 429
    assert 1 <= int(late.headers["Retry-After"]) <= 60


def test_the_link_has_the_sites_own_address(make_app: MakeApp, server: MailServer, new_player: object) -> None:
    app = make_app(mail=mail(server.port), hosts=HOSTS, prefix="/q", https=True, proxies=1)
    client = Player(app).client
    headers = {"X-Forwarded-Host": "localhost", "X-Forwarded-Proto": "https", "Referer": "https://localhost/q/x"}
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/q/account/forgotten", headers=headers).text)
    assert token
    form = {"csrf_token": token[1], "login": "ada lund"}
    forged = {**headers, "X-Forwarded-Host": "evil.example", "Referer": "https://evil.example/q/x"}
    assert client.post("/q/account/forgotten", data=form, headers=forged).status_code == 400
    asked = client.post("/q/account/forgotten", data=form, headers=headers)
    assert asked.location == "/q/account/forgotten?sent=1"
    assert re.search(r"^https://quiz\.example/q/account/reset/[\w-]{22}$", server.next().mail.get_content(), re.M)


def test_a_guest_who_comes_by_a_link_is_asked_about_their_answers(
    new_player: Callable[[], Player], server: MailServer
) -> None:
    guest = new_player()
    guest.start()
    guest.answer(1)
    send(guest, "forgotten", login="ada lund")
    page = send(guest, path_in(server.next()), password=NEW)
    assert "1 answer of a guest" in page.text
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token
    assert send(guest, "log-in/guest", token=token[1], choice="add").location == "/account"
    assert guest.client.get(guest.path("1")).status_code == 200


def test_the_privacy_page_speaks_of_the_mail(new_player: Callable[[], Player]) -> None:
    page = new_player().client.get("/privacy").text
    assert "A mail goes to you only when" in page
    assert "sends no mail" not in page


def test_without_mail_the_page_says_whom_to_ask(player: Player) -> None:
    sign_up(player, email="ada@example.org")
    page = player.client.get("/account/forgotten")
    assert "quizapp user reset NAME" in page.text
    assert "Send me a link" not in page.text
    assert send(player, "forgotten", login="ada lund").location == "/account/forgotten"
    assert PASSWORD not in page.text
