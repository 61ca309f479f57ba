"""The page of a class: for its teachers who is in it and how to join, for its pupils what is theirs."""

from flask import abort, render_template, request, url_for

from quizapp.core.code import grouped
from quizapp.storage import classes, programmes, room_list, todo
from quizapp.storage.classes import ClassRow
from quizapp.web import identity
from quizapp.web.classes import access
from quizapp.web.classes.kept import kept
from quizapp.web.database import db
from quizapp.web.join import gate
from quizapp.web.roles import account


def show(class_id: str) -> str:
    """The page, by who asks; 404 for those who have nothing to do with the class."""
    session, who, known = db.session(), identity.who(), account()
    if known and known.role != "learner" and (taught := classes.taught(session, known.user_id, class_id)):
        return _for_teacher(taught)
    attended = classes.attended_one(session, who.id, class_id) if who else None
    if who is None or attended is None:
        abort(404)
    return render_template(
        "classes/attended.html",
        group=attended,
        name=classes.name_in(session, attended.id, who.id),
        teachers=classes.teachers(session, attended.id),
        guest=known is None,
        todos=[
            each
            for each in todo.todos(session, who.id)
            if each.task.activity.class_id == attended.id and each.stage(identity.now()) == "open"
        ],
        places=[each for each in programmes.attended(session, who.id) if each.cohort.class_id == attended.id],
        rooms=room_list.going_on(session, attended.id),
        now=identity.now(),
        zone=who.zone,
        kept=kept(who, attended.id),
    )


def poster(class_id: str) -> str:
    """The code at a size that is read from the back of a class."""
    group = access.taught(class_id)
    if group.code is None or not group.open:
        abort(404)
    return render_template("classes/poster.html", group=group, **_door(group))


def _for_teacher(group: ClassRow) -> str:
    session = db.session()
    return render_template(
        "classes/show.html",
        group=group,
        members=classes.members(session, group.id),
        removed=classes.members(session, group.id, removed=True),
        **(_door(group) if group.code and group.open else {"address": "", "code": "", "place": ""}),
    )


def _door(group: ClassRow) -> dict[str, str]:
    """How to join. Whoever shows a code vouches for the network they show it in (`join.gate`)."""
    code = group.code or ""
    gate.vouch(code)
    address = url_for("join.code", code=code, k=gate.key(code), _external=True)
    return {"address": address, "code": grouped(code), "place": f"{request.host}{url_for('join.enter')}"}
