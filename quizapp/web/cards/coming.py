"""What the days after today bring beside facts that are due: new ones, or why there are none."""

from dataclasses import dataclass

from quizapp.storage import outlook
from quizapp.storage.learners import Who
from quizapp.web.database import db


@dataclass(frozen=True, slots=True)
class Coming:
    """Whether any bank feeds the cards, how many new facts a day are wanted, and how many were never met."""

    fed: bool
    new_a_day: int
    unmet: int

    @property
    def tomorrow(self) -> bool:
        """Whether tomorrow holds new facts."""
        return bool(self.fed and self.new_a_day and self.unmet)


def coming(who: Who) -> Coming:
    """For a learner whose cards of today are done."""
    banks = outlook.bank_ids(db.session(), who.id)
    return Coming(bool(banks), who.preferences.new_a_day, outlook.unmet(db.session(), who.id, banks))
