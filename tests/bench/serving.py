"""A real server for the benches, what its log tells, and browsers that keep their connections."""

import http.client
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import machine
from fixtures.server import Server, running

TOKEN = re.compile(rb'name="csrf_token"[^>]* value="([^"]+)"')


@dataclass(frozen=True)
class Serving:
    """A server with one worker process."""

    server: Server

    @property
    def worker(self) -> int:
        """The process id of the worker."""
        master = self.server.process.pid
        [child] = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return int(child)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.server.url)
        return str(parts.hostname), int(parts.port or 0)

    def log(self) -> dict[str, list[float]]:
        """Milliseconds inside the app of all requests logged so far that went well, by "METHOD rule"."""
        found: dict[str, list[float]] = defaultdict(list)
        for line in self.server.log.read_text().splitlines():
            entry = json.loads(line) if line.startswith("{") else {}
            if entry.get("rule") and entry["status"] < 400:
                found[f"{entry['method']} {entry['rule']}"].append(entry["ms"])
        return found


@contextmanager
def serving(home: Path, **environ: str) -> Iterator[Serving]:
    """`quizapp serve` on the data in `home`."""
    with running(home, **environ) as server:
        yield Serving(server)


class Browser:
    """One connection that stays open, with its cookies; from the address `source`, where that is given."""

    def __init__(self, address: tuple[str, int], secret: str | None = None, source: str = "") -> None:
        self.connection = http.client.HTTPConnection(*address, source_address=(source, 0) if source else None)
        self.cookies = {"quizapp": secret} if secret else {}
        self.token = ""

    def request(self, method: str, path: str, form: Mapping[str, object] | None = None) -> tuple[int, str, bytes]:
        """Returns status, Location and body."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode({"csrf_token": self.token, **form}, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, response.headers.get("Location", ""), content

    def greet(self, path: str = "/bank/bank-1/quiz") -> None:
        """Fetch a CSRF token."""
        found = TOKEN.search(self.request("GET", path)[2])
        assert found
        self.token = found[1].decode()


__all__ = ["Browser", "Server", "Serving", "machine", "serving"]
