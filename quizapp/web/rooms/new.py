"""Opening a room: defaults that are good, so that a class plays within a minute."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from quizapp.actions.open_room import open_room
from quizapp.actions.start import LONGEST, NothingToAsk, Settings, choose, new_seed
from quizapp.core.kinds import KINDS, QUIZZED
from quizapp.core.message import mark
from quizapp.core.room import LONGEST as MOST_SECONDS
from quizapp.core.room import MOST_BONUS, SHORTEST, RoomSettings
from quizapp.storage import classes, rooms, shelf
from quizapp.storage.database import write
from quizapp.storage.shelf import Shelved
from quizapp.web import identity, roles
from quizapp.web.database import db
from quizapp.web.language import gettext
from quizapp.web.study.setup import TOO_NARROW, Checkboxes

MOST_TEAMS = 8
WHOLE = mark("Write a whole number.")


class RoomForm(FlaskForm):
    """How a room goes."""

    bank = SelectField()
    length = IntegerField(default=10, validators=[NumberRange(1, LONGEST)])
    seconds = IntegerField(default=30, validators=[NumberRange(SHORTEST, MOST_SECONDS)])
    topics = Checkboxes()
    kinds = Checkboxes()
    in_class = SelectField(default="")
    pace = RadioField(default="host", choices=[SelectChoice("host"), SelectChoice("automatic")])
    bonus = IntegerField(default=0, validators=[Optional(), NumberRange(0, MOST_BONUS)])
    confidence = BooleanField()
    teams = IntegerField(default=0, validators=[Optional(), NumberRange(0, MOST_TEAMS)])
    own_order = BooleanField()
    approve = BooleanField()
    made_names = BooleanField()
    rehearsal = BooleanField()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a teacher may choose among."""

    banks: list[Shelved]
    bank: Shelved
    classes: list[classes.ClassRow]


def mine() -> str:
    """The teacher's rooms."""
    account = roles.holder("teacher")
    return render_template("rooms/mine.html", rooms=rooms.rooms_run(db.session(), account.user_id))


def show() -> str:
    """The choices, for one bank at a time."""
    ground = _ground(request.args.get("bank", ""))
    return _page(ground, _form(ground))


def post() -> ResponseReturnValue:
    """Open the room and go to its screen."""
    ground = _ground(request.form.get("bank", ""))
    form = _form(ground)
    if not form.validate():
        return _page(ground, form), 422
    owner, session = roles.holder("teacher"), db.session()
    in_class = next((each for each in ground.classes if each.public_id == form.in_class.data), None)
    try:
        drawn = choose(session, None, _wanted(form, ground.bank), identity.now(), new_seed())
        if not drawn:
            raise NothingToAsk
    except NothingToAsk:
        form.kinds.errors = [*form.kinds.errors, gettext(TOO_NARROW)]
        return _page(ground, form), 422
    write(session)
    room = open_room(
        session,
        owner.user_id,
        ground.bank.title,
        _settings(form),
        [each.key for each in drawn],
        identity.now(),
        in_class.id if in_class else None,
    )
    session.commit()
    return redirect(url_for("rooms.host", room_id=room.public_id), 303)


def _ground(slug: str) -> Ground:
    owner, session = roles.holder("teacher"), db.session()
    banks = _banks(session)
    bank = next((each for each in banks if each.slug == slug), banks[0] if banks and not slug else None)
    if bank is None:
        abort(404)
    return Ground(banks, bank, [each for each in classes.all_taught(session, owner.user_id) if not each.archived_at])


def _banks(session: Session) -> list[Shelved]:
    return shelf.shelf(session)


def _form(ground: Ground) -> RoomForm:
    form = RoomForm()
    form.bank.choices = [SelectChoice(each.slug, each.title) for each in ground.banks]
    form.in_class.choices = [
        SelectChoice("", gettext("Anybody with the code")),
        *(SelectChoice(each.public_id, each.name) for each in ground.classes),
    ]
    form.topics.choices = [SelectChoice(topic.id, topic.title) for topic in ground.bank.topics]
    form.kinds.choices = [SelectChoice(name, gettext(KINDS[name].title)) for name in QUIZZED]
    if not form.is_submitted():
        form.bank.data = ground.bank.slug
        form.in_class.data = request.args.get("in_class", "")
    return form


def _wanted(form: RoomForm, bank: Shelved) -> Settings:
    return Settings(
        length=form.length.data,
        bank=bank.slug,
        topics=tuple(form.topics.data or ()),
        kinds=tuple(form.kinds.data or ()),
    )


def _settings(form: RoomForm) -> RoomSettings:
    return RoomSettings(
        seconds=form.seconds.data,
        pace="automatic" if form.pace.data == "automatic" else "host",
        bonus=form.bonus.data or 0,
        confidence=bool(form.confidence.data),
        teams=form.teams.data or 0,
        own_order=bool(form.own_order.data),
        approve=bool(form.approve.data),
        made_names=bool(form.made_names.data),
        rehearsal=bool(form.rehearsal.data),
    )


def _page(ground: Ground, form: RoomForm) -> str:
    return render_template("rooms/new.html", ground=ground, form=form, bank=ground.bank)
