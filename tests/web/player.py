"""Somebody who plays: a test client that knows the keys, so that it can answer right or wrong on purpose."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.core.grade import assess
from quizapp.core.question import BadAnswer
from quizapp.storage import asked
from quizapp.storage.asked import Item
from quizapp.storage.models import Attempt
from quizapp.web.database import db

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Player:
    """One browser with one quiz."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.attempt = ""

    def token(self) -> str:
        """A CSRF token."""
        found = TOKEN.search(self.client.get("/").text)
        assert found
        return found.group(1)

    def start(self, **settings: Any) -> TestResponse:
        """Start a quiz; returns its first page."""
        data = {"csrf_token": self.token(), "length": "10", "feedback": "each", "confidence": "y", **settings}
        if "kinds" in settings:
            data.setdefault("bank", "farhaven")
        return self.follow(self.client.post("/quiz", data=data))

    def follow(self, response: TestResponse) -> TestResponse:
        """Go to the quiz that `response` leads to."""
        assert response.status_code == 303, response.text
        self.attempt = response.location.split("/")[2]
        return self.client.get(response.location)

    def path(self, rest: str = "") -> str:
        """An address of the quiz."""
        return f"/quiz/{self.attempt}/{rest}".rstrip("/")

    def items(self) -> list[Item]:
        """All that was asked, with keys."""
        with self.app.app_context():
            attempt = db.session.query(Attempt).filter_by(public_id=self.attempt).one()
            return asked.items(db.session(), attempt.id)

    def item(self, position: int) -> Item:
        """What was asked at a position."""
        return next(item for item in self.items() if item.position == position)

    def positions(self) -> list[int]:
        """All positions."""
        return [item.position for item in self.items()]

    def fields(self, position: int, right: bool = True) -> dict[str, Any]:
        """The form that answers right, or wrong."""
        item = self.item(position)
        key = item.question.key(item.seed)
        fields = key if right else self._wrong(item, key)
        return {**fields, "csrf_token": self.token()}

    def _wrong(self, item: Item, key: dict[str, list[str]]) -> dict[str, list[str]]:
        view = item.question.ask(item.seed)
        names = [option["id"] for option in view.get("options", view.get("labels", []))]
        tries = [{"answer": [name]} for name in names] or [{"answer": ["9999"]}, {"answer": ["1 January 1800"]}, {"answer": ["zzz"]}]
        for fields in tries:
            try:
                if assess(item.question, item.question.read(fields, item.seed)).score == 0:
                    return fields
            except BadAnswer:
                continue
        raise AssertionError(f"no wrong answer known for {item.question.kind}")

    def said(self, position: int, right: bool) -> str:
        """The words in which a right or wrong answer is shown back."""
        item = self.item(position)
        fields = self.fields(position, right)
        return str(item.question.told(item.question.read({**fields}, item.seed))[0])

    def post(self, position: int, fields: dict[str, Any]) -> TestResponse:
        """Send a form as an answer."""
        return self.client.post(self.path(str(position)), data={"csrf_token": self.token(), **fields})

    def send(self, position: int, fields: dict[str, Any]) -> TestResponse:
        """Send a form and go where it leads."""
        response = self.post(position, fields)
        assert response.status_code == 303, response.text
        return self.client.get(response.location, follow_redirects=True)

    def answer(self, position: int, right: bool = True) -> TestResponse:
        """Answer and go where that leads."""
        return self.send(position, self.fields(position, right))

    def hand_in(self) -> TestResponse:
        """Hand in."""
        return self.client.post(self.path("hand-in"), data={"csrf_token": self.token()}, follow_redirects=True)

    def cookies(self) -> str:
        """The cookies as a header."""
        found = [self.client.get_cookie(name) for name in ("quizapp", "quizapp_csrf")]
        return "; ".join(f"{each.key}={each.value}" for each in found if each)
