"""The form of an assignment, and the way between it and what is stored. Times are by the teacher's wall clock."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from quizapp.core.assignment import MOST_QUESTIONS, Assignment, problems
from quizapp.core.kinds import KINDS, QUIZZED
from quizapp.core.message import mark
from quizapp.core.wall_clock import NoSuchTime, moment, wall_of
from quizapp.storage.shelf import Shelved
from quizapp.web.language import gettext, said
from quizapp.web.study.setup import Checkboxes

LASTS, CLOSES = timedelta(days=7), time(18)
"""What is proposed: a week, and the time of day at which it closes."""
LONGEST_TITLE = 120
YEARS = range(2000, 2200)
WALL = "%Y-%m-%dT%H:%M"
WHOLE = mark("Write a whole number.")
TIME = mark("Write a day and a time, such as 2026-11-24T18:00.")
NO_TIME = mark("The clocks go forward over this time, so it never comes. Choose an earlier or a later one.")
TITLE = mark("Give it a title of at most 120 signs.")


class Whole(IntegerField):
    """A whole number, with a message of ours where it is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is None."""
        typed = valuelist[0].strip() if valuelist else ""
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
            self.data = None
            raise ValueError(gettext(WHOLE))
        self.data = int(typed) if typed else None


class WallTime(StringField):
    """A day and a time as a clock on the wall shows them."""

    def wall(self) -> datetime | None:
        """What was typed, without a zone; None where it cannot be read."""
        try:
            found = datetime.fromisoformat((self.data or "").strip())
        except ValueError:
            return None
        return found if found.tzinfo is None and found.year in YEARS else None


class TimeForm(FlaskForm):
    """What may still change once somebody has begun."""

    title = StringField(validators=[DataRequired(TITLE), Length(max=LONGEST_TITLE, message=TITLE)])
    closes = WallTime()

    def moment_of(self, field: WallTime, zone: str, later: bool) -> datetime | None:
        """The moment typed into a field; None with a problem written beside it."""
        wall = field.wall()
        try:
            if wall:
                return moment(wall, zone, later)
            self.tell(field.name, gettext(TIME))
        except NoSuchTime:
            self.tell(field.name, gettext(NO_TIME))
        return None

    def tell(self, name: str, problem: str) -> None:
        """Write a problem beside a field."""
        field = self._fields[name]
        field.errors = [*field.errors, problem]

    @property
    def called(self) -> str:
        """The title, without blanks around it."""
        return " ".join((self.title.data or "").split())


class AssignmentForm(TimeForm):
    """Everything about an assignment."""

    length = Whole()
    opens = WallTime()
    minutes = Whole(validators=[Optional()])
    attempts = Whole()
    pass_mark = Whole(validators=[Optional()])
    topics = Checkboxes()
    kinds = Checkboxes()
    questions = Checkboxes(validate_choice=False)
    feedback = RadioField(choices=[SelectChoice("after"), SelectChoice("now")])
    draw = RadioField(choices=[SelectChoice("fixed"), SelectChoice("individual")])
    confidence = BooleanField()

    def __init__(self, bank: Shelved) -> None:
        super().__init__()
        self.bank = bank
        self.topics.choices = [SelectChoice(topic.id, topic.title) for topic in bank.topics]
        self.kinds.choices = [SelectChoice(name, gettext(KINDS[name].title)) for name in QUIZZED]

    def propose(self, now: datetime, zone: str) -> None:
        """Show what is good for most: ten questions, from now for a week."""
        wall = wall_of(now, zone)
        self.fill(self.bank.title, Assignment(self.bank.slug), wall, datetime.combine(wall + LASTS, CLOSES))

    def fill(self, title: str, settings: Assignment, opens: datetime, closes: datetime) -> None:
        """Show what is set; times by the wall clock."""
        self.title.data, self.opens.data, self.closes.data = title, opens.strftime(WALL), closes.strftime(WALL)
        self.length.data, self.attempts.data = settings.length, settings.attempts
        self.minutes.data = settings.seconds // 60 if settings.seconds else None
        self.pass_mark.data = settings.pass_mark
        self.topics.data, self.kinds.data = list(settings.topics), list(settings.kinds)
        self.questions.data = list(settings.questions)
        self.feedback.data, self.draw.data = settings.feedback, settings.draw
        self.confidence.data = settings.confidence

    def read(self, zone: str) -> tuple[Assignment, datetime, datetime] | None:
        """Settings and window; None with the problems written beside their fields."""
        fine = self.validate()
        opens = self.moment_of(self.opens, zone, later=False)
        closes = self.moment_of(self.closes, zone, later=True)
        wanted = self._settings()
        if opens and closes:
            for name, problem in problems(wanted, opens, closes).items():
                if not self._fields[name].errors:
                    self.tell(name, said(problem))
                fine = False
        return (wanted, opens, closes) if fine and opens and closes else None

    def _settings(self) -> Assignment:
        chosen = tuple(dict.fromkeys(self.questions.data or ()))
        return Assignment(
            bank=self.bank.slug,
            topics=tuple(self.topics.data or ()),
            kinds=tuple(self.kinds.data or ()),
            questions=chosen,
            length=min(len(chosen), MOST_QUESTIONS) if chosen else self.length.data or 0,
            seconds=None if self.minutes.data is None else self.minutes.data * 60,
            attempts=self.attempts.data or 0,
            pass_mark=self.pass_mark.data,
            feedback="now" if self.feedback.data == "now" else "after",
            draw="individual" if self.draw.data == "individual" else "fixed",
            confidence=bool(self.confidence.data),
        )

    @property
    def more(self) -> bool:
        """Whether what is folded away has to be seen: something there differs from what is proposed, or is wrong."""
        usual: Mapping[str, Any] = {"attempts": 1, "feedback": "after", "draw": "fixed"}
        folded = ("minutes", "attempts", "pass_mark", "topics", "kinds", "questions", "feedback", "draw", "confidence")
        fields = [self._fields[name] for name in folded]
        return any(field.errors or (field.data or None) != usual.get(field.name) for field in fields)


def words_sought() -> tuple[str, bool]:
    """The words to find questions by; and whether they were just typed, so that nothing is set yet."""
    words = request.form.get("find", "")[:200].strip()
    asked = "seek" in request.form or words != request.form.get("found", "").strip()
    return words, asked
