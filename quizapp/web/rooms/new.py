"""Opening a room: defaults that are good, so that a class plays within a minute."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from quizapp.actions.assign import choose
from quizapp.actions.open_room import open_room
from quizapp.actions.start import LONGEST, NothingToAsk
from quizapp.core.assignment import Assignment
from quizapp.core.kinds import KINDS, QUIZZED
from quizapp.core.message import mark
from quizapp.core.room import LONGEST as MOST_SECONDS
from quizapp.core.room import MOST_BONUS, SHORTEST, RoomSettings
from quizapp.storage import classes, room_list, shelf
from quizapp.storage.database import write
from quizapp.storage.question_list import choosable
from quizapp.storage.shelf import Shelved
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.join import gate
from quizapp.web.language import gettext
from quizapp.web.study.setup import TOO_NARROW, Checkboxes

MOST_TEAMS = 8
QUICK = [name for name in QUIZZED if not KINDS[name].shows_brief]
"""Kinds that half a minute is enough for."""
LENGTH = mark("Ask from 1 to %(most)d questions.")
SECONDS = mark("Give from %(least)d to %(most)d seconds.")
BONUS = mark("Speed may add from 0 to %(most)d per cent.")
TEAMS = mark("Make at most %(most)d teams, or 0 for none.")


def _between(text: str, least: int, most: int) -> list[InputRequired | NumberRange]:
    """A whole number from `least` to `most`, told in words of ours."""
    told = gettext(text, least=least, most=most)
    return [InputRequired(told), NumberRange(least, most, told)]


class RoomForm(FlaskForm):
    """How a room goes."""

    length = IntegerField(default=10)
    seconds = IntegerField(default=30)
    topics = Checkboxes()
    kinds = Checkboxes()
    questions = Checkboxes(validate_choice=False)
    words = StringField()
    in_class = SelectField(default="")
    pace = RadioField(default="host", choices=[SelectChoice("host"), SelectChoice("automatic")])
    bonus = IntegerField(default=0, validators=[Optional()])
    confidence = BooleanField()
    teams = IntegerField(default=0, validators=[Optional()])
    own_order = BooleanField()
    approve = BooleanField()
    made_names = BooleanField()

    def __init__(self, ground: "Ground") -> None:
        super().__init__()
        self.in_class.choices = [
            SelectChoice("", gettext("Anybody with the code")),
            *(SelectChoice(each.public_id, each.name) for each in ground.classes),
        ]
        self.topics.choices = [SelectChoice(topic.id, topic.title) for topic in ground.bank.topics]
        self.kinds.choices = [SelectChoice(name, gettext(KINDS[name].title)) for name in QUIZZED]
        if not self.is_submitted():
            self.kinds.data = list(QUICK)
            self.in_class.data = request.args.get("in_class", "")

    def is_fine(self) -> bool:
        """Whether all of it can be; what cannot is told beside its field."""
        return bool(
            self.validate(
                {
                    "length": _between(LENGTH, 1, LONGEST),
                    "seconds": _between(SECONDS, SHORTEST, MOST_SECONDS),
                    "bonus": [NumberRange(0, MOST_BONUS, gettext(BONUS, most=MOST_BONUS))] if self.bonus.data else [],
                    "teams": [NumberRange(0, MOST_TEAMS, gettext(TEAMS, most=MOST_TEAMS))] if self.teams.data else [],
                }
            )
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """What a teacher may choose among."""

    banks: list[Shelved]
    bank: Shelved
    classes: list[classes.ClassRow]


def mine() -> str:
    """The teacher's rooms: those that go on, and those that are over."""
    account = roles.holder("teacher")
    zone = ZoneInfo(identity.somebody().zone)
    found = room_list.rooms_run(db.session(), account.user_id)
    return render_template(
        "rooms/mine.html",
        going=[each for each in found if each.state.phase != "over"],
        past=[(each, each.created_at.astimezone(zone).date()) for each in found if each.state.phase == "over"],
        results="results.show" in current_app.view_functions,
    )


def show() -> str:
    """The choices, for one bank at a time."""
    ground = _ground(request.args.get("bank", ""))
    return _page(ground, RoomForm(ground)) if ground else render_template("rooms/no_bank.html")


def post() -> ResponseReturnValue:
    """Open the room and go to its screen; or look for questions to choose by hand."""
    ground = _ground(request.form.get("bank", ""))
    if ground is None:
        abort(404)
    form = RoomForm(ground)
    if "find" in request.form:
        return _page(ground, form)
    if not form.is_fine():
        return _page(ground, form), 422
    owner, session, now = roles.holder("teacher"), db.session(), identity.now()
    in_class = next((each for each in ground.classes if each.public_id == form.in_class.data), None)
    try:
        drawn = choose(session, ground.bank.id, _wanted(form, ground.bank), now)
    except NothingToAsk:
        form.kinds.errors = [*form.kinds.errors, gettext(TOO_NARROW)]
        return _page(ground, form), 422
    write(session)
    asked, class_id = [each.key for each in drawn], in_class.id if in_class else None
    room = open_room(
        session, owner.user_id, ground.bank.title, _settings(form), asked, now, class_id, gate.place_hash()
    )
    session.commit()
    return redirect(url_for("rooms.host", room_id=room.public_id), 303)


def _ground(slug: str) -> Ground | None:
    """None where there is no bank at all; 404 for one that this teacher may not use."""
    owner, session = roles.holder("teacher"), db.session()
    banks = shelf.shelf(session, owner.user_id)
    if not banks and not slug:
        return None
    bank = next((each for each in banks if each.slug == slug or not slug), None)
    if bank is None:
        abort(404)
    return Ground(banks, bank, [each for each in classes.all_taught(session, owner.user_id) if not each.archived_at])


def _wanted(form: RoomForm, bank: Shelved) -> Assignment:
    return Assignment(
        bank=bank.slug,
        length=form.length.data or 1,
        topics=tuple(form.topics.data or ()),
        kinds=tuple(form.kinds.data or ()),
        questions=_chosen(form),
    )


def _chosen(form: RoomForm) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form.questions.data or ()))[:LONGEST]


def _settings(form: RoomForm) -> RoomSettings:
    return RoomSettings(
        seconds=form.seconds.data or SHORTEST,
        pace="automatic" if form.pace.data == "automatic" else "host",
        bonus=form.bonus.data or 0,
        confidence=bool(form.confidence.data),
        teams=form.teams.data or 0,
        own_order=bool(form.own_order.data),
        approve=bool(form.approve.data),
        made_names=bool(form.made_names.data),
        rehearsal="rehearsal" in request.form,
    )


def _page(ground: Ground, form: RoomForm) -> str:
    chosen = _chosen(form)
    found, more = choosable(db.session(), ground.bank.id, form.words.data or "", chosen)
    topics = {topic.id: topic.title for topic in ground.bank.topics}
    return render_template(
        "rooms/new.html",
        ground=ground,
        form=form,
        bank=ground.bank,
        found=found,
        more=more,
        chosen=chosen,
        topics=topics,
    )
