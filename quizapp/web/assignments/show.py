"""The assignments of a class, and one of them while it is under way."""

from collections import defaultdict

from flask import render_template

from quizapp.core.assignment import assignment_from, state
from quizapp.core.message import mark
from quizapp.storage import activities, assignments, watch, withdrawn
from quizapp.storage.activities import ActivityRow
from quizapp.storage.watch import Watched
from quizapp.web import identity
from quizapp.web.assignments.own import class_of, own, own_class, zone
from quizapp.web.database import db
from quizapp.web.settling import settle

STANDINGS = {
    "stuck": mark("Stuck"),
    "working": mark("Working"),
    "answered": mark("All answered, not handed in"),
    "waiting": mark("Not started"),
    "finished": mark("Finished"),
    "missed": mark("Did not take part"),
    "absent": mark("Absent"),
}
"""In the order in which they are shown: who needs help comes first."""


def everything(class_id: str) -> str:
    """The assignments of a class: open, coming and past ones."""
    there, now = own_class(class_id), identity.now()
    found: dict[str, list[ActivityRow]] = defaultdict(list)
    for row in activities.of_class(db.session(), there.id):
        if row.kind == assignments.KIND and row.opens_at and row.closes_at:
            found[state(row.opens_at, row.closes_at, now)].append(row)
    return render_template("assignments/all.html", there=there, found=found, now=now, zone=zone())


def _told(activity_id: str) -> dict[str, object]:
    """What the page and its fragment show."""
    activity, now = own(activity_id), identity.now()
    settle(activity.id)
    activity = own(activity_id)
    watched = watch.watch(db.session(), activity, now)
    return {
        "activity": activity,
        "settings": assignment_from(activity.settings),
        "state": state(activity.opens_at or now, activity.closes_at or now, now),
        "settled": bool(activity.settings.get("settled")),
        "groups": _groups(watched),
        "titles": STANDINGS,
        "now": now,
        "zone": zone(),
    }


def show(activity_id: str) -> str:
    """Who has not started, works, is stuck, has finished or is absent; it refreshes itself where scripts run."""
    told = _told(activity_id)
    activity = own(activity_id)
    return render_template(
        "assignments/watch.html",
        there=class_of(activity),
        stems=watch.stems(db.session(), activity.id),
        withdrawn=withdrawn.of_activity(db.session(), activity.id),
        **told,
    )


def fragment(activity_id: str) -> str:
    """What of it changes."""
    return render_template("assignments/_now.html", **_told(activity_id))


def _groups(watched: list[Watched]) -> dict[str, list[Watched]]:
    """Everybody by how they stand, in the order of STANDINGS; empty ones are left out."""
    found: dict[str, list[Watched]] = {name: [] for name in STANDINGS}
    for each in watched:
        found[each.standing].append(each)
    return {name: group for name, group in found.items() if group}
