"""Programmes, for the editors who run them: making one, its settings, and its cohorts."""

from datetime import datetime, time, timedelta

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quizapp.actions.open_cohort import FactUnasked, NotPublic, open_cohort
from quizapp.actions.set_programme import archive_programme, change_programme, set_programme
from quizapp.actions.start import NothingToAsk
from quizapp.core.programme import Programme
from quizapp.core.wall_clock import offset_of, wall_of
from quizapp.storage import askable, classes, programmes, shelf
from quizapp.storage.database import write
from quizapp.storage.programmes import ProgrammeRow
from quizapp.storage.shelf import Shelved
from quizapp.web import identity, roles
from quizapp.web.assignments.form import WALL
from quizapp.web.database import db
from quizapp.web.language import gettext
from quizapp.web.onboarding import access
from quizapp.web.onboarding.form import CohortForm, ProgrammeForm

LASTS, CLOSES = timedelta(days=28), time(18)
"""What is proposed as a deadline."""


def every() -> str:
    """All that whoever asks runs."""
    found = programmes.all_run(db.session(), roles.holder("editor").user_id)
    return render_template("onboarding/programmes.html", found=found)


def new() -> str:
    """The form, for one bank at a time."""
    bank, form = _bank(request.args.get("bank", "")), ProgrammeForm()
    if bank:
        form.fill(bank.title, Programme())
    return _form(bank, form)


def make() -> ResponseReturnValue:
    """Make it and go to it."""
    bank, form = _bank(request.form.get("bank", "")) or abort(404), ProgrammeForm()
    wanted = form.read()
    if wanted is None:
        return _form(bank, form), 422
    session = db.session()
    write(session)
    user_id = roles.holder("editor").user_id
    made = set_programme(session, user_id, bank.id, form.called, wanted, identity.now())
    session.commit()
    return redirect(url_for("onboarding.programme", programme_id=made), 303)


def _banks() -> list[Shelved]:
    """Those that everybody may read: participants read the brief, practise and have cards."""
    return shelf.shelf(db.session(), None)


def _left_out() -> list[Shelved]:
    """Those that whoever asks may read and not everybody."""
    mine = shelf.shelf(db.session(), roles.holder("editor").user_id)
    return [each for each in mine if each.visibility != "public"]


def _bank(slug: str) -> Shelved | None:
    banks = _banks()
    found = next((each for each in banks if each.slug == slug), banks[0] if banks and not slug else None)
    return found or (abort(404) if slug else None)


def _form(bank: Shelved | None, form: ProgrammeForm, changing: ProgrammeRow | None = None) -> str:
    banks, left_out = _banks(), _left_out()
    return render_template(
        "onboarding/form.html", bank=bank, banks=banks, left_out=left_out, form=form, changing=changing
    )


def settings(programme_id: str) -> str:
    """The form, filled in."""
    found, form = access.programme(programme_id), ProgrammeForm()
    form.fill(found.title, found.settings)
    return _form(None, form, found)


def change(programme_id: str) -> ResponseReturnValue:
    """Change title and settings."""
    form = ProgrammeForm()
    wanted = form.read()
    if wanted is None:
        return _form(None, form, access.programme(programme_id)), 422
    session = db.session()
    write(session)
    change_programme(session, access.programme(programme_id).id, form.called, wanted)
    session.commit()
    return redirect(url_for("onboarding.programme", programme_id=programme_id), 303)


def archive(programme_id: str) -> Response:
    """Put it away, or take it out again."""
    session = db.session()
    write(session)
    at = identity.now() if request.form.get("archived") else None
    archive_programme(session, access.programme(programme_id).id, at)
    session.commit()
    return redirect(url_for("onboarding.programme", programme_id=programme_id), 303)


def show(programme_id: str) -> str:
    """Its cohorts, and a form for one more."""
    found, form = access.programme(programme_id), CohortForm()
    wall = wall_of(identity.now(), identity.somebody().zone)
    form.closes.data = datetime.combine(wall + LASTS, CLOSES).strftime(WALL)
    return _page(found, form)


def add_cohort(programme_id: str) -> ResponseReturnValue:
    """Open a cohort and go to it."""
    found, form, zone = access.programme(programme_id), CohortForm(), identity.somebody().zone
    wanted = form.read(zone)
    if wanted is None or found.archived:
        return _page(found, form), 422
    session = db.session()
    write(session)
    user_id = roles.holder("editor").user_id
    try:
        made = open_cohort(session, user_id, access.programme(programme_id), *wanted, identity.now())
    except (NotPublic, FactUnasked, NothingToAsk) as error:
        session.rollback()
        if isinstance(error, NothingToAsk):
            form.tell("title", gettext("The bank has no question that could be asked."))
        return _page(found, form), 422
    session.commit()
    return redirect(url_for("onboarding.cohort", cohort_id=made), 303)


def _page(found: ProgrammeRow, form: CohortForm) -> str:
    zone = identity.somebody().zone
    cohorts = programmes.cohorts(db.session(), found.id)
    sizes = {each.id: classes.size(db.session(), each.class_id) for each in cohorts}
    offset = offset_of(identity.now(), zone)
    return render_template(
        "onboarding/programme.html",
        programme=found,
        cohorts=cohorts,
        sizes=sizes,
        unasked=askable.unasked(db.session(), found.bank_id),
        form=form,
        zone=zone,
        offset=offset,
    )
