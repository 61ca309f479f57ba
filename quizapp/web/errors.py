"""Designed pages for whatever goes wrong: what happened, why it may be, another way on."""

from dataclasses import dataclass

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from quizapp.core.message import mark
from quizapp.web.database import db


@dataclass(frozen=True, slots=True)
class Page:
    """The words of an error page, as message ids."""

    headline: str
    lead: str


PAGES = {
    400: Page(
        mark("This request could not be read"),
        mark("Something in it was missing or out of shape. Go back, reload the page and try once more."),
    ),
    403: Page(
        mark("This page is not open to you"),
        mark("It belongs to somebody else, or needs a role that you do not have."),
    ),
    404: Page(
        mark("There is no page here"),
        mark("The address may be mistyped, or the page belongs to another browser. Your own answers are safe."),
    ),
    405: Page(mark("That cannot be done here"), mark("The page exists, but not for what was asked of it.")),
    409: Page(mark("This was already done"), mark("Your first answer counts. Nothing was changed.")),
    413: Page(mark("That was too much at once"), mark("What was sent is larger than this page takes.")),
    429: Page(mark("That was a little fast"), mark("Wait a moment, then try again.")),
    500: Page(
        mark("Something broke on our side"),
        mark("It was written down, without anything about you. Answers that were confirmed are kept."),
    ),
    503: Page(mark("Too many people at once"), mark("Nothing was lost. Try again in a few seconds.")),
}
CSRF = Page(
    mark("This page was open for a long time"),
    mark("To be sure that it was you who sent it, please go back, reload the page and send it again."),
)


def init_app(app: Flask) -> None:
    """Show errors as pages."""
    app.register_error_handler(CSRFError, csrf_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(Exception, unexpected)


def csrf_error(error: CSRFError) -> tuple[str, int]:
    """A form without a good token."""
    return _page(400, CSRF)


def http_error(error: HTTPException) -> tuple[str, int, list[tuple[str, str]]]:
    """Any error with a status. Headers that belong to it, such as Allow, are kept."""
    status = error.code or 500
    kept = [(name, value) for name, value in error.get_headers() if name.lower() not in ("content-type", "location")]
    body, status = _page(status, PAGES.get(status) or PAGES[400 if status < 500 else 500])
    return body, status, kept


def busy(error: OperationalError) -> tuple[str, int, list[tuple[str, str]]]:
    """The database did not answer in time: nothing was stored, and trying again is all there is to do."""
    current_app.logger.error("the database does not answer: %s", error.orig)
    db.session.rollback()
    return http_error(ServiceUnavailable())


def unexpected(error: Exception) -> tuple[str, int, list[tuple[str, str]]]:
    """A fault of ours: logged, told in plain words, and whatever was half done is undone."""
    current_app.logger.error("unhandled error", exc_info=error)
    db.session.rollback()
    return http_error(InternalServerError())


def _page(status: int, page: Page) -> tuple[str, int]:
    return render_template("error.html", status=status, page=page), status
