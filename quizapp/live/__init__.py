"""Live rooms in one process: who watches, what is told when, and answers stored many at once.

The database is the record; what is here is a copy of it, made anew whenever something says that it changed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from quizapp.live.boards import Boards
from quizapp.live.hub import Hub
from quizapp.live.intake import Intake
from quizapp.live.keeper import Keeper
from quizapp.live.local import LocalHub
from quizapp.live.redis import RedisHub

__all__ = ["Live"]

Sessions = Callable[[], Session]


@dataclass
class Live:
    """The parts that belong together. `sessions` opens a database session; by `redis_url` processes share hints."""

    sessions: Sessions
    redis_url: str = ""
    hub: Hub = field(init=False)
    boards: Boards = field(init=False)
    intake: Intake = field(init=False)
    keeper: Keeper = field(init=False)

    def __post_init__(self) -> None:
        """Put the parts together; nothing runs before somebody watches a room."""
        self.hub = RedisHub(self.redis_url) if self.redis_url else LocalHub()
        self.boards = Boards(self.sessions)
        self.intake = Intake(self.sessions)
        self.keeper = Keeper(self.sessions, self.hub, self.boards)

    def close(self) -> None:
        """End all watching, and leave the database alone from then on."""
        self.hub.close()
        self.keeper.wait()
