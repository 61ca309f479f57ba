"""What a class is about to forget, and when: a forecast."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template

from quizapp.core.class_forecast import AHEAD, ENOUGH, Forecast, Outlook, forecast
from quizapp.core.study_day import study_day
from quizapp.storage.results.course import course, memories
from quizapp.storage.results.questions import AskedFact
from quizapp.web import identity, language
from quizapp.web.database import db
from quizapp.web.results import access, readings
from quizapp.web.results.classroom import facts_of

gettext: Callable[..., str] = language.gettext
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Row:
    """A fact with its outlook."""

    fact: AskedFact
    outlook: Outlook


def show(class_id: str) -> str:
    """The page: the facts that fall first in front."""
    session, row = db.session(), access.school_class(class_id)
    found = course(session, row.id)
    facts = facts_of(session, found)
    who = identity.somebody()
    today = study_day(identity.now(), who.zone, who.rollover)
    known = memories(session, [member.learner_id for member in found.members], list(facts))
    coming = forecast(known, today)
    return render_template(
        "results/forecast.html",
        group=row,
        asked=bool(facts),
        coming=coming,
        rows=[Row(facts[each.fact], each) for each in coming.facts],
        today=today,
        days=[today + timedelta(days=days) for days in AHEAD],
        enough=ENOUGH,
        finding=_finding(coming, bool(facts)),
        readings=readings,
    )


def _finding(coming: Forecast, asked: bool) -> str:
    if not coming.facts:
        return gettext("Too few to forecast") if asked else gettext("Nothing to forget yet")
    low = sum(each.low for each in coming.facts)
    soon = sum(each.falls is not None and each.recall[1] < readings.LINE for each in coming.facts) - low
    if low:
        text = language.ngettext(
            "One fact is slipping away already",
            "%(count)s facts are slipping away already",
            low,
            count=language.count(low),
        )
    elif soon:
        text = language.ngettext(
            "One fact slips away within a week",
            "%(count)s facts slip away within a week",
            soon,
            count=language.count(soon),
        )
    else:
        return gettext("The class keeps its facts for the coming week")
    return str(text[:1].upper() + text[1:])
