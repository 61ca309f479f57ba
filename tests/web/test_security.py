"""What every response carries and every request must."""

import json
import logging
import re
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from fixtures.player import Player
from flask import Flask
from itsdangerous import BadSignature, SignatureExpired
from sqlalchemy import func, select

from quizapp.storage.models import Learner
from quizapp.web.database import db

STRICT = ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")


def asset(player: Player) -> str:
    found = re.search(r'href="(/static/[^"]+app\.css)"', player.client.get("/").text)
    assert found
    return found.group(1)


def test_every_response_is_hardened(player: Player) -> None:
    player.start()
    paths = ["/", "/health", "/nothing-here", "/bank/farhaven", player.path("1"), asset(player), "/static/x/none.css"]
    for path in paths:
        with player.client.get(path) as response:
            headers = response.headers
        policy = headers["Content-Security-Policy"]
        assert all(part in policy for part in STRICT), path
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_stored_and_assets_are(player: Player) -> None:
    player.start()
    assert player.client.get(player.path("1")).headers["Cache-Control"] == "no-store"
    with player.client.get(asset(player)) as response:
        assert "immutable" in response.headers["Cache-Control"]
    with player.client.get(re.sub(r"/static/\w+/", "/static/older/", asset(player))) as response:
        assert "immutable" not in response.headers["Cache-Control"]


def test_no_page_has_inline_style_or_script(player: Player) -> None:
    player.start()
    texts = [player.client.get(path).text for path in ("/", player.path("1"), "/bank/farhaven", "/bank/farhaven/quiz")]
    texts.append(player.answer(1, right=False).text)
    for text in texts:
        assert " style=" not in text
        assert not re.search(r"<script(?![^>]* src=)", text)
        assert not re.search(r"\son\w+=", text)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_a_write_without_a_token_is_refused_and_stores_nothing(loaded: Flask) -> None:
    page = loaded.test_client().post("/quiz", data={"length": "10"})
    assert page.status_code == 400
    assert "reload the page" in page.text
    with loaded.app_context():
        assert db.session.scalar(select(func.count()).select_from(Learner)) == 0


def test_an_undeclared_method_is_405(player: Player) -> None:
    assert player.client.post("/health").status_code == 405
    assert player.client.delete("/").status_code == 405


def test_writing_works_over_https(loaded: Flask) -> None:
    player = Player(loaded)
    token = player.token()
    page = player.client.post(
        "/quiz",
        data={"csrf_token": token, "length": "3", "feedback": "each"},
        base_url="https://localhost",
        headers={
            "Referer": "https://localhost/",
            "Cookie": f"quizapp_csrf={player.client.get_cookie('quizapp_csrf').value}",
        },
    )
    assert page.status_code == 303


def test_a_signed_cookie_is_verified_however_often_it_was_seen(loaded: Flask) -> None:
    signer = loaded.session_interface.get_signing_serializer(loaded)  # type: ignore[attr-defined]
    cookie = signer.dumps({"csrf_token": "x"})
    assert signer is loaded.session_interface.get_signing_serializer(loaded)  # type: ignore[attr-defined]
    assert [signer.loads(cookie, max_age=60) for _ in range(2)] == [{"csrf_token": "x"}] * 2
    with pytest.raises(SignatureExpired):
        signer.loads(cookie, max_age=-1)
    # The first letter of each part: of the last one of a signature, two bits of six say nothing.
    starts = [0, *(dot.end() for dot in re.finditer(r"\.", cookie))]
    assert len(starts) == 3
    changed = [cookie[:at] + ("A" if cookie[at] != "A" else "B") + cookie[at + 1 :] for at in starts]
    for forged in (*changed, cookie.replace(".", "", 1), "", "."):
        for _ in range(2):
            with pytest.raises(BadSignature):
                signer.loads(forged, max_age=60)


def test_the_age_of_a_cookie_goes_by_the_clock_that_signed_it(loaded: Flask, frozen: Callable[..., None]) -> None:
    signer = loaded.session_interface.get_signing_serializer(loaded)  # type: ignore[attr-defined]
    long_ago = datetime(2001, 9, 9, tzinfo=UTC)
    frozen(long_ago)
    cookie = signer.dumps("x")
    for seconds, good in ((0, True), (60, True), (61, False)):
        frozen(long_ago + timedelta(seconds=seconds))
        with nullcontext() if good else pytest.raises(SignatureExpired):
            assert signer.loads(cookie, max_age=60) == "x"


def test_the_cookie_is_a_secret_of_128_bits_out_of_reach_of_scripts(player: Player) -> None:
    player.start()
    cookie = player.client.get_cookie("quizapp")
    assert cookie
    assert len(cookie.value) >= 22
    assert cookie.http_only
    assert cookie.same_site == "Lax"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nothing", 404, "There is no page here"),
        ("/bank/none", 404, "There is no page here"),
        ("/bank/farhaven/fact/none", 404, "There is no page here"),
        ("/quiz/none", 404, "There is no page here"),
        ("/quiz/none/1", 404, "There is no page here"),
    ],
)
def test_error_pages_are_designed(player: Player, path: str, status: int, words: str) -> None:
    page = player.client.get(path)
    assert page.status_code == status
    assert words in page.text
    assert "To the first page" in page.text


def test_too_large_a_body_is_413(player: Player) -> None:
    page = player.client.post("/quiz", data={"csrf_token": player.token(), "length": "9" * 2_000_000})
    assert page.status_code == 413
    assert "too much at once" in page.text


def test_a_fault_of_ours_is_a_page_and_not_a_traceback(loaded: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from quizapp.storage import shelf

    def broken(*_: object) -> None:
        raise RuntimeError("the secret inside")

    client = loaded.test_client()
    loaded.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(shelf, "shelf", broken)
    page = client.get("/")
    assert page.status_code == 500
    assert "Something broke on our side" in page.text
    assert "secret inside" not in page.text
    assert "Content-Security-Policy" in page.headers


def test_a_request_is_logged_without_personal_data(player: Player, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "quizapp.request"):
        player.start()
    lines = [json.loads(record.getMessage()) for record in caplog.records if record.name == "quizapp.request"]
    assert {line["rule"] for line in lines} >= {"/", "/quiz", "/quiz/<attempt_id>/<int:position>"}
    assert not any(player.attempt in record.getMessage() for record in caplog.records)


def test_health_tells_whether_the_database_answers(loaded: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    client = loaded.test_client()
    assert client.get("/health").get_json() == {"status": "ok", "database": "answers"}

    def down(*_: object) -> None:
        raise OperationalError("select", {}, Exception("gone"))

    with loaded.app_context():
        monkeypatch.setattr(db.session, "execute", down)
        reply = client.get("/health")
    assert reply.status_code == 503


def test_an_untrusted_host_gets_a_designed_400(make_app: Callable[..., Flask]) -> None:
    app = make_app(hosts=("quiz.example",))
    client = app.test_client()
    assert client.get("/health", base_url="http://quiz.example").status_code == 200
    page = client.get("/health", base_url="http://evil.example")
    assert page.status_code == 400
    assert "could not be read" in page.text
