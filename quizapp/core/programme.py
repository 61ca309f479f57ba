"""A programme of onboarding: what its certification asks, what passes, and how long that holds."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from quizapp.core.assignment import MOST_MINUTES
from quizapp.core.message import Message, mark

MOST_ASKED = 100
"""Questions of one certification, beyond those on must-know facts."""


@dataclass(frozen=True, slots=True)
class Programme:
    """Settings. `length` counts questions of the certification: must-know facts are all asked, even where more.

    `pass_mark` is in per cent of the plain score; with `every_must`, each must-know fact has to be right as well.
    """

    length: int = 30
    pretest: int = 15
    drill: int = 10
    """Answers in practice that make the drill."""
    minutes: int = 60
    """For the pre-test and for the certification, each."""
    pass_mark: int = 80
    every_must: bool = True
    wait_hours: int = 24
    """Between a certification that was not passed and the next one."""
    valid_days: int = 365
    drill_first: bool = True
    """Whether the certification opens only after the drill."""

    def data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


def programme_from(data: Mapping[str, Any]) -> Programme:
    """Settings as `data` wrote them; what is missing takes its default, and what else stands there is left out."""
    return Programme(**{name: data[name] for name in Programme.__dataclass_fields__ if name in data})


def problems(wanted: Programme) -> dict[str, Message]:
    """What is wrong with the settings, by field; empty where nothing is."""
    rules = {
        "length": (1 <= wanted.length <= MOST_ASKED, mark("Ask between 1 and 100 questions.")),
        "pretest": (1 <= wanted.pretest <= 50, mark("Ask between 1 and 50 questions.")),
        "drill": (0 <= wanted.drill <= 500, mark("Ask for between 0 and 500 answers.")),
        "minutes": (1 <= wanted.minutes <= MOST_MINUTES, mark("Give between 1 and 480 minutes.")),
        "pass_mark": (1 <= wanted.pass_mark <= 100, mark("A pass mark lies between 1 and 100 per cent.")),
        "wait_hours": (0 <= wanted.wait_hours <= 720, mark("Let people wait between 0 and 720 hours.")),
        "valid_days": (1 <= wanted.valid_days <= 3650, mark("Let it be valid for between 1 and 3,650 days.")),
    }
    return {field: Message(text) for field, (holds, text) in rules.items() if not holds}
