"""The form of a learner's settings, and the way between it and what is stored."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from quizapp.actions.set_preferences import Choices
from quizapp.core.message import mark
from quizapp.core.preferences import LEAST_RETENTION, MOST_NEW_A_DAY, MOST_RETENTION, Preferences
from quizapp.core.readiness import FURTHEST
from quizapp.core.study_day import NOWHERE, ROLLOVER
from quizapp.storage.learners import Who
from quizapp.storage.shelf import Shelved
from quizapp.web.language import gettext
from quizapp.web.study.setup import Checkboxes

ORDER_TITLES = {
    "urgent": mark("Most urgent first"),
    "topic": mark("Topic by topic"),
    "random": mark("By chance"),
}
FORM_TITLES = {
    "mixed": mark("Mixed"),
    "turned": mark("Turn the card and grade myself"),
    "typed": mark("Type the answer where possible"),
}
LATEST_ROLLOVER = 11
NEW = mark("Choose a whole number from %(least)s to %(most)s.")


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """The names of all time zones; looking for them takes a while."""
    return tuple(sorted(available_timezones() - set(NOWHERE)))


class SettingsForm(FlaskForm):
    """All settings at once."""

    new_a_day = IntegerField()
    order = RadioField(choices=[SelectChoice(name, title) for name, title in ORDER_TITLES.items()])
    forms = RadioField(choices=[SelectChoice(name, title) for name, title in FORM_TITLES.items()])
    retention = IntegerField()
    easy_days = Checkboxes()
    zone = SelectField()
    rollover = IntegerField()
    banks = Checkboxes()
    ready_by = DateField(validators=[Optional()])
    ready_bank = SelectField()

    def __init__(self, who: Who | None, shelf: Sequence[Shelved], today: date) -> None:
        super().__init__()
        self.today = today
        self.new_a_day.validators = _whole(0, MOST_NEW_A_DAY)
        self.retention.validators = _whole(round(LEAST_RETENTION * 100), round(MOST_RETENTION * 100))
        self.rollover.validators = _whole(0, LATEST_ROLLOVER)
        for field in (self.order, self.forms):
            field.choices = [SelectChoice(each.value, gettext(each.label)) for each in field.choices]
        self.easy_days.choices = [
            SelectChoice(str(at), name) for at, name in sorted(get_day_names(locale=str(get_locale())).items())
        ]
        present = {who.zone} if who else set()
        self.zone.choices = [SelectChoice(name) for name in sorted({*zones(), *present})]
        self.banks.choices = [SelectChoice(bank.slug, bank.title) for bank in shelf]
        self.ready_bank.choices = [SelectChoice("", gettext("No bank")), *self.banks.choices]

    def fill(self, who: Who | None, preferences: Preferences, fed: Sequence[str]) -> None:
        """Show what is set; `fed` are the slugs of the banks that feed the cards."""
        self.new_a_day.data, self.order.data, self.forms.data = (
            preferences.new_a_day,
            preferences.order,
            preferences.forms,
        )
        self.retention.data = round(preferences.retention * 100)
        self.easy_days.data = [str(at) for at in preferences.easy_days]
        self.zone.data = who.zone if who else "UTC"
        self.rollover.data = (who.rollover if who else ROLLOVER) // 60
        self.banks.data = list(fed)
        self.ready_by.data, self.ready_bank.data = preferences.ready_by, preferences.ready_bank

    def choices(self, shelf: Sequence[Shelved]) -> Choices:
        """What was chosen. The form must be valid."""
        fed = set(self.banks.data or ())
        preferences = Preferences(
            new_a_day=self.new_a_day.data,
            order=self.order.data,
            forms=self.forms.data,
            retention=self.retention.data / 100,
            easy_days=tuple(sorted(int(each) for each in self.easy_days.data or ())),
            ready_by=self.ready_by.data,
            ready_bank=self.ready_bank.data if self.ready_by.data else "",
        )
        return Choices(
            preferences,
            self.zone.data,
            self.rollover.data * 60,
            frozenset(bank.id for bank in shelf if bank.slug not in fed),
        )

    def validate_easy_days(self, field: Any) -> None:
        """Work has to go somewhere."""
        if len(field.data or ()) == 7:
            raise ValidationError(gettext("Leave at least one day that may hold the work of the others."))

    def validate_ready_by(self, field: Any) -> None:
        """A date ahead, with a bank; one that has passed and was stored before may stay."""
        if field.data is None:
            return
        if field.data <= self.today:
            raise ValidationError(gettext("Choose a day after today, or leave the date empty."))
        if (field.data - self.today).days > FURTHEST:
            raise ValidationError(gettext("Choose a day within a year from now."))

    def validate_ready_bank(self, field: Any) -> None:
        """A date needs a bank."""
        if self.ready_by.data and not field.data:
            raise ValidationError(gettext("Say which bank you want to be ready in."))


def _whole(least: int, most: int) -> list[object]:
    said = gettext(NEW, least=least, most=most)
    return [InputRequired(said), NumberRange(least, most, said)]
