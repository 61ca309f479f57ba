"""What the days after today bring beside facts that are due: new ones, or why there are none."""

from dataclasses import dataclass

from quizapp.storage import met_banks, outlook
from quizapp.storage.learners import Who
from quizapp.web.database import db


@dataclass(frozen=True, slots=True)
class Coming:
    """Whether any bank feeds the cards, how many new facts a day are wanted, and whether any was never met."""

    fed: bool
    new_a_day: int
    unmet: bool

    @property
    def tomorrow(self) -> bool:
        """Whether tomorrow holds new facts."""
        return bool(self.fed and self.new_a_day and self.unmet)


def coming(who: Who) -> Coming:
    """For a learner whose cards of today are done."""
    banks = outlook.bank_ids(db.session(), who.id)
    return Coming(bool(banks), who.preferences.new_a_day, met_banks.anything_new(db.session(), who.id))
