"""Accounts behind a proxy that speaks https, as a browser calls them; and what becomes of copied cookies."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures.banks import load_into
from fixtures.mail import MailServer
from fixtures.readme import example_bank
from flask import Flask
from web.test_account import PASSWORD, cheap
from web.test_forgotten import NEW, mail, path_in, settled
from werkzeug.test import TestResponse

from quizapp.web.account import sign_up as signing_up

SITE = "https://quiz.example"
OTHER = "https://evil.example"
__all__ = ["cheap", "settled"]


class Browser:
    """A browser that reaches the site through its proxy, and sends a Referer to the site itself alone."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.cookies: list[str] = []
        self.proxy = {
            "X-Forwarded-For": "203.0.113.7",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "quiz.example",
        }

    def open(self, path: str) -> TestResponse:
        return self.client.get(path, headers=self.proxy)

    def token(self) -> str:
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', self.open("/").text)
        assert found
        return found[1]

    def send(self, path: str, referer: str = SITE, token: str | None = None, **fields: Any) -> TestResponse:
        form = {"csrf_token": self.token() if token is None else token, **fields}
        headers = {**self.proxy, "Referer": f"{referer}/account", "Origin": referer}
        page = self.client.post(f"/account/{path}", data=form, headers=headers)
        self.cookies += page.headers.getlist("Set-Cookie")
        return page

    def secret(self) -> str:
        cookie = self.client.get_cookie("quizapp")
        return cookie.value if cookie else ""

    def signed_in(self) -> bool:
        return "Ada Lund" in self.open("/account").text

    def sign_up(self, **fields: str) -> TestResponse:
        return self.send("sign-up", name="Ada Lund", email="ada@example.org", password=PASSWORD, **fields)

    def log_in(self, password: str = PASSWORD) -> TestResponse:
        return self.send("log-in", login="ada lund", password=password)


NewBrowser = Callable[[], Browser]


@pytest.fixture
def mail_box(mail_server: Callable[..., MailServer]) -> MailServer:
    return mail_server()


@pytest.fixture
def new_browser(make_app: Callable[..., Flask], mail_box: MailServer, tmp_path: Path) -> NewBrowser:
    app = make_app(mail=mail(mail_box.port), hosts=("quiz.example",), https=True, proxies=1)
    load_into(app, example_bank(tmp_path))
    return lambda: Browser(app)


def test_every_form_works(new_browser: NewBrowser, mail_box: MailServer) -> None:
    ada, other = new_browser(), new_browser()
    assert ada.sign_up().location == "/account"
    assert ada.signed_in()
    assert ada.send("log-out").location == "/"
    assert not ada.signed_in()
    assert ada.log_in().location == "/account"
    assert ada.send("password", present=PASSWORD, password=NEW).location == "/account"
    assert other.send("forgotten", login="ada lund").location == "/account/forgotten?sent=1"
    assert other.send(path_in(mail_box.next(), SITE), password=PASSWORD).location == "/account"
    assert other.signed_in()
    assert not ada.signed_in()
    assert ada.log_in().location == "/account"
    assert ada.send("log-out/everywhere").location == "/"
    assert not other.signed_in()
    assert ada.log_in().location == "/account"
    assert ada.send("delete", sure="y", password=PASSWORD).location == "/account/deleted"
    told = [cookie for cookie in ada.cookies + other.cookies if not re.match(r"[^=]+=;", cookie)]
    assert len(told) >= 8
    for cookie in told:
        assert all(word in cookie.split("; ") for word in ("Secure", "HttpOnly", "SameSite=Lax")), cookie


FORMS = {
    "sign-up": {"name": "Bo Berg", "password": PASSWORD},
    "log-in": {"login": "ada lund", "password": PASSWORD},
    "log-in/guest": {"choice": "add"},
    "log-out": {},
    "log-out/everywhere": {},
    "password": {"present": PASSWORD, "password": NEW},
    "email": {"present": PASSWORD, "email": "new@example.org"},
    "forgotten": {"login": "ada lund"},
    "reset/made-up": {"password": NEW},
    "delete": {"sure": "y", "password": PASSWORD},
}


def test_no_form_works_without_its_token_or_from_another_site(new_browser: NewBrowser, mail_box: MailServer) -> None:
    ada = new_browser()
    ada.sign_up()
    for path, fields in FORMS.items():
        for more in ({"token": ""}, {"token": "made-up"}, {"referer": OTHER}):
            page = ada.send(path, **more, **fields)
            assert page.status_code == 400, (path, more)
            assert "reload the page" in page.text
        no_referer = ada.client.post(f"/account/{path}", data={"csrf_token": ada.token(), **fields}, headers=ada.proxy)
        assert no_referer.status_code == 400, path
    assert ada.signed_in()
    assert mail_box.got.empty()


def test_every_post_about_accounts_is_among_these_forms(new_browser: NewBrowser) -> None:
    rules = new_browser().client.application.url_map.iter_rules()
    posts = {rule.rule for rule in rules if "POST" in (rule.methods or ()) and rule.rule.startswith("/account")}
    assert {rule.replace("<secret>", "made-up") for rule in posts} == {f"/account/{path}" for path in FORMS}


def test_limits_count_whom_the_proxy_names(new_browser: NewBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_up, "PER_ADDRESS", 1)
    assert new_browser().sign_up().status_code == 303
    neighbour, stranger = new_browser(), new_browser()
    stranger.proxy["X-Forwarded-For"] = "198.51.100.9"
    form = {"name": "Bo Berg", "password": PASSWORD}
    assert neighbour.send("sign-up", **form).status_code == 429
    assert stranger.send("sign-up", **form).status_code == 303


@pytest.mark.parametrize("path", ["sign-up", "log-in", "log-out", "log-out/everywhere", "password", "delete"])
def test_a_copied_cookie_is_dead(new_browser: NewBrowser, path: str) -> None:
    """After what changes who somebody is, their old cookie opens nothing, wherever it was copied to."""
    ada = new_browser()
    if path == "sign-up":
        quiz = ada.client.post(
            "/quiz",
            data={"csrf_token": ada.token(), "length": "3", "feedback": "each"},
            headers={**ada.proxy, "Referer": f"{SITE}/"},
        )
        assert quiz.status_code == 303
    else:
        ada.sign_up()
    old = ada.secret()
    assert old
    assert ada.send(path, **(FORMS[path] | ({"name": "Ada Lund"} if path == "sign-up" else {}))).status_code == 303
    assert ada.secret() != old
    thief = new_browser()
    thief.client.set_cookie("quizapp", old, domain="localhost")
    assert not thief.signed_in()
    assert thief.open("/account/data.json").status_code == 404
