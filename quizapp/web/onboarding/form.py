"""The forms of a programme and of a cohort."""

from dataclasses import asdict
from datetime import datetime

from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length

from quizapp.actions.run_class import tidy_class_name
from quizapp.core.names import BadName
from quizapp.core.programme import Programme, problems, programme_from
from quizapp.web.assignments.form import LONGEST_TITLE, TITLE, TimeForm, WallTime, Whole
from quizapp.web.language import said

NUMBERS = ("length", "pretest", "drill", "minutes", "pass_mark", "wait_hours", "valid_days")
SWITCHES = ("every_must", "drill_first")


class ProgrammeForm(FlaskForm):
    """Title and settings of a programme."""

    title = StringField(validators=[DataRequired(TITLE), Length(max=LONGEST_TITLE, message=TITLE)])
    length = Whole()
    pretest = Whole()
    drill = Whole()
    minutes = Whole()
    pass_mark = Whole()
    wait_hours = Whole()
    valid_days = Whole()
    every_must = BooleanField()
    drill_first = BooleanField()

    def fill(self, title: str, settings: Programme) -> None:
        """Show what is set, or proposed."""
        self.title.data = title
        for name, value in asdict(settings).items():
            self._fields[name].data = value

    def read(self) -> Programme | None:
        """The settings; None with the problems written beside their fields."""
        fine = self.validate()
        typed = {name: self._fields[name].data for name in (*NUMBERS, *SWITCHES)}
        wanted = programme_from({name: -1 if value is None else value for name, value in typed.items()})
        for name, problem in problems(wanted).items():
            if not self._fields[name].errors:
                self._fields[name].errors = [said(problem)]
            fine = False
        return wanted if fine else None

    @property
    def called(self) -> str:
        """The title, without blanks around it."""
        return " ".join((self.title.data or "").split())

    @property
    def more(self) -> bool:
        """Whether what is folded away has to be seen: something there differs from what is proposed, or is wrong."""
        usual = asdict(Programme())
        folded = [self._fields[name] for name in usual if name not in ("pass_mark", "valid_days")]
        return any(field.errors or field.data != usual[field.name] for field in folded)


class CohortForm(TimeForm):
    """Name and deadline of a cohort; `closes` is the deadline."""

    title = StringField()
    closes = WallTime()

    def read(self, zone: str) -> tuple[str, datetime] | None:
        """The tidy name and the deadline; None with the problems written beside their fields."""
        fine = self.validate()
        deadline = self.moment_of(self.closes, zone, later=True)
        try:
            name = tidy_class_name(self.title.data or "")
        except BadName as error:
            self.tell("title", said(error.message))
            return None
        return (name, deadline) if fine and deadline else None
