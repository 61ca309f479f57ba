"""The classes somebody teaches, those they are in, and making one."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions.run_class import make_class, tidy_class_name
from quizapp.core.message import Message
from quizapp.core.names import BadName
from quizapp.storage import classes
from quizapp.storage.users import ROLES
from quizapp.web import identity, roles
from quizapp.web.database import db


def show() -> str:
    """All of them; for a stranger, how to join one."""
    return _page("", None)


def post() -> Response | tuple[str, int]:
    """Make a class and go to it."""
    typed = request.form.get("name", "")
    try:
        name = tidy_class_name(typed)
    except BadName as error:
        return _page(typed, error.message), 422
    identity.writer()
    account, session = roles.holder("teacher"), db.session()
    class_id = make_class(session, account.user_id, name, identity.now())
    session.commit()
    return redirect(url_for("classes.show", class_id=class_id), 303)


def _page(name: str, problem: Message | None) -> str:
    session, who, account = db.session(), identity.who(), roles.account()
    teaches = account is not None and ROLES.index(account.role) >= ROLES.index("teacher")
    return render_template(
        "classes/mine.html",
        teaches=teaches,
        taught=classes.all_taught(session, account.user_id) if account and teaches else [],
        attended=classes.attended(session, who.id) if who else [],
        name=name,
        problem=problem,
    )
