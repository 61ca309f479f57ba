"""What a learner may set about their cards, with good defaults."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, get_args

from quizapp.core.memory import RETENTION
from quizapp.core.schedule import Schedule

Order = Literal["urgent", "topic", "random"]
Forms = Literal["mixed", "turned", "typed"]
ORDERS: tuple[Order, ...] = get_args(Order)
FORMS: tuple[Forms, ...] = get_args(Forms)
NEW_A_DAY = 10
MOST_NEW_A_DAY = 200
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a learner's cards go. `ready_by` is a day to be ready by, `ready_bank` the slug of the bank it is about."""

    new_a_day: int = NEW_A_DAY
    order: Order = "urgent"
    forms: Forms = "mixed"
    retention: float = RETENTION
    easy_days: tuple[int, ...] = ()
    ready_by: date | None = None
    ready_bank: str = ""

    @property
    def schedule(self) -> Schedule:
        """When facts come back by these preferences."""
        return Schedule(self.retention, frozenset(self.easy_days))

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            **asdict(self),
            "easy_days": list(self.easy_days),
            "ready_by": self.ready_by.isoformat() if self.ready_by else None,
        }


def preferences_from(data: Mapping[str, Any]) -> Preferences:
    """The inverse of `data`; what is missing has its default, so that an old learner's settings still read."""
    known = {name: data[name] for name in Preferences.__slots__ if name in data}
    if "easy_days" in known:
        known["easy_days"] = tuple(known["easy_days"])
    if known.get("ready_by"):
        known["ready_by"] = date.fromisoformat(known["ready_by"])
    return Preferences(**known)
