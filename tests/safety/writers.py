"""Browsers that play quizzes against a real server, come what may, and write down what it acknowledged."""

import http.client
import random
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
TIMEOUT = 30
REFUSED = (OSError, http.client.HTTPException)

Fields = Mapping[str, Sequence[str]]
Keys = Callable[[str], list[Fields]]
"""The form that answers each question of an attempt right."""


@dataclass
class Sent:
    """What was sent for one question, in order, and how many of these (from the first on) the server acknowledged."""

    forms: list[Fields] = field(default_factory=list)
    acknowledged: int = 0

    @property
    def possible(self) -> list[Fields]:
        """What may be stored: the last one acknowledged, or one sent after it."""
        return self.forms[max(0, self.acknowledged - 1) :]


class Unacknowledged(Exception):
    """The server died before it answered; nobody knows what it stored."""


class Connection:
    """One browser's connection, kept alive and made anew after a failure; keeps cookies."""

    def __init__(self, port: int) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: Fields | None = None) -> tuple[int, str, str]:
        """Send a request; returns status, Location and text. Raises Unacknowledged."""
        body = urlencode(fields, doseq=True) if fields is not None else None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.http.request(method, path, body, headers)
            reply = self.http.getresponse()
            text = reply.read().decode()
        except REFUSED as error:
            self.http.close()
            raise Unacknowledged from error
        for cookie in reply.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return reply.status, reply.headers.get("Location", ""), text


class Writer(threading.Thread):
    """A guest who plays quiz after quiz until told to stop.

    `sent` maps attempt and position to what was sent there, `handed_in` holds attempts whose end was acknowledged,
    `unexpected` replies that no server may give. `back` blocks until there is a server again.
    """

    def __init__(
        self,
        port: int,
        rng: random.Random,
        *,
        feedback: str,
        persists: bool,
        keys: Keys,
        stop: threading.Event,
        back: Callable[[], None],
        acknowledge: Callable[[], None],
    ) -> None:
        super().__init__(daemon=True)
        self.connection = Connection(port)
        self.rng, self.feedback, self.persists, self.keys = rng, feedback, persists, keys
        self.stop, self.back, self.acknowledge = stop, back, acknowledge
        self.sent: dict[tuple[str, int], Sent] = {}
        self.handed_in: set[str] = set()
        self.unexpected: list[str] = []
        self.retries = 0

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self._quiz()
        except Unacknowledged:  # Told to stop while there was no server.
            pass
        except Exception as error:  # A thread that dies in silence would prove nothing.
            self.unexpected.append(repr(error))
        finally:
            self.connection.http.close()

    def _quiz(self) -> None:
        attempt, keys = self._start()
        for position, key in enumerate(keys, 1):
            if self.stop.is_set():
                return
            self._look(f"/quiz/{attempt}/{position}")
            self._answer(attempt, position, key)
            if self.feedback == "end" and self.rng.random() < 0.2:
                self._answer(attempt, position, key)
        if self.feedback == "end":
            self._expect(303, "POST", f"/quiz/{attempt}/hand-in", {"csrf_token": [self.token]})
            self.handed_in.add(attempt)

    def _start(self) -> tuple[str, list[Fields]]:
        _, _, page = self._expect(200, "GET", "/")
        found = TOKEN.search(page)
        assert found, page
        self.token = found.group(1)
        length = str(self.rng.randint(5, 30))
        form = {"csrf_token": [self.token], "length": [length], "feedback": [self.feedback], "confidence": ["y"]}
        _, location, _ = self._expect(303, "POST", "/quiz", form)
        attempt = location.split("/")[2]
        return attempt, self.keys(attempt)

    def _look(self, path: str) -> None:
        """See the page now and then, as far as there is a server."""
        if self.rng.random() < 0.1:
            self._expect(200, "GET", path)

    def _answer(self, attempt: str, position: int, key: Fields) -> None:
        form: Fields = key if self.rng.random() < 0.6 else {"unknown": ["1"]}
        form = {**form, "confidence": [self.rng.choice(("", "1", "2", "3"))], "csrf_token": [self.token]}
        sent = self.sent.setdefault((attempt, position), Sent())
        sent.forms.append(form)
        path = f"/quiz/{attempt}/{position}"
        if self.persists:
            self._expect(303, "POST", path, form)
        elif not self._try(path, form):
            return
        sent.acknowledged = len(sent.forms)
        self.acknowledge()

    def _try(self, path: str, form: Fields) -> bool:
        """Send an answer once; go on with the next question where nothing came back."""
        try:
            status, _, text = self.connection.ask("POST", path, form)
        except Unacknowledged:
            self._wait()
            return False
        self._check(status == 303, "POST", path, status, text)
        return True

    def _expect(self, status: int, method: str, path: str, form: Fields | None = None) -> tuple[int, str, str]:
        """Send a request again and again until it is acknowledged."""
        while True:
            try:
                reply = self.connection.ask(method, path, form)
            except Unacknowledged:
                self.retries += method == "POST"
                self._wait()
                continue
            self._check(reply[0] == status, method, path, reply[0], reply[2])
            return reply

    def _wait(self) -> None:
        self.back()
        if self.stop.is_set():
            raise Unacknowledged

    def _check(self, sound: bool, method: str, path: str, status: int, text: str) -> None:
        if not sound:
            raise AssertionError(f"{method} {path}: {status} {text[-300:]}")
