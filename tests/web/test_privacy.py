"""Downloads, deleting oneself, and the page that explains both."""

import csv
import io
import json
import zipfile

import pytest
from fixtures.banks import NOW
from fixtures.player import Player
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp.actions.passwords import hash_password
from quizapp.storage.export.forms import as_csv
from quizapp.storage.models import Answer, Attempt, Learner, Note, Review, User
from quizapp.web.database import db


@pytest.fixture
def played(player: Player) -> Player:
    """A guest who answered one question of three, and has a quiz whose results are withheld."""
    player.start(length="3", feedback="end")
    player.answer(1)
    player.start(length="3")
    player.answer(1)
    return player


def signed_up(player: Player, password: str) -> None:
    """Give the guest an account."""
    with player.app.app_context():
        user = User(name="ada", shown_name="Ada", email=None, password_hash=hash_password(password), created_at=NOW)
        db.session.add(user)
        db.session.flush()
        db.session.execute(db.update(Learner).values(user_id=user.id))
        db.session.commit()


def count(player: Player, *tables: type) -> list[int | None]:
    with player.app.app_context():
        return [db.session.scalar(select(func.count()).select_from(table)) for table in tables]


def delete(player: Player, **fields: str) -> tuple[int, str]:
    response = player.client.post("/account/delete", data={"csrf_token": player.token(), **fields})
    return response.status_code, response.text


def test_the_json_holds_everything_but_what_is_withheld(played: Player) -> None:
    with played.client.get("/account/data.json") as response:
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Disposition"] == "attachment; filename=quizapp-data.json"
        data = json.loads(response.text)
    assert [len(data[name]) for name in ("account", "learner", "attempts", "questions", "answers", "sessions")] == [
        0,
        1,
        2,
        6,
        2,
        1,
    ]
    assert len(data["gradings"]) == 1
    assert [list(row["parts"].values()) for row in data["gradings"]] == [[1.0] * len(data["gradings"][0]["parts"])]
    assert {fact for row in data["gradings"] for fact in row["parts"]} == {row["fact"] for row in data["reviews"]}
    assert data["memory"]
    told = [row for row in data["questions"] if row["text"]]
    assert [(row["attempt"], row["position"]) for row in told] == [(played.attempt, 1)]
    assert sorted(row["score"] is None for row in data["answers"]) == [False, True]


def test_the_archive_holds_tables(played: Player) -> None:
    with played.client.get("/account/data.zip") as response:
        content = response.data
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        held = {f"{name}.csv" for name, rows in json.loads(archive.read("data.json")).items() if rows}
        assert archive.namelist()[0] == "data.json"
        assert set(archive.namelist()[1:]) == held >= {"learner.csv", "answers.csv", "reviews.csv"}
        names = ("answers.csv", "reviews.csv")
        answers, reviews = (list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig")))) for name in names)
    assert len(answers) == 3
    assert len(reviews) == 1 + (count(played, Review)[0] or 0)


def test_no_cell_is_a_formula() -> None:
    rows = [{"a": text} for text in ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1", -1)]
    lines = list(csv.reader(io.StringIO("".join(as_csv(("a",), [rows])), newline="")))
    assert [line[0] for line in lines[1:]] == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "x=1", "-1"]


def test_a_guest_deletes_themselves(played: Player) -> None:
    assert "cannot be undone" in played.client.get("/account/delete").text
    status, text = delete(played)
    assert (status, count(played, Learner)) == (422, [1])
    assert "Tick the box" in text
    secret = played.client.get_cookie("quizapp")
    assert delete(played, sure="y")[0] == 303
    assert count(played, Learner, Attempt, Answer, Review, Note) == [0, 0, 0, 0, 0]
    assert played.client.get_cookie("quizapp") is None
    assert "is deleted" in played.client.get("/account/deleted").text
    assert secret
    played.client.set_cookie("quizapp", secret.value)
    assert played.client.get("/account/data.json").status_code == 404


def test_an_account_needs_its_password(played: Player) -> None:
    signed_up(played, "correct horse battery")
    assert 'type="password"' in played.client.get("/account/delete").text
    status, text = delete(played, sure="y", password="wrong")
    assert (status, count(played, User, Learner)) == (422, [1, 1])
    assert "not your password" in text
    assert delete(played, sure="y", password="correct horse battery")[0] == 303
    assert count(played, User, Learner) == [0, 0]


@pytest.mark.parametrize("path", ["data.json", "data.zip", "delete"])
def test_a_stranger_has_nothing_to_take_or_delete(client: FlaskClient, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404


def test_the_privacy_page_tells_how_long(played: Player, client: FlaskClient) -> None:
    stranger = client.get("/privacy").text
    for words in ("365 days", "Three cookies", "an hour, or seven days", "This site sends no mail", "report a problem"):
        assert words in stranger
    assert "/account/data.zip" in played.client.get("/privacy").text
