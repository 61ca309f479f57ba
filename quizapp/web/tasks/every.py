"""What there is to do, over all classes."""

from collections import defaultdict

from flask import render_template

from quizapp.storage import programmes, todo
from quizapp.storage.learners import Who
from quizapp.storage.todo import Todo
from quizapp.web import identity
from quizapp.web.database import db
from quizapp.web.settling import settle_all


def show() -> str:
    """Open, coming, handed in and past assignments; for who is in no class, how to get into one."""
    who = identity.who()
    found = _by_stage(who) if who else {}
    places = programmes.attended(db.session(), who.id) if who else []
    zone = who.zone if who else "UTC"
    return render_template("tasks/all.html", found=found, places=places, now=identity.now(), zone=zone)


def _by_stage(who: Who) -> dict[str, list[Todo]]:
    """What is open or coming, the next to close first; the rest, the last to close first."""
    session, now = db.session(), identity.now()
    settle_all(each.task for each in todo.todos(session, who.id))
    found: dict[str, list[Todo]] = defaultdict(list)
    for each in todo.todos(session, who.id):
        found[each.stage(now)].append(each)
    for stage in ("open", "planned"):
        found[stage].reverse()
    return {stage: each for stage, each in found.items() if each}
