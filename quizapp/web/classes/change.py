"""What a teacher changes about a class as a whole."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions import run_class
from quizapp.actions.run_class import LastTeacher, tidy_class_name
from quizapp.core.message import Message, mark
from quizapp.core.names import BadName
from quizapp.storage import classes, users
from quizapp.storage.users import ROLES
from quizapp.web import identity, roles
from quizapp.web.classes import access
from quizapp.web.database import db

LAST = mark("You are the only teacher of this class. Add somebody else first, or archive it.")
NOBODY = mark("No teacher has this name. It is the name they log in with, and an administrator gives the role.")

Page = Response | tuple[str, int]


def show(class_id: str) -> str:
    """Name, how long things are kept, teachers, archive."""
    return _page(class_id, {})


def name(class_id: str) -> Page:
    """Give the class another name."""
    try:
        tidied = tidy_class_name(request.form.get("name", ""))
    except BadName as error:
        return _page(class_id, {"name": error.message}), 422
    return _do(class_id, "classes.settings", lambda class_: run_class.rename_class(db.session(), class_, tidied))


def code(class_id: str) -> Page:
    """Make the old code worthless."""
    return _do(class_id, "classes.show", lambda class_: run_class.change_code(db.session(), class_), live=True)


def joining(class_id: str) -> Page:
    """Open or close the class to newcomers."""
    is_open = request.form.get("open") == "y"
    return _do(class_id, "classes.show", lambda class_: run_class.let_join(db.session(), class_, is_open), live=True)


def keeping(class_id: str) -> Page:
    """Keep what guests leave, or not."""
    keeps = request.form.get("keeps") == "y"
    return _do(class_id, "classes.settings", lambda class_: run_class.keep(db.session(), class_, keeps))


def archive(class_id: str) -> Page:
    """Put the class away, or take it out again."""
    if request.form.get("archived") == "y":
        return _do(class_id, "classes.show", lambda class_: run_class.archive(db.session(), class_, identity.now()))
    return _do(class_id, "classes.show", lambda class_: run_class.restore(db.session(), class_))


def add_teacher(class_id: str) -> Page:
    """Let somebody with an account and the role teach the class, too."""
    access.taught(class_id)
    typed = request.form.get("teacher", "")
    found = users.by_login(db.session(), typed)
    if found is None or ROLES.index(found.role) < ROLES.index("teacher"):
        return _page(class_id, {"teacher": Message(NOBODY)}, typed), 422
    user_id = found.user_id
    return _do(
        class_id,
        "classes.settings",
        lambda class_: run_class.add_teacher(db.session(), class_, user_id, identity.now()),
    )


def leave(class_id: str) -> Page:
    """Teach the class no longer, unless nobody would."""
    account, group = access.changing(class_id)
    try:
        run_class.leave(db.session(), group.id, account.user_id)
    except LastTeacher:
        db.session.rollback()
        return _page(class_id, {"leave": Message(LAST)}), 409
    db.session.commit()
    return redirect(url_for("classes.mine"), 303)


def _do(class_id: str, then: str, what: Callable[[int], None], live: bool = False) -> Response:
    """Change the class and go on; `live` changes nothing about one in the archive."""
    _, group = access.changing(class_id)
    if not (live and group.archived_at):
        what(group.id)
    db.session.commit()
    return redirect(url_for(then, class_id=class_id), 303)


def _page(class_id: str, problems: dict[str, Message], teacher: str = "") -> str:
    group = access.taught(class_id)
    return render_template(
        "classes/settings.html",
        group=group,
        teachers=classes.teachers(db.session(), group.id),
        me=roles.holder("teacher").user_id,
        teacher=teacher,
        problems=problems,
    )
