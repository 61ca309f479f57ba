"""A browser of a real server."""

from fixtures.player import TOKEN
from fixtures.server import Server
from safety.writers import Connection
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.storage import asked
from quizapp.storage.models import Attempt


def port_of(server: Server) -> int:
    return int(server.url.rpartition(":")[2])


class Guest:
    """A browser of a real server, with a quiz begun."""

    def __init__(self, server: Server) -> None:
        connection = Connection(port_of(server))
        self.port = port_of(server)
        found = TOKEN.search(connection.ask("GET", "/")[2])
        assert found
        self.token = found.group(1)
        status, location, _ = connection.ask("POST", "/quiz", self.form(length=["5"], feedback=["each"]))
        assert status == 303
        connection.http.close()
        self.attempt = location.split("/")[2]
        self.cookies = connection.cookies

    def move_to(self, server: Server) -> None:
        """Go on with another server."""
        self.port = port_of(server)

    def form(self, **fields: list[str]) -> dict[str, list[str]]:
        """These fields with the token."""
        return {"csrf_token": [self.token], **fields}

    def send(self, path: str, form: dict[str, list[str]]) -> tuple[int, str]:
        """Send a form on a connection of its own."""
        connection = Connection(self.port)
        connection.cookies = dict(self.cookies)
        status, location, _ = connection.ask("POST", path, form)
        connection.http.close()
        return status, location

    def key(self, db: Session, position: int) -> dict[str, list[str]]:
        """The form that answers right."""
        attempt_id = db.scalars(select(Attempt.id).where(Attempt.public_id == self.attempt)).one()
        item = asked.item(db, attempt_id, position)
        assert item
        return self.form(**item.question.key(item.seed))
