"""The settings page: what is set, what it costs, and saving it."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.set_preferences import set_preferences
from quizapp.core.preferences import Preferences
from quizapp.core.study_day import study_day
from quizapp.storage import outlook, shelf
from quizapp.storage.learners import Who
from quizapp.storage.shelf import Shelved
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.settings import ahead
from quizapp.web.settings.form import SettingsForm


def show() -> str:
    """What is set, and what it costs; for a stranger, the defaults. Creates nothing."""
    banks, who = shelf.shelf(db.session(), identity.user_id()), identity.who()
    form, preferences = _form(banks, who), _preferences(who)
    fed = outlook.bank_ids(db.session(), who.id if who else None)
    form.fill(who, preferences, [bank.slug for bank in banks if bank.id in fed])
    return _page(form, who, banks)


def save() -> tuple[str, int] | Response:
    """Keep the settings, all of them or, where one cannot be, none; a stranger becomes a guest on the way."""
    session, who = db.session(), identity.who()
    banks = shelf.shelf(session, identity.user_id())
    form = _form(banks, who)
    if not form.validate():
        return _page(form, who, banks), 422
    learner, secret = identity.enrol(form.zone.data)
    set_preferences(session, learner, form.choices(banks), identity.now())
    session.commit()
    response = redirect(url_for("settings.show", saved=1), 303)
    identity.remember_browser(response, secret)
    return response


def _form(banks: list[Shelved], who: Who | None) -> SettingsForm:
    now = identity.now()
    form = SettingsForm(who, banks, study_day(now, who.zone, who.rollover) if who else now.date())
    stored = _preferences(who).ready_by
    # A date that has passed is no mistake of today's: left as it was, it goes away with the next saving.
    if form.is_submitted() and stored and stored <= form.today and form.ready_by.data == stored:
        form.ready_by.data = None
    return form


def _preferences(who: Who | None) -> Preferences:
    return who.preferences if who else Preferences()


def _page(form: SettingsForm, who: Who | None, banks: list[Shelved]) -> str:
    preferences = _preferences(who)
    return render_template(
        "settings/page.html",
        form=form,
        known=who is not None,
        banks=banks,
        saved="saved" in request.args and not form.is_submitted(),
        load=ahead.load(db.session(), who, preferences, form.today),
        plan=ahead.plan(db.session(), who, preferences, banks, form.today),
        fit=ahead.fit(db.session(), who),
    )
