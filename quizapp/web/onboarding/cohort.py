"""A cohort, for its editor: how to join it, its deadline, and how each participant stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.actions.open_cohort import set_deadline
from quizapp.core.message import mark
from quizapp.core.onboarding import SOON, STEPS, Standing, standing
from quizapp.core.wall_clock import offset_of, wall_of
from quizapp.storage import certified, participants
from quizapp.storage.certified import Mark, State
from quizapp.storage.database import write
from quizapp.storage.participants import Participant
from quizapp.storage.programmes import CohortRow
from quizapp.web import identity
from quizapp.web.assignments.form import WALL
from quizapp.web.database import db
from quizapp.web.join import gate
from quizapp.web.onboarding import access
from quizapp.web.onboarding.form import CohortForm

STANDINGS: dict[Standing, str] = {
    "at risk": mark("At risk"),
    "not started": mark("Not started"),
    "under way": mark("Under way"),
    "expired": mark("Expired"),
    "passed": mark("Passed"),
}
"""In the order in which they are shown: who needs a word comes first."""


@dataclass(frozen=True, slots=True)
class Row:
    """A participant with how they stand; `state` is their certificate's, if they have one."""

    who: Participant
    standing: Standing
    done: int
    """Of the five steps."""
    state: State | None


def rows(cohort: CohortRow) -> list[Row]:
    """Everybody, in the order of STANDINGS and by name."""
    today, deadline = access.days(identity.somebody(), cohort)
    everybody = participants.everybody(db.session(), cohort, today, deadline, identity.now())
    held = [each.certificate for each in everybody if each.certificate]
    marked = certified.marks_of(db.session(), held) if held else {}
    found = [_row(cohort, each, marked, today, deadline) for each in everybody]
    order = list(STANDINGS)
    return sorted(found, key=lambda row: order.index(row.standing))


def _row(cohort: CohortRow, who: Participant, marked: Mapping[int, Sequence[Mark]], today: date, deadline: date) -> Row:
    settings, certificate = cohort.programme.settings, who.certificate
    state = certified.state(certificate, marked[certificate.id], identity.now()) if certificate else None
    stands = standing(who.progress, settings.pass_mark, today, deadline)
    return Row(who, stands, len(who.progress.done(settings.drill)), state)


def show(cohort_id: str) -> str:
    """The page."""
    found, form = access.cohort(cohort_id), CohortForm()
    form.title.data = found.name
    form.closes.data = wall_of(found.deadline, identity.somebody().zone).strftime(WALL)
    return _page(found, form)


def deadline(cohort_id: str) -> ResponseReturnValue:
    """Give it another deadline."""
    found, form = access.cohort(cohort_id), CohortForm()
    form.title.data = found.name
    wanted = form.read(identity.somebody().zone)
    if wanted is None:
        return _page(found, form), 422
    session = db.session()
    write(session)
    set_deadline(session, access.cohort(cohort_id).id, wanted[1])
    session.commit()
    return redirect(url_for("onboarding.cohort", cohort_id=cohort_id), 303)


def _page(found: CohortRow, form: CohortForm) -> str:
    who, everybody = identity.somebody(), rows(found)
    today, last = access.days(who, found)
    return render_template(
        "onboarding/cohort.html",
        cohort=found,
        settings=found.programme.settings,
        rows=everybody,
        counts=Counter(row.standing for row in everybody),
        standings=STANDINGS,
        steps=len(STEPS),
        soon=SOON,
        days_left=(last - today).days,
        form=form,
        zone=who.zone,
        offset=offset_of(identity.now(), who.zone),
        **_door(found),
    )


def _door(found: CohortRow) -> dict[str, Any]:
    """The link by which people are invited; none where the class is closed to newcomers."""
    if not (found.code and found.open):
        return {"address": ""}
    return {"address": url_for("join.code", code=found.code, k=gate.key(found.code), _external=True)}
