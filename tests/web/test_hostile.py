"""Addresses and forms that no browser sends: a page that says so, never a fault of ours, on either database."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from fixtures.player import TOKEN, Player
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.web.study import setup

HUGE = ("2147483648", "9223372036854775808", "9" * 20, "9" * 400)


@pytest.mark.parametrize("position", ["0", *HUGE])
def test_a_position_of_any_size_is_not_found(player: Player, position: str) -> None:
    player.start()
    assert player.client.get(player.path(position)).status_code == 404
    form = {"csrf_token": player.token(), "unknown": "1"}
    assert player.client.post(player.path(position), data=form).status_code == 404


@pytest.mark.parametrize("path", ["/%00", "/bank/%00", "/bank/farhaven/fact/%00", "/quiz/%00", "/quiz/x%00/1"])
def test_the_sign_nul_leads_nowhere(player: Player, path: str) -> None:
    player.start()
    assert player.client.get(path).status_code == 404


def test_the_sign_nul_in_a_form_is_refused(player: Player) -> None:
    for form in ({"bank": "\0"}, {"zone": "UTC\0"}):
        page = player.client.post("/quiz", data={"csrf_token": player.token(), "length": "3", **form})
        assert page.status_code == 400
        assert "Content-Security-Policy" in page.headers


def test_a_double_click_starts_one_quiz_even_if_draws_differ(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, cut = setup.choose, iter((None, -1, None))

    def some(*given: Any) -> Sequence[Any]:
        return whole(*given)[: next(cut)]

    monkeypatch.setattr(setup, "choose", some)
    player.start(length="3")
    first = player.attempt
    player.start(length="3")
    assert player.attempt == first
    player.start(length="2")
    assert player.attempt != first


@pytest.mark.parametrize("stripped", [False, True], ids=["the path as it is", "the path without its prefix"])
def test_a_prefix_like_one_of_our_own_addresses_works(
    loaded: Flask, make_app: Callable[..., Flask], stripped: bool
) -> None:
    browser = Behind(make_app(prefix="/quiz"), stripped)
    page = browser.send("GET", "/quiz/")
    token = TOKEN.search(page.text)
    assert token
    started = browser.send("POST", "/quiz/quiz", data={"csrf_token": token.group(1), "length": "2"})
    assert started.status_code == 303
    assert started.location.startswith("/quiz/quiz/")
    assert browser.send("GET", started.location).status_code == 200
    assert browser.send("GET", "/quiz/nothing").status_code == 404
    assert browser.send("PUT", "/quiz/bank/farhaven").status_code == 405
    assert all(
        "Path=/quiz;" in f"{cookie};" for sent in (page, started) for cookie in sent.headers.getlist("Set-Cookie")
    )


class Behind:
    """A browser behind a proxy that may strip the prefix; the browser keeps its cookies by itself."""

    def __init__(self, app: Flask, stripped: bool) -> None:
        self.client: FlaskClient = app.test_client(use_cookies=False)
        self.stripped = stripped
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, **given: Any) -> TestResponse:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        inside = path.removeprefix("/quiz") if self.stripped else path
        response = self.client.open(inside, method=method, headers={"Cookie": kept}, **given)
        for cookie in response.headers.getlist("Set-Cookie"):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return response
