"""One page on which a bank's owner says who reads it and who works on it."""

from collections.abc import Callable, Mapping

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from quizapp.actions import share_bank
from quizapp.core.message import Message, mark
from quizapp.storage import sharing, users
from quizapp.storage.readable import VISIBILITIES
from quizapp.storage.sharing import Governed
from quizapp.storage.users import Account
from quizapp.web import identity, roles
from quizapp.web.database import db

UNKNOWN = mark("Nobody has this user name. Ask the person how it is spelled.")
OWNER = mark("This is the owner, who reads and edits the bank anyway.")

Page = str | tuple[str, int] | Response
Problem = Message | None


def show(slug: str) -> str:
    """What holds now."""
    return _page(slug, "", None)


def post(slug: str) -> Page:
    """Do what was pressed, or say why it cannot be."""
    do = DOINGS.get(request.form.get("do", "")) or abort(400)
    identity.writer()
    user, session = roles.holder("editor"), db.session()
    bank = sharing.governed_bank(session, user, slug) or abort(404)
    if problem := do(session, user, bank, request.form):
        session.rollback()
        return _page(slug, request.form.get("name", ""), problem), 422
    session.commit()
    return redirect(url_for("sharing.show", slug=slug), 303)


def _show_to(session: Session, user: Account, bank: Governed, form: Mapping[str, str]) -> Problem:
    visibility = form.get("visibility", "")
    if visibility not in VISIBILITIES:
        abort(400)
    share_bank.show_to(session, user.public_id, bank.id, visibility, identity.now())
    return None


def _add(session: Session, user: Account, bank: Governed, form: Mapping[str, str]) -> Problem:
    """By user name alone: an address would tell who has an account under it."""
    found = users.by_name(session, form.get("name", ""))
    if found is None:
        return Message(UNKNOWN)
    if found.user_id == bank.owner_id:
        return Message(OWNER)
    share_bank.share(session, user.public_id, bank.id, found.user_id, form.get("edits") == "y", identity.now())
    return None


def _remove(session: Session, user: Account, bank: Governed, form: Mapping[str, str]) -> Problem:
    found = users.by_public_id(session, form.get("person", "")) or abort(400)
    share_bank.unshare(session, user.public_id, bank.id, found.user_id, identity.now())
    return None


DOINGS: Mapping[str, Callable[[Session, Account, Governed, Mapping[str, str]], Problem]] = {
    "show": _show_to,
    "add": _add,
    "remove": _remove,
}


def _page(slug: str, name: str, problem: Problem) -> str:
    user, session = roles.holder("editor"), db.session()
    bank = sharing.governed_bank(session, user, slug) or abort(404)
    return render_template(
        "sharing/page.html",
        bank=bank,
        mine=bank.owner_id == user.user_id,
        shared=sharing.shared_with(session, bank.id),
        can_edit=users.ROLES[users.ROLES.index("editor") :],
        name=name,
        problem=problem,
    )
