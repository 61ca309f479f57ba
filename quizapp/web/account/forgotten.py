"""Password forgotten: a one-time link by mail. Neither words nor status nor time tell whether there is an account."""

import logging
from datetime import datetime

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from quizapp.actions import limit, tokens
from quizapp.actions.accounts import LONGEST_EMAIL
from quizapp.config import Mail
from quizapp.core.message import Message, mark
from quizapp.storage import users
from quizapp.storage.database import write
from quizapp.web import identity
from quizapp.web.account import budget, mail
from quizapp.web.aside import later
from quizapp.web.database import db

EMPTY = mark("Type your name or your e-mail address.")
OFTEN = mark("Too many attempts. Try again in a minute.")
PER_ADDRESS, PER_NAME = 30, 5
"""Attempts a minute. Names are counted as typed, so that a limit does not tell which of them are one account."""
MAILS, WITHIN = 3, 15
"""Mails to one account in so many minutes; whatever is more is not sent, and nobody is told."""

log = logging.getLogger("quizapp.mail")

Page = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response


def show() -> str:
    """The form; or, where no mail is sent, whom to ask."""
    return _page("", None)


def post() -> Page:
    """Answer the same to everybody at once; whom a link is for is looked up later."""
    login = request.form.get("login", "").strip()[:LONGEST_EMAIL]
    if current_app.config["MAIL"] is None:
        return redirect(url_for("account.forgotten"), 303)
    if not login:
        return _page(login, Message(EMPTY)), 422
    by_name = budget.of("forgotten by", users.folded(login), PER_NAME)
    if not budget.covers(budget.from_here("forgotten from", PER_ADDRESS), by_name):
        return _page(login, Message(OFTEN)), 429, {"Retry-After": str(budget.wait())}
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask documents this very call
    later(send_link, app, login, identity.now())
    return redirect(url_for("account.forgotten", sent=1), 303)


def send_link(app: Flask, login: str, now: datetime) -> None:
    """Mail a link to the account with a name or an e-mail address, if there is one that can be reached."""
    with app.app_context():
        try:
            found = _issue(login, now)
        except Exception as error:  # Nobody waits for this to fail, and its words may hold the name.
            log.error("a link could not be issued: %s", type(error).__name__)
            return
        finally:
            db.session.remove()  # Mail is slow; meanwhile the connection is free for others.
        if found:
            address, secret = found
            server: Mail = app.config["MAIL"]
            link = f"{app.config['ADDRESS']}/account/reset/{secret}"
            hours = int(tokens.RESET_LASTS.total_seconds()) // 3600
            text = render_template("account/forgotten.txt", site=app.config["ADDRESS"], link=link, hours=hours)
            mail.deliver(server, address, gettext("A new password for Quizapp"), text)


def _issue(login: str, now: datetime) -> tuple[str, str] | None:
    """The address and the secret of a link; None where there is nobody to send it to, or enough was sent.

    Writes for nobody, too: a server busy with one transaction more would tell whoever looks from aside.
    """
    session = db.session()
    write(session)
    account = users.by_login(session, login)
    count, most = budget.of("mail to", account.public_id if account else users.folded(login), MAILS)
    secret = None
    if limit.take(session, count, most, now, WITHIN) and account and account.email:
        secret = tokens.issue(session, tokens.RENEWAL, account.public_id, now + tokens.RESET_LASTS, now)
    session.commit()
    return (account.email, secret) if account and account.email and secret else None


def _page(login: str, problem: Message | None) -> str:
    sends, sent = current_app.config["MAIL"] is not None, "sent" in request.args
    return render_template("account/forgotten.html", sends=sends, sent=sends and sent, login=login, problem=problem)
