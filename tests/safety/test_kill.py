"""The server is killed again and again under load: what it acknowledged is there, once and whole."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from fixtures.server import Server, Starter, free_port
from safety.consistency import faults
from safety.writers import Fields, Sent, Writer
from sqlalchemy import NullPool, create_engine, select
from sqlalchemy.orm import Session

from quizapp.storage import asked
from quizapp.storage.asked import Item
from quizapp.storage.models import Attempt

KILLS = 22
ANSWERS = 2200
WRITERS = 10
PATIENCE = 90
"""Seconds after which a wait has failed."""


@contextmanager
def reading(database: str) -> Iterator[Session]:
    """A session that leaves no connection behind, so that at most kills nobody but the server has the database open."""
    engine = create_engine(database, poolclass=NullPool)
    with Session(engine) as db:
        yield db


@dataclass
class Siege:
    """A server on one port, its writers, and how many answers they were told are stored."""

    database: str
    port: int = field(default_factory=free_port)
    up: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)
    told: threading.Condition = field(default_factory=threading.Condition)
    acknowledged: int = 0
    writers: list[Writer] = field(default_factory=list)

    def begin(self) -> None:
        """Let the writers play: most get feedback at once, and half try an answer again until it is acknowledged."""
        for number in range(WRITERS):
            self.writers.append(
                Writer(
                    self.port,
                    random.Random(number),
                    feedback="end" if number % 5 == 0 else "each",
                    persists=number % 2 == 0,
                    keys=self.keys,
                    stop=self.stop,
                    back=self.back,
                    acknowledge=self.acknowledge,
                )
            )
            self.writers[-1].start()

    def keys(self, attempt: str) -> list[Fields]:
        """What answers an attempt right, read past the server."""
        with reading(self.database) as db:
            return [item.question.key(item.seed) for item in items(db, attempt)]

    def back(self) -> None:
        """Wait until there is a server again."""
        assert self.up.wait(PATIENCE)

    def acknowledge(self) -> None:
        """Count an answer."""
        with self.told:
            self.acknowledged += 1
            self.told.notify_all()

    def wait_for(self, answers: int) -> None:
        """Wait until so many answers were acknowledged in all."""
        with self.told:
            enough = self.told.wait_for(lambda: self.acknowledged >= answers or self.unexpected, PATIENCE)
        assert enough
        assert not self.unexpected

    def kill(self, server: Server) -> None:
        """Kill the server in the middle of whatever it does."""
        self.up.clear()
        server.kill()

    def end(self) -> None:
        """Stop the writers while there is a server to answer them."""
        self.stop.set()
        self.up.set()
        for writer in self.writers:
            writer.join(PATIENCE)
            assert not writer.is_alive()
        assert not self.unexpected

    @property
    def unexpected(self) -> list[str]:
        """Replies that no server may give."""
        return [each for writer in self.writers for each in writer.unexpected]


def items(db: Session, attempt: str) -> list[Item]:
    return asked.items(db, db.scalars(select(Attempt.id).where(Attempt.public_id == attempt)).one())


def stored(item: Item, form: Fields) -> tuple[object, int | None]:
    """What a form looks like in the database."""
    response = {"unknown": True} if form.get("unknown") else item.question.read(form, item.seed)
    sure = "" if form.get("unknown") else form["confidence"][0]  # Nobody is certain of not knowing.
    return response, int(sure) if sure else None


def lost(item: Item, sent: Sent) -> bool:
    """Whether the database does not hold what it must after `sent`; what was never acknowledged may be missing."""
    if item.response is None:
        return bool(sent.acknowledged)
    return (item.response, item.confidence) not in [stored(item, form) for form in sent.possible]


def broken_promises(db: Session, writer: Writer) -> list[str]:
    """Acknowledged answers and ends of which the database does not know."""
    attempts = {attempt for attempt, _ in writer.sent}
    there = {(attempt, item.position): item for attempt in attempts for item in items(db, attempt)}
    finished = set(db.scalars(select(Attempt.public_id).where(Attempt.finished_at.is_not(None))))
    return [
        *(f"answer {key}" for key, sent in writer.sent.items() if lost(there[key], sent)),
        *(f"end of {attempt}" for attempt in writer.handed_in - finished),
    ]


def test_a_killed_server_keeps_every_acknowledged_answer_once_and_whole(start_server: Starter, database: str) -> None:
    rng = random.Random()
    siege = Siege(database)
    start = partial(start_server, port=siege.port, QUIZAPP_DATABASE_URL=database)
    server = start()
    siege.up.set()
    siege.begin()
    for kills in range(1, KILLS + 1):
        siege.wait_for(ANSWERS * kills // (KILLS + 1) + rng.randint(-40, 40))
        siege.stop.wait(rng.random() / 20)
        siege.kill(server)
        server = start()
        siege.up.set()
    siege.wait_for(ANSWERS)
    siege.end()
    server.stop()
    with reading(database) as db:
        assert faults(db) == []
        assert [each for writer in siege.writers for each in broken_promises(db, writer)] == []
    assert sum(writer.retries for writer in siege.writers) > 0
