"""Choosing how a quiz goes, and starting it."""

from flask import abort, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.actions.start import LENGTH, LONGEST, NothingToAsk, Settings, choose, new_seed
from quizapp.actions.start import start as begin
from quizapp.core.kinds import KINDS, QUIZZED
from quizapp.core.message import mark
from quizapp.storage import shelf
from quizapp.storage.shelf import Shelved
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.language import gettext

LONGEST_MINUTES = 180
TOO_NARROW = mark("No question fits this choice. Choose more topics or more kinds.")


class Checkboxes(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SetupForm(FlaskForm):
    """How a quiz goes."""

    bank = HiddenField()
    zone = HiddenField()
    length = IntegerField(
        default=LENGTH,
        validators=[InputRequired(mark("Say how many questions you want.")), NumberRange(1, LONGEST)],
    )
    topics = Checkboxes()
    kinds = Checkboxes()
    feedback = RadioField(default="each", choices=[SelectChoice("each"), SelectChoice("end")])
    confidence = BooleanField(default=True)
    minutes = IntegerField(
        validators=[Optional(), NumberRange(1, LONGEST_MINUTES, mark("A quiz takes 1 to 180 minutes."))]
    )


def show(slug: str) -> str:
    """The choices for a quiz on one bank."""
    bank = shelf.bank(db.session(), slug, identity.user_id())
    if bank is None:
        abort(404)
    return _page(bank, _form(bank))


def start() -> tuple[str, int] | Response:
    """Start a quiz with the settings sent, or with the defaults where none are."""
    slug = request.form.get("bank", "")
    bank = shelf.bank(db.session(), slug, identity.user_id()) if slug else None
    if slug and bank is None:
        abort(404)
    form = _form(bank)
    if not form.validate():
        return (_page(bank, form), 422) if bank else abort(400)
    return begin_quiz(_settings(form, bank), form.zone.data or "", bank, form)


def begin_quiz(
    settings: Settings, zone: str = "", bank: Shelved | None = None, form: SetupForm | None = None
) -> tuple[str, int] | Response:
    """Draw, issue and go to the first question; a stranger becomes a guest on the way."""
    session, seed = db.session(), new_seed()
    try:
        drawn = choose(session, identity.who(), settings, identity.now(), seed)
        learner, secret = identity.enrol(zone)
        attempt_id = begin(session, learner, settings, drawn, seed, identity.now())
    except NothingToAsk:
        session.rollback()
        if bank is None or form is None:
            return redirect(url_for("study.home"), 303)
        form.kinds.errors = [*form.kinds.errors, gettext(TOO_NARROW)]
        return _page(bank, form), 422
    session.commit()
    response = redirect(url_for("study.question", attempt_id=attempt_id, position=1), 303)
    identity.remember_browser(response, secret)
    return response


def _form(bank: Shelved | None) -> SetupForm:
    form = SetupForm()
    form.kinds.choices = [SelectChoice(name, gettext(KINDS[name].title)) for name in QUIZZED]
    form.topics.choices = [SelectChoice(topic.id, topic.title) for topic in bank.topics] if bank else []
    if not form.is_submitted():
        form.bank.data = bank.slug if bank else ""
        form.topics.data = [choice.value for choice in form.topics.choices]
        form.kinds.data = list(QUIZZED)
    return form


def _settings(form: SetupForm, bank: Shelved | None) -> Settings:
    """The form as settings. All boxes ticked is the same as none: any."""
    return Settings(
        length=form.length.data or LENGTH,
        bank=bank.slug if bank else None,
        topics=_some(form.topics),
        kinds=_some(form.kinds),
        feedback="end" if form.feedback.data == "end" else "each",
        confidence=bool(form.confidence.data),
        minutes=form.minutes.data or None,
    )


def _some(field: Checkboxes) -> tuple[str, ...]:
    chosen = tuple(field.data or ())
    return () if len(chosen) == len(list(field.choices or ())) else chosen


def _page(bank: Shelved, form: SetupForm) -> str:
    return render_template("study/setup.html", bank=bank, form=form)
