"""What this browser holds: its session, and whether it is known to belong to an account."""

from flask import current_app, redirect, request, session, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from quizapp.actions.enrol import LASTS
from quizapp.web import identity

KNOWN = "quizapp_known"


def secret() -> str:
    """The secret of the present session, or nothing."""
    return request.cookies.get(identity.COOKIE, "")


def is_known(public_id: str) -> bool:
    """Whether somebody has logged in to this account here before: its owner is never locked out."""
    try:
        return bool(_signer().loads(request.cookies.get(KNOWN, "")) == public_id)
    except BadSignature:
        return False


def welcome(new_secret: str, public_id: str) -> Response:
    """Go to the account page with a new session and a new CSRF token; commit before."""
    response = redirect(url_for("account.show"), 303)
    session.pop("csrf_token", None)
    identity.remember_browser(response, new_secret)
    response.set_cookie(
        KNOWN,
        str(_signer().dumps(public_id)),
        max_age=LASTS,
        path=request.script_root or "/",
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return response


def farewell() -> Response:
    """Go to the first page without a session."""
    response = redirect(url_for("study.home"), 303)
    session.pop("csrf_token", None)
    response.delete_cookie(identity.COOKIE, path=request.script_root or "/")
    return response


def forget(response: Response) -> None:
    """Take back every cookie that tells who this was."""
    session.clear()
    for name in (identity.COOKIE, KNOWN):
        response.delete_cookie(name, path=request.script_root or "/")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="known")
