"""One pupil, as their teacher sees them, and what the teacher does."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.actions import keep_members
from quizapp.actions.join_class import CannotJoin
from quizapp.actions.keep_members import MOST_EXTRA, NoNewCode
from quizapp.core.message import Message, mark
from quizapp.core.names import BadName, tidy_name
from quizapp.storage import classes
from quizapp.storage.classes import ClassRow, MemberRow
from quizapp.storage.users import Account
from quizapp.web import identity
from quizapp.web.classes import access, slips
from quizapp.web.database import db

UNSURE = mark("Tick the box if you are sure. Nothing was changed.")
PERCENT = mark("Write a whole number from 0 to %(most)d.")

Page = Response | tuple[str, int]


def show(class_id: str, member_id: str) -> str:
    """The pupil's page."""
    return _page(class_id, member_id, {})


def name(class_id: str, member_id: str) -> Page:
    """Call them something else."""
    _, group, member = _changing(class_id, member_id)
    try:
        keep_members.rename_member(db.session(), group.id, member.id, tidy_name(request.form.get("name", "")))
    except (BadName, CannotJoin) as error:
        db.session.rollback()
        return _page(class_id, member_id, {"name": error.message}), 422
    return _done(class_id, member_id)


def extra(class_id: str, member_id: str) -> Page:
    """Give them more time."""
    typed = request.form.get("percent", "").strip().removesuffix("%").strip()
    percent = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else MOST_EXTRA + 1
    _, _, member = _changing(class_id, member_id)
    if percent > MOST_EXTRA:
        db.session.rollback()
        return _page(class_id, member_id, {"percent": Message(PERCENT, {"most": MOST_EXTRA})}), 422
    keep_members.give_time(db.session(), member.id, percent)
    return _done(class_id, member_id)


def code(class_id: str, member_id: str) -> str | tuple[str, int]:
    """Make a new personal code and show it once."""
    account, group, member = _changing(class_id, member_id)
    try:
        personal = keep_members.reset_access(db.session(), member.id, account.user_id)
    except NoNewCode as error:
        db.session.rollback()
        return _page(class_id, member_id, {"code": Message(error.args[0])}), 409
    db.session.commit()
    return slips.sheet(group, [(member.name, personal)])


def presence(class_id: str, member_id: str) -> Page:
    """Take them out of the class, if the box is ticked, or let them back in."""
    if request.form.get("present") == "y":
        _, group, member = _changing(class_id, member_id)
        keep_members.let_back(db.session(), group.id, member.id)
        return _done(class_id, member_id)
    _, _, member = _changing(class_id, member_id)
    if request.form.get("sure") != "y":
        db.session.rollback()
        return _page(class_id, member_id, {"sure": Message(UNSURE)}), 422
    keep_members.remove(db.session(), member.id, identity.now())
    db.session.commit()
    return redirect(url_for("classes.show", class_id=class_id), 303)


def _changing(class_id: str, member_id: str) -> tuple[Account, ClassRow, MemberRow]:
    account, group = access.changing(class_id)
    return account, group, classes.member(db.session(), group.id, member_id) or abort(404)


def _done(class_id: str, member_id: str) -> Response:
    db.session.commit()
    return redirect(url_for("classes.member", class_id=class_id, member_id=member_id), 303)


def _page(class_id: str, member_id: str, problems: dict[str, Message]) -> str:
    group = access.taught(class_id)
    member = classes.member(db.session(), group.id, member_id) or abort(404)
    return render_template("classes/member.html", group=group, member=member, problems=problems)
